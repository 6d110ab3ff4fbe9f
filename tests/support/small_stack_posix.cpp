// A thread with so little machine stack that whatever goes down with its input runs off it.
#include "tests/support/small_stack.hpp"

#include <pthread.h>
#include <sys/mman.h>
#include <algorithm>
#include <cerrno>
#include <cstring>
#include <system_error>

#include "tests/support/sanitizer.hpp"

namespace tamis::tests {

namespace {

constexpr std::size_t page = 4096;
constexpr char paint = 0x5A;

void* start(void* what) {
  (*static_cast<std::function<void()>*>(what))();
  return nullptr;
}

[[noreturn]] void failed(const char* what, int error) { throw std::system_error(error, std::generic_category(), what); }

}  // namespace

#if TAMIS_ADDRESS_SANITIZER
const std::size_t SmallStack::bytes = 2048 * 1024;
#elif defined(__OPTIMIZE__)
const std::size_t SmallStack::bytes = 256 * 1024;
#else
const std::size_t SmallStack::bytes = 512 * 1024;
#endif

SmallStack::SmallStack() {
  void* const memory = mmap(nullptr, page + bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (memory == MAP_FAILED) failed("mmap", errno);
  if (mprotect(memory, page, PROT_NONE) != 0) failed("mprotect", errno);
  memory_ = static_cast<char*>(memory);
}

SmallStack::~SmallStack() { munmap(memory_, page + bytes); }

std::size_t SmallStack::run(std::function<void()> what) {
  char* const stack = memory_ + page;
  std::memset(stack, paint, bytes);
  pthread_attr_t attributes;
  pthread_attr_init(&attributes);
  pthread_attr_setstack(&attributes, stack, bytes);
  pthread_t thread{};
  const int error = pthread_create(&thread, &attributes, start, &what);
  pthread_attr_destroy(&attributes);
  if (error != 0) failed("pthread_create", error);
  pthread_join(thread, nullptr);
  const char* const used = std::find_if(stack, stack + bytes, [](char c) { return c != paint; });
  return static_cast<std::size_t>(stack + bytes - used);
}

}  // namespace tamis::tests
