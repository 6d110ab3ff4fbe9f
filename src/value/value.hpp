// Value: one run-time value, small and cheap to copy. Owns nothing: texts, long decimals, lists and parts
// of records are pointed at, and live in the record, in the program's constants or in a Scratch.
#pragma once

#include <cstdint>
#include <limits>
#include <string_view>
#include <type_traits>

#include "src/value/decimal.hpp"
#include "src/value/guid.hpp"
#include "src/value/temporal.hpp"

namespace tamis {
inline namespace v0 {

enum class ValueKind : std::uint8_t {
  null,
  unknown,  ///< of an absent member under Absent::unknown; no comparison with it is true or false
  boolean,
  integer,  ///< all integer types
  decimal,
  floating,  ///< Edm.Single and Edm.Double
  string,
  guid,
  date,
  date_time_offset,
  time_of_day,
  duration,
  binary,          ///< as base64url text
  enumeration,     ///< a number of the enumeration `type`
  unknown_member,  ///< a text that is no member of the enumeration `type`
  geo,             ///< a geography or geometry literal: `geo_`
  geo_node,        ///< `node` is a GeoJSON object of the record; `type` its shape in the program
  opaque,          ///< a value that can only be compared with null: a stream
  object,          ///< `node` is an object of the record; `type` its shape in the program
  array,           ///< `node` is an array of the record; `type` its shape in the program
  items,           ///< a list of values
  members          ///< a list of names (strings) and values in turn: an object put together, or taken apart
};

struct Geo;

struct Value {
  ValueKind kind = ValueKind::null;
  bool floating_scale : 1 = false;  ///< decimal: of a type whose scale is floating, so that x div 0 is INF
  bool is_long : 1 = false;         ///< decimal: `big` holds it instead of `small`
  bool single : 1 = false;          ///< floating: of type Edm.Single; `floating` is a float's value
  bool unordered : 1 = false;       ///< array, items: of a collection annotated as not ordered
  std::uint32_t type = 0;           ///< see ValueKind

  struct Text {
    const char* data;
    std::size_t size;
  };
  struct Small {
    std::int64_t coefficient;
    std::int32_t scale;
  };
  struct Moment {
    std::int64_t days, picoseconds;
    std::int32_t minutes;
    std::int16_t offset;
  };
  struct List {
    const Value* data;
    std::size_t count;
  };
  union {
    std::uint64_t node = 0;
    bool boolean;
    std::int64_t integer;
    double floating;
    Text text_;
    Small small;         // decimal
    const Decimal* big;  // decimal, if is_long
    const Geo* geo_;
    Guid guid_;
    Moment moment;  // date, date_time_offset, time_of_day; duration as days = seconds
    List list;
  };

  bool is_null() const noexcept { return kind == ValueKind::null; }
  bool is_true() const noexcept { return kind == ValueKind::boolean && boolean; }
  bool is_false() const noexcept { return kind == ValueKind::boolean && !boolean; }
  bool is_number() const noexcept { return kind >= ValueKind::integer && kind <= ValueKind::floating; }
  bool is_collection() const noexcept { return kind == ValueKind::array || kind == ValueKind::items; }
  /// Put together from other values, which are in `list`.
  bool is_composite() const noexcept { return kind == ValueKind::items || kind == ValueKind::members; }

  std::string_view text() const noexcept { return {text_.data, text_.size}; }
  Guid guid() const noexcept { return guid_; }
  Date date() const noexcept { return {moment.days}; }
  TimeOfDay time() const noexcept { return {moment.minutes, moment.picoseconds}; }
  DateTimeOffset date_time() const noexcept { return {date(), time(), moment.offset}; }
  Duration duration() const noexcept { return {moment.days, moment.picoseconds}; }

  static Value of(bool value) noexcept { return make(ValueKind::boolean, &Value::boolean, value); }
  static Value of(std::int64_t value) noexcept { return make(ValueKind::integer, &Value::integer, value); }
  static Value of(double value) noexcept { return make(ValueKind::floating, &Value::floating, value); }
  static Value of_single(float value) noexcept {
    Value result = of(static_cast<double>(value));
    result.single = true;
    return result;
  }
  static Value of(std::string_view text, ValueKind kind = ValueKind::string) noexcept {
    return make(kind, &Value::text_, Text{text.data(), text.size()});
  }
  static Value of(const Guid& guid) noexcept { return make(ValueKind::guid, &Value::guid_, guid); }
  static Value of(Date date) noexcept { return make(ValueKind::date, &Value::moment, Moment{date.days, 0, 0, 0}); }
  static Value of(const TimeOfDay& t) noexcept {
    return make(ValueKind::time_of_day, &Value::moment, Moment{0, t.picoseconds, t.minutes, 0});
  }
  static Value of(const DateTimeOffset& t) noexcept {
    return make(ValueKind::date_time_offset, &Value::moment,
                Moment{t.date.days, t.time.picoseconds, t.time.minutes, t.offset});
  }
  static Value of(const Duration& d) noexcept {
    return make(ValueKind::duration, &Value::moment, Moment{d.seconds, d.picoseconds, 0, 0});
  }
  static Value of_list(const Value* data, std::size_t count) noexcept {
    return make(ValueKind::items, &Value::list, List{data, count});
  }
  static Value of_geo(const Geo* geo) noexcept { return make(ValueKind::geo, &Value::geo_, geo); }
  static Value of_members(const Value* data, std::size_t count) noexcept {
    return make(ValueKind::members, &Value::list, List{data, count});
  }
  static Value of_node(ValueKind kind, std::uint64_t node, std::uint32_t type) noexcept {
    Value value = make(kind, &Value::node, node);
    value.type = type;
    return value;
  }
  static Value of_member(std::uint32_t enumeration, std::int64_t number) noexcept {
    Value value = make(ValueKind::enumeration, &Value::integer, number);
    value.type = enumeration;
    return value;
  }
  static Value unknown() noexcept {
    Value value;
    value.kind = ValueKind::unknown;
    return value;
  }
  static Value opaque() noexcept {
    Value value;
    value.kind = ValueKind::opaque;
    return value;
  }
  /// A decimal whose coefficient is a machine word; others go through Scratch::keep or Constants::keep.
  static Value of_small(std::int64_t coefficient, std::int32_t scale) noexcept {
    return make(ValueKind::decimal, &Value::small, Small{coefficient, scale});
  }
  static Value of_big(const Decimal* number) noexcept {
    Value value = make(ValueKind::decimal, &Value::big, number);
    value.is_long = true;
    return value;
  }

 private:
  template <typename Member, typename T>
  static Value make(ValueKind kind, Member Value::*member, const T& content) noexcept {
    Value value;
    value.kind = kind;
    value.*member = content;
    return value;
  }
};

static_assert(std::is_trivially_copyable_v<Value>);
static_assert(sizeof(Value) <= 32);

/// The value of a member; of equal names the last counts.
inline const Value* find_member(Value::List members, std::string_view name) noexcept {
  for (std::size_t i = members.count; i >= 2; i -= 2)
    if (members.data[i - 2].text() == name) return &members.data[i - 1];
  return nullptr;
}

}  // namespace v0
}  // namespace tamis
