// Functions of other languages that people write out of habit, and the canonical function to write instead.
#pragma once

#include <algorithm>
#include <array>
#include <string_view>

namespace tamis {
inline namespace v0 {

struct ForeignFunction {
  std::string_view written;    ///< in lower case
  std::string_view instead{};  ///< the canonical function, empty where there is none
  bool swapped = false;        ///< its two arguments stand in the other order
  std::string_view note{};
};

inline constexpr std::array foreign_functions{
    ForeignFunction{"substringof", "contains", true,
                    "since OData 4 it is contains, and what is looked for stands second"},
    ForeignFunction{"charindex", "indexof", true, "indexof counts from 0, and what is looked for stands second"},
    ForeignFunction{"strpos", "indexof", false, "indexof counts from 0 and gives -1 where nothing is found"},
    ForeignFunction{"instr", "indexof", false, "indexof counts from 0 and gives -1 where nothing is found"},
    ForeignFunction{"substr", "substring", false, "substring counts from 0"},
    ForeignFunction{"mid", "substring", false, "substring counts from 0"},
    ForeignFunction{"len", "length"},
    ForeignFunction{"lower", "tolower"},
    ForeignFunction{"lcase", "tolower"},
    ForeignFunction{"upper", "toupper"},
    ForeignFunction{"ucase", "toupper"},
    ForeignFunction{"ceil", "ceiling"},
    ForeignFunction{"like", "contains", false,
                    "contains takes no wildcards; matchesPattern takes a regular expression"},
    ForeignFunction{"includes", "contains"},
    ForeignFunction{"getdate", "now"},
    ForeignFunction{"utcnow", "now"},
    ForeignFunction{"replace", "", false, "no function of the standard replaces text"},
};

/// The row of a name in any letter case, or nullptr.
inline const ForeignFunction* find_foreign_function(std::string_view name) noexcept {
  const auto in_any_case = [](char a, char b) { return (a >= 'A' && a <= 'Z' ? static_cast<char>(a | 0x20) : a) == b; };
  for (const ForeignFunction& row : foreign_functions)
    if (std::equal(name.begin(), name.end(), row.written.begin(), row.written.end(), in_any_case)) return &row;
  return nullptr;
}

}  // namespace v0
}  // namespace tamis
