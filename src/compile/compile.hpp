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

/// Compiles expressions of one tree, each to an entry. Linear in the nodes; parameter aliases are compiled
/// once however often they are used. What the machine cannot do yet is appended to `found` as `unsupported`,
/// with its place; the program is usable only if no error is among it.
///
/// `condition` becomes predicates, which only say whether it is true; it needs no place among the expressions.
std::shared_ptr<const Program> compile_program(const Tree& tree, std::span<const NodeId> expressions,
                                               NodeId condition, const Schema& schema, const Binding& binding,
                                               const Type& record, std::vector<Diagnostic>& found);

}  // namespace v0
}  // namespace tamis
