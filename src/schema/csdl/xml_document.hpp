// A CSDL XML text as a tree of elements: well-formed as far as it matters, in UTF-8, of a bounded size and depth.
#pragma once

#include <optional>
#include <pugixml.hpp>
#include <string_view>

#include <tamis/diagnostic.hpp>

namespace tamis {
inline namespace v0 {
namespace csdl {

inline constexpr std::size_t deepest_xml = 64;  // elements inside one another; far above what the format needs

/// Reads a text, which begins after its byte order mark if it has one. Elements of the namespaces edmx and edm get
/// their local names, those of other namespaces none, so that they are passed over. Says what is wrong, if anything is.
std::optional<Diagnostic> read_xml(std::string_view xml, pugi::xml_document& document);

/// Whether an attribute is one of its element's: neither xmlns nor of another namespace.
bool is_own_attribute(std::string_view name) noexcept;

}  // namespace csdl
}  // namespace v0
}  // namespace tamis
