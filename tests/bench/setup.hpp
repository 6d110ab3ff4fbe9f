// What was asked for on the command line, and the files that all measures share.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

#include "tests/bench/race.hpp"
#include "tests/bench/report.hpp"

namespace tamis::bench {

struct Setup {
  std::uint64_t records = 100'000;
  std::uint64_t seed = 1;
  int rounds = 7;
  Clock clock = Clock::processor;
  std::filesystem::path directory = "bench-data";  ///< of generated files
  std::string program{};                           ///< tamis; empty: leave it out
  std::string node_modules{};                      ///< a folder with @duckdb/node-api; empty: there is none
  std::string markdown{};                          ///< a file for the table of measures; empty: none
  bool outside = true;                             ///< jq, Node and DuckDB too
};

/// The path of a file of so many referrals, made unless it is there. Throws std::runtime_error.
std::string ndjson_file(const Setup& setup, std::uint64_t records);
/// The same records as one response document.
std::string response_file(const Setup& setup, std::uint64_t records);

double size_of(const std::string& path);

/// The parts of the benchmark: each prints to the report.
void measure_files(const Setup& setup, Report& report);
void measure_values(const Setup& setup, Report& report);
void measure_allocations(const Setup& setup, Report& report);
void measure_response(const Setup& setup, Report& report);
void measure_parse(const Setup& setup, Report& report);
void measure_threads(const Setup& setup, Report& report);
void measure_orderby(const Setup& setup, Report& report);
void check_against_slow_evaluator(const Setup& setup, Report& report);

}  // namespace tamis::bench
