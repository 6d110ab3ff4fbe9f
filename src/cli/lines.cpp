// --lines: one text per line of standard input, one JSON object per line in answer.
#include "src/cli/lines.hpp"

#include <boost/json.hpp>
#include <system_error>

#include "src/cli/input.hpp"

namespace tamis::cli {

namespace {

std::string answer_ok(const CheckedText& checked) {
  return "{\"ok\":true,\"canonical\":" + boost::json::serialize(boost::json::string_view(checked.canonical))
       + ",\"diagnostics\":" + to_json(checked.warnings) + "}\n";
}

/// Of a line over the limit only so much was kept that it is known to be.
Diagnostics too_long(std::uint32_t limit) {
  return {{},
          {{Severity::error,
            Code::too_long,
            {limit, 0},
            "the line is longer than the limit of " + std::to_string(limit) + " bytes"}}};
}

}  // namespace

std::string answer_wrong(const Diagnostics& diagnostics) {
  return "{\"ok\":false,\"diagnostics\":" + to_json(diagnostics) + "}\n";
}

Status answer_lines(std::uint32_t longest, Terminal& terminal, const AnswerLine& answer) {
  // Whoever sends one line and waits for its answer gets it before the next read.
  Input input("-", [&terminal] { terminal.out.flush(); });
  LineReader lines(input, longest);
  for (std::string line; lines.next(line);) {
    if (!terminal.out.write(line.size() > longest ? answer_wrong(too_long(longest)) : answer(line))) break;
  }
  if (input.error() == 0) return Status::ok;
  terminal.complain(input.name() + ": " + std::generic_category().message(input.error()));
  return Status::io_failed;
}

Status check_lines(const Schema& schema, const CheckOptions& options, Terminal& terminal) {
  return answer_lines(options.limits.bytes, terminal, [&](const std::string& line) {
    const Result<CheckedText> checked = check(line, schema, options);
    return checked ? answer_ok(*checked) : answer_wrong(checked.error());
  });
}

}  // namespace tamis::cli
