// Query::apply: from a response, an array or one record to what the service would answer.
#include <algorithm>
#include <boost/json/value.hpp>

#include "src/evaluate/machine.hpp"
#include "src/query/query_state.hpp"

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

/// The records that belong to the answer, in its order, and how many matched.
struct Answer {
  std::vector<const bj::value*> records{};
  std::uint64_t matched = 0;
};

class Application {
 public:
  Application(const Query::State& query, EvaluationContext::State& state) : query_(query), state_(state) {}

  std::optional<Diagnostic> add(const bj::value& json) {
    const ValueRecord record(json, state_.scratch);
    if (auto fault = begin_record(*query_.program, record, state_)) return fault;
    bool met = false;
    if (auto fault = query_.matches(record, state_, met)) return fault;
    if (!met) return std::nullopt;
    SortRow row;
    row.index = answer_.records.size();
    if (auto fault = query_.keys(record, state_, row)) return fault;
    answer_.records.push_back(&json);
    rows_.push_back(std::move(row));
    return std::nullopt;
  }

  Answer finish() {
    answer_.matched = answer_.records.size();
    if (!query_.descending.empty())
      std::sort(rows_.begin(), rows_.end(), [&](const SortRow& a, const SortRow& b) {
        return comes_before(a, b, query_.descending, state_.options.collation);
      });
    const std::uint64_t end = std::min<std::uint64_t>(query_.wanted(), rows_.size());
    std::vector<const bj::value*> page;
    for (std::uint64_t i = query_.skip; i < end; ++i)
      page.push_back(answer_.records[rows_[i].index]);
    answer_.records = std::move(page);
    return std::move(answer_);
  }

 private:
  const Query::State& query_;
  EvaluationContext::State& state_;
  Answer answer_;
  std::vector<SortRow> rows_;
};

bj::value selected(const Query::State& query, const bj::value& record) {
  return query.selection ? query.selection->apply(record) : record;
}

bj::array page(const Query::State& query, const Answer& answer) {
  bj::array records;
  records.reserve(answer.records.size());
  for (const bj::value* record : answer.records)
    records.push_back(selected(query, *record));
  return records;
}

bj::value response(const Query::State& query, const bj::object& envelope, const Answer& answer) {
  bj::object result = envelope;
  result["value"] = page(query, answer);
  if (query.counts) result["@odata.count"] = answer.matched;
  return result;
}

}  // namespace

Result<bj::value> Query::apply(const bj::value& records, EvaluationContext& context) const {
  if (!state_->refused.empty()) return state_->refused;
  const bj::object* object = records.if_object();
  const bj::array* items = object ? response_items(*object) : records.if_array();
  begin_call(context.state());
  Application application(*state_, context.state());
  const auto count = items ? items->size() : 1;
  for (std::size_t i = 0; i < count; ++i) {
    auto fault = application.add(items ? (*items)[i] : records);
    if (!fault) continue;
    if (items) fault->notes.push_back("in record " + std::to_string(i) + " (counted from 0)");
    return Diagnostics{fault->span == Span{} ? std::string() : state_->checked.warnings.text, {*std::move(fault)}};
  }
  const Answer answer = application.finish();
  if (items && object) return response(*state_, *object, answer);
  if (items) return bj::value(page(*state_, answer));
  return answer.records.empty() ? bj::value(nullptr) : selected(*state_, records);
}

}  // namespace v0
}  // namespace tamis
