// Predicates: a condition as flat tests with two ways to go on, for conditions that are asked of many records.
//
// A $filter asks only whether its expression is true. So `and`, `or`, `not` and lambdas are no instructions but
// ways from one predicate to the next, and the common forms of a leaf (`path op literal`, `path in (…)`,
// `contains(path,'…')`) are decided on the record itself. Every leaf has an entry of the machine as well, which is
// always right: what a fast test is unsure about (data of another type, an odd spelling) is asked there.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include <tamis/tree.hpp>

namespace tamis {
inline namespace v0 {

/// What a predicate asks of the value at its path.
enum class Ask : std::uint8_t {
  entry,   ///< whatever the machine makes of the leaf's entry
  null,    ///< eq or ne null
  flag,    ///< a Boolean by itself
  truth,   ///< a Boolean compared with `wanted`
  text,    ///< a string compared with texts[constant]
  texts,   ///< a string in the sorted list texts[constant …+count]
  member,  ///< an enumeration text among members[constant …+count]
  number,  ///< a number compared with numbers[constant]
  moment,  ///< a date-time compared with moments[constant]
  contains,
  starts,
  ends,  ///< a string, after `fold`, against texts[constant]
  any,
  all  ///< a loop: its body begins at `body`
};

/// What is done with a string before it is looked at.
enum class Fold : std::uint8_t { none, lower, upper };

struct Predicate {
  // Where a way leads when it leads out of the predicates: of a condition, or of a loop's body.
  static constexpr std::uint32_t met = 0xFFFFFFFFu, unmet = 0xFFFFFFFEu;

  Ask ask = Ask::entry;
  Operator op = Operator::eq;
  Fold fold = Fold::none;
  bool wanted = true;       ///< truth: the literal
  bool negative = false;    ///< goes to `yes` if the answer is false, instead of true
  std::uint16_t slot = 0;   ///< the instance that the path begins at
  std::uint16_t item = 0;   ///< loops: the slot of the items
  std::uint32_t path = 0;   ///< Program::paths
  std::uint32_t entry = 0;  ///< Program::entries; no loops
  std::uint32_t constant = 0, count = 0;
  std::uint32_t body = 0;               ///< loops: the first predicate of the body
  std::uint32_t yes = met, no = unmet;  ///< the next predicate
};

/// A text with its first and last bytes as numbers: two texts of up to 16 bytes are equal if these are.
struct KeyedText {
  std::uint64_t head = 0, tail = 0;
  std::string_view text{};

  KeyedText() = default;
  explicit KeyedText(std::string_view whole) noexcept : text(whole) {
    const char* const at = whole.data();
    const std::size_t size = whole.size();
    const auto load = [](const char* from, auto zero) {
      __builtin_memcpy(&zero, from, sizeof zero);
      return zero;
    };
    if (size >= 8) {
      head = load(at, std::uint64_t{});
      tail = load(at + size - 8, std::uint64_t{});
    } else if (size >= 4) {
      head = load(at, std::uint32_t{});
      tail = load(at + size - 4, std::uint32_t{});
    } else if (size > 0) {
      head = static_cast<unsigned char>(at[0]);
      tail = static_cast<std::uint64_t>(static_cast<unsigned char>(at[size / 2])) << 8
           | static_cast<unsigned char>(at[size - 1]);
    }
  }

  friend bool operator==(const KeyedText& a, const KeyedText& b) noexcept {
    return a.head == b.head && a.tail == b.tail && a.text.size() == b.text.size()
        && (a.text.size() <= 16 || __builtin_memcmp(a.text.data(), b.text.data(), a.text.size()) == 0);
  }
};

/// A member of an enumeration, and whether a value of it is one of those asked for.
struct MemberAnswer {
  KeyedText name;
  bool among = false;
};

/// A number as what integers and doubles are compared with.
struct Bound {
  double nearest = 0;
  std::int64_t floor = 0;        ///< the largest integer not above it, if `in_range`
  std::int64_t coefficient = 0;  ///< the number is coefficient × 10^-scale, if `small`
  std::int32_t scale = 0;
  bool whole = false;      ///< it is `floor`
  bool in_range = false;   ///< of int64
  bool small = false;      ///< see coefficient
  bool as_double = false;  ///< compared as doubles, by promotion
};

/// An instant, as the text in UTC that its date-times begin with: `2024-01-31T12:30:00`.
struct InstantText {
  char seconds[20] = {};
  std::int64_t picoseconds = 0;  ///< within the second
};

struct Predicates {
  std::vector<Predicate> list{};
  std::vector<KeyedText> texts{};
  std::vector<MemberAnswer> members{};
  std::vector<Bound> numbers{};
  std::vector<InstantText> moments{};
  std::uint32_t first = Predicate::met;  ///< where a condition begins
};

}  // namespace v0
}  // namespace tamis
