// tamis complete: what may be written at a place of a text.
#include <limits>

#include <tamis/complete.hpp>

#include "src/cli/commands.hpp"
#include "src/cli/schema_option.hpp"
#include "src/cli/text_kinds.hpp"

namespace tamis::cli {

namespace {

constexpr const char* examples = R"help(Examples:
  tamis complete "status eq "
  tamis complete --as query '$filter=createdDateTime gt no&$top=3' --offset 28
  tamis complete "team/any(t:t/" --json

One candidate a line, the best first: what to write, what it is, its type or signature, tabs in between. It
replaces the word that ends at the offset. With --json an array of objects with kind, label, insert, offset and
length of the bytes to replace, and where there are any detail and documentation. Nothing may stand there where
nothing is printed: numbers, dates and free text are the author's.)help";

void write_line(const Candidate& candidate, Terminal& terminal) {
  std::string line = candidate.insert + "\t" + std::string(name(candidate.kind));
  if (!candidate.detail.empty()) line += "\t" + candidate.detail;
  terminal.out.write(line + "\n");
}

Status run(const Options& options, Terminal& terminal) {
  Status status = Status::ok;
  const std::optional<Schema> schema = choose_typed_schema(options, terminal, status);
  if (!schema) return status;
  CompleteOptions completing;
  completing.as = options.as.value_or(usual_kind("complete"));
  completing.encoded = options.encoded;
  completing.plus_is_blank = options.plus_is_blank;
  completing.type = options.type;
  completing.service_rules = !options.local;
  const std::size_t offset = options.offset.value_or(options.text.size());
  const std::vector<Candidate> found = complete(options.text, offset, *schema, completing);
  if (options.json)
    terminal.out.write(to_json(found) + "\n");
  else
    for (const Candidate& candidate : found)
      write_line(candidate, terminal);
  return Status::ok;
}

}  // namespace

void add_complete_command(CLI::App& app, Program& program) {
  CLI::App& command = *app.add_subcommand("complete", "What may be written at a place of a text");
  command.footer(examples);
  Options& options = program.options;
  add_text(command, options, "TEXT", "A filter, or what --as says");
  command.get_option("TEXT")->required();
  add_number(
      command, "--offset", [&options](std::uint64_t offset) { options.offset = offset; }, 0,
      std::numeric_limits<std::uint64_t>::max(), "The byte where to write (the end)");
  add_as(command, options);
  add_encoding(command, options);
  command.add_flag("--local", options.local, "Leave out what the service is known to accept");
  add_schema(command, options);
  command.add_flag("--json", options.json, "The candidates as JSON");
  command.final_callback([&program] { program.command = run; });
}

}  // namespace tamis::cli
