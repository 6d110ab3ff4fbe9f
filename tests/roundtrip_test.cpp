// Random texts: what parses is printed, what is printed parses to the same tree, and printing that again gives
// the same text. `./dev roundtrip` does the same a million times.
#include <cstdint>
#include <string>

#include <doctest/doctest.h>

#include "tests/support/random_tree.hpp"

TEST_CASE("5,000 random texts, there and back") {
  int faults = 0;
  for (std::uint64_t seed = 0; seed < 5000 && faults < 5; ++seed)
    if (const auto fault = tamis::tests::find_round_trip_fault(seed)) {
      ++faults;
      FAIL_CHECK(*fault);
    }
}

TEST_CASE("random texts are the same on every machine") {
  // A seed that is reported must mean the same text to whoever reads the report.
  CHECK(tamis::tests::random_text(7, 1).text == tamis::tests::random_text(7, 1).text);
}
