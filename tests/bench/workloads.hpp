// What is measured: the filters W1 to W4, and the same filters as somebody would write them by hand.
#pragma once

#include <array>
#include <boost/json/fwd.hpp>
#include <string_view>

namespace tamis::bench {

struct Workload {
  std::string_view id;
  std::string_view filter;                          ///< $filter
  bool (*handwritten)(const boost::json::object&);  ///< with if_contains
  std::string_view jq;                              ///< a condition of jq
  std::string_view javascript;                      ///< an expression over `r`
  std::string_view duckdb_columns;                  ///< the columns that the condition needs, with their types
  std::string_view duckdb;                          ///< a condition of DuckDB's SQL
};

/// W1 to W4.
const std::array<Workload, 4>& workloads();

/// W5 is W1 with this behind it.
inline constexpr std::string_view w5_options = "&$orderby=createdDateTime desc&$top=10";

/// Whether the text, its ASCII letters in lower case, contains `fabrikam`.
bool contains_fabrikam(std::string_view text);

}  // namespace tamis::bench
