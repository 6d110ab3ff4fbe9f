// The words of random expressions over T.Record.
#include "tests/support/random_vocabulary.hpp"

#include <string_view>

#include "tests/support/every_type.hpp"

namespace tamis::tests {

using Words = std::initializer_list<std::string_view>;
using enum Sort;

// ---- paths ----

std::optional<Sort> sort_of(const Type& type) {
  const auto of = [&](Sort one, Sort many) { return type.collection ? many : one; };
  switch (type.kind) {
    case TypeKind::boolean: return boolean;
    case TypeKind::byte:
    case TypeKind::sbyte:
    case TypeKind::int16:
    case TypeKind::int32:
    case TypeKind::int64: return of(integer, integers);
    case TypeKind::decimal: return of(decimal, decimals);
    case TypeKind::single: return single;
    case TypeKind::double_: return of(floating, doubles);
    case TypeKind::string: return of(string, strings);
    case TypeKind::guid: return guid;
    case TypeKind::date: return of(date, dates);
    case TypeKind::date_time_offset: return date_time;
    case TypeKind::time_of_day: return time_of_day;
    case TypeKind::duration: return duration;
    case TypeKind::binary: return binary;
    case TypeKind::enumeration: {
      const std::string& name = every_type().enum_types()[type.definition].name;
      return name == "Finish" ? finish : name == "Pattern" ? pattern : of(colour, colours);
    }
    case TypeKind::structured: return of(part, parts);
    default: return std::nullopt;
  }
}

Sort item_of(Sort collection) {
  switch (collection) {
    case strings: return string;
    case integers: return integer;
    case decimals: return decimal;
    case doubles: return floating;
    case dates: return date;
    case colours: return colour;
    default: return part;
  }
}

namespace {

void collect(Paths& paths, const std::string& prefix, const StructuredType& type, int depth) {
  for (const Property& property : type.properties) {
    const auto sort = sort_of(property.type);
    if (!sort) continue;
    paths[static_cast<std::size_t>(*sort)].push_back(prefix + property.name);
    if (*sort != part || depth == 0) continue;
    const Schema& schema = every_type();
    const std::string inner = prefix + property.name + "/";
    collect(paths, inner, schema.structured_types()[property.type.definition], depth - 1);
    paths[static_cast<std::size_t>(decimal)].push_back(inner + "T.BigPart/weight");
  }
}

Paths paths_of(const char* type, int depth) {
  Paths paths;
  collect(paths, "", every_type().structured_types()[every_type().find_type(type)->definition], depth);
  return paths;
}

}  // namespace

const Paths& record_paths() {
  static const Paths paths = paths_of("T.Record", 2);
  return paths;
}
const Paths& part_paths() {
  static const Paths paths = paths_of("T.Part", 1);
  return paths;
}

// ---- literals ----

std::string random_literal(Random& random, Sort sort) {
  const auto word = [&](Words words) { return std::string(words.begin()[random.below(words.size())]); };
  switch (sort) {
    case boolean: return word({"true", "false"});
    case integer:
      return word({"0", "1", "-1", "2", "3", "-3", "5", "7", "10", "127", "255", "2147483647", "-2147483648",
                   "2147483648", "9007199254740993", "9223372036854775807", "-9223372036854775808"});
    case decimal:
      return word({"0.0", "0.1", "0.5", "-0.5", "1.5", "2.5", "-2.5", "0.01", "100.0", "3.00", "9223372036854775808",
                   "12345678901234567890.123456789", "0.000000000000000000000000000001",
                   "-79228162514264337593543950335"});
    case single:
    case floating:
      return word({"0e0", "-0e0", "1e0", "5e-1", "-5e-1", "25e-1", "1e-1", "NaN", "INF", "-INF", "1e10", "1.5e300",
                   "5e-324", "1e-7", "123456789012345678e0"});
    case string:
      return word({"''",
                   "'a'",
                   "'b'",
                   "'A'",
                   "'ab'",
                   "'c'",
                   "'X'",
                   "''''",
                   "'x y'",
                   "' a '",
                   "'\xc3\xa9'",
                   "'\xc3\x9f'",
                   "'\xf0\x9f\x98\x80'",
                   "'\xef\xbf\xbd'",
                   "'e\xcc\x81'",
                   "'\xc4\xb0'",
                   "'\xce\xa3'",
                   "'\xc2\xa0t'",
                   "'5'",
                   "'2.50'",
                   "'true'",
                   "'2020-02-29'",
                   "'Red'",
                   "'(a)'",
                   "'z'"});
    case guid:
      return word({"00000000-0000-0000-0000-000000000000", "01234567-89AB-cdef-0123-456789abcdef",
                   "ffffffff-ffff-ffff-ffff-ffffffffffff", "abcdef01-0000-0000-0000-000000000001"});
    case date:
      return word({"2020-02-29", "2019-12-31", "2020-01-01", "1970-01-01", "0001-01-01", "0000-02-29", "-0001-03-01",
                   "9999-12-31", "2100-03-01", "10000-01-01", "-12345-06-07"});
    case date_time:
      return word({"2020-02-29T00:00:00Z", "2019-12-31T23:59:59.999999999999Z", "2020-01-01T00:00:00+02:00",
                   "2020-01-01T12:30:00-08:00", "1970-01-01T00:00:00.000000000001Z", "0001-01-01T00:00:00Z",
                   "0000-02-29T07:05:09.5+05:30", "-0001-03-01T12:30Z", "9999-12-31T23:59:59Z",
                   "2024-07-15T12:30:00-01:30", "2016-12-31T23:59:60Z", "10000-01-01T00:00:00Z"});
    case time_of_day:
      return word(
          {"00:00:00", "23:59:59.999999999999", "12:30:00", "07:05:09.500", "00:00:00.000000000001", "12:30:01"});
    case duration:
      return word({"duration'PT0S'", "duration'PT1S'", "duration'P1D'", "duration'-P1D'", "duration'PT36H'",
                   "duration'PT0.000000000001S'", "duration'-PT0.5S'", "duration'P1DT2H3M4.5S'", "duration'P400D'",
                   "duration'PT25H'"});
    case binary: return word({"binary''", "binary'T0RhdGE'", "binary'AA=='", "binary'_-8='"});
    case colour: return word({"T.Colour'Red'", "T.Colour'Green'", "T.Colour'Blue'", "T.Colour'Mauve'", "T.Colour'2'"});
    case finish: return word({"T.Finish'Dull'", "T.Finish'Matt'", "T.Finish'Gloss'", "T.Finish'300'"});
    case pattern:
      return word({"T.Pattern'Plain'", "T.Pattern'Dots'", "T.Pattern'Dots,Lines'", "T.Pattern'Checks'", "T.Pattern'8'",
                   "T.Pattern'3'"});
    default: return "$it/part";
  }
}

}  // namespace tamis::tests
