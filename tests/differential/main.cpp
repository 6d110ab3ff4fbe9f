// `./dev differential [N [SEED]]`: N random expressions and records from a seed on, evaluated by the evaluator (over
// text and over values) and by its slow twin, then filters compared with SQLite. Ends with the first difference, or
// after as many as TAMIS_DIFFERENCES says.
#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <random>

#include "tests/differential/sqlite.hpp"
#include "tests/support/differential.hpp"

namespace {

using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point began) { return std::chrono::duration<double>(Clock::now() - began).count(); }

}  // namespace

int main(int argc, char** argv) {
  using tamis::tests::records_per_expression;
  const std::uint64_t count = argc > 1 ? std::strtoull(argv[1], nullptr, 10) : 1'000'000;
  const std::uint64_t seed = argc > 2 ? std::strtoull(argv[2], nullptr, 10) : std::random_device()();
  const char* wanted = std::getenv("TAMIS_DIFFERENCES");
  const std::uint64_t most = wanted != nullptr ? std::strtoull(wanted, nullptr, 10) : 1;
  std::cout << "seed " << seed << ", " << count << " evaluations" << std::endl;
  const auto began = Clock::now();
  tamis::EvaluationContext context(tamis::tests::random_test_options());
  std::uint64_t differences = 0, done = 0;
  for (std::uint64_t i = 0; done < count && differences < most; ++i, done += records_per_expression) {
    if (i != 0 && i % 25'000 == 0) std::cout << done << " evaluations" << std::endl;
    if (const auto difference = tamis::tests::find_difference(seed + i, context)) {
      ++differences;
      std::cout << "\n" << *difference << std::endl;
    }
  }
  const std::uint64_t filters = std::min<std::uint64_t>(count / 200, 20'000);
  if (!tamis::tests::have_sqlite()) {
    std::cout << "not compared with SQLite, which was not found" << std::endl;
  } else if (const auto difference = tamis::tests::find_sql_difference(seed, filters)) {
    ++differences;
    std::cout << "\n" << *difference << std::endl;
  } else {
    std::cout << filters << " filters over 200 rows each as SQLite has them" << std::endl;
  }
  const double took = seconds_since(began);
  std::cout << done << " evaluations, " << differences << " differences, " << static_cast<int>(took) << " s, "
            << static_cast<int>(static_cast<double>(done) / took) << " a second" << std::endl;
  return differences == 0 ? 0 : 1;
}
