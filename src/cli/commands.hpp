// The commands of the program, one file each.
#pragma once

#include <functional>

#include "src/cli/command_line.hpp"
#include "src/cli/terminal.hpp"

namespace tamis::cli {

/// What is to be run once the command line has been read.
struct Program {
  Options options;
  Terminal terminal;
  std::function<Status(const Options&, Terminal&)> command;
};

// Each adds a command with its options and its help to `app`; being named on the command line, it sets
// Program::command.
void add_filter_command(CLI::App& app, Program& program);
void add_query_command(CLI::App& app, Program& program);
void add_check_commands(CLI::App& app, Program& program);  ///< `check` and `url`
void add_eval_command(CLI::App& app, Program& program);
void add_ast_command(CLI::App& app, Program& program);
void add_complete_command(CLI::App& app, Program& program);
void add_schema_command(CLI::App& app, Program& program);

}  // namespace tamis::cli
