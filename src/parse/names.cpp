// Looking up words in the language tables.
#include <algorithm>
#include <array>

#include "grammar/options.hpp"

namespace tamis::grammar {

namespace {
constexpr std::size_t longest_function = 18;

bool same_ignoring_case(std::string_view word, std::string_view name) noexcept {
  if (word.size() != name.size()) return false;
  for (std::size_t i = 0; i < word.size(); ++i) {
    const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c; };
    if (lower(word[i]) != lower(name[i])) return false;
  }
  return true;
}
}  // namespace

const OperatorRow* find_operator(std::string_view keyword) noexcept {
  if (keyword.size() < 2 || keyword.size() > longest_operator) return nullptr;
  for (const OperatorRow& candidate : operators)
    if (same_ignoring_case(keyword, candidate.keyword)) return &candidate;
  return nullptr;
}

const FunctionRow* find_function(std::string_view name) noexcept {
  if (name.size() > longest_function) return nullptr;
  for (const FunctionRow& candidate : functions)
    if (same_ignoring_case(name, candidate.name)) return &candidate;
  return nullptr;
}

std::string_view option_word_text(Option option) noexcept {
  static constexpr std::array<std::string_view, 18> words{
      "compute", "search", "filter", "count",         "orderby",   "skip",       "top", "index", "expand",
      "select",  "levels", "format", "schemaversion", "skiptoken", "deltatoken", "id",  "",      ""};
  return words[static_cast<std::size_t>(option)];
}

}  // namespace tamis::grammar
