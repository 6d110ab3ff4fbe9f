// tamis: OData queries checked, written as URLs, and applied to JSON records on this machine.
#include <exception>

#include "src/cli/shell_commands.hpp"
#include "src/cli/system.hpp"
#include "src/cli/unknown_command.hpp"

namespace {

using namespace tamis::cli;

constexpr const char* about =
    "tamis reads OData query options, checks them against a schema, writes them as "
    "canonical URLs, and applies them to JSON records on this machine.";

constexpr const char* footer = R"help(Examples:
  tamis filter "status eq 'New'" referrals.json --output table
  tamis url '$filter=status eq '"'New'"'&$top=10'
  tamis check --lines <queries.txt

FILEs hold a response (an object with the records in `value`), an array, NDJSON, or one object, also as gzip,
or are directories of such files; with none, or -, standard input is read. `tamis COMMAND --help` says more.

Exit status: 0 right, 1 nothing matched (only with -e), 2 wrong usage, 3 the query is wrong, 4 the data are
wrong, 5 input or output failed.)help";

/// Help and version are answers like any other: a full disk is told.
Status print_and_finish(Program& program, const std::string& text) {
  program.terminal.out.write(text);
  return program.terminal.finish(Status::ok);
}

Status run(int argc, const char* const* argv) {
  Program program;
  CLI::App app(about, "tamis");
  app.footer(footer);
  app.set_version_flag("--version", "tamis " TAMIS_VERSION);
  app.set_help_flag("-h,--help", "Help, of a command as well");
  app.require_subcommand(1);
  app.allow_windows_style_options(false);  // "/name" is a file on any system
  app.get_formatter()->column_width(34);
  add_filter_command(app, program);
  add_query_command(app, program);
  add_check_commands(app, program);
  add_eval_command(app, program);
  add_ast_command(app, program);
  add_complete_command(app, program);
  add_schema_command(app, program);
  add_completion_command(app, program);
  add_manual_command(app, program);
  if (const auto wrong = unknown_command(app, argc, argv)) {
    program.terminal.complain(*wrong + " (`tamis --help` says more)");
    return Status::usage;
  }
  try {
    app.parse(argc, argv);
  } catch (const CLI::CallForHelp&) {
    return print_and_finish(program, app.help());
  } catch (const CLI::CallForVersion& version) {
    return print_and_finish(program, std::string(version.what()) + "\n");
  } catch (const CLI::ParseError& error) {
    program.terminal.complain(std::string(error.what()) + " (`tamis --help` says more)");
    return Status::usage;
  }
  program.terminal.manners = {program.options.json, program.options.quiet};
  return program.terminal.finish(program.command(program.options, program.terminal));
}

}  // namespace

int main(int argc, char** argv) {
  try {
    system::prepare();
    const std::vector<std::string> words = system::arguments(argc, argv);
    std::vector<const char*> pointers;
    for (const std::string& word : words)
      pointers.push_back(word.c_str());
    return static_cast<int>(run(static_cast<int>(pointers.size()), pointers.data()));
  } catch (const std::exception& error) {  // memory has run out, or a fault of the program itself
    Terminal().complain(error.what());
    return static_cast<int>(Status::io_failed);
  }
}
