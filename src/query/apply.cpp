// Query::apply: from a response, an array or one record to what the service would answer.
#include <algorithm>
#include <boost/json/value.hpp>

#include "src/query/envelope.hpp"
#include "src/query/query_state.hpp"
#include "src/query/shaper.hpp"

namespace tamis {
inline namespace v0 {

namespace {

namespace bj = boost::json;

/// An object whose member `value` is an array and whose other members' names all contain `@`.
const bj::array* response_items(const bj::object& object) noexcept {
  const bj::value* items = object.if_contains("value");
  if (items == nullptr || !items->is_array()) return nullptr;
  for (const auto& member : object)
    if (member.key() != "value" && member.key().find('@') == bj::string_view::npos) return nullptr;
  return &items->get_array();
}

/// Finds the records of the answer, then shapes them.
class Application {
 public:
  Application(const Query::State& query, EvaluationContext::State& state, const Page& page)
      : query_(query), clauses_(query.clauses()), state_(state), page_(page) {}

  std::optional<Diagnostic> add(const bj::value& json) {
    const ValueRecord record(json, state_.scratch);
    if (query_.prefilter.rejects(record, state_)) return std::nullopt;
    if (auto fault = begin_record(*query_.program, record, state_)) return fault;
    bool met = false;
    if (auto fault = clauses_.meets(*query_.program, record, record.root(), state_, met)) return fault;
    if (!met) return std::nullopt;
    SortRow row;
    row.index = static_cast<std::uint64_t>(&json - first_);
    if (auto fault = clauses_.keys(*query_.program, record, state_, row)) return fault;
    rows_.push_back(std::move(row));
    return std::nullopt;
  }

  std::uint64_t matched() const noexcept { return rows_.size(); }

  /// All records, of an array or a single one. A fault names its record.
  std::optional<Diagnostic> run(const bj::value* records, std::size_t count, bj::array& shaped) {
    first_ = records;
    for (std::size_t i = 0; i < count; ++i)
      if (auto fault = add(records[i])) return in_record(*std::move(fault), i);
    if (!clauses_.descending.empty())
      std::sort(rows_.begin(), rows_.end(), [&](const SortRow& a, const SortRow& b) {
        return comes_before(a, b, clauses_.descending, state_.options.collation);
      });
    const auto end = static_cast<std::size_t>(std::min(page_.end, matched()));
    for (auto i = static_cast<std::size_t>(std::min<std::uint64_t>(page_.first, end)); i < end; ++i)
      if (auto fault = show(records[rows_[i].index], shaped)) return in_record(*std::move(fault), rows_[i].index);
    return std::nullopt;
  }

 private:
  static Diagnostic in_record(Diagnostic fault, std::uint64_t index) {
    fault.notes.push_back("in record " + std::to_string(index) + " (counted from 0)");
    return fault;
  }

  std::optional<Diagnostic> show(const bj::value& json, bj::array& shaped) {
    if (query_.outline.keeps_all()) return shaped.push_back(json), std::nullopt;
    const ValueRecord record(json, state_.scratch);
    if (auto fault = begin_record(*query_.program, record, state_)) return fault;
    return shape(query_.outline, *query_.program, state_, json, shaped.emplace_back(nullptr));
  }

  const Query::State& query_;
  const Clauses& clauses_;
  EvaluationContext::State& state_;
  const Page& page_;
  const bj::value* first_ = nullptr;
  std::vector<SortRow> rows_;
};

}  // namespace

Result<bj::value> Query::apply(const bj::value& records, EvaluationContext& context,
                               const ApplyOptions& options) const {
  if (!state_->refused.empty()) return state_->refused;
  const bj::object* const object = records.if_object();
  const bj::array* const items = object ? response_items(*object) : records.if_array();
  const Page page(*state_, options);
  begin_call(context.state());
  Application application(*state_, context.state(), page);
  bj::array shaped;
  if (auto fault = application.run(items ? items->data() : &records, items ? items->size() : 1, shaped)) {
    if (!items) fault->notes.clear();
    return state_->failure(*std::move(fault));
  }
  if (!items) return shaped.empty() ? bj::value(nullptr) : std::move(shaped[0]);
  if (!object && options.page_size == 0) return bj::value(std::move(shaped));
  bj::object response = object ? *object : bj::object();
  response["value"] = std::move(shaped);
  if (counts()) {
    response[control_name(response, "count")] = application.matched();
  } else if (state_->clauses().chooses()) {  // the number is that of other records
    response.stable_erase("@odata.count");
    response.stable_erase("@count");
  }
  if (options.page_size == 0) return bj::value(std::move(response));
  const std::string link_name = control_name(response, "nextLink");
  response.erase(link_name);
  if (!page.is_last(application.matched())) response[link_name] = next_link(*state_, options);
  return bj::value(std::move(response));
}

}  // namespace v0
}  // namespace tamis
