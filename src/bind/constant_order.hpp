// How two literals compare, without a record.
#pragma once

#include <compare>
#include <optional>

#include <tamis/schema.hpp>
#include <tamis/tree.hpp>

#include "src/bind/binding.hpp"

namespace tamis {
inline namespace v0 {

/// The order of the values of two literals by the types they have in their places. Equivalent: equal values;
/// unordered: different values that have no order. Nothing where it cannot be told: null, floating-point numbers,
/// geography.
std::optional<std::partial_ordering> constant_order(const Tree& tree, const Schema& schema, const Binding& binding,
                                                    NodeId a, NodeId b);

}  // namespace v0
}  // namespace tamis
