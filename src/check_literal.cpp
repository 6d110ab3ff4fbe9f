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

bool is_number(LiteralKind kind) {
  return kind == LiteralKind::integer || kind == LiteralKind::decimal || kind == LiteralKind::floating;
}

/// The literal form of a primitive type, for the types that have a form of their own.
std::optional<LiteralKind> own_form(TypeKind type) {
  switch (type) {
    case TypeKind::boolean: return LiteralKind::boolean;
    case TypeKind::string: return LiteralKind::string;
    case TypeKind::guid: return LiteralKind::guid;
    case TypeKind::date: return LiteralKind::date;
    case TypeKind::date_time_offset: return LiteralKind::date_time_offset;
    case TypeKind::time_of_day: return LiteralKind::time_of_day;
    case TypeKind::duration: return LiteralKind::duration;
    case TypeKind::binary: return LiteralKind::binary;
    case TypeKind::enumeration: return LiteralKind::enumeration;
    default: break;
  }
  if (is_geo(type)) return type < TypeKind::geometry ? LiteralKind::geography : LiteralKind::geometry;
  return std::nullopt;
}

bool has_form(LiteralKind kind, TypeKind type) {
  if (kind == LiteralKind::null || type == TypeKind::dynamic) return true;
  if (is_integer(type)) return kind == LiteralKind::integer;
  if (is_numeric(type)) return is_number(kind);
  // durationLiteral = [ "duration" ] SQUOTE …, enumLiteral = [ qualifiedEnumTypeName ] SQUOTE …
  const bool bare = type == TypeKind::duration || type == TypeKind::enumeration;
  return kind == own_form(type) || (bare && kind == LiteralKind::string);
}

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

/// Where the text of an integer stops to be one of this type by its form: byte takes no sign, and each type so many
/// digits (ABNF §7); npos where it does not.
std::size_t integer_form_end(std::string_view text, TypeKind kind) {
  const bool sign = !text.empty() && (text.front() == '-' || text.front() == '+');
  if (kind == TypeKind::byte && sign) return 0;
  std::size_t digits = 19;
  switch (kind) {
    case TypeKind::byte:
    case TypeKind::sbyte: digits = 3; break;
    case TypeKind::int16: digits = 5; break;
    case TypeKind::int32: digits = 10; break;
    default: break;
  }
  const std::size_t most = digits + (sign ? 1 : 0);
  return text.size() > most ? most : std::string_view::npos;
}

}  // namespace

void check_literal(const Tree& tree, const Type& type, const Schema& schema, bool form_only,
                   std::vector<Diagnostic>& found) {
  const Node& literal = tree[tree.root()];
  const Span place = tree.source().to_typed(literal.span);
  const std::string wanted = schema.type_name(type);
  if (type.collection || literal.kind != NodeKind::literal || !has_form(literal.literal(), type.kind)) {
    found.push_back({Severity::error, Code::syntax, {place.offset, 0}, "expected a literal of type " + wanted});
  } else if (const std::size_t end = integer_form_end(tree.text(literal.span), type.kind);
             form_only && is_integer(type.kind) && literal.literal() != LiteralKind::null
             && end != std::string_view::npos) {
    const Span last = tree.source().to_typed({literal.span.offset + static_cast<std::uint32_t>(end), 0});
    found.push_back({Severity::error, Code::syntax, last, "expected a literal of type " + wanted});
  } else if (!form_only && literal.literal() != LiteralKind::null
             && !has_value(tree.text(literal.span), type, schema)) {
    found.push_back({Severity::error, Code::invalid_literal, place, "not a value of type " + wanted});
  }
}

}  // namespace v0
}  // namespace tamis
