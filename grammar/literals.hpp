// Primitive literals. OData ABNF §7, left-factored: guid before date before time before number, so that
// each shape is told apart by its first characters.
#pragma once

#include "grammar/characters.hpp"

namespace tamis::grammar {

// clang-format off

// null, true, false, NaN, INF: words, told from names by what follows; see `word_literal`.

// stringLiteral = SQUOTE *( SQUOTE-in-string / pchar-no-SQUOTE ) SQUOTE
struct string_character : p::sor<p::not_one<'\''>, p::two<'\''>> {};
struct string_literal : p::seq<quote_mark, p::star<string_character>, quote_mark> {};

// guid = 8HEXDIG "-" 4HEXDIG "-" 4HEXDIG "-" 4HEXDIG "-" 12HEXDIG
struct hyphen : p::one<'-'> {};
struct guid_literal : p::seq<p::rep<8, p::xdigit>, hyphen, p::rep<4, p::xdigit>, hyphen, p::rep<4, p::xdigit>, hyphen, p::rep<4, p::xdigit>, hyphen, p::rep<12, p::xdigit>> {};

// year = [ "-" ] ( "0" 3DIGIT / oneToNine 3*DIGIT )
struct year : p::seq<p::opt<hyphen>, p::sor<p::seq<p::one<'0'>, p::rep<3, p::digit>>, p::seq<p::range<'1', '9'>, p::rep<3, p::digit>, p::star<p::digit>>>> {};
struct month : p::sor<p::seq<p::one<'0'>, p::range<'1', '9'>>, p::seq<p::one<'1'>, p::range<'0', '2'>>> {};
struct day : p::sor<p::seq<p::one<'0'>, p::range<'1', '9'>>, p::seq<p::one<'1', '2'>, p::digit>, p::seq<p::one<'3'>, p::one<'0', '1'>>> {};
struct hour : p::sor<p::seq<p::one<'0', '1'>, p::digit>, p::seq<p::one<'2'>, p::range<'0', '3'>>> {};
struct minute : p::seq<p::range<'0', '5'>, p::digit> {};
struct second : p::sor<minute, p::string<'6', '0'>> {};
struct fractional_seconds : p::seq<p::digit, p::rep_opt<11, p::digit>> {};
// timeOfDayLiteral = hour ":" minute [ ":" second [ "." fractionalSeconds ] ]
struct time_of_day : p::seq<hour, colon, minute, p::opt<colon, second, p::opt<p::one<'.'>, fractional_seconds>>> {};
struct time_of_day_literal : time_of_day {};
// date = year "-" month "-" day; dateTimeOffsetLiteral = date "T" timeOfDayLiteral ( "Z" / SIGN hour ":" minute )
struct date : p::seq<year, hyphen, month, hyphen, day> {};
struct offset : p::sor<p::one<'Z', 'z'>, p::seq<sign, hour, colon, minute>> {};
struct date_literal : p::seq<date, p::opt<p::one<'T', 't'>, time_of_day, offset>> {};  // a date, or a date and time

// decimalLiteral = [ SIGN ] 1*DIGIT [ "." 1*DIGIT ] [ "e" [ SIGN ] 1*DIGIT ] / nanInfinity; integers alike
struct exponent : p::seq<p::one<'e', 'E'>, p::opt<sign>, digits> {};
struct number_literal : p::seq<p::opt<sign>, digits, p::opt<p::one<'.'>, digits>, p::opt<exponent>, word_end> {};
struct negative_infinity : p::seq<p::string<'-', 'I', 'N', 'F'>, word_end> {};

// durationLiteral = [ "duration" ] SQUOTE durationValue SQUOTE; without its prefix it is a string until bound
struct duration_days : p::seq<digits, p::one<'D', 'd'>> {};
struct duration_time : p::seq<p::one<'T', 't'>, p::opt<digits, p::one<'H', 'h'>>, p::opt<digits, p::one<'M', 'm'>>, p::opt<digits, p::opt<p::one<'.'>, digits>, p::one<'S', 's'>>> {};
struct duration_value : p::seq<p::opt<hyphen>, p::one<'P', 'p'>, p::opt<duration_days>, p::opt<duration_time>> {};
struct duration_literal : p::seq<p::istring<'d', 'u', 'r', 'a', 't', 'i', 'o', 'n'>, quote_mark, duration_value, quote_mark> {};

// binaryLiteral = "binary" SQUOTE *(4base64char) [ base64b16 / base64b8 ] SQUOTE
struct base64_character : p::sor<p::alnum, p::one<'-', '_'>> {};
struct base64b16 : p::seq<base64_character, base64_character, p::one<'A', 'E', 'I', 'M', 'Q', 'U', 'Y', 'c', 'g', 'k', 'o', 's', 'w', '0', '4', '8'>, p::opt<p::one<'='>>> {};
struct base64b8 : p::seq<base64_character, p::one<'A', 'Q', 'g', 'w'>, p::opt<p::string<'=', '='>>> {};
struct binary_value : p::seq<p::star<p::rep<4, base64_character>>, p::opt<p::sor<base64b16, base64b8>>> {};
struct binary_literal : p::seq<p::istring<'b', 'i', 'n', 'a', 'r', 'y'>, quote_mark, binary_value, quote_mark> {};

// enumLiteral = [ qualifiedEnumTypeName ] SQUOTE singleEnumLiteral *( COMMA singleEnumLiteral ) SQUOTE
struct single_enum_literal : p::sor<p::seq<p::opt<sign>, digits>, identifier> {};
struct enum_members : p::seq<quote_mark, single_enum_literal, p::star<comma, single_enum_literal>, quote_mark> {};

// Geography and geometry. ABNF §7, from geographyCollection on.
struct space : p::one<' '> {};
struct ordinate : p::sor<p::seq<p::opt<sign>, digits, p::opt<p::one<'.'>, digits>, p::opt<exponent>>, p::string<'N', 'a', 'N'>, p::string<'-', 'I', 'N', 'F'>, p::string<'I', 'N', 'F'>> {};
struct position_literal : p::seq<ordinate, space, ordinate, p::opt<space, ordinate>, p::opt<space, ordinate>> {};
struct srid_literal : p::seq<p::istring<'S', 'R', 'I', 'D'>, equals, p::digit, p::rep_opt<4, p::digit>, semicolon> {};
struct point_data : p::seq<open, position_literal, close> {};
struct line_string_data : p::seq<open, position_literal, p::plus<comma, position_literal>, close> {};
struct ring_literal : p::seq<open, p::list<position_literal, comma>, close> {};
struct polygon_data : p::seq<open, p::list<ring_literal, comma>, close> {};
struct point_shape : p::seq<p::istring<'P', 'o', 'i', 'n', 't'>, point_data> {};
struct line_string_shape : p::seq<p::istring<'L', 'i', 'n', 'e', 'S', 't', 'r', 'i', 'n', 'g'>, line_string_data> {};
struct polygon_shape : p::seq<p::istring<'P', 'o', 'l', 'y', 'g', 'o', 'n'>, polygon_data> {};
struct multi_point_shape : p::seq<p::istring<'M', 'u', 'l', 't', 'i', 'P', 'o', 'i', 'n', 't'>, open, p::opt<p::list<point_data, comma>>, close> {};
struct multi_line_string_shape : p::seq<p::istring<'M', 'u', 'l', 't', 'i', 'L', 'i', 'n', 'e', 'S', 't', 'r', 'i', 'n', 'g'>, open, p::opt<p::list<line_string_data, comma>>, close> {};
struct multi_polygon_shape : p::seq<p::istring<'M', 'u', 'l', 't', 'i', 'P', 'o', 'l', 'y', 'g', 'o', 'n'>, open, p::opt<p::list<polygon_data, comma>>, close> {};
struct geo_literal;
struct collection_shape : nested<p::istring<'G', 'e', 'o', 'm', 'e', 't', 'r', 'y', 'C', 'o', 'l', 'l', 'e', 'c', 't', 'i', 'o', 'n'>, open, p::list<geo_literal, comma>, close> {};
struct geo_literal : p::sor<point_shape, line_string_shape, polygon_shape, multi_point_shape, multi_line_string_shape, multi_polygon_shape, collection_shape> {};
struct geo_value : p::seq<quote_mark, srid_literal, geo_literal, quote_mark> {};
struct geography_literal : p::seq<p::istring<'g', 'e', 'o', 'g', 'r', 'a', 'p', 'h', 'y'>, geo_value> {};
struct geometry_literal : p::seq<p::istring<'g', 'e', 'o', 'm', 'e', 't', 'r', 'y'>, geo_value> {};

// Literals that start with a word in front of a quote, and those that start with a digit or a sign.
struct prefixed_literal : p::sor<duration_literal, binary_literal, geography_literal, geometry_literal> {};
struct numeric_literal : p::sor<date_literal, time_of_day_literal, number_literal, negative_infinity> {};

// clang-format on

/// null, true, false, NaN, INF as a literal. The words are not reserved: `true/x` and `null(1)` are names.
/// `null`, `NaN` and `INF` are case-sensitive, true and false are not (ABNF §7).
struct word_literal {
  using rule_t = word_literal;
  using subs_t = p::empty_list;
  template <typename Input>
  static bool match(Input& in) {
    if (in.current() == in.end() || !may_start_word(*in.current())) return false;
    const std::size_t length = identifier_length(in.current(), in.end());
    if (!is_word({in.current(), length})) return false;
    const char* after = in.current() + length;
    if (after != in.end() && (*after == '/' || *after == '(' || *after == '.' || *after == '\'')) return false;
    in.bump_in_this_line(length);
    return true;
  }
  static bool is_word(std::string_view word) noexcept { return word == "null" || word == "NaN" || word == "INF" || is_boolean(word); }
  static bool is_boolean(std::string_view word) noexcept { return is(word, "true") || is(word, "false"); }
  static bool may_start_word(char c) noexcept { return c == 'n' || c == 't' || c == 'f' || c == 'T' || c == 'F' || c == 'N' || c == 'I'; }
  /// Equal but for ASCII case; `lower` is in lower case.
  static bool is(std::string_view word, std::string_view lower) noexcept {
    if (word.size() != lower.size()) return false;
    for (std::size_t i = 0; i < word.size(); ++i)
      if ((word[i] | 0x20) != lower[i]) return false;
    return true;
  }
};

}  // namespace tamis::grammar
