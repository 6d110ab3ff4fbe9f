// Checking and quoting texts, and answers to lines, for C callers.
#include <tamis/answer.hpp>
#include <tamis/check.hpp>
#include <tamis/print.hpp>
#include <tamis/tree.hpp>

#include "src/c/check_options.hpp"
#include "src/c/objects.hpp"

using namespace tamis;

extern "C" {

tamis_status tamis_quote(const char* text, size_t text_size, const tamis_allocator* allocator, tamis_text** quoted) {
  return c::guarded([&] {
    c::begin(quoted);
    c::hand_out(c::Memory(allocator), quote(c::view(text, text_size)), quoted);
    return TAMIS_OK;
  });
}

tamis_status tamis_percent_encode(const char* text, size_t text_size, const tamis_allocator* allocator,
                                  tamis_text** encoded) {
  return c::guarded([&] {
    c::begin(encoded);
    c::hand_out(c::Memory(allocator), percent_encode(c::view(text, text_size)), encoded);
    return TAMIS_OK;
  });
}

tamis_status tamis_check(const tamis_schema* schema, const char* text, size_t text_size, const tamis_options* options,
                         tamis_text** canonical, tamis_diagnostics** diagnostics) {
  return c::guarded([&]() -> tamis_status {
    if (canonical != nullptr) *canonical = nullptr;
    c::begin_failing(diagnostics);
    c::require(schema != nullptr);
    const tamis_options given = c::read_structure(options);
    const c::Memory memory(given.allocator);
    const Result<CheckedText> checked = check(c::view(text, text_size), schema->schema, c::read_check_options(given));
    if (!checked) return c::fail(TAMIS_WRONG_QUERY, memory, checked.error(), diagnostics);
    c::Owned<tamis_text> written = canonical == nullptr ? nullptr : c::make_text(memory, checked->canonical);
    c::hand_out(memory, checked->warnings, diagnostics);
    if (canonical != nullptr) *canonical = written.release();
    return TAMIS_OK;
  });
}

tamis_status tamis_check_answer(const tamis_schema* schema, const char* text, size_t text_size,
                                const tamis_options* options, tamis_text** answer) {
  return c::guarded([&] {
    c::begin(answer);
    c::require(schema != nullptr);
    const tamis_options given = c::read_structure(options);
    const c::Memory memory(given.allocator);
    c::hand_out(memory, answer_check(c::view(text, text_size), schema->schema, c::read_check_options(given)), answer);
    return TAMIS_OK;
  });
}

}  // extern "C"
