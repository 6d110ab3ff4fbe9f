// SchemaBuilder: makes CSDL JSON, and lets the reader of that do the checking.
#include <tamis/schema_builder.hpp>

#include <algorithm>

#include "src/schema/csdl/path.hpp"

namespace tamis {
inline namespace v0 {

namespace {

using boost::json::object;
using boost::json::value;

constexpr std::string_view container_name = "Container";

void set_facets(object& json, const PropertyOptions& options) {
  const auto number_or_word = [](std::int32_t facet) {
    return facet >= 0 ? value(facet) : value(facet == -1 ? "variable" : "floating");
  };
  if (options.max_length) json["$MaxLength"] = *options.max_length;
  if (options.precision) json["$Precision"] = *options.precision;
  if (options.scale) json["$Scale"] = number_or_word(*options.scale);
  if (options.srid) json["$SRID"] = number_or_word(*options.srid);
  if (!options.unicode) json["$Unicode"] = false;
}

}  // namespace

// ---- elements ------------------------------------------------------------------------------------

object& SchemaBuilder::Element::json() const {
  object* at = &builder_->schema_;
  for (const std::string& name : path_)
    at = &(*at)[name].get_object();
  return *at;
}

void SchemaBuilder::Element::add(std::string_view name, value v) const {
  if (!json().emplace(name, std::move(v)).second) builder_->refuse_second(name);
}

SchemaBuilder::Element& SchemaBuilder::Element::annotate(std::string_view term, value v) {
  add("@" + std::string(term), std::move(v));
  return *this;
}

SchemaBuilder::Structured& SchemaBuilder::Structured::base(std::string_view type) {
  add("$BaseType", value(builder_->qualified(type)));
  return *this;
}

SchemaBuilder::Structured& SchemaBuilder::Structured::abstract() {
  json()["$Abstract"] = true;
  return *this;
}

SchemaBuilder::Structured& SchemaBuilder::Structured::open() {
  json()["$OpenType"] = true;
  return *this;
}

SchemaBuilder::Structured& SchemaBuilder::Structured::key(std::string_view path, std::string_view name) {
  value& key = json()["$Key"];
  if (!key.is_array()) key.emplace_array();
  key.get_array().push_back(name.empty() ? value(path) : value(object{{name, path}}));
  return *this;
}

SchemaBuilder::Structured& SchemaBuilder::Structured::property(std::string_view name, std::string_view type,
                                                               const PropertyOptions& options) {
  object property;
  builder_->set_type(property, type);
  if (options.nullable) property["$Nullable"] = true;
  set_facets(property, options);
  add(name, std::move(property));
  return *this;
}

SchemaBuilder::Structured& SchemaBuilder::Structured::navigation(std::string_view name, std::string_view type,
                                                                 bool nullable) {
  object property{{"$Kind", "NavigationProperty"}};
  builder_->set_type(property, type);
  if (nullable && !property.contains("$Collection")) property["$Nullable"] = true;
  add(name, std::move(property));
  return *this;
}

SchemaBuilder::Structured& SchemaBuilder::Structured::annotate(std::string_view property, std::string_view term,
                                                               value v) {
  value* found = json().if_contains(property);
  if (found == nullptr || !found->is_object()) {
    builder_->refused_.push_back("there is no property " + csdl::quoted(property) + " to annotate");
  } else {
    found->get_object()["@" + std::string(term)] = std::move(v);
  }
  return *this;
}

SchemaBuilder::Enumeration& SchemaBuilder::Enumeration::flags() {
  json()["$IsFlags"] = true;
  return *this;
}

SchemaBuilder::Enumeration& SchemaBuilder::Enumeration::member(std::string_view name, std::int64_t number) {
  add(name, number);
  return *this;
}

// ---- the schema ----------------------------------------------------------------------------------

SchemaBuilder::SchemaBuilder(std::string_view name_space, std::string_view alias) : space_(name_space), alias_(alias) {}

SchemaBuilder::Element SchemaBuilder::declare(std::string_view name, std::string_view kind) {
  const auto [entry, is_new] = schema_.emplace(name, object());
  if (!is_new || name == container_name) refuse_second(name);
  entry->value() = object{{"$Kind", kind}};
  return {*this, {std::string(name)}};
}

SchemaBuilder::Structured SchemaBuilder::entity_type(std::string_view name) {
  const Element element = declare(name, "EntityType");
  return {*this, element.path_};
}

SchemaBuilder::Structured SchemaBuilder::complex_type(std::string_view name) {
  const Element element = declare(name, "ComplexType");
  return {*this, element.path_};
}

SchemaBuilder::Enumeration SchemaBuilder::enumeration(std::string_view name, std::string_view underlying) {
  const Element element = declare(name, "EnumType");
  element.json()["$UnderlyingType"] = underlying;
  return {*this, element.path_};
}

SchemaBuilder::Element SchemaBuilder::type_definition(std::string_view name, std::string_view underlying,
                                                      const PropertyOptions& facets) {
  Element element = declare(name, "TypeDefinition");
  element.json()["$UnderlyingType"] = underlying;
  set_facets(element.json(), facets);
  return element;
}

SchemaBuilder::Element SchemaBuilder::contain(std::string_view name, std::string_view type) {
  value& container = schema_[container_name];
  if (container.is_null()) container = object{{"$Kind", "EntityContainer"}};
  if (!container.is_object()) {  // there are functions of this name
    refuse_second(container_name);
    container = object();
  }
  const auto [entry, is_new] = container.get_object().emplace(name, object());
  if (!is_new) refuse_second(name);
  entry->value() = object{{"$Type", qualified(type)}};
  return {*this, {std::string(container_name), std::string(name)}};
}

SchemaBuilder::Element SchemaBuilder::entity_set(std::string_view name, std::string_view type) {
  Element set = contain(name, type);
  set.json()["$Collection"] = true;
  return set;
}

SchemaBuilder::Element SchemaBuilder::singleton(std::string_view name, std::string_view type) {
  return contain(name, type);
}

SchemaBuilder& SchemaBuilder::function(std::string_view name, std::string_view result,
                                       const std::vector<std::pair<std::string, std::string>>& parameters,
                                       const FunctionOptions& options) {
  object function{{"$Kind", "Function"}};
  if (options.bound) function["$IsBound"] = true;
  if (options.composable) function["$IsComposable"] = true;
  boost::json::array list;
  for (const auto& [parameter, type] : parameters) {
    object entry{{"$Name", parameter}};
    set_type(entry, type);
    list.push_back(std::move(entry));
  }
  function["$Parameter"] = std::move(list);
  object return_type;
  set_type(return_type, result);
  function["$ReturnType"] = std::move(return_type);
  value& overloads = schema_[name];
  if (overloads.is_null()) overloads.emplace_array();
  if (overloads.is_array()) {
    overloads.get_array().push_back(std::move(function));
  } else {
    refuse_second(name);
  }
  return *this;
}

std::string SchemaBuilder::qualified(std::string_view type) const {
  return type.find('.') == std::string_view::npos ? space_ + "." + std::string(type) : std::string(type);
}

void SchemaBuilder::set_type(object& json, std::string_view type) const {
  constexpr std::string_view opening = "Collection(";
  if (type.starts_with(opening) && type.ends_with(")")) {
    type = type.substr(opening.size(), type.size() - opening.size() - 1);
    json["$Collection"] = true;
  }
  json["$Type"] = qualified(type);
}

void SchemaBuilder::refuse_second(std::string_view name) {
  refused_.push_back("there are two elements " + csdl::quoted(name));
}

Result<Schema> SchemaBuilder::build() const {
  object document{{"$Version", "4.01"}};
  boost::json::array vocabularies;
  for (const auto& [space, alias] :
       {std::pair("Org.OData.Core.V1", "Core"), std::pair("Org.OData.Capabilities.V1", "Capabilities"),
        std::pair("Tamis.V1", "Tamis")}) {
    vocabularies.push_back(object{{"$Namespace", space}, {"$Alias", alias}});
  }
  document["$Reference"] = object{{"vocabularies", object{{"$Include", std::move(vocabularies)}}}};
  object schema = schema_;
  if (!alias_.empty()) schema["$Alias"] = alias_;
  document[space_] = std::move(schema);
  const std::string text = boost::json::serialize(document);
  if (refused_.empty()) return Schema::from_csdl_json(text);
  Diagnostics diagnostics{text, {}};
  for (const std::string& message : refused_)
    diagnostics.items.push_back({Severity::error, Code::invalid_schema, {}, message});
  return diagnostics;
}

}  // namespace v0
}  // namespace tamis
