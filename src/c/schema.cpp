// Schemas for C callers.
#include <tamis/schema.hpp>

#include <string>
#include <string_view>
#include <vector>

#include "src/c/objects.hpp"

using namespace tamis;

namespace {

tamis_status hand_out_schema(const Schema& schema, const tamis_allocator* allocator, tamis_schema** wanted) noexcept {
  return c::guarded([&] {
    c::begin(wanted);
    *wanted = c::make<tamis_schema>(c::Memory(allocator), schema).release();
    return TAMIS_OK;
  });
}

/// Which of the documents diagnostics speak of: they hold its text.
std::size_t find_document(const tamis_piece* documents, std::size_t count, std::string_view text) {
  for (std::size_t i = 0; i < count; ++i)
    if (c::view(documents[i].data, documents[i].size) == text) return i;
  return 0;
}

}  // namespace

extern "C" {

tamis_status tamis_schema_referral(const tamis_allocator* allocator, tamis_schema** schema) {
  return c::guarded([&] { return hand_out_schema(referral_schema(), allocator, schema); });
}

tamis_status tamis_schema_none(const tamis_allocator* allocator, tamis_schema** schema) {
  return hand_out_schema(Schema(), allocator, schema);
}

tamis_status tamis_schema_from_csdl(const tamis_piece* documents, size_t document_count,
                                    const tamis_allocator* allocator, tamis_schema** schema, size_t* wrong_document,
                                    tamis_diagnostics** diagnostics) {
  return c::guarded([&]() -> tamis_status {
    c::begin_failing(diagnostics);
    if (wrong_document != nullptr) *wrong_document = 0;
    c::begin(schema);
    c::require(documents != nullptr && document_count != 0);
    const c::Memory memory(allocator);
    SchemaOptions further;
    for (std::size_t i = 1; i < document_count; ++i)
      further.documents.emplace_back(c::view(documents[i].data, documents[i].size));
    const Result<Schema> read = Schema::from_csdl(c::view(documents[0].data, documents[0].size), further);
    if (!read) {
      if (wrong_document != nullptr) *wrong_document = find_document(documents, document_count, read.error().text);
      return c::fail(TAMIS_WRONG_DATA, memory, read.error(), diagnostics);
    }
    *schema = c::make<tamis_schema>(memory, *read).release();
    return TAMIS_OK;
  });
}

tamis_status tamis_schema_csdl(const tamis_schema* schema, int32_t form, tamis_text** document) {
  return c::guarded([&] {
    c::begin(document);
    c::require(schema != nullptr && (form == TAMIS_CSDL_JSON_FORM || form == TAMIS_CSDL_XML_FORM));
    const Schema& written = schema->schema;
    c::hand_out(schema->memory, form == TAMIS_CSDL_JSON_FORM ? written.to_csdl_json() : written.to_csdl_xml(),
                document);
    return TAMIS_OK;
  });
}

void tamis_schema_free(tamis_schema* schema) { c::destroy(schema); }

}  // extern "C"
