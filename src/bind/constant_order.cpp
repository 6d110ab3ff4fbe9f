// Literals compared by their types: numbers exactly, texts by code point, times by instant, members by number.
#include "src/bind/constant_order.hpp"

#include "src/evaluate/enumeration.hpp"
#include "src/value/literal.hpp"

namespace tamis {
inline namespace v0 {

namespace {

using Order = std::optional<std::partial_ordering>;

template <typename T>
Order ordered(const std::optional<T>& a, const std::optional<T>& b) {
  if (!a || !b) return std::nullopt;
  return compare(*a, *b) <=> 0;
}

Order equal_or_not(bool equal) { return equal ? std::partial_ordering::equivalent : std::partial_ordering::unordered; }

Order member_order(const Schema& schema, std::uint32_t type, std::string_view a, std::string_view b) {
  const Value left = read_members(schema, type, a), right = read_members(schema, type, b);
  if (left.kind != right.kind) return std::partial_ordering::unordered;
  if (left.kind == ValueKind::enumeration) return left.integer <=> right.integer;
  return equal_or_not(left.text() == right.text());
}

}  // namespace

Order constant_order(const Tree& tree, const Schema& schema, const Binding& binding, NodeId a, NodeId b) {
  if (tree[a].kind != NodeKind::literal || tree[b].kind != NodeKind::literal) return std::nullopt;
  const Type &left = binding.types[a], &right = binding.types[b];
  const std::string_view x = tree.name(a), y = tree.name(b);
  const auto floating = [](const Type& t) { return t.kind == TypeKind::double_ || t.kind == TypeKind::single; };
  if (floating(left) || floating(right)) return std::nullopt;  // what is equal to them depends on the other operand
  if (is_numeric(left.kind) && is_numeric(right.kind)) return ordered(read_decimal(x), read_decimal(y));
  if (left.kind != right.kind || left.definition != right.definition) return std::nullopt;
  const auto text = [&](NodeId id) {
    return tree[id].literal() == LiteralKind::string ? string_value(tree, id) : std::string(inner_text(tree.name(id)));
  };
  switch (left.kind) {
    case TypeKind::string: return text(a).compare(text(b)) <=> 0;
    case TypeKind::enumeration: return member_order(schema, left.definition, text(a), text(b));
    case TypeKind::date: return ordered(read_date(text(a)), read_date(text(b)));
    case TypeKind::date_time_offset: return ordered(read_date_time_offset(text(a)), read_date_time_offset(text(b)));
    case TypeKind::time_of_day: return ordered(read_time_of_day(text(a)), read_time_of_day(text(b)));
    case TypeKind::duration: return ordered(read_duration(text(a)), read_duration(text(b)));
    case TypeKind::boolean: return *read_boolean(x) <=> *read_boolean(y);
    case TypeKind::guid:
      return canonical_literal(LiteralKind::guid, text(a)).compare(canonical_literal(LiteralKind::guid, text(b))) <=> 0;
    default: return std::nullopt;
  }
}

}  // namespace v0
}  // namespace tamis
