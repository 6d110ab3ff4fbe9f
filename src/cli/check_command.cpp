// tamis check and tamis url: is a text right, and how is it written.
#include <tamis/answer.hpp>
#include <tamis/check.hpp>

#include "src/cli/commands.hpp"
#include "src/cli/lines.hpp"
#include "src/cli/schema_option.hpp"
#include "src/cli/text_kinds.hpp"

namespace tamis::cli {

namespace {

constexpr const char* check_examples = R"help(Examples:
  tamis check '$filter=status eq '"'New'"'&$top=10'
  tamis check --as filter "statuss eq 'New'" --json
  tamis check --as literal --type Edm.Byte 300
  tamis check --lines <queries.txt
  tamis check --as expression -- "-5 add price"

A text that begins with - goes after --, as in the last example.
Prints the canonical form when the text is right. With --lines there is no QUERY: every line of standard
input is one, answered by one JSON object with its canonical form or its diagnostics.)help";

constexpr const char* url_examples = R"help(Examples:
  tamis url '$filter=name eq '"'R&D'"
  tamis url --base https://api.partner.microsoft.com/v1.0/engagements '/referrals?$top=3'
  tamis url --as filter "contains(name,'a b')")help";

Status run(const Options& options, Terminal& terminal, bool percent_encode) {
  if (options.lines == options.has_text) {
    terminal.complain(options.lines ? "with --lines there is no QUERY: one is read from each line of standard input"
                                    : "a QUERY is required, or --lines");
    return Status::usage;
  }
  Status status = Status::ok;
  const std::optional<Schema> schema = choose_typed_schema(options, terminal, status);
  if (!schema) return status;
  CheckOptions check_options;
  check_options.as = options.as.value_or(usual_kind("check"));
  check_options.encoded = options.encoded;
  check_options.plus_is_blank = options.plus_is_blank;
  (check_options.as == TextKind::literal ? check_options.literal_type : check_options.type) = options.type;
  check_options.service_rules = !options.local;
  check_options.syntax_only = options.syntax_only;
  check_options.silenced = options.silenced;
  check_options.print = {options.version, percent_encode, options.base};
  if (options.lines) {
    return answer_lines(check_options.limits.bytes, terminal,
                        [&](const std::string& line) { return answer_check(line, *schema, check_options); });
  }
  const Result<CheckedText> checked = check(options.text, *schema, check_options);
  if (!checked) return terminal.show(checked.error()), Status::wrong_query;
  terminal.show(checked->warnings);
  terminal.out.write(checked->canonical + "\n");
  return Status::ok;
}

CLI::App& add_command(CLI::App& app, Program& program, const std::string& name, const std::string& what) {
  CLI::App& command = *app.add_subcommand(name, what);
  Options& options = program.options;
  add_text(command, options, "QUERY", "A query string or URL, or what --as says");
  command.add_flag("--lines", options.lines, "Read one QUERY per line, answer in JSON lines");
  add_as(command, options);
  add_encoding(command, options);
  command.add_flag("--syntax-only", options.syntax_only, "Stop after the parser: no names, no types");
  command.add_flag("--local", options.local, "Leave out what the service is known to accept");
  const auto is_base = [](const std::string& url) {
    return url.find_first_of("?#") == std::string::npos ? std::string() : "'" + url + "' has more than a path";
  };
  command.add_option("--base", options.base, "Put in front of a query's path")->type_name("URL")->check(is_base);
  add_choice<Version>(command, "--odata-version", options.version, {{"4.0", Version::v4_0}, {"4.01", Version::v4_01}},
                      "Whose syntax to write (4.01)");
  add_schema(command, options);
  add_manners(command, options);
  return command;
}

}  // namespace

void add_check_commands(CLI::App& app, Program& program) {
  CLI::App& check_command = add_command(app, program, "check", "Validate: the canonical form, or what is wrong");
  check_command.footer(check_examples);
  check_command.final_callback([&program] {
    program.command = [](const Options& options, Terminal& terminal) { return run(options, terminal, false); };
  });
  CLI::App& url_command = add_command(app, program, "url", "The canonical, percent-encoded URL");
  url_command.footer(url_examples);
  url_command.final_callback([&program] {
    program.command = [](const Options& options, Terminal& terminal) { return run(options, terminal, true); };
  });
}

}  // namespace tamis::cli
