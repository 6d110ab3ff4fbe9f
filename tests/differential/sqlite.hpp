// Filters compared with SQLite, where that is installed.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace tamis::tests {

/// Whether this program was built with SQLite.
bool have_sqlite();

/// `filters` random filters from a seed on, each over the same 200 rows: the first that SQLite answers otherwise, in
/// words, or nothing.
std::optional<std::string> find_sql_difference(std::uint64_t seed, std::uint64_t filters);

}  // namespace tamis::tests
