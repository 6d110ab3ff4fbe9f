// Enumeration values: from and to their text.
#include "src/evaluate/enumeration.hpp"

#include <algorithm>

#include "src/value/literal.hpp"

namespace tamis {
inline namespace v0 {

namespace {

std::string_view trimmed(std::string_view text) noexcept {
  while (!text.empty() && text.front() == ' ')
    text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ')
    text.remove_suffix(1);
  return text;
}

// The flags that a number consists of; nothing if some bits have no name.
std::string flag_names(const EnumType& type, std::int64_t number) {
  std::string names;
  std::int64_t rest = number;
  for (const EnumMember& member : type.members)
    if (member.value != 0 && (member.value & number) == member.value && (member.value & rest) != 0) {
      if (!names.empty()) names += ',';
      names += member.name;
      rest &= ~member.value;
    }
  return rest == 0 ? names : std::string();
}

}  // namespace

Value read_members(const Schema& schema, std::uint32_t enumeration, std::string_view text) {
  const EnumType& type = schema.enum_types()[enumeration];
  const bool several = text.find(',') != std::string_view::npos;  // only flags can be set together
  std::int64_t bits = 0;
  for (std::size_t at = 0; at <= text.size();) {
    const std::size_t comma = std::min(text.find(',', at), text.size());
    const std::string_view name = trimmed(text.substr(at, comma - at));
    const EnumMember* const member = type.find(name);
    const auto number = member == nullptr ? read_int64(name) : std::nullopt;
    if ((member != nullptr || number) && (type.flags || !several)) {
      bits |= member != nullptr ? member->value : *number;
    } else {
      Value unknown = Value::of(text, ValueKind::unknown_member);
      unknown.type = enumeration;
      return unknown;
    }
    at = comma + 1;
  }
  return Value::of_member(enumeration, bits);
}

Value read_members(const Schema& schema, std::uint32_t enumeration, std::string_view text, Scratch& scratch) {
  constexpr std::size_t bytes_per_step = 64, members_per_step = 16;  // each name is looked for among all members
  const std::size_t members = schema.enum_types()[enumeration].members.size();
  if (!scratch.spend(text.size() / bytes_per_step * (1 + members / members_per_step))) return Value();
  return read_members(schema, enumeration, text);
}

std::string member_text(const Schema& schema, const Value& value) {
  if (value.kind == ValueKind::unknown_member) return std::string(value.text());
  const EnumType& type = schema.enum_types()[value.type];
  for (const EnumMember& member : type.members)
    if (member.value == value.integer) return member.name;
  const std::string names = type.flags ? flag_names(type, value.integer) : std::string();
  return names.empty() ? std::to_string(value.integer) : names;
}

}  // namespace v0
}  // namespace tamis
