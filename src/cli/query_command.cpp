// tamis query: a whole query, applied to records on this machine.
#include <limits>

#include <tamis/query.hpp>

#include "src/cli/alias_option.hpp"
#include "src/cli/commands.hpp"
#include "src/cli/records.hpp"

namespace tamis::cli {

namespace {

constexpr const char* examples = R"help(Examples:
  tamis query '$filter=status eq '"'New'"'&$orderby=createdDateTime desc&$top=10' referrals.json
  tamis query 'https://api.partner.microsoft.com/v1.0/engagements/referrals?$top=3' referrals.json
  tamis query '$select=id,name&$count=true' --output response <referrals.json

Nothing is sent anywhere: the query is applied to the records read.)help";

/// What $select and $compute say about the members of the records put out.
struct Shape {
  Columns selected{};  ///< plain paths of $select; empty when it says more, or nothing
  Columns computed{};  ///< names of $compute, which the schema does not know
};

Shape shape_of(const Tree& tree) {
  Shape shape;
  for (const NodeId option : tree.children(tree.root())) {
    const Node& node = tree[option];
    if (node.kind != NodeKind::option) continue;
    if (node.option() == Option::compute)
      for (const NodeId item : tree.children(option))
        shape.computed.emplace_back(tree.name(item));
    if (node.option() != Option::select) continue;
    for (const NodeId item : tree.children(option)) {
      const std::string path(tree.text(tree[item].span));
      if (path.find_first_of("*(") != std::string::npos) {
        shape.selected.clear();
        break;
      }
      shape.selected.push_back(path);
    }
  }
  return shape;
}

Status run(const Options& options, Terminal& terminal) {
  Status status = Status::ok;
  const std::optional<Schema> schema = choose_typed_schema(options, terminal, status);
  if (!schema) return status;
  CompileOptions compile_options;
  compile_options.silenced = options.silenced;
  compile_options.type = options.type;
  compile_options.plus_is_blank = options.plus_is_blank;
  status = read_aliases(options, terminal, compile_options.aliases);
  if (status != Status::ok) return status;
  const Result<Query> query = Query::compile(options.text, *schema, compile_options);
  if (!query) return terminal.show(query.error()), Status::wrong_query;
  EvaluationOptions evaluation_options;
  evaluation_options.absent = options.absent;
  evaluation_options.trust = options.trust;
  EvaluationContext context(evaluation_options);
  remark_unused(compile_options.aliases, query->tree(), terminal);
  if (!query->not_applicable().empty()) return terminal.show(query->not_applicable()), Status::wrong_query;
  const Shape shape = shape_of(query->tree());
  if (options.page_size != 0 && options.output != OutputForm::response) {
    terminal.complain("--page-size is for --output response, which has the link to the next page");
    return Status::usage;
  }
  const std::unique_ptr<RecordSink> sink = choose_sink(options, terminal, *schema, shape.selected, shape.computed);
  if (!sink) return Status::usage;
  terminal.show(query->warnings());
  ApplyOptions applying;
  applying.page_size = options.page_size;
  QueryRun answer(
      *query, context, [&](std::string_view json) { sink->record(json); }, applying);
  const auto take = [&](const Record& record) -> Result<bool> {
    Result<bool> more = answer.add(record);
    terminal.progress.set_matches(answer.matched());
    // A full page wants no more records, but members of the response may stand behind them.
    if (more && options.output == OutputForm::response) return true;
    return more;
  };
  const auto conclude = [&](Status so_far, const SayFault& say) {
    // An order over part of the records would be no order at all. What is wrong has been said.
    if (so_far == Status::ok || !query->has_orderby()) static_cast<void>(answer.finish(say));
  };
  const Reading reading = read_files(options, terminal, take, conclude);
  Ending ending{reading.status == Status::ok, reading.envelope, {}};
  if (query->counts())
    ending.count = answer.matched();
  else if (query->has_filter() || query->has_search())
    ending.envelope = without_count(ending.envelope);
  if (applying.page_size != 0) ending.next = answer.next_link();
  sink->finish(ending);
  return answer_status(options, reading, answer.matched() > 0);
}

}  // namespace

void add_query_command(CLI::App& app, Program& program) {
  CLI::App& command = *app.add_subcommand("query", "A whole query applied to records");
  command.footer(std::string(examples) + "\n" + records_help);
  add_text(command, program.options, "QUERY", "A query string, or a URL with one");
  command.get_option("QUERY")->required();
  add_files(command, program.options);
  add_records(command, program.options);
  const CLI::Option* const output = command.get_option("--output");
  const auto take = [&options = program.options, output](std::uint64_t size) {
    options.page_size = size;
    if (output->count() == 0) options.output = OutputForm::response;
  };
  add_number(command, "--page-size", take, 1, std::numeric_limits<std::uint64_t>::max(),
             "The most records of an answer, which links to the next page; implies --output response");
  command.add_flag("--plus-is-blank", program.options.plus_is_blank, "Read + as a blank");
  add_schema(command, program.options);
  add_manners(command, program.options);
  command.final_callback([&program] { program.command = run; });
}

}  // namespace tamis::cli
