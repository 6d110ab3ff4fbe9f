// Runs tests/cases/*.json: texts with what they are read as, and the tree, the canonical text, or the code
// and place of the error. Format: see tests/cases/README.md.
#include <algorithm>
#include <boost/json.hpp>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "tamis/parse.hpp"
#include "tamis/print.hpp"
#include "tests/support/text_kind.hpp"

namespace {

namespace json = boost::json;

std::string text_of(const json::value& value) { return std::string(value.as_string()); }

std::string read_file(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::stringstream text;
  text << in.rdbuf();
  return text.str();
}

std::string joined(const json::array& lines) {
  std::string out;
  for (const json::value& line : lines)
    out += text_of(line) + "\n";
  return out;
}

void check_rejected(const json::object& expectation, const tamis::Result<tamis::Tree>& tree) {
  REQUIRE_FALSE(tree.has_value());
  CHECK(name(tree.error().items.front().code) == text_of(expectation.at("error")));
  CHECK(tree.error().items.front().span.offset == expectation.at("offset").to_number<std::uint32_t>());
  if (expectation.contains("suggestion"))
    CHECK(tree.error().items.front().suggestion == text_of(expectation.at("suggestion")));
}

void check_accepted(const json::object& expectation, const tamis::ParseOptions& options,
                    const tamis::Result<tamis::Tree>& tree) {
  if (!tree.has_value()) FAIL(tamis::render(tree.error()));
  if (expectation.contains("tree")) CHECK(dump(*tree) == joined(expectation.at("tree").as_array()));
  tamis::PrintOptions print_options;
  print_options.percent_encode = options.encoded;
  const std::string canonical = tamis::print(*tree, print_options);
  CHECK(canonical == text_of(expectation.at("canonical")));
  const auto again = tamis::parse(canonical, options);
  REQUIRE(again.has_value());
  CHECK(same(*tree, *again));
  CHECK(tamis::print(*again, print_options) == canonical);
  std::vector<std::string> warnings;
  for (const auto& d : tree->warnings())
    warnings.emplace_back(name(d.code));
  std::vector<std::string> expected;
  if (expectation.contains("warnings"))
    for (const json::value& w : expectation.at("warnings").as_array())
      expected.push_back(text_of(w));
  CHECK(warnings == expected);
}

void run_file(const std::filesystem::path& path) {
  const json::value cases = json::parse(read_file(path));
  for (const json::value& value : cases.as_array()) {
    const json::object& expectation = value.as_object();
    const std::string text = text_of(expectation.at("text"));
    CAPTURE(path.filename().string());
    CAPTURE(text);
    tamis::ParseOptions options;
    options.as = tamis::tests::text_kind(text_of(expectation.at("as")));
    if (const json::value* encoded = expectation.if_contains("encoded")) options.encoded = encoded->as_bool();
    const auto tree = tamis::parse(text, options);
    if (expectation.contains("error"))
      check_rejected(expectation, tree);
    else
      check_accepted(expectation, options, tree);
  }
}

}  // namespace

TEST_CASE("every case file") {
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(std::string(TAMIS_TEST_DATA_DIR) + "/cases"))
    if (entry.path().extension() == ".json") files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  REQUIRE(files.size() >= 4);
  for (const auto& file : files)
    run_file(file);
}
