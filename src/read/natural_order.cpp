// natural_less and numbering: names cut into runs of digits and runs of other bytes.
#include "src/read/natural_order.hpp"

#include <algorithm>
#include <charconv>
#include <functional>
#include <optional>

namespace tamis {
inline namespace v0 {
namespace read {

namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// Takes the first run off a name.
std::string_view take_run(std::string_view& name) {
  std::size_t end = 0;
  while (end < name.size() && is_digit(name[end]) == is_digit(name.front()))
    ++end;
  const std::string_view run = name.substr(0, end);
  name.remove_prefix(end);
  return run;
}

/// <0, 0, >0; the length of a number without its leading zeros decides before its digits.
int compare_runs(std::string_view a, std::string_view b) {
  if (!a.empty() && !b.empty() && is_digit(a.front()) && is_digit(b.front())) {
    a.remove_prefix(std::min(a.find_first_not_of('0'), a.size()));
    b.remove_prefix(std::min(b.find_first_not_of('0'), b.size()));
    if (a.size() != b.size()) return a.size() < b.size() ? -1 : 1;
  }
  return a.compare(b);
}

std::vector<std::string_view> runs(std::string_view name) {
  std::vector<std::string_view> parts;
  while (!name.empty())
    parts.push_back(take_run(name));
  return parts;
}

std::optional<std::uint64_t> number(std::string_view run) {
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(run.data(), run.data() + run.size(), value);
  return error == std::errc() && end == run.data() + run.size() ? std::optional(value) : std::nullopt;
}

}  // namespace

bool natural_less(std::string_view a, std::string_view b) noexcept {
  std::string_view rest_a = a, rest_b = b;
  while (!rest_a.empty() && !rest_b.empty()) {
    const int order = compare_runs(take_run(rest_a), take_run(rest_b));
    if (order != 0) return order < 0;
  }
  if (rest_a.empty() != rest_b.empty()) return rest_a.empty();
  return a < b;  // equal but for leading zeros
}

std::vector<std::uint64_t> numbering(const std::vector<std::string_view>& names) {
  if (names.size() < 2) return {};
  const std::vector<std::string_view> first = runs(names.front());
  std::optional<std::size_t> place;
  std::vector<std::uint64_t> numbers;
  for (const std::string_view name : names) {
    const std::vector<std::string_view> parts = runs(name);
    if (parts.size() != first.size()) return {};
    for (std::size_t i = 0; i < parts.size(); ++i) {
      if (parts[i] == first[i] || i == place) continue;
      if (place) return {};
      place = i;
    }
    const auto here = place ? number(parts[*place]) : std::nullopt;
    if (&name == &names.front() || !place) continue;
    if (!here) return {};
    numbers.push_back(*here);
  }
  if (!place) return {};
  const auto begin = number(first[*place]);
  if (!begin) return {};
  numbers.insert(numbers.begin(), *begin);
  const bool ascend = std::adjacent_find(numbers.begin(), numbers.end(), std::greater_equal<>()) == numbers.end();
  return ascend ? numbers : std::vector<std::uint64_t>{};
}

}  // namespace read
}  // namespace v0
}  // namespace tamis
