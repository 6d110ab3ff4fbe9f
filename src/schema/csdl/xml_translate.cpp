// The model in CSDL XML (OData CSDL XML 4.01 §3 to §13), element by element.
#include "src/schema/csdl/xml_translate.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <limits>
#include <memory>

#include "src/schema/csdl/document.hpp"
#include "src/schema/csdl/xml_document.hpp"
#include "src/schema/suggest.hpp"
#include "src/value/literal.hpp"

namespace tamis {
inline namespace v0 {
namespace csdl {

namespace {

/// How the text of an attribute becomes a JSON value; attributes not listed are texts.
enum class Form { flag, whole, scale, max_length, srid };
struct AttributeForm {
  std::string_view name;
  Form form;
};
constexpr std::array attribute_forms = {
    AttributeForm{"Abstract", Form::flag},        AttributeForm{"OpenType", Form::flag},
    AttributeForm{"HasStream", Form::flag},       AttributeForm{"Nullable", Form::flag},
    AttributeForm{"Unicode", Form::flag},         AttributeForm{"ContainsTarget", Form::flag},
    AttributeForm{"IsFlags", Form::flag},         AttributeForm{"IsBound", Form::flag},
    AttributeForm{"IsComposable", Form::flag},    AttributeForm{"IncludeInServiceDocument", Form::flag},
    AttributeForm{"Precision", Form::whole},      AttributeForm{"Scale", Form::scale},
    AttributeForm{"MaxLength", Form::max_length}, AttributeForm{"SRID", Form::srid},
};

constexpr std::array<std::string_view, 10> schema_elements = {
    "EntityType", "ComplexType", "EnumType",        "TypeDefinition", "Term",
    "Function",   "Action",      "EntityContainer", "Annotations",    "Annotation"};
constexpr std::array<std::string_view, 4> type_elements = {"Property", "NavigationProperty", "Key", "Annotation"};
constexpr std::array<std::string_view, 5> container_elements = {"EntitySet", "Singleton", "FunctionImport",
                                                                "ActionImport", "Annotation"};

constexpr std::size_t most_errors = 20;  // a document of errors must not cost much

/// xs:integer
template <typename Integer>
std::optional<Integer> to_integer(std::string_view text) {
  Integer value{};
  if (text.starts_with('+') && !text.starts_with("+-")) text.remove_prefix(1);
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view blanks = " \t\r\n";
  const std::size_t begin = text.find_first_not_of(blanks);
  return begin == std::string_view::npos ? std::string_view()
                                         : text.substr(begin, text.find_last_not_of(blanks) + 1 - begin);
}

/// The value of a facet or flag as JSON has it; nothing where it is no such value, null where it says nothing.
std::optional<boost::json::value> attribute_value(Form form, std::string_view text) {
  if (form == Form::flag) {
    const auto flag = to_flag(text);
    return flag ? std::optional<boost::json::value>(*flag) : std::nullopt;
  }
  if (form == Form::max_length && text == "max") return boost::json::value(nullptr);
  if (form == Form::srid && equal_ignoring_case(trimmed(text), "variable")) return boost::json::value("variable");
  if (const auto number = to_integer<std::uint32_t>(trimmed(text))) return boost::json::value(*number);
  return form == Form::scale ? std::optional<boost::json::value>(text) : std::nullopt;  // variable, floating
}

std::string_view wanted(Form form) {
  switch (form) {
    case Form::flag: return " is true or false";
    case Form::max_length: return " is a whole number or max";
    case Form::srid: return " is a whole number or variable";
    default: return " is a whole number";
  }
}

bool is(pugi::xml_node node, std::string_view name) noexcept { return node.name() == name; }

bool is_element(pugi::xml_node node) noexcept { return node.type() == pugi::node_element && *node.name() != '\0'; }

}  // namespace

std::optional<bool> to_flag(std::string_view text) {
  text = trimmed(text);
  if (text == "true" || text == "1") return true;
  if (text == "false" || text == "0") return false;
  return std::nullopt;
}

// ---- documents and schemas (CSDL XML §3, §5) -----------------------------------------------------

boost::json::object XmlTranslation::document(Node edmx) {
  Object document;
  const pugi::xml_attribute version = edmx.attribute("Version");
  places_.member(XmlPlaces::top, "$Version", edmx, "Version");
  document["$Version"] = version ? version.value() : "4.0";
  if (!is(edmx, "Edmx")) {
    complain(edmx, "", "the document's element is Edmx");
  } else if (!version) {
    complain(edmx, "", "Edmx has no Version");
  }
  for (const Node child : edmx.children()) {
    if (is(child, "Reference")) reference(child, document);
    if (!is(child, "DataServices")) continue;
    for (const Node node : child.children()) {
      if (is(node, "Schema")) {
        schema(node, document);
      } else if (is_element(node)) {
        complain(node, "", "DataServices hold Schema elements only");
      }
    }
  }
  return document;
}

void XmlTranslation::reference(Node node, Object& document) {
  const pugi::xml_attribute uri = node.attribute("Uri");
  if (!uri) return complain(node, "", "a Reference has no Uri");
  const bool is_first = !document.contains("$Reference");
  const Place references = places_.member(XmlPlaces::top, "$Reference", node);
  if (is_first) document["$Reference"].emplace_object();
  Object& all = document["$Reference"].get_object();
  const Place at = places_.member(references, uri.value(), node, "Uri");
  const Place includes_at = places_.member(at, "$Include", node, "Uri");
  boost::json::array includes;
  for (const Node child : node.children()) {
    if (!is(child, "Include")) continue;
    Object include;
    attributes(child, include, places_.item(includes_at, includes.size(), child));
    includes.emplace_back(std::move(include));
  }
  boost::json::value& entry = all[uri.value()];
  if (!entry.is_object()) entry = {{"$Include", boost::json::array()}};
  boost::json::array& known = entry.get_object()["$Include"].get_array();
  known.insert(known.end(), includes.begin(), includes.end());
}

void XmlTranslation::schema(Node node, Object& document) {
  const std::string_view space = name_of(node, "Namespace");
  if (space.empty()) return;
  const Place at = places_.member(XmlPlaces::top, space, node, "Namespace");
  Object schema;
  attributes(node, schema, at);
  for (const Node child : node.children()) {
    if (is(child, "Annotations")) {
      external_annotations(child, schema, at);
    } else if (is_element(child) && !is(child, "Annotation")) {
      schema_element(child, schema, at);
    }
  }
  annotations(node, schema, at);
  add(node, document, space, std::move(schema));
}

void XmlTranslation::schema_element(Node node, Object& schema, Place at) {
  const std::string_view kind = node.name();
  if (std::find(schema_elements.begin(), schema_elements.end(), kind) == schema_elements.end()) {
    return unknown(node, schema_elements);
  }
  const std::string_view name = name_of(node);
  if (name.empty()) return;
  if (kind == "Function" || kind == "Action") return overload(node, name, schema, at);
  add(node, schema, name, element(node, kind, places_.member(at, name, node, "Name")));
}

void XmlTranslation::overload(Node node, std::string_view name, Object& schema, Place at) {
  boost::json::value* entry = schema.if_contains(name);
  if (entry != nullptr && !entry->is_array()) {
    return complain(node, "Name", "there are two elements " + quoted(name));
  }
  if (entry == nullptr) {
    entry = &schema[name];
    entry->emplace_array();
    overloads_[{at, std::string(name)}] = places_.member(at, name, node, "Name");
  }
  const Place overloads_at = overloads_[{at, std::string(name)}];
  boost::json::array& overloads = entry->get_array();
  overloads.emplace_back(operation(node, places_.item(overloads_at, overloads.size(), node, "Name")));
}

boost::json::object XmlTranslation::element(Node node, std::string_view kind, Place at) {
  Object object;
  if (kind == "EntityType" || kind == "ComplexType") {
    object = structured(node, at);
  } else if (kind == "EnumType") {
    object = enumeration(node, at);
  } else if (kind == "EntityContainer") {
    object = container(node, at);
  } else {
    object = typed(node, at);
  }
  object["$Kind"] = kind;
  return object;
}

// ---- types (CSDL XML §6 to §11) ------------------------------------------------------------------

boost::json::object XmlTranslation::structured(Node node, Place at) {
  Object type;
  attributes(node, type, at);
  for (const Node child : node.children()) {
    if (!is_element(child) || is(child, "Annotation")) continue;
    if (is(child, "Key")) {
      key(child, type, at);
    } else if (is(child, "Property") || is(child, "NavigationProperty")) {
      const std::string_view name = name_of(child);
      if (!name.empty()) add(child, type, name, property(child, places_.member(at, name, child, "Name")));
    } else {
      unknown(child, type_elements);
    }
  }
  annotations(node, type, at);
  return type;
}

void XmlTranslation::key(Node node, Object& type, Place at) {
  if (type.contains("$Key")) return complain(node, "", "a type has one Key at most");
  const Place key_at = places_.member(at, "$Key", node);
  boost::json::array parts;
  for (const Node child : node.children()) {
    if (!is(child, "PropertyRef")) continue;
    const std::string_view name = name_of(child);
    if (name.empty()) continue;
    const Place part = places_.item(key_at, parts.size(), child, "Name");
    const pugi::xml_attribute alias = child.attribute("Alias");
    if (alias) {
      places_.member(part, alias.value(), child, "Alias");
      parts.emplace_back(Object{{alias.value(), name}});
    } else {
      parts.emplace_back(name);
    }
  }
  if (parts.empty()) complain(node, "", "a Key has no PropertyRef");
  type["$Key"] = std::move(parts);
}

boost::json::object XmlTranslation::property(Node node, Place at) {
  Object property = typed(node, at);
  if (is(node, "NavigationProperty")) property["$Kind"] = "NavigationProperty";
  return property;
}

/// What has a type: properties, parameters, results, terms, type definitions.
boost::json::object XmlTranslation::typed(Node node, Place at) {
  Object object;
  attributes(node, object, at);
  default_facets(node, object);
  annotations(node, object, at);
  return object;
}

/// What XML takes an absent attribute for, where JSON takes it for something else.
void XmlTranslation::default_facets(Node node, Object& object) {
  if (!is(node, "TypeDefinition")) {
    if (!node.attribute("Type")) complain(node, "", std::string("this ") + node.name() + " has no Type");
    // §7.2.1: true; for collections, nothing is known. Collections of entities hold no null.
    const bool of_entities = is(node, "NavigationProperty") && object.contains("$Collection");
    if (!object.contains("$Nullable") && !of_entities) object["$Nullable"] = true;
  }
  // §7.2.4: zero; a type definition's users inherit its facets.
  const char* of = is(node, "TypeDefinition") ? "$UnderlyingType" : "$Type";
  const boost::json::value* type = object.if_contains(of);
  const bool is_decimal = type != nullptr && type->is_string() && type->get_string() == "Edm.Decimal";
  if (is_decimal && !node.attribute("Scale")) object["$Scale"] = 0;
}

boost::json::object XmlTranslation::enumeration(Node node, Place at) {
  Object type;
  attributes(node, type, at);
  const bool is_valued = static_cast<bool>(node.child("Member").attribute("Value"));
  const bool is_flags = type.contains("$IsFlags") && type["$IsFlags"] == true;
  std::int64_t next = 0;
  for (const Node child : node.children("Member")) {
    if (is_flags && !child.attribute("Value")) {
      complain(child, "Name", "a member of flags needs a Value");
    } else {
      enum_member(child, next++, is_valued, type, at);
    }
  }
  annotations(node, type, at);
  return type;
}

void XmlTranslation::enum_member(Node node, std::int64_t next, bool is_valued, Object& type, Place at) {
  const std::string_view name = name_of(node);
  if (name.empty()) return;
  const pugi::xml_attribute text = node.attribute("Value");
  if (static_cast<bool>(text) != is_valued) {
    return complain(node, text ? "Value" : "Name",
                    "either all members of an enumeration have a Value, or none has one");
  }
  const auto value = text ? to_integer<std::int64_t>(trimmed(text.value())) : next;
  if (!value) return complain(node, "Value", "the Value of a member is a whole number of 64 bits at most");
  places_.member(at, name, node, text ? "Value" : "Name");
  if (add(node, type, name, *value)) annotations(node, type, at, std::string(name));
}

// ---- functions, actions, containers (CSDL XML §12, §13) ------------------------------------------

boost::json::object XmlTranslation::operation(Node node, Place at) {
  Object operation;
  operation["$Kind"] = node.name();
  attributes(node, operation, at);
  const Place parameters_at = places_.member(at, "$Parameter", node, "Name");
  boost::json::array parameters;
  for (const Node child : node.children()) {
    if (is(child, "Parameter")) {
      const std::string_view name = name_of(child);
      const Place place = places_.item(parameters_at, parameters.size(), child, "Name");
      Object parameter = typed(child, place);
      if (!name.empty()) parameter["$Name"] = name;
      if (!name.empty()) parameters.emplace_back(std::move(parameter));
    } else if (is(child, "ReturnType")) {
      add(child, operation, "$ReturnType", typed(child, places_.member(at, "$ReturnType", child)));
    }
  }
  if (!parameters.empty()) operation["$Parameter"] = std::move(parameters);
  annotations(node, operation, at);
  return operation;
}

boost::json::object XmlTranslation::container(Node node, Place at) {
  Object container;
  attributes(node, container, at);
  for (const Node child : node.children()) {
    if (!is_element(child) || is(child, "Annotation")) continue;
    if (std::find(container_elements.begin(), container_elements.end(), child.name()) == container_elements.end()) {
      unknown(child, container_elements);
      continue;
    }
    const std::string_view name = name_of(child);
    if (name.empty()) continue;
    const Place place = places_.member(at, name, child, "Name");
    Object member;
    attributes(child, member, place);
    if (is(child, "EntitySet")) member["$Collection"] = true;
    annotations(child, member, place);
    add(child, container, name, std::move(member));
  }
  annotations(node, container, at);
  return container;
}

// ---- attributes ----------------------------------------------------------------------------------

void XmlTranslation::attributes(Node node, Object& object, Place at) {
  const bool is_include = is(node, "Include");
  for (const pugi::xml_attribute attribute : node.attributes()) {
    const std::string_view name = attribute.name();
    if (!is_own_attribute(name) || name == "Name" || (name == "Namespace" && !is_include)) continue;
    if (name == "Type" || name == "EntityType") {
      type_attribute(node, attribute.value(), object, places_.member(at, "$Type", node, attribute.name()));
      continue;
    }
    const std::string member = "$" + std::string(name);
    places_.member(at, member, node, attribute.name());
    const auto rule = std::find_if(attribute_forms.begin(), attribute_forms.end(),
                                   [&](const AttributeForm& known) { return known.name == name; });
    if (rule == attribute_forms.end()) {
      object[member] = attribute.value();
    } else if (const auto value = attribute_value(rule->form, attribute.value())) {
      if (!value->is_null()) object[member] = *value;
    } else {
      complain(node, attribute.name(), std::string(name).append(wanted(rule->form)));
    }
  }
}

void XmlTranslation::type_attribute(Node node, std::string_view value, Object& object, Place at) {
  constexpr std::string_view opening = "Collection(";
  value = trimmed(value);
  if (value.starts_with(opening) && value.ends_with(")")) {
    value = value.substr(opening.size(), value.size() - opening.size() - 1);
    places_.member(at, "$Collection", node, "Type");
    object["$Collection"] = true;
  }
  object["$Type"] = value;
}

std::string_view XmlTranslation::name_of(Node node, const char* attribute) {
  const std::string_view name = node.attribute(attribute).value();
  if (name.empty()) complain(node, attribute, std::string("this ") + node.name() + " has no " + attribute);
  return name;
}

bool XmlTranslation::add(Node node, Object& object, std::string_view name, boost::json::value value) {
  if (object.emplace(name, std::move(value)).second) return true;
  complain(node, is(node, "Schema") ? "Namespace" : "Name", "there are two elements " + quoted(name));
  return false;
}

void XmlTranslation::unknown(Node node, std::span<const std::string_view> known) {
  const std::string_view meant = closest(node.name(), known);
  if (!meant.empty()) complain(node, "", "there is no element " + quoted(node.name()) + " here", meant);
}

void XmlTranslation::complain(Node node, const char* attribute, const std::string& message,
                              std::string_view suggestion) {
  if (errors_.size() == most_errors) return;
  errors_.push_back({Severity::error,
                     Code::invalid_schema,
                     places_.span_of(node, attribute),
                     message,
                     {},
                     std::string(suggestion),
                     {}});
}

// ---- the document --------------------------------------------------------------------------------

Result<Document> read_xml_document(std::string_view text) {
  const std::size_t start = length_of_mark(text);
  const std::string_view body = text.substr(start);
  const auto placed = [start](Diagnostic diagnostic) {
    diagnostic.span.offset += static_cast<std::uint32_t>(start);
    return diagnostic;
  };
  const auto xml = std::make_shared<pugi::xml_document>();
  if (auto wrong = read_xml(body, *xml)) return Diagnostics{std::string(text), {placed(*std::move(wrong))}};

  std::vector<Diagnostic> errors;
  const auto places = std::make_shared<XmlPlaces>(body, xml->document_element());
  Document document;
  document.text = text;
  document.syntax = Syntax::xml;
  document.json = XmlTranslation(errors, *places).document(xml->document_element());
  document.locate = [xml, places, start](const Path& path) {
    const Span span = places->find(path);
    return Span{static_cast<std::uint32_t>(span.offset + start), span.length};
  };
  if (errors.empty()) return document;
  Diagnostics diagnostics{std::string(text), {}};
  for (Diagnostic& error : errors)
    diagnostics.items.push_back(placed(std::move(error)));
  diagnostics.sort();
  return diagnostics;
}

}  // namespace csdl
}  // namespace v0
}  // namespace tamis
