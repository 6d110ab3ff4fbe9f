// From a CSDL document, as JSON, to a schema: what reading JSON and reading XML have in common.
#pragma once

#include <boost/json.hpp>
#include <optional>
#include <string_view>

#include <tamis/schema.hpp>

#include "src/schema/csdl/context.hpp"

namespace tamis {
inline namespace v0 {
namespace csdl {

/// The complaint about a text that is too long to be read, if it is.
std::optional<Diagnostics> check_length(std::string_view text);

/// How many bytes at the beginning of a text are the byte order mark of UTF-8.
std::size_t length_of_mark(std::string_view text) noexcept;

/// All steps in their order; the schema, or the diagnostics. Places that the context finds count from `start` on.
Result<Schema> read_document(Context& context, const boost::json::object& json, std::string_view text,
                             std::size_t start);

}  // namespace csdl
}  // namespace v0
}  // namespace tamis
