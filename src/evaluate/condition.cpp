// A condition over one record.
#include "src/evaluate/condition.hpp"

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
  static constexpr std::uint64_t nothing = ~std::uint64_t{0};  // no node

  bool is_object(std::uint64_t node) const noexcept { return record_->kind(node) == JsonKind::object; }

  Verdict ask(const Predicate& p) {
    if (p.ask == Ask::entry) return Verdict::unsure;
    bool sure = true;
    const std::uint64_t node = follow(program_.paths[p.path], p.slot, sure);
    if (!sure || !affords(0)) return Verdict::unsure;
    const JsonKind kind = node == nothing ? JsonKind::null : record_->kind(node);
    if (kind == JsonKind::null) return of_null(p);
    const TypeKind type = program_.shapes[program_.paths[p.path].shape].type.kind;
    switch (p.ask) {
      case Ask::null: return is_surely(type, kind) ? compared_with_null(p, false) : Verdict::unsure;
      case Ask::flag: return kind == JsonKind::boolean ? verdict(record_->boolean(node)) : Verdict::unsure;
      case Ask::truth:
        if (kind != JsonKind::boolean) return Verdict::unsure;
        return verdict((record_->boolean(node) == p.wanted) == (p.op == Operator::eq));
      case Ask::number: return kind == JsonKind::number ? ask_number(p, node, type) : Verdict::unsure;
      default: break;
    }
    if (kind != JsonKind::string) return Verdict::unsure;
    const std::string_view text = record_->string(node);
    return affords(text.size()) ? ask_text(all_, p, text, state_.folded) : Verdict::unsure;
  }

  // Work on so many bytes, within the budget for the record. What is too much is left to the machine, which says so.
  bool affords(std::size_t bytes) noexcept {
    const std::uint64_t cost = bytes / 64;
    steps_ -= cost < steps_ ? cost : steps_;
    return steps_ > 0 && !state_.scratch.fault();
  }

  // Types of which every value of the JSON kind is one.
  static bool is_surely(TypeKind type, JsonKind kind) noexcept {
    switch (type) {
      case TypeKind::boolean: return kind == JsonKind::boolean;
      case TypeKind::string:
      case TypeKind::enumeration: return kind == JsonKind::string;
      case TypeKind::structured: return kind == JsonKind::object;
      default: return false;
    }
  }

  Verdict ask_number(const Predicate& p, std::uint64_t node, TypeKind type) const {
    const Bound& bound = all_.numbers[p.constant];
    const auto integer = record_->integer(node);
    if (integer)
      return is_integer(type) && !fits(*integer, type) ? Verdict::unsure : ask_integer(bound, p.op, *integer);
    return is_integer(type) ? Verdict::unsure : record_->ask_fraction(node, bound, p.op);
  }

  // The value at the end of a path, or nothing; not sure where something else than an object stands on the way.
  std::uint64_t follow(const Path& path, std::uint16_t slot, bool& sure) {
    std::uint64_t node = record_->root();
    if (slot > 0) {
      if (state_.slots[slot].kind != ValueKind::object) return sure = state_.slots[slot].is_null(), nothing;
      node = state_.slots[slot].node;
    }
    for (std::uint32_t i = path.first; i < path.first + path.count; ++i) {
      if (i > path.first && !is_object(node)) {
        sure = record_->kind(node) == JsonKind::null || !program_.steps[i - 1].object_expected;
        return nothing;
      }
      const auto member = record_->find(node, program_.steps[i].name, state_.places[i]);
      if (!member) return nothing;
      node = *member;
    }
    return node;
  }

  // ---- loops ----

  bool begin_loop(std::uint32_t at) {
    const Predicate& p = all_.list[at];
    bool sure = true;
    const std::uint64_t node = follow(program_.paths[p.path], p.slot, sure);
    const JsonKind kind = node == nothing ? JsonKind::null : record_->kind(node);
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

  static std::uint32_t way(const Predicate& p, Verdict answer) noexcept {
    return answer == (p.negative ? Verdict::no : Verdict::yes) ? p.yes : p.no;
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

namespace {

/// Fetches what the first predicate will look at of records that come up soon, so that memory is waited for once, not
/// at every pointer: first the members, a little later the name and the value.
class Prefetch {
 public:
  Prefetch(const Program& program, const EvaluationContext::State& state, std::span<const boost::json::value> records)
      : records_(records), places_(state.places) {
    const Predicate& first = program.predicates.list[program.predicates.first];
    if (first.ask == Ask::entry || first.slot > 0 || program.paths[first.path].count == 0) return;
    step_ = program.paths[first.path].first;
    length_ = program.steps[step_].name.size();
    on_ = true;
  }

  void ahead_of(std::size_t index) const {
    if (!on_) return;
    constexpr std::size_t far = 16, near = 8;
    const std::uint32_t place = places_[step_];
    if (index + far < records_.size()) {
      if (const auto* const object = records_[index + far].if_object()) {
        const auto members = object->begin();
        __builtin_prefetch(reinterpret_cast<const char*>(&*members) - 16);
        __builtin_prefetch(&*members + place);
        __builtin_prefetch(reinterpret_cast<const char*>(&*members + place) - 64);
      }
    }
    if (index + near >= records_.size()) return;
    const auto* const object = records_[index + near].if_object();
    if (!object) return;
    const std::uint32_t guess = ValueRecord::likely_place(*object, length_, place);
    if (guess >= object->size()) return;
    const auto& member = object->begin()[guess];
    __builtin_prefetch(member.key().data());
    if (const auto* const inner = member.value().if_object())
      __builtin_prefetch(&*inner->begin());
    else if (const auto* const text = member.value().if_string())
      __builtin_prefetch(text->data());
  }

 private:
  std::span<const boost::json::value> records_;
  const std::vector<std::uint32_t>& places_;
  std::uint32_t step_ = 0;
  std::size_t length_ = 0;
  bool on_ = false;
};

}  // namespace

std::optional<Diagnostic> are_met(const Program& program, std::span<const boost::json::value> records,
                                  EvaluationContext::State& state, std::span<std::uint64_t> bits,
                                  std::uint64_t& count) {
  Condition<ValueRecord> condition(program, state);
  const Prefetch prefetch(program, state, records);
  count = 0;
  for (std::size_t i = 0; i < records.size(); ++i) {
    prefetch.ahead_of(i);
    bool met = false;
    if (auto fault = condition.run(ValueRecord(records[i], state.scratch), met)) {
      fault->notes.push_back("in record " + std::to_string(i) + " (counted from 0)");
      return fault;
    }
    const std::uint64_t bit = std::uint64_t{1} << (i % 64);
    if (i % 64 == 0) bits[i / 64] = 0;
    if (met) bits[i / 64] |= bit;
    count += met;
  }
  return std::nullopt;
}

template std::optional<Diagnostic> is_met(const Program&, const TapeRecord&, EvaluationContext::State&, bool&);
template std::optional<Diagnostic> is_met(const Program&, const ValueRecord&, EvaluationContext::State&, bool&);

}  // namespace v0
}  // namespace tamis
