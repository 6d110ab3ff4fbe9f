// Where a text stops: the brackets that are open there, and what stands in front of the cursor in each.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "grammar/functions.hpp"
#include "grammar/operators.hpp"
#include "tamis/parse.hpp"

namespace tamis {
inline namespace v0 {

/// What stands between two brackets, or in the value of an option.
enum class Reading : std::uint8_t {
  expression,
  orderby,
  compute,
  select,
  expand,
  option_name,  ///< of an option in parentheses
  boolean,      ///< true or false
  levels,
  format,
  other  ///< numbers, tokens, search terms: nothing to offer
};

/// One level of brackets, from the text itself inwards.
struct Level {
  enum class Kind : std::uint8_t {
    text,
    group,
    call,
    lambda,
    list,
    array,
    object,
    options,         ///< of an item of $select or $expand, or of $count
    filter_segment,  ///< `/$filter(`
    arguments        ///< of a function of the service, or a key
  };
  Kind kind = Kind::text;
  Reading reading = Reading::expression;
  const grammar::FunctionRow* function = nullptr;  ///< call
  bool all = false;                                ///< lambda: `all`
  bool condition = false;                          ///< what stands here must be Boolean
  bool chained = false;                            ///< an `and`, `or` or `not` stands in front: the whole is Boolean
  std::uint32_t commas = 0;
  bool colon = false;    ///< lambda: behind the range variable; call of `case`: behind a condition
  bool operand = false;  ///< an operand, or a step of a path, stands complete in front of the cursor
  bool path = false;     ///< a slash stands in front of the cursor
  bool ended = false;    ///< the item is complete but for a comma: behind `asc`, `as name`
  const grammar::OperatorRow* pending = nullptr;  ///< the operator whose right operand is missing
};

/// The place at the end of a text.
struct Place {
  std::vector<Level> levels;
  std::uint32_t token =
      0;                ///< where the word or quoted text under the cursor begins; the end of the text if there is none
  bool quoted = false;  ///< it is a quoted text without its end
  bool literal = false;  ///< it is a number or the like: nothing to offer
  const Level& inner() const noexcept { return levels.back(); }
};

/// Reads a decoded text up to its end. Guesses where the text is wrong: what comes out is tried by parsing anyway.
Place find_place(std::string_view text, Reading reading, bool condition);

/// What is missing behind a complete operand at the innermost level, so that the whole text ends: brackets, arguments,
/// conditions. `whole` makes a condition of what stands at the outermost level as well.
std::string closing(const std::vector<Level>& levels, bool whole = false);

/// What the value of an option is read as.
Reading reading_of(Option option) noexcept;

}  // namespace v0
}  // namespace tamis
