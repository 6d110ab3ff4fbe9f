// The forms in which records are put out.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <tamis/schema.hpp>

#include "src/cli/options.hpp"
#include "src/cli/terminal.hpp"

namespace tamis::cli {

/// What is known when all records have been read.
struct Ending {
  bool complete = true;                  ///< false: wrong data ended it early
  std::string envelope{};                ///< of the first response read: a JSON object, or nothing
  std::optional<std::uint64_t> count{};  ///< what `$count=true` asked for
  std::optional<std::string> next{};     ///< with pages: the link to the next one, or an empty text
};

/// Takes the records of the answer in order.
class RecordSink {
 public:
  virtual ~RecordSink() = default;
  virtual void record(std::string_view json) = 0;
  virtual void finish(const Ending& ending) = 0;
};

/// The columns of a table: their headings, and what is in them of a record.
using Columns = std::vector<std::string>;

/// A sink of the form asked for. `columns` is of use to the table, `keys` to the ids.
std::unique_ptr<RecordSink> make_sink(OutputForm form, Output& out, const Columns& columns, const Columns& keys);

/// The sink of `--output table`, defined in table.cpp.
std::unique_ptr<RecordSink> make_table_sink(Output& out, const Columns& columns);

/// The members of a record that paths name (`a`, `b/c`, or any expression), each as plain text.
class CellReader {
 public:
  /// A path that is no expression has nothing in it.
  explicit CellReader(const Columns& paths);
  ~CellReader();

  struct Cell {
    std::string text;  ///< strings without quotes; arrays and objects as JSON; nothing for null
    bool number = false;
  };
  /// One cell for each path.
  std::vector<Cell> read(std::string_view record);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// Rows as aligned text. Columns in which all but the first row are numbers stand to the right. With a
/// width other than 0 the widest columns are cut until a line fits; what was cut ends in `…`.
std::string align(const std::vector<std::vector<CellReader::Cell>>& rows, std::size_t width);

}  // namespace tamis::cli
