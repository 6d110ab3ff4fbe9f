// Random texts that are right by the grammar, for every kind of text: what they say comes from one seed, how
// it is written (blanks, letter case, parentheses that change nothing, escapes, order of options) from another.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "tamis/parse.hpp"

namespace tamis::tests {

struct RandomText {
  std::string text{};
  ParseOptions options{};  ///< what it is to be read as
  bool opaque = false;     ///< a service's link: printed as it was written
};

/// Two texts with equal `shape` say the same, whatever `manner` is. A few hundred bytes at most, mostly less.
RandomText random_text(std::uint64_t shape, std::uint64_t manner);

/// What is wrong with how such texts are parsed and printed, or nothing: two manners of one shape parse to
/// the same tree and print alike, and the print parses to that tree and prints as itself.
std::optional<std::string> find_round_trip_fault(std::uint64_t seed);

}  // namespace tamis::tests
