// What the program takes, read from the tables that --help is written from: for completion and the manual.
#pragma once

#include <CLI/CLI.hpp>
#include <string>
#include <vector>

namespace tamis::cli {

struct OptionRow {
  std::vector<std::string> names{};  ///< with their dashes, the long ones first; of an argument its name alone
  bool is_argument = false;
  bool is_required = false;
  bool repeats = false;  ///< an argument that may be given several times
  bool takes_value = false;
  std::string value{};               ///< what the value is called: WORD, FILE, …
  std::vector<std::string> words{};  ///< what it may be, where that is known
  std::string description{};
};

/// The options and arguments of the program or of a command, in the order of --help.
std::vector<OptionRow> option_rows(const CLI::App& command);
/// The commands, in the order of --help.
std::vector<const CLI::App*> command_rows(const CLI::App& app);

}  // namespace tamis::cli
