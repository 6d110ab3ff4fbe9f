// Did you mean …? The nearest of the names that would have been right.
#pragma once

#include <span>
#include <string_view>

namespace tamis {
inline namespace v0 {

/// The candidate that a wrong name was most likely meant to be, or empty when none is near.
///
/// Near is counted in edits: a character put in, left out, replaced, or swapped with its neighbour (optimal
/// string alignment). Letter case does not count. One edit is near for names of up to 4 characters,
/// two up to 7, three beyond; names with nothing in common are never near. The earliest of the nearest
/// wins. Only the first 128 characters of a name are looked at, so that the cost has a bound.
std::string_view closest(std::string_view wrong, std::span<const std::string_view> candidates);

}  // namespace v0
}  // namespace tamis
