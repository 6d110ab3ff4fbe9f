// Schema: the types that queries are checked against, and what the service is known to accept.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <tamis/result.hpp>
#include <tamis/type.hpp>

namespace tamis {
inline namespace v0 {

/// A structural or navigation property.
struct Property {
  std::string name;
  Type type;
  bool navigation = false;
  std::optional<std::uint32_t> max_length{};  ///< characters (string) or bytes (binary)
  std::optional<std::uint32_t> precision{};   ///< digits (decimal), fractional second digits (temporal)
  std::optional<std::int32_t> scale{};        ///< decimal places; -1 variable, -2 floating
  bool ordered = true;                        ///< collections: Core.Ordered; false only when annotated so
  bool empty_object_is_empty = false;         ///< collections: `{}` stands for no items
  bool number_as_string = false;              ///< decimals: a JSON string holding a number is read too
  std::vector<std::string> spellings{};       ///< other spellings seen in documentation
  std::string description{};
};

/// A name that is no property of a type, as people write it, and the expression to write for it.
struct WriteInstead {
  std::string spelling, expression;
};

/// A complex or entity type.
struct StructuredType {
  std::string name;            ///< unqualified
  std::string qualified_name;  ///< with its namespace
  std::uint32_t base = Type::none;
  bool entity = false;
  bool abstract = false;
  bool open = false;  ///< names that are not declared are dynamic properties
  std::vector<std::string> keys{};
  std::vector<Property> properties{};         ///< own and inherited, base type's first
  std::vector<WriteInstead> write_instead{};  ///< for suggestions

  /// The property of exactly this name, or nullptr. O(log n).
  const Property* find(std::string_view wanted) const noexcept;
  /// Sorts the name index; to be called once after `properties` is filled.
  void index();

 private:
  std::vector<std::uint32_t> by_name_;
};

struct EnumMember {
  std::string name;
  std::int64_t value = 0;
};

struct EnumType {
  std::string name;
  std::string qualified_name;
  TypeKind underlying = TypeKind::int32;
  bool flags = false;
  bool extensible = false;  ///< an unknown member is a warning, not an error
  std::vector<EnumMember> members{};

  const EnumMember* find(std::string_view wanted) const noexcept;
};

/// `Ns.Name` as another name for a primitive type.
struct TypeDefinition {
  std::string qualified_name;
  Type underlying;
};

struct FunctionParameter {
  std::string name;
  Type type;
};

/// A function of the service, one per overload. The binding parameter (if bound) is the first parameter.
struct ServiceFunction {
  std::string qualified_name;
  bool bound = false;
  bool composable = false;
  std::vector<FunctionParameter> parameters{};
  Type result;
};

/// What the service accepts for one entity set (Capabilities vocabulary), with the source of the fact.
struct ServiceRules {
  bool filterable = true, sortable = true, selectable = true, countable = true, top = true, skip = true,
       expandable = true, searchable = true, computable = true;
  std::vector<std::string> non_sortable{};       ///< closed: these paths are refused in $orderby
  std::vector<std::string> non_filterable{};     ///< closed: these paths are refused in $filter
  std::vector<std::string> documented_filter{};  ///< open: other paths get a warning; empty when unknown
  std::vector<std::string> sortable_paths{};     ///< for messages: the paths that may be ordered by
};

struct EntitySet {
  std::string name;
  std::uint32_t type = Type::none;  ///< index into structured_types()
  bool singleton = false;
  ServiceRules rules{};
};

/// Two values that go together: while `property` has `value`, `other` has one of `allowed`.
struct AllowedTogether {
  std::string property, value, other;
  std::vector<std::string> allowed;
  std::uint32_t type = Type::none;  ///< index into structured_types(): whose properties these are
};

/// An immutable set of types and entity sets. Cheap to copy (shared), safe to share between threads.
class Schema {
 public:
  struct Data {
    std::vector<StructuredType> structured_types{};
    std::vector<EnumType> enum_types{};
    std::vector<TypeDefinition> type_definitions{};
    std::vector<ServiceFunction> functions{};
    std::vector<std::string> terms{};
    std::vector<EntitySet> entity_sets{};
    std::vector<std::string> service_roots{};
    std::vector<AllowedTogether> allowed_together{};
    std::vector<std::pair<std::string, std::string>> aliases{};  ///< alias → namespace
  };

  /// No schema: every name is a dynamic property, every type is found at run time.
  Schema();
  /// A schema built in code. Types may refer to one another by index; see Data.
  explicit Schema(Data data);
  /// Reads CSDL JSON (OData CSDL JSON 4.01). Errors are `invalid-schema` with their place.
  static Result<Schema> from_csdl_json(std::string_view text);
  /// Reads CSDL XML (OData CSDL XML 4.0 and 4.01, UTF-8). Errors are `invalid-schema` with their place; `unsupported`
  /// where the library was built without it (TAMIS_CSDL_XML), for other encodings, and for OData 3 and older.
  static Result<Schema> from_csdl_xml(std::string_view text);
  /// Reads either, told apart by the first character that is not blank: XML begins with `<`.
  static Result<Schema> from_csdl(std::string_view text);

  bool is_dynamic() const noexcept { return data_ == nullptr; }
  std::span<const StructuredType> structured_types() const noexcept;
  std::span<const EnumType> enum_types() const noexcept;
  std::span<const TypeDefinition> type_definitions() const noexcept;
  std::span<const ServiceFunction> functions() const noexcept;
  std::span<const EntitySet> entity_sets() const noexcept;
  std::span<const std::string> service_roots() const noexcept;
  std::span<const AllowedTogether> allowed_together() const noexcept;

  /// Resolves a type name: `Edm.String`, `Ns.Type`, `Alias.Type`, an unqualified name that is
  /// unambiguous, or `Collection(…)` of these. Nothing when there is no such type.
  std::optional<Type> find_type(std::string_view name) const;
  /// The entity set of this name, or nullptr.
  const EntitySet* find_entity_set(std::string_view name) const noexcept;
  /// Whether values of type `from` are of type `to`: the same or derived from it.
  bool derives_from(std::uint32_t from, std::uint32_t to) const noexcept;
  /// How a type is written for people: `Edm.String`, `Ns.Type`, `Collection(Ns.Type)`.
  std::string type_name(const Type& type) const;
  /// The type that queries range over when none is named: of the first entity set.
  Type default_type() const noexcept;

 private:
  std::shared_ptr<const Data> data_;
};

/// The embedded schema of the Partner Center referral service. Parsed once, then shared.
const Schema& referral_schema();

}  // namespace v0
}  // namespace tamis
