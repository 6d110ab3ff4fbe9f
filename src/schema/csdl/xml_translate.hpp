// CSDL XML as the CSDL JSON that says the same: the steps that read the one read the other.
#pragma once

#include <boost/json.hpp>
#include <map>
#include <pugixml.hpp>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "src/schema/csdl/context.hpp"
#include "src/schema/csdl/xml_places.hpp"

namespace tamis {
inline namespace v0 {
namespace csdl {

/// xs:boolean, with blanks around it.
std::optional<bool> to_flag(std::string_view text);

/// Translates one document. What the schema does not keep (referential constraints, bindings of navigation
/// properties, …) is left out. Recursion goes as deep as the document, which read_xml() bounds.
class XmlTranslation {
 public:
  XmlTranslation(std::vector<Diagnostic>& errors, XmlPlaces& places) : errors_(errors), places_(places) {}

  /// The document of an Edmx element.
  boost::json::object document(pugi::xml_node edmx);

 private:
  using Node = pugi::xml_node;
  using Object = boost::json::object;
  using Place = XmlPlaces::Id;

  // xml_translate.cpp: the model
  void reference(Node node, Object& document);
  void schema(Node node, Object& document);
  void schema_element(Node node, Object& schema, Place at);
  void overload(Node node, std::string_view name, Object& schema, Place at);
  Object element(Node node, std::string_view name, Place at);
  Object structured(Node node, Place at);
  Object property(Node node, Place at);
  Object typed(Node node, Place at);
  Object enumeration(Node node, Place at);
  Object operation(Node node, Place at);
  Object container(Node node, Place at);
  void key(Node node, Object& type, Place at);
  void enum_member(Node node, std::int64_t next, bool is_valued, Object& type, Place at);

  // Attributes become members `$Name`; all but the Name.
  void attributes(Node node, Object& object, Place at);
  void type_attribute(Node node, std::string_view value, Object& object, Place at);
  void default_facets(Node node, Object& object);
  /// The attribute that names an element; an error where there is none.
  std::string_view name_of(Node node, const char* attribute = "Name");
  /// Adds a member that there is not yet; false, with an error, where there is.
  bool add(Node node, Object& object, std::string_view name, boost::json::value value);
  /// Complains of an element that looks like a misspelt one of these.
  void unknown(Node node, std::span<const std::string_view> known);
  void complain(Node node, const char* attribute, const std::string& message, std::string_view suggestion = {});

  // xml_expressions.cpp: annotations
  /// The annotations of an element as members of an object, `prefix@Term#Qualifier`.
  void annotations(Node node, Object& object, Place at, const std::string& prefix = {},
                   std::string_view qualifier = {});
  void external_annotations(Node node, Object& schema, Place at);
  boost::json::value value_of(Node node, Place at);
  boost::json::value expression(Node node, Place at);
  boost::json::value constant(Node node, const char* attribute, std::string_view form, std::string_view text);
  boost::json::value collection(Node node, Place at);
  boost::json::value record(Node node, Place at);

  std::vector<Diagnostic>& errors_;
  XmlPlaces& places_;
  std::map<Place, Place> annotations_at_{};  // where $Annotations of a schema are
  std::map<std::pair<Place, std::string>, Place>
      overloads_{};  // where the array of a schema's overloads of this name is
};

}  // namespace csdl
}  // namespace v0
}  // namespace tamis
