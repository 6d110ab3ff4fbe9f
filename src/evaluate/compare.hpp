// Comparison of two values: the null rules, numeric promotion and order of OData 4.01 Part 2 §5.1.1.1.
#pragma once

#include <tamis/schema.hpp>
#include <tamis/tree.hpp>

#include "src/value/scratch.hpp"

namespace tamis {
inline namespace v0 {

enum class Order : std::uint8_t {
  less,
  equal,
  greater,
  different,  ///< not equal, and neither is less: NaN, members that the enumeration does not have, collections
  mismatch    ///< the types have nothing in common, or members are unknown that decide it
};

/// How two values that are neither null nor unknown stand to one another. Objects and arrays of the record must have
/// been taken apart (Reader::unfold): members and items are compared in depth, those of an unordered collection in any
/// order. A string beside a value of another type is read as that type where it has its shape: that happens only where
/// the string's type is not known to the schema. Faults: budget.
Order order(const Value& a, const Value& b, const Schema& schema, Scratch& scratch);

/// `eq ne gt ge lt le`: a Boolean, or null for unknown operands and mismatched types. Never null for null
/// operands: `null eq null`, `null ge null` are true, all other comparisons with one null but `ne` are false.
Value compare(Operator op, const Value& a, const Value& b, const Schema& schema, Scratch& scratch);

/// What is known of the equality of two values: the least certain part of them has the word.
enum class Equal : std::uint8_t { no, unknown, yes };

/// Whether two values, null included, are equal; of mismatched types they are not.
Equal equality(const Value& a, const Value& b, const Schema& schema, Scratch& scratch);

/// Whether every item of `part` is in `whole`, as often as it is in `part`.
Equal includes(std::span<const Value> whole, std::span<const Value> part, const Schema& schema, Scratch& scratch);

/// Whether an item of the list equals the value: true, false, or null if that hangs on an unknown.
Value is_in(const Value& value, std::span<const Value> list, const Schema& schema, Scratch& scratch);

}  // namespace v0
}  // namespace tamis
