// tamis manual: the manual page, made from what --help says.
#include <sstream>

#include "src/cli/command_table.hpp"
#include "src/cli/shell_commands.hpp"

namespace tamis::cli {

namespace {

/// Text as roff shows it: what roff would take for its own is escaped.
std::string plain(const std::string& text) {
  std::string out;
  bool line_start = true;
  for (const char c : text) {
    if (line_start && (c == '.' || c == '\'')) out += "\\&";
    line_start = c == '\n';
    if (c == '\\')
      out += "\\e";
    else if (c == '-')
      out += "\\-";
    else if (c == '\'')
      out += "\\(aq";
    else if (c == '`')
      out += "\\(ga";
    else if (c == '^')
      out += "\\(ha";
    else if (c == '~')
      out += "\\(ti";
    else
      out += c;
  }
  return out;
}

/// Paragraphs as they are; indented lines, such as examples, unfilled.
void write_prose(const std::string& text, std::string& out) {
  std::istringstream lines(text);
  bool unfilled = false, empty = true;
  for (std::string line; std::getline(lines, line);) {
    const bool indented = line.starts_with("  ");
    if (unfilled && !indented) out += ".fi\n.RE\n";
    if (indented && !unfilled) out += ".RS\n.nf\n";
    unfilled = indented;
    if (line.empty() && !empty) out += ".PP\n";
    empty = line.empty();
    if (!line.empty()) out += plain(indented ? line.substr(2) : line) + "\n";
  }
  if (unfilled) out += ".fi\n.RE\n";
}

void write_options(const CLI::App& command, std::string& out) {
  for (const OptionRow& row : option_rows(command)) {
    out += ".TP\n";
    for (std::size_t i = 0; i < row.names.size(); ++i)
      out += (i == 0 ? "" : ", ") + std::string(row.is_argument ? "\\fI" : "\\fB") + plain(row.names[i]) + "\\fR";
    if (row.takes_value && !row.is_argument) out += " \\fI" + plain(row.value) + "\\fR";
    out += "\n" + plain(row.description);
    if (!row.words.empty() && row.value == "WORD") {
      out += ": ";
      for (std::size_t i = 0; i < row.words.size(); ++i)
        out += (i == 0 ? "" : ", ") + plain(row.words[i]);
    }
    out += "\n";
  }
}

std::string arguments_of(const CLI::App& command) {
  std::string out;
  for (const OptionRow& row : option_rows(command))
    if (row.is_argument) out += " [\\fI" + plain(row.names.front()) + "\\fR]";
  return out;
}

std::string manual(const CLI::App& app) {
  std::string out = ".TH TAMIS 1 \"\" \"tamis " TAMIS_VERSION
                    "\" \"User Commands\"\n.SH NAME\n"
                    "tamis \\- check OData queries, write them as URLs, apply them to JSON records\n.SH SYNOPSIS\n";
  for (const CLI::App* const command : command_rows(app))
    out += ".B tamis " + plain(command->get_name()) + "\n[\\fIOPTION\\fR...]" + arguments_of(*command) + "\n.br\n";
  out += ".SH DESCRIPTION\n" + plain(app.get_description()) + "\n.SH OPTIONS\n";
  write_options(app, out);
  out += ".SH COMMANDS\n";
  for (const CLI::App* const command : command_rows(app)) {
    out += ".SS \"tamis " + plain(command->get_name()) + "\"\n" + plain(command->get_description()) + ".\n";
    write_options(*command, out);
    out += ".PP\n";
    write_prose(command->get_footer(), out);
  }
  out += ".SH NOTES\n";
  write_prose(app.get_footer(), out);
  return out;
}

}  // namespace

void add_manual_command(CLI::App& app, Program& program) {
  CLI::App& command = *app.add_subcommand("manual", "The manual page, as roff");
  command.footer("Example:\n  tamis manual >tamis.1; man ./tamis.1");
  command.final_callback([&app, &program] {
    program.command = [&app](const Options&, Terminal& terminal) {
      terminal.out.write(manual(app));
      return Status::ok;
    };
  });
}

}  // namespace tamis::cli
