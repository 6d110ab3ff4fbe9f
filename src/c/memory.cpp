// Memory of C callers, and texts that are handed out in it.
#include <cstdlib>

#include "src/c/boundary.hpp"

struct tamis_text {
  tamis::c::Memory memory;
  std::size_t size;  // the bytes stand behind this, and a NUL behind them
};

namespace tamis {
inline namespace v0 {
namespace c {

namespace {

void* from_malloc(void*, std::size_t size, std::size_t) { return std::malloc(size); }
void to_free(void*, void* memory, std::size_t, std::size_t) { std::free(memory); }

char* bytes_of(tamis_text* text) noexcept { return reinterpret_cast<char*>(text + 1); }
std::size_t room_for(std::size_t bytes) noexcept { return sizeof(tamis_text) + bytes + 1; }

}  // namespace

Memory::Memory(const tamis_allocator* given) : allocator_(read_structure(given)) {
  if (given == nullptr) {
    allocator_.allocate = from_malloc;
    allocator_.deallocate = to_free;
  }
  require(allocator_.allocate != nullptr && allocator_.deallocate != nullptr);
}

void* Memory::allocate(std::size_t size, std::size_t alignment) const {
  void* const memory = allocator_.allocate(allocator_.context, size, alignment);
  if (memory == nullptr) throw std::bad_alloc();
  return memory;
}

void Memory::deallocate(void* memory, std::size_t size, std::size_t alignment) const noexcept {
  allocator_.deallocate(allocator_.context, memory, size, alignment);
}

Owned<tamis_text> make_text(const Memory& memory, std::string_view bytes) {
  void* const place = memory.allocate(room_for(bytes.size()), alignof(tamis_text));
  Owned<tamis_text> text(::new (place) tamis_text{memory, bytes.size()});
  std::copy(bytes.begin(), bytes.end(), bytes_of(text.get()));
  bytes_of(text.get())[bytes.size()] = '\0';
  return text;
}

Limits read_limits(const tamis_limits* given) {
  const tamis_limits wanted = read_structure(given);
  require(wanted.reserved == 0);
  Limits limits;
  const auto take = [](auto asked, auto& limit) {
    if (asked != 0) limit = asked;
  };
  take(wanted.bytes, limits.bytes);
  take(wanted.depth, limits.depth);
  take(wanted.nodes, limits.nodes);
  take(wanted.in_items, limits.in_items);
  take(wanted.lambda_depth, limits.lambda_depth);
  take(wanted.identifier_length, limits.identifier_length);
  take(wanted.record_depth, limits.record_depth);
  take(wanted.steps, limits.steps);
  take(wanted.record_bytes, limits.record_bytes);
  return limits;
}

}  // namespace c
}  // namespace v0
}  // namespace tamis

using namespace tamis;

extern "C" {

const char* tamis_text_data(const tamis_text* text) {
  return text == nullptr ? "" : reinterpret_cast<const char*>(text + 1);
}

size_t tamis_text_size(const tamis_text* text) { return text == nullptr ? 0 : text->size; }

void tamis_text_free(tamis_text* text) {
  if (text == nullptr) return;
  const c::Memory memory = text->memory;
  memory.deallocate(text, c::room_for(text->size), alignof(tamis_text));
}

}  // extern "C"
