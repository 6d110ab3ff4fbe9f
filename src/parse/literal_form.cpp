// One rule for each type's literals, OData 4.01 ABNF §7: the parser of expressions takes any literal anywhere, because
// only the binder knows which type is wanted.
#include "src/parse/literal_form.hpp"

#include <string>
#include <utility>

#include "src/parse/parse.hpp"
#include "src/text/decode.hpp"

namespace tamis {
inline namespace v0 {

namespace {

namespace g = grammar;
namespace p = tao::pegtl;

// clang-format off
struct null_word : p::string<'n', 'u', 'l', 'l'> {};
struct boolean_literal : p::sor<p::istring<'t', 'r', 'u', 'e'>, p::istring<'f', 'a', 'l', 's', 'e'>> {};
template <unsigned Most> struct some_digits : p::seq<p::digit, p::rep_opt<Most - 1, p::digit>> {};
template <unsigned Most> struct integer_literal : p::seq<p::opt<g::sign>, some_digits<Most>> {};
struct any_integer : p::seq<p::opt<g::sign>, g::digits> {};
struct nan_infinity : p::sor<p::string<'N', 'a', 'N'>, p::string<'-', 'I', 'N', 'F'>, p::string<'I', 'N', 'F'>> {};
struct decimal_literal : p::sor<nan_infinity, p::seq<p::opt<g::sign>, g::digits, p::opt<p::one<'.'>, g::digits>, p::opt<g::exponent>>> {};
struct date_time_offset_literal : p::seq<g::date, p::one<'T', 't'>, g::time_of_day, g::offset> {};
struct duration_literal : p::seq<p::opt<p::istring<'d', 'u', 'r', 'a', 't', 'i', 'o', 'n'>>, g::quote_mark, g::duration_value, g::quote_mark> {};
struct enum_prefix : p::seq<g::name, g::is_dotted> {};
struct enum_literal : p::sor<g::enum_members, p::seq<enum_prefix, g::enum_members>> {};
struct geography_prefix : p::istring<'g', 'e', 'o', 'g', 'r', 'a', 'p', 'h', 'y'> {};
struct geometry_prefix : p::istring<'g', 'e', 'o', 'm', 'e', 't', 'r', 'y'> {};
template <typename Prefix, typename Shape> struct spatial_literal : p::seq<Prefix, g::quote_mark, g::srid_literal, Shape, g::quote_mark> {};
template <typename Literal> struct literal_of_type : p::seq<p::sor<null_word, Literal>, g::end> {};
// clang-format on

template <typename Literal>
std::optional<Diagnostic> failure_of(const DecodedText& text, const Limits& limits) {
  FailureTracker tracker(text.source, false, limits);
  const char* const from = text.source.decoded().data() + text.whole.offset;
  p::memory_input<p::tracking_mode::lazy, p::eol::lf, const char*> in(from, from + text.whole.length, "");
  if (p::parse<literal_of_type<Literal>, p::nothing, tracking>(in, tracker)) return std::nullopt;
  if (tracker.fatal().set) return std::nullopt;  // the parser says which limit
  return describe_failure(tracker, text.source.decoded(), text.whole.end());
}

template <typename Prefix>
std::optional<Diagnostic> spatial_failure(TypeKind shape, const DecodedText& text, const Limits& limits) {
  switch (shape) {
    case TypeKind::geography_point: return failure_of<spatial_literal<Prefix, g::point_shape>>(text, limits);
    case TypeKind::geography_line_string:
      return failure_of<spatial_literal<Prefix, g::line_string_shape>>(text, limits);
    case TypeKind::geography_polygon: return failure_of<spatial_literal<Prefix, g::polygon_shape>>(text, limits);
    case TypeKind::geography_multi_point:
      return failure_of<spatial_literal<Prefix, g::multi_point_shape>>(text, limits);
    case TypeKind::geography_multi_line_string:
      return failure_of<spatial_literal<Prefix, g::multi_line_string_shape>>(text, limits);
    case TypeKind::geography_multi_polygon:
      return failure_of<spatial_literal<Prefix, g::multi_polygon_shape>>(text, limits);
    case TypeKind::geography_collection: return failure_of<spatial_literal<Prefix, g::collection_shape>>(text, limits);
    default: return failure_of<spatial_literal<Prefix, g::geo_literal>>(text, limits);
  }
}

// The rules of integers know their digits, not their range; where the range is checked, any integer has the form.
std::optional<Diagnostic> integer_failure(TypeKind kind, bool digits, const DecodedText& text, const Limits& limits) {
  if (!digits) return failure_of<any_integer>(text, limits);
  switch (kind) {
    case TypeKind::byte: return failure_of<some_digits<3>>(text, limits);
    case TypeKind::sbyte: return failure_of<integer_literal<3>>(text, limits);
    case TypeKind::int16: return failure_of<integer_literal<5>>(text, limits);
    case TypeKind::int32: return failure_of<integer_literal<10>>(text, limits);
    default: return failure_of<integer_literal<19>>(text, limits);
  }
}

std::optional<Diagnostic> failure_for(TypeKind kind, bool digits, const DecodedText& text, const Limits& limits) {
  if (is_integer(kind)) return integer_failure(kind, digits, text, limits);
  switch (kind) {
    case TypeKind::boolean: return failure_of<boolean_literal>(text, limits);
    case TypeKind::decimal:
    case TypeKind::single:
    case TypeKind::double_: return failure_of<decimal_literal>(text, limits);
    case TypeKind::string: return failure_of<g::string_literal>(text, limits);
    case TypeKind::guid: return failure_of<g::guid_literal>(text, limits);
    case TypeKind::date: return failure_of<g::date>(text, limits);
    case TypeKind::date_time_offset: return failure_of<date_time_offset_literal>(text, limits);
    case TypeKind::time_of_day: return failure_of<g::time_of_day>(text, limits);
    case TypeKind::duration: return failure_of<duration_literal>(text, limits);
    case TypeKind::binary: return failure_of<g::binary_literal>(text, limits);
    case TypeKind::enumeration: return failure_of<enum_literal>(text, limits);
    default: break;
  }
  if (!is_geo(kind)) return std::nullopt;
  if (kind < TypeKind::geometry) return spatial_failure<geography_prefix>(kind, text, limits);
  constexpr int between = static_cast<int>(TypeKind::geometry) - static_cast<int>(TypeKind::geography);
  return spatial_failure<geometry_prefix>(static_cast<TypeKind>(static_cast<int>(kind) - between), text, limits);
}

}  // namespace

std::optional<Diagnostic> literal_form_error(std::string_view text, TypeKind kind, std::string_view type, bool digits,
                                             const ParseOptions& options) {
  Diagnostic ignored;
  const std::optional<DecodedText> decoded = decode_text(text, options, ignored);
  if (!decoded) return std::nullopt;  // the parser says what is wrong with it
  std::optional<Diagnostic> error = failure_for(kind, digits, *decoded, options.limits);
  if (!error) return std::nullopt;
  const std::string wanted = "a literal of type " + std::string(type);
  if (error->span.offset == decoded->whole.offset) {
    error->span.length = 0;
    error->message = "expected " + wanted;
    error->suggestion.clear();
    error->fixes.clear();
  } else {
    error->notes.push_back("this is to be " + wanted);
  }
  point_into_typed_text(*error, decoded->source);
  return error;
}

}  // namespace v0
}  // namespace tamis
