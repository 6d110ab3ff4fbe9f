// README.md and the pages of docs/: their examples are the ones that are built and run, and their console sessions show
// what the program says.
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "tests/support/tamis_program.hpp"

namespace {

using tamis::tests::no_posix;
using tamis::tests::no_program;

std::string read_file(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  std::stringstream text;
  text << in.rdbuf();
  return text.str();
}

/// The contents of the fenced blocks of one language.
std::vector<std::string> blocks(const std::string& markdown, const std::string& language) {
  std::vector<std::string> out;
  const std::string fence = "```" + language + "\n";
  for (std::size_t at = markdown.find(fence); at != std::string::npos; at = markdown.find(fence, at)) {
    at += fence.size();
    const std::size_t end = markdown.find("```", at);
    out.push_back(markdown.substr(at, end - at));
  }
  return out;
}

/// What a program prints; the run-time library of Windows ends lines with two characters.
std::string printed(const std::string& program) {
  std::string out = tamis::tests::run_program({program}).out;
  if (!tamis::tests::has_posix()) std::erase(out, '\r');
  return out;
}

struct Session {
  std::string command, output;
};

/// `$ command` lines with what stands under each, up to an empty line in front of the next command.
std::vector<Session> sessions(const std::string& block) {
  std::vector<Session> out;
  std::istringstream lines(block);
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with("$ "))
      out.push_back({line.substr(2), ""});
    else
      out.back().output += line + "\n";
  }
  for (Session& session : out)
    while (session.output.ends_with("\n\n"))
      session.output.pop_back();
  return out;
}

/// Runs the sessions of a page in a directory; how many there are.
std::size_t run_sessions(const std::string& page, const std::string& directory) {
  const std::string prepare =
      "cd '" + directory + "' && PATH=/usr/bin:/bin && tamis() { '" TAMIS_PROGRAM "' \"$@\"; } && exec 2>&1 && ";
  std::size_t count = 0;
  for (const std::string& block : blocks(read_file(TAMIS_SOURCE_DIR "/" + page), "console")) {
    for (const Session& session : sessions(block)) {
      CAPTURE(session.command);
      CHECK(tamis::tests::run_program({"/bin/sh", "-c", prepare + session.command}).out == session.output);
      ++count;
    }
  }
  return count;
}

}  // namespace

TEST_CASE("README: the C++ example is tests/examples/readme.cpp") {
  const auto code = blocks(read_file(TAMIS_SOURCE_DIR "/README.md"), "cpp");
  REQUIRE(code.size() == 1);
  CHECK(code.front() == read_file(TAMIS_SOURCE_DIR "/tests/examples/readme.cpp"));
}

namespace {

/// The page's one C++ example is that file, and its program says what stands under it.
void check_example(const std::string& page, const std::string& file, const std::string& program) {
  const std::string text = read_file(TAMIS_SOURCE_DIR "/docs/" + page);
  const auto code = blocks(text, "cpp");
  REQUIRE(code.size() == 1);
  CHECK(code.front() == read_file(TAMIS_SOURCE_DIR "/tests/examples/" + file));
  const std::size_t behind = text.find("\n```\n", text.find("```", text.find("```cpp") + 3) + 3) + 5;
  CHECK(printed(program) == text.substr(behind, text.find("```", behind) - behind));
}

}  // namespace

TEST_CASE("docs/queries.md, docs/guide.md: the C++ examples are those of tests/examples, and say what stands there") {
  check_example("queries.md", "pages.cpp", TAMIS_EXAMPLE_PAGES);
  check_example("guide.md", "guide.cpp", TAMIS_EXAMPLE_GUIDE);
}

TEST_CASE("README and docs/queries.md: the console sessions") {
  if (no_program() || no_posix()) return;
  CHECK(run_sessions("README.md", TAMIS_SOURCE_DIR) >= 4);
  CHECK(run_sessions("docs/queries.md", TAMIS_SOURCE_DIR) >= 4);
}

TEST_CASE("docs/guide.md, cookbook.md, choices.md, design.md: the console sessions") {
  if (no_program() || no_posix()) return;
  CHECK(run_sessions("docs/guide.md", TAMIS_SOURCE_DIR) >= 15);
  CHECK(run_sessions("docs/cookbook.md", TAMIS_SOURCE_DIR) >= 18);
  CHECK(run_sessions("docs/choices.md", TAMIS_SOURCE_DIR) >= 18);
  CHECK(run_sessions("docs/design.md", TAMIS_SOURCE_DIR) >= 2);
}

TEST_CASE("docs/files.md: the C++ examples are those of tests/examples") {
  const auto code = blocks(read_file(TAMIS_SOURCE_DIR "/docs/files.md"), "cpp");
  REQUIRE(code.size() == 2);
  CHECK(code[0] == read_file(TAMIS_SOURCE_DIR "/tests/examples/records.cpp"));
  CHECK(code[1] == read_file(TAMIS_SOURCE_DIR "/tests/examples/follow_links.cpp"));
}

TEST_CASE("docs/c.md: the examples are those of tests/examples, and the first says what stands there") {
  const std::string text = read_file(TAMIS_SOURCE_DIR "/docs/c.md");
  const auto code = blocks(text, "c"), python = blocks(text, "python");
  REQUIRE(code.size() == 2);
  CHECK(code[0] == read_file(TAMIS_SOURCE_DIR "/tests/examples/filter.c"));
  CHECK(code[1] == read_file(TAMIS_SOURCE_DIR "/tests/examples/query.c"));
  REQUIRE(python.size() == 1);
  CHECK(python[0] == read_file(TAMIS_SOURCE_DIR "/tests/examples/filter.py"));
#if TAMIS_BUILD_C
  const std::size_t behind = text.find("It prints:\n\n```\n") + 16;
  CHECK(printed(TAMIS_EXAMPLE_C_FILTER) == text.substr(behind, text.find("```", behind) - behind));
#else
  tamis::tests::skip("the C library was not built");
#endif
}

TEST_CASE("docs/files.md: the console sessions") {
  if (no_program() || no_posix()) return;
#if TAMIS_GZIP
  const tamis::tests::TemporaryDirectory directory;
  CHECK(run_sessions("docs/files.md", directory.path()) >= 16);
#else
  tamis::tests::skip("they read gzip data");
#endif
}
