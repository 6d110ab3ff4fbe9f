// Runs tests/cases/evaluation/*.json: expressions over a record, and their value or error. Format: see
// tests/cases/README.md.
#include <doctest/doctest.h>

#include <boost/json.hpp>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

#include "tests/support/things.hpp"

namespace {

namespace json = boost::json;
using namespace tamis;

std::string read_file(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::stringstream text;
  text << in.rdbuf();
  return text.str();
}

Schema loaded(Result<Schema> read) {
  if (!read) FAIL(render(read.error()));
  return *std::move(read);
}

const Schema& schema_named(std::string_view name) {
  static const Schema none;
  static const Schema every_type =
      loaded(Schema::from_csdl_xml(read_file(TAMIS_TEST_DATA_DIR "/data/every-type.csdl.xml")));
  static const Schema facets = loaded(Schema::from_csdl_json(read_file(TAMIS_TEST_DATA_DIR "/data/facets.csdl.json")));
  if (name == "every-type") return every_type;
  if (name == "facets") return facets;
  if (name == "referral") return referral_schema();
  REQUIRE(name == "none");
  return none;
}

Absent absent_named(std::string_view name) {
  if (name == "unknown") return Absent::unknown;
  REQUIRE((name == "null" || name == "error"));
  return name == "error" ? Absent::error : Absent::null;
}

std::string_view member(const json::object& object, std::string_view name, std::string_view otherwise) {
  const json::value* found = object.if_contains({name.data(), name.size()});
  return found ? std::string_view(found->as_string().data(), found->as_string().size()) : otherwise;
}

void check_value(const json::object& expectation, const std::string& found) {
  if (const json::value* error = expectation.if_contains("error")) {
    CHECK(tests::code(found) == std::string(error->as_string()));
    if (const json::value* place = expectation.if_contains("place"))
      CHECK(found.find(" at " + std::string(place->as_string()) + ": ") != std::string::npos);
    return;
  }
  CHECK(found == std::string(expectation.at("value").as_string()));
}

void run_group(const json::object& group) {
  const Schema& schema = schema_named(member(group, "schema", "every-type"));
  const json::value* const record = group.if_contains("record");
  for (const json::value& entry : group.at("cases").as_array()) {
    const json::object& expectation = entry.as_object();
    const std::string expression(expectation.at("expression").as_string());
    const json::value* const own = expectation.if_contains("record");
    const std::string text(member(expectation, "record_text", ""));
    const std::string data = !text.empty() ? text
                           : own           ? json::serialize(*own)
                           : record        ? json::serialize(*record)
                                           : "{}";
    INFO(expression, "  over  ", data);
    check_value(expectation,
                tests::evaluate(expression, data, schema, absent_named(member(expectation, "absent", "null")),
                                std::string(member(group, "type", ""))));
  }
}

}  // namespace

TEST_CASE("evaluation cases") {
  std::size_t files = 0;
  for (const auto& file : std::filesystem::directory_iterator(TAMIS_TEST_DATA_DIR "/cases/evaluation")) {
    ++files;
    CAPTURE(file.path().filename().string());
    const json::value groups = json::parse(read_file(file.path()));
    for (const json::value& group : groups.as_array())
      run_group(group.as_object());
  }
  CHECK(files > 0);
}
