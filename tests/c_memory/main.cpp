// The calls of the C interface while operator new fails, at the first allocation, the second, and so on to the last:
// each run must end as out of memory, and give back all that it has taken.
#include <cstdio>
#include <cstdlib>
#include <new>

#include "tests/support/c_calls.hpp"

namespace {

std::size_t left = static_cast<std::size_t>(-1);  // allocations that succeed
bool refused = false;                             // one that did not
std::size_t living = 0;                           // blocks

void* take(std::size_t size) noexcept {
  if (left == 0) {
    refused = true;
    return nullptr;
  }
  --left;
  void* const memory = std::malloc(size == 0 ? 1 : size);
  if (memory != nullptr) ++living;
  return memory;
}

void* take_or_throw(std::size_t size) {
  void* const memory = take(size);
  if (memory == nullptr) throw std::bad_alloc();
  return memory;
}

void give(void* memory) noexcept {
  if (memory == nullptr) return;
  --living;
  std::free(memory);
}

tamis_allocator never_failing() {
  tamis_allocator allocator{};
  allocator.struct_size = sizeof allocator;
  allocator.allocate = [](void*, std::size_t size, std::size_t) { return std::malloc(size); };
  allocator.deallocate = [](void*, void* memory, std::size_t, std::size_t) { std::free(memory); };
  return allocator;
}

}  // namespace

// All forms: a sanitizer has its own of each that is not here, and minds where they are mixed.
void* operator new(std::size_t size) { return take_or_throw(size); }
void* operator new[](std::size_t size) { return take_or_throw(size); }
void* operator new(std::size_t size, const std::nothrow_t&) noexcept { return take(size); }
void* operator new[](std::size_t size, const std::nothrow_t&) noexcept { return take(size); }
void operator delete(void* memory) noexcept { give(memory); }
void operator delete[](void* memory) noexcept { give(memory); }
void operator delete(void* memory, std::size_t) noexcept { give(memory); }
void operator delete[](void* memory, std::size_t) noexcept { give(memory); }
void operator delete(void* memory, const std::nothrow_t&) noexcept { give(memory); }
void operator delete[](void* memory, const std::nothrow_t&) noexcept { give(memory); }

int main() {
  const tamis_allocator allocator = never_failing();
  if (tamis::tests::go_through(allocator) != TAMIS_OK) return std::puts("the calls fail with memory, too"), 1;
  const std::size_t at_rest = living;
  for (std::size_t allowed = 0;; ++allowed) {
    left = allowed;
    refused = false;
    const tamis_status status = tamis::tests::go_through(allocator);
    left = static_cast<std::size_t>(-1);
    if (living != at_rest) return std::printf("allocation %zu: %zu blocks leak\n", allowed, living - at_rest), 1;
    if (!refused && status == TAMIS_OK) return std::printf("%zu allocations\n", allowed), 0;
    if (status != TAMIS_OUT_OF_MEMORY)
      return std::printf("allocation %zu: %s\n", allowed, tamis_status_name(status)), 1;
  }
}
