// The options that several commands share, as CLI11 reads them. Apart from options.hpp because CLI11 takes long to
// compile, and most of the program only looks at what was said.
#pragma once

#include <CLI/CLI.hpp>
#include <cstdint>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "src/cli/options.hpp"

namespace tamis::cli {

/// The positional argument that holds the text of a filter, a query, …
void add_text(CLI::App& command, Options& options, const std::string& name, const std::string& what);
void add_files(CLI::App& command, Options& options);

/// --as
void add_as(CLI::App& command, Options& options);
/// --encoded, --plus-is-blank
void add_encoding(CLI::App& command, Options& options);
/// --schema, --no-schema, --type
void add_schema(CLI::App& command, Options& options);
/// --output, --columns, -e, --trust-input, and add_data()
void add_records(CLI::App& command, Options& options);
/// --on-error, --absent, --alias
void add_data(CLI::App& command, Options& options);
/// --json (of diagnostics), --quiet
void add_manners(CLI::App& command, Options& options);

/// An option whose value is a whole number from `least` to `most`.
CLI::Option* add_number(CLI::App& command, const std::string& name, const std::function<void(std::uint64_t)>& take,
                        std::uint64_t least, std::uint64_t most, const std::string& what);

/// What the help of `filter` and `query` says beyond their options.
extern const char* const records_help;

/// An option whose value is one of a few words.
template <typename Value>
CLI::Option* add_choice(CLI::App& command, const std::string& name, Value& value,
                        std::vector<std::pair<std::string, Value>> choices, const std::string& what) {
  std::vector<std::string> words;
  for (const auto& choice : choices)
    words.push_back(choice.first);
  const auto choose = [&value, choices](const std::string& word) {
    for (const auto& choice : choices) {
      if (choice.first == word) value = choice.second;
    }
  };
  return command.add_option_function<std::string>(name, choose, what)->check(CLI::IsMember(words))->type_name("WORD");
}

}  // namespace tamis::cli
