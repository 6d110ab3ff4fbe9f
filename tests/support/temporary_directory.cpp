// A directory for one test's files.
#include <filesystem>
#include <fstream>
#include <random>
#include <stdexcept>

#include "tests/support/run_program.hpp"

namespace tamis::tests {

namespace fs = std::filesystem;

TemporaryDirectory::TemporaryDirectory() {
  std::random_device chance;
  for (int tries = 0; tries < 100; ++tries) {
    const fs::path place = fs::temp_directory_path() / ("tamis-test-" + std::to_string(chance()));
    if (!fs::create_directory(place)) continue;
    fs::permissions(place, fs::perms::owner_all);
    path_ = place.generic_string();
    return;
  }
  throw std::runtime_error("no temporary directory");
}

TemporaryDirectory::~TemporaryDirectory() {
  std::error_code ignored;
  fs::remove_all(path_, ignored);
}

std::string TemporaryDirectory::write(const std::string& name, std::string_view text) const {
  const std::string path = path_ + '/' + name;
  std::ofstream(path, std::ios::binary) << text;
  return path;
}

}  // namespace tamis::tests
