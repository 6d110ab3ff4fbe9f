// --lines: one text per line of standard input, one JSON object per line in answer.
#pragma once

#include <functional>
#include <string>

#include <tamis/answer.hpp>

#include "src/cli/terminal.hpp"

namespace tamis::cli {

/// The JSON object that answers one line.
using AnswerLine = std::function<std::string(const std::string& line)>;

/// Answers every line of standard input. Of those over `longest` bytes one byte more is kept, by which they are known.
/// `ok` when all lines were answered, whatever the answers.
Status answer_lines(std::uint32_t longest, Terminal& terminal, const AnswerLine& answer);

/// Answers every line as answer_check() does; see answer_lines().
Status check_lines(const Schema& schema, const CheckOptions& options, Terminal& terminal);

}  // namespace tamis::cli
