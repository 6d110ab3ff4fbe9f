// Syntax trees, for C callers.
#include <tamis/parse.hpp>
#include <tamis/tree.hpp>

#include "src/c/check_options.hpp"
#include "src/c/objects.hpp"

using namespace tamis;

extern "C" {

tamis_status tamis_tree(const char* text, size_t text_size, const tamis_options* options, tamis_text** tree,
                        tamis_diagnostics** diagnostics) {
  return c::guarded([&]() -> tamis_status {
    c::begin_failing(diagnostics);
    c::begin(tree);
    const tamis_options given = c::read_structure(options);
    c::require((given.flags & ~(TAMIS_ENCODED | TAMIS_PLUS_IS_BLANK)) == 0);
    c::require(given.base_size == 0 && given.silenced_size == 0 && given.type_size == 0);
    const c::Memory memory(given.allocator);
    const std::string_view source = c::view(text, text_size);
    const Result<Tree> parsed = parse(source, c::read_check_options(given));
    if (!parsed) return c::fail(TAMIS_WRONG_QUERY, memory, parsed.error(), diagnostics);
    c::Owned<tamis_text> written = c::make_text(memory, to_json(*parsed));
    c::hand_out(memory, Diagnostics{std::string(source), parsed->warnings()}, diagnostics);
    *tree = written.release();
    return TAMIS_OK;
  });
}

}  // extern "C"
