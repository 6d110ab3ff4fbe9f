// The program over wrong data, and where input or output fails.
#include <doctest/doctest.h>

#include <algorithm>
#include <boost/json.hpp>
#include <string>
#include <vector>

#include "tests/support/tamis_program.hpp"

namespace {

using namespace tamis::tests;

}  // namespace

TEST_CASE("cli: status 4, wrong data are told with their place") {
  if (no_program()) return;
  const TemporaryDirectory directory;
  const std::string file = directory.write("referrals.ndjson", line_a + "\n{\"id\": nul}\n" + line_c + '\n');
  const Ran stopped = tamis_with({"filter", is_new, file});
  CHECK(stopped.status == 4);
  CHECK(stopped.out == line_a + '\n');
  CHECK(stopped.err == file + ":2:11: error[malformed-data]: expected 'null'\n");

  const Ran skipped = tamis_with({"filter", is_new, "--on-error", "skip", file});
  CHECK(skipped.status == 0);
  CHECK(skipped.out == line_a + '\n' + line_c + '\n');
  CHECK(skipped.err == file + ":2:11: error[malformed-data]: expected 'null'\ntamis: passed over 1 wrong record\n");

  const std::string wrong_type = line_a + "\n {\"id\":\"x\",\"createdDateTime\":true}\n" + line_c + '\n';
  const std::string dated = "createdDateTime eq null or createdDateTime gt 2020-01-01T00:00:00Z";
  const Ran invalid = tamis_with({"filter", dated}, wrong_type);
  CHECK(invalid.status == 4);
  CHECK(invalid.out == line_a + '\n');
  CHECK(invalid.err.substr(0, 35) == "<stdin>:2:30: error[invalid-data]: ");
  const Ran valid =
      tamis_with({"filter", dated, "--on-error", "skip"}, "[" + line_a + ",{\"createdDateTime\":true}," + line_c + "]");
  CHECK(valid.status == 0);
  CHECK(valid.out == line_a + '\n' + line_c + '\n');

  CHECK(tamis_with({"filter", "true"}, "[" + line_a + ",5]").status == 4);
  const Ran item_skipped = tamis_with({"filter", "true", "--on-error", "skip"}, "[" + line_a + ",5,\n" + line_c + "]");
  CHECK(item_skipped.status == 0);
  CHECK(item_skipped.out == line_a + '\n' + line_c + '\n');
  const Ran cut_short = tamis_with({"filter", "true", "--output", "count"}, "[" + line_a);
  check_refused(cut_short, 4);
  const Ran as_json = tamis_with({"filter", "true", "--json"}, "x");
  CHECK(boost::json::parse(as_json.err).at(0).at("code") == "malformed-data");
}

TEST_CASE("cli: status 5, input or output failed") {
  if (no_program()) return;
  const TemporaryDirectory directory;
  const Ran directory_given = tamis_with({"filter", "true", directory.path()});
  check_refused(directory_given, 5);
  CHECK(directory_given.err.find(directory.path()) != std::string::npos);
  const Ran missing = tamis_with({"filter", "true", directory.path() + "/no-such-file"});
  check_refused(missing, 5);
  CHECK(missing.err.find("/no-such-file") != std::string::npos);
  check_refused(tamis_with({"check", "--schema", directory.path() + "/none.json", ""}), 5);
  for (const Words& words : std::vector<Words>{{"filter", "true"},
                                               {"check", "$top=1"},
                                               {"check", "--lines"},
                                               {"--help"},
                                               {"ast", "true"},
                                               {"schema"},
                                               {"--version"}}) {
    CAPTURE(words);
    const Ran full = tamis_with(words, ndjson, {"/dev/full", false, {}});
    CHECK(full.status == 5);
    CHECK(full.err.find("standard output") != std::string::npos);
  }
}

TEST_CASE("cli: a closed pipe ends quietly") {
  if (no_program()) return;
  std::string many;
  for (int i = 0; i < 10'000; ++i)
    many += ndjson;
  for (const Words& words : std::vector<Words>{{"filter", "true"},
                                               {"query", "$orderby=id"},
                                               {"filter", "-e", "false", "--output", "count"},
                                               {"schema"},
                                               {"check", "--lines"}}) {
    CAPTURE(words);
    const Ran ran = tamis_with(words, many, {{}, true, {}});
    CHECK(ran.status == 0);
    CHECK(ran.err == "");
  }
}
