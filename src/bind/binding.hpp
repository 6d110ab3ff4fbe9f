// The binder's result: a type and a target per node of a tree, in tables beside it.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include <tamis/diagnostic.hpp>
#include <tamis/schema.hpp>
#include <tamis/tree.hpp>

namespace tamis {
inline namespace v0 {

/// What a name was found to be.
struct Target {
  enum class Kind : std::uint8_t {
    none,
    property,  ///< member: `index` into the properties of structured type `definition`
    dynamic,   ///< member: a dynamic property, or the source's type is not known
    slot,      ///< variable: the instance in `slot`; also a range_variable's own slot
    cast,      ///< type_cast, or a member that names a type: to structured type `definition`
    function,  ///< function: `index` into Schema::functions()
    alias      ///< alias: `index` is the node of the value's expression, or no_node (null)
  };
  Kind kind = Kind::none;
  /// Slots hold instances during evaluation: 0 is the record ($it); each lambda and each /$filter(…)
  /// has its own. For a member, annotation, function, cast() or isof() without a source: the slot of
  /// the instance that it starts from.
  std::uint16_t slot = 0;
  std::uint32_t definition = Type::none;
  std::uint32_t index = 0;
};

/// Beside a Tree: types[id] and targets[id] for every node. A literal's type is the one it takes in
/// its place (`'New'` beside an enumeration is that enumeration; `'PT1M'` beside a duration a duration).
struct Binding {
  std::vector<Type> types;
  std::vector<Target> targets;
  std::uint16_t slots = 1;
};

struct BindOptions {
  bool service_rules = false;
  bool condition = false;  ///< the text is a filter: it must be Boolean
};

/// Checks a tree against a schema, with records of type `it`. Appends everything it finds to `found`
/// (spans of the typed text); the binding is usable only if no error is among it.
Binding bind(const Tree& tree, const Schema& schema, const Type& it, const BindOptions& options,
             std::vector<Diagnostic>& found);

}  // namespace v0
}  // namespace tamis
