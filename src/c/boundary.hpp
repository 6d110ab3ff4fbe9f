// The boundary to C: memory, arguments that are read, results that are handed out, exceptions that end here.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <memory>
#include <new>
#include <stdexcept>
#include <string_view>
#include <type_traits>
#include <utility>

#include <tamis/tamis.h>
#include <tamis/diagnostic.hpp>
#include <tamis/limits.hpp>

namespace tamis {
inline namespace v0 {
namespace c {

/// A call that is wrong in itself; ends as TAMIS_MISUSE.
struct Misuse {};

inline void require(bool right) {
  if (!right) throw Misuse{};
}

/// Runs what a function of the C interface does; nothing is thrown beyond.
template <typename Body>
tamis_status guarded(Body&& body) noexcept {
  try {
    return body();
  } catch (const Misuse&) {
    return TAMIS_MISUSE;
  } catch (const std::bad_alloc&) {
    return TAMIS_OUT_OF_MEMORY;
  } catch (const std::length_error&) {  // of a string or a vector: more than any memory has
    return TAMIS_OUT_OF_MEMORY;
  } catch (...) {  // nothing else is thrown by design: the status says so
    return TAMIS_INTERNAL;
  }
}

/// A text argument.
inline std::string_view view(const char* data, std::size_t size) {
  require(data != nullptr || size == 0);
  return size == 0 ? std::string_view() : std::string_view(data, size);
}

/// A structure that begins with its size, from a caller whose header may be older or newer. NULL: all zeros. What a
/// newer one has must be zero, too: nothing that is asked for is left out in silence.
template <typename Structure>
Structure read_structure(const Structure* given) {
  Structure known{};
  if (given == nullptr) return known;
  const std::size_t size = given->struct_size;
  require(size >= sizeof size);
  std::memcpy(&known, given, std::min(size, sizeof known));
  const char* const bytes = reinterpret_cast<const char*>(given);
  require(std::all_of(bytes + std::min(size, sizeof known), bytes + size, [](char byte) { return byte == 0; }));
  return known;
}

/// Fills a structure of the caller's as far as it goes.
template <typename Structure>
void write_structure(Structure filled, Structure* wanted) {
  const std::size_t size = wanted->struct_size;
  require(size >= sizeof size);
  filled.struct_size = size;
  std::memcpy(wanted, &filled, std::min(size, sizeof filled));
}

/// The caller's allocator; malloc where there is none.
class Memory {
 public:
  explicit Memory(const tamis_allocator* given);

  /// Throws std::bad_alloc.
  void* allocate(std::size_t size, std::size_t alignment) const;
  void deallocate(void* memory, std::size_t size, std::size_t alignment) const noexcept;

 private:
  tamis_allocator allocator_;
};

/// The same for standard containers.
template <typename T>
struct MemoryOf {
  using value_type = T;
  Memory memory;

  explicit MemoryOf(const Memory& source) : memory(source) {}
  template <typename Other>
  MemoryOf(const MemoryOf<Other>& other) : memory(other.memory) {}
  T* allocate(std::size_t count) {
    if (count > static_cast<std::size_t>(-1) / sizeof(T)) throw std::bad_alloc();
    return static_cast<T*>(memory.allocate(count * sizeof(T), alignof(T)));
  }
  void deallocate(T* memory_of, std::size_t count) noexcept {
    memory.deallocate(memory_of, count * sizeof(T), alignof(T));
  }
};

/// Gives an object back to the memory that it is from; NULL is passed over.
template <typename Object>
void destroy(Object* object) noexcept {
  if (object == nullptr) return;
  const Memory memory = object->memory;
  object->~Object();
  memory.deallocate(object, sizeof(Object), alignof(Object));
}

inline void destroy(tamis_text* text) noexcept { tamis_text_free(text); }

struct Destroy {
  template <typename Object>
  void operator()(Object* object) const noexcept {
    destroy(object);
  }
};

template <typename Object>
using Owned = std::unique_ptr<Object, Destroy>;

/// Makes an object, an aggregate whose first member is its memory.
template <typename Object, typename... Rest>
Owned<Object> make(const Memory& memory, Rest&&... rest) {
  void* const place = memory.allocate(sizeof(Object), alignof(Object));
  try {
    return Owned<Object>(::new (place) Object{memory, std::forward<Rest>(rest)...});
  } catch (...) {  // whatever it is goes on, without the memory
    memory.deallocate(place, sizeof(Object), alignof(Object));
    throw;
  }
}

/// A result, which must be wanted: no result until there is one.
template <typename Result>
void begin(Result* result) {
  require(result != nullptr);
  *result = Result{};
}

/// Diagnostics, which need not be wanted: none until there are any.
inline void begin_failing(tamis_diagnostics** diagnostics) noexcept {
  if (diagnostics != nullptr) *diagnostics = nullptr;
}

Owned<tamis_text> make_text(const Memory& memory, std::string_view bytes);

inline void hand_out(const Memory& memory, std::string_view bytes, tamis_text** text) {
  *text = make_text(memory, bytes).release();
}

/// Limits with the library's own where the caller says nothing.
Limits read_limits(const tamis_limits* given);

}  // namespace c
}  // namespace v0
}  // namespace tamis
