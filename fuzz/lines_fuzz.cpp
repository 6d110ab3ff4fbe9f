// Property: with --lines each line of any bytes gets one line in answer, a JSON object as documented, however the bytes
// are cut when they come. The first bytes choose command, schema and cuts.
#include <tamis/answer.hpp>

#include "fuzz/property.hpp"
#include "fuzz/schemas.hpp"
#include "src/cli/input.hpp"

namespace {

using namespace tamis;
using namespace tamis::fuzz;

constexpr std::uint32_t longest = 300;

std::vector<std::string> lines_of(std::string_view text, std::size_t chunk) {
  std::vector<std::string> lines;
  cli::LineReader reader(
      [&] {
        const std::string_view part = text.substr(0, chunk);
        text.remove_prefix(part.size());
        return part;
      },
      longest);
  for (std::string line; reader.next(line);)
    lines.push_back(line);
  return lines;
}

/// The same, plainly.
std::vector<std::string> lines_slowly(std::string_view text) {
  std::vector<std::string> lines;
  while (!text.empty()) {
    const std::size_t feed = text.find('\n');
    std::string line(text.substr(0, feed));
    if (feed != std::string_view::npos && line.size() <= longest + 1 && line.ends_with('\r')) line.pop_back();
    lines.push_back(line.substr(0, longest + 1));
    text.remove_prefix(feed == std::string_view::npos ? text.size() : feed + 1);
  }
  return lines;
}

void check_answer(const std::string& line, const std::string& answer, std::string_view value) {
  if (answer.find('\n') != std::string::npos) violated("an answer is one line", line, answer);
  const boost::json::value json = parsed_json(answer, line);
  const boost::json::array& diagnostics = json.at("diagnostics").as_array();
  const bool ok = json.at("ok").as_bool();
  if (ok != (json.as_object().contains(value))) violated("right answers, and only those, have a value", line, answer);
  std::size_t errors = 0;
  for (const boost::json::value& d : diagnostics) {
    errors += d.at("severity").as_string() == "error";
    if (!json.as_object().contains("record")
        && static_cast<std::size_t>(d.at("offset").as_int64() + d.at("length").as_int64()) > line.size())
      violated("a diagnostic points outside of the line", line, answer);
  }
  if (ok != (errors == 0)) violated("an answer is wrong where it has an error", line, answer);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  constexpr unsigned kinds = static_cast<unsigned>(TextKind::literal) + 1;
  Bytes bytes(data, size);
  const unsigned command = bytes.next();
  const Choice of = choice(bytes.next());
  const std::size_t chunk = bytes.next() + 1;
  const std::vector<std::string> lines = lines_of(bytes.rest(), chunk);
  if (lines != lines_slowly(bytes.rest())) violated("the lines of a text", bytes.rest(), "");

  CheckOptions checking;
  checking.as = static_cast<TextKind>(command % kinds);
  checking.service_rules = true;
  checking.limits.bytes = longest;
  CompileOptions compiling;
  compiling.limits.bytes = longest;
  EvaluationOptions options;
  options.limits.steps = 20'000;
  EvaluationContext context(options);
  const std::vector<std::string> given(records(of).begin(), records(of).end());
  for (const std::string& line : lines) {
    const bool check = command / kinds % 2 == 0;
    const std::string answer = check ? answer_check(line, schema(of), checking)
                                     : answer_evaluation(line, schema(of), compiling, given, context);
    check_answer(line, answer, check ? "canonical" : "values");
  }
  return 0;
}
