// Which operand types an operator or function takes: one table of families, from which every pair is made and
// checked against the rules of OData 4.01 Part 2 §5.1.1.1, §5.1.1.2, §5.1.1.5 to §5.1.1.11.
#include <doctest/doctest.h>

#include <algorithm>
#include <fstream>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "tamis/tamis.hpp"

namespace {

enum class Family {
  boolean,
  number,
  text,
  guid,
  date,
  instant,
  time_of_day,
  duration,
  binary,
  stream,
  geo,
  member,
  complex,
  entity,
  items,
  null
};
using enum Family;

/// An operand: how it is written and what it is. Operands of one family and `kind` are of one type.
struct Operand {
  std::string_view text;
  Family family;
  std::string_view kind = "";
};

const std::vector<Operand> operands{
    {"Boolean", boolean},
    {"true", boolean},
    {"Byte", number},
    {"SByte", number},
    {"Int16", number},
    {"Int32", number},
    {"Int64", number},
    {"Decimal", number},
    {"Single", number},
    {"Double", number},
    {"Weight", number},
    {"1", number},
    {"2.5", number},
    {"1e3", number},
    {"INF", number},
    {"String", text},
    {"Code", text},
    {"'x'", text},
    {"Guid", guid},
    {"01234567-89ab-cdef-0123-456789abcdef", guid},
    {"Date", date},
    {"2020-02-29", date},
    {"DateTimeOffset", instant},
    {"now()", instant},
    {"TimeOfDay", time_of_day},
    {"12:30:00", time_of_day},
    {"Duration", duration},
    {"duration'P1D'", duration},
    {"Binary", binary},
    {"binary'AQ'", binary},
    {"Stream", stream},
    {"GeographyPoint", geo, "point"},
    {"GeometryPoint", geo, "flat point"},
    {"GeographyPolygon", geo, "polygon"},
    {"GeographyLineString", geo, "line"},
    {"Color", member, "Color"},
    {"Ns.Color'Red'", member, "Color"},
    {"Access", member, "Access"},
    {"Address", complex, "Address"},
    {"Tags", complex, "Tags"},
    {"Owner", entity, "Person"},
    {"Int32s", items, "number"},
    {"Strings", items, "text"},
    {"Addresses", items, "Address"},
    {"null", null},
};

const tamis::Schema& every_type() {
  static const tamis::Schema schema = [] {
    std::ifstream file(TAMIS_TEST_DATA_DIR "/data/every-type.csdl.xml");
    std::ostringstream text;
    text << file.rdbuf();
    return tamis::Schema::from_csdl(text.str()).value();
  }();
  return schema;
}

/// Empty when the expression is accepted, else the code of the first error.
std::string refusal(const std::string& expression) {
  tamis::CheckOptions options;
  options.as = tamis::TextKind::expression;
  options.type = "Ns.Everything";
  const auto checked = tamis::check(expression, every_type(), options);
  return checked ? std::string() : std::string(name(checked.error().items.front().code));
}

void expect(const std::string& expression, bool accepted) {
  CAPTURE(expression);
  CHECK(refusal(expression) == (accepted ? "" : "type-mismatch"));
}

std::string join(const Operand& a, std::string_view op, const Operand& b) {
  return std::string(a.text) + " " + std::string(op) + " " + std::string(b.text);
}

// §5.1.1.1: binary, stream and geo values compare with null only; a text may stand for a member or a duration.
bool equality(const Operand& a, const Operand& b) {
  if (a.family == null || b.family == null) return true;
  if (a.family == binary || a.family == stream || a.family == geo) return false;
  return a.family == b.family && a.kind == b.kind;
}

// §5.1.1.1.3: structured values and collections have no order either.
bool order(const Operand& a, const Operand& b) {
  const auto has_order = [](const Operand& o) {
    return o.family != binary && o.family != stream && o.family != geo && o.family != complex && o.family != entity
        && o.family != items;
  };
  return has_order(a) && has_order(b) && equality(a, b);
}

bool is_null_or(const Operand& o, Family family) { return o.family == family || o.family == null; }

// §5.1.1.2: null takes whatever type makes the other side right.
bool addition(const Operand& a, const Operand& b) {
  if (is_null_or(a, number) && is_null_or(b, number)) return true;
  const bool left = is_null_or(a, instant) || is_null_or(a, duration) || is_null_or(a, date);
  return left && is_null_or(b, duration);
}
bool subtraction(const Operand& a, const Operand& b) {
  return addition(a, b) || (is_null_or(a, instant) && is_null_or(b, instant))
      || (is_null_or(a, date) && is_null_or(b, date));
}
bool multiplication(const Operand& a, const Operand& b) {
  return ((is_null_or(a, number) || is_null_or(a, duration)) && is_null_or(b, number))
      || (is_null_or(a, number) && is_null_or(b, duration));
}
bool division(const Operand& a, const Operand& b) {
  return (is_null_or(a, number) || is_null_or(a, duration)) && is_null_or(b, number);
}
bool modulo(const Operand& a, const Operand& b) { return is_null_or(a, number) && is_null_or(b, number); }

}  // namespace

TEST_CASE("operand types: eq, ne, gt, ge, lt, le over every pair") {
  const auto read_as_member = [](const Operand& a, const Operand& b) { return a.text == "'x'" && b.family == member; };
  for (const Operand& a : operands)
    for (const Operand& b : operands) {
      if (read_as_member(a, b) || read_as_member(b, a)) continue;  // 'x' is a member, though an unknown one
      for (const char* op : {"eq", "ne"})
        expect(join(a, op, b), equality(a, b));
      for (const char* op : {"gt", "ge", "lt", "le"})
        expect(join(a, op, b), order(a, b));
    }
}

TEST_CASE("operand types: arithmetic over every pair") {
  struct Row {
    const char* op;
    bool (*takes)(const Operand&, const Operand&);
  };
  for (const Row& row : {Row{"add", addition},
                         {"sub", subtraction},
                         {"mul", multiplication},
                         {"mod", modulo},
                         {"div", division},
                         {"divby", division}})
    for (const Operand& a : operands)
      for (const Operand& b : operands)
        expect(join(a, row.op, b), row.takes(a, b));
  for (const Operand& a : operands)
    expect("-(" + std::string(a.text) + ")", is_null_or(a, number) || is_null_or(a, duration));
}

TEST_CASE("operand types: and, or, not over every operand") {
  for (const Operand& a : operands) {
    const bool condition = a.family == boolean || a.family == null;
    expect("not (" + std::string(a.text) + ")", condition);
    for (const char* op : {"and", "or"}) {
      expect(std::string(a.text) + " " + op + " Boolean", condition);
      expect("Boolean " + std::string(op) + " " + std::string(a.text), condition);
    }
  }
}

TEST_CASE("operand types: has and in") {
  for (const Operand& a : operands) {
    expect(std::string(a.text) + " has Ns.Color'Red'", a.kind == "Color" || a.family == null);
    expect(std::string(a.text) + " in Int32s", a.family == number || a.family == null);
    expect(std::string(a.text) + " in Strings", a.family == text || a.family == null);
    for (const Operand& b : operands) {
      const bool literal = b.text == "1" || b.text == "'y'" || b.text == "2020-02-29" || b.family == null;
      if (literal && a.family != member && a.family != duration)
        expect(std::string(a.text) + " in (" + std::string(b.text) + ")", equality(a, b));
    }
  }
}

TEST_CASE("operand types: the first argument of every canonical function") {
  struct Row {
    std::string_view call;  ///< `#` stands for the argument
    std::vector<Family> takes;
  };
  const std::vector<Row> rows{
      {"concat(#,'x')", {text}},
      {"contains(#,'x')", {text}},
      {"endswith(#,'x')", {text}},
      {"startswith(#,'x')", {text}},
      {"indexof(#,'x')", {text}},
      {"contains(String,#)", {text}},
      {"length(#)", {text, items}},
      {"substring(#,1)", {text, items}},
      {"tolower(#)", {text}},
      {"toupper(#)", {text}},
      {"trim(#)", {text}},
      {"matchesPattern(#,'x')", {text}},
      {"hassubset(#,[])", {items}},
      {"hassubsequence(#,[])", {items}},
      {"date(#)", {instant}},
      {"time(#)", {instant}},
      {"totaloffsetminutes(#)", {instant}},
      {"year(#)", {instant, date}},
      {"month(#)", {instant, date}},
      {"day(#)", {instant, date}},
      {"hour(#)", {instant, time_of_day}},
      {"minute(#)", {instant, time_of_day}},
      {"second(#)", {instant, time_of_day}},
      {"fractionalseconds(#)", {instant, time_of_day}},
      {"totalseconds(#)", {duration}},
      {"ceiling(#)", {number}},
      {"floor(#)", {number}},
      {"round(#)", {number}},
  };
  for (const Row& row : rows)
    for (const Operand& a : operands) {
      std::string call(row.call);
      call.replace(call.find('#'), 1, a.text);
      const bool takes = std::find(row.takes.begin(), row.takes.end(), a.family) != row.takes.end();
      expect(call, takes || a.family == null);
    }
}
