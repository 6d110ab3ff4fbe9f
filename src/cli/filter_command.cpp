// tamis filter: the records that match.
#include <tamis/filter.hpp>

#include "src/cli/alias_option.hpp"
#include "src/cli/commands.hpp"
#include "src/cli/records.hpp"

namespace tamis::cli {

namespace {

constexpr const char* examples = R"help(Examples:
  tamis filter "status eq 'New'" referrals.json
  tamis filter "team/any(t:t/email eq 'r2d2@contoso.com')" *.ndjson --output table
  curl … | tamis filter "createdDateTime ge 2024-01-01T00:00:00Z" --output count
  tamis filter -e "details/dealValue gt 10000" referrals.json >/dev/null && echo some

An EXPR that begins with - goes after --: tamis filter -- "-x lt 0".)help";

Status run(const Options& options, Terminal& terminal) {
  Status status = Status::ok;
  const std::optional<Schema> schema = choose_typed_schema(options, terminal, status);
  if (!schema) return status;
  CompileOptions compile_options;
  compile_options.silenced = options.silenced;
  compile_options.type = options.type;
  compile_options.encoded = options.encoded;
  compile_options.plus_is_blank = options.plus_is_blank;
  status = read_aliases(options, terminal, compile_options.aliases);
  if (status != Status::ok) return status;
  const Result<Filter> filter = Filter::compile(options.text, *schema, compile_options);
  if (!filter) return terminal.show(filter.error()), Status::wrong_query;
  const std::unique_ptr<RecordSink> sink = choose_sink(options, terminal, *schema);
  if (!sink) return Status::usage;
  terminal.show(filter->warnings());

  EvaluationOptions evaluation_options;
  evaluation_options.absent = options.absent;
  evaluation_options.trust = options.trust;
  EvaluationContext context(evaluation_options);
  remark_unused(compile_options.aliases, filter->tree(), terminal);
  std::uint64_t matched = 0;
  const Reading reading = match_files(options, terminal, *filter, context, [&](const Record& record) {
    terminal.progress.set_matches(++matched);
    sink->record(record.json);
    return true;
  });
  sink->finish({reading.status == Status::ok, without_count(reading.envelope), {}, {}});
  return answer_status(options, reading, matched > 0);
}

}  // namespace

void add_filter_command(CLI::App& app, Program& program) {
  CLI::App& command = *app.add_subcommand("filter", "The records that match an expression");
  command.footer(std::string(examples) + "\n" + records_help);
  add_text(command, program.options, "EXPR", "The value of a $filter");
  command.get_option("EXPR")->required();
  add_files(command, program.options);
  add_records(command, program.options);
  add_number(
      command, "--threads",
      [&options = program.options](std::uint64_t threads) { options.threads = static_cast<unsigned>(threads); }, 0,
      1024, "Threads that evaluate NDJSON (0, all cores; 1, none but one)");
  add_encoding(command, program.options);
  add_schema(command, program.options);
  add_manners(command, program.options);
  command.final_callback([&program] { program.command = run; });
}

}  // namespace tamis::cli
