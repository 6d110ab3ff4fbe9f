// The words of random expressions: what sort a property is of, the paths of each sort, literals at the edges of types.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <vector>

#include <tamis/schema.hpp>

#include "tests/support/random_expression.hpp"

namespace tamis::tests {

std::optional<Sort> sort_of(const Type& type);
Sort item_of(Sort collection);
constexpr bool is_collection(Sort sort) { return sort >= Sort::strings; }
constexpr bool is_number(Sort sort) { return sort >= Sort::integer && sort <= Sort::floating; }

/// The paths of each sort from an instance of a type.
using Paths = std::array<std::vector<std::string>, static_cast<std::size_t>(Sort::count_)>;
const Paths& record_paths();
const Paths& part_paths();

}  // namespace tamis::tests
