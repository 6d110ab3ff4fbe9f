// The program with --lines, and as one half of a conversation.
#include <doctest/doctest.h>

#include <algorithm>
#include <boost/json.hpp>
#include <string>
#include <vector>

#include "tests/support/sanitizer.hpp"
#include "tests/support/tamis_program.hpp"

namespace {

using namespace tamis::tests;

}  // namespace

TEST_CASE("cli: --lines answers every line") {
  if (no_program()) return;
  const Ran ran =
      tamis_with({"check", "--lines", "--local"}, "$top=1\r\n\n$filter=statuss eq 'x'\n$filter=name eq '\xC3\xA9'");
  CHECK(ran.status == 0);
  CHECK(ran.err == "");
  const auto lines = answers(ran);
  REQUIRE(lines.size() == 4);
  CHECK(boost::json::serialize(lines[0]) == "{\"ok\":true,\"canonical\":\"$top=1\",\"diagnostics\":[]}");
  CHECK(lines[1].at("canonical") == "");
  CHECK(lines[2].at("ok") == false);
  CHECK(lines[2].at("diagnostics").at(0).at("offset") == 8);
  CHECK(lines[2].at("diagnostics").at(0).at("length") == 7);
  CHECK(lines[2].at("diagnostics").at(0).at("suggestion") == "status");
  CHECK(lines[3].at("canonical") == "$filter=name%20eq%20'%C3%A9'");
  CHECK(tamis_with({"check", "--lines"}, "").out == "");
  CHECK(tamis_with({"url", "--lines"}, "\n").out == "{\"ok\":true,\"canonical\":\"\",\"diagnostics\":[]}\n");
  CHECK(answers(tamis_with({"check", "--lines", "--as", "filter"}, "\n")).at(0).at("diagnostics").at(0).at("code")
        == "syntax");
}

TEST_CASE("cli: --lines answers a hundred thousand queries in the memory of a thousand") {
  if (no_program() || no_posix()) return;
  const auto queries = [](int count) {
    const char* const forms[] = {
        "$filter=status eq 'New'&$top=", "$filter=statuss eq 'New' and (",      "$filter=(((",
        "$select=id,name&$skip=",        "$orderby=createdDateTime desc&$top=", "$filter=name eq '%G1'"};
    std::string text;
    for (int i = 0; i < count; ++i)
      text += forms[i % 6] + std::to_string(i) + "\n";
    return text;
  };
  if (TAMIS_ADDRESS_SANITIZER != 0) return skip("AddressSanitizer keeps what was freed");
  const Ran few = tamis_with({"check", "--lines"}, queries(1000));
  const Ran many = tamis_with({"check", "--lines"}, queries(100'000));
  CHECK(std::count(many.out.begin(), many.out.end(), '\n') == 100'000);
  CHECK(many.peak_memory < few.peak_memory + 8 * 1024);
  // That measure knows what this process uses, too; a limit does not.
  Surroundings little;
  little.data_limit = 8 * 1024;
  const Ran limited = tamis_with({"check", "--lines"}, queries(100'000), little);
  CHECK(limited.status == 0);
  CHECK(limited.out == many.out);
}

TEST_CASE("cli: --lines takes no more of a line than the limit") {
  if (no_program()) return;
  const std::size_t limit = 64 * 1024;
  const std::string fits = "$search=" + std::string(limit - 8, 'a');
  const auto lines = answers(tamis_with({"check", "--lines", "--syntax-only"},
                                        fits + "\r\n" + fits + "a\n" + std::string(3'000'000, 'x') + "\n$top=1\n"));
  REQUIRE(lines.size() == 4);
  CHECK(lines[0].at("ok") == true);
  for (const std::size_t i : {1u, 2u}) {
    CHECK(lines[i].at("ok") == false);
    CHECK(lines[i].at("diagnostics").at(0).at("code") == "too-long");
    CHECK(lines[i].at("diagnostics").at(0).at("offset") == limit);
  }
  CHECK(lines[3].at("ok") == true);
}

TEST_CASE("cli: an answer comes before the next question") {
  if (no_program()) return;
  Conversation check({TAMIS_PROGRAM, "check", "--lines", "--local"});
  for (const char* top : {"1", "2"}) {
    check.say(std::string("$top=") + top + "\n");
    CHECK(check.hear() == std::string("{\"ok\":true,\"canonical\":\"$top=") + top + "\",\"diagnostics\":[]}");
  }
  CHECK(check.end() == 0);
  Conversation filter({TAMIS_PROGRAM, "filter", is_new});
  filter.say(line_b + '\n' + line_a + '\n');
  CHECK(filter.hear() == line_a);
  CHECK(filter.end() == 0);
}

TEST_CASE("cli: eval --lines answers one expression a line over the records of files") {
  if (no_program()) return;
  const TemporaryDirectory directory;
  const std::string file = directory.write("records", ndjson);
  const auto lines = answers(tamis_with({"eval", "--lines", file, file}, "id\nid eq\n\nname eq null\n"));
  REQUIRE(lines.size() == 4);
  CHECK(lines[0] == boost::json::parse(R"({"ok":true,"values":["a","b","c","a","b","c"],"diagnostics":[]})"));
  CHECK(lines[1].at("ok") == false);
  CHECK(lines[1].at("diagnostics").at(0).at("offset") == 5);
  CHECK(lines[2].at("ok") == false);
  CHECK(lines[3].at("values") == boost::json::parse("[false,true,false,false,true,false]"));

  const std::string numbers = directory.write("numbers", "{\"a\":1}\n{\"a\":0}\n");
  const auto failed = answers(tamis_with({"eval", "--lines", "--no-schema", numbers}, "1 div a\n"));
  REQUIRE(failed.size() == 1);
  CHECK(failed[0].at("ok") == false);
  CHECK(failed[0].at("record") == 1);
  CHECK(failed[0].at("diagnostics").at(0).at("code") == "division-by-zero");

  check_refused(tamis_with({"eval", "--lines"}, "id\n"), 2);
  check_refused(tamis_with({"eval", "--lines", "-"}, "id\n"), 2);
  check_refused(tamis_with({"eval", "--lines", directory.write("broken", "{\"a\":")}, "id\n"), 4);
  check_refused(tamis_with({"eval", "--lines", directory.path() + "/none"}, "id\n"), 5);
}
