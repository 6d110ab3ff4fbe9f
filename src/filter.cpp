// Filter and Expression: a text checked, compiled, and run over records.
#include <tamis/filter.hpp>

#include <atomic>
#include <boost/json/value.hpp>
#include <cassert>

#include "src/compile/compile.hpp"
#include "src/compile/front.hpp"
#include "src/evaluate/condition.hpp"
#include "src/evaluate/machine.hpp"
#include "src/print/print_tree.hpp"
#include "src/read/record_matcher.hpp"

namespace tamis {
inline namespace v0 {

struct Filter::State {
  Checked checked;
  std::shared_ptr<const Program> program;

  /// What a condition wants of texts. Made when the first text is asked about: filters of values do without.
  const scan::Wanted& wanted() const {
    const scan::Wanted* made = wanted_.load(std::memory_order_acquire);
    if (made) return *made;
    auto mine = std::make_unique<const scan::Wanted>(*program);
    if (wanted_.compare_exchange_strong(made, mine.get(), std::memory_order_acq_rel)) made = mine.release();
    return *made;  // or another thread's, which was faster
  }

  State(Checked&& what, std::shared_ptr<const Program> code) : checked(std::move(what)), program(std::move(code)) {}
  State(const State&) = delete;
  State& operator=(const State&) = delete;
  ~State() { delete wanted_.load(std::memory_order_relaxed); }

 private:
  mutable std::atomic<const scan::Wanted*> wanted_{nullptr};
};

namespace {

// Runs the only entry over a record and hands the value on while the record is there.
template <typename Record, typename Use>
auto run(const Checked& checked, const Program& program, const Record& record, EvaluationContext::State& state,
         Use&& use) -> Result<decltype(use(Value()))> {
  Value value;
  if (auto fault = begin_record(program, record, state)) return Diagnostics{{}, {*std::move(fault)}};
  if (auto fault = evaluate(program, 0, record, state, value))
    return Diagnostics{checked.warnings.text, {*std::move(fault)}};
  return use(value);
}

template <typename Use>
auto run_value(const Checked& checked, const Program& program, const boost::json::value& json,
               EvaluationContext& context, Use&& use) {
  begin_call(context.state());
  const ValueRecord record(json, context.state().scratch);
  return run(checked, program, record, context.state(), [&](const Value& value) { return use(value, record); });
}

template <typename Use>
auto run_text(const Checked& checked, const Program& program, std::string_view json, EvaluationContext& context,
              Use&& use) -> decltype(run_value(checked, program, boost::json::value(), context, use)) {
  begin_call(context.state());
  if (auto fault = parse_record(json, context.state())) return Diagnostics{{}, {*std::move(fault)}};
  const TapeRecord record(context.state().document, context.state().scratch);
  return run(checked, program, record, context.state(), [&](const Value& value) { return use(value, record); });
}

auto as_json(const Program& program) {
  return [&program](const Value& value, const auto& record) {
    std::string text;
    write_any(value, program, record, text);
    return text;
  };
}

}  // namespace

Result<Filter> Filter::compile(std::string_view text, const Schema& schema, const CompileOptions& options) {
  auto checked = check(text, TextKind::filter, schema, options);
  if (!checked) return std::move(checked).error();
  auto state = std::make_shared<State>(*std::move(checked), nullptr);
  std::vector<Diagnostic> found;
  const NodeId root = state->checked.tree.root();
  state->program =
      compile_program(state->checked.tree, {}, root, schema, state->checked.binding, state->checked.record, found);
  if (!found.empty()) return failure(state->checked, std::move(found));
  Filter filter;
  filter.state_ = std::move(state);
  return filter;
}

namespace {

Diagnostics failed(const Checked& checked, Diagnostic&& fault) {
  const bool about_data = fault.span == Span{};
  return Diagnostics{about_data ? std::string() : checked.warnings.text, {std::move(fault)}};
}

template <typename Record>
Result<bool> test(const Checked& checked, const Program& program, const Record& record,
                  EvaluationContext::State& state) {
  bool met = false;
  if (auto fault = is_met(program, record, state, met)) return failed(checked, *std::move(fault));
  return met;
}

}  // namespace

Result<bool> Filter::matches(const boost::json::value& json, EvaluationContext& context) const {
  EvaluationContext::State& state = context.state();
  begin_call(state);
  return test(state_->checked, *state_->program, ValueRecord(json, state.scratch), state);
}

Result<bool> Filter::matches(std::string_view json, EvaluationContext& context) const {
  EvaluationContext::State& state = context.state();
  begin_call(state);
  const Verdict verdict = scan_text(*state_->program, state_->wanted(), json, state);
  if (verdict != Verdict::unsure) return verdict == Verdict::yes;
  if (auto fault = parse_record(json, state)) return Diagnostics{{}, {*std::move(fault)}};
  return test(state_->checked, *state_->program, TapeRecord(state.document, state.scratch), state);
}

read::FindRecord RecordMatcher::find() {
  if (context_.options().trust == Trust::input) return {};
  return [this](std::string_view text) {
    EvaluationContext::State& state = context_.state();
    begin_call(state);
    // Where the condition is not asked this validates all the same.
    scan::TextCondition condition(*filter_.state_->program, filter_.state_->wanted(), state.options.limits, state.scan);
    const std::size_t length = condition.first(text, verdict_);
    if (!is_usual(state)) verdict_ = Verdict::unsure;
    return read::FoundRecord{length, !state.scan.walk.structure.any_blank};
  };
}

Result<bool> RecordMatcher::matches(std::string_view json) {
  if (verdict_ == Verdict::unsure) return filter_.matches(json, context_);
  return verdict_ == Verdict::yes;
}

Result<std::uint64_t> Filter::matches(std::span<const boost::json::value> records, std::span<std::uint64_t> bits,
                                      EvaluationContext& context) const {
  assert(bits.size() >= (records.size() + 63) / 64);
  begin_call(context.state());
  std::uint64_t count = 0;
  if (auto fault = are_met(*state_->program, records, context.state(), bits, count))
    return failed(state_->checked, *std::move(fault));
  return count;
}

std::string Filter::text(const PrintOptions& options) const {
  const Checked& c = state_->checked;
  return print(c.tree, c.binding, c.schema, options);
}

std::string Filter::url() const {
  PrintOptions options;
  options.percent_encode = true;
  return text(options);
}

const Tree& Filter::tree() const noexcept { return state_->checked.tree; }
Type Filter::type(NodeId node) const noexcept { return state_->checked.binding.types[node]; }
const Diagnostics& Filter::warnings() const noexcept { return state_->checked.warnings; }

Result<Expression> Expression::compile(std::string_view text, const Schema& schema, const CompileOptions& options) {
  auto checked = check(text, TextKind::expression, schema, options);
  if (!checked) return std::move(checked).error();
  auto state = std::make_shared<Filter::State>(*std::move(checked), nullptr);
  std::vector<Diagnostic> found;
  const NodeId root = state->checked.tree.root();
  state->program = compile_program(state->checked.tree, {&root, 1}, no_node, schema, state->checked.binding,
                                   state->checked.record, found);
  if (!found.empty()) return failure(state->checked, std::move(found));
  Expression expression;
  expression.state_ = std::move(state);
  return expression;
}

Result<std::string> Expression::evaluate(const boost::json::value& record, EvaluationContext& context) const {
  return run_value(state_->checked, *state_->program, record, context, as_json(*state_->program));
}

Result<std::string> Expression::evaluate(std::string_view json, EvaluationContext& context) const {
  return run_text(state_->checked, *state_->program, json, context, as_json(*state_->program));
}

std::string Expression::text(const PrintOptions& options) const {
  const Checked& c = state_->checked;
  return print(c.tree, c.binding, c.schema, options);
}

const Tree& Expression::tree() const noexcept { return state_->checked.tree; }
Type Expression::type() const noexcept { return state_->checked.binding.types[state_->checked.tree.root()]; }
Type Expression::type(NodeId node) const noexcept { return state_->checked.binding.types[node]; }
const Diagnostics& Expression::warnings() const noexcept { return state_->checked.warnings; }

}  // namespace v0
}  // namespace tamis
