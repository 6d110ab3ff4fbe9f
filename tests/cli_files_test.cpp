// The program over files: several, directories, gzip, and those with little in them.
#include <doctest/doctest.h>

#include <algorithm>
#include <boost/json.hpp>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "tests/support/gzip.hpp"
#include "tests/support/sanitizer.hpp"
#include "tests/support/tamis_program.hpp"

namespace {

using namespace tamis::tests;

}  // namespace

TEST_CASE("cli: files one after another, - is standard input") {
  if (no_program()) return;
  const TemporaryDirectory directory;
  const std::string first = directory.write("first.json", response), second = directory.write("second", line_b);
  CHECK(tamis_with({"filter", "true", second, "-", first}, line_c).out
        == line_b + '\n' + line_c + '\n' + line_a + '\n' + line_b + '\n' + line_c + '\n');
}

namespace {

/// A page of records with these ids; the link is left out where it is empty.
std::string page(const std::vector<int>& ids, const std::string& link) {
  std::string text = "{\"@odata.count\":9,\"value\":[";
  for (const int id : ids)
    text += (text.back() == '[' ? "{\"id\":\"" : ",{\"id\":\"") + std::to_string(id) + "\"}";
  return text + "]" + (link.empty() ? "" : ",\"@odata.nextLink\":\"" + link + "\"") + "}";
}

std::string lines_of(std::string_view ids) {
  std::string lines;
  for (const char c : ids)
    (lines += c) += '\n';
  return lines;
}

const std::string base = "https://api.example/referrals?";

}  // namespace

TEST_CASE("cli: a directory's files in the natural order of their names") {
  if (no_program()) return;
  const TemporaryDirectory directory;
  directory.write("b10.json", "{\"id\":\"3\"}");
  directory.write("b9.ndjson", "{\"id\":\"1\"}\n{\"id\":\"2\"}");
  directory.write("a.jsonl", "{\"id\":\"0\"}");
  directory.write("readme.txt", "no records");
  directory.write(".hidden.json", "no records");
  directory.write("empty.json", "");
  std::filesystem::create_directory(directory.path() + "/sub.json");
  CHECK(tamis_with({"filter", "true", "-o", "ids", directory.path()}).out == lines_of("0123"));
  CHECK(tamis_with({"filter", "true", "-o", "ids", directory.path() + "/"}).out == lines_of("0123"));
  // Beside other files, and with faults that name the file.
  const std::string other = directory.write("other", "{\"id\":\"9\"}");
  CHECK(tamis_with({"filter", "true", "-o", "ids", other, directory.path(), other}).out == lines_of("901239"));
  directory.write("b10.json", "{\"id\":3}x");
  const Ran wrong = tamis_with({"filter", "id ne null", "-o", "ids", directory.path()});
  CHECK(wrong.status == 4);
  CHECK(wrong.out == lines_of("012"));
  CHECK(
      wrong.err
      == directory.path()
             + "/b10.json:1:7: error[invalid-data]: id should be a string (Edm.String), but is the number 3, in "
               "'id'\n");
}

TEST_CASE("cli: pages in the order of their links") {
  if (no_program()) return;
  const TemporaryDirectory directory;
  const auto ids = [&] { return tamis_with({"filter", "true", "-o", "ids", directory.path()}); };
  // By the records that $skip counts, whatever the names.
  directory.write("z.json", page({1, 2}, base + "$skip=2"));
  directory.write("a.json", page({5}, ""));
  directory.write("m.json", page({3, 4}, base + "$top=2&%24skip=4"));
  CHECK(ids().out == lines_of("12345"));
  // One response of all: its links have been followed.
  const std::string records = "\"value\":[\n{\"id\":\"4\"},\n{\"id\":\"5\"}\n]}\n";
  const Ran whole = tamis_with({"query", "$skip=3", "-o", "response", directory.path()});
  CHECK(whole.out == "{\"@odata.count\":9," + records);
  const Ran chosen = tamis_with({"filter", "id gt '3'", "-o", "response", directory.path()});
  CHECK(chosen.out == '{' + records);  // whose number the count is not
  directory.write("m.json", page({3, 4}, base + "$skip=4"));
  directory.write("n.json", page({6}, base + "$skip=7"));
  const Ran missing = ids();
  check_refused(missing, 4);
  CHECK(missing.err
        == directory.path() + "/m.json: error[malformed-data]: the page that its nextLink leads to is missing: " + base
               + "$skip=4; 'n.json', the next there is, has 1 records and the nextLink " + base + "$skip=7\n");
  // What is there can be read all the same.
  const Ran skipped = tamis_with({"filter", "true", "-o", "ids", "--on-error", "skip", directory.path()});
  CHECK(skipped.status == 0);
  CHECK(skipped.out == lines_of("534612"));
  CHECK(skipped.err == missing.err);
}

TEST_CASE("cli: a directory whose last page is missing, and one of pages by number") {
  if (no_program()) return;
  const TemporaryDirectory directory;
  directory.write("page-9.json", page({1}, base + "$skiptoken=abc"));
  directory.write("page-10.json", page({2}, base + "$skiptoken=%2fdef"));
  directory.write("page-8.json", page({0}, base + "$skiptoken=ghi"));
  const Ran last = tamis_with({"filter", "true", directory.path()});
  check_refused(last, 4);
  CHECK(last.err
        == directory.path() + "/page-10.json: error[malformed-data]: the page that its nextLink leads to is missing: "
               + base + "$skiptoken=%2fdef\n");
  const Ran as_json = tamis_with({"filter", "true", "--json", directory.path()});
  CHECK(boost::json::parse(as_json.err).at(0).at("file").as_string() == directory.path() + "/page-10.json");
}

TEST_CASE("cli: names and words are Unicode, and bytes pass as they are") {
  if (no_program()) return;
  const TemporaryDirectory directory;
  const std::string record = "{\"id\":\"\u00e9\",\r\"name\":\"\U0001F600\"}";
  std::ofstream(std::filesystem::path(directory.path()) / u8"n\u00e4me \u20ac.json", std::ios::binary)
      << record << "\r\n\x1A";
  const std::string named = directory.path() + "/n\u00e4me \u20ac.json";
  for (const std::string& file : {named, directory.path()}) {
    const Ran ran = tamis_with({"filter", "id eq '\u00e9' and name eq '\U0001F600'", file});
    CHECK(ran.status == 4);  // the end of a file is its end, and no character is
    CHECK(ran.out == "{\"id\":\"\u00e9\",\"name\":\"\U0001F600\"}\n");
    CHECK(ran.err.starts_with(named + ":2:1: error[malformed-data]: "));
  }
  for (const char* const word : {"'a b'", "'\"'", "'\\'", "'\\\\\"'", "'a\tb'", "'*'", "'%PATH%'"})
    CHECK(tamis_with({"eval", "--no-schema", word}, "{}").out
          == boost::json::serialize(boost::json::string(std::string(word).substr(1, std::string(word).size() - 2)))
                 + "\n");
}

TEST_CASE("cli: gzip files, standard input and pages") {
  if (no_program()) return;
#if TAMIS_GZIP
  const TemporaryDirectory directory;
  const std::string file = directory.write("records", gzipped("\xEF\xBB\xBF" + ndjson));
  CHECK(tamis_with({"filter", is_new, file}).out == line_a + '\n' + line_c + '\n');
  CHECK(tamis_with({"filter", is_new}, gzipped(response)).out == line_a + '\n' + line_c + '\n');
  directory.write("1.json.gz", gzipped(page({1}, base + "$skip=1")));
  directory.write("2.json", page({2}, ""));
  CHECK(tamis_with({"filter", "true", "-o", "ids", directory.path()}).out == lines_of("12"));
  const std::string whole = gzipped(ndjson);
  const std::string cut = directory.write("cut.ndjson.gz", whole.substr(0, whole.size() - 1));
  for (const char* on_error : {"stop", "skip"}) {
    const Ran ran = tamis_with({"filter", is_new, "--on-error", on_error, cut});
    CHECK(ran.status == 4);
    CHECK(ran.out == line_a + '\n' + line_c + '\n');
    CHECK(ran.err == cut + ":4:1: error[malformed-data]: the gzip data end too early\n");
  }
#else
  const Ran ran = tamis_with({"filter", "true"}, "\x1F\x8B\x08");
  check_refused(ran, 4);
  CHECK(ran.err.find("TAMIS_GZIP") != std::string::npos);
#endif
}

TEST_CASE("cli: inputs far longer than the memory that there is") {
  if (no_program() || no_posix()) return;
  if (TAMIS_ADDRESS_SANITIZER != 0) return skip("AddressSanitizer keeps what was freed");
  const TemporaryDirectory directory;
  std::string lines;
  for (int i = 0; lines.size() < 30'000'000; ++i)
    lines += "{\"id\":\"" + std::to_string(i) + "\",\"status\":\"" + (i % 3 == 0 ? "New" : "Closed") + "\",\"name\":\""
           + std::string(300, 'x') + "\"}\n";
  const auto records = std::count(lines.begin(), lines.end(), '\n');
  std::string long_response = "{\"@odata.context\":\"c\",\"value\":[" + lines;
  std::replace(long_response.begin(), long_response.end(), '\n', ',');
  long_response.back() = ']';
  long_response += ",\"@odata.count\":1}";
  const auto run = [&](const std::string& file, std::size_t kibibytes, const std::string& threads = "1") {
    Surroundings little;
    little.data_limit = kibibytes;
    return tamis_with({"filter", is_new, "-o", "count", "--threads", threads, file}, {}, little);
  };
  const std::string right = std::to_string((records + 2) / 3) + "\n";
  const std::string in_lines = directory.write("lines", lines),
                    in_response = directory.write("response", long_response);
  CHECK(run(in_lines, 8 * 1024).out == right);
  CHECK(run(in_lines, 64 * 1024, "3").out == right);  // 8 MB and some are the stack of each further thread
  // What may be a response is looked at for as long as a record may be, 16 MB, and no longer.
  CHECK(run(in_response, 48 * 1024).out == right);
  CHECK(run(in_response, 8 * 1024).status == 5);  // the limit is one
#if TAMIS_GZIP
  CHECK(run(directory.write("zipped", gzipped(lines)), 8 * 1024).out == right);
#endif
}

TEST_CASE("cli: a missing page is noticed beside what is nested deep") {
  if (no_program()) return;
  const TemporaryDirectory directory;
  directory.write(
      "1.json", "{\"@x\":" + std::string(40, '[') + std::string(40, ']') + "," + page({1}, base + "$skip=1").substr(1));
  CHECK(tamis_with({"filter", "true", directory.path()}, "").status == 4);
}
