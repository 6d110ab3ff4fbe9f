// Annotations in CSDL XML (OData CSDL XML 4.01 §14): constant expressions, records, collections; dynamic ones in
// outline.
#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <optional>

#include "src/schema/csdl/xml_document.hpp"
#include "src/schema/csdl/xml_translate.hpp"
#include "src/schema/suggest.hpp"

namespace tamis {
inline namespace v0 {
namespace csdl {

namespace {

/// A kind of expression: an attribute or an element of this name, and what it is in JSON.
enum class Expression { text, flag, number, members, dynamic };
struct ExpressionForm {
  std::string_view name;
  Expression expression;
};
constexpr std::array forms = {
    ExpressionForm{"AnnotationPath", Expression::text},
    ExpressionForm{"AnyPropertyPath", Expression::text},
    ExpressionForm{"Binary", Expression::text},
    ExpressionForm{"Bool", Expression::flag},
    ExpressionForm{"Date", Expression::text},
    ExpressionForm{"DateTimeOffset", Expression::text},
    ExpressionForm{"Decimal", Expression::number},
    ExpressionForm{"Duration", Expression::text},
    ExpressionForm{"EnumMember", Expression::members},
    ExpressionForm{"Float", Expression::number},
    ExpressionForm{"Guid", Expression::text},
    ExpressionForm{"Int", Expression::number},
    ExpressionForm{"ModelElementPath", Expression::text},
    ExpressionForm{"NavigationPropertyPath", Expression::text},
    ExpressionForm{"Path", Expression::dynamic},
    ExpressionForm{"PropertyPath", Expression::text},
    ExpressionForm{"String", Expression::text},
    ExpressionForm{"TimeOfDay", Expression::text},
    ExpressionForm{"UrlRef", Expression::dynamic},
};

std::optional<Expression> form_of(std::string_view name) {
  const auto found =
      std::find_if(forms.begin(), forms.end(), [&](const ExpressionForm& form) { return form.name == name; });
  return found == forms.end() ? std::nullopt : std::optional(found->expression);
}

/// A number as JSON has it, which knows no plus in front; INF, -INF and NaN are texts there too.
std::optional<boost::json::value> to_number(std::string_view text) {
  if (text.size() > 1 && text[0] == '+' && text[1] != '-') text.remove_prefix(1);
  std::int64_t whole{};
  const char* const end = text.data() + text.size();
  if (const auto read = std::from_chars(text.data(), end, whole); read.ec == std::errc() && read.ptr == end)
    return whole;
  if (text == "INF" || text == "-INF" || text == "NaN") return boost::json::value(text);
  double number{};
  if (const auto read = std::from_chars(text.data(), end, number);
      read.ec == std::errc() && read.ptr == end && std::isfinite(number))  // it reads words like "nan", too
    return number;
  return std::nullopt;
}

/// `Ns.Type/A Ns.Type/B` as `A,B` (CSDL JSON §14.3.7).
std::string member_names(std::string_view text) {
  std::string names;
  while (!text.empty()) {
    const std::size_t blank = std::min(text.find_first_of(" \t\r\n"), text.size());
    const std::string_view path = text.substr(0, blank);
    text.remove_prefix(std::min(blank + 1, text.size()));
    if (path.empty()) continue;
    if (!names.empty()) names += ',';
    names += path.substr(path.rfind('/') + 1);
  }
  return names;
}

/// The character data of an element, in however many parts.
std::string text_of(pugi::xml_node node) {
  std::string text;
  for (const pugi::xml_node child : node.children()) {
    if (child.type() == pugi::node_pcdata || child.type() == pugi::node_cdata) text += child.value();
  }
  return text;
}

bool is_expression(pugi::xml_node node) noexcept {
  const std::string_view name = node.name();
  return node.type() == pugi::node_element && !name.empty() && name != "Annotation";
}

}  // namespace

void XmlTranslation::annotations(Node node, Object& object, Place at, const std::string& prefix,
                                 std::string_view outer_qualifier) {
  for (const Node child : node.children("Annotation")) {
    const std::string_view term = name_of(child, "Term");
    if (term.empty()) continue;
    std::string name = prefix + "@" + std::string(term);
    std::string_view qualifier = child.attribute("Qualifier").value();
    if (qualifier.empty()) qualifier = outer_qualifier;
    if (!qualifier.empty()) name.append("#").append(qualifier);
    const Place place = places_.member(at, name, child, "Term");
    if (!object.emplace(name, value_of(child, place)).second) {
      complain(child, "Term", "there are two annotations " + quoted(name));
    }
    annotations(child, object, at, name);
  }
}

void XmlTranslation::external_annotations(Node node, Object& schema, Place at) {
  const std::string_view target = name_of(node, "Target");
  if (target.empty()) return;
  const auto [known, is_first] = annotations_at_.try_emplace(at, XmlPlaces::top);
  if (is_first) known->second = places_.member(at, "$Annotations", node);
  const Place all_at = known->second;
  const Place place = places_.member(all_at, target, node, "Target");
  boost::json::value& all = schema["$Annotations"];
  if (!all.is_object()) all.emplace_object();
  boost::json::value& entry = all.get_object()[target];
  if (!entry.is_object()) entry.emplace_object();
  annotations(node, entry.get_object(), place, {}, node.attribute("Qualifier").value());
}

/// The value of an Annotation or PropertyValue: an attribute, or the first element that is an expression.
boost::json::value XmlTranslation::value_of(Node node, Place at) {
  for (const pugi::xml_attribute attribute : node.attributes()) {
    if (form_of(attribute.name())) return constant(node, attribute.name(), attribute.name(), attribute.value());
  }
  for (const Node child : node.children()) {
    if (is_expression(child)) return expression(child, at);
  }
  return Object{{default_value, true}};
}

boost::json::value XmlTranslation::expression(Node node, Place at) {
  const std::string_view name = node.name();
  if (name == "Collection") return collection(node, at);
  if (name == "Record") return record(node, at);
  if (form_of(name)) return constant(node, "", name, text_of(node));
  if (name == "Null") return Object{{"$Null", nullptr}};
  // If, Apply, And, Cast, LabeledElement, …: of a dynamic expression only that it is one matters.
  return Object{{"$" + std::string(name), nullptr}};
}

boost::json::value XmlTranslation::constant(Node node, const char* attribute, std::string_view form,
                                            std::string_view text) {
  switch (*form_of(form)) {
    case Expression::text: return boost::json::value(text);
    case Expression::members: return boost::json::value(member_names(text));
    case Expression::dynamic: return Object{{"$" + std::string(form), text}};
    case Expression::number:
      if (auto number = to_number(text)) return *std::move(number);
      complain(node, attribute, std::string(form) + " is a number");
      return nullptr;
    case Expression::flag: break;
  }
  const auto value = to_flag(text);
  if (!value) complain(node, attribute, "Bool is true or false");
  return value.value_or(false);
}

boost::json::value XmlTranslation::collection(Node node, Place at) {
  boost::json::array items;
  for (const Node child : node.children()) {
    if (!is_expression(child)) continue;
    items.emplace_back(expression(child, places_.item(at, items.size(), child)));
  }
  return items;
}

boost::json::value XmlTranslation::record(Node node, Place at) {
  Object record;
  if (const pugi::xml_attribute type = node.attribute("Type")) record["@type"] = type.value();
  for (const Node child : node.children("PropertyValue")) {
    const std::string_view name = name_of(child, "Property");
    if (name.empty()) continue;
    const Place place = places_.member(at, name, child, "Property");
    if (!record.emplace(name, value_of(child, place)).second) {
      complain(child, "Property", "there are two values of " + quoted(name));
    }
    annotations(child, record, at, std::string(name));
  }
  annotations(node, record, at);
  return record;
}

}  // namespace csdl
}  // namespace v0
}  // namespace tamis
