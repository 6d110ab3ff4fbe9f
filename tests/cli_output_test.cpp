// The forms of output of the program, and what it does on a terminal.
#include <doctest/doctest.h>

#include <algorithm>
#include <boost/json.hpp>
#include <string>
#include <vector>

#include "tests/support/tamis_program.hpp"

namespace {

using namespace tamis::tests;

}  // namespace

TEST_CASE("cli: forms of output") {
  if (no_program()) return;
  const auto out = [&](const char* form, const Words& more = {}) {
    Words words{"filter", is_new, "--output", form};
    words.insert(words.end(), more.begin(), more.end());
    return tamis_with(words, response).out;
  };
  CHECK(out("ndjson") == line_a + '\n' + line_c + '\n');
  CHECK(out("json") == "[\n" + line_a + ",\n" + line_c + "\n]\n");
  CHECK(out("count") == "2\n");
  CHECK(out("ids") == "a\nc\n");
  CHECK(out("response")
        == "{\"@odata.context\":\"c\",\"@odata.count\":3,\"@odata.nextLink\":\"n\",\"value\":[\n" + line_a + ",\n"
               + line_c + "\n]}\n");
  CHECK(out("table", {"--columns", "id,details/dealValue,name"})
        == "id  details/dealValue  name\na                10.5  caf\xC3\xA9\nc                      x\\ty\n");
  CHECK(tamis_with({"filter", is_new, "--columns", "id"}, ndjson).out == "id\na\nc\n");
  CHECK(tamis_with({"filter", is_new, "--output", "table"}, ndjson).out.substr(0, 51)
        == "id  status  substatus  type  direction  createdDate");
  CHECK(tamis_with({"query", "$count=true&$top=1", "--output", "response"}, response).out
        == "{\"@odata.context\":\"c\",\"@odata.count\":3,\"@odata.nextLink\":\"n\",\"value\":[\n" + line_a + "\n]}\n");
  CHECK(tamis_with({"query", "$filter=status eq 'New'&$count=true&$top=1", "--output", "response"}, ndjson).out
        == "{\"@odata.count\":2,\"value\":[\n" + line_a + "\n]}\n");
  CHECK(tamis_with({"filter", "false", "--output", "json"}, ndjson).out == "[]\n");
  CHECK(tamis_with({"filter", "false", "--output", "response"}, ndjson).out == "{\"value\":[]}\n");
  CHECK(tamis_with({"filter", "false", "--output", "count"}, "").out == "0\n");
}
