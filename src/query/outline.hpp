// Outline: what an answer shows of a record, as $select, $expand and $compute say it.
#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "src/query/clauses.hpp"

namespace tamis {
inline namespace v0 {

/// One place of a record, or of the items of a collection there: which of its members stay.
struct Part {
  struct Member {
    std::uint32_t part = 0;
    bool again = false;  ///< one level of $levels deeper
  };
  bool whole = false;                ///< members that are not named below stay, too
  bool limited = false;              ///< by a $select of its own
  bool reference = false;            ///< /$ref: of the object only control information stays
  bool only_count = false;           ///< /$count: of the collection only the number of its items stays
  std::uint64_t levels = 1;          ///< how deep members may lead here again
  const Clauses* clauses = nullptr;  ///< the options in parentheses; of the root those of the query
  std::map<std::string, Member, std::less<>> members{};

  /// Whether all that stands there stays, untouched.
  bool stays_as_it_is() const noexcept {
    return whole && members.empty() && clauses == nullptr && !reference && !only_count;
  }
  /// Whether a member of this name is computed.
  bool computes(std::string_view name) const { return clauses && clauses->computes(name); }
  const Member* find(std::string_view name) const {
    const auto found = members.find(name);
    return found == members.end() ? nullptr : &found->second;
  }
};

/// Parts, of which the first is the record; immutable once built. Members keep the record's order; what a record does
/// not have is left out; control information (`@odata.…`) stays only where everything is selected. Computed members
/// come last.
struct Outline {
  std::vector<Part> parts{1};
  std::deque<Clauses> clauses{1};  ///< of the query first

  const Part& root() const noexcept { return parts.front(); }
  const Clauses& of_query() const noexcept { return clauses.front(); }
  /// Whether records stay as they are.
  bool keeps_all() const noexcept {
    return root().whole && root().members.empty() && of_query().computed.empty();  // its other clauses are not of parts
  }
  /// Whether a record's part of the answer takes expressions, which may fail.
  bool evaluates() const noexcept { return !of_query().computed.empty() || clauses.size() > 1; }
};

}  // namespace v0
}  // namespace tamis
