// What can be said about conditions without a record: that they are always true or false, or stand twice.
#pragma once

#include <vector>

#include <tamis/diagnostic.hpp>
#include <tamis/schema.hpp>
#include <tamis/tree.hpp>

#include "src/bind/binding.hpp"

namespace tamis {
inline namespace v0 {

/// Appends warnings about the conditions of a tree that was bound without errors: `always-true`, `always-false`,
/// `repeated-condition`, and the note `keeps-null`. Says nothing where it is not sure. Takes time in proportion to the
/// tree, times at most `compared_conditions` for long chains.
void review_conditions(const Tree& tree, const Schema& schema, const Binding& binding, std::vector<Diagnostic>& found);

/// With so many earlier conditions on the same property each condition of a chain is compared.
inline constexpr std::size_t compared_conditions = 16;

}  // namespace v0
}  // namespace tamis
