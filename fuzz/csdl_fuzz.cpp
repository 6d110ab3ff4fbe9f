// Property: any bytes are a schema or a diagnostic within them; a schema that is written, as CSDL JSON or XML, reads as
// the same schema and is written in the same way again.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "fuzz/property.hpp"

namespace {

using tamis::fuzz::violated;

tamis::Schema load(std::string_view written, std::string_view text) {
  auto schema = tamis::Schema::from_csdl(written);
  if (!schema) violated("what is written does not load: " + tamis::render(schema.error()), text, written);
  return *std::move(schema);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto schema = tamis::Schema::from_csdl(text);
  if (!schema) {
    tamis::fuzz::check_failure(schema.error(), text);
    return 0;
  }
  const std::string json = schema->to_csdl_json();
  const tamis::Schema from_json = load(json, text);
  if (!(from_json == *schema)) violated("the JSON written is another schema", text, json);
  if (from_json.to_csdl_json() != json) violated("writing again gives other JSON", text, json);
#if TAMIS_CSDL_XML
  const std::string xml = schema->to_csdl_xml();
  const tamis::Schema from_xml = load(xml, text);
  if (from_xml.to_csdl_xml() != xml) violated("writing again gives other XML", text, xml);
  // Control characters cannot be written in XML; without them it is the same schema.
  const auto has = [&](std::string_view escape) { return json.find(escape) != std::string::npos; };
  if (!has("\\u00") && !has("\\b") && !has("\\f") && !(from_xml == *schema))
    violated("the XML written is another schema", text, xml);
#endif
  return 0;
}
