// Boost.JSON with its fastest memory: one buffer that is used again for every record.
#include <boost/json/monotonic_resource.hpp>
#include <boost/json/parser.hpp>
#include <boost/json/stream_parser.hpp>
#include <boost/json/value.hpp>
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

std::uint64_t count_in_response_with_boost(const std::string& path, const Workload& workload) {
  static std::vector<unsigned char> memory;  // kept, so that its pages are there when time is taken
  if (memory.empty()) memory.resize(std::size_t{4} << 30);
  boost::json::monotonic_resource resource(memory.data(), memory.size());
  boost::json::stream_parser parser(&resource);
  LineBlocks blocks(path);
  for (std::string_view block = blocks.next(); !block.empty(); block = blocks.next())
    parser.write(block.data(), block.size());
  parser.finish();
  const boost::json::value response = parser.release();
  std::uint64_t count = 0;
  for (const boost::json::value& record : response.at("value").get_array())
    if (workload.handwritten(record.get_object())) ++count;
  return count;
}

}  // namespace tamis::bench
