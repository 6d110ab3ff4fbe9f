// `./dev hostile`: inputs that are meant to break or to block the program. Each has to be answered as said here, in
// bounded time (of the processor) and memory, which are printed. tamis_hostile PROGRAM DIRECTORY
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <string>
#include <string_view>
#include <utility>

#include "tests/support/run_program.hpp"

namespace {

using tamis::tests::Ran;

std::string times(std::size_t n, std::string_view text) {
  std::string out;
  out.reserve(n * text.size());
  for (std::size_t i = 0; i < n; ++i)
    out += text;
  return out;
}
std::string nested(std::size_t n, std::string_view open, std::string_view middle, std::string_view close) {
  return times(n, open).append(middle) + times(n, close);
}

/// A file in pieces, so that this program stays small: what it uses counts as used by those that it starts.
class File {
 public:
  File(std::string path, std::string_view begin, std::size_t times, std::string_view piece, std::string_view end)
      : path_(std::move(path)) {
    std::ofstream out(path_, std::ios::binary);
    out << begin;
    for (std::size_t i = 0; i < times; ++i)
      out << piece;
    out << end;
    if (!out.flush()) std::fprintf(stderr, "%s could not be written\n", path_.c_str()), std::exit(2);
  }
  ~File() { std::remove(path_.c_str()); }
  File(const File&) = delete;
  File& operator=(const File&) = delete;
  const std::string& path() const noexcept { return path_; }

 private:
  std::string path_;
};

class Trial {
 public:
  Trial(std::string program, std::string directory) : program_(std::move(program)), directory_(std::move(directory)) {}

  /// Runs `tamis ARGUMENTS <FILE`; both outputs together have to contain `expected`.
  void run(const std::string& name, const std::string& arguments, const File& input, int status,
           std::string_view expected, double seconds, long megabytes) {
    const Ran ran =
        tamis::tests::run_program({"/bin/sh", "-c", "exec \"$0\" " + arguments + " <\"$1\"", program_, input.path()});
    const long memory = ran.peak_memory / 1024;
    const bool right = ran.status == status && (ran.out + ran.err).find(expected) != std::string::npos;
    const bool bounded = ran.processor_seconds <= seconds && memory <= megabytes;
    std::printf("%-58s %6.2f s (of %2.0f) %4ld MB (of %3ld)  %s%s%s\n", name.c_str(), ran.processor_seconds, seconds,
                memory, megabytes, std::string(expected).c_str(), right ? "" : "  WRONG", bounded ? "" : "  TOO MUCH");
    if (!right)
      std::printf("  status %d\n  %s\n  %s\n", ran.status, ran.out.substr(0, 500).c_str(),
                  ran.err.substr(0, 500).c_str());
    std::fflush(stdout);
    failed_ += right && bounded ? 0 : 1;
    ++tried_;
  }
  File file(std::string_view text) const { return file(text, 0, "", ""); }
  File file(std::string_view begin, std::size_t times, std::string_view piece, std::string_view end) const {
    return {directory_ + "/hostile-input", begin, times, piece, end};
  }
  int tried() const noexcept { return tried_; }
  int failed() const noexcept { return failed_; }

 private:
  std::string program_, directory_;
  int tried_ = 0, failed_ = 0;
};

constexpr std::string_view one_megabyte_of = "a";

void long_lines(Trial& trial) {
  const std::string megabyte = times(1'000'000, one_megabyte_of);
  trial.run("a line of 1 GB as a query", "check --lines", trial.file("$filter=name eq '", 1000, megabyte, "'\n"), 0,
            "\"code\":\"too-long\"", 20, 32);
  trial.run("a record of 1 GB", "filter \"status eq 'New'\"", trial.file("{\"name\":\"", 1000, megabyte, "\"}\n"), 4,
            "16777216", 20, 96);
  trial.run("a response that never comes to its records, 1 GB", "filter \"status eq 'New'\"",
            trial.file("{\"@odata.context\":\"", 1000, megabyte, ""), 4, "16777216", 20, 96);
  trial.run("1 GB of blanks", "filter \"status eq 'New'\" --output count",
            trial.file("", 1000, times(1'000'000, " "), ""), 0, "0", 20, 32);
}

void queries(Trial& trial) {
  const auto ask = [&](const std::string& name, const std::string& text, std::string_view expected) {
    trial.run(name, "check --lines --as filter --no-schema", trial.file(text + "\n"), 0, expected, 3, 48);
  };
  ask("a filter of 10 MB", "name eq 'x'" + times(600'000, " or name eq 'x'"), "\"code\":\"too-long\"");
  ask("a filter of 64 KiB", "a" + times(10'000, " eq 1"), "\"code\":\"too-many-nodes\"");
  ask("a list of 4096 items", "a in (1" + times(4095, ",1") + ")", "\"ok\":true");
  ask("a list of 4097 items", "a in (1" + times(4096, ",1") + ")", "\"code\":\"too-many-items\"");
  ask("100 nested lambdas", nested(100, "a/any(x:", "x", ")"), "\"code\":\"too-deep\"");
  ask("8 nested lambdas", nested(8, "a/any(x:", "x", ")"), "\"ok\":true");
  ask("60,000 open parentheses", times(60'000, "("), "\"code\":\"too-deep\"");
  ask("100 nested parentheses", nested(100, "(", "a", ")"), "\"ok\":true");
  ask("15,000 times not", times(15'000, "not ") + "a", "\"code\":\"too-deep\"");
  ask("30 nested choices", nested(30, "case(a:", "b", ",true:c)"), "\"ok\":true");
  ask("a path of 30,000 segments", "a" + times(30'000, "/a"), "\"code\":\"too-many-nodes\"");
  ask("a name of 60,000 letters", times(60'000, "a"), "\"code\":\"too-long\"");
  ask("a number of 60,000 digits", "a eq " + times(60'000, "9"), "\"code\":\"invalid-literal\"");
  ask("NUL and broken UTF-8", std::string("a eq '\0\xff\xc0\xaf'", 10), "\"code\":\"invalid-encoding\"");
  trial.run("a query of 30,000 options", "check --lines --no-schema", trial.file(times(30'000, "&a") + "\n"), 0,
            "\"ok\":false", 3, 48);
  trial.run("a path that is dollar signs", "check --lines --no-schema --as url", trial.file(times(60'000, "$") + "\n"),
            0, "\"ok\":true", 3, 48);
  trial.run("a query that is percent signs", "check --lines --no-schema",
            trial.file("$filter=" + times(60'000, "%") + "\n"), 0, "\"ok\":false", 3, 48);
}

void records(Trial& trial) {
  const std::string filter = "filter --no-schema \"a ne null\" --output count";
  trial.run("a record 100 deep", filter, trial.file("{\"a\":" + nested(99, "[", "1", "]") + "}"), 0, "1", 3, 32);
  trial.run("a record 101 deep", filter, trial.file("{\"a\":" + nested(100, "[", "1", "]") + "}"), 4, "100", 3, 32);
  trial.run("a record five million deep", filter, trial.file("{\"a\":" + times(5'000'000, "[")), 4, "100", 3, 64);
  trial.run("a record five million objects deep", filter, trial.file("{\"a\":" + times(2'500'000, "{\"a\":")), 4, "100",
            3, 96);
  trial.run("a record of a million members of one name", "filter --no-schema \"a eq 7\" --output count",
            trial.file("{" + times(1'000'000, "\"a\":1,") + "\"a\":7}"), 0, "1", 5, 256);
  trial.run("a number of a million digits in a record", "filter --no-schema \"a gt 7\" --output count",
            trial.file("{\"a\":" + times(1'000'000, "9") + "}"), 4, "no double can hold", 3, 32);
  const std::string items = R"(","items":[0)" + times(100'000, ",0") + "]}";
  const auto each = [&](const std::string& name, const std::string& condition, std::size_t n, std::string_view piece,
                        const std::string& end) {
    trial.run(name, "filter --no-schema --output count 'items/all(i:" + condition + ")'",
              trial.file("{\"s\":\"", n, piece, end + items), 4, "1000000", 5, 256);
  };
  each("a megabyte cast to bytes and back for each item", "cast(cast(s,Edm.Binary),Edm.String) ne null", 250'000,
       "QUFB", "");
  each("a line of 100,000 points measured for each item", "geo.length(s) ge 0", 1, "SRID=0;LineString(0 0",
       times(100'000, ",0 1") + ")");
  trial.run("a number of 4,000 digits compared with each item",
            "filter --no-schema --output count \"items/all(i:i lt " + times(4'000, "7") + ")\"",
            trial.file("{\"s\":\"" + items), 4, "1000000", 5, 64);
  trial.run("a member of 1 MB of escapes beside what each item looks for",
            "filter --no-schema --output count 'items/all(i:$it/x ne i and i add $it/x eq 6)'",
            trial.file("{\"", 160'000, "\\u0061", "\":0,\"x\":6,\"items\":[0" + times(20'000, ",0") + "]}"), 0, "1", 3,
            64);
  std::string members = "\"m\":0";
  for (int i = 0; i < 50'000; ++i)
    members += ",\"m" + std::to_string(i) + "\":0";
  trial.run("two objects of 50,000 members compared", "filter --no-schema --output count 'a eq b'",
            trial.file("{\"a\":{" + members + "},\"b\":{" + members + "}}"), 0, "1", 3, 128);
  trial.run("8 lambdas over 20 items in one another: 20^8 steps",
            "filter --no-schema \"" + nested(8, "a/any(x:", "x eq 21", ")") + "\"",
            trial.file("{\"a\":[1" + times(19, ",1") + "]}"), 4, "1000000", 3, 32);
}

void patterns(Trial& trial) {
  const auto match = [&](const std::string& name, const std::string& pattern, std::string_view text, int status,
                         std::string_view expected) {
    trial.run(name, "eval --no-schema \"matchesPattern(a,b)\"",
              trial.file(R"({"b":")" + pattern + R"(","a":")" + std::string(text) + "\"}"), status, expected, 5, 128);
  };
  const std::string many = times(100'000, "a");
  match("(a+)+b over 100,000 a", "(a+)+b", many, 0, "false");
  match("(a|a)*b over 100,000 a", "(a|a)*b", many, 0, "false");
  match("a{1000} in a{1000}", "(a{1000}){1000}", many, 0, "null");
  match("a pattern of 1 MB", times(1'000'000, "a"), many, 0, "null");
  match("a pattern of 1 MB of groups", times(250'000, "(a)?"), many, 0, "null");
  trial.run("a pattern of 64 KB that repeats", "eval --no-schema \"matchesPattern(a,b)\"",
            trial.file(R"({"a":"a","b":")" + times(9'000, "a{1000}") + "\"}"), 0, "null", 5, 192);
  // Each is as large as RE2 lets one be: making it has to count.
  std::string several = "{\"a\":[\"\"";
  for (int i = 0; i < 300; ++i)
    several += ",\"" + std::to_string(i) + times(160, "a{1000}") + "\"";
  trial.run("300 large patterns in one record", "eval --no-schema \"a/any(x:matchesPattern('b',x) eq true and false)\"",
            trial.file(several + "]}"), 4, "1000000", 5, 64);
  std::string filter = "a eq 1";
  for (int i = 0; filter.size() < 60'000; ++i)
    filter += " or matchesPattern(a,'" + std::to_string(i) + times(170, "x{1000}") + "')";
  trial.run("a filter of 60 KB of large patterns", "filter --no-schema --output count \"" + filter + "\"",
            trial.file("{\"a\":\"x\"}"), 0, "0", 6, 192);
  match("a pattern of more states than memory over 1 MB", "((a{0,30}){0,30})b", times(10, many), 4, "1000000");
  match("100,000 open groups", times(100'000, "("), many, 0, "null");
  match("100,000 nested groups", nested(100'000, "(", "a", ")"), many, 0, "null");
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) {
    std::fprintf(stderr, "tamis_hostile PROGRAM DIRECTORY\n");
    return 2;
  }
  Trial trial(argv[1], argv[2]);
  queries(trial);
  records(trial);
  patterns(trial);
  long_lines(trial);
  std::printf("%d hostile inputs, %d not answered as they should be\n", trial.tried(), trial.failed());
  return trial.failed() == 0 ? 0 : 1;
}
