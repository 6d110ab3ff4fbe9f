// The schema that the command line names.
#pragma once

#include <CLI/CLI.hpp>
#include <optional>

#include <tamis/schema.hpp>

#include "src/cli/options.hpp"
#include "src/cli/terminal.hpp"

namespace tamis::cli {

/// Adds --schema to a command.
CLI::Option* add_schema_files(CLI::App& command, Options& options);

/// Reads --schema, or takes the embedded schema, or none. On failure says why, sets the status to end
/// with, and gives nothing.
std::optional<Schema> choose_schema(const Options& options, const Terminal& terminal, Status& status);

/// The same, and makes sure that --type names a type of it.
std::optional<Schema> choose_typed_schema(const Options& options, const Terminal& terminal, Status& status);

/// The structured type that records are of; nullptr where it is not known.
const StructuredType* record_type(const Schema& schema, const Options& options);

}  // namespace tamis::cli
