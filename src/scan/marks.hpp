// Marks: where quotes, colons and brackets are in a JSON text that is known to be right, 64 bytes at a time.
//
// The method is that of Langdale and Lemire, "Parsing Gigabytes of JSON per Second" (2019): bytes become bit sets, and
// what lies in strings falls out of a running exclusive or of the quotes. Nothing is validated. Each function has a
// twin with AVX2, which does the same and is taken where the processor has it.
#pragma once

#include <cstddef>
#include <cstdint>

namespace tamis {
inline namespace v0 {
namespace scan {

/// What a block of 64 bytes takes over from the one before.
struct StringState {
  bool in_string = false;  ///< it begins within a string
  bool escaped = false;    ///< its first byte stands behind a backslash
};

/// Bit i is about byte i of a block. Behind the end of a text all are 0.
struct Marks {
  std::uint64_t quotes = 0;    ///< quotes that begin or end a string
  std::uint64_t escapes = 0;   ///< backslashes
  std::uint64_t colons = 0;    ///< outside strings
  std::uint64_t brackets = 0;  ///< `{ } [ ]` outside strings
  StringState after{};         ///< behind the block, or behind the end of the text
};

/// How many blocks are marked at once.
inline constexpr std::size_t blocks_at_once = 4;

/// Marks the first blocks of a text, up to its end; gives how many.
std::size_t find_marks(const char* text, std::size_t size, StringState before, Marks (&found)[blocks_at_once]);

/// How far a search for the end of an array or an object has come.
struct BracketState {
  std::uint64_t depth = 0;  ///< brackets that are open
  StringState strings{};
};

/// Nowhere.
inline constexpr std::size_t not_found = static_cast<std::size_t>(-1);

/// The place behind the bracket that closes the last one open; not_found if that is not in the text. Then the state is
/// that behind the text, and the search can go on in the text that follows it.
std::size_t find_closing(const char* text, std::size_t size, BracketState& state);

// The two that these choose between.
std::size_t find_marks_anywhere(const char* text, std::size_t size, StringState before, Marks (&found)[blocks_at_once]);
std::size_t find_closing_anywhere(const char* text, std::size_t size, BracketState& state);
bool has_fast_marks() noexcept;
// Only if has_fast_marks():
std::size_t find_marks_avx2(const char* text, std::size_t size, StringState before, Marks (&found)[blocks_at_once]);
std::size_t find_closing_avx2(const char* text, std::size_t size, BracketState& state);

}  // namespace scan
}  // namespace v0
}  // namespace tamis
