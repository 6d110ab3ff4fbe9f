// `./dev roundtrip [N] [SEED]`: N random texts from a seed on, parsed, printed and parsed again.
#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <iostream>

#include "tests/support/random_tree.hpp"

int main(int argc, char** argv) {
  const std::uint64_t count = argc > 1 ? std::strtoull(argv[1], nullptr, 10) : 1'000'000;
  const std::uint64_t first = argc > 2 ? std::strtoull(argv[2], nullptr, 10) : 0;
  const auto began = std::chrono::steady_clock::now();
  std::uint64_t faults = 0;
  for (std::uint64_t i = 0; i < count && faults < 10; ++i) {
    if (i != 0 && i % 100'000 == 0) std::cout << i << " texts" << std::endl;
    if (const auto fault = tamis::tests::find_round_trip_fault(first + i)) {
      ++faults;
      std::cout << *fault << std::endl;
    }
  }
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - began;
  std::cout << count << " texts, " << faults << " faults, " << static_cast<int>(took.count()) << " s" << std::endl;
  return faults == 0 ? 0 : 1;
}
