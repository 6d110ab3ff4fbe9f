// The program under test, and a few records to give it.
#include "tests/support/tamis_program.hpp"

#include <doctest/doctest.h>

#include <boost/json.hpp>

namespace tamis::tests {

const std::string line_a = R"({"id":"a", "status":"New","details":{"dealValue":10.50},"name":"caf\u00e9"})";
const std::string line_b = R"({"id":"b","status":"Closed","details":{"dealValue":2}})";
const std::string line_c = R"({"id":"c","status":"New","name":"x\ty"})";
const std::string ndjson = line_a + '\n' + line_b + '\n' + line_c + '\n';
const std::string array = "[" + line_a + ",\n" + line_b + ",\n" + line_c + "]";
const std::string response =
    "{\"@odata.context\":\"c\",\"value\":" + array + ",\"@odata.count\":3,\"@odata.nextLink\":\"n\"}\n";
const std::string is_new = "status eq 'New'";

bool no_program() {
  const bool missing = std::string_view(TAMIS_PROGRAM).empty();
  if (missing) skip("the program was not built");
  return missing;
}

bool no_posix() {
  if (!has_posix()) skip("it needs the shell, a terminal, a device or a limit of POSIX");
  return !has_posix();
}

Ran tamis_with(const Words& arguments, std::string_view input, const Surroundings& surroundings) {
  Words command{TAMIS_PROGRAM};
  command.insert(command.end(), arguments.begin(), arguments.end());
  return run_program(command, input, surroundings);
}

void check_refused(const Ran& ran, int status) {
  CHECK(ran.status == status);
  CHECK(ran.out == "");
  CHECK(ran.err != "");
}

std::vector<boost::json::value> answers(const Ran& ran) {
  std::vector<boost::json::value> lines;
  std::size_t begin = 0;
  for (std::size_t end; (end = ran.out.find('\n', begin)) != std::string::npos; begin = end + 1) {
    lines.push_back(boost::json::parse(ran.out.substr(begin, end - begin)));
  }
  CHECK(begin == ran.out.size());
  return lines;
}

}  // namespace tamis::tests
