// --alias @name=value: parameter aliases given on the command line.
#pragma once

#include <CLI/CLI.hpp>

#include <tamis/evaluation.hpp>
#include <tamis/schema.hpp>
#include <tamis/tree.hpp>

#include "src/cli/options.hpp"
#include "src/cli/terminal.hpp"

namespace tamis::cli {

/// Adds --alias to a command.
void add_aliases(CLI::App& command, Options& options);

/// Binds what --alias says. Says what is wrong with it, and remarks on those that `used`, where given, does not name.
Status bind_aliases(const Options& options, const Schema& schema, const Tree* used, EvaluationContext& context,
                    const Terminal& terminal);

}  // namespace tamis::cli
