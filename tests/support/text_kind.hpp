// The words of TextKind, as case files and conformance cases write them.
#pragma once

#include <stdexcept>
#include <string_view>

#include "tamis/parse.hpp"

namespace tamis::tests {

inline TextKind text_kind(std::string_view word) {
  using enum TextKind;
  constexpr std::string_view words[] = {"query",  "url",    "filter",  "expression", "orderby",
                                        "select", "expand", "compute", "search",     "literal"};
  for (std::size_t i = 0; i < std::size(words); ++i)
    if (words[i] == word) return static_cast<TextKind>(i);
  throw std::invalid_argument("no kind of text: " + std::string(word));
}

}  // namespace tamis::tests
