// Canonical functions of the slow evaluator: OData 4.01 Part 2 §5.1.1.5–5.1.1.9, one case each.
#include <utf8proc.h>

#include <algorithm>
#include <cmath>
#include <regex>

#include "tests/support/slow_operations.hpp"

namespace tamis::tests {

using grammar::Function;
using Kind = Value::Kind;

namespace {

// ---- sequences: a string is one of code points, a collection one of values ----

struct Sequence {
  const Schema& schema;
  bool of_text = false;
  std::u32string points{};
  std::vector<Value> items{};

  Sequence(const Schema& s, const Value& value) : schema(s), of_text(value.kind == Kind::string) {
    if (of_text)
      points = code_points(value.text);
    else
      items = value.items;
  }
  std::size_t size() const { return of_text ? points.size() : items.size(); }
  bool same(std::size_t i, const Sequence& other, std::size_t j) const {
    return of_text ? points[i] == other.points[j] : equal(schema, items[i], other.items[j]).value_or(false);
  }
  /// Whether `other` stands here at `at`.
  bool has_at(std::size_t at, const Sequence& other) const {
    if (at + other.size() > size()) return false;
    for (std::size_t i = 0; i < other.size(); ++i)
      if (!same(at + i, other, i)) return false;
    return true;
  }
  Value part(std::size_t begin, std::size_t count) const {
    if (of_text) return Value::string(utf8(std::u32string_view(points).substr(begin, count)));
    const auto first = items.begin() + static_cast<std::ptrdiff_t>(begin);
    return Value::collection({first, first + static_cast<std::ptrdiff_t>(count)});
  }
};

// §5.1.1.5.4: zero-based, -1 if absent; nothing is found at 0.
std::ptrdiff_t index_of(const Sequence& where, const Sequence& what) {
  for (std::size_t at = 0; at + what.size() <= where.size(); ++at)
    if (where.has_at(at, what)) return static_cast<std::ptrdiff_t>(at);
  return -1;
}

bool ends_with(const Sequence& where, const Sequence& what) {
  return what.size() <= where.size() && where.has_at(where.size() - what.size(), what);
}

// §5.1.1.5.7: a negative start counts from the end, and no further back than the beginning.
Value substring(const Sequence& of, const std::vector<Value>& arguments) {
  const Integer size = of.size();
  Integer begin = arguments[1].number.coefficient;
  if (begin < 0) begin = std::max(Integer(0), Integer(begin + size));
  begin = std::min(begin, size);
  Integer count = size - begin;
  if (arguments.size() == 3) {
    if (arguments[2].number.coefficient < 0) throw Failure{Code::invalid_argument};
    count = std::min(count, arguments[2].number.coefficient);
  }
  return of.part(static_cast<std::size_t>(begin), static_cast<std::size_t>(count));
}

// §5.1.1.6.1: each item of the second has one of its own in the first.
bool has_subset(const Sequence& set, const Sequence& subset) {
  std::vector<bool> taken(set.size(), false);
  for (std::size_t i = 0; i < subset.size(); ++i) {
    std::size_t at = 0;
    while (at < set.size() && (taken[at] || !set.same(at, subset, i)))
      ++at;
    if (at == set.size()) return false;
    taken[at] = true;
  }
  return true;
}

// §5.1.1.6.2: in order, with gaps.
bool has_subsequence(const Sequence& of, const Sequence& part) {
  std::size_t found = 0;
  for (std::size_t i = 0; i < of.size() && found < part.size(); ++i)
    if (of.same(i, part, found)) ++found;
  return found == part.size();
}

Value concat(const Value& a, const Value& b) {
  if (a.kind == Kind::string) return Value::string(a.text + b.text);
  Value joined = a;
  joined.items.insert(joined.items.end(), b.items.begin(), b.items.end());
  return joined;
}

// ---- text ----

bool is_letter(char32_t c) {
  const auto category = utf8proc_category(static_cast<utf8proc_int32_t>(c));
  return category == UTF8PROC_CATEGORY_LU || category == UTF8PROC_CATEGORY_LL || category == UTF8PROC_CATEGORY_LT;
}

// The simple mappings and, of SpecialCasing.txt, what random texts have: sharp s, capital i with a
// dot, and sigma at the end of a word.
std::string upper(const std::string& text) {
  std::u32string out;
  for (const char32_t point : code_points(text)) {
    if (point == U'\u00DF')
      out += U"SS";
    else
      out += static_cast<char32_t>(utf8proc_toupper(static_cast<utf8proc_int32_t>(point)));
  }
  return utf8(out);
}

std::string lower(const std::string& text) {
  const std::u32string points = code_points(text);
  std::u32string out;
  for (std::size_t i = 0; i < points.size(); ++i) {
    const bool behind_letter = i > 0 && is_letter(points[i - 1]);
    const bool before_letter = i + 1 < points.size() && is_letter(points[i + 1]);
    if (points[i] == U'\u03A3' && behind_letter && !before_letter)
      out += U'\u03C2';
    else if (points[i] == U'\u0130')
      out += U"i\u0307";
    else
      out += static_cast<char32_t>(utf8proc_tolower(static_cast<utf8proc_int32_t>(points[i])));
  }
  return utf8(out);
}

// Unicode White_Space.
bool is_blank(char32_t c) {
  return (c >= 0x09 && c <= 0x0D) || c == 0x20 || c == 0x85 || c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200A)
      || c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x205F || c == 0x3000;
}

std::string trimmed(const std::string& text) {
  std::u32string points = code_points(text);
  while (!points.empty() && is_blank(points.back()))
    points.pop_back();
  while (!points.empty() && is_blank(points.front()))
    points.erase(0, 1);
  return utf8(points);
}

// §5.1.1.7.1: an unanchored search; what is no pattern gives null.
Value matches_pattern(const std::string& text, const std::string& pattern) {
  const auto wide = [](const std::string& narrow) {
    std::wstring out;
    for (const char32_t point : code_points(narrow))
      out += static_cast<wchar_t>(point);
    return out;
  };
  try {
    return Value::boolean(std::regex_search(wide(text), std::wregex(wide(pattern), std::regex::ECMAScript)));
  } catch (const std::regex_error&) {
    return {};
  }
}

// ---- numbers and times ----

Value whole(Function function, const Value& value) {
  if (value.kind >= Kind::single) {
    const double real = value.to_double();
    return Value::floating(function == Function::floor     ? std::floor(real)
                           : function == Function::ceiling ? std::ceil(real)
                                                           : std::round(real));  // halves away from zero
  }
  return Value::decimal(Dec(function == Function::floor     ? value.number.floor()
                            : function == Function::ceiling ? value.number.ceiling()
                                                            : value.number.rounded()));
}

Moment instant_of(std::chrono::system_clock::time_point time) {
  const auto microseconds = std::chrono::duration_cast<std::chrono::microseconds>(time.time_since_epoch()).count();
  return moment_of_instant(Integer(microseconds) * 1'000'000, 0);
}

}  // namespace

Value call(const Schema& schema, Function function, const std::vector<Value>& arguments,
           std::chrono::system_clock::time_point now) {
  for (const Value& argument : arguments)
    if (argument.is_null()) return {};
  const auto sequence = [&](std::size_t i) { return Sequence(schema, arguments[i]); };
  const auto moment = [&]() -> const Moment& { return arguments[0].moment; };
  switch (function) {
    case Function::concat: return concat(arguments[0], arguments[1]);
    case Function::contains: return Value::boolean(index_of(sequence(0), sequence(1)) >= 0);
    case Function::startswith: return Value::boolean(sequence(0).has_at(0, sequence(1)));
    case Function::endswith: return Value::boolean(ends_with(sequence(0), sequence(1)));
    case Function::indexof: return Value::integer(index_of(sequence(0), sequence(1)));
    case Function::length: return Value::integer(sequence(0).size());
    case Function::substring: return substring(sequence(0), arguments);
    case Function::hassubset: return Value::boolean(has_subset(sequence(0), sequence(1)));
    case Function::hassubsequence: return Value::boolean(has_subsequence(sequence(0), sequence(1)));
    case Function::matchespattern: return matches_pattern(arguments[0].text, arguments[1].text);
    case Function::tolower: return Value::string(lower(arguments[0].text));
    case Function::toupper: return Value::string(upper(arguments[0].text));
    case Function::trim: return Value::string(trimmed(arguments[0].text));
    case Function::date: return Value::of_moment(Kind::date, moment());
    case Function::time: return Value::of_moment(Kind::time_of_day, moment());
    case Function::year: return Value::integer(moment().year);
    case Function::month: return Value::integer(moment().month);
    case Function::day: return Value::integer(moment().day);
    case Function::hour: return Value::integer(moment().hour);
    case Function::minute: return Value::integer(moment().minute);
    case Function::second: return Value::integer(moment().second);
    case Function::fractionalseconds: return Value::decimal(Dec(moment().picosecond, 12));
    case Function::totaloffsetminutes: return Value::integer(moment().offset);
    case Function::totalseconds: return Value::decimal(Dec(arguments[0].duration, 12));
    case Function::now: return Value::of_moment(Kind::date_time, instant_of(now));
    case Function::mindatetime: return Value::of_moment(Kind::date_time, *parse_date_time("0001-01-01T00:00:00Z"));
    case Function::maxdatetime:
      return Value::of_moment(Kind::date_time, *parse_date_time("9999-12-31T23:59:59.999999999999Z"));
    case Function::ceiling:
    case Function::floor:
    case Function::round: return whole(function, arguments[0]);
    default: throw Failure{Code::unsupported};
  }
}

}  // namespace tamis::tests
