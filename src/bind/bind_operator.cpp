// Binding of operators: which operand types go together and what comes out. OData 4.01 Part 2 §5.1.1.1,
// §5.1.1.2, §5.1.1.18; a mismatch that needs no data to be seen is an error (4.02 §5.1.1).
#include <algorithm>

#include "src/bind/binder.hpp"
#include "src/text/typed_edit.hpp"
#include "src/value/literal.hpp"

namespace tamis {
inline namespace v0 {

namespace {
bool is_unknown(const Type& t) noexcept { return t.kind == TypeKind::dynamic || t.kind == TypeKind::null; }
/// Values that have no equality beyond being null.
bool only_null(const Type& t) noexcept {
  return !t.collection && (t.kind == TypeKind::binary || t.kind == TypeKind::stream || is_geo(t.kind));
}
bool is_temporal(TypeKind k) noexcept {
  return k == TypeKind::date || k == TypeKind::date_time_offset || k == TypeKind::time_of_day
      || k == TypeKind::duration;
}
}  // namespace

void Binder::bind_operation(NodeId id) {
  const Operator op = tree_[id].operation();
  switch (op) {
    case Operator::or_:
    case Operator::and_:
    case Operator::not_:
      for (const NodeId operand : tree_.children(id)) {
        const std::size_t before = found_.size();
        require_boolean(operand, name(op), true);
        if (found_.size() > before) mend_bare_value(found_.back(), id, operand);
      }
      return set(id, make_type(TypeKind::boolean));
    case Operator::eq:
    case Operator::ne: return bind_comparison(id, false);
    case Operator::gt:
    case Operator::ge:
    case Operator::lt:
    case Operator::le: return bind_comparison(id, true);
    case Operator::in: return bind_in(id);
    case Operator::has: return bind_has(id);
    default: return bind_arithmetic(id);
  }
}

bool Binder::comparable(const Type& a, const Type& b) const noexcept {
  if (a.kind == TypeKind::null || b.kind == TypeKind::null) return !a.collection || !b.collection || a.kind == b.kind;
  if (a.kind == TypeKind::dynamic || b.kind == TypeKind::dynamic)
    return a.collection == b.collection || (a.kind == TypeKind::dynamic && !a.collection)
        || (b.kind == TypeKind::dynamic && !b.collection);
  if (a.collection != b.collection) return false;
  if (is_numeric(a.kind) && is_numeric(b.kind)) return true;
  if (a.kind != b.kind) return false;
  if (a.kind == TypeKind::structured)
    return schema_.derives_from(a.definition, b.definition) || schema_.derives_from(b.definition, a.definition);
  return a.kind != TypeKind::enumeration || a.definition == b.definition;
}

// Adapts a literal on either side to the other's type, then asks whether the two can be compared.
bool Binder::reconcile(NodeId left, NodeId right, NodeId place) {
  if (!(type(left) == type(right))) {
    if (!adapt(right, type(left))) adapt(left, type(right));
  }
  const Type &a = type(left), &b = type(right);
  const auto is_object_beside = [&](NodeId object, const Type& t) {
    return tree_[object].kind == NodeKind::object && !is_unknown(t) && t.kind != TypeKind::structured;
  };
  if (!comparable(a, b) || is_object_beside(left, b) || is_object_beside(right, a))
    return mismatch(place, left, right), false;
  if ((only_null(a) && b.kind != TypeKind::null && !is_unknown(b))
      || (only_null(b) && a.kind != TypeKind::null && !is_unknown(a))) {
    error(Code::type_mismatch, place,
          "values of type " + type_text(only_null(a) ? a : b) + " can only be compared with null");
    return false;
  }
  return check_items(left, b) && check_items(right, a);
}

// The items of an array that has no type of its own, as `[1,'a']`, beside a collection.
bool Binder::check_items(NodeId array, const Type& wanted) {
  const Type element = wanted.element();
  if (tree_[array].kind != NodeKind::array || is_known(type(array).element()) || !wanted.collection
      || !is_known(element))
    return true;
  for (const NodeId item : tree_.children(array)) {
    const bool object = tree_[item].kind == NodeKind::object && element.kind != TypeKind::structured;
    if (comparable(type(item), element) && !object) continue;
    auto& d = error(Code::type_mismatch, item,
                    "the items are " + type_text(element) + ", but " + node_text(item) + " is "
                        + (object ? "an object" : type_text(type(item))));
    suggest_literal(d, item, element);
    return false;
  }
  return true;
}

void Binder::mismatch(NodeId place, NodeId left, NodeId right) {
  const Type &a = type(left), &b = type(right);
  auto& d = error(Code::type_mismatch, place,
                  node_text(left) + " is " + type_text(a) + " and " + node_text(right) + " is " + type_text(b)
                      + "; they cannot be compared");
  suggest_literal(d, right, a);
  if (d.fixes.empty()) suggest_literal(d, left, b);
}

// What the author most likely meant to write for a literal beside a value of another type.
void Binder::suggest_literal(Diagnostic& d, NodeId literal, const Type& other) const {
  const Node& node = tree_[literal];
  if (node.kind == NodeKind::member && !node.has_source && other.kind == TypeKind::enumeration) return;
  if (node.kind != NodeKind::literal || other.collection) return;
  const std::string value =
      node.literal() == LiteralKind::string ? string_value(tree_, literal) : std::string(tree_.name(literal));
  std::string instead;
  if (node.literal() == LiteralKind::string) {
    const bool plain = (is_numeric(other.kind) && read_decimal(value))
                    || (other.kind == TypeKind::guid && read_guid(value))
                    || (other.kind == TypeKind::date && read_date(value))
                    || (other.kind == TypeKind::time_of_day && read_time_of_day(value))
                    || (other.kind == TypeKind::date_time_offset && read_date_time_offset(value))
                    || (other.kind == TypeKind::boolean && read_boolean(value));
    if (plain) {
      instead = value;
      d.notes.push_back("only strings, enumeration members and durations stand in quotes");
    } else if (other.kind == TypeKind::date_time_offset && read_date_time_offset(value, true)) {
      instead = value + "Z";
      d.notes.push_back("a date and time stands without quotes and with its offset");
    } else if (other.kind == TypeKind::date_time_offset) {
      d.notes.push_back("a date and time is written like 2020-10-30T21:03:00Z");
    }
  } else if (node.literal() != LiteralKind::enumeration
             && (other.kind == TypeKind::string || other.kind == TypeKind::enumeration)) {
    instead = quote(value);
    if (other.kind == TypeKind::string) d.notes.push_back("a string stands in single quotes");
  } else if (other.kind == TypeKind::date_time_offset && node.literal() == LiteralKind::date) {
    instead = value + "T00:00:00Z";
    d.notes.push_back("a date and time is more than a date");
  }
  if (instead.empty()) return;
  d.suggestion = instead;
  d.fixes.push_back(typed_edit(tree_.source(), node.span, instead));
}

void Binder::bind_comparison(NodeId id, bool ordered) {
  const NodeId left = tree_.child(id, 0), right = tree_.child(id, 1);
  set(id, make_type(TypeKind::boolean));
  const bool comparable = reconcile(left, right, id);
  if (!refused_.empty()) mend_operands(id);
  if (!comparable || !ordered) return;
  for (const NodeId operand : {left, right}) {
    const Type& t = type(operand);
    if (!t.collection && t.kind != TypeKind::structured && !only_null(t)) continue;
    error(Code::type_mismatch, operand,
          "values of type " + type_text(t) + " have no order; only eq and ne compare them");
    return;
  }
}

void Binder::bind_in(NodeId id) {
  const NodeId left = tree_.child(id, 0), right = tree_.child(id, 1);
  set(id, make_type(TypeKind::boolean));
  if (tree_[right].kind == NodeKind::list || tree_[right].kind == NodeKind::array) {
    for (const NodeId item : tree_.children(right))
      reconcile(left, item, item);
    if (!tree_.children(right).empty()) {
      Type items = type(left);
      items.collection = true;
      if (!type(left).collection) set(right, items);
    }
    return;
  }
  if (tree_[right].kind == NodeKind::alias && !type(left).collection) {
    Type items = type(left);
    items.collection = true;
    if (!(type(right) == items)) adapt(right, items);
  }
  const Type& t = type(right);
  if (is_unknown(t) && !t.collection) return;
  if (!t.collection) {
    auto& d = error(Code::type_mismatch, right, "'in' takes a list or a collection, but this is " + type_text(t));
    if (tree_[right].kind == NodeKind::literal)
      suggest(d, tree_[right].span, "(" + std::string(tree_.name(right)) + ")");
    return;
  }
  adapt(left, t.element());
  if (!comparable(type(left), t.element())) mismatch(id, left, right);
}

void Binder::bind_has(NodeId id) {
  const NodeId left = tree_.child(id, 0), right = tree_.child(id, 1);
  set(id, make_type(TypeKind::boolean));
  const Type& a = type(left);
  if (is_unknown(a)) return;
  if (a.kind != TypeKind::enumeration || a.collection) {
    error(Code::type_mismatch, left, "'has' takes an enumeration on its left, but this is " + type_text(a));
    return;
  }
  // The right side of `has` may name several members even where the enumeration is no flags enumeration.
  if (!(type(right) == a) && !adapt(right, a)) mismatch(id, left, right);
}

std::optional<Type> Binder::arithmetic_type(Operator op, const Type& a, const Type& b) const noexcept {
  using enum TypeKind;
  if (a.collection || b.collection) return std::nullopt;
  if (is_unknown(a) || is_unknown(b)) {
    // The unknown side may be of any type that makes the other right.
    const auto possible = [&](TypeKind kind) {
      const Type some = make_type(kind);
      return arithmetic_type(op, is_unknown(a) ? some : a, is_unknown(b) ? some : b).has_value();
    };
    const bool any = possible(int32) || possible(duration) || possible(date) || possible(date_time_offset);
    return any ? std::optional(Type{}) : std::nullopt;
  }
  if (is_numeric(a.kind) && is_numeric(b.kind)) {
    if (op == Operator::divby) return make_type(decimal);  // §5.1.1.2.6: operands are promoted to Edm.Decimal
    if (a.kind == double_ || b.kind == double_) return make_type(double_);
    if (a.kind == single || b.kind == single) return make_type(single);
    if (a.kind == decimal || b.kind == decimal) return make_type(decimal);
    return make_type(a.kind == int64 || b.kind == int64 ? int64 : int32);
  }
  const bool add = op == Operator::add, sub = op == Operator::sub;
  if (b.kind == duration && (add || sub) && (a.kind == duration || a.kind == date || a.kind == date_time_offset))
    return make_type(a.kind);
  if (sub && a.kind == b.kind && (a.kind == date || a.kind == date_time_offset)) return make_type(duration);
  if (op == Operator::mul && ((a.kind == duration && is_numeric(b.kind)) || (b.kind == duration && is_numeric(a.kind))))
    return make_type(duration);
  if ((op == Operator::div || op == Operator::divby) && a.kind == duration && is_numeric(b.kind))
    return make_type(duration);
  return std::nullopt;
}

void Binder::bind_arithmetic(NodeId id) {
  const Operator op = tree_[id].operation();
  const NodeId left = tree_.child(id, 0);
  if (op == Operator::negate) {
    const Type& t = type(left);
    if (is_unknown(t) || (!t.collection && (is_numeric(t.kind) || t.kind == TypeKind::duration))) return set(id, t);
    error(Code::type_mismatch, id, "'-' takes a number or a duration, but this is " + type_text(t));
    return;
  }
  const NodeId right = tree_.child(id, 1);
  // `now() sub 'P14D'`: a quoted duration beside something that a duration can be added to.
  const auto takes_duration = [&](const Type& t) {
    return !t.collection && is_temporal(t.kind) && t.kind != TypeKind::time_of_day;
  };
  if (is_string(right) && takes_duration(type(left))) adapt(right, make_type(TypeKind::duration));
  if (is_string(left) && (takes_duration(type(right)) || (op == Operator::mul && is_numeric(type(right).kind))))
    adapt(left, make_type(TypeKind::duration));
  const auto result = arithmetic_type(op, type(left), type(right));
  if (result) {
    set(id, *result);
    return check_divisor(id);
  }
  auto& d =
      error(Code::type_mismatch, id,
            "'" + std::string(name(op)) + "' cannot take " + type_text(type(left)) + " and " + type_text(type(right)));
  if (op == Operator::add && type(left).kind == TypeKind::string)
    d.notes.push_back("strings are joined by concat(a,b)");
}

}  // namespace v0
}  // namespace tamis
