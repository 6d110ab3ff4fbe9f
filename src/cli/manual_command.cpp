// tamis manual: the manual page, made from what --help says.
#include <iomanip>
#include <sstream>
#include <string>
#include <string_view>

#include "src/cli/command_table.hpp"
#include "src/cli/shell_commands.hpp"

namespace tamis::cli {

namespace {

/// `\[u2026]`: roff reads no UTF-8 by itself. Takes the length of the character from the text's valid UTF-8.
std::string named_character(const std::string& text, std::size_t& at) {
  const auto first = static_cast<unsigned char>(text[at]);
  const int more = first >= 0xF0 ? 3 : first >= 0xE0 ? 2 : 1;
  unsigned code = first & (0x3Fu >> more);
  for (int i = 0; i < more; ++i)
    code = code << 6 | (static_cast<unsigned char>(text[++at]) & 0x3Fu);
  std::ostringstream out;
  out << "\\[u" << std::uppercase << std::hex << std::setw(4) << std::setfill('0') << code << ']';
  return out.str();
}

/// Text as roff shows it: what roff would take for its own is escaped.
std::string plain(const std::string& text) {
  static constexpr std::string_view special = "\\-'`^~";
  static constexpr std::string_view names[] = {"\\e", "\\-", "\\(aq", "\\(ga", "\\(ha", "\\(ti"};
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '.' && (i == 0 || text[i - 1] == '\n')) out += "\\&";
    if (const std::size_t at = special.find(c); at != std::string_view::npos)
      out += names[at];
    else if (static_cast<unsigned char>(c) >= 0x80)
      out += named_character(text, i);
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
    if (row.is_argument) {
      const std::string name = "\\fI" + plain(row.names.front()) + "\\fR" + (row.repeats ? "..." : "");
      out += row.is_required ? " " + name : " [" + name + "]";
    }
  return out;
}

std::string manual(const CLI::App& app) {
  std::string out = ".TH TAMIS 1 \"\" \"tamis " TAMIS_VERSION
                    "\" \"User Commands\"\n.SH NAME\n"
                    "tamis \\- check OData queries, write them as URLs, apply them to JSON records\n.SH SYNOPSIS\n";
  for (const CLI::App* const command : command_rows(app))
    out += (command == command_rows(app).front() ? "" : ".br\n") + std::string(".B tamis ") + plain(command->get_name())
         + "\n[\\fIOPTION\\fR...]" + arguments_of(*command) + "\n";
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
