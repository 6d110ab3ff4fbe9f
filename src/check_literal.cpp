// check_literal: one literal against one type.
#include "src/check_literal.hpp"

#include <cstdint>
#include <limits>
#include <optional>
#include <string>

#include "src/value/literal.hpp"

namespace tamis {
inline namespace v0 {

namespace {

struct Range {
  std::int64_t least, most;
};

template <typename Integer>
constexpr Range range_of() {
  return {std::numeric_limits<Integer>::min(), std::numeric_limits<Integer>::max()};
}

Range integer_range(TypeKind kind) {
  switch (kind) {
    case TypeKind::byte: return range_of<std::uint8_t>();
    case TypeKind::sbyte: return range_of<std::int8_t>();
    case TypeKind::int16: return range_of<std::int16_t>();
    case TypeKind::int32: return range_of<std::int32_t>();
    default: return range_of<std::int64_t>();
  }
}

/// Whether literals of the type are written with a value: not so of structures and streams.
bool has_literals(TypeKind kind) { return kind != TypeKind::structured && kind != TypeKind::stream; }

/// Whether every member of `'A,B'` is one that the type has, by name or by number.
bool has_members(const EnumType& type, std::string_view members) {
  while (true) {
    const std::size_t comma = members.find(',');
    const std::string_view member = members.substr(0, comma);
    if (!type.find(member) && !read_int64(member)) return false;
    if (comma == std::string_view::npos) return true;
    members.remove_prefix(comma + 1);
  }
}

bool is_of_enumeration(std::string_view text, const Type& type, const Schema& schema) {
  const EnumType& enumeration = schema.enum_types()[type.definition];
  const std::string_view prefix = literal_prefix(text);
  if (!prefix.empty()) {
    const std::optional<Type> named = schema.find_type(prefix);
    if (!named || *named != type) return false;
  }
  return enumeration.extensible || has_members(enumeration, inner_text(text));
}

bool has_value(std::string_view text, const Type& type, const Schema& schema) {
  if (is_integer(type.kind)) {
    const Range range = integer_range(type.kind);
    const std::optional<std::int64_t> value = read_int64(text);
    return value && *value >= range.least && *value <= range.most;
  }
  if (type.kind == TypeKind::duration) return read_duration(inner_text(text)).has_value();
  if (type.kind == TypeKind::enumeration) return is_of_enumeration(text, type, schema);
  return true;
}

}  // namespace

void check_literal(const Tree& tree, const Type& type, const Schema& schema, bool form_only,
                   std::vector<Diagnostic>& found) {
  const Node& literal = tree[tree.root()];
  const Span place = tree.source().to_typed(literal.span);
  const std::string wanted = schema.type_name(type);
  const bool null = literal.literal() == LiteralKind::null;
  if (type.collection || !(has_literals(type.kind) || null)) {
    found.push_back({Severity::error, Code::syntax, {place.offset, 0}, "expected a literal of type " + wanted});
  } else if (!form_only && !null && !has_value(tree.text(literal.span), type, schema)) {
    found.push_back({Severity::error, Code::invalid_literal, place, "not a value of type " + wanted});
  }
}

}  // namespace v0
}  // namespace tamis
