// Enumerations and structured types; base types without recursion, since a document decides how deep they go.
#include <algorithm>
#include <array>
#include <limits>

#include "src/schema/csdl/steps.hpp"
#include "src/schema/suggest.hpp"

namespace tamis {
inline namespace v0 {
namespace csdl {

namespace {

// Inheritance copies properties: a small document could otherwise ask for any amount of memory.
constexpr std::size_t most_bytes = std::size_t{256} << 20;

constexpr std::size_t most_key_parts = 100;  // each is compared with those before it

constexpr std::array<std::string_view, 6> structured_keywords = {"$Kind",     "$BaseType",  "$Abstract",
                                                                 "$OpenType", "$HasStream", "$Key"};
constexpr std::array<std::string_view, 14> property_keywords = {"$Kind",
                                                                "$Type",
                                                                "$Collection",
                                                                "$Nullable",
                                                                "$MaxLength",
                                                                "$Unicode",
                                                                "$Precision",
                                                                "$Scale",
                                                                "$SRID",
                                                                "$DefaultValue",
                                                                "$Partner",
                                                                "$ContainsTarget",
                                                                "$ReferentialConstraint",
                                                                "$OnDelete"};
constexpr std::array<std::string_view, 3> enum_keywords = {"$Kind", "$UnderlyingType", "$IsFlags"};

// ---- enumerations (CSDL JSON §10) ----------------------------------------------------------------

struct Range {
  std::int64_t least, greatest;
};

template <typename Integer>
constexpr Range range_of() {
  return {std::numeric_limits<Integer>::min(), std::numeric_limits<Integer>::max()};
}

Range range_of(TypeKind underlying) {
  switch (underlying) {
    case TypeKind::byte: return range_of<std::uint8_t>();
    case TypeKind::sbyte: return range_of<std::int8_t>();
    case TypeKind::int16: return range_of<std::int16_t>();
    case TypeKind::int32: return range_of<std::int32_t>();
    default: return range_of<std::int64_t>();
  }
}

void read_enum(Context& context, const Declaration& declaration, EnumType& type) {
  const Element& element = declaration.element;
  context.check_keywords(element, enum_keywords);
  if (const auto name = context.text(element, "$UnderlyingType")) {
    const auto kind = primitive_kind(*name);
    if (kind && is_integer(*kind)) {
      type.underlying = *kind;
    } else {
      context.errors.add(element.at.member("$UnderlyingType"),
                         "an enumeration cannot have the underlying type " + quoted(*name));
    }
  }
  type.flags = context.flag(element, "$IsFlags", false);
  Range range = range_of(type.underlying);
  if (type.flags) range.least = 0;  // values of flags are not negative (§10.2)
  for (const auto& member : *element.json) {
    const std::string_view name = member.key();
    if (!is_child_name(name)) continue;
    if (!context.check_identifier(name, element.at.member(name))) continue;
    const auto value = context.number(element, name, range.least, range.greatest);
    if (value) type.members.push_back({std::string(name), *value});
  }
  const Annotations annotations(context, element, declaration.qualified);
  read_flag(context, annotations.find(tamis_terms, "Extensible"), type.extensible);
}

// ---- properties (CSDL JSON §7, §8) ---------------------------------------------------------------

/// Facets that a property does not state are those of its type definition.
void take_facets(Context& context, const Element& element, Property& property) {
  Facets defined;
  if (const auto* name = element.find("$Type"); name != nullptr && name->is_string()) {
    const auto found = context.names.facets.find(context.names.resolve(name->get_string(), element.at));
    if (found != context.names.facets.end()) defined = found->second;
  }
  const Facets facets = context.facets_of(element, defined);
  if (property.type.kind == TypeKind::decimal) context.check_scale(element, facets);
  property.max_length = facets.max_length;
  property.precision = facets.precision;
  property.scale = facets.scale;
  property.srid = facets.srid;
  property.unicode = facets.unicode;
  // Absence of $Scale means variable (§7.2.4).
  if (property.type.kind == TypeKind::decimal && !property.scale) property.scale = -1;
}

void read_property(Context& context, const Declaration& owner, std::string_view name, const Element& element,
                   StructuredType& type) {
  if (!context.check_identifier(name, element.at)) return;
  context.check_keywords(element, property_keywords);
  Property property;
  property.name = name;
  const std::string_view kind = context.text(element, "$Kind").value_or("Property");
  property.navigation = kind == "NavigationProperty";
  if (!property.navigation && kind != "Property") {
    constexpr std::array<std::string_view, 2> kinds = {"Property", "NavigationProperty"};
    context.errors.add(element.at.member("$Kind"), "a property cannot have the $Kind " + quoted(kind),
                       closest(kind, kinds));
  }
  property.type = context.type_of(element);
  const auto& types = context.data.structured_types;
  const bool is_entity = property.type.kind == TypeKind::dynamic
                      || (property.type.kind == TypeKind::structured && types[property.type.definition].entity);
  if (property.navigation && !is_entity) {
    context.errors.add(element.at, "navigation property " + quoted(name) + " needs an entity type");
  }
  take_facets(context, element, property);
  annotate(context, Annotations(context, element, owner.qualified + "/" + property.name), property);
  type.properties.push_back(std::move(property));
}

// ---- keys (CSDL JSON §6.5) -----------------------------------------------------------------------

struct KeyPart {
  std::string_view path, name;
};

/// One item of $Key: a path, or an object `{"alias":"path"}`.
std::optional<KeyPart> key_part(const boost::json::value& item) {
  if (const auto* path = item.if_string()) return KeyPart{*path, *path};
  const auto* aliased = item.if_object();
  if (aliased == nullptr || aliased->size() != 1) return std::nullopt;
  const auto* path = aliased->begin()->value().if_string();
  return path == nullptr ? std::nullopt : std::optional(KeyPart{*path, aliased->begin()->key()});
}

void read_key(Context& context, const Declaration& declaration, StructuredType& type) {
  const boost::json::value* key = declaration.element.find("$Key");
  if (key == nullptr) return;
  const Path at = declaration.element.at.member("$Key");
  if (!type.entity) context.errors.add(at, "a complex type has no $Key");
  if (!key->is_array()) {
    context.errors.add(at, "$Key is an array");
    return;
  }
  if (key->get_array().size() > most_key_parts) {
    context.errors.add(at, "a key has at most " + std::to_string(most_key_parts) + " parts");
    return;
  }
  std::size_t index = 0;
  for (const auto& item : key->get_array()) {
    const Path place = at.item(index++);
    const auto part = key_part(item);
    if (!part) {
      context.errors.add(place, "a part of $Key is a property path, or an object with one member that is one");
      continue;
    }
    if (item.is_object() && !context.check_identifier(part->name, place.member(part->name))) continue;
    if (std::find(type.key_names.begin(), type.key_names.end(), part->name) != type.key_names.end()) {
      context.errors.add(place, "two parts of $Key are called " + quoted(part->name));
      continue;
    }
    type.keys.emplace_back(part->path);
    type.key_names.emplace_back(part->name);
  }
}

/// Once all properties are known: do the paths of own keys lead to one?
void check_key(Context& context, const Declaration& declaration) {
  const boost::json::value* key = declaration.element.find("$Key");
  if (key == nullptr || !key->is_array()) return;
  const Path at = declaration.element.at.member("$Key");
  std::size_t index = 0;
  for (const auto& item : key->get_array()) {
    if (const auto part = key_part(item)) check_path(context, declaration.index, part->path, at.item(index));
    ++index;
  }
}

void read_structured(Context& context, const Declaration& declaration, StructuredType& type) {
  const Element& element = declaration.element;
  context.check_keywords(element, structured_keywords);
  type.abstract = context.flag(element, "$Abstract", false);
  type.open = context.flag(element, "$OpenType", false);
  read_key(context, declaration, type);
  if (const auto name = context.text(element, "$BaseType")) {
    const Path at = element.at.member("$BaseType");
    const auto base = context.find_type(*name, at);
    const bool fits = base && base->kind == TypeKind::structured
                   && context.data.structured_types[base->definition].entity == type.entity;
    if (fits) type.base = base->definition;
    if (base && !fits) {
      context.errors.add(at, quoted(*name) + " cannot be the base of " + quoted(type.qualified_name)
                                 + (type.entity ? ": it is no entity type" : ": it is no complex type"));
    }
  }
  for (const auto& member : *element.json) {
    const std::string_view name = member.key();
    if (!is_child_name(name)) continue;
    const Element property{member.value().if_object(), element.at.member(name)};
    if (property.json != nullptr) {
      read_property(context, declaration, name, property, type);
    } else {
      context.errors.add(property.at, "property " + quoted(name) + " is not an object");
    }
  }
}

// ---- inheritance (CSDL JSON §6.2) ----------------------------------------------------------------

/// About what a type's properties and keys take in memory.
std::size_t bytes_of(const StructuredType& type) {
  std::size_t bytes = 0;
  for (const std::string& key : type.keys)
    bytes += 2 * (sizeof(std::string) + key.size());
  for (const Property& property : type.properties) {
    bytes += sizeof(Property) + property.name.size() + property.description.size();
    for (const std::string& spelling : property.spellings)
      bytes += sizeof(std::string) + spelling.size();
  }
  return bytes;
}

/// The types from this one to its base and on, up to one that is done; a circle is cut where it closes.
std::vector<std::uint32_t> chain_from(Context& context, std::uint32_t start, const std::vector<char>& is_done,
                                      std::vector<char>& is_on_chain) {
  auto& types = context.data.structured_types;
  std::vector<std::uint32_t> chain;
  for (std::uint32_t i = start; i != Type::none && !is_done[i]; i = types[i].base) {
    if (is_on_chain[i]) {
      StructuredType& last = types[chain.back()];
      context.errors.add(context.structured[chain.back()].element.at.member("$BaseType"),
                         quoted(last.qualified_name) + " is derived from itself");
      last.base = Type::none;
      break;
    }
    is_on_chain[i] = 1;
    chain.push_back(i);
  }
  return chain;
}

/// All types, each after its base.
std::vector<std::uint32_t> bases_first(Context& context) {
  const std::size_t count = context.data.structured_types.size();
  std::vector<char> is_done(count, 0);
  std::vector<char> is_on_chain(count, 0);
  std::vector<std::uint32_t> order;
  for (std::uint32_t start = 0; start < count; ++start) {
    const auto chain = chain_from(context, start, is_done, is_on_chain);
    for (const std::uint32_t i : chain)
      is_done[i] = 1;
    order.insert(order.end(), chain.rbegin(), chain.rend());
  }
  return order;
}

/// What all types that have a base would take in memory.
std::size_t bytes_when_complete(const std::vector<StructuredType>& types, const std::vector<std::uint32_t>& order) {
  std::vector<std::size_t> bytes(types.size());
  std::size_t total = 0;
  for (const std::uint32_t i : order) {
    bytes[i] = bytes_of(types[i]);
    if (types[i].base == Type::none) continue;
    bytes[i] += bytes[types[i].base];
    total += bytes[i];
  }
  return total;
}

/// Puts the properties of a type's base, which is complete, in front of its own.
void take_from_base(Context& context, const Declaration& declaration, StructuredType& type) {
  const StructuredType& base = context.data.structured_types[type.base];
  for (const Property& own : type.properties) {
    if (base.find(own.name) == nullptr) continue;
    context.errors.add(
        declaration.element.at.member(own.name),
        "the base type " + quoted(base.qualified_name) + " has a property " + quoted(own.name) + " already");
  }
  type.open = type.open || base.open;
  if (type.keys.empty()) {
    type.keys = base.keys;
    type.key_names = base.key_names;
  }
  type.properties.insert(type.properties.begin(), base.properties.begin(), base.properties.end());
}

void inherit(Context& context) {
  auto& types = context.data.structured_types;
  const auto order = bases_first(context);
  const bool is_too_much = bytes_when_complete(types, order) > most_bytes;
  if (is_too_much) {
    context.errors.add(Path(), "the types take more than " + std::to_string(most_bytes >> 20)
                                   + " MiB with what they have from their base types");
  }
  for (const std::uint32_t i : order) {
    if (types[i].base != Type::none && !is_too_much) take_from_base(context, context.structured[i], types[i]);
    types[i].index();
  }
}

}  // namespace

void read_types(Context& context) {
  for (const Declaration& declaration : context.enums) {
    read_enum(context, declaration, context.data.enum_types[declaration.index]);
  }
  for (const Declaration& declaration : context.structured) {
    read_structured(context, declaration, context.data.structured_types[declaration.index]);
  }
  inherit(context);
  for (const Declaration& declaration : context.structured)
    check_key(context, declaration);
}

}  // namespace csdl
}  // namespace v0
}  // namespace tamis
