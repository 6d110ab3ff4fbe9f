// Diagnostics for C callers.
#include "src/c/objects.hpp"

namespace tamis {
inline namespace v0 {
namespace c {

namespace {

bool names_limit(Code code) noexcept {
  switch (code) {
    case Code::too_long:
    case Code::too_deep:
    case Code::too_many_nodes:
    case Code::too_many_items:
    case Code::budget_exceeded: return true;
    default: return false;
  }
}

}  // namespace

void hand_out(const Memory& memory, const Diagnostics& diagnostics, tamis_diagnostics** wanted) {
  if (wanted != nullptr && !diagnostics.empty()) *wanted = make<tamis_diagnostics>(memory, diagnostics).release();
}

tamis_status fail(tamis_status status, const Memory& memory, const Diagnostics& diagnostics,
                  tamis_diagnostics** wanted) {
  hand_out(memory, diagnostics, wanted);
  return status_of(diagnostics, status);
}

tamis_status fail(tamis_status status, const Memory& memory, const RecordError& error, tamis_diagnostics** wanted) {
  const Diagnostics diagnostics{{}, {error.diagnostic}};
  if (wanted != nullptr) *wanted = make<tamis_diagnostics>(memory, diagnostics, error.place).release();
  return status_of(diagnostics, status);
}

tamis_status fail_in_record(const Memory& memory, std::string_view json, const Diagnostics& diagnostics,
                            tamis_diagnostics** wanted) {
  if (wanted != nullptr) {
    Owned<tamis_diagnostics> told = make<tamis_diagnostics>(memory, diagnostics);
    Record record;
    record.json = json;
    if (const auto offset = diagnostics.begin()->data_offset) told->place = place_in(record, *offset);
    *wanted = told.release();
  }
  return status_of(diagnostics, TAMIS_WRONG_DATA);
}

tamis_status status_of(const Diagnostics& diagnostics, tamis_status otherwise) noexcept {
  for (const Diagnostic& diagnostic : diagnostics)
    if (diagnostic.severity == Severity::error && names_limit(diagnostic.code)) return TAMIS_LIMIT;
  return otherwise;
}

}  // namespace c
}  // namespace v0
}  // namespace tamis

using namespace tamis;

namespace {

/// The words of a code come out of a table of literals, so they end with a NUL.
tamis_diagnostic describe(const Diagnostic& diagnostic, const std::optional<Place>& place) {
  tamis_diagnostic out{};
  out.severity = static_cast<std::int32_t>(diagnostic.severity);
  out.offset = diagnostic.span.offset;
  out.length = diagnostic.span.length;
  out.code = name(diagnostic.code).data();
  out.message = diagnostic.message.c_str();
  out.suggestion = diagnostic.suggestion.c_str();
  if (place) {
    out.has_place = 1;
    out.data_offset = place->offset;
    out.data_line = place->line;
    out.data_column = place->column;
  }
  return out;
}

}  // namespace

extern "C" {

size_t tamis_diagnostics_count(const tamis_diagnostics* diagnostics) {
  return diagnostics == nullptr ? 0 : diagnostics->diagnostics.size();
}

tamis_status tamis_diagnostics_get(const tamis_diagnostics* diagnostics, size_t number, tamis_diagnostic* diagnostic) {
  return c::guarded([&] {
    c::require(diagnostic != nullptr && number < tamis_diagnostics_count(diagnostics));
    c::write_structure(describe(diagnostics->diagnostics.items[number], diagnostics->place), diagnostic);
    return TAMIS_OK;
  });
}

tamis_status tamis_diagnostics_json(const tamis_diagnostics* diagnostics, tamis_text** json) {
  return c::guarded([&] {
    c::begin(json);
    if (diagnostics == nullptr)
      c::hand_out(c::Memory(nullptr), "[]", json);
    else
      c::hand_out(diagnostics->memory, to_json(diagnostics->diagnostics), json);
    return TAMIS_OK;
  });
}

tamis_status tamis_diagnostics_render(const tamis_diagnostics* diagnostics, uint32_t flags, tamis_text** picture) {
  return c::guarded([&] {
    c::begin(picture);
    c::require((flags & ~std::uint32_t{TAMIS_RENDER_COLOR}) == 0);
    RenderOptions options;
    options.color = flags != 0;
    if (diagnostics != nullptr) c::hand_out(diagnostics->memory, render(diagnostics->diagnostics, options), picture);
    return TAMIS_OK;
  });
}

void tamis_diagnostics_free(tamis_diagnostics* diagnostics) { c::destroy(diagnostics); }

}  // extern "C"
