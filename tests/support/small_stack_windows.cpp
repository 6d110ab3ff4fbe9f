// A thread with so little machine stack that whatever goes down with its input runs off it: Windows. The system commits
// the pages of a stack as they are reached, so that they tell how far it went down.
#include "tests/support/small_stack.hpp"

#define WIN32_LEAN_AND_MEAN
#include <windows.h>

#include <stdexcept>

namespace tamis::tests {

#if defined(__OPTIMIZE__)
const std::size_t SmallStack::bytes = 256 * 1024;
#else
const std::size_t SmallStack::bytes = 512 * 1024;
#endif

namespace {

struct Work {
  std::function<void()> what;
  std::size_t used;
};

/// From the lowest page of this thread's stack that was reached to its upper end.
std::size_t reached() {
  MEMORY_BASIC_INFORMATION region{};
  ::VirtualQuery(&region, &region, sizeof region);
  const char* const bottom = static_cast<const char*>(region.AllocationBase);
  const char* at = bottom;
  const auto look = [&] { ::VirtualQuery(at, &region, sizeof region); };
  for (look(); region.State != MEM_COMMIT || (region.Protect & (PAGE_GUARD | PAGE_NOACCESS)) != 0; look())
    at += region.RegionSize;
  const char* const lowest = at;
  for (look(); region.AllocationBase == bottom; look())
    at += region.RegionSize;
  return static_cast<std::size_t>(at - lowest);
}

DWORD WINAPI start(void* data) {
  Work& work = *static_cast<Work*>(data);
  work.what();
  work.used = reached();
  return 0;
}

}  // namespace

SmallStack::SmallStack() : memory_(nullptr) {}

SmallStack::~SmallStack() = default;

std::size_t SmallStack::run(std::function<void()> what) {
  Work work{std::move(what), 0};
  const HANDLE thread = ::CreateThread(nullptr, bytes, start, &work, STACK_SIZE_PARAM_IS_A_RESERVATION, nullptr);
  if (thread == nullptr) throw std::runtime_error("no thread");
  ::WaitForSingleObject(thread, INFINITE);
  ::CloseHandle(thread);
  return work.used;
}

}  // namespace tamis::tests
