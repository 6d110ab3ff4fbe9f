// A thread with so little machine stack that whatever goes down with its input runs off it: Windows. The system rounds
// the size up, wine to a megabyte: that all of it was used is noticed afterwards.
#include "tests/support/small_stack.hpp"

#define WIN32_LEAN_AND_MEAN
#include <windows.h>

#include <cstdint>
#include <cstdlib>
#include <stdexcept>

namespace tamis::tests {

#if defined(__OPTIMIZE__)
const std::size_t SmallStack::bytes = 256 * 1024;
#else
const std::size_t SmallStack::bytes = 512 * 1024;
#endif

namespace {

constexpr std::size_t beside = 64 * 1024;  // what the thread needs before and after
constexpr char paint = 0x5A;

struct Work {
  std::function<void()> what;
  std::size_t used;
};

/// Paints so much of the stack, from here down; where that begins. Volatile: it is looked at when this has returned.
[[gnu::noinline]] std::uintptr_t paint_stack() {
  const auto place = static_cast<volatile char*>(__builtin_alloca(SmallStack::bytes));
  for (std::size_t i = SmallStack::bytes; i > 0; --i)
    place[i - 1] = paint;
  return reinterpret_cast<std::uintptr_t>(place);
}

DWORD WINAPI start(void* data) {
  Work& work = *static_cast<Work*>(data);
  const auto* const stack = reinterpret_cast<const volatile char*>(paint_stack());
  work.what();
  std::size_t left = 0;
  while (left < SmallStack::bytes && stack[left] == paint)
    ++left;
  work.used = SmallStack::bytes - left;
  return 0;
}

}  // namespace

SmallStack::SmallStack() : memory_(nullptr) {}

SmallStack::~SmallStack() = default;

std::size_t SmallStack::run(std::function<void()> what) {
  Work work{std::move(what), 0};
  const HANDLE thread =
      ::CreateThread(nullptr, bytes + beside, start, &work, STACK_SIZE_PARAM_IS_A_RESERVATION, nullptr);
  if (thread == nullptr) throw std::runtime_error("no thread");
  ::WaitForSingleObject(thread, INFINITE);
  ::CloseHandle(thread);
  if (work.used == bytes) std::abort();
  return work.used;
}

}  // namespace tamis::tests
