// A gigabyte, or as much as is asked for, through `tamis filter` as NDJSON and as one response: how fast, and in how
// little memory. Fails where the count is not the one that was made, or the memory not below 64 MB.
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

#include "tests/bench/referral_generator.hpp"
#include "tests/support/run_program.hpp"

namespace {

constexpr long most_memory = 64'000;  // kilobytes
constexpr std::uint64_t seed = 6;

/// A file that is gone when its owner is.
struct TemporaryFile {
  std::string path;
  explicit TemporaryFile(const std::string& directory) : path(directory + "/big-" + std::to_string(std::rand())) {}
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;
  ~TemporaryFile() {
    std::error_code ignored;
    std::filesystem::remove(path, ignored);
  }
};

struct Made {
  std::uint64_t bytes = 0, records = 0, matching = 0;
};

/// Writes records until there are so many bytes; counts those whose text says that they are new.
Made make(const std::string& path, bool response, std::uint64_t bytes) {
  std::ofstream out(path, std::ios::binary);
  Made made;
  std::string text = response ? tamis::bench::response_head(bytes / 2000) : "";
  while (made.bytes + text.size() < bytes) {
    if (response && made.records > 0) text += ",";
    if (response) text += '\n';
    const std::size_t begin = text.size();
    tamis::bench::append_referral(text, seed, made.records++);
    if (text.find("\"status\":\"New\"", begin) != std::string::npos) ++made.matching;
    if (!response) text += '\n';
    if (text.size() < 1'000'000) continue;
    out << text;
    made.bytes += text.size();
    text.clear();
  }
  if (response) text += tamis::bench::response_tail();
  out << text;
  made.bytes += text.size();
  out.close();
  if (!out) std::fprintf(stderr, "%s could not be written\n", path.c_str()), std::exit(2);
  return made;
}

bool run(const std::string& program, const std::string& directory, bool response, std::uint64_t bytes) {
  const TemporaryFile file(directory);
  const Made made = make(file.path, response, bytes);
  const auto begin = std::chrono::steady_clock::now();
  const tamis::tests::Ran ran =
      tamis::tests::run_program({program, "filter", "status eq 'New'", "--output", "count", file.path});
  const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - begin;
  const bool right = ran.status == 0 && ran.out == std::to_string(made.matching) + "\n";
  const bool small = ran.peak_memory < most_memory;
  std::printf("%-8s %6.0f MB, %llu records, %llu match: %.1f s, %.0f MB/s, %.1f MB of memory%s%s\n",
              response ? "response" : "ndjson", static_cast<double>(made.bytes) / 1e6,
              static_cast<unsigned long long>(made.records), static_cast<unsigned long long>(made.matching),
              taken.count(), static_cast<double>(made.bytes) / 1e6 / taken.count(),
              static_cast<double>(ran.peak_memory) * 1024 / 1e6, right ? "" : ", WRONG",
              small ? "" : ", TOO MUCH MEMORY");
  if (!right) std::printf("status %d, count %s%s", ran.status, ran.out.c_str(), ran.err.c_str());
  std::fflush(stdout);
  return right && small;
}

}  // namespace

int main(int argc, char** argv) {
  const std::uint64_t megabytes = argc > 3 ? std::strtoull(argv[3], nullptr, 10) : 1000;
  if (argc < 3 || argc > 4 || megabytes == 0) {
    std::fprintf(stderr, "tamis_big PROGRAM DIRECTORY [MEGABYTES]\n");
    return 2;
  }
  const bool lines = run(argv[1], argv[2], false, megabytes * 1'000'000);
  const bool response = run(argv[1], argv[2], true, megabytes * 1'000'000);
  return lines && response ? 0 : 1;
}
