// What to say was expected where a rule could have begun but did not. Beside the grammar, so that the
// rules stay rules.
#pragma once

#include <string_view>

#include "grammar/options.hpp"

namespace tamis {
inline namespace v0 {

template <typename Rule>
inline constexpr std::string_view expected = {};

// clang-format off
template <> inline constexpr std::string_view expected<grammar::operand> = "an expression";
template <> inline constexpr std::string_view expected<grammar::primary> = "an expression";
template <> inline constexpr std::string_view expected<grammar::before_operator> = "an operator";
template <> inline constexpr std::string_view expected<grammar::operator_keyword> = "an operator";
template <> inline constexpr std::string_view expected<grammar::operator_end> = "a blank";
template <> inline constexpr std::string_view expected<grammar::after_operator> = "a blank and an expression";
template <> inline constexpr std::string_view expected<grammar::has_operand> = "an enumeration literal";
template <> inline constexpr std::string_view expected<grammar::close> = "')'";
template <> inline constexpr std::string_view expected<grammar::open> = "'('";
template <> inline constexpr std::string_view expected<grammar::comma> = "','";
template <> inline constexpr std::string_view expected<grammar::colon> = "':'";
template <> inline constexpr std::string_view expected<grammar::semicolon> = "';'";
template <> inline constexpr std::string_view expected<grammar::equals> = "'='";
template <> inline constexpr std::string_view expected<grammar::quote_mark> = "a closing quote";
template <> inline constexpr std::string_view expected<grammar::double_quote> = "a closing double quote";
template <> inline constexpr std::string_view expected<grammar::array_close> = "']'";
template <> inline constexpr std::string_view expected<grammar::object_close> = "'}'";
template <> inline constexpr std::string_view expected<grammar::member_name> = "a member name in double quotes";
template <> inline constexpr std::string_view expected<grammar::end> = "the end of the text";
template <> inline constexpr std::string_view expected<grammar::list_literal> = "a literal";
template <> inline constexpr std::string_view expected<grammar::literal_ahead> = "a literal";
template <> inline constexpr std::string_view expected<grammar::type_name> = "a type name";
template <> inline constexpr std::string_view expected<grammar::lambda_variable> = "a range variable";
template <> inline constexpr std::string_view expected<grammar::named_segment> = "a property name";
template <> inline constexpr std::string_view expected<grammar::ascending> = "'asc' or 'desc'";
template <> inline constexpr std::string_view expected<grammar::compute_as> = "'as' and a name";
template <> inline constexpr std::string_view expected<grammar::compute_name> = "a blank and a name";
template <> inline constexpr std::string_view expected<grammar::computed_property> = "a name";
template <> inline constexpr std::string_view expected<grammar::single_enum_literal> = "an enumeration member";
template <> inline constexpr std::string_view expected<grammar::digits> = "a digit";
template <> inline constexpr std::string_view expected<grammar::month> = "a month (01 to 12)";
template <> inline constexpr std::string_view expected<grammar::day> = "a day (01 to 31)";
template <> inline constexpr std::string_view expected<grammar::hour> = "an hour (00 to 23)";
template <> inline constexpr std::string_view expected<grammar::minute> = "minutes or seconds (00 to 59)";
template <> inline constexpr std::string_view expected<grammar::offset> = "'Z' or an offset such as +02:00";
template <> inline constexpr std::string_view expected<grammar::number_value> = "a number without sign";
template <> inline constexpr std::string_view expected<grammar::boolean_value> = "true or false";
template <> inline constexpr std::string_view expected<grammar::levels_value> = "a positive number or max";
template <> inline constexpr std::string_view expected<grammar::search_term> = "a search term";
template <> inline constexpr std::string_view expected<grammar::select_item> = "a property name or '*'";
template <> inline constexpr std::string_view expected<grammar::select_step> = "a property name";
template <> inline constexpr std::string_view expected<grammar::expand_item> = "a navigation property or '*'";
template <> inline constexpr std::string_view expected<grammar::expand_step> = "a navigation property";
template <> inline constexpr std::string_view expected<grammar::expand_path_end> = "'/' and a navigation property";
template <> inline constexpr std::string_view expected<grammar::value_segment> = "$value";
template <> inline constexpr std::string_view expected<grammar::parameter_name> = "a parameter's name";
template <> inline constexpr std::string_view expected<grammar::format_value> = "json, xml, atom or a media type";
template <typename... Options> inline constexpr std::string_view expected<grammar::one_option<Options...>> = "a query option that may stand here";
// clang-format on

}  // namespace v0
}  // namespace tamis
