// tamis_bench_data: writes made-up referrals to standard output, as NDJSON or as one response.
#include <charconv>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <optional>
#include <string>
#include <string_view>

#include "tests/bench/referral_generator.hpp"

namespace {

constexpr const char* usage =
    "usage: tamis_bench_data [--response] [--seed SEED] RECORDS\n"
    "Writes RECORDS made-up referrals, about 2 KB each: NDJSON, or one response document.\n";

std::optional<std::uint64_t> read_number(std::string_view text) {
  std::uint64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

struct Wishes {
  bool response = false;
  std::uint64_t seed = 1;
  std::optional<std::uint64_t> records;
};

std::optional<Wishes> read_arguments(int argc, char** argv) {
  Wishes wishes;
  for (int i = 1; i < argc; ++i) {
    const std::string_view argument = argv[i];
    if (argument == "--response") {
      wishes.response = true;
    } else if (argument == "--seed" && i + 1 < argc) {
      const auto seed = read_number(argv[++i]);
      if (!seed) return std::nullopt;
      wishes.seed = *seed;
    } else {
      if (wishes.records) return std::nullopt;
      wishes.records = read_number(argument);
      if (!wishes.records) return std::nullopt;
    }
  }
  if (!wishes.records) return std::nullopt;
  return wishes;
}

bool write(const std::string& text) { return std::fwrite(text.data(), 1, text.size(), stdout) == text.size(); }

bool write_all(const Wishes& wishes) {
  std::string text = wishes.response ? tamis::bench::response_head(*wishes.records) : std::string();
  for (std::uint64_t index = 0; index < *wishes.records; ++index) {
    if (wishes.response && index > 0) text += ',';
    tamis::bench::append_referral(text, wishes.seed, index);
    if (!wishes.response) text += '\n';
    if (text.size() < (1u << 20)) continue;
    if (!write(text)) return false;
    text.clear();
  }
  if (wishes.response) text += tamis::bench::response_tail();
  return write(text) && std::fflush(stdout) == 0;
}

}  // namespace

int main(int argc, char** argv) {
  const auto wishes = read_arguments(argc, argv);
  if (!wishes) {
    std::fputs(usage, stderr);
    return 2;
  }
  if (!write_all(*wishes)) {
    std::perror("tamis_bench_data");
    return 5;
  }
  return EXIT_SUCCESS;
}
