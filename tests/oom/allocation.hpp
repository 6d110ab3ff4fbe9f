// Memory that runs out when it is told to.
#pragma once

#include <cstdint>

namespace tamis::tests {

/// From the `first`-th allocation of this thread on (counted from 1), `count` of them fail.
void fail_allocations(std::uint64_t first, std::uint64_t count);
/// Ends that; how many there were since, failed ones included.
std::uint64_t stop_failing();
/// Blocks that this thread has allocated and not freed, less those it freed and others allocated. Always 0 where a
/// sanitizer watches, which looks for leaks itself.
std::int64_t live_blocks();

}  // namespace tamis::tests
