// The machine: runs a program over one record.
#include "src/evaluate/machine.hpp"

#include <algorithm>
#include <span>

#include "grammar/functions.hpp"
#include "src/evaluate/arithmetic.hpp"
#include "src/evaluate/cast_record.hpp"
#include "src/evaluate/compare.hpp"
#include "src/evaluate/enumeration.hpp"
#include "src/evaluate/functions.hpp"
#include "src/evaluate/reader.hpp"
#include "src/evaluate/write_value.hpp"
#include "src/json/write_string.hpp"
#include "src/pattern/pattern.hpp"

namespace tamis {
inline namespace v0 {

namespace {

// The combination of two operands; what is not Boolean counts as null.
Value conjunction(const Value& a, const Value& b) noexcept {
  if (a.is_false() || b.is_false()) return Value::of(false);
  return a.is_true() && b.is_true() ? Value::of(true) : Value();
}

Value disjunction(const Value& a, const Value& b) noexcept {
  if (a.is_true() || b.is_true()) return Value::of(true);
  return a.is_false() && b.is_false() ? Value::of(false) : Value();
}

Value negation(const Value& a) noexcept { return a.kind == ValueKind::boolean ? Value::of(!a.boolean) : Value(); }

// All flags of the right value are set on the left; a name that the enumeration lacks is only itself. A text of unknown
// type is read as what it is asked for, as in comparisons.
Value has_flags(const Schema& schema, const Value& left, const Value& b, Scratch& scratch) {
  const auto is_member = [](const Value& v) {
    return v.kind == ValueKind::enumeration || v.kind == ValueKind::unknown_member;
  };
  const bool is_text = left.kind == ValueKind::string && is_member(b);
  const Value a = is_text ? read_members(schema, b.type, left.text(), scratch) : left;
  if (!is_member(a) || !is_member(b) || a.type != b.type) return Value();
  if (a.kind == ValueKind::enumeration && b.kind == ValueKind::enumeration)
    return Value::of((a.integer & b.integer) == b.integer);
  if (a.kind != b.kind || a.text().size() != b.text().size()) return Value::of(false);
  return scratch.spend_bytes(a.text().size()) ? Value::of(a.text() == b.text()) : Value();
}

template <typename Record>
class Machine {
 public:
  Machine(const Program& program, const Record& record, EvaluationContext::State& state)
      : program_(program),
        state_(state),
        scratch_(state.scratch),
        record_(record),
        reader_(program, record, state.scratch, state.options.absent),
        top_(state.stack.data()) {}

  bool run(std::uint32_t start, Value& result) {
    at_ = start;
    while (scratch_.spend(1)) {
      const Instruction& i = program_.code[at_];
      if (i.op == Op::end) {
        result = pop();
        return true;
      }
      if (!execute(i)) return false;
    }
    return false;
  }

  Span place() const noexcept { return program_.spans[at_]; }

  /// A collection of primitive values that is part of the record: its items are read, which finds wrong ones.
  bool finish(Value& result) {
    if (!spend_text(result)) return false;
    if (result.kind != ValueKind::array) return true;
    const TypeKind items = program_.shapes[result.type].type.kind;
    const bool primitive = items != TypeKind::dynamic && items != TypeKind::structured && !is_geo(items);
    return !primitive || as_list(result);
  }

 private:
  // What it takes to write a value, or to keep it. An object of the query that names an alias twice, whose value does
  // the same with the next one, doubles with each of them.
  bool spend_text(const Value& whole) {
    if (!whole.is_composite()) return spend_scalar(whole);
    std::vector<Value::List> open{whole.list};
    while (!open.empty()) {
      const Value::List list = open.back();
      open.pop_back();
      if (!scratch_.spend(list.count)) return false;
      for (const Value& part : std::span(list.data, list.count)) {
        if (part.is_composite())
          open.push_back(part.list);
        else if (!spend_scalar(part))
          return false;
      }
    }
    return true;
  }
  bool spend_scalar(const Value& value) {
    switch (value.kind) {
      case ValueKind::string:
      case ValueKind::binary: return scratch_.spend_bytes(value.text().size());
      case ValueKind::object:
      case ValueKind::array:
      case ValueKind::geo_node: return scratch_.spend_bytes(record_.text_size(value.node));
      case ValueKind::decimal: return scratch_.spend_digits(value);
      default: return true;
    }
  }

  Value& peek() noexcept { return top_[-1]; }
  Value pop() noexcept { return *--top_; }
  bool push(const Value& value) noexcept {
    *top_++ = value;
    return true;
  }
  bool go(std::uint32_t to) noexcept {
    at_ = to;
    return true;
  }

  // What moves on to the next instruction, and what goes its own way.
  bool execute(const Instruction& i) {
    switch (i.op) {
      case Op::jump: return go(i.operand);
      case Op::jump_if_false: return go(peek().is_false() ? i.operand : at_ + 1);
      case Op::jump_if_true: return go(peek().is_true() ? i.operand : at_ + 1);
      case Op::jump_unless_true: return go(pop().is_true() ? at_ + 1 : i.operand);
      case Op::loop: return begin_loop(i);
      case Op::next: return next_item(i);
      case Op::parameter: return parameter(program_.parameters[i.operand]);
      case Op::alias: return call_alias(i);
      case Op::alias_end: return end_alias();
      default: break;
    }
    if (!straight(i)) return false;
    ++at_;
    return true;
  }

  bool straight(const Instruction& i) {
    switch (i.op) {
      case Op::constant: return push(program_.constants[i.operand]);
      case Op::slot: return push(state_.slots[i.slot]);
      case Op::path: return reader_.follow(program_.paths[i.operand], state_.slots[i.slot], *top_++);
      case Op::step: return step(program_.paths[i.operand]);
      case Op::compare: return compare_top(static_cast<Operator>(i.detail));
      case Op::and_: return combine(conjunction);
      case Op::or_: return combine(disjunction);
      case Op::not_: peek() = negation(peek()); return true;
      case Op::in: return in();
      case Op::has: return has();
      case Op::arithmetic: return arithmetic(static_cast<Operator>(i.detail));
      case Op::negate: return negate(Value(peek()), scratch_, peek());
      case Op::has_items: return count(true);
      case Op::count: return count(false);
      case Op::call: return call(i);
      case Op::now: return push(Value::of(now()));
      case Op::cast: return cast(program_.types[i.operand], false);
      case Op::isof: return cast(program_.types[i.operand], true);
      case Op::items: return items(i.operand);
      case Op::named_items: return named_items(i.operand);
      case Op::key: return key(program_.keys[i.operand]);
      case Op::match: return match(*program_.patterns[i.operand]);
      default: return false;
    }
  }

  bool step(const Path& path) {
    const Value from = pop();
    return reader_.follow(path, from, *top_++);
  }

  template <typename Function>
  bool combine(Function function) noexcept {
    const Value right = pop();
    peek() = function(peek(), right);
    return true;
  }

  bool has() {
    const Value right = pop();
    peek() = has_flags(program_.schema, Value(peek()), right, scratch_);
    return !scratch_.fault();
  }

  // Arrays of the record become lists where an operator wants to see all items.
  bool as_list(Value& value) { return value.kind != ValueKind::array || reader_.list(Value(value), value); }

  bool compare_top(Operator op) {
    Value right = pop();
    Value& left = peek();
    const bool with_null = left.is_null() || right.is_null();  // then what the other consists of does not matter
    if (!with_null && (!reader_.unfold(left) || !reader_.unfold(right))) return false;
    left = compare(op, left, right, program_.schema, scratch_);
    return !scratch_.fault();
  }

  bool in() {
    Value list = pop();
    Value& value = peek();
    const bool simple = value.kind < ValueKind::object;  // then only its like can be equal to it
    if (!reader_.unfold(value) || !(simple ? as_list(list) : reader_.unfold(list))) return false;
    if (list.is_null()) list = Value::of_list(nullptr, 0);
    if (list.kind != ValueKind::items)
      value = Value();
    else
      value = is_in(value, {list.list.data, list.list.count}, program_.schema, scratch_);
    return !scratch_.fault();
  }

  bool arithmetic(Operator op) {
    const Value right = pop(), left = pop();
    return calculate(op, left, right, scratch_, *top_++);
  }

  bool call(const Instruction& i) {
    top_ -= i.slot;
    const auto function = static_cast<grammar::Function>(i.detail);
    for (std::uint16_t n = 0; n < i.slot; ++n)
      if (!prepare(function, top_[n], i.slot)) return false;
    Value result;
    if (!call_function(function, {top_, i.slot}, program_.schema, scratch_, result)) return false;
    return push(result);
  }

  // Arguments of the record as the function wants them.
  bool prepare(grammar::Function function, Value& argument, std::uint16_t count) {
    switch (function) {
      case grammar::Function::geo_distance:
      case grammar::Function::geo_intersects:
      case grammar::Function::geo_length: {
        bool geography = true;  // an object of unknown type is what the other argument is
        for (std::uint16_t n = 0; n < count; ++n) {
          if (top_[n].kind == ValueKind::geo) geography = top_[n].geo_->geography;
          if (top_[n].kind == ValueKind::geo_node)
            geography = program_.shapes[top_[n].type].type.kind <= TypeKind::geography_collection;
        }
        return argument.kind == ValueKind::string ? geo_of_text(argument, geography) : reader_.geo(argument, geography);
      }
      case grammar::Function::concat:
      case grammar::Function::substring:
      case grammar::Function::length: return as_list(argument);
      default: return reader_.unfold(argument);
    }
  }

  // A text of unknown type, as a parameter may be, as what it is the text of.
  bool geo_of_text(Value& text, bool geography) {
    text = read_geo_text(text.text(), geography, scratch_);
    return !scratch_.fault();
  }

  bool named_items(std::uint32_t count) {
    top_ -= count;
    if (!scratch_.spend(count)) return false;
    Value* const pairs = scratch_.values(count);
    std::copy(top_, top_ + count, pairs);
    return push(Value::of_members(pairs, count));
  }

  // The item whose key properties have the values on the stack; null when there is none, unknown when one may be it.
  bool key(const KeyPaths& paths) {
    top_ -= paths.size();
    const Value* const wanted = top_;
    Value items = pop();
    if (items.kind == ValueKind::unknown) return push(items);
    if (!as_list(items)) return false;
    const std::size_t count = items.kind == ValueKind::items ? items.list.count : 0;
    Value found;
    for (std::size_t n = 0; n < count && found.kind != ValueKind::object; ++n) {
      Equal equal = Equal::yes;
      for (std::size_t k = 0; k < paths.size() && equal != Equal::no; ++k) {
        Value part;
        if (!scratch_.spend(1) || !reader_.follow(program_.paths[paths[k]], items.list.data[n], part)) return false;
        equal = std::min(equal, equality(part, wanted[k], program_.schema, scratch_));
      }
      if (equal != Equal::no) found = equal == Equal::yes ? items.list.data[n] : Value::unknown();
    }
    return push(found) && !scratch_.fault();
  }

  bool match(const Pattern& pattern) {
    Value& text = peek();
    if (text.kind == ValueKind::unknown) return true;
    if (text.kind != ValueKind::string)
      text = Value();
    else if (!scratch_.spend(pattern.cost_in(text.text_.size)))
      return false;
    else
      text = Value::of(pattern.is_found_in(text.text()));
    return true;
  }

  bool items(std::uint32_t count) {
    top_ -= count;
    if (!scratch_.spend(count)) return false;
    return push(scratch_.keep(std::span<const Value>(top_, count)));
  }

  bool cast(const CastType& wanted, bool test) {
    Value value = pop();
    return RecordCast<Record>(program_, reader_, scratch_).apply(wanted, test, value) && push(value);
  }

  // `any()` and `/$count`. What is no collection has no answer.
  bool count(bool test) noexcept {
    const Value of = pop();
    if (of.kind == ValueKind::unknown) return push(test ? Value() : of);
    std::size_t size = 0;
    if (of.kind == ValueKind::array)
      size = record_.size(of.node);
    else if (of.kind == ValueKind::items)
      size = of.list.count;
    else if (!of.is_null())
      return push(Value());
    return push(test ? Value::of(size != 0) : Value::of(static_cast<std::int64_t>(size)));
  }

  DateTimeOffset now() {
    if (!state_.now)
      state_.now = to_date_time(state_.options.clock ? state_.options.clock() : std::chrono::system_clock::now());
    return *state_.now;
  }

  bool begin_loop(const Instruction& i) {
    const Value over = pop();
    LoopFrame frame;
    if (over.kind == ValueKind::array) {
      frame.left = record_.size(over.node);
      frame.shape = over.type;
      if (frame.left > 0) frame.node = record_.first(over.node);
    } else if (over.kind == ValueKind::items) {
      frame.left = over.list.count;
      frame.items = over.list.data;
    } else if (!over.is_null()) {  // unknown, or no collection
      push(over.kind == ValueKind::unknown && static_cast<Loop>(i.detail) == Loop::filter ? over : Value());
      return go(i.operand);
    }
    frame.kept = state_.kept.size();
    frame.unordered = over.unordered;
    state_.loops.push_back(frame);
    return advance(i, at_ + 1, i.operand);
  }

  // Puts the next item into the slot and goes to the body; behind the loop when there is none.
  bool advance(const Instruction& i, std::uint32_t body, std::uint32_t behind) {
    LoopFrame& frame = state_.loops.back();
    if (frame.left == 0) {
      finish_loop(static_cast<Loop>(i.detail), Value::of(static_cast<Loop>(i.detail) == Loop::all));
      return go(behind);
    }
    --frame.left;
    Value& item = state_.slots[i.slot];
    if (frame.items) {
      item = *frame.items++;
    } else {
      if (!reader_.read(frame.node, frame.shape, true, item)) return false;
      if (frame.left > 0) frame.node = record_.next(frame.node);
    }
    return go(body);
  }

  bool next_item(const Instruction& i) {
    const bool met = pop().is_true();
    const Loop loop = static_cast<Loop>(i.detail);
    if (loop == Loop::filter && met) state_.kept.push_back(state_.slots[i.slot]);
    if ((loop == Loop::any && met) || (loop == Loop::all && !met)) {
      finish_loop(loop, Value::of(met));
      return go(at_ + 1);
    }
    return advance(i, i.operand, at_ + 1);
  }

  void finish_loop(Loop loop, const Value& verdict) {
    const std::size_t first = state_.loops.back().kept;
    const bool unordered = state_.loops.back().unordered;
    state_.loops.pop_back();
    if (loop != Loop::filter) {
      push(verdict);
      return;
    }
    push(scratch_.keep(std::span<const Value>(state_.kept).subspan(first)));
    peek().unordered = unordered;
    state_.kept.resize(first);
  }

  bool parameter(const Parameter& parameter) {
    const auto bound = state_.bound.find(parameter.name);
    if (bound == state_.bound.end()) return go(at_ + 1);
    const ValueRecord record(bound->second, scratch_);
    const Reader<ValueRecord> reader(program_, record, scratch_, state_.options.absent);
    Value value;
    const bool read = reader.read(record.root(), parameter.shape, false, value) && reader.unfold(value);
    if (!read || (value.kind == ValueKind::geo_node && !reader.geo(value, true)))
      return scratch_.recode(Code::invalid_data, Code::invalid_argument);
    push(value);
    return go(at_ + 2);
  }

  bool call_alias(const Instruction& i) {
    if (const auto& known = state_.aliases[i.operand]) {
      push(*known);
      return go(at_ + 1);
    }
    state_.calls.push_back({i.operand, at_ + 1});
    return go(program_.aliases[i.operand]);
  }

  bool end_alias() {
    const AliasFrame frame = state_.calls.back();
    state_.calls.pop_back();
    state_.aliases[frame.alias] = peek();
    return go(frame.back);
  }

  const Program& program_;
  EvaluationContext::State& state_;
  Scratch& scratch_;
  const Record& record_;
  Reader<Record> reader_;
  Value* top_;
  std::uint32_t at_ = 0;
};

Diagnostic diagnostic(const Scratch& scratch, Span place) {
  const Fault& fault = *scratch.fault();
  return {Severity::error, fault.code, place, fault.message, {}, {}, {}, fault.data_offset};
}

}  // namespace

void begin_call(EvaluationContext::State& state) noexcept { state.now.reset(); }

std::optional<Diagnostic> parse_record(std::string_view json, EvaluationContext::State& state) {
  const auto error = state.document.parse(json, state.options.limits);
  if (!error) return std::nullopt;
  return Diagnostic{Severity::error,
                    Code::malformed_data,
                    Span{},
                    error->message + " (at byte " + std::to_string(error->offset) + " of the record)",
                    {},
                    {},
                    {},
                    error->offset};
}

template <typename Record>
std::optional<Diagnostic> begin_record(const Program& program, const Record& record, EvaluationContext::State& state) {
  state.scratch.begin(state.options.limits.steps);
  state.scratch.use(state.options.collation);
  if (state.stack.size() < program.stack) state.stack.resize(program.stack);
  if (state.slots.size() < program.slots) state.slots.resize(program.slots);
  state.aliases.assign(program.aliases.size(), std::nullopt);
  const Reader<Record> reader(program, record, state.scratch, state.options.absent);
  if (reader.read(record.root(), record_shape, false, state.slots[0])) return std::nullopt;
  return diagnostic(state.scratch, Span{});
}

template <typename Record>
std::optional<Diagnostic> begin_item(const Program& program, const Record& record, EvaluationContext::State& state,
                                     std::uint64_t node, std::uint32_t shape, bool item, std::uint16_t slot) {
  state.aliases.assign(program.aliases.size(), std::nullopt);
  const Reader<Record> reader(program, record, state.scratch, state.options.absent);
  if (state.scratch.spend(1) && reader.read(node, shape, item, state.slots[slot])) return std::nullopt;
  return diagnostic(state.scratch, Span{});
}

template <typename Record>
std::optional<Diagnostic> evaluate(const Program& program, std::uint32_t entry, const Record& record,
                                   EvaluationContext::State& state, Value& result) {
  state.loops.clear();
  state.calls.clear();
  state.kept.clear();
  Machine<Record> machine(program, record, state);
  if (machine.run(program.entries[entry].start, result) && machine.finish(result) && !state.scratch.fault())
    return std::nullopt;
  return diagnostic(state.scratch, machine.place());
}

namespace {

// A list or an object being written.
struct Open {
  const Value* at;
  const Value* end;
  bool members;
};

}  // namespace

template <typename Record>
void write_any(const Value& value, const Program& program, const Record& record, std::string& out) {
  std::vector<Open> open;
  const auto write = [&](const Value& v) {
    if (v.kind == ValueKind::object || v.kind == ValueKind::array || v.kind == ValueKind::geo_node) {
      record.write(v.node, out);
    } else if (v.is_composite()) {
      const bool members = v.kind == ValueKind::members;
      out += members ? '{' : '[';
      open.push_back({v.list.data, v.list.data + v.list.count, members});
    } else {
      write_json(v, program.schema, out);
    }
  };
  write(value);
  while (!open.empty()) {
    Open& frame = open.back();
    if (frame.at == frame.end) {
      out += frame.members ? '}' : ']';
      open.pop_back();
      continue;
    }
    if (out.back() != '[' && out.back() != '{') out += ',';
    if (frame.members) {
      json::write_string(frame.at++->text(), out);
      out += ':';
    }
    write(*frame.at++);
  }
}

template std::optional<Diagnostic> begin_record(const Program&, const TapeRecord&, EvaluationContext::State&);
template std::optional<Diagnostic> begin_record(const Program&, const ValueRecord&, EvaluationContext::State&);
template std::optional<Diagnostic> begin_item(const Program&, const TapeRecord&, EvaluationContext::State&,
                                              std::uint64_t, std::uint32_t, bool, std::uint16_t);
template std::optional<Diagnostic> begin_item(const Program&, const ValueRecord&, EvaluationContext::State&,
                                              std::uint64_t, std::uint32_t, bool, std::uint16_t);
template std::optional<Diagnostic> evaluate(const Program&, std::uint32_t, const TapeRecord&, EvaluationContext::State&,
                                            Value&);
template std::optional<Diagnostic> evaluate(const Program&, std::uint32_t, const ValueRecord&,
                                            EvaluationContext::State&, Value&);
template void write_any(const Value&, const Program&, const TapeRecord&, std::string&);
template void write_any(const Value&, const Program&, const ValueRecord&, std::string&);

}  // namespace v0
}  // namespace tamis
