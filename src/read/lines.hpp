// The lines of NDJSON in parts: what reading in several threads needs of a reader.
#pragma once

#include <cstdint>
#include <functional>
#include <istream>
#include <optional>
#include <string_view>

#include <tamis/read.hpp>

#include "src/read/find_record.hpp"
#include "src/read/window.hpp"

namespace tamis {
inline namespace v0 {
namespace read {

/// How reading is done; see read_records().
struct Manner {
  const Limits& limits;
  const RecordCallback& callback;
  const ReadErrorCallback& on_error;
  Trust trust = Trust::nothing;
  FindRecord find{};  ///< any_record() if there is none; of no use where the input is trusted
};

/// Takes records off a window whose mark stands in front of a record of NDJSON, or in front of blanks before it, and
/// notes in the summary what it took (`records`, `layout`, `stopped`). False when reading is over; else it goes on with
/// one record from the mark, then asks again.
using TakeLines = std::function<bool(Window& window, ReadSummary& summary)>;

/// read_records(), with something else to read the lines of NDJSON where it likes.
ReadSummary read_records(std::istream& input, const Manner& manner, TakeLines take_lines);
ReadSummary read_records(std::string_view text, const Manner& manner, TakeLines take_lines);

/// What reading some lines came to.
struct LinesRead {
  ReadSummary summary{};
  Place end{};  ///< behind all that was read
  /// Where the last record begins, if what becomes of it depends on what stands behind these lines: it was cut off, or
  /// it is broken and may go on there. Then what was told of it does not count.
  std::optional<Place> open{};
  std::uint64_t records_before_open = 0;
};

/// Reads lines from the middle of NDJSON, all places from their beginning.
LinesRead read_lines(std::string_view lines, const Manner& manner);

}  // namespace read
}  // namespace v0
}  // namespace tamis
