// --lines: one text per line of standard input, one JSON object per line in answer.
#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "src/cli/terminal.hpp"

namespace tamis::cli {

/// The JSON object that answers one line.
using AnswerLine = std::function<std::string(const std::string& line)>;

/// Answers every line of standard input. Of those over `longest` bytes one byte more is kept, by which they are known.
/// `ok` when all lines were answered, whatever the answers.
Status answer_lines(std::uint32_t longest, Terminal& terminal, const AnswerLine& answer);

}  // namespace tamis::cli
