// Comparison of two values.
#include "src/evaluate/compare.hpp"

#include <cmath>
#include <vector>

#include "src/evaluate/enumeration.hpp"
#include "src/value/literal.hpp"

namespace tamis {
inline namespace v0 {

namespace {

Order from_sign(int sign) noexcept { return sign < 0 ? Order::less : sign > 0 ? Order::greater : Order::equal; }

Order reversed(Order order) noexcept {
  return order == Order::less ? Order::greater : order == Order::greater ? Order::less : order;
}

template <typename T>
Order by_less(const T& a, const T& b) noexcept {
  return a < b ? Order::less : b < a ? Order::greater : Order::equal;
}

Order order_numbers(const Value& a, const Value& b) {
  if (a.kind == ValueKind::integer && b.kind == ValueKind::integer) return by_less(a.integer, b.integer);
  if (a.kind == ValueKind::floating || b.kind == ValueKind::floating) {  // promotion: Double comes first
    const double left = to_double(a), right = to_double(b);
    if (std::isnan(left) || std::isnan(right)) return Order::different;
    return by_less(left, right);
  }
  return from_sign(compare(to_decimal(a), to_decimal(b)));
}

Order order_members(const Value& a, const Value& b) noexcept {
  if (a.type != b.type) return Order::mismatch;
  if (a.kind != b.kind) return Order::different;
  if (a.kind == ValueKind::enumeration) return by_less(a.integer, b.integer);
  return a.text() == b.text() ? Order::equal : Order::different;
}

Order order_text(std::string_view a, std::string_view b, Scratch& scratch) {
  if (!scratch.spend_bytes(std::min(a.size(), b.size()))) return Order::mismatch;
  return from_sign(a.compare(b));  // bytes of UTF-8 are in the order of code points
}

bool is_member(ValueKind kind) noexcept { return kind == ValueKind::enumeration || kind == ValueKind::unknown_member; }

// A text as a value of the type that `like` has; null if it has not the shape.
Value read_like(std::string_view text, const Value& like, const Schema& schema) {
  const auto wrap = [](const auto& read) { return read ? Value::of(*read) : Value(); };
  switch (like.kind) {
    case ValueKind::guid: return wrap(read_guid(text));
    case ValueKind::date: return wrap(read_date(text));
    case ValueKind::date_time_offset: return wrap(read_date_time_offset(text));
    case ValueKind::time_of_day: return wrap(read_time_of_day(text));
    case ValueKind::duration: return wrap(read_duration(text));
    case ValueKind::binary: return Value::of(text, ValueKind::binary);
    case ValueKind::enumeration:
    case ValueKind::unknown_member: return read_members(schema, like.type, text);
    default: return Value();
  }
}

Order order_binary(const Value& a, const Value& b) {
  const auto left = read_binary(a.text()), right = read_binary(b.text());
  if (!left || !right) return Order::mismatch;
  return *left == *right ? Order::equal : Order::different;
}

Order order_same_kind(const Value& a, const Value& b, Scratch& scratch) {
  switch (a.kind) {
    case ValueKind::boolean: return by_less(a.boolean, b.boolean);
    case ValueKind::string: return order_text(a.text(), b.text(), scratch);
    case ValueKind::guid: return by_less(a.guid(), b.guid());
    case ValueKind::date: return from_sign(compare(a.date(), b.date()));
    case ValueKind::date_time_offset: return from_sign(compare(a.date_time(), b.date_time()));
    case ValueKind::time_of_day: return from_sign(compare(a.time(), b.time()));
    case ValueKind::duration: return from_sign(compare(a.duration(), b.duration()));
    case ValueKind::binary: return order_binary(a, b);
    case ValueKind::object:
      scratch.fail(Code::unsupported, "comparing one object with another is not supported");
      return Order::mismatch;
    default: return Order::mismatch;
  }
}

// Two values that are no lists.
Order order_single(const Value& a, const Value& b, const Schema& schema, Scratch& scratch) {
  if (a.is_number() && b.is_number()) return order_numbers(a, b);
  if (is_member(a.kind) && is_member(b.kind)) return order_members(a, b);
  if (a.kind == b.kind) return order_same_kind(a, b, scratch);
  const bool left_is_text = a.kind == ValueKind::string;
  if (left_is_text == (b.kind == ValueKind::string)) return Order::mismatch;
  const Value& text = left_is_text ? a : b;
  const Value& other = left_is_text ? b : a;
  const Value read = read_like(text.text(), other, schema);
  if (read.is_null()) return Order::mismatch;
  const Order found = is_member(read.kind) ? order_members(read, other) : order_same_kind(read, other, scratch);
  return left_is_text ? found : reversed(found);
}

// Collections: the same length and item for item equal. Lists in lists wait on a stack.
Order order_lists(const Value& a, const Value& b, const Schema& schema, Scratch& scratch) {
  struct Pair {
    Value::List a, b;
  };
  std::vector<Pair> waiting;
  Pair pair{a.list, b.list};
  while (true) {
    if (pair.a.count != pair.b.count || !scratch.spend(pair.a.count)) return Order::different;
    for (std::size_t i = 0; i < pair.a.count; ++i) {
      const Value &left = pair.a.data[i], &right = pair.b.data[i];
      const bool lists = left.kind == ValueKind::items && right.kind == ValueKind::items;
      if (lists)
        waiting.push_back({left.list, right.list});
      else if (!compare(Operator::eq, left, right, schema, scratch).is_true())
        return Order::different;
    }
    if (waiting.empty()) return Order::equal;
    pair = waiting.back();
    waiting.pop_back();
  }
}

bool holds(Operator op, Order order) noexcept {
  switch (op) {
    case Operator::eq: return order == Order::equal;
    case Operator::ne: return order != Order::equal;
    case Operator::gt: return order == Order::greater;
    case Operator::ge: return order == Order::greater || order == Order::equal;
    case Operator::lt: return order == Order::less;
    case Operator::le: return order == Order::less || order == Order::equal;
    default: return false;
  }
}

}  // namespace

Order order(const Value& a, const Value& b, const Schema& schema, Scratch& scratch) {
  if (a.kind == ValueKind::items && b.kind == ValueKind::items) return order_lists(a, b, schema, scratch);
  return order_single(a, b, schema, scratch);
}

Value compare(Operator op, const Value& a, const Value& b, const Schema& schema, Scratch& scratch) {
  if (a.kind == ValueKind::unknown || b.kind == ValueKind::unknown) return Value();
  if (a.is_null() || b.is_null()) {
    const bool both = a.is_null() && b.is_null();
    if (op == Operator::ne) return Value::of(!both);
    return Value::of(both && (op == Operator::eq || op == Operator::ge || op == Operator::le));
  }
  const Order found = order(a, b, schema, scratch);
  return found == Order::mismatch ? Value() : Value::of(holds(op, found));
}

Value is_in(const Value& value, std::span<const Value> list, const Schema& schema, Scratch& scratch) {
  bool unknown = value.kind == ValueKind::unknown && !list.empty();
  if (!unknown && scratch.spend(list.size()))
    for (const Value& item : list) {
      if (compare(Operator::eq, value, item, schema, scratch).is_true()) return Value::of(true);
      unknown = unknown || item.kind == ValueKind::unknown;
    }
  return unknown ? Value() : Value::of(false);
}

}  // namespace v0
}  // namespace tamis
