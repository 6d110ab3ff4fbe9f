// Scanning a record: one pass over its text that validates all of it, finds its end, and notes where the wanted values
// are.
//
// Strings and structure are found as Langdale and Lemire do, "Parsing Gigabytes of JSON per Second" (2019): 64 bytes
// become bit sets (quotes, backslashes, brackets…), and what lies in strings falls out of a running exclusive or of the
// quotes. The grammar is then checked on these sets, too: what may stand behind what is a matter of shifted bits. Only
// brackets, numbers and words, and members that may be wanted are looked at one by one.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "src/scan/walk.hpp"

namespace tamis {
inline namespace v0 {
namespace scan {

#if defined(__GNUC__)
/// The bit sets of eight blocks of 64 bytes: what is the same for each is done to all of them at once.
using Words = std::uint64_t __attribute__((vector_size(64)));
#endif

/// What texts must be shorter than; of longer ones no more is looked at.
inline constexpr std::size_t longest_text = 0xFFFFFF00u;

/// Scans the record that a text begins with: a JSON object, nested no deeper than `depth`. Gives the number of its
/// bytes, and in the memory its leaves and structure. 0 if the text does not begin with one that is right, or ends
/// before it does. What follows the record does not matter.
std::size_t scan_record(std::string_view text, const Wanted& wanted, std::uint32_t depth, WalkMemory& memory);

// The ones that scan_record() chooses between. All do the same; the first runs anywhere.
std::size_t scan_record_anywhere(std::string_view text, const Wanted& wanted, std::uint32_t depth, WalkMemory& memory);
bool has_avx2() noexcept;
std::size_t scan_record_avx2(std::string_view text, const Wanted& wanted, std::uint32_t depth, WalkMemory& memory);
bool has_avx512() noexcept;
std::size_t scan_record_avx512(std::string_view text, const Wanted& wanted, std::uint32_t depth, WalkMemory& memory);

/// Whether the escape whose second byte is at a place is one of JSON's.
bool is_escape(const char* text, std::size_t size, std::size_t place) noexcept;

}  // namespace scan
}  // namespace v0
}  // namespace tamis
