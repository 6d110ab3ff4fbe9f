// Annotations of types and properties: Core.Description, Core.Ordered, and this project's terms, Tamis.V1.
#include <algorithm>

#include "src/schema/csdl/steps.hpp"
#include "src/schema/suggest.hpp"

namespace tamis {
inline namespace v0 {
namespace csdl {

namespace {

/// Path and other dynamic expressions (CSDL JSON §14.4) are objects with a member such as $Path or $If.
bool is_dynamic(const boost::json::value& value) {
  const auto* object = value.if_object();
  return object != nullptr
      && std::any_of(object->begin(), object->end(), [](const auto& member) { return member.key().starts_with('$'); });
}

std::string_view next_segment(std::string_view& path) noexcept {
  const std::size_t slash = std::min(path.find('/'), path.size());
  const std::string_view segment = path.substr(0, slash);
  path.remove_prefix(std::min(slash + 1, path.size()));
  return segment;
}

/// The type that one segment leads to from a value of a structured type.
std::optional<Type> step(const Context& context, const Type& from, std::string_view segment, const Path& at) {
  if (from.kind == TypeKind::dynamic || segment.starts_with('@')) return Type{};
  if (segment == "$count" && from.collection) return Type{TypeKind::int64};
  if (from.kind != TypeKind::structured) return std::nullopt;
  if (segment.find('.') != std::string_view::npos) {
    const auto cast = context.names.types.find(context.names.resolve(segment, at));
    if (cast == context.names.types.end() || cast->second.kind != TypeKind::structured) return std::nullopt;
    return cast->second;
  }
  const StructuredType& type = context.data.structured_types[from.definition];
  if (const Property* property = type.find(segment)) return property->type;
  return type.open ? std::optional<Type>(Type{}) : std::nullopt;
}

// ---- Tamis.V1 ------------------------------------------------------------------------------------

/// Complains of a value that an enumeration does not have.
void check_value(Context& context, const Type& type, std::string_view value, const Path& at) {
  if (type.kind != TypeKind::enumeration || context.errors.full()) return;
  if (context.members_of(type.definition).contains(value)) return;
  const EnumType& enumeration = context.data.enum_types[type.definition];
  std::vector<std::string_view> members;
  for (const EnumMember& member : enumeration.members)
    members.push_back(member.name);
  context.errors.add(at, quoted(enumeration.qualified_name) + " has no member " + quoted(value),
                     closest(value, members));
}

/// The items of an array of objects; anything else is an error.
std::vector<Element> read_objects(Context& context, const Annotations::Found& found) {
  std::vector<Element> objects;
  if (!found || is_dynamic(*found.value)) return objects;
  const auto* array = found.value->if_array();
  const bool all_objects =
      array != nullptr && std::all_of(array->begin(), array->end(), [](const auto& item) { return item.is_object(); });
  if (!all_objects) {
    context.errors.add(found.at, "the value is an array of objects");
    return objects;
  }
  for (std::size_t i = 0; i < array->size(); ++i) {
    objects.push_back({&(*array)[i].get_object(), found.at.item(i)});
  }
  return objects;
}

Annotations::Found member_of(const Element& element, std::string_view name) {
  return {element.find(name), element.at.member(name)};
}

/// One row of Tamis.AllowedTogether: with this value of one property, these of the other.
void read_row(Context& context, const Element& row, const AllowedTogether& heading) {
  AllowedTogether entry = heading;
  read_text(context, member_of(row, "Value"), entry.value);
  read_texts(context, member_of(row, "Dependents"), entry.allowed);
  if (const auto type = type_at(context, heading.type, heading.property, row.at)) {
    check_value(context, *type, entry.value, row.at.member("Value"));
  }
  if (const auto type = type_at(context, heading.type, heading.other, row.at)) {
    for (const std::string& value : entry.allowed) {
      check_value(context, *type, value, row.at.member("Dependents"));
    }
  }
  context.data.allowed_together.push_back(std::move(entry));
}

void read_allowed_together(Context& context, const Annotations& annotations, std::uint32_t type) {
  for (const Element& table : read_objects(context, annotations.find(tamis_terms, "AllowedTogether"))) {
    AllowedTogether heading;
    heading.type = type;
    read_text(context, member_of(table, "Determining"), heading.property);
    read_text(context, member_of(table, "Dependent"), heading.other);
    check_path(context, type, heading.property, table.at.member("Determining"));
    check_path(context, type, heading.other, table.at.member("Dependent"));
    for (const Element& row : read_objects(context, member_of(table, "Rows"))) {
      read_row(context, row, heading);
    }
  }
}

void read_write_instead(Context& context, const Annotations& annotations, StructuredType& type) {
  for (const Element& element : read_objects(context, annotations.find(tamis_terms, "WriteInstead"))) {
    WriteInstead entry;
    read_text(context, member_of(element, "Spelling"), entry.spelling);
    read_text(context, member_of(element, "Expression"), entry.expression);
    type.write_instead.push_back(std::move(entry));
  }
}

/// External annotations of a property that a type has from its base speak of that type only, so they did not
/// come with the base's property.
void annotate_inherited(Context& context, const Declaration& declaration, StructuredType& type) {
  const std::string prefix = declaration.qualified + "/";
  for (auto entry = context.annotated.lower_bound(prefix);
       entry != context.annotated.end() && entry->first.starts_with(prefix); ++entry) {
    const std::string_view name = std::string_view(entry->first).substr(prefix.size());
    const Property* found = type.find(name);
    if (found == nullptr || declaration.element.find(name) != nullptr) continue;
    const auto index = static_cast<std::size_t>(found - type.properties.data());
    annotate(context, Annotations(context, {}, entry->first), type.properties[index]);
  }
}

// ---- targets -------------------------------------------------------------------------------------

using Containers = std::map<std::string_view, const Declaration*>;

bool target_exists(Context& context, const Containers& containers, std::string_view target, const Path& at) {
  std::string_view path = target;
  const std::string_view head = next_segment(path);
  const std::string_view name = head.substr(0, head.find('('));  // one overload: Ns.F(Edm.String)
  const std::string_view space = name.substr(0, std::min(name.rfind('.'), name.size()));
  if (!context.names.declared_namespaces.contains(space)) return true;  // of another document
  if (!context.names.elements.contains(name)) return false;
  if (path.empty()) return true;
  const auto container = containers.find(name);
  if (container != containers.end()) return container->second->element.find(next_segment(path)) != nullptr;
  const auto found = context.names.types.find(name);
  if (found == context.names.types.end()) return true;  // a parameter or the result of a function
  const Type& type = found->second;
  if (type.kind == TypeKind::structured) return type_at(context, type.definition, path, at).has_value();
  return type.kind == TypeKind::enumeration && context.members_of(type.definition).contains(next_segment(path));
}

}  // namespace

Annotations::Annotations(const Context& context, const Element& element, std::string_view target) : context_(context) {
  if (element.json != nullptr) sources_.push_back(element);
  const auto external = context.annotated.find(target);
  if (external == context.annotated.end()) return;
  sources_.insert(sources_.end(), external->second.begin(), external->second.end());
}

Annotations::Found Annotations::find(std::string_view space, std::string_view term, std::string_view member) const {
  for (const Element& source : sources_) {
    for (const auto& entry : *source.json) {
      std::string_view name = entry.key();
      if (!name.starts_with('@')) continue;
      name.remove_prefix(1);
      const std::size_t dot = name.rfind('.');
      if (dot == std::string_view::npos || name.substr(dot + 1) != term) continue;
      if (context_.names.namespace_of(name.substr(0, dot), source.at) != space) continue;
      const Path at = source.at.member(entry.key());
      if (member.empty()) return {&entry.value(), at};
      const auto* record = entry.value().if_object();
      const auto* value = record == nullptr ? nullptr : record->if_contains(member);
      if (value != nullptr) return {value, at.member(member)};
    }
  }
  return {};
}

void read_flag(Context& context, const Annotations::Found& found, bool& flag) {
  if (!found) return;
  const auto* record = found.value->if_object();
  if (record != nullptr && record->contains(default_value)) {
    flag = true;  // so it is of all flags that are read
  } else if (is_dynamic(*found.value)) {
    return;
  } else if (const bool* value = found.value->if_bool()) {
    flag = *value;
  } else {
    context.errors.add(found.at, "the value is true or false");
  }
}

void read_text(Context& context, const Annotations::Found& found, std::string& text) {
  if (!found || is_dynamic(*found.value)) return;
  if (const auto* value = found.value->if_string()) {
    text = std::string_view(*value);
  } else {
    context.errors.add(found.at, "the value is a string");
  }
}

void read_texts(Context& context, const Annotations::Found& found, std::vector<std::string>& texts) {
  if (!found || is_dynamic(*found.value)) return;
  const auto* array = found.value->if_array();
  const bool all_strings =
      array != nullptr && std::all_of(array->begin(), array->end(), [](const auto& item) { return item.is_string(); });
  if (!all_strings) {
    context.errors.add(found.at, "the value is an array of strings");
    return;
  }
  for (const auto& item : *array)
    texts.emplace_back(std::string_view(item.get_string()));
}

void annotate(Context& context, const Annotations& annotations, Property& property) {
  read_text(context, annotations.find(core, "Description"), property.description);
  read_flag(context, annotations.find(core, "Ordered"), property.ordered);
  read_flag(context, annotations.find(tamis_terms, "EmptyObjectIsEmpty"), property.empty_object_is_empty);
  read_flag(context, annotations.find(tamis_terms, "NumberAsString"), property.number_as_string);
  if (const auto spellings = annotations.find(tamis_terms, "Spellings")) {
    property.spellings.clear();
    read_texts(context, spellings, property.spellings);
  }
}

void annotate_types(Context& context) {
  for (const Declaration& declaration : context.structured) {
    StructuredType& type = context.data.structured_types[declaration.index];
    if (type.base != Type::none) annotate_inherited(context, declaration, type);
    const Annotations annotations(context, declaration.element, declaration.qualified);
    read_allowed_together(context, annotations, declaration.index);
    read_write_instead(context, annotations, type);
  }
}

void check_targets(Context& context) {
  Containers containers;
  for (const Declaration& declaration : context.containers)
    containers.emplace(declaration.qualified, &declaration);
  for (const auto& [target, elements] : context.annotated) {
    if (target_exists(context, containers, target, elements.front().at)) continue;
    context.errors.add(elements.front().at, "there is no " + quoted(target) + " to annotate");
  }
}

std::optional<Type> type_at(const Context& context, std::uint32_t structured, std::string_view path, const Path& at) {
  Type type{TypeKind::structured, false, true, structured};
  if (path.empty()) return std::nullopt;
  while (!path.empty()) {
    const auto next = step(context, type, next_segment(path), at);
    if (!next) return std::nullopt;
    type = *next;
  }
  return type;
}

void check_path(Context& context, std::uint32_t structured, std::string_view path, const Path& at) {
  if (context.errors.full() || type_at(context, structured, path, at)) return;
  const StructuredType& type = context.data.structured_types[structured];
  std::vector<std::string_view> candidates;
  if (path.find('/') == std::string_view::npos) {
    for (const Property& property : type.properties)
      candidates.push_back(property.name);
  }
  context.errors.add(at, quoted(type.qualified_name) + " has no property path " + quoted(path),
                     closest(path, candidates));
}

}  // namespace csdl
}  // namespace v0
}  // namespace tamis
