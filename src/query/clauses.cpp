// Clauses: $search, $filter and $orderby of one instance.
#include "src/query/clauses.hpp"

namespace tamis {
inline namespace v0 {

template <typename Record>
std::optional<Diagnostic> Clauses::meets(const Program& program, const Record& record, std::uint64_t node,
                                         EvaluationContext::State& state, bool& met) const {
  met = !search || search->finds(record, node, state.scratch);
  if (const auto& fault = state.scratch.fault())
    return Diagnostic{Severity::error, fault->code, search->place(), fault->message};
  if (!met || !filter) return std::nullopt;
  Value value;
  auto fault = evaluate(program, *filter, record, state, value);
  met = !fault && value.is_true();
  return fault;
}

template <typename Record>
std::optional<Diagnostic> Clauses::keys(const Program& program, const Record& record, EvaluationContext::State& state,
                                        SortRow& row) const {
  for (std::size_t i = 0; i < descending.size(); ++i) {
    Value value;
    const auto entry = first_key + static_cast<std::uint32_t>(i);
    if (auto fault = evaluate(program, entry, record, state, value)) return fault;
    row.keys.emplace_back(value);
  }
  return std::nullopt;
}

using Found = std::optional<Diagnostic>;
template Found Clauses::meets(const Program&, const TapeRecord&, std::uint64_t, EvaluationContext::State&, bool&) const;
template Found Clauses::meets(const Program&, const ValueRecord&, std::uint64_t, EvaluationContext::State&,
                              bool&) const;
template Found Clauses::keys(const Program&, const TapeRecord&, EvaluationContext::State&, SortRow&) const;
template Found Clauses::keys(const Program&, const ValueRecord&, EvaluationContext::State&, SortRow&) const;

}  // namespace v0
}  // namespace tamis
