// From a schema to the CSDL JSON that reads as it: the reverse of the steps, table by table.
#include "src/schema/csdl/write.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <string_view>

#include "src/schema/csdl/rules.hpp"

namespace tamis {
inline namespace v0 {
namespace csdl {

namespace {

using boost::json::array;
using boost::json::object;

std::string_view namespace_of(std::string_view qualified) {
  const std::size_t dot = qualified.rfind('.');
  return dot == std::string_view::npos ? std::string_view() : qualified.substr(0, dot);
}

std::string_view unqualified(std::string_view qualified) { return qualified.substr(qualified.rfind('.') + 1); }

array array_of(const std::vector<std::string>& texts) {
  array items;
  for (const std::string& text : texts)
    items.emplace_back(text);
  return items;
}

class Writer {
 public:
  explicit Writer(const Schema::Data& data) : data_(data) {}

  object document() {
    object schemas;  // by namespace
    for (const std::string& space : data_.namespaces)
      schemas[space].emplace_object();
    for (std::uint32_t i = 0; i < data_.structured_types.size(); ++i)
      place(schemas, data_.structured_types[i].qualified_name) = structured(i, schemas);
    for (const EnumType& type : data_.enum_types)
      place(schemas, type.qualified_name) = enumeration(type);
    for (const TypeDefinition& definition : data_.type_definitions)
      place(schemas, definition.qualified_name) = type_definition(definition);
    for (const Term& term : data_.terms)
      place(schemas, term.qualified_name) = typed("Term", term.type);
    for (const ServiceFunction& function : data_.functions)
      overload(schemas, function.qualified_name, operation(function));
    for (const ServiceAction& action : data_.actions)
      overload(schemas, action.qualified_name, operation(action));
    write_containers(schemas);
    for (const auto& [alias, space] : data_.aliases) {
      if (auto* schema = schemas.if_contains(space)) schema->get_object()["$Alias"] = alias;
    }

    object document{{"$Version", "4.01"}};
    if (!container_names_.empty()) document["$EntityContainer"] = container_names_.front();
    object references = references_to(schemas);
    if (!references.empty()) document["$Reference"] = std::move(references);
    for (auto& member : schemas)
      document[member.key()] = std::move(member.value());
    return document;
  }

 private:
  // ---- names ----

  static boost::json::value& place(object& schemas, std::string_view qualified) {
    boost::json::value& schema = schemas[namespace_of(qualified)];
    if (!schema.is_object()) schema.emplace_object();
    return schema.get_object()[unqualified(qualified)];
  }

  /// The name of an annotation, by an alias of its vocabulary if there is one.
  std::string term(std::string_view space, std::string_view name) {
    vocabularies_.insert(space);
    const auto found = std::find_if(data_.aliases.begin(), data_.aliases.end(),
                                    [&](const auto& alias) { return alias.second == space; });
    return "@" + std::string(found == data_.aliases.end() ? space : found->first) + "." + std::string(name);
  }

  std::string type_name(const Type& type) const {
    if (type.kind == TypeKind::structured) return data_.structured_types[type.definition].qualified_name;
    if (type.kind == TypeKind::enumeration) return data_.enum_types[type.definition].qualified_name;
    return std::string(edm_name(type.kind));
  }

  /// Aliases of namespaces that are not in the document, and the vocabularies used without one.
  object references_to(const object& schemas) const {
    object references;
    const auto include = [&](std::string_view space, std::string_view alias) {
      boost::json::value& reference = references[uri_of(space)];
      if (!reference.is_object()) reference = {{"$Include", array()}};
      object entry{{"$Namespace", space}};
      if (!alias.empty()) entry["$Alias"] = alias;
      reference.get_object()["$Include"].get_array().push_back(std::move(entry));
    };
    std::set<std::string_view> included;
    for (const auto& [alias, space] : data_.aliases) {
      // One alias of a schema is its own; more of them come from other documents' references to it.
      const auto* schema = schemas.if_contains(space);
      if (schema != nullptr && schema->get_object().at("$Alias").get_string() == alias) continue;
      include(space, alias);
      included.insert(space);
    }
    for (const std::string_view space : vocabularies_) {
      if (!included.contains(space) && !schemas.contains(space)) include(space, {});
    }
    return references;
  }

  static std::string uri_of(std::string_view space) {
    if (!space.starts_with("Org.OData.")) return std::string(space) + ".json";
    return "https://oasis-tcs.github.io/odata-vocabularies/vocabularies/" + std::string(space) + ".json";
  }

  // ---- types ----

  object typed(std::string_view kind, const Type& type) const {
    object element;
    if (!kind.empty()) element["$Kind"] = kind;
    element["$Type"] = type_name(type);
    if (type.collection) element["$Collection"] = true;
    if (type.nullable) element["$Nullable"] = true;
    return element;
  }

  /// Of a Property or of Facets.
  template <typename Facets>
  static void write_facets(const Facets& facets, object& element) {
    if (facets.max_length) element["$MaxLength"] = *facets.max_length;
    if (facets.precision) element["$Precision"] = *facets.precision;
    if (facets.scale) element["$Scale"] = number_or_word(*facets.scale);
    if (facets.srid) element["$SRID"] = number_or_word(*facets.srid);
    if (!facets.unicode) element["$Unicode"] = false;
  }

  static boost::json::value number_or_word(std::int32_t facet) {
    if (facet >= 0) return facet;
    return facet == -1 ? "variable" : "floating";
  }

  /// Annotations of a property, as far as they differ from another's.
  void annotate(const Property& property, const Property& from, object& element) {
    if (property.description != from.description) element[term(core, "Description")] = property.description;
    if (property.ordered != from.ordered) element[term(core, "Ordered")] = property.ordered;
    if (property.spellings != from.spellings) element[term(tamis_terms, "Spellings")] = array_of(property.spellings);
    if (property.empty_object_is_empty != from.empty_object_is_empty)
      element[term(tamis_terms, "EmptyObjectIsEmpty")] = property.empty_object_is_empty;
    if (property.number_as_string != from.number_as_string)
      element[term(tamis_terms, "NumberAsString")] = property.number_as_string;
  }

  /// Annotations of what a type has from its base may differ from the base's: they stand outside of the type.
  void annotate_inherited(const StructuredType& type, const StructuredType& base, object& schemas) {
    for (std::size_t i = 0; i < base.properties.size() && i < type.properties.size(); ++i) {
      object annotations;
      annotate(type.properties[i], base.properties[i], annotations);
      if (annotations.empty()) continue;
      boost::json::value& all = place(schemas, std::string(namespace_of(type.qualified_name)) + ".$Annotations");
      if (!all.is_object()) all.emplace_object();
      all.get_object()[type.qualified_name + "/" + type.properties[i].name] = std::move(annotations);
    }
  }

  object structured(std::uint32_t index, object& schemas) {
    const StructuredType& type = data_.structured_types[index];
    const StructuredType* base = type.base == Type::none ? nullptr : &data_.structured_types[type.base];
    object element{{"$Kind", type.entity ? "EntityType" : "ComplexType"}};
    if (base != nullptr) element["$BaseType"] = base->qualified_name;
    if (type.abstract) element["$Abstract"] = true;
    if (type.open && (base == nullptr || !base->open)) element["$OpenType"] = true;
    const bool has_own_key =
        !type.keys.empty() && (base == nullptr || type.keys != base->keys || type.key_names != base->key_names);
    if (has_own_key) element["$Key"] = key(type);
    for (std::size_t i = base == nullptr ? 0 : base->properties.size(); i < type.properties.size(); ++i)
      element[type.properties[i].name] = property(type.properties[i]);
    if (base != nullptr) annotate_inherited(type, *base, schemas);
    write_allowed_together(index, element);
    array replacements;
    for (const WriteInstead& entry : type.write_instead)
      replacements.push_back(object{{"Spelling", entry.spelling}, {"Expression", entry.expression}});
    if (!replacements.empty()) element[term(tamis_terms, "WriteInstead")] = std::move(replacements);
    return element;
  }

  static array key(const StructuredType& type) {
    array parts;
    for (std::size_t i = 0; i < type.keys.size(); ++i) {
      const std::string& name = type.key_names[i];
      if (name == type.keys[i]) {
        parts.emplace_back(type.keys[i]);
      } else {
        parts.emplace_back(object{{name, type.keys[i]}});
      }
    }
    return parts;
  }

  object property(const Property& property) {
    object element = typed(property.navigation ? "NavigationProperty" : "", property.type);
    write_facets(property, element);
    annotate(property, {}, element);
    return element;
  }

  /// Rows that follow one another and speak of the same two properties are one table.
  void write_allowed_together(std::uint32_t index, object& element) {
    array tables;
    const AllowedTogether* heading = nullptr;
    for (const AllowedTogether& row : data_.allowed_together) {
      if (row.type != index) continue;
      if (heading == nullptr || heading->property != row.property || heading->other != row.other) {
        tables.push_back(object{{"Determining", row.property}, {"Dependent", row.other}, {"Rows", array()}});
      }
      heading = &row;
      tables.back().get_object()["Rows"].get_array().push_back(
          object{{"Value", row.value}, {"Dependents", array_of(row.allowed)}});
    }
    if (!tables.empty()) element[term(tamis_terms, "AllowedTogether")] = std::move(tables);
  }

  object enumeration(const EnumType& type) {
    object element{{"$Kind", "EnumType"}, {"$UnderlyingType", edm_name(type.underlying)}};
    if (type.flags) element["$IsFlags"] = true;
    if (type.extensible) element[term(tamis_terms, "Extensible")] = true;
    for (const EnumMember& member : type.members)
      element[member.name] = member.value;
    return element;
  }

  static object type_definition(const TypeDefinition& definition) {
    object element{{"$Kind", "TypeDefinition"}, {"$UnderlyingType", edm_name(definition.underlying.kind)}};
    write_facets(definition.facets, element);
    return element;
  }

  // ---- functions, actions ----

  static void overload(object& schemas, std::string_view qualified, object operation) {
    boost::json::value& overloads = place(schemas, qualified);
    if (!overloads.is_array()) overloads.emplace_array();
    overloads.get_array().push_back(std::move(operation));
  }

  array parameters(const std::vector<FunctionParameter>& parameters) const {
    array items;
    for (const FunctionParameter& parameter : parameters) {
      object item = typed("", parameter.type);
      item["$Name"] = parameter.name;
      items.push_back(std::move(item));
    }
    return items;
  }

  object operation(const ServiceFunction& function) const {
    object element{{"$Kind", "Function"}};
    if (function.bound) element["$IsBound"] = true;
    if (function.composable) element["$IsComposable"] = true;
    if (!function.parameters.empty()) element["$Parameter"] = parameters(function.parameters);
    element["$ReturnType"] = typed("", function.result);
    return element;
  }

  object operation(const ServiceAction& action) const {
    object element{{"$Kind", "Action"}};
    if (action.bound) element["$IsBound"] = true;
    if (!action.parameters.empty()) element["$Parameter"] = parameters(action.parameters);
    if (action.result) element["$ReturnType"] = typed("", *action.result);
    return element;
  }

  // ---- containers ----

  object& container(object& schemas, const std::string& named) {
    // Data made in code may leave the container out.
    const std::string qualified =
        named.empty() ? (data_.namespaces.empty() ? "Default" : data_.namespaces.front()) + ".Container" : named;
    boost::json::value& element = place(schemas, qualified);
    if (!element.is_object()) element = {{"$Kind", "EntityContainer"}};
    return element.get_object();
  }

  void write_containers(object& schemas) {
    container_names_ = data_.containers;
    for (const std::string& name : container_names_)
      container(schemas, name);
    if (!data_.service_roots.empty() && !container_names_.empty()) {
      container(schemas, container_names_.front())[term(tamis_terms, "ServiceRoots")] = array_of(data_.service_roots);
    }
    for (const EntitySet& set : data_.entity_sets)
      container(schemas, set.container)[set.name] = entity_set(set);
    write_imports(schemas, data_.function_imports, "$Function");
    write_imports(schemas, data_.action_imports, "$Action");
  }

  void write_imports(object& schemas, const std::vector<OperationImport>& imports, std::string_view keyword) {
    for (const OperationImport& import : imports) {
      object element{{keyword, import.operation}};
      if (!import.entity_set.empty()) element["$EntitySet"] = import.entity_set;
      container(schemas, import.container)[import.name] = std::move(element);
    }
  }

  object entity_set(const EntitySet& set) {
    object element;
    if (!set.singleton) element["$Collection"] = true;
    element["$Type"] =
        set.type < data_.structured_types.size() ? data_.structured_types[set.type].qualified_name : "Edm.EntityType";
    const ServiceRules& rules = set.rules;
    for (const FlagRule& rule : flag_rules) {
      if (rules.*rule.target) continue;
      boost::json::value& value = element[term(capabilities, rule.term)];
      if (rule.member.empty()) {
        value = false;
      } else {
        value = object{{rule.member, false}};
      }
    }
    for (const ListRule& rule : list_rules) {
      const auto& texts = rules.*rule.target;
      if (texts.empty()) continue;
      boost::json::value& value = element[term(rule.space, rule.term)];
      if (rule.member.empty()) {
        value = array_of(texts);
      } else {
        if (!value.is_object()) value.emplace_object();
        value.get_object()[rule.member] = array_of(texts);
      }
    }
    return element;
  }

  const Schema::Data& data_;
  std::vector<std::string> container_names_{};
  std::set<std::string_view> vocabularies_{};
};

}  // namespace

object document_of(const Schema::Data& data) { return Writer(data).document(); }

}  // namespace csdl

std::string Schema::to_csdl_json() const { return csdl::json_text(csdl::document_of(data_ ? *data_ : Data{})); }

std::string Schema::to_csdl_xml() const { return csdl::xml_text(csdl::document_of(data_ ? *data_ : Data{})); }

}  // namespace v0
}  // namespace tamis
