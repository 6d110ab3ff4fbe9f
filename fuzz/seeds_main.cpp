// Writes the seed corpora of the fuzz targets, made of the cases of tests/: fuzz_seeds TESTS-DIRECTORY
// OUTPUT-DIRECTORY. What is read of an input stands at the top of each target.
#include <array>
#include <boost/json.hpp>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <map>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "fuzz/property.hpp"
#include "fuzz/schemas.hpp"
#include "tests/support/text_kind.hpp"

namespace {

namespace fs = std::filesystem;
namespace json = boost::json;
using tamis::fuzz::Choice;

constexpr unsigned kinds = static_cast<unsigned>(tamis::TextKind::literal) + 1;

std::string read_file(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) throw std::runtime_error("cannot read " + path.string());
  return {std::istreambuf_iterator<char>(in), {}};
}

std::string member(const json::value& object, std::string_view name, std::string_view otherwise = "") {
  const json::value* found = object.as_object().if_contains({name.data(), name.size()});
  return found != nullptr ? std::string(found->as_string()) : std::string(otherwise);
}

unsigned schema_byte(std::string_view name) {
  static const std::map<std::string_view, Choice> choices{
      {"referral", Choice::referral}, {"every-type", Choice::every_type}, {"hiking", Choice::hiking}};
  const auto found = choices.find(name);
  return static_cast<unsigned>(found == choices.end() ? Choice::none : found->second);
}

std::string bytes(std::initializer_list<unsigned> of) {
  std::string text;
  for (const unsigned byte : of)
    text += static_cast<char>(byte);
  return text;
}

class Seeds {
 public:
  explicit Seeds(fs::path to) : to_(std::move(to)) {}

  void add(const std::string& target, const std::string& input) {
    fs::create_directories(to_ / target);
    // FNV-1a: the same names on every machine, and equal inputs once.
    std::uint64_t hash = 0xCBF29CE484222325u;
    for (const char c : input)
      hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3u;
    std::string name;
    for (int shift = 60; shift >= 0; shift -= 4)
      name += "0123456789abcdef"[hash >> shift & 15];
    std::ofstream out(to_ / target / name, std::ios::binary);
    out << input;
    if (!out.flush()) throw std::runtime_error("cannot write " + (to_ / target / name).string());
    ++count_;
  }
  std::size_t count() const noexcept { return count_; }

 private:
  fs::path to_;
  std::size_t count_ = 0;
};

/// A text of the parser's cases.
void add_text(Seeds& seeds, const json::value& entry) {
  const std::string text = member(entry, "text");
  const auto kind = static_cast<unsigned>(tamis::tests::text_kind(member(entry, "as")));
  const json::value* encoded = entry.as_object().if_contains("encoded");
  const unsigned is_encoded = encoded != nullptr && encoded->as_bool() ? 1 : 0;
  const unsigned manner = kind + is_encoded * kinds;
  seeds.add("parse", bytes({is_encoded}) + text);
  seeds.add("roundtrip", bytes({manner}) + text);
  seeds.add("bind", bytes({manner, static_cast<unsigned>(Choice::none)}) + text);
  seeds.add("bind", bytes({manner, static_cast<unsigned>(Choice::referral)}) + text);
  seeds.add("lines", bytes({kind, static_cast<unsigned>(Choice::referral), 40}) + text + "\n");
  if (kind <= static_cast<unsigned>(tamis::TextKind::url)) seeds.add("query", bytes({schema_byte("none")}) + text);
}

/// A query with the expression in one of the places where it may stand.
std::string query_with(const std::string& expression, std::size_t place) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 5> around{{{"$filter=@a&@a=", ""},
                                                                                        {"$orderby=", " desc,a"},
                                                                                        {"$compute=", " as c"},
                                                                                        {"$expand=a($filter=", ")"},
                                                                                        {"$select=a($orderby=", ")"}}};
  const auto& [before, behind] = around[place % around.size()];
  return std::string(before) + tamis::fuzz::encoded(expression) + std::string(behind);
}

void add_evaluation(Seeds& seeds, const json::value& group) {
  const std::string schema = member(group, "schema", "every-type");
  const json::value* const shared = group.as_object().if_contains("record");
  for (const json::value& entry : group.at("cases").as_array()) {
    const json::value* const own = entry.as_object().if_contains("record");
    const json::value* const record = own != nullptr ? own : shared;
    const std::string text = member(entry, "record_text", record != nullptr ? json::serialize(*record) : "{}");
    const std::string expression = member(entry, "expression");
    // The schema of the cases names its properties in another way: without a schema they mean something, too.
    for (const unsigned choice : {schema_byte("none"), schema_byte(schema)}) {
      seeds.add("evaluate", bytes({choice, 0}) + expression + "\n" + text);
      seeds.add("aliases", bytes({choice}) + expression + "\n@a\n@b");
      seeds.add("query", bytes({choice}) + query_with(expression, seeds.count()));
      seeds.add("bind", bytes({0, choice}) + query_with(expression, seeds.count()));
      seeds.add("roundtrip", bytes({0}) + query_with(expression, seeds.count()));
    }
    seeds.add("lines", bytes({kinds, schema_byte("none"), 10}) + expression + "\n");
    seeds.add("records", bytes({2}) + text + "\n" + text);
    if (const auto at = expression.find("matchesPattern("); at != std::string::npos) {
      const auto begin = expression.find('\'', at), end = expression.find("')", at);
      if (begin < end && end != std::string::npos)
        seeds.add("pattern", expression.substr(begin + 1, end - begin - 1) + "\n" + text);
    }
  }
}

void add_queries(Seeds& seeds, const json::value& group) {
  const unsigned schema = schema_byte(member(group, "schema", "none"));
  for (const json::value& entry : group.at("cases").as_array()) {
    const json::value* records = entry.as_object().if_contains("records");
    if (records == nullptr) records = group.as_object().if_contains("records");
    const std::string query = member(entry, "query");
    seeds.add("query", bytes({schema}) + query);
    if (records == nullptr) continue;
    for (const json::value& record : records->as_array())
      seeds.add("query", bytes({schema}) + query + "\n"
                             + (record.is_string() ? std::string(record.as_string()) : json::serialize(record)));
  }
}

template <typename Add>
void each_entry(const fs::path& directory, Add add) {
  for (const auto& file : fs::directory_iterator(directory)) {
    if (file.path().extension() != ".json") continue;
    const json::value entries = json::parse(read_file(file.path()));
    for (const json::value& entry : entries.as_array())
      add(entry);
  }
}

void add_records(Seeds& seeds) {
  for (const std::string_view text :
       {"", "[]", R"({"a":1}{"b":2})", "{\"a\":1}\r\n{\"b\":[true,null]}\n", R"([{"a":"\u00e9\n"},{"b":{}}])",
        R"({"@odata.context":"x","value":[{"a":1},{"b":2}],"@odata.nextLink":"y"})", "\xef\xbb\xbf{\"a\":1e-3}",
        "{\"a\":\n 1}\n{\"b\":}\n{\"c\":3}", R"({"value":[{}]})", R"({"value":[{}],"x":1})"})
    for (const unsigned manner : {0u, 1u, 6u, 63u})
      seeds.add("records", bytes({manner}) + std::string(text));
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) {
    std::cerr << "fuzz_seeds TESTS-DIRECTORY OUTPUT-DIRECTORY\n";
    return 2;
  }
  const fs::path tests = argv[1];
  Seeds seeds(argv[2]);
  each_entry(tests / "cases", [&](const json::value& entry) { add_text(seeds, entry); });
  each_entry(tests / "cases/evaluation", [&](const json::value& entry) { add_evaluation(seeds, entry); });
  each_entry(tests / "cases/query", [&](const json::value& entry) { add_queries(seeds, entry); });
  for (const auto& file : fs::directory_iterator(tests / "data"))
    if (file.path().filename().string().find(".csdl.") != std::string::npos) seeds.add("csdl", read_file(file.path()));
  for (const std::string pattern :
       {"^a+b*$", "(a|b)?c{2,3}", "[^\\d\\w-]", "\\u{41}\\u0042\\x43\\cA", "(?:a)(?=b)\\1", "\\bx\\B"})
    seeds.add("pattern", pattern + "\nabc aab");
  for (unsigned i = 0; i < 64; ++i) {  // each steers the outermost choice in another way
    std::string choices;
    for (unsigned j = 0; j < 40; ++j)
      choices += static_cast<char>(i * (j + 1) + j * j);
    seeds.add("differential", choices);
  }
  add_records(seeds);
  std::cout << seeds.count() << " seeds\n";
}
