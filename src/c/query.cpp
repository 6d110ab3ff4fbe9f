// Queries for C callers.
#include <tamis/apply_text.hpp>

#include "src/c/objects.hpp"

using namespace tamis;

namespace {

constexpr std::uint32_t query_flags = TAMIS_PLUS_IS_BLANK | TAMIS_SERVICE_RULES;

}  // namespace

extern "C" {

tamis_status tamis_query_compile(const tamis_schema* schema, const char* text, size_t text_size,
                                 const tamis_options* options, tamis_query** query, tamis_diagnostics** diagnostics) {
  return c::compile<tamis_query, Query>(schema, text, text_size, options, query_flags, query, diagnostics);
}

tamis_status tamis_query_url(const tamis_query* query, uint32_t form, const char* base, size_t base_size,
                             tamis_text** url) {
  return c::guarded([&] {
    c::begin(url);
    c::require(query != nullptr);
    PrintOptions options = c::read_form(form, TAMIS_FORM_V4_0);
    options.base = c::view(base, base_size);
    c::hand_out(query->memory, query->compiled.url(options), url);
    return TAMIS_OK;
  });
}

tamis_status tamis_query_apply(const tamis_query* query, tamis_context* context, const char* input, size_t input_size,
                               const tamis_apply_options* options, tamis_text** answer,
                               tamis_diagnostics** diagnostics) {
  return c::guarded([&]() -> tamis_status {
    c::begin_failing(diagnostics);
    c::begin(answer);
    c::require(query != nullptr && context != nullptr);
    const tamis_apply_options given = c::read_structure(options);
    ApplyOptions applying;
    applying.page_size = given.page_size;
    applying.link.base = c::view(given.base, given.base_size);
    const std::string_view text = c::view(input, input_size);
    const Diagnostics& refused = query->compiled.not_applicable();
    if (!refused.empty()) return c::fail(TAMIS_WRONG_QUERY, context->memory, refused, diagnostics);
    const TextAnswer found = apply_text(text, query->compiled, context->context, applying);
    if (found.error) return c::fail(TAMIS_WRONG_DATA, context->memory, *found.error, diagnostics);
    c::hand_out(context->memory, found.text, answer);
    return TAMIS_OK;
  });
}

void tamis_query_free(tamis_query* query) { c::destroy(query); }

}  // extern "C"
