// A part of the small world; ./dev small-world tries all of it.
#include <doctest/doctest.h>

#include <tamis/filter.hpp>

#include "tests/support/every_type.hpp"
#include "tests/support/small_world.hpp"

TEST_CASE("a condition in front guards those behind it that may fail, however dear it is to ask") {
  tamis::EvaluationContext context;
  for (const char* text :
       {"1 eq 2 and int32 mod int32 le int32", "null ne null and int32 mod int32 le int32",
        "int32 add 0 ne 0 and 7 div int32 gt int32", "contains(concat(string,'a'),'b') and 1 div int32 gt int32",
        "not (int32 add 0 eq 0 or 7 div int32 gt int32)", "length(string) eq 1 and 1 div int32 gt int32"}) {
    CAPTURE(text);
    const auto filter = tamis::Filter::compile(text, tamis::tests::every_type());
    REQUIRE(filter.has_value());
    const auto hit = filter->matches(R"({"int32":0,"string":""})", context);
    REQUIRE(hit.has_value());
    CHECK_FALSE(*hit);
  }
}

TEST_CASE("small world: expressions of one operator, and some of three to five, over every small record") {
  tamis::tests::SmallWorld world;
  world.try_all(1);
  CHECK(world.well_typed() > 200);
  world.try_some(2000, 7);
  CHECK(world.differences() == 0);
  CHECK(world.first_difference() == "");
  MESSAGE(world.well_typed() << " well-typed expressions, " << world.evaluations() << " evaluations");
}
