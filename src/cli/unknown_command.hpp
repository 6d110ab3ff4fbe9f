// What is said to a command line that names no command.
#pragma once

#include <CLI/CLI.hpp>
#include <optional>
#include <string>

namespace tamis::cli {

/// Why the first word of the command line is no command of `app`; nothing if it is one, or if an option comes first.
std::optional<std::string> unknown_command(const CLI::App& app, int argc, const char* const* argv);

}  // namespace tamis::cli
