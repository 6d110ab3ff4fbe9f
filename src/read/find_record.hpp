// Reading records with a say in how they are validated, so that who looks into them has to do it only once.
#pragma once

#include <cstddef>
#include <functional>
#include <istream>
#include <string_view>

#include <tamis/read.hpp>

namespace tamis {
inline namespace v0 {
namespace read {

struct FoundRecord {
  std::size_t length = 0;  ///< in bytes; 0: none, or not all of it
  bool one_line = false;   ///< there is no line feed in it
};

/// Finds the right record, within the limits, that a text begins with. A record is found once before it is called back;
/// one that is not found is looked for again in more text, and then called back if it is right by other means.
using FindRecord = std::function<FoundRecord(std::string_view text)>;

/// Any record.
FindRecord any_record(const Limits& limits);

ReadSummary read_records(std::istream& input, const Limits& limits, const FindRecord& find,
                         const RecordCallback& callback, const ReadErrorCallback& on_error = {});
ReadSummary read_records(std::string_view text, const Limits& limits, const FindRecord& find,
                         const RecordCallback& callback, const ReadErrorCallback& on_error = {});

}  // namespace read
}  // namespace v0
}  // namespace tamis
