// Two threads beside one, in elapsed time: the program, which keeps the order of the records.
#include <string>
#include <thread>

#include "tests/bench/outside.hpp"
#include "tests/bench/setup.hpp"
#include "tests/bench/workloads.hpp"

namespace tamis::bench {

void measure_threads(const Setup& setup, Report& report) {
  report.heading("W3 with threads, elapsed time");
  if (setup.program.empty()) return report.skip("W3: two threads", "no program was named");
  if (std::thread::hardware_concurrency() < 2) return report.skip("W3: two threads", "the machine has one core");
  Setup elapsed = setup;
  elapsed.clock = Clock::wall;
  const std::string path = ndjson_file(setup, setup.records);
  const auto with = [&](const char* threads) {
    return tamis_program(elapsed, std::string(threads) + " thread(s)", workloads()[2], path, {"--threads", threads});
  };
  const Race race({with("1"), with("2")}, setup.rounds);
  report.throughput(race, size_of(path));
  report.check("W3, threads", race);
  report.measure("W3: one thread's time / two threads'", at_least(1.8), race.ratio("1 thread(s)", "2 thread(s)"));
}

}  // namespace tamis::bench
