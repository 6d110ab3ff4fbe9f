// --alias @name=value: parameter aliases given on the command line.
#pragma once

#include <CLI/CLI.hpp>
#include <vector>

#include <tamis/parse.hpp>

#include "src/cli/options.hpp"
#include "src/cli/terminal.hpp"

namespace tamis::cli {

/// Adds --alias to a command.
void add_aliases(CLI::App& command, Options& options);

/// What --alias says. Says what is wrong with it.
Status read_aliases(const Options& options, const Terminal& terminal, std::vector<GivenAlias>& aliases);

/// Remarks on those that nothing names.
void remark_unused(const std::vector<GivenAlias>& aliases, const Tree& used, const Terminal& terminal);

}  // namespace tamis::cli
