// Search: a $search expression, applied to records.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include <tamis/tree.hpp>

#include "src/evaluate/record.hpp"

namespace tamis {
inline namespace v0 {

/// What a $search asks for. A word or a phrase is found where a string value contains it, whatever the letter case.
/// Names of members are no values, nor is control information (members whose names contain `@`).
class Search {
 public:
  Search(const Tree& tree, NodeId option);

  /// Whether what stands at the node meets the search. One pass over its strings; costs steps of the budget, and is
  /// false with a fault in the scratch when that is used up.
  template <typename Record>
  bool finds(const Record& record, std::uint64_t node, Scratch& scratch) const;
  Span place() const noexcept { return place_; }

 private:
  enum class Kind : std::uint8_t { term, not_, and_, or_ };
  struct Step {  // operands come first
    Kind kind;
    std::uint32_t number;  ///< of the term; how many operands
  };
  void add_term(const Tree& tree, NodeId id);
  bool verdict(const bool* found, bool* stack) const noexcept;
  bool look(std::string_view text, bool* found, std::size_t& missing, Scratch& scratch) const;

  std::vector<std::string> terms_;  ///< folded
  std::vector<Step> steps_;
  Span place_;  ///< of the typed text
};

}  // namespace v0
}  // namespace tamis
