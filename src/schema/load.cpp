// Schemas out of CSDL; src/schema/csdl/ reads it. Without pugixml only CSDL JSON is read.
#include <tamis/schema.hpp>

#include "src/schema/csdl/document.hpp"

namespace tamis {
inline namespace v0 {

Result<Schema> Schema::from_csdl_json(std::string_view text, const SchemaOptions& options) {
  return csdl::load(text, csdl::Syntax::json, options);
}

Result<Schema> Schema::from_csdl_xml(std::string_view text, const SchemaOptions& options) {
  return csdl::load(text, csdl::Syntax::xml, options);
}

Result<Schema> Schema::from_csdl(std::string_view text, const SchemaOptions& options) {
  return csdl::load(text, csdl::syntax_of(text), options);
}

#if !TAMIS_CSDL_XML
Result<csdl::Document> csdl::read_xml_document(std::string_view text) {
  return failure(text, 0, 0, "this tamis was built without CSDL XML (TAMIS_CSDL_XML); give the schema as CSDL JSON",
                 Code::unsupported);
}
#endif

}  // namespace v0
}  // namespace tamis
