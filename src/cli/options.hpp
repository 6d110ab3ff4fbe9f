// What can be said on the command line, and the options that several commands share.
#pragma once

#include <CLI/CLI.hpp>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <tamis/evaluation.hpp>
#include <tamis/parse.hpp>
#include <tamis/print.hpp>

namespace tamis::cli {

enum class OutputForm { ndjson, json, response, table, count, ids };

/// All that may be asked for. Each command offers the part that it heeds.
struct Options {
  std::string text{};  ///< EXPR, QUERY or TYPE
  bool has_text = false;
  std::vector<std::string> files{};

  std::optional<TextKind> as{};  ///< nothing: the command's own
  bool encoded = false;
  bool plus_is_blank = false;
  bool syntax_only = false;
  bool local = false;
  std::string base{};
  Version version = Version::v4_01;

  std::string schema_file{};
  bool no_schema = false;
  std::string type{};

  OutputForm output = OutputForm::ndjson;
  std::vector<std::string> columns{};
  bool exit_status = false;
  bool skip_errors = false;
  Absent absent = Absent::null;

  bool lines = false;
  bool json = false;
  bool dot = false;
  bool quiet = false;
};

/// The positional argument that holds the text of a filter, a query, …
void add_text(CLI::App& command, Options& options, const std::string& name, const std::string& what);
void add_files(CLI::App& command, Options& options);

/// --as; `standard` is what the command takes a text for without it.
void add_as(CLI::App& command, Options& options, const std::string& standard);
/// --encoded, --plus-is-blank
void add_encoding(CLI::App& command, Options& options);
/// --schema, --no-schema, --type
void add_schema(CLI::App& command, Options& options);
/// --output, --columns, -e, --on-error, --absent
void add_records(CLI::App& command, Options& options);
/// --json (of diagnostics), --quiet
void add_manners(CLI::App& command, Options& options);

/// What the help of `filter` and `query` says beyond their options.
extern const char* const records_help;

/// An option whose value is one of a few words.
template <typename Value>
CLI::Option* add_choice(CLI::App& command, const std::string& name, Value& value,
                        std::vector<std::pair<std::string, Value>> choices, const std::string& what) {
  std::vector<std::string> words;
  for (const auto& choice : choices)
    words.push_back(choice.first);
  const auto choose = [&value, choices](const std::string& word) {
    for (const auto& choice : choices) {
      if (choice.first == word) value = choice.second;
    }
  };
  return command.add_option_function<std::string>(name, choose, what)->check(CLI::IsMember(words))->type_name("WORD");
}

}  // namespace tamis::cli
