// The requests that the service documents: checked, canonical, and run over the sample referrals. What each must
// select was computed apart, by plain predicates (tests/data/documented-requests.expected.json).
#include <boost/json.hpp>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "tamis/tamis.hpp"
#include "tests/support/skip.hpp"

namespace {

namespace json = boost::json;

std::string read_file(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::stringstream text;
  text << in.rdbuf();
  return text.str();
}

std::string data(const std::string& name) { return std::string(TAMIS_TEST_DATA_DIR) + "/data/" + name; }

tamis::Result<tamis::Query> compile_to_send(std::string_view request) {
  tamis::CompileOptions options;
  options.service_rules = true;
  return tamis::Query::compile(request, tamis::referral_schema(), options);
}

/// The ids of the records that a query answers with, in order, read from a file record by record.
std::vector<std::string> ids_of(const tamis::Query& query, const std::string& file) {
  std::vector<std::string> ids;
  tamis::EvaluationContext context;
  tamis::QueryRun run(query, context, [&](std::string_view record) {
    ids.emplace_back(json::parse(json::string_view(record.data(), record.size())).at("id").as_string());
  });
  std::ifstream in(file, std::ios::binary);
  const auto summary = tamis::read_records(in, tamis::Limits{}, [&](const tamis::Record& record) {
    const auto more = run.add(record.json);
    if (!more.has_value()) FAIL(tamis::render(more.error()));
    return *more;
  });
  CHECK_FALSE(summary.error.has_value());
  REQUIRE(run.finish().has_value());
  return ids;
}

/// The same through Query::apply over parsed values.
std::vector<std::string> ids_applied(const tamis::Query& query, const std::string& file) {
  tamis::EvaluationContext context;
  const auto answer = query.apply(json::parse(read_file(file)), context);
  REQUIRE(answer.has_value());
  std::vector<std::string> ids;
  for (const json::value& record : answer->at("value").as_array())
    ids.emplace_back(record.at("id").as_string());
  return ids;
}

tamis::Tree parsed_url(const std::string& text) {
  tamis::ParseOptions options;
  options.as = tamis::TextKind::query;
  auto tree = tamis::parse(text, options);
  if (!tree) FAIL(tamis::render(tree.error()));
  return *std::move(tree);
}

}  // namespace

TEST_CASE("every documented request passes, has a canonical URL, and selects the right samples in the right order") {
  const json::value expected = json::parse(read_file(data("documented-requests.expected.json")));
  REQUIRE(expected.as_array().size() == 11);
  for (const json::value& entry : expected.as_array()) {
    const std::string request(entry.at("request").as_string());
    CAPTURE(request);
    const auto query = compile_to_send(request);
    if (!query) FAIL(tamis::render(query.error()));
    for (const auto& d : query->warnings())
      CHECK(d.severity == tamis::Severity::note);  // that the service recommends $filter and $orderby

    const std::string url = query->url();
    CHECK(url.find(' ') == std::string::npos);
    CHECK(same(parsed_url(request), parsed_url(url)));
    CHECK(compile_to_send(url)->url() == url);

    std::vector<std::string> ids;
    for (const json::value& id : entry.at("ids").as_array())
      ids.emplace_back(id.as_string());
    CHECK(ids_of(*query, data("referrals.json")) == ids);
    CHECK(ids_of(*query, data("referrals.ndjson")) == ids);
    CHECK(ids_applied(*query, data("referrals.json")) == ids);
  }
}

TEST_CASE("a link made by the service is kept byte for byte") {
  for (const char* link : {"http://api.partner.microsoft.com/v1.0/referrals?$skiptoken=k181pEdP",
                           "http://api.partner.microsoft.com/v1.0/referrals?$skiptoken=aB%2fcD%2bE'f(g)&x=%7e",
                           "http://api.partner.microsoft.com/v1.0/referrals?b=1&$deltatoken=%2f&a=2"}) {
    const auto query = compile_to_send(link);
    REQUIRE(query.has_value());
    CHECK(query->url() == link);
  }
}

TEST_CASE("the documented list response") {
  const std::string file = std::string(TAMIS_SHARED_DIR) + "/referrals/examples/list-2020-09.json";
  if (!std::filesystem::exists(file))
    return tamis::tests::skip("the documentation's examples are not beside the checkout");
  const auto count = [&](const char* text) {
    return ids_of(*tamis::Query::compile(text, tamis::referral_schema()), file).size();
  };
  CHECK(count("$filter=engagementId eq '65edc0b5-3485-41b7-a17e-dfa9ef4706e2'") == 1);
  CHECK(count("$filter=status eq 'New' and qualification eq 'SalesQualified'") == 0);
  CHECK(count("$filter=customerProfile/address/country eq 'US' and direction eq 'Incoming'") == 1);
  CHECK(count("$top=10&$filter=(direction eq 'Incoming' and substatus eq 'Pending')&$orderby=createdDateTime desc")
        == 1);
  CHECK(count("$filter=team/any(t:t/email eq 'r2d2@contoso.com')") == 0);
  CHECK(count("$filter=details/dealValue eq 10000 and details/requirements/solutions/any(s:s/name eq 'Microsoft365')")
        == 1);
}
