// The words of the tree's enumerations.
#include <array>

#include "grammar/operators.hpp"
#include "grammar/options.hpp"
#include "src/tree/option_name.hpp"
#include "tamis/tree.hpp"

namespace tamis {
inline namespace v0 {

namespace {
template <typename Enum, std::size_t N>
std::string_view at(const std::array<std::string_view, N>& words, Enum value) noexcept {
  const auto index = static_cast<std::size_t>(value);
  return index < N ? words[index] : std::string_view{};
}
}  // namespace

std::string_view name(Operator op) noexcept { return grammar::row(op).keyword; }

std::string_view name(LiteralKind kind) noexcept {
  static constexpr std::array<std::string_view, 15> words{
      "null",           "boolean",   "integer",  "decimal",     "floating", "string",    "guid",    "date",
      "dateTimeOffset", "timeOfDay", "duration", "enumeration", "binary",   "geography", "geometry"};
  return at(words, kind);
}

std::string_view name(NodeKind kind) noexcept {
  static constexpr std::array<std::string_view, 36> words{
      "literal",      "variable",     "alias",         "member",    "typeCast",      "annotation",
      "key",          "function",     "namedArgument", "lambda",    "rangeVariable", "count",
      "filter",       "call",         "typeName",      "operation", "list",          "array",
      "object",       "objectMember", "query",         "option",    "orderbyItem",   "computeItem",
      "selectItem",   "expandItem",   "star",          "overload",  "parameterName", "searchWord",
      "searchPhrase", "searchNot",    "searchAnd",     "searchOr",  "raw",           ""};
  return at(words, kind);
}

std::string_view name(Option option) noexcept {
  if (option == Option::alias) return "alias";
  if (option == Option::custom) return "custom";
  return grammar::option_word_text(option);
}

std::optional<Option> find_option(std::string_view word) noexcept {
  if (word.starts_with('$')) word.remove_prefix(1);
  for (std::size_t i = 0; i < static_cast<std::size_t>(Option::alias); ++i)
    if (grammar::word_literal::is(word, grammar::option_word_text(static_cast<Option>(i))))
      return static_cast<Option>(i);
  return std::nullopt;
}

}  // namespace v0
}  // namespace tamis
