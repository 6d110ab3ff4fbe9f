// What a body says of itself: the link to the next page, or that it is an error response.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace tamis {
inline namespace v0 {
namespace read {

struct NextLink {
  std::optional<std::string> link{};  ///< nothing: this is the last page
  bool wrong = false;                 ///< there is one, but it is no text, or an empty one
};

/// `@odata.nextLink`, or else `@nextLink`, of ReadSummary::envelope. The last of several counts; null is no link.
NextLink find_next_link(std::string_view envelope);

/// Whether an object is an OData error response (JSON Format §21): its only member is an object `error`.
bool is_error_response(std::string_view object);

}  // namespace read
}  // namespace v0
}  // namespace tamis
