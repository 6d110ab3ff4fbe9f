// The options that several commands share.
#include "src/cli/command_line.hpp"

#include <charconv>
#include <limits>
#include <utility>

#include "src/cli/alias_option.hpp"
#include "src/cli/schema_option.hpp"
#include "src/cli/text_kinds.hpp"

namespace tamis::cli {

namespace {

/// The parts of a text between commas; none of an empty text.
std::vector<std::string> split(const std::string& text) {
  std::vector<std::string> parts;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find(',', begin), text.size());
    parts.push_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  return parts;
}

}  // namespace

const char* const records_help = R"help(
Output: ndjson, one record a line, as it stood in the input; json, an array; response, an object with the
records in `value` and the other members of the response read; table, of --columns or the main properties,
cut to the width of a terminal and never otherwise; count, how many; ids, the key of each a line. Response,
table and count are held back until all has been read; the others are written as records come.

Wrong data: --on-error stop ends with status 4, what came before it being written (but no response and no
count). --on-error skip reports it, goes on at the next record or the next line of NDJSON where there is
one, and ends as if it had not been there.

With --trust-input a record is read only up to where it is decided, and what is wrong behind that goes
unnoticed; one of NDJSON has a line of its own. filter evaluates NDJSON in as many --threads as there are
cores, with the same outcome as in one.

FILEs hold a response, an array, NDJSON, or one object, told apart by content, gzip or not. Of a directory the
files *.json, *.ndjson, *.jsonl and these with .gz are read: pages of one response in the order of their
nextLinks, others in the order of their names. With no FILE, or -, standard input is read.)help";

void add_text(CLI::App& command, Options& options, const std::string& name, const std::string& what) {
  const auto take = [&options](const std::string& text) {
    options.text = text;
    options.has_text = true;
  };
  command.add_option_function<std::string>(name, take, what)->type_name("");
}

void add_files(CLI::App& command, Options& options) {
  command.add_option("FILE", options.files, "Files of records, directories of them; - or none: standard input")
      ->type_name("");
}

const std::vector<std::pair<std::string, TextKind>>& text_kinds() {
  static const std::vector<std::pair<std::string, TextKind>> kinds = {
      {"query", TextKind::query},           {"url", TextKind::url},         {"filter", TextKind::filter},
      {"expression", TextKind::expression}, {"orderby", TextKind::orderby}, {"select", TextKind::select},
      {"expand", TextKind::expand},         {"compute", TextKind::compute}, {"search", TextKind::search},
      {"literal", TextKind::literal}};
  return kinds;
}

TextKind usual_kind(std::string_view command) noexcept {
  if (command == "filter" || command == "complete") return TextKind::filter;
  if (command == "eval" || command == "ast") return TextKind::expression;
  return TextKind::query;
}

void add_as(CLI::App& command, Options& options) {
  const std::vector<std::pair<std::string, std::optional<TextKind>>> kinds(text_kinds().begin(), text_kinds().end());
  std::string usual;
  for (const auto& [word, kind] : text_kinds())
    if (kind == usual_kind(command.get_name())) usual = word;
  add_choice(command, "--as", options.as, kinds, "What the text is (" + usual + ")");
}

CLI::Option* add_number(CLI::App& command, const std::string& name, const std::function<void(std::uint64_t)>& take,
                        std::uint64_t least, std::uint64_t most, const std::string& what) {
  const auto read = [take, name, least, most](const std::string& text) {
    std::uint64_t number = 0;
    const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (fault != std::errc() || end != text.data() + text.size() || number < least || number > most) {
      const std::string bounds = most == std::numeric_limits<std::uint64_t>::max()
                                   ? std::to_string(least) + " or more"
                                   : std::to_string(least) + " to " + std::to_string(most);
      throw CLI::ValidationError(name, "'" + text + "' is not a whole number, " + bounds);
    }
    take(number);
  };
  return command.add_option_function<std::string>(name, read, what)->type_name("N");
}

void add_encoding(CLI::App& command, Options& options) {
  command.add_flag("--encoded", options.encoded, "The text is percent-encoded (a query or URL always is)");
  command.add_flag("--plus-is-blank", options.plus_is_blank, "Read + in encoded text as a blank");
}

void add_schema(CLI::App& command, Options& options) {
  CLI::Option* file = add_schema_files(command, options);
  command.add_flag("--no-schema", options.no_schema, "Any name is a property, types are found in the records")
      ->excludes(file);
  command.add_option("--type", options.type, "The type that names are looked up in")->type_name("NAME");
}

void add_records(CLI::App& command, Options& options) {
  const std::vector<std::pair<std::string, OutputForm>> forms = {
      {"ndjson", OutputForm::ndjson}, {"json", OutputForm::json},   {"response", OutputForm::response},
      {"table", OutputForm::table},   {"count", OutputForm::count}, {"ids", OutputForm::ids}};
  CLI::Option* output = add_choice(command, "-o,--output", options.output, forms, "The form of the answer (ndjson)");
  const auto columns = [&options, output](const std::string& text) {
    options.columns = split(text);
    if (output->count() == 0) options.output = OutputForm::table;
  };
  command.add_option_function<std::string>("--columns", columns, "Columns of a table: a,b/c; implies --output table")
      ->type_name("PATHS");
  command.add_flag("-e,--exit-status", options.exit_status, "End with 1 when nothing matched");
  const auto trust = [&options](std::int64_t) { options.trust = Trust::input; };
  command.add_flag_function("--trust-input", trust, "The records are right JSON: read no more than it takes to decide");
  add_data(command, options);
}

void add_data(CLI::App& command, Options& options) {
  add_choice<bool>(command, "--on-error", options.skip_errors, {{"stop", false}, {"skip", true}},
                   "What to do about wrong data (stop)");
  add_choice<Absent>(command, "--absent", options.absent,
                     {{"null", Absent::null}, {"unknown", Absent::unknown}, {"error", Absent::error}},
                     "What a member that a record lacks counts as (null)");
  add_aliases(command, options);
}

void add_manners(CLI::App& command, Options& options) {
  command.add_flag("--json", options.json, "Diagnostics as JSON");
  command.add_flag("-q,--quiet", options.quiet, "Errors only: no warnings, no remarks");
  const auto silence = [&options](const std::vector<std::string>& words) {
    for (const std::string& word : words)
      if (const auto code = find_code(word)) options.silenced.push_back(*code);
  };
  const auto is_code = [](const std::string& word) {
    return find_code(word) ? std::string() : "'" + word + "' is no code of a diagnostic";
  };
  command.add_option_function<std::vector<std::string>>("--no-warning", silence, "Leave out warnings of this code")
      ->type_name("CODE")
      ->allow_extra_args(false)
      ->check(is_code);
}

}  // namespace tamis::cli
