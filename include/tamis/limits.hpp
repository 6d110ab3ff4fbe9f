// Limits: one budget for untrusted text, passed through every phase.
#pragma once

#include <cstddef>
#include <cstdint>

namespace tamis {
inline namespace v0 {

/// What a text or a record may cost. Exceeding a limit is a diagnostic that names it (`too-long`,
/// `too-deep`, `too-many-nodes`, `too-many-items`, `budget-exceeded`), never a crash.
struct Limits {
  std::uint32_t bytes = 64 * 1024;  ///< longest text; below common servers' request-line limits
  std::uint32_t depth = 100;        ///< brackets, arguments, prefix operators inside one another; keeps stacks small
  std::uint32_t nodes = 8192;       ///< nodes of a tree; ten times what a person writes
  std::uint32_t in_items = 4096;    ///< items of one list or array
  std::uint32_t lambda_depth = 8;   ///< any/all inside any/all: cost grows with the power of it
  std::uint32_t identifier_length = 128;  ///< characters of a name (OData 4.01 ABNF, odataIdentifier)
  /// Of one evaluation of one record: instructions, and what long values take, one for about 64 bytes.
  std::uint64_t steps = 1'000'000;
  std::uint64_t record_bytes = 16u << 20;  ///< longest record read from text
  std::uint32_t record_depth = 100;        ///< nested arrays and objects of a record
};

}  // namespace v0
}  // namespace tamis
