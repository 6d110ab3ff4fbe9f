// QueryRun: a query over a stream of records given as text.
#include <algorithm>
#include <limits>

#include "src/query/query_state.hpp"
#include "src/query/shaper.hpp"

namespace tamis {
inline namespace v0 {

namespace {

/// A record that waits for its place in the order.
struct Held {
  SortRow row;
  Record origin;  ///< where it was read; its text is `json`
  std::string json;
};

}  // namespace

struct QueryRun::State {
  State(std::shared_ptr<const Query::State> of, EvaluationContext& with, Emit to, const ApplyOptions& how)
      : query(std::move(of)),
        clauses(query->clauses()),
        context(with),
        emit(std::move(to)),
        options(how),
        page(*query, how) {}

  std::shared_ptr<const Query::State> query;
  const Clauses& clauses;
  EvaluationContext& context;
  Emit emit;
  ApplyOptions options;
  Page page;
  std::optional<DateTimeOffset> now{};  ///< one instant for the whole run
  std::uint64_t added = 0, matched = 0, emitted = 0;
  std::vector<Held> held{};  ///< where a page has an end a heap whose front is the last in order
  std::string text{};

  bool before(const Held& a, const Held& b) const {
    return comes_before(a.row, b.row, clauses.descending, context.options().collation);
  }

  std::optional<Diagnostic> take(const Record& read);
  std::optional<Diagnostic> hold(Held&& record, std::string_view json);
  std::optional<Diagnostic> send(std::string_view json);
  std::optional<Diagnostic> release(Held& record);
};

// Emits what the answer shows of the record that was begun last.
std::optional<Diagnostic> QueryRun::State::send(std::string_view json) {
  if (!query->outline.keeps_all()) {
    text.clear();
    if (auto fault = shape(query->outline, *query->program, context.state(), text)) return fault;
    json = text;
  }
  ++emitted;
  if (emit) emit(json);
  return std::nullopt;
}

// Keeps the first records of the order, no more than the page needs. What takes no expressions is shaped at once, to
// hold less.
std::optional<Diagnostic> QueryRun::State::hold(Held&& record, std::string_view json) {
  const auto order = [&](const Held& a, const Held& b) { return before(a, b); };
  const bool heap = page.end != std::numeric_limits<std::uint64_t>::max();
  if (heap && held.size() >= page.end) {
    if (held.empty() || !before(record, held.front())) return std::nullopt;
    std::pop_heap(held.begin(), held.end(), order);
    held.pop_back();
  }
  if (query->outline.keeps_all() || query->outline.evaluates())
    record.json = json;
  else if (auto fault = shape(query->outline, *query->program, context.state(), record.json))
    return fault;
  held.push_back(std::move(record));
  if (heap) std::push_heap(held.begin(), held.end(), order);
  return std::nullopt;
}

std::optional<Diagnostic> QueryRun::State::take(const Record& read) {
  const std::string_view json = read.json;
  EvaluationContext::State& state = context.state();
  const std::uint64_t number = added++;
  const Verdict verdict = query->prefilter.ask(json, state);
  if (verdict == Verdict::no) return std::nullopt;
  if (auto fault = parse_record(json, state)) return fault;
  const TapeRecord record(state.document, state.scratch);
  if (verdict == Verdict::unsure && query->prefilter.rejects(record, state)) return std::nullopt;
  if (auto fault = begin_record(*query->program, record, state)) return fault;
  bool met = false;
  if (auto fault = clauses.meets(*query->program, record, record.root(), state, met)) return fault;
  if (!met) return std::nullopt;
  const std::uint64_t index = matched++;
  if (clauses.descending.empty()) return index >= page.first && index < page.end ? send(json) : std::nullopt;
  Held entry;
  entry.row.index = number;
  entry.origin = read;
  if (auto fault = clauses.keys(*query->program, record, state, entry.row)) return fault;
  return hold(std::move(entry), json);
}

// Emits a record that was held back.
std::optional<Diagnostic> QueryRun::State::release(Held& record) {
  if (!query->outline.evaluates()) {
    ++emitted;
    if (emit) emit(record.json);
    return std::nullopt;
  }
  EvaluationContext::State& state = context.state();
  if (auto fault = parse_record(record.json, state)) return fault;
  auto fault = begin_record(*query->program, TapeRecord(state.document, state.scratch), state);
  if (!fault) fault = send(record.json);
  if (fault) fault->notes.push_back("in record " + std::to_string(record.row.index) + " (counted from 0)");
  return fault;
}

QueryRun::QueryRun(const Query& query, EvaluationContext& context, Emit emit, const ApplyOptions& options)
    : state_(std::make_unique<State>(query.state_, context, std::move(emit), options)) {}

QueryRun::~QueryRun() = default;

Result<bool> QueryRun::add(std::string_view json) {
  Record record;
  record.json = json;
  return add(record);
}

Result<bool> QueryRun::add(const Record& record) {
  State& s = *state_;
  if (!s.query->refused.empty()) return s.query->refused;
  EvaluationContext::State& state = s.context.state();
  std::swap(state.now, s.now);  // another run may use the context in between
  auto fault = s.take(record);
  std::swap(state.now, s.now);
  if (fault) return s.query->failure(*std::move(fault));
  const bool full = s.clauses.descending.empty() && !s.clauses.counts && s.matched >= s.page.enough();
  return !full;
}

Result<std::uint64_t> QueryRun::finish(const OnFault& on_fault) {
  State& s = *state_;
  if (!s.query->refused.empty()) return s.query->refused;
  EvaluationContext::State& state = s.context.state();
  std::sort(s.held.begin(), s.held.end(), [&](const Held& a, const Held& b) { return s.before(a, b); });
  std::optional<Diagnostic> fault;
  std::swap(state.now, s.now);
  const auto end = static_cast<std::size_t>(std::min<std::uint64_t>(s.page.end, s.held.size()));
  for (auto i = static_cast<std::size_t>(std::min<std::uint64_t>(s.page.first, end)); i < end && !fault; ++i) {
    Held& held = s.held[i];
    fault = s.release(held);
    held.origin.json = held.json;
    if (fault && on_fault && on_fault(held.origin, s.query->failure(*fault))) fault.reset();
  }
  std::swap(state.now, s.now);
  s.held.clear();
  if (fault) return s.query->failure(*std::move(fault));
  return s.emitted;
}

std::uint64_t QueryRun::matched() const noexcept { return state_->matched; }
std::uint64_t QueryRun::emitted() const noexcept { return state_->emitted; }

std::string QueryRun::next_link() const {
  return state_->page.is_last(state_->matched) ? std::string() : v0::next_link(*state_->query, state_->options);
}

}  // namespace v0
}  // namespace tamis
