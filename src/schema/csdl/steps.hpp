// The steps of reading a CSDL document, in their order. Each adds to the context; none stops at the first error.
#pragma once

#include <span>
#include <string_view>

#include "src/schema/csdl/context.hpp"

namespace tamis {
inline namespace v0 {
namespace csdl {

/// declare.cpp: $Version, $Reference, namespaces, aliases, and the name and kind of every element.
void declare(Context& context);

/// types.cpp: enumerations, then properties of structured types and of their base types, then keys.
void read_types(Context& context);

/// operations.cpp: terms, and overloads of functions and actions; they need the types.
void read_operations(Context& context);

/// containers.cpp: entity sets, singletons and imports, and what the service accepts for them.
void read_containers(Context& context);

/// The annotations of one element: its own members, and what $Annotations says of it.
class Annotations {
 public:
  /// `target` is its qualified name, for a property followed by `/property`.
  Annotations(const Context& context, const Element& element, std::string_view target);

  struct Found {
    const boost::json::value* value = nullptr;
    Path at;
    explicit operator bool() const noexcept { return value != nullptr; }
  };
  /// The value of the term without a qualifier; of its member if one is named.
  Found find(std::string_view space, std::string_view term, std::string_view member = {}) const;

 private:
  const Context& context_;
  std::vector<Element> sources_;
};

// annotations.cpp: constant values; anything else is an error, but a dynamic expression (an object with a `$` member)
// is passed over.
void read_flag(Context& context, const Annotations::Found& found, bool& flag);
void read_text(Context& context, const Annotations::Found& found, std::string& text);
void read_texts(Context& context, const Annotations::Found& found, std::vector<std::string>& texts);

/// What annotations say of a property.
void annotate(Context& context, const Annotations& annotations, Property& property);
/// Annotations that speak of properties by path; after read_types.
void annotate_types(Context& context);
/// Complains of targets of $Annotations that are not there; after read_containers.
void check_targets(Context& context);

/// The type at the end of a property path (type casts as segments allowed); dynamic where the path leads
/// beyond what is declared of an open type; nothing where it leads nowhere.
/// Casts may use the aliases of the document that `at` is of.
std::optional<Type> type_at(const Context& context, std::uint32_t structured, std::string_view path, const Path& at);
/// Complains if a path leads nowhere.
void check_path(Context& context, std::uint32_t structured, std::string_view path, const Path& at);

}  // namespace csdl
}  // namespace v0
}  // namespace tamis
