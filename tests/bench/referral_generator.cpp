// Made-up referrals: words from tables, put together by a small random generator of our own.
#include "tests/bench/referral_generator.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstddef>
#include <string_view>

namespace tamis::bench {

namespace {

using Words = std::string_view;

// What stands in the tables is JSON: characters are escaped where a writer of JSON escapes them, and some beyond.
constexpr std::array<Words, 16> companies = {"Fabrikam",
                                             "FABRIKAM Logistics",
                                             "Proseware",
                                             "Litware",
                                             "Caf\\u00e9 Am\\u00e9lie",
                                             "Wide World Importers",
                                             "Tailspin Toys",
                                             "Adatum",
                                             "Northwind",
                                             "Müller & Söhne",
                                             "東京商事",
                                             "Alpine Ski House",
                                             "Blue Yonder",
                                             "Lamna \\\"Health\\\"",
                                             "Relecloud",
                                             "Fourth Coffee"};
constexpr std::array<Words, 6> company_forms = {" Ltd", " Inc", " GmbH", " Corporation", " S.A.", " Ltd"};
constexpr std::array<Words, 12> first_names = {"Ada",  "Grace",  "José", "Zoë",         "Linus", "Radia",
                                               "Alan", "Edsger", "Şule", "Bj\\u00f8rn", "Mary",  "Ken"};
constexpr std::array<Words, 12> last_names = {"Lovelace", "Hopper", "Núñez",          "O'Brien", "Perlman", "Turing",
                                              "Dijkstra", "Yılmaz", "S\\u00f8rensen", "李",      "Jackson", "Ritchie"};
constexpr std::array<Words, 10> countries = {"US", "DE", "GB", "FR", "IN", "JP", "BR", "CA", "NL", "AU"};
constexpr std::array<Words, 10> cities = {"New York", "München",         "London",  "Besançon", "Pune",
                                          "東京",     "S\\u00e3o Paulo", "Toronto", "Utrecht",  "Perth"};
constexpr std::array<Words, 5> currencies = {"USD", "EUR", "GBP", "JPY", "CAD"};
constexpr std::array<Words, 6> industries = {
    "Education", "Healthcare", "Manufacturing", "Agriculture, Forestry, & Fishing", "Retail & Consumer Goods",
    "Government"};
constexpr std::array<Words, 6> products = {"Azure", "Microsoft365", "PowerBI", "DynamicsAX,GP,NAV,SL", "Teams", "SQL"};
constexpr std::array<Words, 5> services = {"Licensing", "Integration", "ManagedServices", "CustomSolution(ISV)",
                                           "DeploymentOrMigration"};
constexpr std::array<Words, 5> solutions = {"CloudMigration", "Chatbot", "BigData", "Blockchain", "AdvancedAnalytics"};
constexpr std::array<Words, 5> sizes = {"1to9employees", "10to50employees", "51to250employees", "",
                                        "1001to5000employees"};
constexpr std::array<Words, 4> locales = {"en-US", "de-DE", "fr-fr", "ja-JP"};
constexpr std::array<Words, 4> titles = {"Head of Sales", "Ing\\u00e9nieur", "CTO", "Buyer \\/ Planner"};
constexpr std::array<Words, 24> phrases = {"wants a quote by next week",
                                           "asked for \\\"two or three\\\" references",
                                           "migrates from an old system\\nwith many parts",
                                           "has 40 seats and will grow",
                                           "called on Monday, no answer",
                                           "prefers e-mail to the telephone",
                                           "möchte zuerst eine Vorführung sehen",
                                           "a une question sur les prix",
                                           "予算は来月に決まる",
                                           "New contact since the summer",
                                           "see C:\\\\deals\\\\2020 for the papers",
                                           "needs a pilot before the decision",
                                           "the budget is approved",
                                           "waits for the board\\tand the auditors",
                                           "runs two data centres and closes one",
                                           "asks whether the US team can help",
                                           "training for the staff is part of it",
                                           "r2d2@contoso.com knows the details",
                                           "the contract ends in December",
                                           "has compared three vendors so far",
                                           "would rather rent than buy",
                                           "legal has seen the terms",
                                           "needs support in two languages \\u2013 at least",
                                           "the last project went well"};

// splitmix64: every seed gives a stream of its own.
class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed) {}
  std::uint64_t next() {
    state_ += 0x9E3779B97F4A7C15u;
    std::uint64_t z = state_;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return z ^ (z >> 31);
  }
  /// From 0 to bound - 1.
  std::uint32_t below(std::uint32_t bound) { return static_cast<std::uint32_t>(((next() >> 32) * bound) >> 32); }
  bool percent(std::uint32_t chance) { return below(100) < chance; }
  template <std::size_t N>
  Words of(const std::array<Words, N>& words) {
    return words[below(N)];
  }

 private:
  std::uint64_t state_;
};

// Writes one record. Every part ends with the comma that its successor needs, or its closing bracket.
class Writer {
 public:
  Writer(std::string& text, Random random) : text_(text), random_(random) {}
  void write_record();

 private:
  void put(Words words) { text_ += words; }
  void number(std::uint64_t value, int digits = 1);
  void guid();
  void date(std::uint32_t first_year, std::uint32_t years);
  void date_time(std::uint32_t first_year, std::uint32_t years);
  void phone();
  void string_or_null(Words name, Words value, std::uint32_t chance);
  void head();
  void states();
  void customer();
  void details();
  void money();
  void notes();
  template <std::size_t N>
  void tags(Words name, const std::array<Words, N>& words, std::uint32_t second);
  void person(bool r2d2);
  void team();
  void tail();

  std::string& text_;
  Random random_;
};

void Writer::number(std::uint64_t value, int digits) {
  std::array<char, 24> buffer;
  const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value).ptr;
  for (auto length = end - buffer.data(); length < digits; ++length)
    text_ += '0';
  text_.append(buffer.data(), end);
}

void Writer::guid() {
  constexpr Words hex = "0123456789abcdef";
  constexpr Words pattern = "xxxxxxxx-xxxx-4xxx-8xxx-xxxxxxxxxxxx";
  std::uint64_t bits = random_.next();
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    if (i == 16) bits = random_.next();
    text_ += pattern[i] == 'x' ? hex[bits & 15] : pattern[i];
    bits >>= 3;
  }
}

void Writer::date(std::uint32_t first_year, std::uint32_t years) {
  number(first_year + random_.below(years), 4);
  put("-");
  number(1 + random_.below(12), 2);
  put("-");
  number(1 + random_.below(28), 2);
}

void Writer::date_time(std::uint32_t first_year, std::uint32_t years) {
  date(first_year, years);
  put("T");
  number(random_.below(24), 2);
  put(":");
  number(random_.below(60), 2);
  put(":");
  number(random_.below(60), 2);
  put(".");
  number(random_.below(10'000'000), 7);
  put("Z");
}

void Writer::phone() {
  put("+");
  number(1 + random_.below(98));
  put(" ");
  number(random_.below(10'000'000), 7);
}

// `"name":"value",`, or null with the chance in percent.
void Writer::string_or_null(Words name, Words value, std::uint32_t chance) {
  put("\"");
  put(name);
  if (random_.percent(chance)) {
    put("\":null,");
    return;
  }
  put("\":\"");
  put(value);
  put("\",");
}

void Writer::head() {
  put("{\"id\":\"");
  guid();
  put("\",\"engagementId\":\"");
  guid();
  put("\",\"name\":\"");
  put(random_.of(companies));
  put(": ");
  put(random_.of(solutions));
  put("\",\"organizationId\":\"");
  guid();
  put("\",\"organizationName\":");
  if (random_.percent(1)) {
    put("null");
  } else {
    put("\"");
    put(random_.of(companies));
    put(random_.of(company_forms));
    put("\"");
  }
  put(R"(,"lastModifiedVia":null,"lastRunId":null,"externalReferenceId":")");
  number(random_.below(1'000'000));
  put("\",\"createdDateTime\":\"");
  date_time(2018, 6);
  put("\",\"updatedDateTime\":\"");
  date_time(2022, 3);
  put("\",\"expirationDateTime\":null,");
}

void Writer::states() {
  const std::uint32_t status = random_.below(100);
  if (status < 22)
    put(random_.percent(50) ? R"("status":"New","substatus":"Pending",)" : R"("status":"New","substatus":"Received",)");
  else if (status < 60)
    put(R"("status":"Active","substatus":"Accepted",)");
  else
    put(random_.percent(50) ? R"("status":"Closed","substatus":"Won",)" : R"("status":"Closed","substatus":"Lost",)");
  put("\"statusReason\":null,\"qualification\":\"");
  const std::uint32_t qualification = random_.below(100);
  put(qualification < 15   ? "SalesQualified"
      : qualification < 40 ? "MarketingQualified"
      : qualification < 85 ? "Direct"
                           : "None");
  put("\",\"type\":\"");
  put(random_.percent(60) ? "Shared" : "Independent");
  put(R"(","referralSource":null,"eTag":"\")");
  guid();
  put(R"(\"","favorite":false,"campaignId":null,"salesStage":null,"quality":"Unknown","isSpam":false,"direction":")");
  put(random_.percent(55) ? "Incoming" : "Outgoing");
  put("\",\"mpnId\":\"");
  number(1'000'000 + random_.below(9'000'000));
  put(R"(","referralProgram":null,"dealSensitivity":"None","createdVia":null,"tags":[],"acceptedDateTime":)");
  if (random_.percent(50)) {
    put("null");
  } else {
    put("\"");
    date_time(2020, 4);
    put("\"");
  }
  put(R"(,"closedDateTime":null,"callToAction":null,"registrationStatus":"None",)");
  put(R"("target":[{"type":"SolutionProfile","id":"SOL-)");
  number(random_.below(100'000), 5);
  put("\"}],");
}

void Writer::customer() {
  put("\"customerProfile\":{\"name\":\"");
  put(random_.of(companies));
  put(random_.of(company_forms));
  put("\",\"size\":\"");
  put(random_.of(sizes));
  put("\",\"address\":{\"addressLine1\":\"");
  number(1 + random_.below(400));
  put(" Main Street\",");
  string_or_null("addressLine2", "2nd floor", 70);
  put("\"city\":\"");
  const std::uint32_t place = random_.below(countries.size());
  put(cities[place]);
  put("\",\"state\":null,\"postalCode\":\"");
  number(random_.below(100'000), 5);
  put("\",\"country\":\"");
  put(countries[place]);
  put("\",\"region\":\"\"},\"team\":[");
  if (random_.percent(40)) person(false);
  put("],\"ids\":[{\"profileType\":\"Duns\",\"id\":\"");
  number(random_.below(1'000'000'000), 9);
  put(R"("}]},"consent":{"consentToToShareInfoWithOthers":true,"consentToContact":)");
  put(random_.percent(80) ? "true}," : "false},");
}

// Whole numbers, as a rule, of two to six digits; some with cents, some null.
void Writer::money() {
  constexpr std::array<std::uint32_t, 5> bounds = {100, 1'000, 10'000, 100'000, 1'000'000};
  const std::uint32_t kind = random_.below(100);
  if (kind < 8) {
    put("null");
    return;
  }
  number(random_.below(bounds[1 + random_.below(4)]));
  if (kind >= 95) {
    put(".");
    number(random_.below(100), 2);
  }
}

void Writer::notes() {
  const std::uint32_t sentences = random_.below(4);
  for (std::uint32_t i = 0; i < sentences; ++i) {
    put(random_.of(companies));
    put(" ");
    put(random_.of(phrases));
    put(i + 1 < sentences ? ". " : ".");
  }
}

template <std::size_t N>
void Writer::tags(Words name, const std::array<Words, N>& words, std::uint32_t second) {
  put("\"");
  put(name);
  put("\":[{\"id\":\"");
  put(random_.of(words));
  if (random_.percent(second)) {
    put("\"},{\"id\":\"");
    put(random_.of(words));
  }
  put("\"}],");
}

void Writer::details() {
  put("\"details\":{\"notes\":\"");
  notes();
  put("\",\"dealValue\":");
  money();
  put(",\"currency\":\"");
  put(random_.of(currencies));
  put("\",\"closingDateTime\":\"");
  date(2023, 3);
  put(R"(T00:00:00Z","customerAction":null,"requirements":{)");
  tags("industries", industries, 20);
  tags("products", products, 40);
  tags("services", services, 20);
  put("\"solutions\":[{\"id\":\"SOL-");
  number(random_.below(100'000), 5);
  put("\",\"name\":\"");
  put(random_.of(solutions));
  put(R"(","type":"Name","price":null,"quantity":null}],"offers":[],"salesPlays":[]}},)");
}

void Writer::person(bool r2d2) {
  put("{\"firstName\":\"");
  put(random_.of(first_names));
  put("\",\"lastName\":\"");
  put(random_.of(last_names));
  put("\",\"phoneNumber\":\"");
  phone();
  put("\",\"email\":\"");
  if (r2d2) {
    put("r2d2@contoso.com");
  } else {
    put(random_.percent(3) ? "r2d2" : "person");
    number(random_.below(5'000));
    put(random_.percent(50) ? "@contoso.com" : "@example.org");
  }
  put("\",");
  string_or_null("title", random_.of(titles), 60);
  if (random_.percent(60)) {
    put("\"contactPreference\":null}");
    return;
  }
  put("\"contactPreference\":{\"locale\":\"");
  put(random_.of(locales));
  put("\",\"disableNotifications\":false}}");
}

void Writer::team() {
  put("\"team\":[");
  const std::uint32_t people = std::min(random_.below(6), random_.below(6));
  const bool r2d2 = random_.percent(7);
  const std::uint32_t which = people == 0 ? 0 : random_.below(people);
  for (std::uint32_t i = 0; i < people; ++i) {
    if (i > 0) put(",");
    person(r2d2 && i == which);
  }
  put("],");
}

void Writer::tail() {
  if (random_.percent(20)) {
    put("\"inviteContext\":{\"notes\":\"");
    put(random_.of(phrases));
    put(R"(","assistanceRequestCode":"Unknown","invitedBy":{"organizationId":"msft"}},)");
  } else {
    put("\"inviteContext\":null,");
  }
  put(R"("links":{"self":{"uri":"https:\/\/api.example.com\/v1.0\/engagements\/referrals\/)");
  guid();
  put(R"(","method":"GET"}},"trackingInfo":null,"registrations":[]})");
}

void Writer::write_record() {
  head();
  states();
  customer();
  details();
  team();
  tail();
}

}  // namespace

void append_referral(std::string& text, std::uint64_t seed, std::uint64_t index) {
  Random scramble(seed * 0x2545F4914F6CDD1Du + index);
  Writer(text, Random(scramble.next())).write_record();
}

std::string response_head(std::uint64_t records) {
  return R"({"@odata.context":"https://api.example.com/v1.0/$metadata#Referrals","@odata.count":)"
       + std::to_string(records) + R"(,"value":[)";
}

std::string response_tail() { return "]}\n"; }

std::uint64_t generator_fingerprint(std::uint64_t seed) {
  std::string text;
  for (std::uint64_t index = 0; index < 256; ++index)
    append_referral(text, seed, index);
  std::uint64_t hash = 0xCBF29CE484222325u;  // FNV-1a
  for (const char c : text)
    hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3u;
  return hash;
}

}  // namespace tamis::bench
