// The one table of canonical functions: name, signatures, result, place in the standard. A function
// exists because it has a row here. OData 4.01 Part 2 §5.1.1.4–5.1.1.10; Node::detail of a `call` is
// an index into this table.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace tamis::grammar {

enum class Function : std::uint8_t {
  concat,
  contains,
  endswith,
  indexof,
  length,
  startswith,
  substring,
  hassubset,
  hassubsequence,
  matchespattern,
  tolower,
  toupper,
  trim,
  date,
  day,
  fractionalseconds,
  hour,
  maxdatetime,
  mindatetime,
  minute,
  month,
  now,
  second,
  time,
  totaloffsetminutes,
  totalseconds,
  year,
  ceiling,
  floor,
  round,
  cast,
  isof,
  geo_distance,
  geo_intersects,
  geo_length,
  case_
};

/// What a parameter takes or a result is.
enum class Operand : std::uint8_t {
  none,
  string,
  int32,
  boolean,
  decimal,
  double_,
  date,
  date_time_offset,
  time_of_day,
  duration,
  collection,          ///< of anything, ordered or not
  ordered_collection,  ///< of anything, ordered
  first,               ///< result: the type of the first argument
  geo_point,
  geo_polygon,
  geo_line_string,
  special  ///< cast, isof, case: a form of its own in the grammar and the binder
};

struct Signature {
  Operand result = Operand::none;
  std::array<Operand, 3> parameters{};
};

inline constexpr std::uint8_t any_number = 255;

struct FunctionRow {
  Function id;
  std::string_view name;     ///< canonical spelling; matched without regard to ASCII case
  std::uint8_t least, most;  ///< number of arguments; any_number: no more than a text may have parts
  std::string_view section;  ///< of OData 4.01 Part 2
  std::array<Signature, 2> signatures;
  bool since_4_01 = false;  ///< services of version 4.0 do not know it
};

namespace rows {
using enum Operand;
inline constexpr std::array functions{
    // clang-format off
    FunctionRow{Function::concat,             "concat",             2, 2, "5.1.1.5.1",  {{{string, {string, string}},   {first, {collection, collection}}}}},
    FunctionRow{Function::contains,           "contains",           2, 2, "5.1.1.5.2",  {{{boolean, {string, string}},  {boolean, {ordered_collection, ordered_collection}}}}},
    FunctionRow{Function::endswith,           "endswith",           2, 2, "5.1.1.5.3",  {{{boolean, {string, string}},  {boolean, {ordered_collection, ordered_collection}}}}},
    FunctionRow{Function::indexof,            "indexof",            2, 2, "5.1.1.5.4",  {{{int32, {string, string}},    {int32, {ordered_collection, ordered_collection}}}}},
    FunctionRow{Function::length,             "length",             1, 1, "5.1.1.5.5",  {{{int32, {string}},            {int32, {collection}}}}},
    FunctionRow{Function::startswith,         "startswith",         2, 2, "5.1.1.5.6",  {{{boolean, {string, string}},  {boolean, {ordered_collection, ordered_collection}}}}},
    FunctionRow{Function::substring,          "substring",          2, 3, "5.1.1.5.7",  {{{string, {string, int32, int32}}, {first, {ordered_collection, int32, int32}}}}},
    FunctionRow{Function::hassubset,          "hassubset",          2, 2, "5.1.1.6.1",  {{{boolean, {collection, collection}}}}, true},
    FunctionRow{Function::hassubsequence,     "hassubsequence",     2, 2, "5.1.1.6.2",  {{{boolean, {ordered_collection, ordered_collection}}}}, true},
    FunctionRow{Function::matchespattern,     "matchesPattern",     2, 2, "5.1.1.7.1",  {{{boolean, {string, string}}}}, true},
    FunctionRow{Function::tolower,            "tolower",            1, 1, "5.1.1.7.2",  {{{string, {string}}}}},
    FunctionRow{Function::toupper,            "toupper",            1, 1, "5.1.1.7.3",  {{{string, {string}}}}},
    FunctionRow{Function::trim,               "trim",               1, 1, "5.1.1.7.4",  {{{string, {string}}}}},
    FunctionRow{Function::date,               "date",               1, 1, "5.1.1.8.1",  {{{date, {date_time_offset}}}}},
    FunctionRow{Function::day,                "day",                1, 1, "5.1.1.8.2",  {{{int32, {date_time_offset}}, {int32, {date}}}}},
    FunctionRow{Function::fractionalseconds,  "fractionalseconds",  1, 1, "5.1.1.8.3",  {{{decimal, {date_time_offset}}, {decimal, {time_of_day}}}}},
    FunctionRow{Function::hour,               "hour",               1, 1, "5.1.1.8.4",  {{{int32, {date_time_offset}}, {int32, {time_of_day}}}}},
    FunctionRow{Function::maxdatetime,        "maxdatetime",        0, 0, "5.1.1.8.5",  {{{date_time_offset, {}}}}},
    FunctionRow{Function::mindatetime,        "mindatetime",        0, 0, "5.1.1.8.6",  {{{date_time_offset, {}}}}},
    FunctionRow{Function::minute,             "minute",             1, 1, "5.1.1.8.7",  {{{int32, {date_time_offset}}, {int32, {time_of_day}}}}},
    FunctionRow{Function::month,              "month",              1, 1, "5.1.1.8.8",  {{{int32, {date_time_offset}}, {int32, {date}}}}},
    FunctionRow{Function::now,                "now",                0, 0, "5.1.1.8.9",  {{{date_time_offset, {}}}}},
    FunctionRow{Function::second,             "second",             1, 1, "5.1.1.8.10", {{{int32, {date_time_offset}}, {int32, {time_of_day}}}}},
    FunctionRow{Function::time,               "time",               1, 1, "5.1.1.8.11", {{{time_of_day, {date_time_offset}}}}},
    FunctionRow{Function::totaloffsetminutes, "totaloffsetminutes", 1, 1, "5.1.1.8.12", {{{int32, {date_time_offset}}}}},
    FunctionRow{Function::totalseconds,       "totalseconds",       1, 1, "5.1.1.8.13", {{{decimal, {duration}}}}},
    FunctionRow{Function::year,               "year",               1, 1, "5.1.1.8.14", {{{int32, {date_time_offset}}, {int32, {date}}}}},
    FunctionRow{Function::ceiling,            "ceiling",            1, 1, "5.1.1.9.1",  {{{decimal, {decimal}}, {double_, {double_}}}}},
    FunctionRow{Function::floor,              "floor",              1, 1, "5.1.1.9.2",  {{{decimal, {decimal}}, {double_, {double_}}}}},
    FunctionRow{Function::round,              "round",              1, 1, "5.1.1.9.3",  {{{decimal, {decimal}}, {double_, {double_}}}}},
    FunctionRow{Function::cast,               "cast",               1, 2, "5.1.1.10.1", {{{special, {special, special}}}}},
    FunctionRow{Function::isof,               "isof",               1, 2, "5.1.1.10.2", {{{boolean, {special, special}}}}},
    FunctionRow{Function::geo_distance,       "geo.distance",       2, 2, "5.1.1.11.1", {{{double_, {geo_point, geo_point}}}}},
    FunctionRow{Function::geo_intersects,     "geo.intersects",     2, 2, "5.1.1.11.2", {{{boolean, {geo_point, geo_polygon}}}}},
    FunctionRow{Function::geo_length,         "geo.length",         1, 1, "5.1.1.11.3", {{{double_, {geo_line_string}}}}},
    FunctionRow{Function::case_,              "case",               2, any_number, "5.1.1.12", {{{special, {special}}}}, true},
    // clang-format on
};
}  // namespace rows

inline constexpr const auto& functions = rows::functions;

constexpr const FunctionRow& row(Function function) noexcept { return functions[static_cast<std::size_t>(function)]; }

constexpr bool functions_in_order() noexcept {
  for (std::size_t i = 0; i < functions.size(); ++i)
    if (static_cast<std::size_t>(functions[i].id) != i) return false;
  return true;
}
static_assert(functions_in_order(), "the rows stand in the order of Function");

}  // namespace tamis::grammar
