// Comparison of two values.
#include "src/evaluate/compare.hpp"

#include <algorithm>
#include <cmath>
#include <span>

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

template <typename Float>
Order order_floats(Float a, Float b) noexcept {
  return std::isnan(a) || std::isnan(b) ? Order::different : by_less(a, b);
}

Order order_numbers(const Value& a, const Value& b, Scratch& scratch) {
  if (a.kind == ValueKind::integer && b.kind == ValueKind::integer) return by_less(a.integer, b.integer);
  if (!scratch.spend_digits(a) || !scratch.spend_digits(b)) return Order::mismatch;
  const auto is_double = [](const Value& v) { return v.kind == ValueKind::floating && !v.single; };
  if (is_double(a) || is_double(b)) return order_floats(to_double(a), to_double(b));  // promotion: Double comes first
  if (a.kind == ValueKind::floating || b.kind == ValueKind::floating) return order_floats(to_single(a), to_single(b));
  return from_sign(compare(to_decimal(a), to_decimal(b)));
}

Order order_members(const Value& a, const Value& b, Scratch& scratch) {
  if (a.type != b.type) return Order::mismatch;
  if (a.kind != b.kind) return Order::different;
  if (a.kind == ValueKind::enumeration) return by_less(a.integer, b.integer);
  if (a.text().size() != b.text().size()) return Order::different;
  if (!scratch.spend_bytes(a.text().size())) return Order::mismatch;
  return a.text() == b.text() ? Order::equal : Order::different;
}

Order order_text(std::string_view a, std::string_view b, Scratch& scratch) {
  if (!scratch.spend_bytes(std::min(a.size(), b.size()))) return Order::mismatch;
  if (scratch.collation()) return from_sign(scratch.collation()(a, b));
  return from_sign(a.compare(b));  // bytes of UTF-8 are in the order of code points
}

bool is_member(ValueKind kind) noexcept { return kind == ValueKind::enumeration || kind == ValueKind::unknown_member; }

// A text as a value of the type that `like` has; null if it has not the shape.
Value read_like(std::string_view text, const Value& like, const Schema& schema, Scratch& scratch) {
  if (!scratch.spend_bytes(text.size())) return Value();
  const auto wrap = [](const auto& read) { return read ? Value::of(*read) : Value(); };
  switch (like.kind) {
    case ValueKind::guid: return wrap(read_guid(text));
    case ValueKind::date: return wrap(read_date(text));
    case ValueKind::date_time_offset: return wrap(read_date_time_offset(text));
    case ValueKind::time_of_day: return wrap(read_time_of_day(text));
    case ValueKind::duration: return wrap(read_duration(text));
    case ValueKind::binary: return Value::of(text, ValueKind::binary);
    case ValueKind::enumeration:
    case ValueKind::unknown_member: return read_members(schema, like.type, text, scratch);
    default: return Value();
  }
}

Order order_binary(const Value& a, const Value& b, Scratch& scratch) {
  if (!scratch.spend_bytes(a.text().size() + b.text().size())) return Order::mismatch;
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
    case ValueKind::binary: return order_binary(a, b, scratch);
    default: return Order::mismatch;
  }
}

// Two values that are no lists.
Order order_single(const Value& a, const Value& b, const Schema& schema, Scratch& scratch) {
  if (a.is_number() && b.is_number()) return order_numbers(a, b, scratch);
  if (is_member(a.kind) && is_member(b.kind)) return order_members(a, b, scratch);
  if (a.kind == b.kind) return order_same_kind(a, b, scratch);
  const bool left_is_text = a.kind == ValueKind::string;
  if (left_is_text == (b.kind == ValueKind::string)) return Order::mismatch;
  const Value& text = left_is_text ? a : b;
  const Value& other = left_is_text ? b : a;
  const Value read = read_like(text.text(), other, schema, scratch);
  if (read.is_null()) return Order::mismatch;
  const Order found =
      is_member(read.kind) ? order_members(read, other, scratch) : order_same_kind(read, other, scratch);
  return left_is_text ? found : reversed(found);
}

Equal equal_if(bool condition) noexcept { return condition ? Equal::yes : Equal::no; }

// Equality of what is put together from other values.
class Deep {
 public:
  Deep(const Schema& schema, Scratch& scratch) : schema_(schema), scratch_(scratch) {}

  // Lists and objects inside one another are followed no deeper than records may be.
  Equal equal(const Value& a, const Value& b, std::uint32_t depth) const {
    if (a.kind == ValueKind::unknown || b.kind == ValueKind::unknown) return Equal::unknown;
    if (a.kind == b.kind && a.is_composite()) {
      if (depth == 0) return equal_if(scratch_.fail(Code::too_deep, "the values compared are nested too deep"));
      if (a.kind == ValueKind::members && a.type > 0 && a.type == b.type)  // entities: their keys stand first
        return equal_members({a.list.data, 2 * a.type}, {b.list.data, 2 * a.type}, depth - 1);
      if (a.kind == ValueKind::members) return equal_members(a.list, b.list, depth - 1);
      return a.unordered || b.unordered ? equal_sets(a.list, b.list, depth - 1)
                                        : equal_lists(a.list, b.list, depth - 1);
    }
    return equal_if(compare(Operator::eq, a, b, schema_, scratch_).is_true());
  }

  // Whether each item of `part` has one of its own in `whole`.
  Equal includes(Value::List whole, Value::List part, std::uint32_t depth) const {
    if (part.count > whole.count) return Equal::no;
    bool* const taken = scratch_.flags(whole.count);
    Equal all = Equal::yes;
    for (std::size_t i = 0; i < part.count; ++i) {
      Equal best = Equal::no;
      std::size_t at = 0;
      for (; at < whole.count && best != Equal::yes; ++at)
        if (!taken[at]) best = std::max(best, equal(whole.data[at], part.data[i], depth));
      if (best == Equal::no || !scratch_.spend(at)) return Equal::no;
      if (best == Equal::yes) taken[at - 1] = true;
      all = std::min(all, best);
    }
    return all;
  }

 private:
  Equal equal_lists(Value::List a, Value::List b, std::uint32_t depth) const {
    Equal all = equal_if(a.count == b.count && scratch_.spend(a.count));
    for (std::size_t i = 0; i < a.count && all != Equal::no; ++i)
      all = std::min(all, equal(a.data[i], b.data[i], depth));
    return all;
  }

  Equal equal_sets(Value::List a, Value::List b, std::uint32_t depth) const {
    return a.count == b.count ? includes(a, b, depth) : Equal::no;
  }

  // A member that one side does not have is null there.
  Equal equal_members(Value::List a, Value::List b, std::uint32_t depth) const {
    if (!scratch_.spend(a.count + b.count + a.count / 2)) return Equal::no;
    const auto left = by_name(a), right = by_name(b);
    if (scratch_.fault()) return Equal::no;
    const auto order = [](const Value* x, const Value* y) { return x->text().compare(y->text()); };
    Equal all = Equal::yes;
    for (auto l = left.begin(), r = right.begin(); all != Equal::no && (l != left.end() || r != right.end());) {
      const int first = l == left.end() ? 1 : r == right.end() ? -1 : order(*l, *r);
      const Value &mine = first <= 0 ? (*l++)[1] : null_, &other = first >= 0 ? (*r++)[1] : null_;
      all = std::min(all, equal(mine, other, depth));
    }
    return all;
  }

  // The names of members in order, each with its value behind it; of equal names the last counts.
  std::span<const Value*> by_name(Value::List members) const {
    const Value** const names = scratch_.places(members.count / 2);
    std::size_t count = 0, bytes = 0;
    for (std::size_t i = 0; i + 1 < members.count; i += 2) {
      names[count++] = &members.data[i];
      bytes += members.data[i].text().size();
    }
    if (!scratch_.spend_bytes(bytes)) return {};
    const auto less = [](const Value* x, const Value* y) {
      const int order = x->text().compare(y->text());
      return order == 0 ? x > y : order < 0;
    };
    const auto same = [](const Value* x, const Value* y) { return x->text() == y->text(); };
    std::sort(names, names + count, less);
    return {names, static_cast<std::size_t>(std::unique(names, names + count, same) - names)};
  }

  const Schema& schema_;
  Scratch& scratch_;
  const Value null_{};
};

constexpr std::uint32_t deepest = 128;

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
  if (a.kind == b.kind && a.is_composite()) switch (Deep(schema, scratch).equal(a, b, deepest)) {
      case Equal::yes: return Order::equal;
      case Equal::no: return Order::different;
      case Equal::unknown: return Order::mismatch;
    }
  return order_single(a, b, schema, scratch);
}

Value compare(Operator op, const Value& a, const Value& b, const Schema& schema, Scratch& scratch) {
  if (a.kind == ValueKind::unknown || b.kind == ValueKind::unknown) return Value();
  if (a.is_null() || b.is_null()) {
    const bool both = a.is_null() && b.is_null();
    if (op == Operator::ne) return Value::of(!both);
    return Value::of(both && (op == Operator::eq || op == Operator::ge || op == Operator::le));
  }
  if (a.is_composite() && op != Operator::eq && op != Operator::ne)
    return Value();  // equal or not, but neither is greater
  const Order found = order(a, b, schema, scratch);
  return found == Order::mismatch ? Value() : Value::of(holds(op, found));
}

Equal equality(const Value& a, const Value& b, const Schema& schema, Scratch& scratch) {
  return Deep(schema, scratch).equal(a, b, deepest);
}

Equal includes(std::span<const Value> whole, std::span<const Value> part, const Schema& schema, Scratch& scratch) {
  return Deep(schema, scratch).includes({whole.data(), whole.size()}, {part.data(), part.size()}, deepest);
}

Value is_in(const Value& value, std::span<const Value> list, const Schema& schema, Scratch& scratch) {
  bool unknown = value.kind == ValueKind::unknown && !list.empty();
  if (!unknown && scratch.spend(list.size()))
    for (const Value& item : list) {
      const Equal equal = equality(value, item, schema, scratch);
      if (equal == Equal::yes) return Value::of(true);
      unknown = unknown || equal == Equal::unknown;
    }
  return unknown ? Value() : Value::of(false);
}

}  // namespace v0
}  // namespace tamis
