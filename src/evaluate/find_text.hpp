// Where one text is found in another, in time linear in both.
#pragma once

#include <cstddef>
#include <string_view>

namespace tamis {
inline namespace v0 {

/// The offset of the first place, or npos.
std::size_t find_text(std::string_view text, std::string_view wanted);

}  // namespace v0
}  // namespace tamis
