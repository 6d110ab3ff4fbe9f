// Runs tests/cases/*.json: texts with what they are read as, and the tree, the canonical text, or the code
// and place of the error. Format: see tests/cases/README.md.
#include <algorithm>
#include <boost/json.hpp>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "tamis/parse.hpp"
#include "tamis/print.hpp"
#include "tests/support/random.hpp"
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

std::vector<std::filesystem::path> case_files() {
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(std::string(TAMIS_TEST_DATA_DIR) + "/cases"))
    if (entry.path().extension() == ".json") files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  return files;
}

/// The canonical form of a query; empty where it is wrong.
std::string canonical_query(const std::string& text) {
  tamis::ParseOptions options;
  options.as = tamis::TextKind::query;
  const auto tree = tamis::parse(text, options);
  return tree ? tamis::print(*tree, {.percent_encode = true}) : std::string();
}

/// Options that are right on their own, by their names: the texts of the cases.
std::vector<std::vector<std::string>> right_options() {
  std::map<std::string, std::vector<std::string>> found;
  const auto add = [&](const std::string& name, const std::string& text) {
    std::string option = name + "=" + tamis::percent_encode(text);
    if (!canonical_query(option).empty()) found[name].push_back(std::move(option));
  };
  for (const auto& file : case_files()) {
    const json::value cases = json::parse(read_file(file));
    for (const json::value& value : cases.as_array()) {
      const std::string text = text_of(value.at("text")), as = text_of(value.at("as"));
      if (as == "expression" || as == "filter")
        for (const char* const name : {"$filter", "@a", "@b"})
          add(name, text);
      else if (as != "query" && as != "url" && as != "literal")
        add("$" + as, text);
    }
  }
  std::vector<std::vector<std::string>> options;
  for (auto& [name, texts] : found)
    options.push_back(std::move(texts));
  return options;
}

}  // namespace

TEST_CASE("every case file") {
  const auto files = case_files();
  REQUIRE(files.size() >= 4);
  for (const auto& file : files)
    run_file(file);
}

TEST_CASE("an option is the same beside others as on its own") {
  const auto options = right_options();
  REQUIRE(options.size() == 8);
  tamis::tests::Random random(1);
  for (int i = 0; i < 10'000; ++i) {
    std::string query;
    std::multiset<std::string> expected, found;
    for (const auto& texts : options) {
      if (random.below(2) == 0) continue;
      const std::string& option = texts[random.below(texts.size())];
      const bool in_front = random.below(2) == 0;  // they may stand in any order
      query = query.empty() ? option : in_front ? option + "&" + query : query + "&" + option;
      expected.insert(canonical_query(option));
    }
    CAPTURE(query);
    std::stringstream canonical(canonical_query(query));
    for (std::string option; std::getline(canonical, option, '&');)
      found.insert(option);
    REQUIRE(found == expected);
  }
}
