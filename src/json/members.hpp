// The members of a JSON object as text, and a whole value for those who bind one.
#pragma once

#include <boost/json/value.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "src/json/document.hpp"

namespace tamis {
inline namespace v0 {
namespace json {

struct Member {
  std::string name;       ///< with escapes undone
  std::string_view text;  ///< name and value as they stand there
  std::string_view value;
  Kind kind = Kind::null;
};

/// The members of an object that was read within the limits of a reader; nothing where the text is no JSON object.
std::optional<std::vector<Member>> members_of(std::string_view object);

/// The last member of a name, or null.
const Member* find_last(const std::vector<Member>& members, std::string_view name);

/// The value of a string's text, quotes included, with escapes undone.
std::string string_value(std::string_view quoted);

/// A JSON text as a value, if it is one with no more than `depth` arrays and objects inside one another
/// (Limits::record_depth).
std::optional<boost::json::value> parse_value(std::string_view text, std::uint32_t depth);

}  // namespace json
}  // namespace v0
}  // namespace tamis
