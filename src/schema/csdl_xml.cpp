// CSDL XML (OData CSDL XML 4.0, 4.01): a text to a Schema, by way of the CSDL JSON that says the same.
#include <tamis/schema.hpp>

#if TAMIS_CSDL_XML
#  include "src/schema/csdl/xml_document.hpp"
#  include "src/schema/csdl/xml_translate.hpp"
#endif
#include "src/schema/csdl/document.hpp"

namespace tamis {
inline namespace v0 {

#if TAMIS_CSDL_XML
Result<Schema> Schema::from_csdl_xml(std::string_view text) {
  if (auto too_long = csdl::check_length(text)) return *std::move(too_long);
  const std::size_t start = csdl::length_of_mark(text);
  const std::string_view body = text.substr(start);
  pugi::xml_document document;
  if (auto wrong = csdl::read_xml(body, document)) {
    wrong->span.offset += static_cast<std::uint32_t>(start);
    return Diagnostics{std::string(text), {*std::move(wrong)}};
  }
  const pugi::xml_node edmx = document.document_element();
  csdl::XmlPlaces places(body, edmx);
  csdl::Context context([&](const csdl::Path& path) { return places.find(path); }, csdl::Syntax::xml);
  const boost::json::object json = csdl::XmlTranslation(context.errors, places).document(edmx);
  return csdl::read_document(context, json, text, start);
}
#else
Result<Schema> Schema::from_csdl_xml(std::string_view text) {
  Diagnostics diagnostics{std::string(text)};
  diagnostics.items.push_back({Severity::error,
                               Code::unsupported,
                               {},
                               "this tamis was built without CSDL XML (TAMIS_CSDL_XML); give the schema as CSDL JSON"});
  return diagnostics;
}
#endif

Result<Schema> Schema::from_csdl(std::string_view text) {
  // XML begins with '<' in any encoding, perhaps after a mark and blanks; a wide one has NULs, too.
  const std::size_t first = text.find_first_not_of(std::string_view(" \t\r\n\0\xEF\xBB\xBF\xFE\xFF", 10));
  const bool is_xml = first != std::string_view::npos && text[first] == '<';
  return is_xml ? from_csdl_xml(text) : from_csdl_json(text);
}

}  // namespace v0
}  // namespace tamis
