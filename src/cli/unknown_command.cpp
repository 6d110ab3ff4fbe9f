// What is said to a command line that names no command.
#include "src/cli/unknown_command.hpp"

#include <algorithm>
#include <numeric>
#include <string_view>
#include <vector>

namespace tamis::cli {

namespace {

/// How many bytes have to be inserted, left out or changed to make one word the other.
std::size_t distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = std::exchange(row[0], i);
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t changed = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
      diagonal = row[j];
      row[j] = std::min({changed, row[j] + 1, row[j - 1] + 1});
    }
  }
  return row.back();
}

}  // namespace

std::optional<std::string> unknown_command(const CLI::App& app, int argc, const char* const* argv) {
  const std::string word = argc > 1 ? argv[1] : "";
  if (word.starts_with('-') && word.size() > 1) return std::nullopt;
  std::string all, nearest;
  std::size_t near = 4;  // farther away is no slip
  for (const CLI::App* const command : app.get_subcommands([](const CLI::App*) { return true; })) {
    const std::string& name = command->get_name();
    if (name == word) return std::nullopt;
    all += (all.empty() ? "" : ", ") + name;
    const std::size_t edits = word.size() > 32 ? near : distance(word, name);
    if (edits < std::min(near, name.size())) {
      near = edits;
      nearest = name;
    }
  }
  if (argc < 2) return "which command? There are " + all;
  return "there is no command '" + word + "'" + (nearest.empty() ? "" : "; did you mean '" + nearest + "'?")
       + (nearest.empty() ? ". There are " + all : "");
}

}  // namespace tamis::cli
