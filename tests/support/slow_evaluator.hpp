// The slow, obvious twin of the evaluator: walks the tree of an Expression over one record, recursively, with
// exact numbers of any size. Written from the standard, apart from the fast evaluator, to be compared with it.
// Left out: geo functions, annotations, $root, keys, the service's functions, parameter aliases.
#pragma once

#include <chrono>
#include <string>
#include <variant>

#include <tamis/filter.hpp>

#include "tests/support/slow_value.hpp"

namespace tamis::tests {

using SlowResult = std::variant<Value, Failure>;

/// The value of the expression over the record (absent members are null), or why it has none. A value may point
/// into the record. `it` is the type that the expression was compiled for.
SlowResult evaluate_slowly(const Expression& expression, const Schema& schema, const Type& it, const Json& record,
                           std::chrono::system_clock::time_point now = {});

}  // namespace tamis::tests
