// First step: which names there are, so that later steps can refer to any of them in any order.
#include <algorithm>
#include <array>

#include "src/schema/csdl/steps.hpp"
#include "src/schema/suggest.hpp"

namespace tamis {
inline namespace v0 {
namespace csdl {

namespace {

constexpr std::size_t longest_namespace = 512;

constexpr std::array<std::string_view, 3> versions = {"4.0", "4.01", "4.02"};
constexpr std::array<std::string_view, 3> document_keywords = {"$Version", "$EntityContainer", "$Reference"};
constexpr std::array<std::string_view, 2> schema_keywords = {"$Alias", "$Annotations"};
constexpr std::array<std::string_view, 7> definition_keywords = {
    "$Kind", "$UnderlyingType", "$MaxLength", "$Unicode", "$Precision", "$Scale", "$SRID"};
constexpr std::array<std::string_view, 4> reserved = {"Edm", "odata", "System", "Transient"};
constexpr std::array<std::string_view, 8> kinds = {"EntityType", "ComplexType",     "EnumType", "TypeDefinition",
                                                   "Term",       "EntityContainer", "Function", "Action"};

bool is_reserved(std::string_view name) { return std::find(reserved.begin(), reserved.end(), name) != reserved.end(); }

void check_version(Context& context, const Element& document) {
  if (document.find("$Version") == nullptr) {
    context.errors.add(document.at, "the document has no $Version: is it CSDL JSON?");
    return;
  }
  const auto version = context.text(document, "$Version");
  if (version && std::find(versions.begin(), versions.end(), *version) == versions.end()) {
    context.errors.add(document.at.member("$Version"),
                       "$Version " + quoted(*version) + " is not one of 4.0, 4.01, 4.02");
  }
}

/// Complains of a name that is no namespace, and says whether it is one: identifiers with dots between them.
bool check_namespace(Context& context, std::string_view space, const Path& at) {
  if (is_reserved(space)) {
    context.errors.add(at, "the namespace " + quoted(space) + " is reserved");
    return false;
  }
  if (space.size() > longest_namespace) {
    context.errors.add(
        at, "the namespace " + quoted(space) + " is longer than " + std::to_string(longest_namespace) + " bytes");
    return false;
  }
  for (std::string_view rest = space;;) {
    const std::size_t dot = rest.find('.');
    if (!context.check_identifier(rest.substr(0, dot), at)) return false;
    if (dot == std::string_view::npos) return true;
    rest.remove_prefix(dot + 1);
  }
}

void add_alias(Context& context, std::string_view alias, std::string_view space, const Path& at) {
  if (!context.check_identifier(alias, at)) return;
  if (is_reserved(alias)) {
    context.errors.add(at, "the alias " + quoted(alias) + " is reserved");
    return;
  }
  const auto [entry, is_new] = context.names.aliases[at.document()].emplace(alias, space);
  if (!is_new && entry->second != space) {
    context.errors.add(at, "the alias " + quoted(alias) + " stands for " + quoted(entry->second) + " already");
  } else if (is_new && context.known_aliases.emplace(alias).second) {  // of two documents, the first one's
    context.data.aliases.emplace_back(alias, space);
  }
}

/// One $Include of one $Reference (CSDL JSON §4.2).
void read_include(Context& context, std::string_view uri, const boost::json::value& value, const Path& at) {
  const Element include{value.if_object(), at};
  if (include.json == nullptr) {
    context.errors.add(at, "an included schema is an object");
    return;
  }
  const auto space = context.text(include, "$Namespace");
  if (!space) {
    context.errors.add(at, "an included schema has no $Namespace");
    return;
  }
  if (!check_namespace(context, *space, at.member("$Namespace"))) return;
  context.names.included_namespaces.emplace(*space, uri);
  if (const auto alias = context.text(include, "$Alias")) {
    add_alias(context, *alias, *space, at.member("$Alias"));
  }
}

void read_references(Context& context, const Element& document) {
  const boost::json::value* references = document.find("$Reference");
  if (references == nullptr) return;
  const Path at = document.at.member("$Reference");
  if (!references->is_object()) {
    context.errors.add(at, "$Reference is an object");
    return;
  }
  for (const auto& reference : references->get_object()) {
    const auto* object = reference.value().if_object();
    const auto* includes = object == nullptr ? nullptr : object->if_contains("$Include");
    if (includes == nullptr) continue;  // only annotations are included, or it is itself one
    const Path place = at.member(reference.key()).member("$Include");
    if (!includes->is_array()) {
      context.errors.add(place, "$Include is an array");
      continue;
    }
    std::size_t index = 0;
    for (const auto& include : includes->get_array()) {
      read_include(context, reference.key(), include, place.item(index++));
    }
  }
}

/// A schema: its namespace and alias. False if it is none.
bool declare_namespace(Context& context, std::string_view space, const boost::json::value& value, const Path& at) {
  const Element schema{value.if_object(), at};
  if (schema.json == nullptr) {
    context.errors.add(at, "a schema is an object, and so is " + quoted(space) + " if it is one");
    return false;
  }
  if (!check_namespace(context, space, at)) return false;
  context.check_keywords(schema, schema_keywords);
  if (!context.names.declared_namespaces.emplace(space).second) {
    context.errors.add(at, "another document has the namespace " + quoted(space) + ", too");
    return false;
  }
  if (const auto alias = context.text(schema, "$Alias")) add_alias(context, *alias, space, at.member("$Alias"));
  return true;
}

/// A type definition needs nothing but Edm types, so it is read at once (CSDL JSON §11).
void declare_type_definition(Context& context, const Declaration& declaration) {
  const Element& element = declaration.element;
  context.check_keywords(element, definition_keywords);
  const auto underlying = context.text(element, "$UnderlyingType");
  const auto kind = primitive_kind(underlying.value_or(""));
  if (!kind) {
    context.errors.add(
        underlying ? element.at.member("$UnderlyingType") : element.at,
        "type definition " + quoted(declaration.name) + " needs a primitive Edm type as its $UnderlyingType");
  }
  const Type type{kind.value_or(TypeKind::dynamic)};
  Facets facets = context.facets_of(element);
  if (kind == TypeKind::decimal) context.check_scale(element, facets);
  if (kind == TypeKind::decimal && !facets.scale) facets.scale = -1;  // absence of $Scale means variable (§7.2.4)
  context.names.types.emplace(declaration.qualified, type);
  context.names.facets.emplace(declaration.qualified, facets);
  context.data.type_definitions.push_back({declaration.qualified, type, facets});
}

void declare_structured(Context& context, Declaration declaration, bool entity) {
  declaration.index = static_cast<std::uint32_t>(context.data.structured_types.size());
  StructuredType type;
  type.name = declaration.name;
  type.qualified_name = declaration.qualified;
  type.entity = entity;
  context.data.structured_types.push_back(std::move(type));
  context.names.types.emplace(declaration.qualified, Type{TypeKind::structured, false, true, declaration.index});
  context.structured.push_back(std::move(declaration));
}

void declare_enum(Context& context, Declaration declaration) {
  declaration.index = static_cast<std::uint32_t>(context.data.enum_types.size());
  EnumType type;
  type.name = declaration.name;
  type.qualified_name = declaration.qualified;
  context.data.enum_types.push_back(std::move(type));
  context.names.types.emplace(declaration.qualified, Type{TypeKind::enumeration, false, true, declaration.index});
  context.enums.push_back(std::move(declaration));
}

/// One element of a schema that is an object: its $Kind says what it is.
void declare_element(Context& context, Declaration declaration) {
  const Path at = declaration.element.at;
  const auto kind = context.text(declaration.element, "$Kind");
  if (!kind) {
    if (declaration.element.find("$Kind") == nullptr) {
      context.errors.add(at, quoted(declaration.name) + " has no $Kind");
    }
  } else if (*kind == "EntityType" || *kind == "ComplexType") {
    declare_structured(context, std::move(declaration), *kind == "EntityType");
  } else if (*kind == "EnumType") {
    declare_enum(context, std::move(declaration));
  } else if (*kind == "TypeDefinition") {
    declare_type_definition(context, declaration);
  } else if (*kind == "Term") {
    context.terms.push_back(std::move(declaration));
  } else if (*kind == "EntityContainer") {
    context.containers.push_back(std::move(declaration));
  } else if (*kind == "Function" || *kind == "Action") {
    context.errors.add(at, "the overloads of " + quoted(declaration.name) + " stand in an array");
  } else {
    context.errors.add(at.member("$Kind"), "there is no $Kind " + quoted(*kind), closest(*kind, kinds));
  }
}

/// An array: the overloads of a function or of an action.
void declare_overloads(Context& context, const Declaration& declaration, const boost::json::array& overloads) {
  std::size_t index = 0;
  for (const auto& value : overloads) {
    Declaration overload = declaration;
    overload.element = {value.if_object(), declaration.element.at.item(index++)};
    const Path at = overload.element.at;
    const auto kind = overload.element.json == nullptr ? std::nullopt : context.text(overload.element, "$Kind");
    if (kind == "Function" || kind == "Action") {
      context.operations.push_back(std::move(overload));
    } else {
      context.errors.add(at,
                         "an overload of " + quoted(declaration.name) + " is an object of $Kind Function or Action");
    }
  }
}

/// External annotations (CSDL JSON §14.2.1): members are targets, their values objects of annotations.
void declare_annotations(Context& context, const Element& schema) {
  const boost::json::value* annotations = schema.find("$Annotations");
  if (annotations == nullptr) return;
  const Path at = schema.at.member("$Annotations");
  if (!annotations->is_object()) {
    context.errors.add(at, "$Annotations is an object");
    return;
  }
  for (const auto& entry : annotations->get_object()) {
    const std::string_view target = entry.key();
    const Path place = at.member(target);
    if (!entry.value().is_object()) {
      context.errors.add(place, "the annotations of " + quoted(target) + " are an object");
      continue;
    }
    const std::size_t slash = std::min(target.find('/'), target.size());
    std::string resolved = context.names.resolve(target.substr(0, slash), at);
    resolved.append(target.substr(slash));
    context.annotated[std::move(resolved)].push_back({&entry.value().get_object(), place});
  }
}

void declare_schema(Context& context, std::string_view space, const Element& schema) {
  for (const auto& member : *schema.json) {
    const std::string_view name = member.key();
    if (!is_child_name(name)) continue;
    Declaration declaration;
    declaration.name = name;
    declaration.qualified = std::string(space) + "." + std::string(name);
    declaration.element = {member.value().if_object(), schema.at.member(name)};
    if (!context.check_identifier(name, declaration.element.at)) continue;
    context.names.elements.insert(declaration.qualified);
    if (const auto* overloads = member.value().if_array()) {
      declare_overloads(context, declaration, *overloads);
    } else if (declaration.element.json != nullptr) {
      declare_element(context, std::move(declaration));
    } else {
      context.errors.add(declaration.element.at, quoted(name) + " is neither an object nor an array");
    }
  }
  declare_annotations(context, schema);
}

}  // namespace

void declare(Context& context) {
  context.names.aliases.resize(context.documents.size());
  std::vector<std::pair<std::string_view, Element>> schemas;
  for (std::uint32_t i = 0; i < context.documents.size(); ++i) {
    const Element document{&context.documents[i].json, Path(i)};
    check_version(context, document);
    context.check_keywords(document, document_keywords);
    read_references(context, document);
    for (const auto& member : *document.json) {
      const std::string_view name = member.key();
      const Path at = document.at.member(name);
      if (is_child_name(name) && declare_namespace(context, name, member.value(), at)) {
        schemas.emplace_back(name, Element{&member.value().get_object(), at});
      }
    }
  }
  std::sort(context.data.aliases.begin(), context.data.aliases.end());
  for (const auto& [space, schema] : schemas) {
    context.data.namespaces.emplace_back(space);
    // The alias of another document: what it names there is bound already.
    std::erase_if(context.data.aliases, [name = space](const auto& known) { return known.first == name; });
    const auto& aliases = context.names.aliases[schema.at.document()];
    const auto alias = aliases.find(space);
    if (alias == aliases.end() || alias->second == space) continue;
    context.errors.add(schema.at, "the namespace " + quoted(space) + " is an alias too");
  }
  for (const auto& [space, schema] : schemas)
    declare_schema(context, space, schema);
}

}  // namespace csdl
}  // namespace v0
}  // namespace tamis
