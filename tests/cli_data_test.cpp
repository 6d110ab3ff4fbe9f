// The program over wrong data, and where input or output fails.
#include <doctest/doctest.h>

#include <algorithm>
#include <boost/json.hpp>
#include <filesystem>
#include <fstream>
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
}

TEST_CASE("cli: status 5, the device is full") {
  if (no_program() || no_posix()) return;
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

TEST_CASE("cli: no file takes the place of a standard input that is closed") {
  if (no_program() || no_posix()) return;
  const TemporaryDirectory directory;
  const std::string schema =
      directory.write("s.json", R"({"$Version":"4.01","N":{"T":{"$Kind":"ComplexType","a":{}}}})");
  const Ran ran =
      run_program({"/bin/sh", "-c", "exec \"$0\" filter --schema \"$1\" \"a eq '1'\" <&-", TAMIS_PROGRAM, schema});
  CHECK(ran.status == 5);
  CHECK(ran.out == "");
  CHECK(ran.err.find("<stdin>") != std::string::npos);
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

TEST_CASE("cli: wrong data in a record are told with file, line, column, path and expected type") {
  if (no_program()) return;
  const TemporaryDirectory directory;
  const std::string query = "team/any(m:m/email eq 'x') or details/dealValue gt 5";
  const auto check_told = [&](const std::string& name, const std::string& text, const std::string& place,
                              const std::string& message, const std::string& good) {
    CAPTURE(name);
    const std::string file = directory.write(name, text);
    const Ran ran = tamis_with({"filter", query, file, "-o", "ids"});
    CHECK(ran.status == 4);
    CHECK(ran.out == good);
    CHECK(ran.err.substr(0, ran.err.find(", in '")) == file + place + message);
    const Ran as_json = tamis_with({"filter", "--json", query, file, "-o", "ids"});
    const boost::json::value told = boost::json::parse(as_json.err).at(0);
    CHECK(told.at("file").as_string() == file);
    CHECK(":" + boost::json::serialize(told.at("line")) + ":" + boost::json::serialize(told.at("column"))
              + ": error[invalid-data]: " + told.at("message").as_string().c_str()
          == place + message);
  };
  const std::string deal = ": error[invalid-data]: details/dealValue should be a number (Edm.Decimal), but is ";
  check_told("third.ndjson",
             line_a + '\n' + line_b + "\n{\"id\":\"z\",\"details\":{\"dealValue\":\"much\"}}\n" + line_c, ":3:34",
             deal + "the string \"much\"", "a\n");
  check_told("array.json", "[" + line_a + ", {\"details\" : {\"dealValue\": [1]}}, " + line_b + "]",
             ":1:" + std::to_string(line_a.size() + 31), deal + "an array", "a\n");
  check_told(
      "pretty.json",
      "{\n  \"value\": [\n    {\n      \"id\": \"a\",\n      \"team\": [\n        { \"email\": \"x\" }\n      ]\n    "
      "},\n"
      "    {\n      \"team\": [\n        { \"email\": \"y\" },\n        { \"email\": true }\n      ]\n    }\n  ]\n}\n",
      ":12:20", ": error[invalid-data]: team/email should be a string (Edm.String), but is true", "a\n");
  check_told("item.json", "{\"team\": [\n 7]}", ":2:2",
             ": error[invalid-data]: an item of team should be an object (PartnerCenter.Referrals.Member), but is the "
             "number 7",
             "");
  check_told("whole.json", "{\"details\":\n\"x\"}", ":2:1",
             ": error[invalid-data]: details should be an object, but is the string \"x\"", "");
}

TEST_CASE("cli: --on-error skip counts and goes on, in every layout") {
  if (no_program()) return;
  const std::string wrong = "{\"id\":\"w\",\"details\":{\"dealValue\":\"much\"}}";
  const std::string broken = "{\"id\":\"v\",\"details\":nul}";
  const Words words{"filter", "details/dealValue gt 5 or id eq 'c'", "-o", "ids", "--on-error", "skip"};
  for (const std::string& input :
       {line_a + '\n' + wrong + '\n' + broken + '\n' + line_b + '\n' + line_c,
        "[" + line_a + ',' + wrong + ',' + broken + ',' + line_c + ']',
        "{\"value\":[" + line_a + ',' + wrong + ",\n" + broken + ',' + line_c + "],\"@odata.count\":4}"}) {
    const Ran ran = tamis_with(words, input);
    CHECK(ran.status == 0);
    CHECK(ran.out == "a\nc\n");
    CHECK(ran.err.ends_with("tamis: passed over 2 wrong records\n"));
    CHECK(std::count(ran.err.begin(), ran.err.end(), '\n') == 3);
    Words quiet = words;
    quiet.emplace_back("--quiet");
    const std::string errors = tamis_with(quiet, input).err;
    CHECK(std::count(errors.begin(), errors.end(), '\n') == 2);
  }
}

TEST_CASE("cli: broken UTF-8 and records over the limit are named") {
  if (no_program()) return;
  const std::string broken = line_a + "\n{\"id\":\"\xC3(\"}\n" + line_c + '\n';
  const Ran stopped = tamis_with({"filter", "true", "-o", "ids"}, broken);
  CHECK(stopped.status == 4);
  CHECK(stopped.out == "a\n");
  CHECK(stopped.err == "<stdin>:2:8: error[malformed-data]: the bytes from here are not UTF-8\n");
  CHECK(tamis_with({"filter", "true", "-o", "ids", "--on-error", "skip"}, broken).out == "a\nc\n");

  const std::string longest = "{\"id\":\"" + std::string((16u << 20) - 9, 'x') + "\"}";
  CHECK(tamis_with({"filter", "true", "-o", "count"}, line_a + '\n' + longest).out == "2\n");
  for (const std::string& input :
       {line_a + "\n " + longest.substr(0, 9) + longest.substr(8) + '\n' + line_c,
        "[" + line_a + ",\n " + longest.substr(0, 9) + longest.substr(8) + ',' + line_c + ']'}) {
    const Ran too_long = tamis_with({"filter", "true", "-o", "ids"}, input);
    CHECK(too_long.status == 4);
    CHECK(too_long.out == "a\n");
    CHECK(too_long.err
          == "<stdin>:2:16777218: error[malformed-data]: the record is longer than the limit of 16777216 bytes\n");
    CHECK(tamis_with({"filter", "true", "-o", "ids", "--on-error", "skip"}, input).out == "a\nc\n");
  }
}

TEST_CASE("cli: a reader that goes away after one line, as of head -1") {
  if (no_program() || no_posix()) return;
  const TemporaryDirectory directory;
  std::string many;
  for (int i = 0; i < 100'000; ++i)
    many += line_a + '\n';
  const std::string file = directory.write("many", many);
  const Ran ran = run_program(
      {"/bin/sh", "-c", "{ \"$0\" filter true \"$1\"; echo \"status $?\" >&2; } | head -1", TAMIS_PROGRAM, file}, {},
      {{}, false, {"PATH=/usr/bin:/bin"}});
  CHECK(ran.out == line_a + '\n');
  CHECK(ran.err == "status 0\n");
}

TEST_CASE("cli: files that may not be read, and devices that fail") {
  if (no_program() || no_posix()) return;
  const TemporaryDirectory directory;
  std::filesystem::create_directory(directory.path() + "/none");
  const Ran none = tamis_with({"filter", "true", directory.path() + "/none"});
  check_refused(none, 5);
  CHECK(none.err
        == "tamis: " + directory.path()
               + "/none: the directory has no file of records (*.json, *.ndjson, *.jsonl, or these with .gz)\n");
  if (std::filesystem::exists("/proc/self/mem")) {
    const Ran failing = tamis_with({"filter", "true", "/proc/self/mem"});  // opens, but cannot be read at its start
    check_refused(failing, 5);
    CHECK(failing.err == "tamis: /proc/self/mem: Input/output error\n");
  }
  // Root may read everything, so a user who may not is asked for.
  const std::string file = directory.write("secret.json", line_a);
  std::filesystem::permissions(directory.path(), std::filesystem::perms{0755});
  std::filesystem::permissions(file, std::filesystem::perms::none);
  Words command{TAMIS_PROGRAM, "filter", "true", file};
  if (std::ifstream(file)) command.insert(command.begin(), {"/usr/bin/setpriv", "--reuid=65534", "--clear-groups"});
  if (!std::filesystem::exists(command.front())) return skip("there is no setpriv");
  const Ran forbidden = run_program(command);
  if (forbidden.err.starts_with("setpriv")) return skip("no other user can be had, or may run the program");
  check_refused(forbidden, 5);
  CHECK(forbidden.err == "tamis: " + file + ": Permission denied\n");
  command.back() = directory.path();
  const Ran of_directory = run_program(command);
  check_refused(of_directory, 5);
  CHECK(of_directory.err == forbidden.err);
}

TEST_CASE("cli: wrong data found when ordered records are put out stand in their file, too") {
  if (no_program()) return;
  const TemporaryDirectory directory;
  const std::string first = directory.write("first", "{\"id\":\"d\",\"n\":1}\n"),
                    second = directory.write(
                        "second", "[{\"id\":\"b\",\"n\":1},\n {\"id\":\"c\",\"n\":0}, {\"id\":\"a\",\"n\":2}]");
  Words words{"query", "--no-schema", "$orderby=id desc&$compute=1 div n as m&$select=id,m", first, second,
              "-o",    "ids"};
  const Ran stopped = tamis_with(words);
  const std::string fault = second + ":2:2: error[division-by-zero]: division by zero, in '1 div n'\n";
  CHECK(stopped.status == 4);
  CHECK(stopped.out == "d\n");
  CHECK(stopped.err == fault);
  words.insert(words.end(), {"--on-error", "skip"});
  const Ran skipped = tamis_with(words);
  CHECK(skipped.status == 0);
  CHECK(skipped.out == "d\nb\na\n");
  CHECK(skipped.err == fault + "tamis: passed over 1 wrong record\n");
}

TEST_CASE("cli: a terminal is told that it is read from") {
  if (no_program() || no_posix()) return;
  Surroundings terminals;
  terminals.input_terminal = terminals.error_terminal = 80;
  const Ran ran = tamis_with({"filter", "true", "-o", "count"}, {}, terminals);
  CHECK(ran.out == "0\n");
  CHECK(ran.err == "tamis: records are read from the terminal; Ctrl-D ends them\n");
  CHECK(tamis_with({"filter", "true", "-o", "count", "--quiet"}, {}, terminals).err == "");
  terminals.error_terminal = 0;
  CHECK(tamis_with({"filter", "true", "-o", "count"}, {}, terminals).err != "");
}
