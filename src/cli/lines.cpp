// --lines: one text per line of standard input, one JSON object per line in answer.
#include "src/cli/lines.hpp"

#include <system_error>

#include "src/cli/input.hpp"

namespace tamis::cli {

Status answer_lines(std::uint32_t longest, Terminal& terminal, const AnswerLine& answer) {
  // Whoever sends one line and waits for its answer gets it before the next read.
  Input input("-", [&terminal] { terminal.out.flush(); });
  LineReader lines([&input] { return input.next_chunk(); }, longest);
  for (std::string line; lines.next(line);) {
    if (!terminal.out.write(answer(line) += '\n')) break;
  }
  if (input.error() == 0) return Status::ok;
  terminal.complain(input.name() + ": " + std::generic_category().message(input.error()));
  return Status::io_failed;
}

}  // namespace tamis::cli
