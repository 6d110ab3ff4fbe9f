// Clauses: the options of one level: of a whole query, or in the parentheses behind a path of $select or $expand.
#pragma once

#include <cstdint>
#include <functional>
#include <limits>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "src/evaluate/machine.hpp"
#include "src/query/search.hpp"
#include "src/query/sort_key.hpp"

namespace tamis {
inline namespace v0 {

struct Clauses {
  /// One item of $compute.
  struct Computed {
    std::string name;
    std::uint32_t entry;
  };

  std::uint16_t slot = 0;      ///< holds the instance that the clauses range over; 0 is the record
  std::uint32_t shape = 0;     ///< of what the path in front of the parentheses leads to
  bool of_collection = false;  ///< some clause makes sense for a collection only

  std::vector<Computed> computed{};
  std::set<std::string, std::less<>> computed_names{};
  std::optional<Search> search{};
  std::optional<std::uint32_t> filter{};  ///< entry of the program
  bool counts = false;
  std::uint32_t first_key = 0;     ///< entry of the first $orderby item; the others follow
  std::vector<bool> descending{};  ///< one an item of $orderby
  std::uint64_t skip = 0;
  std::optional<std::uint64_t> top{};

  /// How many of the ordered records are enough: $skip + $top.
  std::uint64_t wanted() const noexcept { return wanted(top); }
  /// The same with another $top.
  std::uint64_t wanted(const std::optional<std::uint64_t>& most) const noexcept {
    constexpr std::uint64_t all = std::numeric_limits<std::uint64_t>::max();
    return !most || *most > all - skip ? all : skip + *most;
  }

  /// Whether it depends on the items which of them belong to the answer.
  bool chooses() const noexcept { return filter || search; }

  bool computes(std::string_view name) const { return computed_names.find(name) != computed_names.end(); }

  /// Whether the instance at `node`, which is in its slot, meets $search and $filter.
  template <typename Record>
  std::optional<Diagnostic> meets(const Program& program, const Record& record, std::uint64_t node,
                                  EvaluationContext::State& state, bool& met) const;
  /// What it is ordered by.
  template <typename Record>
  std::optional<Diagnostic> keys(const Program& program, const Record& record, EvaluationContext::State& state,
                                 SortRow& row) const;
};

}  // namespace v0
}  // namespace tamis
