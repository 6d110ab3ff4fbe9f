// Boost.JSON with its fastest memory: one buffer that is used again for every record.
#include <algorithm>
#include <boost/json/monotonic_resource.hpp>
#include <boost/json/parser.hpp>
#include <boost/json/value.hpp>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <vector>

#include "tests/bench/blocks.hpp"
#include "tests/bench/yardsticks.hpp"

namespace tamis::bench {

std::uint64_t count_with_boost(const std::string& path, const Workload& workload) {
  static std::vector<unsigned char> memory(std::size_t{1} << 20);
  boost::json::monotonic_resource resource(memory.data(), memory.size());
  boost::json::parser parser;
  std::uint64_t count = 0;
  LineBlocks blocks(path);
  for (std::string_view block = blocks.next(); !block.empty(); block = blocks.next()) {
    while (!block.empty()) {
      const std::string_view line = take_line(block);
      resource.release();
      parser.reset(&resource);
      parser.write(line.data(), line.size());
      const boost::json::value record = parser.release();
      if (workload.handwritten(record.get_object())) ++count;
    }
  }
  return count;
}

namespace {

// The whole file, into memory that is kept.
std::string_view read_whole(const std::string& path) {
  static std::vector<char> text;
  text.resize(std::filesystem::file_size(path));
  std::ifstream file(path, std::ios::binary);
  if (!file.read(text.data(), static_cast<std::streamsize>(text.size())))
    throw std::runtime_error("cannot read " + path);
  return {text.data(), text.size()};
}

}  // namespace

std::uint64_t count_in_response_with_boost(const std::string& path, const Workload& workload) {
  static std::vector<unsigned char> memory;  // kept, so that its pages are there when time is taken
  const std::string_view text = read_whole(path);
  memory.resize(std::max(memory.size(), 4 * text.size()));
  boost::json::monotonic_resource resource(memory.data(), memory.size());
  boost::json::parser parser;
  parser.reset(&resource);
  parser.write(text.data(), text.size());
  const boost::json::value response = parser.release();
  std::uint64_t count = 0;
  for (const boost::json::value& record : response.at("value").get_array())
    if (workload.handwritten(record.get_object())) ++count;
  return count;
}

}  // namespace tamis::bench
