// `./dev same-output`: what the library says to a corpus that is the same on every machine, all of it, to standard
// output. Built by other compilers and with other optimisation it has to say the same bytes.
// tamis_same_output TESTS-DIRECTORY
#include <algorithm>
#include <boost/json.hpp>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <string>
#include <vector>

#include <tamis/tamis.hpp>

#include "fuzz/schemas.hpp"
#include "tests/support/differential.hpp"
#include "tests/support/every_type.hpp"
#include "tests/support/random_tree.hpp"
#include "tests/support/text_kind.hpp"

namespace {

namespace fs = std::filesystem;
namespace json = boost::json;
using namespace tamis;

constexpr std::uint64_t random_texts = 20'000, random_expressions = 20'000;

std::string read_file(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

std::vector<fs::path> files_of(const fs::path& directory, std::string_view ending) {
  std::vector<fs::path> files;
  for (const auto& file : fs::directory_iterator(directory))
    if (file.path().filename().string().ends_with(ending)) files.push_back(file.path());
  std::sort(files.begin(), files.end());
  return files;
}

void say(std::string_view text) { std::cout << text << '\n'; }
void say(const Diagnostics& diagnostics) { std::cout << to_json(diagnostics) << '\n' << render(diagnostics); }

void say_text(std::string_view text, const ParseOptions& options) {
  const auto tree = parse(text, options);
  if (!tree) return say(tree.error());
  say(dump(*tree));
  say(print(*tree));
  CheckOptions checking;
  static_cast<ParseOptions&>(checking) = options;
  for (const Schema& schema : {Schema(), referral_schema()}) {
    const auto checked = check(text, schema, checking);
    if (!checked)
      say(checked.error());
    else
      say(checked->canonical), say(checked->warnings);
  }
}

void say_values(std::string_view text, const Schema& schema, const std::vector<std::string>& records) {
  const auto expression = Expression::compile(text, schema);
  if (!expression) return say(expression.error());
  say(expression->text());
  EvaluationContext context(tests::random_test_options());
  for (const std::string& record : records) {
    const auto value = expression->evaluate(record, context);
    if (!value)
      say(value.error());
    else
      say(*value);
  }
}

void say_cases(const fs::path& tests) {
  for (const fs::path& file : files_of(tests / "cases", ".json")) {
    const json::value entries = json::parse(read_file(file));
    for (const json::value& entry : entries.as_array()) {
      ParseOptions options;
      options.as = tests::text_kind(std::string(entry.at("as").as_string()));
      if (const json::value* encoded = entry.as_object().if_contains("encoded")) options.encoded = encoded->as_bool();
      say_text(std::string(entry.at("text").as_string()), options);
    }
  }
  for (const fs::path& file : files_of(tests / "cases/evaluation", ".json")) {
    const json::value groups = json::parse(read_file(file));
    for (const json::value& group : groups.as_array())
      for (const json::value& entry : group.at("cases").as_array()) {
        const json::value* record = entry.as_object().if_contains("record");
        if (record == nullptr) record = group.as_object().if_contains("record");
        const std::string expression(entry.at("expression").as_string());
        say_values(expression, Schema(), {record != nullptr ? json::serialize(*record) : "{}"});
        say_values(expression, tests::every_type(), {"{}"});
      }
  }
}

void say_random() {
  for (std::uint64_t seed = 0; seed < random_texts; ++seed) {
    const tests::RandomText random = tests::random_text(seed, seed + 1);
    say(random.text);
    say_text(random.text, random.options);
  }
  for (std::uint64_t seed = 0; seed < random_expressions; ++seed) {
    tests::Random random(seed);
    const std::string text = tests::random_expression(random);
    std::vector<std::string> records;
    for (int i = 0; i < 3; ++i)
      records.push_back(tests::random_spelling(random, tests::random_record(random)));
    say(text);
    say_values(text, tests::every_type(), records);
  }
}

void say_schemas(const fs::path& tests) {
  for (const char* ending : {".csdl.json", ".csdl.xml"})
    for (const fs::path& file : files_of(tests / "data", ending)) {
      const auto schema = Schema::from_csdl(read_file(file));
      if (!schema)
        say(schema.error());
      else
        say(schema->to_csdl_json()), say(schema->to_csdl_xml());
    }
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    std::cerr << "tamis_same_output TESTS-DIRECTORY\n";
    return 2;
  }
  std::ios::sync_with_stdio(false);
  say_cases(argv[1]);
  say_random();
  say_schemas(argv[1]);
  return std::cout.flush() ? 0 : 1;
}
