// Other programs as contestants: tamis itself, jq, Node, DuckDB.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "tests/bench/race.hpp"
#include "tests/bench/setup.hpp"
#include "tests/bench/workloads.hpp"

namespace tamis::bench {

/// The program with these options before the file; its whole time, starting included.
Contestant tamis_program(const Setup& setup, std::string name, const Workload& workload, const std::string& path,
                         const std::vector<std::string>& options);

/// DuckDB, one thread, only the columns that the condition needs; the time of the query alone. Nothing if not
/// installed.
std::optional<Contestant> duckdb(const Setup& setup, const Workload& workload, const std::string& path);
/// Node: the file read in blocks, JSON.parse for each line; its time alone. Nothing if not installed.
std::optional<Contestant> node(const Setup& setup, const Workload& workload, const std::string& path);
/// jq, its whole time. Nothing if not installed.
std::optional<Contestant> jq(const Setup& setup, const Workload& workload, const std::string& path);

}  // namespace tamis::bench
