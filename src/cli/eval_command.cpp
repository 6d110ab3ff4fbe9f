// tamis eval: the value of an expression over each record.
#include <algorithm>
#include <utility>

#include <tamis/answer.hpp>

#include "src/cli/alias_option.hpp"
#include "src/cli/commands.hpp"
#include "src/cli/lines.hpp"
#include "src/cli/records.hpp"

namespace tamis::cli {

namespace {

constexpr const char* examples = R"help(Examples:
  tamis eval "details/dealValue mul 2" referrals.json
  tamis eval 'team/$count' *.ndjson
  echo '{}' | tamis eval --no-schema "year(now()) add 1"
  tamis eval --lines referrals.json <expressions.txt

An EXPR that begins with - goes after --: tamis eval -- "-details/dealValue" referrals.json.

Writes one JSON value a record: numbers in plain digits; NaN and the infinities, enumeration members, dates, times,
durations, guids and binary values as their OData text in a string; parts of a record as they stand there.

With --lines there is no EXPR: every line of standard input is one, answered by one JSON object with its values, one
for each record of the FILEs, or its diagnostics; `record` tells which record it failed on, from 0.)help";

CompileOptions compile_options(const Options& options) {
  CompileOptions result;
  result.type = options.type;
  result.encoded = options.encoded;
  result.plus_is_blank = options.plus_is_blank;
  return result;
}

Status run_once(const Options& options, const CompileOptions& compiling, const Schema& schema,
                EvaluationContext& context, Terminal& terminal) {
  const Result<Expression> expression = Expression::compile(options.text, schema, compiling);
  if (!expression) return terminal.show(expression.error()), Status::wrong_query;
  terminal.show(expression->warnings());
  remark_unused(compiling.aliases, expression->tree(), terminal);
  const Reading reading = read_files(options, terminal, [&](const Record& record) -> Result<bool> {
    Result<std::string> value = expression->evaluate(record.json, context);
    if (!value) return std::move(value).error();
    return terminal.out.write(*value += '\n');
  });
  return reading.status;
}

Status run_lines(Options options, const CompileOptions& compiling, const Schema& schema, EvaluationContext& context,
                 Terminal& terminal) {
  if (options.has_text) options.files.insert(options.files.begin(), options.text);  // the first argument is a file, too
  if (options.files.empty() || std::count(options.files.begin(), options.files.end(), "-") > 0) {
    terminal.complain(
        "with --lines the arguments are FILEs of records, at least one: standard input holds expressions");
    return Status::usage;
  }
  std::vector<std::string> records;
  const Reading reading = read_files(options, terminal, [&](const Record& record) -> Result<bool> {
    records.emplace_back(record.json);
    return true;
  });
  if (reading.status != Status::ok) return reading.status;
  return answer_lines(compiling.limits.bytes, terminal, [&](const std::string& line) {
    return answer_evaluation(line, schema, compiling, records, context);
  });
}

Status run(const Options& options, Terminal& terminal) {
  if (!options.lines && !options.has_text) {
    terminal.complain("an EXPR is required, or --lines");
    return Status::usage;
  }
  Status status = Status::ok;
  const std::optional<Schema> schema = choose_typed_schema(options, terminal, status);
  if (!schema) return status;
  CompileOptions compiling = compile_options(options);
  status = read_aliases(options, terminal, compiling.aliases);
  if (status != Status::ok) return status;
  EvaluationOptions evaluating;
  evaluating.absent = options.absent;
  EvaluationContext context(evaluating);
  return options.lines ? run_lines(options, compiling, *schema, context, terminal)
                       : run_once(options, compiling, *schema, context, terminal);
}

}  // namespace

void add_eval_command(CLI::App& app, Program& program) {
  CLI::App& command = *app.add_subcommand("eval", "The value of an expression over each record");
  command.footer(examples);
  add_text(command, program.options, "EXPR", "An expression of any type");
  add_files(command, program.options);
  command.add_flag("--lines", program.options.lines, "Read one EXPR per line, answer in JSON lines");
  add_data(command, program.options);
  add_encoding(command, program.options);
  add_schema(command, program.options);
  add_manners(command, program.options);
  command.final_callback([&program] { program.command = run; });
}

}  // namespace tamis::cli
