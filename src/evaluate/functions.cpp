// Canonical functions: which room does which, rounding, and what collections and texts have in common.
#include "src/evaluate/functions.hpp"

#include <cmath>
#include <limits>

#include "src/value/temporal.hpp"

namespace tamis {
inline namespace v0 {

using grammar::Function;

namespace {

enum class Room : std::uint8_t { none, sequence, collection, text, time, no_argument, rounding, geo };

Room room_of(Function function) noexcept {
  switch (function) {
    case Function::concat:
    case Function::contains:
    case Function::endswith:
    case Function::indexof:
    case Function::length:
    case Function::startswith:
    case Function::substring: return Room::sequence;
    case Function::hassubset:
    case Function::hassubsequence: return Room::collection;
    case Function::matchespattern:
    case Function::tolower:
    case Function::toupper:
    case Function::trim: return Room::text;
    case Function::date:
    case Function::day:
    case Function::fractionalseconds:
    case Function::hour:
    case Function::minute:
    case Function::month:
    case Function::second:
    case Function::time:
    case Function::totaloffsetminutes:
    case Function::totalseconds:
    case Function::year: return Room::time;
    case Function::maxdatetime:
    case Function::mindatetime: return Room::no_argument;
    case Function::ceiling:
    case Function::floor:
    case Function::round: return Room::rounding;
    case Function::geo_distance:
    case Function::geo_intersects:
    case Function::geo_length: return Room::geo;
    default: return Room::none;
  }
}

double rounded(Function function, double number) noexcept {
  if (function == Function::floor) return std::floor(number);
  if (function == Function::ceiling) return std::ceil(number);
  return std::round(number);  // halves away from zero
}

// A geodesic takes as long as so many instructions; a point against an edge, much less.
std::uint64_t cost_of_lines(const Geo& geo, std::size_t lines) noexcept {
  return geo.geography ? 8 * lines : lines / 16;
}
std::uint64_t cost_of_edges(const Geo& geo) noexcept { return geo.points.size() / (geo.geography ? 2 : 256); }

Value geo_function(Function function, std::span<const Value> arguments, Scratch& scratch) {
  for (const Value& argument : arguments)
    if (argument.kind != ValueKind::geo) return Value();
  const auto wrap = [](const auto& found) { return found ? Value::of(*found) : Value(); };
  const Geo& first = *arguments[0].geo_;
  if (function == Function::geo_length)
    return scratch.spend(cost_of_lines(first, first.points.size())) ? wrap(geo_length(first)) : Value();
  const Geo& second = *arguments[1].geo_;
  if (function == Function::geo_distance)
    return scratch.spend(cost_of_lines(first, 1)) ? wrap(geo_distance(first, second)) : Value();
  return scratch.spend(cost_of_edges(second)) ? wrap(geo_intersects(first, second)) : Value();
}

// An integer argument, cut to what a slice can tell apart.
// A whole number that no Int64 holds, as sums of integers may be, is beyond the end of any text: the nearest that fits.
std::optional<std::int64_t> integer_of(const Value& value) {
  if (value.kind == ValueKind::integer) return value.integer;
  if (value.kind != ValueKind::decimal) return std::nullopt;
  const Decimal number = to_decimal(value);
  if (const auto fitting = number.to_int64()) return fitting;
  if (!number.is_integer()) return std::nullopt;
  return number.sign() < 0 ? std::numeric_limits<std::int64_t>::min() : std::numeric_limits<std::int64_t>::max();
}

}  // namespace

bool is_implemented(Function function) noexcept { return room_of(function) != Room::none; }

bool call_function(Function function, std::span<const Value> arguments, const Schema& schema, Scratch& scratch,
                   Value& result) {
  bool null = false, unknown = false;
  for (const Value& argument : arguments) {
    null = null || argument.is_null();
    unknown = unknown || argument.kind == ValueKind::unknown;
  }
  result = unknown ? Value::unknown() : Value();
  if (null || unknown) return true;
  switch (room_of(function)) {
    case Room::sequence:
      if (arguments[0].kind == ValueKind::items)
        return collection_function(function, arguments, schema, scratch, result);
      return text_function(function, arguments, scratch, result);
    case Room::collection:
      if (arguments[0].kind != ValueKind::items) return true;
      return collection_function(function, arguments, schema, scratch, result);
    case Room::geo: result = geo_function(function, arguments, scratch); return true;
    case Room::text: return text_function(function, arguments, scratch, result);
    case Room::time: result = time_function(function, arguments[0], scratch); return true;
    case Room::rounding: result = rounding_function(function, arguments[0], scratch); return true;
    case Room::no_argument:
      result = Value::of(function == Function::maxdatetime ? max_date_time() : min_date_time());
      return true;
    case Room::none: break;
  }
  return true;
}

Value rounding_function(Function function, const Value& argument, Scratch& scratch) {
  if (argument.kind == ValueKind::floating) return Value::of(rounded(function, argument.floating));
  if (!argument.is_number() || !scratch.spend_digits(argument)) return Value();
  const Decimal number = to_decimal(argument);
  if (function == Function::floor) return scratch.keep(number.floor());
  if (function == Function::ceiling) return scratch.keep(number.ceiling());
  return scratch.keep(number.rounded());
}

std::optional<Slice> slice(std::span<const Value> arguments, std::size_t size, Scratch& scratch) {
  const auto start = integer_of(arguments[1]);
  const auto length = arguments.size() > 2 ? integer_of(arguments[2]) : std::optional<std::int64_t>(size);
  if (!start || !length) return std::nullopt;
  if (*length < 0) {
    scratch.fail(Code::invalid_argument, "substring takes no negative length, but got " + std::to_string(*length));
    return std::nullopt;
  }
  const auto total = static_cast<std::int64_t>(size);
  const std::int64_t first =
      *start >= 0 ? std::min(*start, total) : std::max<std::int64_t>(total + std::max(*start, -total), 0);
  return Slice{static_cast<std::size_t>(first), static_cast<std::size_t>(std::min(*length, total - first))};
}

}  // namespace v0
}  // namespace tamis
