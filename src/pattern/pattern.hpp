// Pattern: a compiled regular expression of matchesPattern (OData 4.01 Part 2 §5.1.1.7.1). Matching takes time in
// proportion to the text and at worst to the pattern's size, too. Needs RE2 (the option TAMIS_RE2 of the build).
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <tamis/diagnostic_codes.hpp>

#include "src/pattern/ecmascript.hpp"

namespace tamis {
inline namespace v0 {

/// Why there is no pattern: `invalid-argument`, `unsupported-pattern`, or `unsupported` where there is no RE2.
struct PatternError {
  Code code = Code::invalid_argument;
  PatternFault fault{};
};

/// Immutable; share it between threads.
class Pattern {
 public:
  /// The longest pattern, in bytes: as long as the longest text of a query, so that one out of data costs no more.
  static constexpr std::size_t longest = std::size_t{64} * 1024;

  /// Null, and why, for a text that is no regular expression, or is none that RE2 can match in a memory of 4 MiB, or is
  /// too long.
  static std::shared_ptr<const Pattern> compile(std::string_view ecmascript, PatternError& error);
  /// Whether some part of the text matches.
  bool is_found_in(std::string_view text) const;
  /// What making it has cost, in steps: its instructions.
  std::uint64_t cost() const;
  /// What looking for it in a text costs. Where the states of the automaton are too many for its memory, each byte
  /// takes as long as the pattern has instructions.
  std::uint64_t cost_in(std::size_t bytes) const { return bytes / 8 * (1 + cost() / 8); }
  /// What making one that is too large costs at most: RE2 gives up at two thirds of its memory, 16 bytes an
  /// instruction.
  static constexpr std::uint64_t greatest_cost = (4u << 20) * 2 / 3 / 16;

  struct Engine;
  explicit Pattern(std::shared_ptr<const Engine> engine) : engine_(std::move(engine)) {}

 private:
  std::shared_ptr<const Engine> engine_;
};

/// The patterns of data that were used last. Of one thread.
class PatternCache {
 public:
  /// Null for a text that is no pattern. `cost` becomes the steps that making it took; 0 where it was made before.
  const Pattern* find(std::string_view ecmascript, std::uint64_t& cost);

 private:
  static constexpr std::size_t most = 8;
  struct Entry {
    std::string text;
    std::shared_ptr<const Pattern> pattern;
  };
  std::vector<Entry> entries_;
  std::size_t next_ = 0;
};

}  // namespace v0
}  // namespace tamis
