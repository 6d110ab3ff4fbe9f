// Entity sets and singletons (CSDL JSON §13), and what the Capabilities vocabulary says that the service takes.
#include <algorithm>
#include <array>
#include <unordered_set>

#include "src/schema/csdl/steps.hpp"

namespace tamis {
inline namespace v0 {
namespace csdl {

namespace {

// Sets list paths of their type: many sets of one large type could otherwise ask for any amount of memory.
constexpr std::size_t most_listed = 1'000'000;

constexpr std::array<std::string_view, 2> container_keywords = {"$Kind", "$Extends"};
constexpr std::array<std::string_view, 8> set_keywords = {
    "$Collection", "$Type",     "$IncludeInServiceDocument", "$NavigationPropertyBinding", "$Nullable", "$Function",
    "$Action",     "$EntitySet"};

/// A term, a member of its record where the value is one, and the rule that it sets.
struct FlagRule {
  std::string_view term, member;
  bool ServiceRules::*target;
};
constexpr std::array flag_rules = {
    FlagRule{"FilterRestrictions", "Filterable", &ServiceRules::filterable},
    FlagRule{"SortRestrictions", "Sortable", &ServiceRules::sortable},
    FlagRule{"SelectSupport", "Supported", &ServiceRules::selectable},
    FlagRule{"CountRestrictions", "Countable", &ServiceRules::countable},
    FlagRule{"TopSupported", "", &ServiceRules::top},
    FlagRule{"SkipSupported", "", &ServiceRules::skip},
    FlagRule{"ExpandRestrictions", "Expandable", &ServiceRules::expandable},
    FlagRule{"SearchRestrictions", "Searchable", &ServiceRules::searchable},
    FlagRule{"ComputeSupported", "", &ServiceRules::computable},
};

struct PathsRule {
  std::string_view space, term, member;
  std::vector<std::string> ServiceRules::*target;
};
constexpr std::array paths_rules = {
    PathsRule{capabilities, "FilterRestrictions", "NonFilterableProperties", &ServiceRules::non_filterable},
    PathsRule{capabilities, "SortRestrictions", "NonSortableProperties", &ServiceRules::non_sortable},
    PathsRule{tamis_terms, "DocumentedFilter", "", &ServiceRules::documented_filter},
};

void read_flags(Context& context, const Annotations& annotations, ServiceRules& rules) {
  for (const FlagRule& rule : flag_rules) {
    read_flag(context, annotations.find(capabilities, rule.term, rule.member), rules.*rule.target);
  }
}

void read_paths(Context& context, const Annotations& annotations, std::uint32_t type, ServiceRules& rules) {
  for (const PathsRule& rule : paths_rules) {
    const Annotations::Found found = annotations.find(rule.space, rule.term, rule.member);
    std::vector<std::string> paths;
    read_texts(context, found, paths);
    for (std::size_t i = 0; i < paths.size(); ++i) {
      check_path(context, type, paths[i], found.at.item(i));
    }
    rules.*rule.target = std::move(paths);
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

/// An entity set or singleton; imports of functions and actions are passed over.
void read_set(Context& context, std::string_view name, const Element& element, const ServiceRules& defaults,
              const std::string& container) {
  if (element.find("$Function") != nullptr || element.find("$Action") != nullptr) return;
  context.check_keywords(element, set_keywords);
  EntitySet set;
  set.name = name;
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
  read_paths(context, annotations, set.type, set.rules);
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
    if (set.json != nullptr) {
      read_set(context, name, set, defaults, declaration.qualified);
    } else {
      context.errors.add(set.at, quoted(name) + " is not an object");
    }
  }
}

}  // namespace

void read_containers(Context& context, const Element& document) {
  auto& containers = context.containers;
  if (const auto name = context.text(document, "$EntityContainer")) {
    const std::string resolved = context.names.resolve(*name);
    const auto main = std::find_if(containers.begin(), containers.end(),
                                   [&](const Declaration& declaration) { return declaration.qualified == resolved; });
    if (main == containers.end()) {
      context.errors.add(document.at.member("$EntityContainer"), "there is no entity container " + quoted(*name));
    } else {
      std::rotate(containers.begin(), main, main + 1);  // its sets come first
    }
  }
  for (const Declaration& declaration : containers)
    read_container(context, declaration);
  if (context.listed_paths > most_listed) {
    context.errors.add(Path(), "the entity sets have more than " + std::to_string(most_listed) + " properties");
  }
}

}  // namespace csdl
}  // namespace v0
}  // namespace tamis
