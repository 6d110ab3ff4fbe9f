// What a predicate answers on a wanted value that was found in a text.
#pragma once

#include <string>
#include <string_view>

#include "src/compile/program.hpp"
#include "src/evaluate/fused.hpp"
#include "src/scan/walk.hpp"

namespace tamis {
inline namespace v0 {
namespace scan {

/// A wanted value.
struct FoundValue {
  Leaf::Kind kind = Leaf::Kind::absent;
  std::string_view text{};  ///< of a string between its quotes, of a number
  bool escaped = false;     ///< a string has a backslash
};

/// Memory for strings with escapes undone, and in another case.
struct TextMemory {
  std::string unescaped{}, folded{};
};

/// The predicate's answer, unless it is a loop; unsure where it takes the machine.
Verdict ask_leaf(const Program& program, const Predicate& p, const FoundValue& value, TextMemory& memory);

}  // namespace scan
}  // namespace v0
}  // namespace tamis
