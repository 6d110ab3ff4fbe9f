// What the module brings along of a system: nothing that it would have to ask its surroundings for but the time.
//
// Texts of strangers do not throw. What does throw is memory that has run out and misuse of the C interface: either
// ends the module with a trap, which memory.js says in words.
#include <cstddef>
#include <cstdint>

#include <tamis/tamis.h>

// Where tamis.js writes what it asks for.
static_assert(sizeof(tamis_options) == 44 && offsetof(tamis_options, limits) == 8 && offsetof(tamis_options, type) == 12
              && offsetof(tamis_options, silenced) == 20 && offsetof(tamis_options, base) == 28
              && offsetof(tamis_options, flags) == 36 && offsetof(tamis_options, as) == 40);
static_assert(sizeof(tamis_limits) == 56 && offsetof(tamis_limits, bytes) == 4
              && offsetof(tamis_limits, record_depth) == 28 && offsetof(tamis_limits, steps) == 40
              && offsetof(tamis_limits, record_bytes) == 48);
static_assert(sizeof(tamis_context_options) == 32 && offsetof(tamis_context_options, limits) == 8
              && offsetof(tamis_context_options, absent) == 12);
static_assert(sizeof(tamis_apply_options) == 24 && offsetof(tamis_apply_options, page_size) == 8
              && offsetof(tamis_apply_options, base) == 16);
static_assert(sizeof(tamis_match) == 24 && sizeof(tamis_piece) == 8);

extern "C" {

void* __cxa_allocate_exception(std::size_t) noexcept { __builtin_trap(); }
[[noreturn]] void __cxa_throw(void*, void*, void (*)(void*)) { __builtin_trap(); }

// Debian's compiler runtime is compiled with guards of the stack.
std::uintptr_t __stack_chk_guard = 0x7A5E11E5;
[[noreturn]] void __stack_chk_fail() { __builtin_trap(); }

/// Nanoseconds since 1970.
__attribute__((import_module("tamis"), import_name("now"))) std::int64_t tamis_import_now(void);

// The calls to the system of wasi-libc, which would else be imports. There are no files.
std::uint16_t __imported_wasi_snapshot_preview1_clock_time_get(std::int32_t, std::int64_t, std::int32_t time) {
  *reinterpret_cast<std::int64_t*>(time) = tamis_import_now();
  return 0;
}
constexpr std::uint16_t bad_file = 8;
std::uint16_t __imported_wasi_snapshot_preview1_fd_close(std::int32_t) { return bad_file; }
std::uint16_t __imported_wasi_snapshot_preview1_fd_seek(std::int32_t, std::int64_t, std::int32_t, std::int32_t) {
  return bad_file;
}
std::uint16_t __imported_wasi_snapshot_preview1_fd_write(std::int32_t, std::int32_t, std::int32_t, std::int32_t) {
  return bad_file;
}

}  // extern "C"

/// What libc++ calls where it cannot go on.
_LIBCPP_BEGIN_NAMESPACE_STD
[[noreturn]] void __libcpp_verbose_abort(const char*, ...) noexcept { __builtin_trap(); }
_LIBCPP_END_NAMESPACE_STD
