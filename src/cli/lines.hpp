// --lines: one text per line of standard input, one JSON object per line in answer.
#pragma once

#include <tamis/check.hpp>

#include "src/cli/terminal.hpp"

namespace tamis::cli {

/// Checks every line as check() does and answers it. `ok` when all lines were answered, whatever the answers.
Status check_lines(const Schema& schema, const CheckOptions& options, Terminal& terminal);

}  // namespace tamis::cli
