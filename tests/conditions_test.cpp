// Warnings about conditions are never wrong: every pair of claims about a property, against every value.
#include <doctest/doctest.h>

#include <algorithm>
#include <boost/json.hpp>
#include <string>
#include <vector>

#include "tamis/tamis.hpp"

namespace {

using tamis::Code;
using tamis::Filter;

tamis::Schema small_schema() {
  tamis::Schema::Data data;
  tamis::StructuredType thing;
  thing.name = "Thing";
  thing.qualified_name = "Ns.Thing";
  tamis::Property number, text;
  number.name = "n";
  number.type.kind = tamis::TypeKind::int32;
  text.name = "t";
  text.type.kind = tamis::TypeKind::string;
  thing.properties = {number, text};
  thing.index();
  data.structured_types = {thing};
  tamis::EntitySet things;
  things.name = "things";
  things.type = 0;
  data.entity_sets = {things};
  return tamis::Schema(std::move(data));
}

bool warns(const Filter& filter, Code code) {
  return std::any_of(filter.warnings().begin(), filter.warnings().end(), [&](const auto& d) { return d.code == code; });
}

std::size_t hits(const Filter& filter, const std::vector<std::string>& records, tamis::EvaluationContext& context) {
  return static_cast<std::size_t>(std::count_if(records.begin(), records.end(), [&](const std::string& record) {
    return filter.matches(std::string_view(record), context).value();
  }));
}

const std::vector<std::string> number_claims{
    "n eq 1",   "n eq 2",  "n eq null",   "n ne 1",    "n ne 2",    "n ne null", "n gt 1",   "n ge 1",     "n lt 1",
    "n le 1",   "n gt 2",  "n ge 2",      "n lt 2",    "n le 2",    "1 lt n",    "2.0 ge n", "n in (1,2)", "n in (2,3)",
    "n in (1)", "n in ()", "n in (null)", "n gt null", "null ne n", "n lt 1.5",  "n ge 1.5"};

}  // namespace

TEST_CASE("conditions: a pair that is said to be always false or true is, and most that are, are said to be") {
  const tamis::Schema schema = small_schema();
  tamis::EvaluationContext context;
  const std::vector<std::string> records{R"({"n":null})", R"({"n":0})", R"({"n":1})", R"({"n":2})", R"({"n":3})"};
  std::size_t said = 0, empty = 0;
  for (const std::string& a : number_claims)
    for (const std::string& b : number_claims)
      for (const char* op : {" and ", " or "}) {
        const std::string text = a + op + b;
        CAPTURE(text);
        const auto filter = Filter::compile(text, schema);
        REQUIRE(filter.has_value());
        const std::size_t met = hits(*filter, records, context);
        const bool constant_inside = text.find("()") != std::string::npos || text.find("t null") != std::string::npos;
        if (warns(*filter, Code::always_false) && !constant_inside) CHECK(met == 0);
        if (warns(*filter, Code::always_true)) CHECK(met == records.size());
        if (met == 0 && op[1] == 'a') {
          ++empty;
          said += warns(*filter, Code::always_false) ? 1 : 0;
        }
      }
  CAPTURE(empty);
  CHECK(said * 10 >= empty * 9);
}

TEST_CASE("conditions: those that only look alike are left alone") {
  const tamis::Schema schema = small_schema();
  for (const char* text :
       {"n eq 1 and n ne 2", "n gt 1 and n lt 3", "n ge 1 and n le 1", "n eq 1 or n eq 2", "t eq 'a' or t eq 'A'",
        "n eq 1 and n eq 1 div 1", "n ne 1 and n ne 2", "t gt 'a' and t lt 'b'", "n in (1,2) and n in (2,3)",
        "length(t) gt 1 and length(t) lt 3", "n add 1 eq 2 and n sub 1 eq 0"}) {
    CAPTURE(text);
    const auto filter = Filter::compile(text, schema);
    REQUIRE(filter.has_value());
    for (const Code code : {Code::always_true, Code::always_false, Code::repeated_condition})
      CHECK_FALSE(warns(*filter, code));
  }
}

TEST_CASE("conditions: any operand can be contradicted or repeated") {
  const tamis::Schema schema = small_schema();
  const auto said = [&](const char* text, Code code) {
    const auto filter = Filter::compile(text, schema);
    REQUIRE(filter.has_value());
    return warns(*filter, code);
  };
  CHECK(said("length(t) gt 3 and length(t) lt 3", Code::always_false));
  CHECK(said("tolower(t) eq 'a' and TOLOWER(t) eq 'b'", Code::always_false));
  CHECK(said("contains(t,'a') or contains(t,'a')", Code::repeated_condition));
  CHECK(said("n eq 1 and (t eq 'a' or n eq 2 or t eq 'a')", Code::repeated_condition));
  CHECK(said("t eq 'a' and t eq 'b'", Code::always_false));
  CHECK(said("not (n ne 1 or n ne 2)", Code::always_true));
}

TEST_CASE("conditions: a code that is silenced is not spoken of, an error always is") {
  tamis::CompileOptions options;
  options.silenced = {Code::repeated_condition, Code::unknown_property};
  const auto filter = Filter::compile("n eq 1 or n eq 1", small_schema(), options);
  REQUIRE(filter.has_value());
  CHECK(filter->warnings().empty());
  CHECK_FALSE(Filter::compile("m eq 1", small_schema(), options).has_value());
}

TEST_CASE("conditions: long chains are reviewed in little time") {
  std::string text = "n eq 0";
  for (int i = 1; i < 1300; ++i)
    text += " or n eq " + std::to_string(i);
  const auto filter = Filter::compile(text + " or n eq 7", small_schema());
  REQUIRE(filter.has_value());
  CHECK(warns(*filter, Code::repeated_condition));
}

TEST_CASE("conditions: numbers are not compared where they would be rounded to floating point") {
  tamis::Schema::Data data;
  tamis::StructuredType thing;
  thing.name = "Thing";
  thing.qualified_name = "Ns.Thing";
  tamis::Property number, wide;
  number.name = "d";
  number.type.kind = tamis::TypeKind::double_;
  wide.name = "w";
  wide.type.kind = tamis::TypeKind::int64;
  thing.properties = {number, wide};
  thing.index();
  data.structured_types = {thing};
  tamis::EntitySet things;
  things.name = "things";
  things.type = 0;
  data.entity_sets = {things};
  const tamis::Schema schema(std::move(data));
  for (const char* text : {"d eq 0.1 and d eq 0.10000000000000001", "w eq 9007199254740993 and w eq 9007199254740992e0",
                           "w ne 9007199254740992 or w ne 9007199254740993e0"}) {
    CAPTURE(text);
    const auto filter = Filter::compile(text, schema);
    REQUIRE(filter.has_value());
    CHECK_FALSE(warns(*filter, Code::always_false));
    CHECK_FALSE(warns(*filter, Code::always_true));
  }
}

TEST_CASE("conditions: null is spoken of where it gets through, once") {
  const tamis::Schema schema = small_schema();
  const auto notes = [&](const char* text) {
    const auto filter = Filter::compile(text, schema);
    REQUIRE(filter.has_value());
    return std::count_if(filter->warnings().begin(), filter->warnings().end(),
                         [](const auto& d) { return d.code == Code::keeps_null; });
  };
  CHECK(notes("n ne 1") == 1);
  CHECK(notes("n ne 1 and n ne 2") == 1);
  CHECK(notes("n ne 1 or t eq 'a'") == 1);
  CHECK(notes("n ne null and n ne 1") == 0);
  CHECK(notes("n ne 1 and (t eq 'a' or n ne 2) and n ne null") == 0);
  CHECK(notes("n gt 0 and n ne 1") == 0);
  CHECK(notes("not (n ne 1)") == 0);
}
