// What tamis is compared with: other parsers with handwritten predicates. Each counts the records of a file that match.
#pragma once

#include <cstdint>
#include <string>

#include "tests/bench/workloads.hpp"

namespace tamis::bench {

/// Boost.JSON: each line parsed to a value whose memory is used again, then the predicate.
std::uint64_t count_with_boost(const std::string& path, const Workload& workload);
/// A response document parsed by Boost.JSON as a whole, then the predicate over its records.
std::uint64_t count_in_response_with_boost(const std::string& path, const Workload& workload);

#ifdef TAMIS_HAVE_SIMDJSON
/// simdjson On-Demand with a predicate that asks for members in the order of the document and stops early: line by
/// line, and as a stream of documents (iterate_many), which is the documented way.
std::uint64_t count_with_ondemand(const std::string& path, const Workload& workload);
std::uint64_t count_with_ondemand_stream(const std::string& path, const Workload& workload);
/// simdjson DOM: each record parsed whole, then a predicate; line by line, and as a stream (parse_many).
std::uint64_t count_with_dom(const std::string& path, const Workload& workload);
std::uint64_t count_with_dom_stream(const std::string& path, const Workload& workload);
#endif

}  // namespace tamis::bench
