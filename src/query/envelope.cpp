// The members of a response beside its records.
#include "src/query/envelope.hpp"

#include <tamis/apply_text.hpp>

#include <algorithm>

#include "src/json/members.hpp"

namespace tamis {
inline namespace v0 {

namespace {

using json::Member;

template <class Has>
std::string name_of_control(std::string_view name, const Has& has) {
  constexpr std::string_view short_names[] = {"@context", "@count", "@nextLink"};
  const bool is_short = std::any_of(std::begin(short_names), std::end(short_names), has);
  return (is_short ? "@" : "@odata.") + std::string(name);
}

std::vector<Member> members_of(std::string_view envelope) {
  return json::members_of(envelope).value_or(std::vector<Member>());
}

}  // namespace

std::string control_name(const boost::json::object& envelope, std::string_view name) {
  return name_of_control(name, [&](std::string_view known) { return envelope.contains({known.data(), known.size()}); });
}

std::optional<std::string> find_control(std::string_view envelope, std::string_view name) {
  const std::vector<Member> members = members_of(envelope);
  for (const char* const prefix : {"@odata.", "@"}) {
    const Member* const member = json::find_last(members, prefix + std::string(name));
    if (member != nullptr) return std::string(member->value);
  }
  return std::nullopt;
}

std::string with_control(std::string_view envelope, std::string_view name, const std::optional<std::string>& value) {
  const std::vector<Member> members = members_of(envelope);
  const auto has = [&](std::string_view known) { return json::find_last(members, known) != nullptr; };
  std::string wanted = value ? '"' + name_of_control(name, has) + "\":" + *value : std::string();
  std::string out = "{";
  const auto append = [&](std::string_view member) {
    if (!member.empty()) (out += out.size() > 1 ? "," : "") += member;
  };
  for (const Member& member : members) {
    const bool old = member.name == "@" + std::string(name) || member.name == "@odata." + std::string(name);
    append(old ? wanted : member.text);
    if (old) wanted.clear();
  }
  append(wanted);
  return out += '}';
}

}  // namespace v0
}  // namespace tamis
