// Filters that SQL can say, translated with the null rules of OData spelled out.
#pragma once

#include <string>

#include <tamis/tree.hpp>

#include "tests/support/random_expression.hpp"

namespace tamis::tests {

/// A random filter over the integer and text columns of records: comparison, in, logic, arithmetic, text functions.
std::string random_sql_filter(Random& random, int depth);
/// The condition in the dialect of SQLite: 1, 0 or NULL, as the filter is true, false or null.
std::string to_sql(const Tree& tree, NodeId id);

}  // namespace tamis::tests
