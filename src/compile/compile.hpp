// Compiling: bound expressions to a Program.
#pragma once

#include <memory>
#include <span>
#include <vector>

#include <tamis/schema.hpp>
#include <tamis/tree.hpp>

#include "src/bind/binding.hpp"
#include "src/compile/program.hpp"

namespace tamis {
inline namespace v0 {

/// A path of $select or $expand whose options in parentheses range over what it leads to: one object, or each item of
/// a collection.
struct ItemScope {
  NodeId path = no_node;    ///< a path of members
  std::uint16_t slot = 0;   ///< holds the instance while the options' expressions are evaluated; 0: they have none
  std::uint32_t shape = 0;  ///< of what the path leads to; set by compile_program()
};

/// Compiles expressions of one tree, each to an entry. Linear in the nodes; parameter aliases are compiled
/// once however often they are used. What the machine cannot do yet is appended to `found` as `unsupported`,
/// with its place; the program is usable only if no error is among it. Outer scopes stand in front of those within.
///
/// `condition` becomes predicates, which only say whether it is true; it needs no place among the expressions.
std::shared_ptr<const Program> compile_program(const Tree& tree, std::span<const NodeId> expressions, NodeId condition,
                                               const Schema& schema, const Binding& binding, const Type& record,
                                               std::vector<Diagnostic>& found, std::span<ItemScope> scopes = {});

}  // namespace v0
}  // namespace tamis
