// Schema: looking things up. Loading is load.cpp.
#include <tamis/schema.hpp>

#include <algorithm>
#include <numeric>
#include <utility>

namespace tamis {
inline namespace v0 {

namespace {

std::string_view unqualified(std::string_view name) noexcept {
  return name.substr(name.rfind('.') + 1);  // npos + 1 is 0
}

/// `Alias.Name` as `Namespace.Name`; other names as they are.
std::string without_alias(const Schema::Data& data, std::string_view name) {
  const std::size_t dot = name.rfind('.');
  if (dot == std::string_view::npos) return std::string(name);
  for (const auto& [alias, space] : data.aliases) {
    if (alias == name.substr(0, dot)) return space + std::string(name.substr(dot));
  }
  return std::string(name);
}

Type structured_type(std::size_t index) noexcept {
  return {TypeKind::structured, false, true, static_cast<std::uint32_t>(index)};
}

Type enumeration_type(std::size_t index) noexcept {
  return {TypeKind::enumeration, false, true, static_cast<std::uint32_t>(index)};
}

/// The one declared type that `is_it` accepts; nothing where none or several are accepted.
template <typename Accepts>
std::optional<Type> only_type(const Schema::Data& data, Accepts&& is_it) {
  std::optional<Type> found;
  std::size_t count = 0;
  auto look_at = [&](std::string_view qualified_name, const Type& type) {
    if (!is_it(qualified_name)) return;
    found = type;
    ++count;
  };
  for (std::size_t i = 0; i < data.structured_types.size(); ++i) {
    look_at(data.structured_types[i].qualified_name, structured_type(i));
  }
  for (std::size_t i = 0; i < data.enum_types.size(); ++i) {
    look_at(data.enum_types[i].qualified_name, enumeration_type(i));
  }
  for (const TypeDefinition& definition : data.type_definitions) {
    look_at(definition.qualified_name, definition.underlying);
  }
  return count == 1 ? found : std::nullopt;
}

std::optional<Type> find_single_type(const Schema::Data* data, std::string_view name) {
  if (const auto kind = primitive_kind(name)) return Type{*kind};
  if (name == edm_name(TypeKind::dynamic)) return Type{TypeKind::dynamic};
  if (data == nullptr) return std::nullopt;
  if (name.find('.') == std::string_view::npos) {
    return only_type(*data, [&](std::string_view other) { return unqualified(other) == name; });
  }
  const std::string qualified = without_alias(*data, name);
  return only_type(*data, [&](std::string_view other) { return other == qualified; });
}

/// The order of the name index: most names are told apart by their lengths.
bool is_before(std::string_view a, std::string_view b) noexcept {
  return a.size() != b.size() ? a.size() < b.size() : a < b;
}

}  // namespace

void StructuredType::index() {
  by_name_.resize(properties.size());
  std::iota(by_name_.begin(), by_name_.end(), 0u);
  std::stable_sort(by_name_.begin(), by_name_.end(),
                   [&](std::uint32_t a, std::uint32_t b) { return is_before(properties[a].name, properties[b].name); });
}

const Property* StructuredType::find(std::string_view wanted) const noexcept {
  const auto found =
      std::lower_bound(by_name_.begin(), by_name_.end(), wanted,
                       [&](std::uint32_t i, std::string_view key) { return is_before(properties[i].name, key); });
  if (found == by_name_.end() || properties[*found].name != wanted) return nullptr;
  return &properties[*found];
}

const EnumMember* EnumType::find(std::string_view wanted) const noexcept {
  const auto found =
      std::find_if(members.begin(), members.end(), [&](const EnumMember& member) { return member.name == wanted; });
  return found == members.end() ? nullptr : &*found;
}

Schema::Schema() = default;

Schema::Schema(Data data) {
  for (StructuredType& type : data.structured_types) {
    type.index();
    for (std::size_t i = type.key_names.size(); i < type.keys.size(); ++i)
      type.key_names.push_back(type.keys[i]);
  }
  data_ = std::make_shared<const Data>(std::move(data));
}

std::span<const StructuredType> Schema::structured_types() const noexcept {
  return data_ ? std::span(data_->structured_types) : std::span<const StructuredType>();
}

std::span<const EnumType> Schema::enum_types() const noexcept {
  return data_ ? std::span(data_->enum_types) : std::span<const EnumType>();
}

std::span<const TypeDefinition> Schema::type_definitions() const noexcept {
  return data_ ? std::span(data_->type_definitions) : std::span<const TypeDefinition>();
}

std::span<const ServiceFunction> Schema::functions() const noexcept {
  return data_ ? std::span(data_->functions) : std::span<const ServiceFunction>();
}

std::span<const ServiceAction> Schema::actions() const noexcept {
  return data_ ? std::span(data_->actions) : std::span<const ServiceAction>();
}

std::span<const Term> Schema::terms() const noexcept {
  return data_ ? std::span(data_->terms) : std::span<const Term>();
}

std::span<const OperationImport> Schema::function_imports() const noexcept {
  return data_ ? std::span(data_->function_imports) : std::span<const OperationImport>();
}

std::span<const OperationImport> Schema::action_imports() const noexcept {
  return data_ ? std::span(data_->action_imports) : std::span<const OperationImport>();
}

std::span<const std::pair<std::string, std::string>> Schema::aliases() const noexcept {
  return data_ ? std::span(data_->aliases) : std::span<const std::pair<std::string, std::string>>();
}

std::span<const EntitySet> Schema::entity_sets() const noexcept {
  return data_ ? std::span(data_->entity_sets) : std::span<const EntitySet>();
}

std::span<const std::string> Schema::service_roots() const noexcept {
  return data_ ? std::span(data_->service_roots) : std::span<const std::string>();
}

std::span<const AllowedTogether> Schema::allowed_together() const noexcept {
  return data_ ? std::span(data_->allowed_together) : std::span<const AllowedTogether>();
}

std::optional<Type> Schema::find_type(std::string_view name) const {
  constexpr std::string_view opening = "Collection(";
  if (!name.starts_with(opening) || !name.ends_with(")")) return find_single_type(data_.get(), name);
  name.remove_prefix(opening.size());
  name.remove_suffix(1);
  std::optional<Type> type = find_single_type(data_.get(), name);
  if (type && type->collection) return std::nullopt;  // collections do not nest
  if (type) type->collection = true;
  return type;
}

const EntitySet* Schema::find_entity_set(std::string_view name) const noexcept {
  const auto sets = entity_sets();
  const auto found = std::find_if(sets.begin(), sets.end(), [&](const EntitySet& set) { return set.name == name; });
  return found == sets.end() ? nullptr : &*found;
}

bool Schema::derives_from(std::uint32_t from, std::uint32_t to) const noexcept {
  const auto types = structured_types();
  // No chain is longer than the number of types; data built in code may hold a circle.
  for (std::size_t steps = 0; steps < types.size() && from < types.size(); ++steps) {
    if (from == to) return true;
    from = types[from].base;
  }
  return false;
}

std::string Schema::type_name(const Type& type) const {
  std::string_view name = edm_name(type.kind);
  if (type.kind == TypeKind::structured && type.definition < structured_types().size()) {
    name = structured_types()[type.definition].qualified_name;
  } else if (type.kind == TypeKind::enumeration && type.definition < enum_types().size()) {
    name = enum_types()[type.definition].qualified_name;
  }
  return type.collection ? "Collection(" + std::string(name) + ")" : std::string(name);
}

Type Schema::default_type() const noexcept {
  const auto sets = entity_sets();
  if (sets.empty()) return {};
  const auto first = std::find_if(sets.begin(), sets.end(), [](const EntitySet& set) { return !set.singleton; });
  const EntitySet& set = first == sets.end() ? sets.front() : *first;
  return set.type == Type::none ? Type{} : structured_type(set.type);
}

}  // namespace v0
}  // namespace tamis
