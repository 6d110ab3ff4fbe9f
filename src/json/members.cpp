// The members of a JSON object as text, and a whole value for those who bind one.
#include "src/json/members.hpp"

#include <algorithm>
#include <boost/json/parse.hpp>
#include <limits>

namespace tamis {
inline namespace v0 {
namespace json {

std::optional<std::vector<Member>> members_of(std::string_view object) {
  Limits any;  // the reader has kept its own; a Document does not recurse
  any.record_bytes = std::numeric_limits<std::uint32_t>::max();
  any.record_depth = std::numeric_limits<std::uint32_t>::max();
  Document document;
  if (document.parse(object, any)) return std::nullopt;
  const std::vector<Element>& elements = document.elements();
  if (elements[0].kind != Kind::object) return std::nullopt;
  std::vector<Member> members;
  for (std::uint32_t at = 1; at < elements.size(); at = elements[at + 1].next) {
    const Element& name = elements[at];
    const Element& value = elements[at + 1];
    const std::uint32_t quote = value.kind == Kind::string ? 1 : 0;
    const std::uint32_t begin = name.offset - 1, value_begin = value.offset - quote;
    const std::uint32_t end = value.offset + value.length + quote;
    members.push_back({string_value(object.substr(begin, name.length + 2)), object.substr(begin, end - begin),
                       object.substr(value_begin, end - value_begin), value.kind});
  }
  return members;
}

const Member* find_last(const std::vector<Member>& members, std::string_view name) {
  const auto found =
      std::find_if(members.rbegin(), members.rend(), [&](const Member& member) { return member.name == name; });
  return found == members.rend() ? nullptr : &*found;
}

std::string string_value(std::string_view quoted) {
  std::string value;
  unescape(quoted.substr(1, quoted.size() - 2), value);
  return value;
}

std::optional<boost::json::value> parse_value(std::string_view text, std::uint32_t depth) {
  boost::json::parse_options options;
  options.max_depth = depth;
  boost::json::error_code wrong;
  boost::json::value value = boost::json::parse({text.data(), text.size()}, wrong, {}, options);
  if (wrong) return std::nullopt;
  return value;
}

}  // namespace json
}  // namespace v0
}  // namespace tamis
