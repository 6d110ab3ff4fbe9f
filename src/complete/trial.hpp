// Trying a candidate: the text in front of the cursor with the candidate and what is missing behind it, parsed and
// bound.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "src/bind/binding.hpp"
#include "tamis/parse.hpp"

namespace tamis {
inline namespace v0 {

/// What comes of a trial.
struct Verdict {
  bool right = false;
  bool documented = true;  ///< false: the service may refuse it
};

/// A text with its binding.
struct BoundText {
  Tree tree;
  Binding binding;
  std::uint32_t at = 0;  ///< in the decoded text: where what was tried begins
};

class Trial {
 public:
  TextKind as = TextKind::filter;
  std::string front{};  ///< of a query: its other options as far as they matter, and the name of this one; encoded
  std::uint32_t front_length = 0;  ///< decoded
  std::string value{};             ///< decoded, up to the token under the cursor
  Type record{};
  bool service_rules = false;
  Limits limits{};

  Trial(const Schema& of, Type records) : record(records), schema_(of) {}

  /// Whether the text is right with these words behind it, of which the first `length` bytes are the candidate. Names
  /// in front of it that are not known do not count: they are there already.
  Verdict operator()(std::string_view behind, std::size_t length) const;
  /// The text with these words behind it, however it binds; nothing where it does not parse.
  std::optional<BoundText> bind(std::string_view behind) const;

 private:
  std::string text(std::string_view behind) const;
  std::optional<Tree> parse_text(std::string_view behind) const;
  const Schema& schema_;
};

/// Percent-encodes what would end an option's value or be read as something else.
std::string encode_value(std::string_view decoded);

}  // namespace v0
}  // namespace tamis
