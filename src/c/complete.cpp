// Completing texts, for C callers.
#include <tamis/complete.hpp>

#include "src/c/check_options.hpp"
#include "src/c/objects.hpp"

using namespace tamis;

extern "C" {

tamis_status tamis_complete(const tamis_schema* schema, const char* text, size_t text_size, size_t offset,
                            const tamis_options* options, tamis_text** candidates) {
  return c::guarded([&] {
    c::begin(candidates);
    c::require(schema != nullptr);
    const tamis_options given = c::read_structure(options);
    const c::Memory memory(given.allocator);
    const std::vector<Candidate> found =
        complete(c::view(text, text_size), offset, schema->schema, c::read_complete_options(given));
    c::hand_out(memory, to_json(found), candidates);
    return TAMIS_OK;
  });
}

}  // extern "C"
