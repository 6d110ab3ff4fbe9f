// Query::State: a compiled query.
#pragma once

#include <tamis/query.hpp>

#include "src/compile/front.hpp"
#include "src/query/outline.hpp"
#include "src/query/prefilter.hpp"

namespace tamis {
inline namespace v0 {

struct Query::State {
  Checked checked;
  std::shared_ptr<const Program> program{};
  Outline outline{};
  Prefilter prefilter{};
  Diagnostics refused{};  ///< what cannot be applied on this machine

  const Clauses& clauses() const noexcept { return outline.of_query(); }
  /// A fault as the result of a call: with the query's text where it has a place in it.
  Diagnostics failure(Diagnostic fault) const;
};

/// The records of one answer, or of one of its pages.
struct Page {
  Page(const Query::State& query, const ApplyOptions& options);

  std::uint64_t first = 0;  ///< of the ordered records
  std::uint64_t end = 0;    ///< behind the last, if there are so many
  bool goes_on = false;     ///< the query asks for more than that

  /// How many matching records decide what stands on the page, and whether another follows.
  std::uint64_t enough() const noexcept { return goes_on ? end + 1 : end; }
  bool is_last(std::uint64_t matched) const noexcept { return !goes_on || matched <= end; }
};

/// The URL of the page behind this one: the same query with $skip moved on and $top lowered.
std::string next_link(const Query::State& query, const ApplyOptions& options);

}  // namespace v0
}  // namespace tamis
