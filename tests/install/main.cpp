// One call, and the address of every function of the public headers: a shared library that does not export one of them
// cannot be linked with this.
#include <tamis/tamis.hpp>

#include <iostream>

namespace {

using namespace tamis;

/// Counts functions; of overloads those of the types that are given.
template <typename... Functions>
std::size_t count(Functions... functions) {
  return (static_cast<std::size_t>(functions != nullptr) + ...);
}

std::size_t all_functions() {
  return count(&answer_check, &answer_evaluation, &apply_text, &complete, &find_code, &find_newer, &order_pages,
               &look_at_page, &read_pages, &find_control, &with_control, &parse, &print, &percent_encode, &place_in,
               &one_line, &referral_schema, &render, &dump, &to_dot, &quote, &unquote, &string_value, &function_name,
               &edm_name, &primitive_kind)
       + count(static_cast<ReadSummary (*)(std::istream&, const Limits&, const RecordCallback&,
                                           const ReadErrorCallback&, Trust)>(&read_records),
               static_cast<ReadSummary (*)(std::string_view, const Limits&, const RecordCallback&,
                                           const ReadErrorCallback&, Trust)>(&read_records),
               static_cast<MatchSummary (*)(std::istream&, const Filter&, EvaluationContext&, const RecordCallback&,
                                            const RecordErrorCallback&, const MatchOptions&)>(&match_records),
               static_cast<MatchSummary (*)(std::string_view, const Filter&, EvaluationContext&, const RecordCallback&,
                                            const RecordErrorCallback&, const MatchOptions&)>(&match_records),
               static_cast<Result<CheckedText> (*)(std::string_view, const Schema&, const CheckOptions&)>(&check),
               static_cast<std::string (*)(const Diagnostics&)>(&to_json),
               static_cast<std::string (*)(const Tree&)>(&to_json),
               static_cast<std::string (*)(std::span<const Candidate>)>(&to_json),
               static_cast<std::string_view (*)(CandidateKind) noexcept>(&name),
               static_cast<std::string_view (*)(Severity) noexcept>(&name),
               static_cast<std::string_view (*)(Code) noexcept>(&name),
               static_cast<std::string_view (*)(Operator) noexcept>(&name),
               static_cast<std::string_view (*)(NodeKind) noexcept>(&name));
}

}  // namespace

int main() {
  auto filter = tamis::Filter::compile("status eq 'New'", tamis::referral_schema());
  if (!filter) {
    std::cerr << tamis::render(filter.error());
    return 1;
  }
  std::cout << filter->text() << '\n';
  return filter->text() == "status eq 'New'" && all_functions() == 39 && tamis::Schema() == tamis::Schema() ? 0 : 1;
}
