// tamis ast: the syntax tree of a text.
#include <tamis/parse.hpp>
#include <tamis/tree.hpp>

#include "src/cli/commands.hpp"
#include "src/cli/text_kinds.hpp"

namespace tamis::cli {

namespace {

constexpr const char* examples = R"help(Examples:
  tamis ast "a eq 1 or b eq 2 and c eq 3"
  tamis ast --as query '$filter=a eq 1&$top=3' --json
  tamis ast "a eq 1" --dot | dot -Tsvg >tree.svg)help";

Status run(const Options& options, Terminal& terminal) {
  ParseOptions parse_options;
  parse_options.as = options.as.value_or(usual_kind("ast"));
  parse_options.encoded = options.encoded;
  parse_options.plus_is_blank = options.plus_is_blank;
  const Result<Tree> tree = parse(options.text, parse_options);
  if (!tree) return terminal.show(tree.error()), Status::wrong_query;
  terminal.show({options.text, tree->warnings()});
  std::string text = options.dot ? to_dot(*tree) : options.json ? to_json(*tree) : dump(*tree);
  if (text.empty() || text.back() != '\n') text += '\n';
  terminal.out.write(text);
  return Status::ok;
}

}  // namespace

void add_ast_command(CLI::App& app, Program& program) {
  CLI::App& command = *app.add_subcommand("ast", "The syntax tree");
  command.footer(examples);
  Options& options = program.options;
  add_text(command, options, "EXPR", "An expression, or what --as says");
  command.get_option("EXPR")->required();
  add_as(command, options);
  add_encoding(command, options);
  CLI::Option* json = command.add_flag("--json", options.json, "The tree, and diagnostics, as JSON");
  command.add_flag("--dot", options.dot, "The tree as a Graphviz digraph")->excludes(json);
  command.add_flag("-q,--quiet", options.quiet, "Errors only: no warnings");
  command.final_callback([&program] { program.command = run; });
}

}  // namespace tamis::cli
