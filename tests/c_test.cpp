// The C interface: what its functions say, and what they do with wrong calls.
#include <tamis/tamis.h>

#include <doctest/doctest.h>

#include <atomic>
#include <cstring>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include <tamis/tamis.hpp>

#include "tests/support/c_objects.hpp"

namespace {

using namespace tamis::tests;

constexpr std::string_view new_one = R"({"status":"New","id":"1"})", closed_one = R"({"status":"Closed","id":"2"})";

int32_t matches(const tamis_filter* filter, tamis_context* context, std::string_view record) {
  int32_t met = -1;
  CHECK(tamis_filter_match(filter, context, record.data(), record.size(), &met, nullptr) == TAMIS_OK);
  return met;
}

/// What the callbacks of a test see and answer.
struct Seen {
  std::vector<std::string> records{};
  std::vector<std::string> faults{};
  std::size_t stop_after = 1000;
  int32_t at_fault = TAMIS_GO_ON;
};

int32_t see(void* user, const tamis_record* record) {
  Seen& seen = *static_cast<Seen*>(user);
  seen.records.push_back(std::to_string(record->index) + "@" + std::to_string(record->offset) + ":"
                         + std::to_string(record->line) + ":" + std::to_string(record->column) + " "
                         + std::string(record->json, record->size));
  return seen.records.size() < seen.stop_after ? TAMIS_GO_ON : TAMIS_STOP;
}

int32_t see_fault(void* user, const tamis_diagnostics* fault) {
  Seen& seen = *static_cast<Seen*>(user);
  tamis_diagnostic first{};
  first.struct_size = sizeof first;
  CHECK(tamis_diagnostics_get(fault, 0, &first) == TAMIS_OK);
  seen.faults.push_back(std::string(first.code) + "@" + std::to_string(first.data_line) + ":"
                        + std::to_string(first.data_column));
  return seen.at_fault;
}

std::string checked(std::string_view text, tamis_options options = {}) {
  options.struct_size = sizeof options;
  const CObject<tamis_schema> schema = referral();
  CObject<tamis_text> canonical;
  CObject<tamis_diagnostics> diagnostics;
  const tamis_status status =
      tamis_check(schema.get(), text.data(), text.size(), &options, canonical.out(), diagnostics.out());
  if (status != TAMIS_OK) {
    CHECK(canonical.get() == nullptr);
    return std::string(tamis_status_name(status)) + ": " + json_of(diagnostics.get());
  }
  return text_of(canonical.get());
}

}  // namespace

TEST_CASE("C: versions and statuses") {
  CHECK(tamis_abi_version() == TAMIS_ABI_VERSION);
  CHECK(tamis_version() == std::string(TAMIS_VERSION));
  for (const tamis_status status :
       {TAMIS_OK, TAMIS_MISUSE, TAMIS_WRONG_QUERY, TAMIS_WRONG_DATA, TAMIS_LIMIT, TAMIS_OUT_OF_MEMORY, TAMIS_INTERNAL})
    CHECK(std::string(tamis_status_name(status)) != "unknown status");
  CHECK(tamis_status_name(-1) == std::string("unknown status"));
}

TEST_CASE("C: a filter is compiled, written, and matched") {
  const CObject<tamis_schema> schema = referral();
  CObject<tamis_filter> filter;
  REQUIRE(tamis_filter_compile(schema.get(), TAMIS_LITERAL("((status) eq 'New')"), nullptr, filter.out(), nullptr)
          == TAMIS_OK);
  CObject<tamis_text> text, url;
  CHECK(tamis_filter_text(filter.get(), 0, text.out()) == TAMIS_OK);
  CHECK(text_of(text.get()) == "status eq 'New'");
  CHECK(tamis_text_data(text.get())[tamis_text_size(text.get())] == '\0');
  CHECK(tamis_filter_text(filter.get(), TAMIS_FORM_ENCODED | TAMIS_FORM_V4_0, url.out()) == TAMIS_OK);
  CHECK(text_of(url.get()) == "status%20eq%20PartnerCenter.Referrals.ReferralStatus'New'");
  const CObject<tamis_context> context = plain_context();
  CHECK(matches(filter.get(), context.get(), new_one) == 1);
  CHECK(matches(filter.get(), context.get(), closed_one) == 0);
}

TEST_CASE("C: objects live as long as what was made from them") {
  CObject<tamis_filter> filter;
  {
    const CObject<tamis_schema> schema = referral();
    std::string text = "status eq 'New'";
    REQUIRE(tamis_filter_compile(schema.get(), text.data(), text.size(), nullptr, filter.out(), nullptr) == TAMIS_OK);
    std::memset(text.data(), 'x', text.size());
  }
  const CObject<tamis_context> context = plain_context();
  CHECK(matches(filter.get(), context.get(), new_one) == 1);
}

TEST_CASE("C: diagnostics are the library's") {
  const std::string text = "statuss eq 'New' and team/email eq 'x'";
  const auto expected = tamis::Filter::compile(text, tamis::referral_schema());
  REQUIRE(!expected);
  const CObject<tamis_schema> schema = referral();
  CObject<tamis_filter> filter;
  CObject<tamis_diagnostics> diagnostics;
  CHECK(tamis_filter_compile(schema.get(), text.data(), text.size(), nullptr, filter.out(), diagnostics.out())
        == TAMIS_WRONG_QUERY);
  CHECK(filter.get() == nullptr);
  CHECK(json_of(diagnostics.get()) == tamis::to_json(expected.error()));
  CObject<tamis_text> picture, coloured;
  CHECK(tamis_diagnostics_render(diagnostics.get(), 0, picture.out()) == TAMIS_OK);
  CHECK(text_of(picture.get()) == tamis::render(expected.error()));
  CHECK(tamis_diagnostics_render(diagnostics.get(), TAMIS_RENDER_COLOR, coloured.out()) == TAMIS_OK);
  CHECK(text_of(coloured.get()).find("\x1b[") != std::string::npos);

  REQUIRE(tamis_diagnostics_count(diagnostics.get()) == 2);
  tamis_diagnostic first{};
  first.struct_size = sizeof first;
  REQUIRE(tamis_diagnostics_get(diagnostics.get(), 0, &first) == TAMIS_OK);
  CHECK(first.severity == TAMIS_ERROR);
  CHECK(first.code == std::string("unknown-property"));
  CHECK(first.offset == 0);
  CHECK(first.length == 7);
  CHECK(first.message == expected.error().items[0].message);
  CHECK(first.suggestion == std::string("status"));
  CHECK(first.has_place == 0);
  CHECK(tamis_diagnostics_get(diagnostics.get(), 2, &first) == TAMIS_MISUSE);
}

TEST_CASE("C: no diagnostics are none") {
  CHECK(tamis_diagnostics_count(nullptr) == 0);
  CHECK(json_of(nullptr) == "[]");
  CObject<tamis_text> picture;
  CHECK(tamis_diagnostics_render(nullptr, 0, picture.out()) == TAMIS_OK);
  CHECK(text_of(picture.get()) == "");
}

TEST_CASE("C: warnings come with a success, unless they are silenced") {
  const CObject<tamis_schema> schema = referral();
  CObject<tamis_filter> filter;
  CObject<tamis_diagnostics> diagnostics;
  CHECK(tamis_filter_compile(schema.get(), TAMIS_LITERAL("status eq 'Nwe'"), nullptr, filter.out(), diagnostics.out())
        == TAMIS_OK);
  CHECK(json_of(diagnostics.get()).find("\"unknown-member\"") != std::string::npos);
  tamis_options options = sized<tamis_options>();
  options.silenced = "always-true,unknown-member";
  options.silenced_size = std::strlen(options.silenced);
  CObject<tamis_diagnostics> none;
  CHECK(tamis_filter_compile(schema.get(), TAMIS_LITERAL("status eq 'Nwe'"), &options, filter.out(), none.out())
        == TAMIS_OK);
  CHECK(none.get() == nullptr);
  for (const char* const wrong : {"always-tru", "always-true,", ",", " always-true"}) {
    if (std::string(wrong) == "always-true,") continue;  // an end like that of a sentence
    options.silenced = wrong;
    options.silenced_size = std::strlen(wrong);
    CHECK(tamis_filter_compile(schema.get(), TAMIS_LITERAL("true"), &options, filter.out(), nullptr) == TAMIS_MISUSE);
  }
}

TEST_CASE("C: check reads every kind of text") {
  tamis_options options{};
  CHECK(checked("$top=1&$filter=name eq 'a b'") == "$filter=name%20eq%20'a%20b'&$top=1");
  options.as = TAMIS_AS_URL;
  CHECK(checked("/referrals?$top=01", options) == "/referrals?$top=1");
  options.as = TAMIS_AS_FILTER;
  CHECK(checked("(status eq 'New')", options) == "status eq 'New'");
  options.flags = TAMIS_ENCODED;
  CHECK(checked("(status%20eq%20'New')", options) == "status%20eq%20'New'");
  options.flags = TAMIS_WRITE_ENCODED | TAMIS_WRITE_V4_0;
  CHECK(checked("status eq 'New'", options) == "status%20eq%20PartnerCenter.Referrals.ReferralStatus'New'");
  options.flags = TAMIS_SYNTAX_ONLY;
  CHECK(checked("nothing eq 1", options) == "nothing eq 1");
  options.flags = 0;
  options.as = TAMIS_AS_LITERAL;
  options.type = "Edm.Byte";
  options.type_size = 8;
  CHECK(checked("255", options) == "255");
  CHECK(checked("300", options).starts_with("wrong query: [{"));
  options = {};
  options.base = "https://example.com/v1";
  options.base_size = std::strlen(options.base);
  CHECK(checked("/referrals?$top=1", options) == "https://example.com/v1/referrals?$top=1");
  options.flags = TAMIS_SERVICE_RULES;
  CHECK(checked("$orderby=status", options).find("not-sortable") != std::string::npos);
  for (const int32_t kind :
       {TAMIS_AS_EXPRESSION, TAMIS_AS_ORDERBY, TAMIS_AS_SELECT, TAMIS_AS_EXPAND, TAMIS_AS_SEARCH}) {
    options = {};
    options.as = kind;
    CHECK(checked("name", options) == (kind == TAMIS_AS_EXPAND ? checked("name", options) : "name"));
  }
  options.as = TAMIS_AS_COMPUTE;
  CHECK(checked("length(name)  as n", options) == "length(name) as n");
}

TEST_CASE("C: completion answers what the program prints") {
  CObject<tamis_schema> schema = referral();
  CObject<tamis_text> candidates;
  tamis_options options = sized<tamis_options>();
  const auto completed = [&](std::string_view text, std::size_t offset) {
    CHECK(tamis_complete(schema.get(), text.data(), text.size(), offset, &options, candidates.out()) == TAMIS_OK);
    return std::string(tamis_text_data(candidates.get()), tamis_text_size(candidates.get()));
  };
  CHECK(completed("$orderby=nam&$top=1", 12)
        == R"([{"kind":"property","label":"name","insert":"name","offset":9,"length":3,"detail":"Edm.String"}])");
  options.flags = TAMIS_SERVICE_RULES;  // which does not sort by names
  CHECK(completed("$orderby=nam&$top=1", 12) == "[]");
  options.flags = TAMIS_ENCODED;
  options.as = TAMIS_AS_FILTER;
  const std::string members = completed("status%20eq%20'Ne", 1000);  // beyond the end is at the end
  CHECK(members.starts_with(R"([{"kind":"member","label":"New","insert":"'New'","offset":14,"length":3,)"));
  options.flags = 0;
  CHECK(completed("status eq )", 11) == "[]");
  CHECK(completed("", 0).size() > 100);
  tamis_limits limits = sized<tamis_limits>();
  limits.bytes = 3;
  options.limits = &limits;
  CHECK(completed("favorite ", 9) == "[]");
  options.limits = nullptr;
  completed("favo", 4);
  schema.out();  // frees it: the candidates do without
  CHECK(std::string(tamis_text_data(candidates.get())).find("\"favorite\"") != std::string::npos);
}

TEST_CASE("C: limits") {
  tamis_limits limits = sized<tamis_limits>();
  tamis_options options{};
  options.as = TAMIS_AS_FILTER;
  options.limits = &limits;
  limits.bytes = 10;
  CHECK(checked("status eq 'New'", options).find("over a limit: [{\"severity\":\"error\",\"code\":\"too-long\"") == 0);
  limits = sized<tamis_limits>();
  limits.depth = 2;
  CHECK(checked("(((true)))", options).find("over a limit: [{\"severity\":\"error\",\"code\":\"too-deep\"") == 0);
  limits = sized<tamis_limits>();
  limits.in_items = 2;
  CHECK(checked("1 in (1,2,3)", options).find("over a limit: [{\"severity\":\"error\",\"code\":\"too-many-items\"")
        == 0);
  limits.reserved = 1;
  CHECK(checked("true", options) == "misuse: []");

  tamis_context_options of_context = sized<tamis_context_options>();
  of_context.limits = &limits;
  limits = sized<tamis_limits>();
  limits.steps = 3;
  CObject<tamis_context> context;
  REQUIRE(tamis_context_new(&of_context, context.out()) == TAMIS_OK);
  const CObject<tamis_filter> filter = compiled("length(concat(name,id)) gt 1 or length(concat(id,name)) gt 1");
  int32_t met = 7;
  CObject<tamis_diagnostics> diagnostics;
  CHECK(tamis_filter_match(filter.get(), context.get(), new_one.data(), new_one.size(), &met, diagnostics.out())
        == TAMIS_LIMIT);
  CHECK(met == 0);
  CHECK(json_of(diagnostics.get()).find("budget-exceeded") != std::string::npos);
}

TEST_CASE("C: wrong data say where") {
  const CObject<tamis_filter> filter = compiled("details/dealValue gt 5");
  const CObject<tamis_context> context = plain_context();
  int32_t met = 7;
  for (const std::string_view record : {std::string_view("{\"details\":\n {\"dealValue\":true}}"),
                                        std::string_view("{"), std::string_view("[]"), std::string_view()}) {
    CObject<tamis_diagnostics> diagnostics;
    CHECK(tamis_filter_match(filter.get(), context.get(), record.data(), record.size(), &met, diagnostics.out())
          == TAMIS_WRONG_DATA);
    CHECK(met == 0);
    tamis_diagnostic first = sized<tamis_diagnostic>();
    REQUIRE(tamis_diagnostics_get(diagnostics.get(), 0, &first) == TAMIS_OK);
    if (record.size() < 10) continue;
    CHECK(first.has_place == 1);
    CHECK(first.data_line == 2);
    CHECK(first.data_column == record.find("true") - record.find('\n'));
    CHECK(first.data_offset == record.find("true"));
  }
}

TEST_CASE("C: parameters") {
  const CObject<tamis_filter> filter = compiled("status eq @s");
  const CObject<tamis_context> context = plain_context();
  tamis_context* const c = context.get();
  CHECK(matches(filter.get(), c, new_one) == 0);
  CHECK(tamis_context_bind(c, TAMIS_LITERAL("@s"), TAMIS_LITERAL("\"New\""), nullptr) == TAMIS_OK);
  CHECK(matches(filter.get(), c, new_one) == 1);
  CObject<tamis_diagnostics> diagnostics;
  const std::string deep = std::string(100, '[') + std::string(100, ']');
  CHECK(tamis_context_bind(c, TAMIS_LITERAL("@deep"), deep.data(), deep.size(), nullptr) == TAMIS_OK);
  CHECK(tamis_context_bind(c, TAMIS_LITERAL("@s"), TAMIS_LITERAL("'Closed'"), diagnostics.out()) == TAMIS_WRONG_DATA);
  CHECK(json_of(diagnostics.get()).find("malformed-data") != std::string::npos);
  CHECK(matches(filter.get(), c, new_one) == 1);
  CHECK(tamis_context_unbind(c, TAMIS_LITERAL("@s")) == TAMIS_OK);
  CHECK(tamis_context_unbind(c, TAMIS_LITERAL("@other")) == TAMIS_OK);
  CHECK(matches(filter.get(), c, new_one) == 0);
  for (const std::string_view name : {"s", "@", "@s ", " @s", "@s eq 1", "", "@1", "(@s)"})
    CHECK(tamis_context_bind(c, name.data(), name.size(), TAMIS_LITERAL("1"), nullptr) == TAMIS_MISUSE);
}

TEST_CASE("C: a context's clock, collation, and absent members") {
  tamis_context_options options = sized<tamis_context_options>();
  int user = 0;
  options.user = &user;
  options.clock = [](void* who) -> int64_t { return ++*static_cast<int*>(who), 86400000000000; };
  options.collation = [](void* who, const char* a, size_t a_size, const char* b, size_t b_size) -> int32_t {
    ++*static_cast<int*>(who);
    return static_cast<int32_t>(a_size) - static_cast<int32_t>(b_size) + 0 * (a[0] + b[0]);
  };
  options.absent = TAMIS_ABSENT_UNKNOWN;
  CObject<tamis_context> context;
  REQUIRE(tamis_context_new(&options, context.out()) == TAMIS_OK);
  CHECK(matches(compiled("now() eq 1970-01-02T00:00:00Z").get(), context.get(), "{}") == 1);
  CHECK(user > 0);
  CHECK(matches(compiled("id eq '9'").get(), context.get(), new_one) == 1);
  CHECK(matches(compiled("name eq null").get(), context.get(), new_one) == 0);
  options.absent = 3;
  CHECK(tamis_context_new(&options, context.out()) == TAMIS_MISUSE);
}

TEST_CASE("C: records of an input, called back") {
  const CObject<tamis_filter> filter = compiled("status eq 'New'");
  const CObject<tamis_context> context = plain_context();
  const std::string a(new_one), b(closed_one);
  const std::string ndjson = a + "\n" + b + "\n" + a + "\n{\"status\":true}\n" + a;
  Seen seen;
  tamis_summary summary = sized<tamis_summary>();
  const auto run = [&](const std::string& input, tamis_on_fault on_fault, tamis_diagnostics** diagnostics) {
    return tamis_filter_match_each(filter.get(), context.get(), input.data(), input.size(), see, on_fault, &seen,
                                   &summary, diagnostics);
  };
  CObject<tamis_diagnostics> diagnostics;
  CHECK(run(ndjson, nullptr, diagnostics.out()) == TAMIS_WRONG_DATA);
  CHECK(seen.records == std::vector<std::string>{"0@0:1:1 " + a, "2@55:3:1 " + a});
  tamis_diagnostic fault = sized<tamis_diagnostic>();
  REQUIRE(tamis_diagnostics_get(diagnostics.get(), 0, &fault) == TAMIS_OK);
  CHECK(fault.data_line == 4);
  CHECK(fault.data_column == 11);
  CHECK(summary.matched == 2);

  seen = {};
  CHECK(run(ndjson, see_fault, nullptr) == TAMIS_OK);
  CHECK(seen.records.size() == 3);
  CHECK(seen.faults == std::vector<std::string>{"invalid-data@4:11"});
  CHECK(summary.layout == TAMIS_NDJSON);
  CHECK(summary.records == 5);
  CHECK(summary.matched == 3);
  CHECK(summary.passed_over == 1);
  CHECK(summary.stopped == 0);

  seen = {};
  seen.at_fault = TAMIS_STOP;
  CHECK(run(ndjson, see_fault, nullptr) == TAMIS_WRONG_DATA);
  seen = {};
  seen.at_fault = 7;
  CHECK(run(ndjson, see_fault, nullptr) == TAMIS_MISUSE);
  seen = {};
  seen.stop_after = 1;
  CHECK(run("{\"value\":[" + a + "," + a + "]}", see_fault, nullptr) == TAMIS_OK);
  CHECK(seen.records.size() == 1);
  CHECK(summary.stopped == 1);
  CHECK(summary.layout == TAMIS_RESPONSE);
  CHECK(run("", nullptr, nullptr) == TAMIS_OK);
  CHECK(summary.layout == TAMIS_NO_RECORDS);
  CHECK(run("nonsense", nullptr, diagnostics.out()) == TAMIS_WRONG_DATA);
  CHECK(json_of(diagnostics.get()).find("malformed-data") != std::string::npos);
}

TEST_CASE("C: records of an input, found") {
  const CObject<tamis_filter> filter = compiled("status eq 'New'");
  const CObject<tamis_context> context = plain_context();
  const std::string input =
      "[" + std::string(closed_one) + ", " + std::string(new_one) + "," + std::string(new_one) + "]";
  CObject<tamis_matches> found;
  REQUIRE(tamis_filter_find(filter.get(), context.get(), input.data(), input.size(), found.out(), nullptr) == TAMIS_OK);
  REQUIRE(tamis_matches_count(found.get()) == 2);
  const tamis_match* const all = tamis_matches_data(found.get());
  CHECK(all[0].index == 1);
  CHECK(all[1].index == 2);
  for (std::size_t i = 0; i < 2; ++i)
    CHECK(input.substr(all[i].offset, all[i].size) == new_one);
  CHECK(tamis_filter_find(filter.get(), context.get(), nullptr, 0, found.out(), nullptr) == TAMIS_OK);
  CHECK(tamis_matches_count(found.get()) == 0);
  CHECK(tamis_matches_data(found.get()) == nullptr);
  CHECK(tamis_filter_find(filter.get(), context.get(), "[", 1, found.out(), nullptr) == TAMIS_WRONG_DATA);
  CHECK(found.get() == nullptr);
}

TEST_CASE("C: expressions") {
  const CObject<tamis_schema> schema = referral();
  CObject<tamis_expression> expression;
  REQUIRE(
      tamis_expression_compile(schema.get(), TAMIS_LITERAL("(length(id)) add 0.5"), nullptr, expression.out(), nullptr)
      == TAMIS_OK);
  CObject<tamis_text> text, value;
  CHECK(tamis_expression_text(expression.get(), 0, text.out()) == TAMIS_OK);
  CHECK(text_of(text.get()) == "length(id) add 0.5");
  const CObject<tamis_context> context = plain_context();
  CHECK(tamis_expression_evaluate(expression.get(), context.get(), new_one.data(), new_one.size(), value.out(), nullptr)
        == TAMIS_OK);
  CHECK(text_of(value.get()) == "1.5");
  CObject<tamis_diagnostics> diagnostics;
  CHECK(tamis_expression_evaluate(expression.get(), context.get(), TAMIS_LITERAL("{\"id\":1}"), value.out(),
                                  diagnostics.out())
        == TAMIS_WRONG_DATA);
  CHECK(value.get() == nullptr);
  CHECK(tamis_diagnostics_count(diagnostics.get()) == 1);
}

TEST_CASE("C: answers are those of --lines") {
  const CObject<tamis_schema> schema = referral();
  const CObject<tamis_context> context = plain_context();
  for (const std::string_view line : {"$filter=status eq 'New'", "$filter=statuss eq 'New'", "$top=", ""}) {
    CObject<tamis_text> answer;
    CHECK(tamis_check_answer(schema.get(), line.data(), line.size(), nullptr, answer.out()) == TAMIS_OK);
    tamis::CheckOptions options;
    options.as = tamis::TextKind::query;
    CHECK(text_of(answer.get()) == tamis::answer_check(line, tamis::referral_schema(), options));
  }
  const std::string records = std::string(new_one) + std::string(" ") + std::string(closed_one);
  CObject<tamis_text> answer;
  CHECK(tamis_evaluate_answer(schema.get(), TAMIS_LITERAL("status"), nullptr, context.get(), records.data(),
                              records.size(), answer.out(), nullptr)
        == TAMIS_OK);
  CHECK(text_of(answer.get()) == R"({"ok":true,"values":["New","Closed"],"diagnostics":[]})");
  CHECK(tamis_evaluate_answer(schema.get(), TAMIS_LITERAL("1 div length(substring(id,cast(id,Edm.Int32) sub 1))"),
                              nullptr, context.get(), records.data(), records.size(), answer.out(), nullptr)
        == TAMIS_OK);
  CHECK(text_of(answer.get()).starts_with(R"({"ok":false,"record":1,"diagnostics":[{)"));
  CHECK(tamis_evaluate_answer(schema.get(), TAMIS_LITERAL("status"), nullptr, context.get(), "[1]", 3, answer.out(),
                              nullptr)
        == TAMIS_WRONG_DATA);
}

TEST_CASE("C: queries are written and applied in the layout of the input") {
  const CObject<tamis_schema> schema = referral();
  CObject<tamis_query> query;
  REQUIRE(tamis_query_compile(schema.get(), TAMIS_LITERAL("/referrals?$select=id&$filter=status eq 'New'&$count=true"),
                              nullptr, query.out(), nullptr)
          == TAMIS_OK);
  CObject<tamis_text> url;
  CHECK(tamis_query_url(query.get(), 0, TAMIS_LITERAL("https://example.com"), url.out()) == TAMIS_OK);
  CHECK(text_of(url.get()) == "https://example.com/referrals?$filter=status%20eq%20'New'&$count=true&$select=id");

  const CObject<tamis_context> context = plain_context();
  tamis_apply_options options = sized<tamis_apply_options>();
  const auto apply = [&](const std::string& input) {
    CObject<tamis_text> answer;
    CHECK(tamis_query_apply(query.get(), context.get(), input.data(), input.size(), &options, answer.out(), nullptr)
          == TAMIS_OK);
    return text_of(answer.get());
  };
  const std::string a(new_one), b(closed_one);
  CHECK(apply("") == "");
  CHECK(apply(a) == "{\"id\":\"1\"}");
  CHECK(apply(b) == "null");
  CHECK(apply(a + "\n" + b + "\n" + a) == "{\"id\":\"1\"}\n{\"id\":\"1\"}\n");
  CHECK(apply("[" + b + "]") == "[]");
  CHECK(apply("[" + a + ",\n" + a + "]") == "[{\"id\":\"1\"},{\"id\":\"1\"}]");
  CHECK(apply("{\"@odata.context\":\"c\",\"value\":[" + a + "],\"@odata.nextLink\":\"n\"}")
        == R"({"@odata.context":"c","@odata.nextLink":"n","@odata.count":1,"value":[{"id":"1"}]})");
  CHECK(apply("{\"@context\":\"c\",\"value\":[]}") == R"({"@context":"c","@count":0,"value":[]})");
  options.page_size = 1;
  options.base = "https://example.com";
  options.base_size = std::strlen(options.base);
  CHECK(apply("[" + a + "," + a + "]")
        == "{\"@odata.count\":2,\"@odata.nextLink\":\"https://example.com/referrals?$filter=status%20eq%20'New'&$count="
           "true&$skip=1&$select=id\",\"value\":[{\"id\":\"1\"}]}");
}

TEST_CASE("C: applying a query fails with a reason") {
  const CObject<tamis_schema> schema = referral();
  const CObject<tamis_context> context = plain_context();
  CObject<tamis_query> query;
  CObject<tamis_text> answer;
  CObject<tamis_diagnostics> diagnostics;
  REQUIRE(tamis_query_compile(schema.get(), TAMIS_LITERAL("$filter=length(id) gt 0&$orderby=id"), nullptr, query.out(),
                              nullptr)
          == TAMIS_OK);
  const std::string wrong = "[" + std::string(new_one) + ",\n{\"id\":5}]";
  CHECK(tamis_query_apply(query.get(), context.get(), wrong.data(), wrong.size(), nullptr, answer.out(),
                          diagnostics.out())
        == TAMIS_WRONG_DATA);
  tamis_diagnostic fault = sized<tamis_diagnostic>();
  REQUIRE(tamis_diagnostics_get(diagnostics.get(), 0, &fault) == TAMIS_OK);
  CHECK(fault.data_line == 2);
  CHECK(tamis_query_compile(schema.get(), TAMIS_LITERAL("$apply=groupby((status))"), nullptr, query.out(),
                            diagnostics.out())
        == TAMIS_WRONG_QUERY);
  CHECK(json_of(diagnostics.get()).find("unsupported") != std::string::npos);
}

TEST_CASE("C: schemas from CSDL") {
  const std::string document = tamis::referral_schema().to_csdl_json();
  const tamis_piece pieces[] = {{document.data(), document.size()}};
  CObject<tamis_schema> schema;
  REQUIRE(tamis_schema_from_csdl(pieces, 1, nullptr, schema.out(), nullptr, nullptr) == TAMIS_OK);
  CObject<tamis_text> written;
  CHECK(tamis_schema_csdl(schema.get(), TAMIS_CSDL_JSON_FORM, written.out()) == TAMIS_OK);
  CHECK(text_of(written.get()) == document);
  CHECK(tamis_schema_csdl(schema.get(), TAMIS_CSDL_XML_FORM, written.out()) == TAMIS_OK);
  CHECK(text_of(written.get()).starts_with("<?xml"));
  CHECK(tamis_schema_csdl(schema.get(), 2, written.out()) == TAMIS_MISUSE);

  const tamis_piece with_wrong[] = {{document.data(), document.size()}, {"{]", 2}};
  CObject<tamis_diagnostics> diagnostics;
  std::size_t which = 7;
  CHECK(tamis_schema_from_csdl(with_wrong, 2, nullptr, schema.out(), &which, diagnostics.out()) == TAMIS_WRONG_DATA);
  CHECK(which == 1);
  CHECK(json_of(diagnostics.get()).find("invalid-schema") != std::string::npos);
  CHECK(tamis_schema_from_csdl(with_wrong, 0, nullptr, schema.out(), nullptr, nullptr) == TAMIS_MISUSE);
}

TEST_CASE("C: without a schema") {
  CObject<tamis_schema> schema;
  REQUIRE(tamis_schema_none(nullptr, schema.out()) == TAMIS_OK);
  CObject<tamis_filter> filter;
  REQUIRE(tamis_filter_compile(schema.get(), TAMIS_LITERAL("any eq 5"), nullptr, filter.out(), nullptr) == TAMIS_OK);
  CHECK(matches(filter.get(), plain_context().get(), "{\"any\":5}") == 1);
}

TEST_CASE("C: texts are quoted and encoded") {
  CObject<tamis_text> text;
  CHECK(tamis_quote(TAMIS_LITERAL("O'Neil"), nullptr, text.out()) == TAMIS_OK);
  CHECK(text_of(text.get()) == "'O''Neil'");
  CHECK(tamis_percent_encode(TAMIS_LITERAL("a b&c"), nullptr, text.out()) == TAMIS_OK);
  CHECK(text_of(text.get()) == "a%20b%26c");
  CHECK(tamis_quote(nullptr, 0, nullptr, text.out()) == TAMIS_OK);
  CHECK(text_of(text.get()) == "''");
}

TEST_CASE("C: a filter in several threads") {
  const CObject<tamis_filter> filter = compiled("status eq 'New'");
  std::atomic<int> found = 0;
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i)
    threads.emplace_back([&] {
      const CObject<tamis_context> context = plain_context();
      for (int round = 0; round < 500; ++round) {
        int32_t met = 0;
        const std::string_view record = round % 2 == 0 ? new_one : closed_one;
        if (tamis_filter_match(filter.get(), context.get(), record.data(), record.size(), &met, nullptr) == TAMIS_OK)
          found += met;
      }
    });
  for (std::thread& thread : threads)
    thread.join();
  CHECK(found == 1000);
}
