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
  CHECK(out("response")  // the count was that of other records
        == "{\"@odata.context\":\"c\",\"@odata.nextLink\":\"n\",\"value\":[\n" + line_a + ",\n" + line_c + "\n]}\n");
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

TEST_CASE("cli: a page of an answer links to the next") {
  if (no_program()) return;
  const Words query{"query", "$filter=status eq 'New'&$count=true", "--page-size", "1"};
  CHECK(tamis_with(query, response).out
        == "{\"@odata.context\":\"c\",\"@odata.count\":2,\"@odata.nextLink\":"
           "\"?$filter=status%20eq%20'New'&$count=true&$skip=1\",\"value\":[\n"
               + line_a + "\n]}\n");
  const Words last{"query", "$filter=status eq 'New'&$skip=1", "--page-size", "1"};
  CHECK(tamis_with(last, response).out == "{\"@odata.context\":\"c\",\"value\":[\n" + line_c + "\n]}\n");
  const Words top{"query", "$top=2&$select=id", "--page-size", "1"};
  CHECK(tamis_with(top, ndjson).out
        == "{\"@odata.nextLink\":\"?$skip=1&$top=1&$select=id\",\"value\":[\n{\"id\":\"a\"}\n]}\n");
  const Ran other = tamis_with({"query", "$top=1", "--page-size", "1", "-o", "count"}, ndjson);
  CHECK(other.status == 2);
  CHECK(other.err.find("--page-size is for --output response") != std::string::npos);
}

TEST_CASE("cli: numbers of the command line are whole and in their bounds") {
  if (no_program()) return;
  for (const char* const number : {"", "-1", "1.5", "x", "1 ", "0x1", "18446744073709551616"}) {
    CAPTURE(number);
    const Ran ran = tamis_with({"complete", "a", "--offset", number}, "");
    CHECK(ran.status == 2);
    CHECK(ran.err.find("'" + std::string(number) + "' is not a whole number, 0 or more") != std::string::npos);
  }
  CHECK(tamis_with({"filter", "true", "--threads", "1025"}, ndjson).err.find("0 to 1024") != std::string::npos);
  CHECK(tamis_with({"query", "$top=1", "--page-size", "0"}, ndjson).err.find("1 or more") != std::string::npos);
  CHECK(tamis_with({"query", "$top=1", "--threads", "1"}, ndjson).status == 2);
}

TEST_CASE("cli: a table has the columns that a query makes") {
  if (no_program()) return;
  const Ran ran =
      tamis_with({"query", "--no-schema", "$compute=a add 1 as b", "--output", "table"}, R"({"id":3,"a":1})");
  CHECK(ran.status == 0);
  CHECK(ran.out == "id  b\n 3  2\n");
}

TEST_CASE("cli: a table shows what a terminal would obey or hide, and counts columns") {
  if (no_program()) return;
  const auto table = [](const std::string& records) {
    return tamis_with({"filter", "--no-schema", "true", "--columns", "a,b", "-o", "table"}, records).out;
  };
  const std::string shown = table(
      R"({"a":"\u0085\u00a0\u200e\u200f\u2027\u2028\u202e\u2066\u2069\ufeff\u007f\n\r\t\u0000\ud83d\ude00","b":1})");
  CHECK(shown.substr(shown.find('\n'))
        == "\n\\u{85}\u00a0\\u{200e}\\u{200f}\u2027\\u{2028}\\u{202e}\\u{2066}\\u{2069}\\u{feff}\\x7f\\n\\r\\t\\x00"
           "\U0001f600  1\n");
  for (const std::string wide :
       {"\u1100", "\u4e2d", "\ud55c", "\uf900", "\ufe30", "\uff01", "\uffe0", "\U0001f600", "\U00020000"}) {
    CAPTURE(wide);
    CHECK(table("{\"a\":\"" + wide + "\",\"b\":\"x\"}\n{\"a\":\"yyy\",\"b\":\"z\"}")
          == "a    b\n" + wide + "   x\nyyy  z\n");
  }
  for (const std::string none : {"\u0301", "\u20d7", "\ufe0f"}) {
    CAPTURE(none);
    CHECK(table("{\"a\":\"y" + none + "\",\"b\":\"x\"}\n{\"a\":\"yyy\",\"b\":\"z\"}")
          == "a    b\ny" + none + "    x\nyyy  z\n");
  }
}

TEST_CASE("cli: a table fits the terminal, and is not cut elsewhere") {
  if (no_program() || no_posix()) return;
  const std::string wide =
      "{\"id\":\"0123456789012345678901234567890123456789\",\"name\":\"\u4e2d\u6587\u4e2d\u6587\u4e2d\u6587\","
      "\"status\":\"New\"}";
  const Words words{"filter", "true", "--columns", "id,name,status"};
  Surroundings terminal;
  terminal.output_terminal = 30;
  CHECK(tamis_with(words, wide, terminal).out
        == "id          name        status\n012345678…  \u4e2d\u6587\u4e2d\u6587…   New\n");
  CHECK(tamis_with(words, wide).out.find("0123456789012345678901234567890123456789") != std::string::npos);
}

TEST_CASE("cli: progress is shown on a terminal, and gone at the end") {
  if (no_program() || no_posix()) return;
  const TemporaryDirectory directory;
  const std::string file = directory.write("records", ndjson);
  // What is read later than the first moments is shown.
  const auto run = [&](const std::string& more, const std::vector<std::string>& environment) {
    Surroundings terminal;
    terminal.error_terminal = 60;
    terminal.environment = environment;
    return run_program(
        {"/bin/sh", "-c", "(cat \"$1\"; sleep 0.5; cat \"$1\") | \"$0\" filter \"status eq 'New'\" -o count" + more,
         TAMIS_PROGRAM, file},
        {}, terminal);
  };
  const std::string path = "PATH=/usr/bin:/bin";
  for (const auto& environment : {Words{path, "TERM=xterm"}, Words{path, "TERM=xterm", "NO_COLOR=1"}}) {
    const Ran ran = run("", environment);
    CHECK(ran.out == "4\n");
    CHECK(ran.err == "\r0.0 MB, 6 records, 4 matches\x1b[K\r\x1b[K");
  }
  CHECK(run(" --quiet", {path, "TERM=xterm"}).err == "");
  CHECK(run("", {path, "TERM=dumb"}).err == "");
  CHECK(run(" 2>&1 >/dev/null | cat >&2", {path, "TERM=xterm"}).err == "");
}

TEST_CASE("cli: a response keeps the text of its envelope") {
  if (no_program()) return;
  const std::string deep = std::string(60, '[') + std::string(60, ']');
  const auto counted = [](const std::string& envelope) {
    return tamis_with({"query", "--no-schema", "$count=true", "--output", "response"},
                      "{" + envelope + R"(,"value":[{}]})")
        .out;
  };
  CHECK(counted(R"("@count":5,"@context":"c")") == "{\"@count\":1,\"@context\":\"c\",\"value\":[\n{}\n]}\n");
  CHECK(counted(R"("@odata.count":5,"@x":)" + deep) == "{\"@odata.count\":1,\"@x\":" + deep + ",\"value\":[\n{}\n]}\n");
  CHECK(counted(R"("@odata.count":5,"@x":1e400)") == "{\"@odata.count\":1,\"@x\":1e400,\"value\":[\n{}\n]}\n");
}

TEST_CASE("cli: an alias may be nested deep") {
  if (no_program()) return;
  const std::string deep = std::string(40, '[') + std::string(40, ']');
  CHECK(tamis_with({"eval", "--no-schema", "--alias", "@a=" + deep, "@a"}, "{}").out == deep + "\n");
}
