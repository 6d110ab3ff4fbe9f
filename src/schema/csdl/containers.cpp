// Entity sets and singletons (CSDL JSON §13), and what the Capabilities vocabulary says that the service takes.
#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <unordered_set>

#include "src/schema/csdl/rules.hpp"
#include "src/schema/csdl/steps.hpp"

namespace tamis {
inline namespace v0 {
namespace csdl {

namespace {

// Sets list paths of their type: many sets of one large type could otherwise ask for any amount of memory.
constexpr std::size_t most_listed = 1'000'000;
constexpr std::size_t most_containers = 1000;  // each may extend another

constexpr std::array<std::string_view, 2> container_keywords = {"$Kind", "$Extends"};
constexpr std::array<std::string_view, 8> set_keywords = {
    "$Collection", "$Type",     "$IncludeInServiceDocument", "$NavigationPropertyBinding", "$Nullable", "$Function",
    "$Action",     "$EntitySet"};

void read_flags(Context& context, const Annotations& annotations, ServiceRules& rules) {
  for (const FlagRule& rule : flag_rules) {
    read_flag(context, annotations.find(capabilities, rule.term, rule.member), rules.*rule.target);
  }
}

void read_lists(Context& context, const Annotations& annotations, std::uint32_t type, ServiceRules& rules) {
  for (const ListRule& rule : list_rules) {
    const Annotations::Found found = annotations.find(rule.space, rule.term, rule.member);
    std::vector<std::string> texts;
    read_texts(context, found, texts);
    for (std::size_t i = 0; rule.of_paths && i < texts.size(); ++i) {
      check_path(context, type, texts[i], found.at.item(i));
    }
    rules.*rule.target = std::move(texts);
  }
}

/// Values that have an order: not streams, binaries, shapes, structures or collections.
bool can_be_ordered(const Type& type) noexcept {
  const bool scalar = type.kind >= TypeKind::boolean && type.kind <= TypeKind::duration;
  return !type.collection && (scalar || type.kind == TypeKind::enumeration);
}

void list_sortable_paths(const StructuredType& type, ServiceRules& rules) {
  if (!rules.sortable) return;
  const std::unordered_set<std::string_view> refused(rules.non_sortable.begin(), rules.non_sortable.end());
  for (const Property& property : type.properties) {
    if (can_be_ordered(property.type) && !refused.contains(property.name)) {
      rules.sortable_paths.push_back(property.name);
    }
  }
}

/// The function or action that an import names; an error if there is no unbound one.
void read_import(Context& context, std::string_view name, const Element& element, const std::string& container) {
  const bool is_function = element.find("$Function") != nullptr;
  const std::string_view keyword = is_function ? "$Function" : "$Action";
  context.check_keywords(element, set_keywords);
  const auto text = context.text(element, keyword);
  if (!text) return;
  OperationImport import{std::string(name), context.names.resolve(*text, element.at), container,
                         std::string(context.text(element, "$EntitySet").value_or(""))};
  const bool is_there = (is_function ? context.unbound_functions : context.unbound_actions).contains(import.operation);
  const std::string_view space = std::string_view(import.operation).substr(0, import.operation.rfind('.'));
  if (!is_there && context.names.declared_namespaces.contains(space)) {
    context.errors.add(element.at.member(keyword),
                       std::string("there is no unbound ") + (is_function ? "function " : "action ") + quoted(*text));
  }
  (is_function ? context.data.function_imports : context.data.action_imports).push_back(std::move(import));
}

/// An entity set or singleton.
void read_set(Context& context, std::string_view name, const Element& element, const ServiceRules& defaults,
              const std::string& container) {
  context.check_keywords(element, set_keywords);
  EntitySet set;
  set.name = name;
  set.container = container;
  set.singleton = !context.flag(element, "$Collection", false);
  set.rules = defaults;
  const auto type_name = context.text(element, "$Type");
  if (!type_name) {
    context.errors.add(element.at, quoted(name) + " has no $Type");
    return;
  }
  const Path at = element.at.member("$Type");
  const auto type = context.find_type(*type_name, at);
  if (!type) return;
  if (type->kind != TypeKind::structured || !context.data.structured_types[type->definition].entity) {
    context.errors.add(at, quoted(*type_name) + " is no entity type");
    return;
  }
  set.type = type->definition;
  const Annotations annotations(context, element, container + "/" + set.name);
  read_flags(context, annotations, set.rules);
  read_lists(context, annotations, set.type, set.rules);
  const StructuredType& entity = context.data.structured_types[set.type];
  context.listed_paths += entity.properties.size();
  if (context.listed_paths <= most_listed) list_sortable_paths(entity, set.rules);
  context.data.entity_sets.push_back(std::move(set));
}

void read_container(Context& context, const Declaration& declaration) {
  const Element& element = declaration.element;
  context.check_keywords(element, container_keywords);
  const Annotations annotations(context, element, declaration.qualified);
  read_texts(context, annotations.find(tamis_terms, "ServiceRoots"), context.data.service_roots);
  ServiceRules defaults;  // of all sets: SelectSupport and others may annotate the container
  read_flags(context, annotations, defaults);
  for (const auto& member : *element.json) {
    const std::string_view name = member.key();
    if (!is_child_name(name)) continue;
    const Element set{member.value().if_object(), element.at.member(name)};
    if (!context.check_identifier(name, set.at)) continue;
    if (set.json != nullptr && (set.find("$Function") != nullptr || set.find("$Action") != nullptr)) {
      read_import(context, name, set, declaration.qualified);
    } else if (set.json != nullptr) {
      read_set(context, name, set, defaults, declaration.qualified);
    } else {
      context.errors.add(set.at, quoted(name) + " is not an object");
    }
  }
}

/// The container that the first document names as the service's; its sets come first.
void put_main_container_first(Context& context) {
  auto& containers = context.containers;
  const Element document{&context.documents.front().json, Path()};
  const auto name = context.text(document, "$EntityContainer");
  if (!name) return;
  const std::string resolved = context.names.resolve(*name, document.at);
  const auto main = std::find_if(containers.begin(), containers.end(),
                                 [&](const Declaration& declaration) { return declaration.qualified == resolved; });
  if (main == containers.end()) {
    context.errors.add(document.at.member("$EntityContainer"), "there is no entity container " + quoted(*name));
  } else {
    std::rotate(containers.begin(), main, main + 1);
  }
}

/// $Extends (CSDL JSON §13.1): what a container extends is a container, and not by a circle itself. The sets of both
/// are sets of the schema, so there is nothing to copy.
void check_extensions(Context& context) {
  if (context.containers.size() > most_containers) {
    return context.errors.add(Path(), "there are more than " + std::to_string(most_containers) + " entity containers");
  }
  std::map<std::string_view, std::string> extended;
  std::set<std::string_view> names;
  for (const Declaration& declaration : context.containers)
    names.insert(declaration.qualified);
  for (const Declaration& declaration : context.containers) {
    const auto name = context.text(declaration.element, "$Extends");
    if (!name) continue;
    const Path at = declaration.element.at.member("$Extends");
    const std::string resolved = context.names.resolve(*name, at);
    const std::string_view space = std::string_view(resolved).substr(0, std::min(resolved.rfind('.'), resolved.size()));
    if (names.contains(resolved)) {
      extended[declaration.qualified] = resolved;
    } else if (!context.names.included_namespaces.contains(space)
               || context.names.declared_namespaces.contains(space)) {
      context.errors.add(at, "there is no entity container " + quoted(*name));
    }
  }
  for (const Declaration& declaration : context.containers) {
    auto next = extended.find(declaration.qualified);
    for (std::size_t steps = 0; next != extended.end() && steps < extended.size(); ++steps) {
      if (next->second == declaration.qualified) {
        context.errors.add(declaration.element.at.member("$Extends"),
                           "the entity container " + quoted(declaration.name) + " extends itself");
        return;
      }
      next = extended.find(next->second);
    }
  }
}

}  // namespace

void read_containers(Context& context) {
  auto& containers = context.containers;
  put_main_container_first(context);
  check_extensions(context);
  for (const Declaration& declaration : containers) {
    context.data.containers.push_back(declaration.qualified);
    read_container(context, declaration);
  }
  if (context.listed_paths > most_listed) {
    context.errors.add(Path(), "the entity sets have more than " + std::to_string(most_listed) + " properties");
  }
}

}  // namespace csdl
}  // namespace v0
}  // namespace tamis
