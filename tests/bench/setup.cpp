// Generated files: kept between runs under names that say what they hold.
#include "tests/bench/setup.hpp"

#include <cstdio>
#include <fstream>
#include <stdexcept>

#include "tests/bench/referral_generator.hpp"

namespace tamis::bench {

namespace {

std::string make_file(const Setup& setup, std::uint64_t records, bool response) {
  std::filesystem::create_directories(setup.directory);
  char name[96];
  std::snprintf(name, sizeof name, "referrals-%llu-%016llx.%s", static_cast<unsigned long long>(records),
                static_cast<unsigned long long>(generator_fingerprint(setup.seed)), response ? "json" : "ndjson");
  const std::filesystem::path path = setup.directory / name;
  if (std::filesystem::exists(path)) return path.string();
  const std::filesystem::path unfinished = path.string() + ".part";
  std::ofstream file(unfinished, std::ios::binary);
  std::string text = response ? response_head(records) : std::string();
  for (std::uint64_t index = 0; index < records; ++index) {
    if (response && index > 0) text += ',';
    append_referral(text, setup.seed, index);
    if (!response) text += '\n';
    if (text.size() < (std::size_t{1} << 20)) continue;
    file.write(text.data(), static_cast<std::streamsize>(text.size()));
    text.clear();
  }
  if (response) text += response_tail();
  file.write(text.data(), static_cast<std::streamsize>(text.size()));
  file.close();
  if (!file) throw std::runtime_error("cannot write " + unfinished.string());
  std::filesystem::rename(unfinished, path);
  return path.string();
}

}  // namespace

std::string ndjson_file(const Setup& setup, std::uint64_t records) { return make_file(setup, records, false); }

std::string response_file(const Setup& setup, std::uint64_t records) { return make_file(setup, records, true); }

double size_of(const std::string& path) { return static_cast<double>(std::filesystem::file_size(path)); }

}  // namespace tamis::bench
