// How a reader finds records: who looks into them anyway can validate them in the same pass.
#pragma once

#include <cstddef>
#include <functional>
#include <string_view>

#include <tamis/limits.hpp>

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

/// Any record. The limits live longer.
FindRecord any_record(const Limits& limits);
}  // namespace read
}  // namespace v0
}  // namespace tamis
