// A condition over one record.
#include "src/evaluate/condition.hpp"

#include "src/evaluate/ask_value.hpp"
#include "src/evaluate/cast.hpp"
#include "src/evaluate/fused.hpp"
#include "src/evaluate/machine.hpp"
#include "src/evaluate/reader.hpp"

namespace tamis {
inline namespace v0 {

namespace {

template <typename Record>
class Condition {
 public:
  Condition(const Program& program, EvaluationContext::State& state)
      : program_(program), all_(program.predicates), state_(state) {
    if (state.slots.size() < program.slots) state.slots.resize(program.slots);
    if (state.places.size() != program.steps.size()) state.places.assign(program.steps.size(), 0);
    usual_ = is_usual(state);
  }

  std::optional<Diagnostic> run(const Record& record, bool& met) {
    record_ = &record;
    steps_ = state_.options.limits.steps;
    begun_ = false;
    state_.item_loops.clear();
    if constexpr (Record::uses_scratch) state_.scratch.begin(steps_);
    const bool fused = usual_ && is_object(record.root());
    std::uint32_t at = all_.first;
    while (true) {
      if (at >= Predicate::unmet) {
        if (state_.item_loops.empty()) break;
        at = end_body(at == Predicate::met);
        continue;
      }
      const Predicate& p = all_.list[at];
      Verdict answer = Verdict::unsure;
      if (fused && steps_ > 0) {
        --steps_;
        if (p.ask == Ask::any || p.ask == Ask::all) {
          if (begin_loop(at)) {
            at = next_item();
            continue;
          }
        } else {
          answer = ask(p);
        }
      }
      if (answer == Verdict::unsure && !ask_machine(p, answer)) return std::move(fault_);
      at = way(p, answer);
    }
    met = at == Predicate::met;
    return std::move(fault_);
  }

 private:
  bool is_object(std::uint64_t node) const noexcept { return record_->kind(node) == JsonKind::object; }

  Verdict ask(const Predicate& p) {
    if (p.ask == Ask::entry) return Verdict::unsure;
    bool sure = true;
    const std::uint64_t node = follow(program_.paths[p.path], p.slot, sure);
    if (!sure || !affords(0)) return Verdict::unsure;
    return ask_value(program_, p, *record_, node, state_.folded, [&](std::size_t bytes) { return affords(bytes); });
  }

  // Work on so many bytes, within the budget for the record. What is too much is left to the machine, which says so.
  bool affords(std::size_t bytes) noexcept {
    const std::uint64_t cost = bytes / 64;
    steps_ -= cost < steps_ ? cost : steps_;
    return steps_ > 0 && !state_.scratch.fault();
  }

  // The value at the end of a path, or nothing; not sure where something else than an object stands on the way.
  std::uint64_t follow(const Path& path, std::uint16_t slot, bool& sure) {
    std::uint64_t node = record_->root();
    if (slot > 0) {
      if (state_.slots[slot].kind != ValueKind::object) return sure = state_.slots[slot].is_null(), no_value;
      node = state_.slots[slot].node;
    }
    for (std::uint32_t i = path.first; i < path.first + path.count; ++i) {
      if (i > path.first && !is_object(node)) {
        sure = record_->kind(node) == JsonKind::null || !program_.steps[i - 1].object_expected;
        return no_value;
      }
      const auto member = record_->find(node, program_.steps[i].name, state_.places[i]);
      if (!member) return no_value;
      node = *member;
    }
    return node;
  }

  // ---- loops ----

  bool begin_loop(std::uint32_t at) {
    const Predicate& p = all_.list[at];
    bool sure = true;
    const std::uint64_t node = follow(program_.paths[p.path], p.slot, sure);
    const JsonKind kind = node == no_value ? JsonKind::null : record_->kind(node);
    if (!sure || !affords(0) || (kind != JsonKind::null && kind != JsonKind::array)) return false;
    const std::size_t count = kind == JsonKind::null ? 0 : record_->size(node);
    state_.item_loops.push_back({count > 0 ? record_->first(node) : 0, count, at});
    return true;
  }

  // Puts the next item into its slot and goes to the body; when there is none, on from the loop.
  std::uint32_t next_item() {
    ItemLoop& loop = state_.item_loops.back();
    const Predicate& p = all_.list[loop.predicate];
    if (loop.left == 0) return leave_loop(verdict(p.ask == Ask::all));
    --loop.left;
    const std::uint64_t node = loop.node;
    if (loop.left > 0) loop.node = record_->next(node);
    const std::uint32_t shape = program_.paths[p.path].shape;
    Value& item = state_.slots[p.item];
    if (record_->kind(node) == JsonKind::null)
      item = Value();
    else if (program_.shapes[shape].type.kind == TypeKind::structured && is_object(node))
      item = Value::of_node(ValueKind::object, node, shape);
    else if (!begin()
             || !Reader<Record>(program_, *record_, state_.scratch, Absent::null).read(node, shape, true, item))
      return leave_loop(Verdict::unsure);
    return p.body;
  }

  std::uint32_t end_body(bool met) {
    const Ask ask = all_.list[state_.item_loops.back().predicate].ask;
    if (met == (ask == Ask::all)) return next_item();
    return leave_loop(verdict(met));
  }

  std::uint32_t leave_loop(Verdict answer) {
    const Predicate& p = all_.list[state_.item_loops.back().predicate];
    state_.item_loops.pop_back();
    if (answer == Verdict::unsure && !ask_machine(p, answer)) {
      state_.item_loops.clear();
      return Predicate::unmet;  // with the fault
    }
    return way(p, answer);
  }

  // ---- the machine ----

  bool begin() {
    if (begun_) return true;
    begun_ = true;
    fault_ = begin_record(program_, *record_, state_);
    return !fault_;
  }

  bool ask_machine(const Predicate& p, Verdict& answer) {
    Value value;
    if (!begin()) return false;
    fault_ = evaluate(program_, p.entry, *record_, state_, value);
    answer = value.is_true() ? Verdict::yes : value.is_false() ? Verdict::no : Verdict::null;
    return !fault_;
  }

  const Program& program_;
  const Predicates& all_;
  EvaluationContext::State& state_;
  const Record* record_ = nullptr;
  std::uint64_t steps_ = 0;
  bool usual_ = false;
  bool begun_ = false;  ///< begin_record() was called for this record
  std::optional<Diagnostic> fault_{};
};

}  // namespace

template <typename Record>
std::optional<Diagnostic> is_met(const Program& program, const Record& record, EvaluationContext::State& state,
                                 bool& met) {
  return Condition<Record>(program, state).run(record, met);
}

template std::optional<Diagnostic> is_met(const Program&, const TapeRecord&, EvaluationContext::State&, bool&);
template std::optional<Diagnostic> is_met(const Program&, const ValueRecord&, EvaluationContext::State&, bool&);

}  // namespace v0
}  // namespace tamis
