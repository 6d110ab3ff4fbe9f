// The commands that are made from the tables of all the others, for shells and for `man`.
#pragma once

#include "src/cli/commands.hpp"

namespace tamis::cli {

void add_completion_command(CLI::App& app, Program& program);
void add_manual_command(CLI::App& app, Program& program);

}  // namespace tamis::cli
