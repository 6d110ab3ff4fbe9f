// Equality of schemas: member by member. Type's own == does not look at nullability; here it counts.
#include <algorithm>
#include <tuple>

#include <tamis/schema.hpp>

namespace tamis {
inline namespace v0 {

namespace {

// A value that is compared by its own ==.
template <typename Value>
const Value& comparable(const Value& value) {
  return value;
}

auto comparable(const Type& type) { return std::tuple(type.kind, type.collection, type.nullable, type.definition); }

auto comparable(const std::optional<Type>& type) {
  return std::tuple(type.has_value(), comparable(type.value_or(Type{})));
}

auto comparable(const Facets& facets) {
  return std::tie(facets.max_length, facets.precision, facets.scale, facets.srid, facets.unicode);
}

auto comparable(const Property& p) {
  return std::tuple_cat(
      std::tuple(comparable(p.type)),
      std::tie(p.name, p.navigation, p.max_length, p.precision, p.scale, p.ordered, p.empty_object_is_empty,
               p.number_as_string, p.spellings, p.description, p.srid, p.unicode));
}

auto comparable(const WriteInstead& entry) { return std::tie(entry.spelling, entry.expression); }

auto comparable(const EnumMember& member) { return std::tie(member.name, member.value); }

auto comparable(const FunctionParameter& parameter) {
  return std::tuple_cat(std::tie(parameter.name), comparable(parameter.type));
}

auto comparable(const Term& term) { return std::tuple_cat(std::tie(term.qualified_name), comparable(term.type)); }

auto comparable(const TypeDefinition& definition) {
  return std::tuple_cat(std::tie(definition.qualified_name), comparable(definition.underlying),
                        comparable(definition.facets));
}

auto comparable(const OperationImport& import) {
  return std::tie(import.name, import.operation, import.container, import.entity_set);
}

auto comparable(const ServiceRules& r) {
  return std::tie(r.filterable, r.sortable, r.selectable, r.countable, r.top, r.skip, r.expandable, r.searchable,
                  r.computable, r.non_sortable, r.non_filterable, r.recommended, r.documented_filter, r.sortable_paths);
}

auto comparable(const EntitySet& set) {
  return std::tuple_cat(std::tie(set.name, set.type, set.singleton, set.container), comparable(set.rules));
}

auto comparable(const AllowedTogether& a) { return std::tie(a.property, a.value, a.other, a.allowed, a.type); }

template <typename Item>
bool same(const std::vector<Item>& a, const std::vector<Item>& b);

bool same_item(const StructuredType& a, const StructuredType& b) {
  const auto rest = [](const StructuredType& t) {
    return std::tie(t.name, t.qualified_name, t.base, t.entity, t.abstract, t.open, t.keys, t.key_names);
  };
  return rest(a) == rest(b) && same(a.properties, b.properties) && same(a.write_instead, b.write_instead);
}

bool same_item(const EnumType& a, const EnumType& b) {
  const auto rest = [](const EnumType& t) {
    return std::tie(t.name, t.qualified_name, t.underlying, t.flags, t.extensible);
  };
  return rest(a) == rest(b) && same(a.members, b.members);
}

bool same_item(const ServiceFunction& a, const ServiceFunction& b) {
  const auto rest = [](const ServiceFunction& f) {
    return std::tuple_cat(std::tie(f.qualified_name, f.bound, f.composable), comparable(f.result));
  };
  return rest(a) == rest(b) && same(a.parameters, b.parameters);
}

bool same_item(const ServiceAction& a, const ServiceAction& b) {
  const auto rest = [](const ServiceAction& f) {
    return std::tuple_cat(std::tie(f.qualified_name, f.bound), comparable(f.result));
  };
  return rest(a) == rest(b) && same(a.parameters, b.parameters);
}

template <typename Item>
bool same_item(const Item& a, const Item& b) {
  return comparable(a) == comparable(b);
}

template <typename Item>
bool same(const std::vector<Item>& a, const std::vector<Item>& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](const Item& x, const Item& y) { return same_item(x, y); });
}

}  // namespace

bool operator==(const Schema& a, const Schema& b) {
  if (a.data_ == b.data_) return true;
  if (a.data_ == nullptr || b.data_ == nullptr) return false;
  const Schema::Data& x = *a.data_;
  const Schema::Data& y = *b.data_;
  return same(x.structured_types, y.structured_types) && same(x.enum_types, y.enum_types)
      && same(x.type_definitions, y.type_definitions) && same(x.functions, y.functions) && same(x.actions, y.actions)
      && same(x.terms, y.terms) && same(x.entity_sets, y.entity_sets) && x.service_roots == y.service_roots
      && same(x.allowed_together, y.allowed_together) && same(x.function_imports, y.function_imports)
      && same(x.action_imports, y.action_imports) && x.aliases == y.aliases && x.namespaces == y.namespaces
      && x.containers == y.containers;
}

}  // namespace v0
}  // namespace tamis
