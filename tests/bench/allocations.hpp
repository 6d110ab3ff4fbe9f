// Heap allocations of this thread, counted by replacing operator new of the whole program.
#pragma once

#include <cstdint>

namespace tamis::bench {

/// How many there have been until now.
std::uint64_t allocations_so_far();

}  // namespace tamis::bench
