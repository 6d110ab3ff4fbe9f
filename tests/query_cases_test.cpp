// Runs tests/cases/query/*.json: queries over records, and what the answer is. Format: see tests/cases/README.md.
#include <doctest/doctest.h>

#include <boost/json.hpp>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "tests/support/answers.hpp"
#include "tests/support/things.hpp"

namespace {

namespace json = boost::json;
using namespace tamis;
using namespace tamis::tests;

std::string read_file(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::stringstream text;
  text << in.rdbuf();
  return text.str();
}

const Schema& schema_named(std::string_view name) {
  static const Schema none;
  static const Schema hiking = [] {
    auto read = Schema::from_csdl_json(read_file(TAMIS_TEST_DATA_DIR "/data/hiking.csdl.json"));
    if (!read) FAIL(render(read.error()));
    return *read;
  }();
  if (name == "things") return things();
  if (name == "referral") return referral_schema();
  if (name == "hiking") return hiking;
  REQUIRE(name == "none");
  return none;
}

std::string member(const json::object& object, std::string_view name, std::string_view otherwise = {}) {
  const json::value* found = object.if_contains({name.data(), name.size()});
  return std::string(found ? std::string_view(found->as_string().data(), found->as_string().size()) : otherwise);
}

/// The records of a group or a case: texts stand for themselves.
std::vector<std::string> texts_of(const json::value& records) {
  std::vector<std::string> texts;
  for (const json::value& record : records.as_array())
    texts.push_back(record.is_string() ? std::string(record.as_string()) : json::serialize(record));
  return texts;
}

json::array ids_of(const json::array& records) {
  json::array ids;
  for (const json::value& record : records)
    ids.push_back(record.at("id"));
  return ids;
}

void check_error(const json::object& expectation, const std::string& found) {
  CHECK(code(found) == member(expectation, "error"));
  if (expectation.contains("place"))
    CHECK(found.find(" at " + member(expectation, "place") + ": ") != std::string::npos);
  if (expectation.contains("message")) CHECK(found.find(member(expectation, "message")) != std::string::npos);
}

/// Follows the links to the end.
void check_pages(const json::object& expectation, Query query, const Schema& schema, const CompileOptions& options,
                 const std::vector<std::string>& records, EvaluationContext& context) {
  ApplyOptions paging;
  paging.page_size = expectation.at("page_size").to_number<std::uint64_t>();
  json::array pages, links;
  for (std::string link = "?"; !link.empty();) {
    const Answer page = answer(query, records, context, paging);
    REQUIRE(page.error == "");
    pages.push_back(ids_of(page.records));
    link = page.next_link;
    if (link.empty()) break;
    links.push_back(json::string(link));
    auto next = Query::compile(link, schema, options);
    REQUIRE(next.has_value());
    query = *next;
    CHECK((query.url() == link || "?" + query.url() == link));
  }
  CHECK(json::serialize(pages) == json::serialize(expectation.at("pages")));
  if (expectation.contains("links")) CHECK(json::serialize(links) == json::serialize(expectation.at("links")));
}

void check_case(const json::object& expectation, const json::object& group) {
  const Schema& schema = schema_named(member(group, "schema", "none"));
  CompileOptions options;
  options.type = member(group, "type");
  const json::value* const own = expectation.if_contains("records");
  const auto records = texts_of(own ? *own : group.at("records"));
  const auto query = Query::compile(member(expectation, "query"), schema, options);
  if (!query) return check_error(expectation, words(query.error()));
  EvaluationContext context(options_with(Absent::null));
  if (expectation.contains("pages")) return check_pages(expectation, *query, schema, options, records, context);
  const Answer found = answer(*query, records, context);
  if (expectation.contains("error")) return check_error(expectation, found.error);
  REQUIRE(found.error == "");
  if (expectation.contains("ids"))
    CHECK(json::serialize(ids_of(found.records)) == json::serialize(expectation.at("ids")));
  if (expectation.contains("answer"))
    CHECK(json::serialize(found.records) == json::serialize(expectation.at("answer")));
  if (expectation.contains("texts")) CHECK(found.texts == texts_of(expectation.at("texts")));
  CHECK(query->counts() == expectation.contains("count"));
  if (query->counts()) CHECK(found.count == expectation.at("count").to_number<std::uint64_t>());
}

}  // namespace

TEST_CASE("query cases") {
  std::size_t files = 0;
  for (const auto& file : std::filesystem::directory_iterator(TAMIS_TEST_DATA_DIR "/cases/query")) {
    ++files;
    CAPTURE(file.path().filename().string());
    const json::value groups = json::parse(read_file(file.path()));
    for (const json::value& group : groups.as_array())
      for (const json::value& entry : group.at("cases").as_array()) {
        INFO(json::serialize(entry));
        check_case(entry.as_object(), group.as_object());
      }
  }
  CHECK(files > 0);
}
