// QueryRun: a query over a stream of records given as text.
#include <algorithm>

#include "src/evaluate/machine.hpp"
#include "src/query/query_state.hpp"

namespace tamis {
inline namespace v0 {

namespace {

/// A record that waits for its place in the order.
struct Held {
  SortRow row;
  std::string json;
};

}  // namespace

struct QueryRun::State {
  std::shared_ptr<const Query::State> query;
  EvaluationContext& context;
  Emit emit;
  std::optional<DateTimeOffset> now{};  ///< one instant for the whole run
  std::uint64_t matched = 0, emitted = 0;
  std::vector<Held> held{};  ///< with $top a heap whose front is the last in order
  std::string text{};

  bool before(const Held& a, const Held& b) const {
    return comes_before(a.row, b.row, query->descending, context.options().collation);
  }

  std::optional<Diagnostic> take(std::string_view json);
  void send(std::string_view json);
  void hold(Held&& record, std::string_view json, bool heap);
  std::string_view selected(std::string_view json);
};

// What the answer shows of the record that was parsed last.
std::string_view QueryRun::State::selected(std::string_view json) {
  if (!query->selection || query->selection->selects_all()) return json;
  text.clear();
  query->selection->write(context.state().document, text);
  return text;
}

void QueryRun::State::send(std::string_view json) {
  ++emitted;
  if (emit) emit(json);
}

// Keeps the first $skip + $top of the order, no more.
void QueryRun::State::hold(Held&& record, std::string_view json, bool heap) {
  const auto order = [&](const Held& a, const Held& b) { return before(a, b); };
  if (heap && held.size() >= query->wanted()) {
    if (held.empty() || !before(record, held.front())) return;
    std::pop_heap(held.begin(), held.end(), order);
    held.pop_back();
  }
  record.json = selected(json);
  held.push_back(std::move(record));
  if (heap) std::push_heap(held.begin(), held.end(), order);
}

std::optional<Diagnostic> QueryRun::State::take(std::string_view json) {
  EvaluationContext::State& state = context.state();
  if (auto fault = parse_record(json, state)) return fault;
  const TapeRecord record(state.document, state.scratch);
  if (auto fault = begin_record(*query->program, record, state)) return fault;
  bool met = false;
  if (auto fault = query->matches(record, state, met)) return fault;
  if (!met) return std::nullopt;
  const std::uint64_t index = matched++;
  if (query->descending.empty()) {
    if (index >= query->skip && index < query->wanted()) send(selected(json));
    return std::nullopt;
  }
  Held entry;
  entry.row.index = index;
  if (auto fault = query->keys(record, state, entry.row)) return fault;
  hold(std::move(entry), json, query->top.has_value());
  return std::nullopt;
}

QueryRun::QueryRun(const Query& query, EvaluationContext& context, Emit emit)
    : state_(new State{query.state_, context, std::move(emit)}) {}

QueryRun::~QueryRun() = default;

Result<bool> QueryRun::add(std::string_view json) {
  State& s = *state_;
  if (!s.query->refused.empty()) return s.query->refused;
  EvaluationContext::State& state = s.context.state();
  std::swap(state.now, s.now);  // another run may use the context in between
  auto fault = s.take(json);
  std::swap(state.now, s.now);
  if (fault) {
    const bool about_data = fault->span == Span{};
    return Diagnostics{about_data ? std::string() : s.query->checked.warnings.text, {*std::move(fault)}};
  }
  const bool full = s.query->descending.empty() && !s.query->counts && s.matched >= s.query->wanted();
  return !full;
}

void QueryRun::finish() {
  State& s = *state_;
  std::sort(s.held.begin(), s.held.end(), [&](const Held& a, const Held& b) { return s.before(a, b); });
  for (std::uint64_t i = s.query->skip; i < std::min<std::uint64_t>(s.query->wanted(), s.held.size()); ++i)
    s.send(s.held[i].json);
  s.held.clear();
}

std::uint64_t QueryRun::matched() const noexcept { return state_->matched; }
std::uint64_t QueryRun::emitted() const noexcept { return state_->emitted; }

}  // namespace v0
}  // namespace tamis
