// The requests that the service documents: checked, canonical, and run over the sample referrals. What each must
// select was computed apart, by plain predicates (tests/data/documented-requests.expected.json).
#include <algorithm>
#include <boost/json.hpp>
#include <cctype>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

#include "tamis/tamis.hpp"
#include "tests/support/answers.hpp"
#include "tests/support/random_referral.hpp"
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

namespace {

// ---- the same requests, computed by hand ----

/// The text of a member, or of one within; empty when it is absent, null or no text.
std::string_view text_at(const json::object& object, std::initializer_list<std::string_view> path) {
  const json::value* at = nullptr;
  const json::object* in = &object;
  for (const std::string_view name : path) {
    at = in == nullptr ? nullptr : in->if_contains({name.data(), name.size()});
    in = at == nullptr ? nullptr : at->if_object();
  }
  const json::string* text = at == nullptr ? nullptr : at->if_string();
  return text == nullptr ? std::string_view() : std::string_view(text->data(), text->size());
}

bool is_person_in_team(const json::object& referral, std::string_view email) {
  const json::value* team = referral.if_contains("team");
  if (team == nullptr || !team->is_array()) return false;
  for (const json::value& person : team->get_array())
    if (person.is_object() && text_at(person.get_object(), {"email"}) == email) return true;
  return false;
}

/// Minutes since 1970 and ten-millionths of a second of `2020-10-30T21:03:00.5+02:00`.
std::pair<long, long> instant(std::string_view text) {
  const auto number = [&](std::size_t at, std::size_t digits) {
    return std::stol(std::string(text.substr(at, digits)));
  };
  const long year = number(0, 4), month = number(5, 2), day = number(8, 2);
  constexpr int days_before[] = {0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334};
  const bool leap_day = year % 4 == 0 && month > 2;  // right from 1901 to 2099
  const long days = (year - 1970) * 365 + (year - 1969) / 4 + days_before[month - 1] + (leap_day ? 1 : 0) + day - 1;
  long minutes = days * 24 * 60 + number(11, 2) * 60 + number(14, 2);
  std::size_t at = 19;
  std::string fraction = "0000000";
  if (text[at] == '.')
    for (std::size_t i = 0; std::isdigit(static_cast<unsigned char>(text[++at])) != 0; ++i)
      fraction[i] = text[at];
  if (text[at] == '+' || text[at] == '-') {
    const long offset = number(at + 1, 2) * 60 + number(at + 4, 2);
    minutes += text[at] == '+' ? -offset : offset;
  }
  return {minutes, number(17, 2) * 10'000'000 + std::stol(fraction)};
}

struct ByHand {
  bool (*meets)(const json::object&);
  bool newest_first = false;
  std::size_t most = SIZE_MAX;
  std::vector<std::string_view> members{};  ///< all, if there are none
};

bool is(const json::object& referral, std::string_view member, std::string_view value) {
  return text_at(referral, {member}) == value;
}

/// In the order of tests/data/documented-requests.txt.
std::vector<ByHand> by_hand() {
  const auto all = [](const json::object&) { return true; };
  const auto first_engagement = [](const json::object& r) {
    return is(r, "engagementId", "65edc0b5-3485-41b7-a17e-dfa9ef4706e2");
  };
  return {
      {all, false, SIZE_MAX, {"id", "status", "customerProfile"}},
      {first_engagement},
      {[](const json::object& r) { return is(r, "status", "New") && is(r, "qualification", "SalesQualified"); }},
      {[](const json::object& r) {
        return text_at(r, {"customerProfile", "address", "country"}) == "US" && is(r, "direction", "Incoming");
      }},
      {all, true},
      {all, true},
      {[](const json::object& r) { return is(r, "type", "Shared") && is(r, "direction", "Incoming"); }, true, 10},
      {[](const json::object& r) { return is(r, "direction", "Incoming") && is(r, "substatus", "Pending"); }, true, 10},
      {[](const json::object& r) {
         return is(r, "status", "Active") && is(r, "direction", "Outgoing") && is(r, "type", "Shared")
             && is_person_in_team(r, "r2d2@contoso.com");
       },
       true},
      {first_engagement},
      {[](const json::object& r) { return is(r, "engagementId", "b1c40bb4-6d36-4eca-baa3-e1460cf2a454"); }},
  };
}

/// The numbers of the records of the answer, in order.
std::vector<std::size_t> answer_by_hand(const ByHand& request, const std::vector<json::value>& records) {
  std::vector<std::size_t> answer;
  for (std::size_t i = 0; i < records.size(); ++i)
    if (request.meets(records[i].get_object())) answer.push_back(i);
  const auto created = [&](std::size_t i) { return instant(text_at(records[i].get_object(), {"createdDateTime"})); };
  if (request.newest_first)
    std::stable_sort(answer.begin(), answer.end(),
                     [&](std::size_t a, std::size_t b) { return created(b) < created(a); });
  if (answer.size() > request.most) answer.resize(request.most);
  return answer;
}

json::value shown_by_hand(const ByHand& request, const json::value& record) {
  if (request.members.empty()) return record;
  json::object shown;
  for (const auto& member : record.get_object())
    for (const std::string_view name : request.members)
      if (member.key() == json::string_view(name.data(), name.size())) shown[member.key()] = member.value();
  return shown;
}

std::vector<std::string> documented_requests() {
  std::ifstream in(data("documented-requests.txt"));
  std::vector<std::string> requests;
  for (std::string line; std::getline(in, line);)
    if (!line.empty() && line[0] != '#') requests.push_back(line);
  return requests;
}

}  // namespace

TEST_CASE("the documented requests over ten thousand made-up referrals are what plain loops compute") {
  tamis::tests::Random random(2020);
  std::vector<std::string> texts;
  std::vector<json::value> records;
  json::object response{{"@odata.context", "made-up"}};
  std::size_t bytes = 0;
  for (std::size_t i = 0; i < 10'000; ++i) {
    const tamis::tests::Json referral = tamis::tests::random_referral(random);
    texts.push_back(i % 2 == 0 ? to_text(referral) : tamis::tests::random_spelling(random, referral));
    records.push_back(json::parse(texts.back()));
    bytes += texts.back().size();
  }
  CHECK(bytes > 15'000'000);
  response["value"] = json::array(records.begin(), records.end());
  const json::value input = std::move(response);

  const std::vector<std::string> requests = documented_requests();
  const std::vector<ByHand> hand = by_hand();
  REQUIRE(requests.size() == hand.size());
  for (std::size_t n = 0; n < requests.size(); ++n) {
    CAPTURE(requests[n]);
    const auto query = compile_to_send(requests[n]);
    REQUIRE(query.has_value());
    const std::vector<std::size_t> expected = answer_by_hand(hand[n], records);
    CHECK(!expected.empty());
    tamis::EvaluationContext context;
    const auto from_values = query->apply(input, context);
    REQUIRE(from_values.has_value());
    const json::array& shown = from_values->at("value").as_array();
    const tamis::tests::Answer from_text = tamis::tests::answer_from_text(*query, texts, context);
    REQUIRE(shown.size() == expected.size());
    REQUIRE(from_text.texts.size() == expected.size());
    for (std::size_t i = 0; i < expected.size(); ++i) {
      const json::value wanted = shown_by_hand(hand[n], records[expected[i]]);
      REQUIRE(shown[i] == wanted);
      REQUIRE(from_text.records[i] == wanted);
      if (hand[n].members.empty()) REQUIRE(from_text.texts[i] == texts[expected[i]]);
    }
    CHECK(from_values->at("@odata.context").as_string() == "made-up");
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
