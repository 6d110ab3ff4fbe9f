// Boost.JSON with its fastest memory: one buffer that is used again for every record.
#include <algorithm>
#include <boost/json/monotonic_resource.hpp>
#include <boost/json/parser.hpp>
#include <boost/json/value.hpp>
#include <vector>

#include "tests/bench/mapped_file.hpp"
#include "tests/bench/yardsticks.hpp"

namespace tamis::bench {

std::uint64_t count_with_boost(const std::string& path, const Workload& workload) {
  static std::vector<unsigned char> memory(std::size_t{1} << 20);
  boost::json::monotonic_resource resource(memory.data(), memory.size());
  boost::json::parser parser;
  std::uint64_t count = 0;
  const MappedFile file(path);
  for (std::string_view text = file.text(); !text.empty();) {
    const std::string_view line = take_line(text);
    resource.release();
    parser.reset(&resource);
    parser.write(line.data(), line.size());
    const boost::json::value record = parser.release();
    if (workload.handwritten(record.get_object())) ++count;
  }
  return count;
}

std::uint64_t count_in_response_with_boost(const std::string& path, const Workload& workload) {
  static std::vector<unsigned char> memory;  // kept, so that its pages are there when time is taken
  const MappedFile file(path);
  const std::string_view text = file.text();
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
