// Memory that runs out when it is told to. malloc and its kin are replaced by ones that count and fail, in front of
// glibc's own, so that also the allocations of libraries count; under a sanitizer, which replaces them itself, only
// operator new is.
#include "tests/oom/allocation.hpp"

#include <cerrno>
#include <cstddef>
#include <cstdlib>
#include <new>

#include "tests/support/sanitizer.hpp"

namespace {

// Plain data: no constructor runs, and so none allocates.
thread_local bool counting = false;
thread_local std::uint64_t seen = 0, first_failing = 0, failing = 0;
thread_local std::int64_t live = 0;

bool fails() {
  if (!counting) return false;
  ++seen;
  return seen >= first_failing && seen - first_failing < failing;
}

}  // namespace

namespace tamis::tests {

void fail_allocations(std::uint64_t first, std::uint64_t count) {
  seen = 0;
  first_failing = first;
  failing = count;
  counting = true;
}

std::uint64_t stop_failing() {
  counting = false;
  return seen;
}

std::int64_t live_blocks() { return live; }

}  // namespace tamis::tests

#if TAMIS_ADDRESS_SANITIZER

static void* take(std::size_t size) noexcept {
  void* const block = fails() ? nullptr : std::malloc(size);
  if (block != nullptr) ++live;
  return block;
}
static void* take_or_throw(std::size_t size) {
  void* const block = take(size);
  if (block == nullptr) throw std::bad_alloc();
  return block;
}
static void give(void* block) noexcept {
  if (block != nullptr) --live;
  std::free(block);
}

// All forms: the sanitizer has its own of each that is not here, and minds where they are mixed.
void* operator new(std::size_t size) { return take_or_throw(size); }
void* operator new[](std::size_t size) { return take_or_throw(size); }
void* operator new(std::size_t size, const std::nothrow_t&) noexcept { return take(size); }
void* operator new[](std::size_t size, const std::nothrow_t&) noexcept { return take(size); }
void operator delete(void* block) noexcept { give(block); }
void operator delete[](void* block) noexcept { give(block); }
void operator delete(void* block, std::size_t) noexcept { give(block); }
void operator delete[](void* block, std::size_t) noexcept { give(block); }
void operator delete(void* block, const std::nothrow_t&) noexcept { give(block); }
void operator delete[](void* block, const std::nothrow_t&) noexcept { give(block); }

#else

extern "C" {
void* __libc_malloc(std::size_t size);
void* __libc_calloc(std::size_t count, std::size_t size);
void* __libc_realloc(void* block, std::size_t size);
void* __libc_memalign(std::size_t alignment, std::size_t size);
void __libc_free(void* block);

static void* counted(void* block) {
  if (block != nullptr) ++live;
  return block;
}
static void* failed() {
  errno = ENOMEM;
  return nullptr;
}

void* malloc(std::size_t size) noexcept { return fails() ? failed() : counted(__libc_malloc(size)); }
void* calloc(std::size_t count, std::size_t size) noexcept {
  return fails() ? failed() : counted(__libc_calloc(count, size));
}
void* realloc(void* block, std::size_t size) noexcept {
  if (fails()) return failed();
  void* const other = __libc_realloc(block, size);
  if (block == nullptr) return counted(other);
  if (size == 0 && other == nullptr) --live;
  return other;
}
void* aligned_alloc(std::size_t alignment, std::size_t size) noexcept {
  return fails() ? failed() : counted(__libc_memalign(alignment, size));
}
void* memalign(std::size_t alignment, std::size_t size) noexcept { return aligned_alloc(alignment, size); }
int posix_memalign(void** block, std::size_t alignment, std::size_t size) noexcept {
  *block = aligned_alloc(alignment, size);
  return *block == nullptr ? ENOMEM : 0;
}
void free(void* block) noexcept {
  if (block != nullptr) --live;
  __libc_free(block);
}
}

#endif
