// Random well-typed expressions over the schema of tests/support/every_type.hpp, and random records for it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "tests/support/json_tree.hpp"
#include "tests/support/random.hpp"

namespace tamis::tests {

/// What an expression is of: what the generator tells apart.
enum class Sort : std::uint8_t {
  boolean,
  integer,
  decimal,
  single,
  floating,
  string,
  guid,
  date,
  date_time,
  time_of_day,
  duration,
  binary,
  colour,
  finish,
  pattern,
  part,
  strings,
  integers,
  decimals,
  doubles,
  dates,
  colours,
  parts,
  count_  ///< how many there are
};

/// What random expressions may contain; all by default.
struct Features {
  bool failing = true;   ///< what can fail: division by zero, a negative length
  bool nullable = true;  ///< the literal null, and what makes null of values that are not
};

/// An expression of any sort, a hundred bytes or so.
std::string random_expression(Random& random, const Features& features = {});
/// An expression of this sort; `depth` bounds how deep operations go into one another.
std::string random_expression(Random& random, Sort sort, int depth, const Features& features = {});

/// `collection/any(variable:predicate)` in its parts.
struct RandomLambda {
  std::string collection, variable, predicate;
};
RandomLambda random_lambda(Random& random, int depth, const Features& features = {});
/// A literal of the sort, at the edges of its type; `$it/part` for a sort that has none.
std::string random_literal(Random& random, Sort sort);

/// What random records may contain.
struct RecordFeatures {
  bool nulls = true;         ///< null and absent members, null items
  bool long_numbers = true;  ///< decimals of more digits than a double holds
  bool unknown = true;       ///< members that the schema does not know
};

/// A record of T.Record: members in any order.
Json random_record(Random& random, const RecordFeatures& features = {});
/// The same record with its members in another order, at every depth; as another writer would write it.
Json shuffled(Random& random, const Json& record);
/// The record with members added, at every depth, that the schema does not know.
Json with_unknown_members(Random& random, const Json& record);
/// The record as JSON text with random escapes and blanks, and members said twice: of those the last counts.
std::string random_spelling(Random& random, const Json& record);

}  // namespace tamis::tests
