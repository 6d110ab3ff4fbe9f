// SortKey: what a record is ordered by. Owns its content, so that it outlives the record.
#pragma once

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include <tamis/schema.hpp>

#include "src/value/scratch.hpp"
#include "src/value/value.hpp"

namespace tamis {
inline namespace v0 {

/// One key of one record, in a total order: null, NaN, false, true, numbers (exactly, whatever their types),
/// strings by collation (by code point without one), guids, dates, date-times as instants, times, durations,
/// enumeration members by number, names that the enumeration does not have (by name), all else.
class SortKey {
 public:
  explicit SortKey(const Value& value);
  friend int compare(const SortKey& a, const SortKey& b, const Collation& collation);

 private:
  std::uint8_t rank_ = 0;  // of the kind; keys of one rank hold the same alternative
  std::variant<std::monostate, Decimal, std::string, Value> content_;
};

/// All keys of one record, with the place it came from, which decides between equals.
struct SortRow {
  std::vector<SortKey> keys;
  std::uint64_t index = 0;
};

/// Whether `a` comes before `b`; `descending` says so for each key.
bool comes_before(const SortRow& a, const SortRow& b, const std::vector<bool>& descending, const Collation& collation);

}  // namespace v0
}  // namespace tamis
