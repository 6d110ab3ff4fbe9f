// What can be said on the command line.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
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
  std::optional<std::size_t> offset{};  ///< in the text; nothing: its end
  std::vector<std::string> files{};

  std::optional<TextKind> as{};  ///< nothing: the command's own
  bool encoded = false;
  bool plus_is_blank = false;
  bool syntax_only = false;
  bool local = false;
  std::string base{};
  Version version = Version::v4_01;

  std::vector<std::string> schema_files{};  ///< the first, and those that it refers to
  bool no_schema = false;
  std::string type{};

  std::vector<std::string> aliases{};  ///< `@name=value`

  OutputForm output = OutputForm::ndjson;
  std::vector<std::string> columns{};
  std::uint64_t page_size = 0;  ///< 0: no pages
  bool exit_status = false;
  bool skip_errors = false;
  Absent absent = Absent::null;
  Trust trust = Trust::nothing;
  unsigned threads = 0;  ///< 0: as many as there are cores

  bool lines = false;
  bool json = false;
  bool csdl_json = false, csdl_xml = false;
  bool dot = false;
  bool quiet = false;
  std::vector<Code> silenced{};  ///< warnings and notes not to speak of
};

}  // namespace tamis::cli
