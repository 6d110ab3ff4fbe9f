// Query options by their names.
#pragma once

#include <optional>
#include <string_view>

#include <tamis/tree.hpp>

namespace tamis {
inline namespace v0 {

/// The system query option of this name, in any case, with or without its dollar sign.
std::optional<Option> find_option(std::string_view word) noexcept;

}  // namespace v0
}  // namespace tamis
