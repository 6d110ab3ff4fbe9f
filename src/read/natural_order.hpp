// Names with numbers in them, as people order them: page-2 before page-10.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace tamis {
inline namespace v0 {
namespace read {

/// Whether `a` comes before `b`: runs of digits are compared as numbers, all else byte by byte.
bool natural_less(std::string_view a, std::string_view b) noexcept;

/// The numbers of names that differ in one number only and ascend in it; empty where they do not.
std::vector<std::uint64_t> numbering(const std::vector<std::string_view>& names);

}  // namespace read
}  // namespace v0
}  // namespace tamis
