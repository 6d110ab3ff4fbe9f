// `./dev small-world [N]`: every well-typed expression of up to two operators over six atoms, and N sampled ones (a
// million) of three to five, over every record of a small domain, evaluated by the evaluator and by its slow twin.
// tests/support/small_world.hpp has what is tried.
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>

#include "tests/support/small_world.hpp"

int main(int argc, char** argv) {
  using Clock = std::chrono::steady_clock;
  const std::uint64_t samples = argc > 1 ? std::strtoull(argv[1], nullptr, 10) : 1'000'000;
  const auto began = Clock::now();
  tamis::tests::SmallWorld world;
  const auto report = [&](const char* what) {
    const std::chrono::duration<double> taken = Clock::now() - began;
    std::printf("%s: %llu expressions, %llu of them well-typed, %llu evaluations, %llu differences, %.0f s\n", what,
                static_cast<unsigned long long>(world.expressions()),
                static_cast<unsigned long long>(world.well_typed()),
                static_cast<unsigned long long>(world.evaluations()),
                static_cast<unsigned long long>(world.differences()), taken.count());
    std::fflush(stdout);
  };
  world.try_all(2);
  report("up to two operators, all");
  world.try_some(samples, 1);
  report("and three to five, sampled");
  if (world.differences() != 0) std::printf("%s\n", world.first_difference().c_str());
  return world.differences() == 0 ? 0 : 1;
}
