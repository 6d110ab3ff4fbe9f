// Where a JSON value ends, found without understanding it: by its brackets and quotes alone.
#pragma once

#include <cstddef>
#include <cstdint>

#include "src/read/window.hpp"

namespace tamis {
inline namespace v0 {
namespace read {

/// How far a value was found to reach.
struct Cut {
  enum class End : std::uint8_t {
    whole,     ///< all of the value; whether it is a right one is json::Document's matter
    input,     ///< the input ends before the value does
    too_long,  ///< `longest` bytes were not enough
    too_deep,  ///< the last byte opens a bracket more than `deepest`
    broken     ///< the last byte cannot stand in a string
  };
  End end = End::whole;
  std::size_t length = 0;  ///< of the value, or of what was looked at
};

/// Cuts the value that begins at an index of the window. Loads no more than it needs.
Cut cut_value(Window& window, std::size_t begin, std::uint64_t longest, std::uint32_t deepest);

/// The same for a text that is trusted to be right JSON: finds the end of an array or an object faster, and what is
/// wrong in it not at all.
Cut cut_trusted(Window& window, std::size_t begin, std::uint64_t longest);

/// Moves the mark of the window behind the value that begins there, however long and broken it is, keeping none of it.
/// False when the input ends first.
bool drop_value(Window& window);

}  // namespace read
}  // namespace v0
}  // namespace tamis
