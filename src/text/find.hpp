// Finding a text in another, in linear time whatever both are.
#pragma once

#include <cstddef>
#include <string_view>

namespace tamis {
inline namespace v0 {

/// Where `needle` first stands in `text`, or npos.
std::size_t find(std::string_view text, std::string_view needle);

}  // namespace v0
}  // namespace tamis
