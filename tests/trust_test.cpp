// Trusted texts: the same answers as by default where the texts are right, no more read than it takes, and the fast
// search for marks against the plain one.
#include <tamis/trust.hpp>

#include <doctest/doctest.h>
#include <sstream>

#include <tamis/tamis.hpp>

#include "src/scan/marks.hpp"
#include "tests/bench/referral_generator.hpp"
#include "tests/bench/workloads.hpp"
#include "tests/support/every_type.hpp"
#include "tests/support/random_expression.hpp"
#include "tests/support/things.hpp"

using namespace tamis;
using namespace tamis::tests;

namespace {

EvaluationOptions trusting() {
  EvaluationOptions options = options_with(Absent::null);
  options.trust = Trust::input;
  return options;
}

std::string answer(const Filter& filter, std::string_view json, EvaluationContext& context) {
  const std::vector<char> exact(json.begin(), json.end());  // so that a byte read behind it is found
  const Result<bool> met = filter.matches(std::string_view(exact.data(), exact.size()), context);
  return met ? (*met ? "true" : "false") : words(met.error());
}

/// Both ways answer the same; what that is.
std::string same_answer(const Filter& filter, std::string_view json) {
  static EvaluationContext usual(options_with(Absent::null)), trust(trusting());
  const std::string expected = answer(filter, json, usual);
  INFO(filter.text());
  INFO(std::string(json));
  REQUIRE(answer(filter, json, trust) == expected);
  return expected;
}

Filter filter_of(std::string_view text, const Schema& schema = things()) {
  const auto filter = Filter::compile(text, schema);
  INFO(std::string(text));
  REQUIRE(filter);
  return *filter;
}

/// A text as JSON writers might write it: blanks, escapes where none are needed.
void spell_string(Random& random, std::string_view text, std::string& out) {
  const bool plain = random.one_in(2);
  out += '"';
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    constexpr char hex[] = "0123456789abcdef";
    if (byte < 0x20 || (byte < 0x80 && !plain && random.one_in(4)))
      out += std::string("\\u00") + hex[byte / 16] + hex[byte % 16];
    else
      (c == '"' || c == '\\' ? out += '\\' : out) += c;
  }
  out += '"';
}

void spell(Random& random, const Json& json, std::string& out) {
  const auto blank = [&] {
    if (random.one_in(6)) out += std::string(random.one_in(20) ? 70 : 1, ' ');
  };
  blank();
  switch (json.kind) {
    case Json::Kind::array:
    case Json::Kind::object: {
      const bool array = json.kind == Json::Kind::array;
      out += array ? '[' : '{';
      for (std::size_t i = 0; i < (array ? json.items.size() : json.members.size()); ++i) {
        if (i > 0) out += ',';
        blank();
        if (!array) {
          spell_string(random, json.members[i].first, out);
          blank();
          out += ':';
        }
        spell(random, array ? json.items[i] : json.members[i].second, out);
      }
      blank();
      out += array ? ']' : '}';
      break;
    }
    case Json::Kind::string: spell_string(random, json.text, out); break;
    default: out += to_text(json);
  }
  blank();
}

}  // namespace

TEST_CASE("trust: marks are found alike, whatever the text and wherever it is cut") {
  Random random(20261127);
  constexpr std::string_view bytes = "\"\"\"\\\\{}[]:,ab \n\xc3\xa9";
  for (int round = 0; round < 4000; ++round) {
    std::string text(random.below(400), ' ');
    for (char& c : text)
      c = bytes[random.below(bytes.size())];
    const scan::StringState before{random.one_in(2), random.one_in(2)};
    scan::Marks plain[scan::blocks_at_once], fast[scan::blocks_at_once];
    const std::size_t blocks = scan::find_marks_anywhere(text.data(), text.size(), before, plain);
    REQUIRE(scan::find_marks(text.data(), text.size(), before, fast) == blocks);
    for (std::size_t i = 0; i < blocks; ++i) {
      REQUIRE(fast[i].quotes == plain[i].quotes);
      REQUIRE(fast[i].escapes == plain[i].escapes);
      REQUIRE(fast[i].colons == plain[i].colons);
      REQUIRE(fast[i].brackets == plain[i].brackets);
      REQUIRE(fast[i].after.in_string == plain[i].after.in_string);
      REQUIRE(fast[i].after.escaped == plain[i].after.escaped);
    }
    const std::uint64_t depth = 1 + random.below(4);
    scan::BracketState whole{depth, before}, parts{depth, before};
    const std::size_t expected = scan::find_closing_anywhere(text.data(), text.size(), whole);
    std::size_t at = 0, found = scan::not_found;
    while (found == scan::not_found && at < text.size()) {  // in parts, as they come from a stream
      const std::size_t size = std::min(1 + random.below(200), text.size() - at);
      found = scan::find_closing(text.data() + at, size, parts);
      found == scan::not_found ? at += size : found += at;
    }
    REQUIRE(found == expected);
  }
}

TEST_CASE("trust: right records are answered as by default") {
  const char* const records[] = {
      R"({"name":"b"})",
      R"({ "name" : "b" , "maker" : { "name" : "m" } })",
      R"({"na\u006de":"b"})",
      R"({"\u006e\u0061\u006d\u0065":"b","maker":{"n\u0061me":"m"}})",
      R"({"x\"name":"b","name":"c"})",  // not the name
      R"({"x\\":"name","name":"b"})",
      R"({"note":"\"name\":\"b\"","name":"c"})",
      R"({"note":"\\","name":"b"})",
      R"({"note":"name\":","other":{"name":"b","deep":[{"name":"b"}]},"name":"c"})",
      R"({"other":[{"name":"b"},[{"name":"b"}]],"maker":{"other":{"name":"n"},"name":"m"}})",
      R"({"maker":{"name":"m"},"name":"b"})",
      R"({"maker":{},"name":"b"})",
      R"({"maker":null,"name":"b"})",
      R"({"maker":5,"name":"b"})",
      R"({"maker":[{"name":"m"}],"name":"b"})",
      R"({"name":"\u0062"})",
      R"({"name":null})",
      R"({"name":5})",
      R"({"name":{"name":"b"}})",
      R"({"name":"B\u00c9"})",
      R"({"parts":[{"size":1},null,{"size":5}],"name":"b"})",
      R"({"name":"b","parts":[ { "size" : 1 } , { "x":[{}],"size":2 } , null ]})",
      R"({"parts":[]})",
      R"({"parts":null})",
      R"({"parts":{}})",
      R"({"parts":[5]})",
      R"({"parts":[{"other":{"size":2}},{"other":[{"size":2}]}]})",
      R"({"parts":[{"size":2,"bolts":[{"size":1}]}],"int":1})",
      R"({"int":2147483647})",
      R"({"int":2147483648})",
      R"({"int":-0,"name":"b"})",
      R"({"price":2.50})",
      R"({"price":25e-1})",
      R"({"price":"2.5"})",
      R"({"price":2.5000000000000000000000000001})",
      R"({"at":"2024-02-29T12:00:00.5Z"})",
      R"({"at":"2024-02-29T14:00:00+02:00"})",
      R"({"colour":"Red"})",
      R"({"colour":"Mauve"})",
      R"({"yes":true})",
      R"({"yes":false,"tags":["x","y"]})",
      R"({"yes":"true"})",
      R"({"a":"0123456789012345678901234567890123456789012345678901234567890123456789\\\"","name":"b"})",
      R"({"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\u0061":1,"name":"b"})",
      " \t{} \r\n",
      "{}",
      "{ }",
      "",
      "[]",
      "5",
      "{\"name\":\"b\"",
      "{\"name\":",
      "{\"name",
      "{\"name\":tru}",
      "{\"yes\":tru}",
      "{\"name\":\"b\"} {}"};
  for (const char* expression : {"name eq 'b'",
                                 "name ne 'b'",
                                 "name gt 'a'",
                                 "name in ('b','c')",
                                 "name eq null",
                                 "name ne null",
                                 "not (name eq 'b')",
                                 "not (name eq 'b' or yes)",
                                 "maker/name eq 'm'",
                                 "maker/name eq 'm' and name eq 'b'",
                                 "maker/name ne 'n' and int ne 3 and name ne 'q'",
                                 "maker eq null",
                                 "contains(tolower(name),'b')",
                                 "contains(toupper(name),'É')",
                                 "not contains(name,'x')",
                                 "endswith(name,'b')",
                                 "parts/any(p:p/size eq 2)",
                                 "parts/all(p:p/size lt 5)",
                                 "not parts/any(p:p/size eq 2)",
                                 "parts/any(p:p/size eq 2 and name eq null)",
                                 "parts/any(p:parts/any(q:q/size gt p/size and name eq 'b'))",
                                 "parts/any(p:p/size eq 2) and int eq 1 and name ne 'z'",
                                 "tags/any(t:t eq 'y')",
                                 "parts/any()",
                                 "int eq 2147483647",
                                 "int lt 1.5",
                                 "price eq 2.5",
                                 "price le 2.5e0",
                                 "at eq 2024-02-29T12:00:00.500Z",
                                 "at ge 2024-02-29T12:00:00Z",
                                 "colour eq 'Red'",
                                 "colour in ('Red','Blue')",
                                 "yes",
                                 "not yes",
                                 "yes or name eq 'b'",
                                 "length(name) eq 1"}) {
    const Filter filter = filter_of(expression);
    for (const char* const json : records) {
      EvaluationContext trust(trusting()), usual(options_with(Absent::null));
      const std::string expected = answer(filter, json, usual), got = answer(filter, json, trust);
      INFO(std::string(expression));
      INFO(std::string(json));
      // What is not right may be decided before that is seen.
      const bool right = Expression::compile("1 eq 1", Schema())->evaluate(json, usual).has_value();
      CHECK((got == expected || (!right && (got == "true" || got == "false"))));
    }
  }
}

TEST_CASE("trust: generated referrals are answered as by default") {
  std::vector<Filter> filters;
  for (const bench::Workload& workload : bench::workloads())
    filters.push_back(filter_of(workload.filter, referral_schema()));
  for (const char* expression :
       {"customerProfile/name ne null and customerProfile/address/city eq 'New York' and details/currency eq 'USD'",
        "team/any(t:contains(t/email,'@contoso.com') and t/contactPreference/locale eq 'fr-fr')",
        "team/all(t:t/contactPreference/disableNotifications eq false) and isSpam eq false",
        "links/self/method eq 'GET' and name ne 'x'", "eTag ne null and startswith(externalReferenceId,'5')",
        "details/requirements/solutions/any(s:s/id ne 'SOL-1') and details/dealValue lt 500.5",
        "tags/any(t:t eq 'x') or inviteContext/invitedBy/organizationId eq 'msft'"})
    filters.push_back(filter_of(expression, referral_schema()));
  Random random(7);
  std::size_t met = 0;
  for (std::uint64_t index = 0; index < 1500; ++index) {
    std::string json;
    bench::append_referral(json, 3, index);
    if (index % 3 > 0) {  // in another order, spelt in another way, with members nobody knows
      Json tree = shuffled(random, parse_json(json));
      if (index % 3 == 2) tree = with_unknown_members(random, tree);
      json.clear();
      spell(random, tree, json);
    }
    for (const Filter& filter : filters)
      met += same_answer(filter, json) == "true" ? 1 : 0;
  }
  CHECK(met > 1500);
}

TEST_CASE("trust: random conditions over random records are answered as by default") {
  for (std::uint64_t seed = 0; seed < 3000; ++seed) {
    Random random(seed);
    const auto filter = Filter::compile(random_expression(random, Sort::boolean, 3), every_type());
    if (!filter) continue;
    for (int i = 0; i < 4; ++i) {
      std::string json;
      spell(random, with_unknown_members(random, random_record(random)), json);
      same_answer(*filter, json);
    }
  }
}

TEST_CASE("trust: cut off or changed anywhere, a record does no harm") {
  const Filter filter = filter_of("maker/name eq 'n' or parts/any(p:p/size eq 7) or name eq 'q' or int gt 5 or yes");
  const std::string whole =
      R"({"note":"a\\\"b","maker":{"x":[{"y":1}],"na\u006de":"m"},"parts":[{"size":1},{"size":2}],"int":3,"name":"b"})";
  EvaluationContext context(trusting());
  for (std::size_t size = 0; size <= whole.size(); ++size)
    answer(filter, whole.substr(0, size), context);
  Random random(1);
  constexpr std::string_view bytes = "{}[]:,\"\\ nt1u";
  for (int round = 0; round < 20'000; ++round) {
    std::string text = whole;
    for (std::size_t changes = 1 + random.below(3); changes > 0; --changes)
      text[random.below(text.size())] = bytes[random.below(bytes.size())];
    answer(filter, text, context);
  }
  CHECK(answer(filter, whole, context) == "false");
}

TEST_CASE("trust: what stands behind the decision is not looked at; the first of a name counts") {
  EvaluationContext trust(trusting()), usual;
  const Filter filter = filter_of("name eq 'b'");
  CHECK(answer(filter, R"({"name":"b",no JSON at all)", trust) == "true");
  CHECK(answer(filter, R"({"name":"c",no JSON at all)", trust) == "false");
  CHECK_FALSE(filter.matches(R"({"name":"b",no JSON at all)", usual));
  CHECK_FALSE(filter.matches(R"({"id":"b",no JSON at all)", trust));
  CHECK(answer(filter, R"({"name":"b","name":"c"})", trust) == "true");
  CHECK(answer(filter, R"({"name":"b","name":"c"})", usual) == "false");
}

TEST_CASE("trust: inputs of every layout are read as by default") {
  std::string lines, items;
  for (std::uint64_t index = 0; index < 300; ++index) {
    std::string json;
    bench::append_referral(json, 1, index);
    lines += json + (index % 7 == 0 ? " \r\n\r\n" : "\n");
    items += (index > 0 ? " ,\n" : "") + json;
  }
  const Filter filter = filter_of("status eq 'New'", referral_schema());
  const std::string pretty = "{\n  \"status\": \"New\",\n  \"details\": {\n    \"dealValue\": 5 }\n}\n";
  for (const std::string& input :
       {lines, lines + R"({"status":"New"})", "[" + items + "]",
        "{\"@a\":[{\"b\":\"]\"}],\"value\":[" + items + "],\"@c\":1}", pretty + lines + pretty + "\n" + pretty,
        std::string(), std::string("[]"), "{\"status\":\"New\",\"customerProfile\":{\"name\":\"x\"}\n}\n" + lines,
        std::string(R"({"status":"New","customerProfile":{"name":"x"} )"
                    "\r\n\n, \"id\":\"1\"}"),
        R"({"value":[1],"status":"New"})"
        "\n" + lines}) {
    const auto run = [&](Trust trust, bool stream) {
      EvaluationOptions options;
      options.trust = trust;
      EvaluationContext context(options);
      std::string out;
      const auto take = [&](const Record& record) {
        out += std::to_string(record.index) + '@' + std::to_string(record.offset) + ',' + std::to_string(record.line)
             + ',' + std::to_string(record.column) + ' ' + std::string(record.json) + '\n';
        return true;
      };
      std::istringstream from(input);
      const MatchSummary summary =
          stream ? match_records(from, filter, context, take) : match_records(input, filter, context, take);
      return out + std::to_string(summary.records) + summary.envelope + std::to_string(int(summary.layout))
           + (summary.error ? summary.error->diagnostic.message : "");
    };
    const std::string expected = run(Trust::nothing, false);
    CHECK(run(Trust::input, false) == expected);
    CHECK(run(Trust::input, true) == expected);
  }
}

TEST_CASE("trust: queries answer as by default") {
  std::vector<std::string> records(300);
  for (std::uint64_t index = 0; index < records.size(); ++index)
    bench::append_referral(records[index], 1, index);
  const auto query =
      Query::compile("$filter=status eq 'New'&$orderby=createdDateTime&$top=9&$select=id,name", referral_schema());
  REQUIRE(query);
  const auto run = [&](EvaluationContext context) {
    std::string out;
    QueryRun answer(*query, context, [&](std::string_view json) { out += std::string(json) + '\n'; });
    for (const std::string& json : records)
      REQUIRE(answer.add(json));
    REQUIRE(answer.finish());
    return out + std::to_string(answer.matched());
  };
  CHECK(run(EvaluationContext(trusting())) == run(EvaluationContext()));
}
