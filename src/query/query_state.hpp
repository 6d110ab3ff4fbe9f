// Query::State: a compiled query.
#pragma once

#include <tamis/query.hpp>

#include "src/compile/front.hpp"
#include "src/compile/program.hpp"
#include "src/query/selection.hpp"
#include "src/query/sort_key.hpp"

namespace tamis {
inline namespace v0 {

struct Query::State {
  Checked checked;
  std::shared_ptr<const Program> program{};
  std::optional<std::uint32_t> filter{};  ///< entry of the program
  std::uint32_t first_key = 0;            ///< entry of the first $orderby item; the others follow
  std::vector<bool> descending{};         ///< one an item
  std::optional<std::uint64_t> top{};
  std::uint64_t skip = 0;
  bool counts = false;
  std::optional<Selection> selection{};
  Diagnostics refused{};  ///< what cannot be applied on this machine

  /// Whether the record that begin_record() was called for meets $filter.
  template <typename Record>
  std::optional<Diagnostic> matches(const Record& record, EvaluationContext::State& state, bool& met) const;
  template <typename Record>
  std::optional<Diagnostic> keys(const Record& record, EvaluationContext::State& state, SortRow& row) const;
  /// How many records are enough: $skip + $top.
  std::uint64_t wanted() const noexcept;
};

}  // namespace v0
}  // namespace tamis
