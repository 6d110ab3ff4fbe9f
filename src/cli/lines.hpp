// --lines: one text per line of standard input, one JSON object per line in answer.
#pragma once

#include <functional>
#include <string>

#include <tamis/check.hpp>

#include "src/cli/terminal.hpp"

namespace tamis::cli {

/// The JSON object that answers one line, with a line feed.
using AnswerLine = std::function<std::string(const std::string& line)>;

/// Answers every line of standard input; those over `longest` bytes with `too-long`. `ok` when all lines were
/// answered, whatever the answers.
Status answer_lines(std::uint32_t longest, Terminal& terminal, const AnswerLine& answer);

/// The answer to a text that is wrong.
std::string answer_wrong(const Diagnostics& diagnostics);

/// Checks every line as check() does and answers it; see answer_lines().
Status check_lines(const Schema& schema, const CheckOptions& options, Terminal& terminal);

}  // namespace tamis::cli
