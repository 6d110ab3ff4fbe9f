// What the steps of reading a CSDL document share: the names declared so far, the schema being made, the errors.
#pragma once

#include <boost/json.hpp>
#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include <tamis/schema.hpp>

#include "src/schema/csdl/document.hpp"
#include "src/schema/csdl/path.hpp"

namespace tamis {
inline namespace v0 {
namespace csdl {

inline constexpr std::string_view core = "Org.OData.Core.V1";
inline constexpr std::string_view capabilities = "Org.OData.Capabilities.V1";
inline constexpr std::string_view tamis_terms = "Tamis.V1";

/// In JSON made of XML: `{"$Default":true}` is the value of an annotation that states none.
inline constexpr std::string_view default_value = "$Default";

/// A JSON object of the document, and the way to it.
struct Element {
  const boost::json::object* json = nullptr;
  Path at;

  const boost::json::value* find(std::string_view name) const { return json->if_contains(name); }
};

/// A named element of a schema: its $Kind is known, its place in the schema being made too.
struct Declaration {
  std::string name;       // unqualified
  std::string qualified;  // with its namespace
  Element element;
  std::uint32_t index = 0;  // into the list of Schema::Data that holds its kind
};

/// Errors as they are found, and a limit to them: a document of errors must not cost much.
class Errors {
 public:
  explicit Errors(const std::deque<Document>& documents) : documents_(documents) {}

  /// Adds `invalid-schema` at a place, unless there are many already.
  void add(const Path& at, const std::string& message, std::string_view suggestion = {});
  bool full() const noexcept { return items_.size() >= most; }
  bool empty() const noexcept { return items_.empty(); }
  /// Those of the document in which the first was found: diagnostics speak of one text, and others may follow from it.
  Diagnostics take();

 private:
  static constexpr std::size_t most = 20;
  struct Item {
    std::uint32_t document;
    Diagnostic diagnostic;
  };
  const std::deque<Document>& documents_;
  std::vector<Item> items_{};
};

/// Namespaces, aliases and the types that can be referred to.
class Names {
 public:
  using TypeMap = std::map<std::string, Type, std::less<>>;

  using Aliases = std::map<std::string, std::string, std::less<>>;

  std::vector<Aliases> aliases{};                                         // alias → namespace, by document
  std::set<std::string, std::less<>> declared_namespaces{};               // in any document
  std::map<std::string, std::string, std::less<>> included_namespaces{};  // of other documents → their URIs
  std::set<std::string, std::less<>> elements{};                          // qualified: types, terms, functions, …
  TypeMap types{};                                                        // qualified name → type
  std::map<std::string, Facets, std::less<>> facets{};                    // of type definitions

  /// The namespace that a namespace or alias stands for; aliases are those of the document that a path is of.
  std::string_view namespace_of(std::string_view name, const Path& at) const;
  /// `Alias.Name` as `Namespace.Name`.
  std::string resolve(std::string_view qualified, const Path& at) const;
};

struct Context {
  explicit Context(const std::deque<Document>& all) : documents(all), errors(all) {}

  const std::deque<Document>& documents;
  Errors errors;
  Names names{};
  Schema::Data data{};
  std::vector<Declaration> structured{};
  std::vector<Declaration> enums{};
  std::vector<Declaration> operations{};  // functions and actions, one per overload
  std::vector<Declaration> terms{};
  std::vector<Declaration> containers{};
  std::set<std::string, std::less<>> known_aliases{};                      // of all documents
  std::map<std::string, std::vector<Element>, std::less<>> annotated{};    // $Annotations by resolved target
  std::unordered_set<std::string> unbound_functions{}, unbound_actions{};  // qualified names
  std::size_t listed_paths = 0;                                            // properties of the types of all entity sets

  // Members of an element; a member of another JSON type is an error, and is taken as absent.
  bool flag(const Element& element, std::string_view name, bool otherwise);
  std::optional<std::string_view> text(const Element& element, std::string_view name);
  std::optional<std::int64_t> number(const Element& element, std::string_view name, std::int64_t least,
                                     std::int64_t greatest);

  /// $Type, $Collection and $Nullable of a property, parameter or result. On an error: dynamic.
  Type type_of(const Element& element);
  /// The type of this name; an unknown one is an error.
  std::optional<Type> find_type(std::string_view name, const Path& at);
  /// $MaxLength, $Precision, $Scale, $SRID and $Unicode. What is not stated is as `otherwise` has it.
  Facets facets_of(const Element& element, const Facets& otherwise = {});
  /// Complains of a decimal that is to have more decimal places than digits (CSDL JSON §7.2.4).
  void check_scale(const Element& element, const Facets& facets);

  /// Complains of a name that is no identifier (CSDL JSON §15.2), and says whether it is one. What has no right
  /// name is passed over: the limit to names bounds what copies of them cost.
  bool check_identifier(std::string_view name, const Path& at);
  /// The names of an enumeration's members, for many look-ups.
  const std::unordered_set<std::string_view>& members_of(std::uint32_t enumeration);
  /// Complains of members that look like misspelt ones of these: `$Nulable`. Others beginning with $ are passed over.
  void check_keywords(const Element& element, std::span<const std::string_view> keywords);

 private:
  std::unordered_map<std::uint32_t, std::unordered_set<std::string_view>> members_{};
};

/// Whether a namespace is of the vocabularies that are known without a document: the standard ones, and this project's.
bool is_vocabulary(std::string_view space) noexcept;

/// Whether a member of an element is one of its own children: no `$Keyword`, no annotation.
bool is_child_name(std::string_view name) noexcept;

}  // namespace csdl
}  // namespace v0
}  // namespace tamis
