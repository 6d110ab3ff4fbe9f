// What annotations of entity sets say about queries: one table, for reading and writing.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include <tamis/schema.hpp>

#include "src/schema/csdl/context.hpp"

namespace tamis {
inline namespace v0 {
namespace csdl {

/// A term, a member of its record where the value is one, and the rule that it sets.
struct FlagRule {
  std::string_view term, member;
  bool ServiceRules::*target;
};
inline constexpr std::array flag_rules = {
    FlagRule{"FilterRestrictions", "Filterable", &ServiceRules::filterable},
    FlagRule{"SortRestrictions", "Sortable", &ServiceRules::sortable},
    FlagRule{"SelectSupport", "Supported", &ServiceRules::selectable},
    FlagRule{"CountRestrictions", "Countable", &ServiceRules::countable},
    FlagRule{"TopSupported", "", &ServiceRules::top},
    FlagRule{"SkipSupported", "", &ServiceRules::skip},
    FlagRule{"ExpandRestrictions", "Expandable", &ServiceRules::expandable},
    FlagRule{"SearchRestrictions", "Searchable", &ServiceRules::searchable},
    FlagRule{"ComputeSupported", "", &ServiceRules::computable},
};

/// The same of a list of property paths, or of other texts.
struct ListRule {
  std::string_view space, term, member;
  std::vector<std::string> ServiceRules::*target;
  bool of_paths = true;
};
inline constexpr std::array list_rules = {
    ListRule{capabilities, "FilterRestrictions", "NonFilterableProperties", &ServiceRules::non_filterable},
    ListRule{capabilities, "SortRestrictions", "NonSortableProperties", &ServiceRules::non_sortable},
    ListRule{tamis_terms, "DocumentedFilter", "", &ServiceRules::documented_filter},
    ListRule{tamis_terms, "RecommendedOptions", "", &ServiceRules::recommended, false},
};

}  // namespace csdl
}  // namespace v0
}  // namespace tamis
