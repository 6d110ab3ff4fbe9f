// Date and time functions: OData 4.01 Part 2 §5.1.1.8. All fields are those of the value's own offset.
#include "src/evaluate/functions.hpp"
#include "src/value/literal.hpp"

namespace tamis {
inline namespace v0 {

using grammar::Function;

namespace {

Value integer(std::int64_t number) { return Value::of(number); }

Value date_field(Function function, Date date) {
  const CivilDate civil = to_civil(date);
  switch (function) {
    case Function::year: return integer(civil.year);
    case Function::month: return integer(civil.month);
    case Function::day: return integer(civil.day);
    default: return Value();
  }
}

Value time_field(Function function, const TimeOfDay& time, Scratch& scratch) {
  switch (function) {
    case Function::hour: return integer(time.hour());
    case Function::minute: return integer(time.minute());
    case Function::second: return integer(time.second());
    case Function::fractionalseconds: return scratch.keep(Decimal(time.fraction(), 12));
    default: return Value();
  }
}

Value date_time_field(Function function, const DateTimeOffset& time, Scratch& scratch) {
  switch (function) {
    case Function::date: return Value::of(time.date);
    case Function::time: return Value::of(time.time);
    case Function::totaloffsetminutes: return integer(time.offset);
    case Function::year:
    case Function::month:
    case Function::day: return date_field(function, time.date);
    default: return time_field(function, time.time, scratch);
  }
}

}  // namespace

Value as_temporal(const Value& value, Scratch& scratch) {
  if (value.kind != ValueKind::string) return value;
  const std::string_view text = value.text();
  if (!scratch.spend_bytes(text.size())) return Value();
  if (const auto time = read_date_time_offset(text)) return Value::of(*time);
  if (const auto date = read_date(text)) return Value::of(*date);
  if (const auto time = read_time_of_day(text)) return Value::of(*time);
  if (const auto duration = read_duration(text)) return Value::of(*duration);
  return Value();
}

Value time_function(Function function, const Value& argument, Scratch& scratch) {
  const Value value = as_temporal(argument, scratch);
  switch (value.kind) {
    case ValueKind::date_time_offset: return date_time_field(function, value.date_time(), scratch);
    case ValueKind::date: return date_field(function, value.date());
    case ValueKind::time_of_day: return time_field(function, value.time(), scratch);
    case ValueKind::duration:
      return function == Function::totalseconds ? scratch.keep(total_seconds(value.duration())) : Value();
    default: return Value();
  }
}

}  // namespace v0
}  // namespace tamis
