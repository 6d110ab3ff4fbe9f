// Schema: the types that queries are checked against, and what the service is known to accept.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <tamis/result.hpp>
#include <tamis/type.hpp>

namespace tamis {
inline namespace v0 {

/// Limits to the values of a type (OData 4.01 CSDL §7.2). What is not stated is not known.
struct Facets {
  std::optional<std::uint32_t> max_length{};  ///< characters (string) or bytes (binary)
  std::optional<std::uint32_t> precision{};   ///< digits (decimal), fractional second digits (temporal)
  std::optional<std::int32_t> scale{};        ///< decimal places; -1 variable, -2 floating
  std::optional<std::int32_t> srid{};         ///< geography and geometry: the reference system; -1 variable
  bool unicode = true;                        ///< strings: false where they are ASCII only
};

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
  std::optional<std::int32_t> srid{};  ///< geography and geometry: the reference system; -1 variable
  bool unicode = true;                 ///< strings: false where they are ASCII only
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
  bool open = false;                          ///< names that are not declared are dynamic properties
  std::vector<std::string> keys{};            ///< paths, the base type's first
  std::vector<std::string> key_names{};       ///< of each: what key predicates call it, its alias or the path itself
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
  Facets facets{};
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

/// An action of the service, one per overload; as a function, but that it may have no result.
struct ServiceAction {
  std::string qualified_name;
  bool bound = false;
  std::vector<FunctionParameter> parameters{};
  std::optional<Type> result{};
};

/// An unbound function or action offered by a container under a name of its own.
struct OperationImport {
  std::string name;        ///< unqualified
  std::string operation;   ///< qualified name of the function or action
  std::string container;   ///< qualified name
  std::string entity_set;  ///< of the result, empty when none is stated
};

/// A term: the name and type of annotations.
struct Term {
  std::string qualified_name;
  Type type;
};

/// What the service accepts for one entity set (Capabilities vocabulary), with the source of the fact.
struct ServiceRules {
  bool filterable = true, sortable = true, selectable = true, countable = true, top = true, skip = true,
       expandable = true, searchable = true, computable = true;
  std::vector<std::string> non_sortable{};       ///< closed: these paths are refused in $orderby
  std::vector<std::string> non_filterable{};     ///< closed: these paths are refused in $filter
  std::vector<std::string> recommended{};        ///< query options, with their dollar sign
  std::vector<std::string> documented_filter{};  ///< open: other paths get a warning; empty when unknown
  std::vector<std::string> sortable_paths{};     ///< for messages: the paths that may be ordered by
};

struct EntitySet {
  std::string name;
  std::uint32_t type = Type::none;  ///< index into structured_types()
  bool singleton = false;
  ServiceRules rules{};
  std::string container{};  ///< qualified name
};

/// Two values that go together: while `property` has `value`, `other` has one of `allowed`.
struct AllowedTogether {
  std::string property, value, other;
  std::vector<std::string> allowed;
  std::uint32_t type = Type::none;  ///< index into structured_types(): whose properties these are
};

/// Where the documents are that a CSDL document refers to (OData 4.01 CSDL §4.1). The standard vocabularies,
/// Org.OData.*, and Tamis.V1 need none.
struct SchemaOptions {
  /// Further documents, XML or JSON, that are read whole.
  std::vector<std::string> documents{};
  /// Gives the text of a referenced document when no other document has the schema that is to be included; nothing
  /// where there is none: then names of that schema are errors where they are used.
  std::function<std::optional<std::string>(std::string_view uri)> resolve{};
};

/// An immutable set of types and entity sets. Cheap to copy (shared), safe to share between threads.
class Schema {
 public:
  struct Data {
    std::vector<StructuredType> structured_types{};
    std::vector<EnumType> enum_types{};
    std::vector<TypeDefinition> type_definitions{};
    std::vector<ServiceFunction> functions{};
    std::vector<ServiceAction> actions{};
    std::vector<Term> terms{};
    std::vector<EntitySet> entity_sets{};
    std::vector<std::string> service_roots{};
    std::vector<AllowedTogether> allowed_together{};
    std::vector<OperationImport> function_imports{}, action_imports{};
    std::vector<std::string> namespaces{};                       ///< in the order of their elements in the lists
    std::vector<std::string> containers{};                       ///< qualified names, the service's first
    std::vector<std::pair<std::string, std::string>> aliases{};  ///< alias → namespace
  };

  /// No schema: every name is a dynamic property, every type is found at run time.
  Schema();
  /// A schema out of its parts, which refer to one another by index. Nothing is checked: see SchemaBuilder for that.
  explicit Schema(Data data);
  /// Reads CSDL JSON (OData CSDL JSON 4.01). Errors are `invalid-schema` with their place; where they are in a
  /// document that this one refers to, the text of the diagnostics is that document's.
  static Result<Schema> from_csdl_json(std::string_view text, const SchemaOptions& options = {});
  /// Reads CSDL XML (OData CSDL XML 4.0 and 4.01, UTF-8). Errors as above; `unsupported` where the library was built
  /// without it (TAMIS_CSDL_XML), for other encodings, and for OData 3 and older.
  static Result<Schema> from_csdl_xml(std::string_view text, const SchemaOptions& options = {});
  /// Reads either, told apart by the first character that is not blank: XML begins with `<`.
  static Result<Schema> from_csdl(std::string_view text, const SchemaOptions& options = {});
  /// Writes the schema as one CSDL 4.01 document that reads as the same schema, indented. Annotations are those
  /// that tamis obeys; what a schema does not hold (see Data) is not written. Of no schema: a document without any.
  std::string to_csdl_json() const;
  std::string to_csdl_xml() const;

  bool is_dynamic() const noexcept { return data_ == nullptr; }
  std::span<const StructuredType> structured_types() const noexcept;
  std::span<const EnumType> enum_types() const noexcept;
  std::span<const TypeDefinition> type_definitions() const noexcept;
  std::span<const ServiceFunction> functions() const noexcept;
  std::span<const ServiceAction> actions() const noexcept;
  std::span<const Term> terms() const noexcept;
  std::span<const EntitySet> entity_sets() const noexcept;
  std::span<const OperationImport> function_imports() const noexcept;
  std::span<const OperationImport> action_imports() const noexcept;
  /// Pairs of an alias and its namespace, as declared.
  std::span<const std::pair<std::string, std::string>> aliases() const noexcept;
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
  /// Whether two schemas hold the same in the same order; equal indices then mean equal things.
  friend bool operator==(const Schema& a, const Schema& b);

 private:
  std::shared_ptr<const Data> data_;
};

/// The embedded schema of the Partner Center referral service. Parsed once, then shared.
const Schema& referral_schema();

}  // namespace v0
}  // namespace tamis
