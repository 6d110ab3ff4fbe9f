// Checking filters and queries against the referral schema: which codes, where, and what is suggested.
#include "tamis/filter.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "tamis/query.hpp"

namespace {

using tamis::Filter;
using tamis::Query;

/// "code@offset", errors and warnings in their documented order.
std::vector<std::string> codes(const tamis::Diagnostics& found) {
  std::vector<std::string> out;
  for (const auto& d : found)
    out.push_back(std::string(name(d.code)) + "@" + std::to_string(d.span.offset));
  return out;
}

struct Wrong {
  std::string text;
  std::vector<std::string> codes;
  std::string suggestion;  ///< of the first
};

void check_filter(const Wrong& wrong) {
  CAPTURE(wrong.text);
  const auto filter = Filter::compile(wrong.text, tamis::referral_schema());
  REQUIRE_FALSE(filter.has_value());
  CHECK(codes(filter.error()) == wrong.codes);
  CHECK(filter.error().items.front().suggestion == wrong.suggestion);
}

/// The text with the fixes of all of its diagnostics applied, last first.
std::string mended(const tamis::Diagnostics& found) {
  std::string text = found.text;
  std::vector<tamis::Edit> edits;
  for (const auto& d : found)
    edits.insert(edits.end(), d.fixes.begin(), d.fixes.end());
  std::sort(edits.begin(), edits.end(), [](const auto& a, const auto& b) { return a.span.offset > b.span.offset; });
  for (const auto& edit : edits)
    text.replace(edit.span.offset, edit.span.length, edit.replacement);
  return text;
}

}  // namespace

TEST_CASE("wrong filters are refused with code, place and suggestion") {
  const std::vector<Wrong> all{
      {"statuss eq 'New'", {"unknown-property@0"}, "status"},
      {"status eq New and", {"syntax@17"}, ""},
      {"team/any(t:t/emial eq 'x')", {"unknown-property@13"}, "email"},
      {"length(status) eq 'x'", {"type-mismatch@0", "type-mismatch@7"}, ""},
      {"createdDateTime gt 'abc'", {"type-mismatch@0"}, ""},
      {"customerProfile/address/contry eq 'US'", {"unknown-property@24"}, "country"},
      {"team/email eq 'x'", {"through-collection@5"}, "team/any(t:t/email eq 'x')"},
      {"(status eq 'New'", {"syntax@16"}, ""},
      {"status eq 'O'Neil'", {"syntax@13"}, ""},
      {"status eq 'Ne", {"unterminated-string@13"}, ""},
      {"", {"syntax@0"}, ""},
      {"ReferralType eq 'Shared'", {"unknown-property@0"}, "type"},
      {"ETag eq 'x'", {"unknown-property@0"}, "eTag"},
      {"status == 'New'", {"syntax@7"}, "eq"},
      {"createdDateTime gt '2020-01-01T00:00:00Z'", {"type-mismatch@0"}, "2020-01-01T00:00:00Z"},
      {"createdDateTime gt '2020-01-01T00:00:00'", {"type-mismatch@0"}, "2020-01-01T00:00:00Z"},
      {"createdDateTime gt 2020-01-01", {"type-mismatch@0"}, "2020-01-01T00:00:00Z"},
      {"createdDateTime gt 2020-02-30T00:00:00Z", {"invalid-literal@19"}, ""},
      {"engagementId eq 1352e03d-1111-2222-3333-444444444444",
       {"type-mismatch@0"},
       "'1352e03d-1111-2222-3333-444444444444'"},
      {"details/dealValue gt '5'", {"type-mismatch@0"}, "5"},
      {"favorite eq 'true'", {"type-mismatch@0"}, "true"},
      {"favorite eq '1'", {"type-mismatch@0"}, ""},
      {"favorite eq '1352e03d-1111-2222-3333-444444444444'", {"type-mismatch@0"}, ""},
      {"favorite eq '2020-01-01'", {"type-mismatch@0"}, ""},
      {"favorite eq '21:03:00'", {"type-mismatch@0"}, ""},
      {"favorite eq '2020-01-01T00:00:00Z'", {"type-mismatch@0"}, ""},
      {"details/dealValue gt 'true'", {"type-mismatch@0"}, ""},
      {"name gt 5", {"type-mismatch@0"}, "'5'"},
      {"status eq 2", {"type-mismatch@0"}, "'2'"},
      {"status eq 'New' or 'Active'", {"type-mismatch@19"}, "status eq 'Active'"},
      {"name", {"type-mismatch@0"}, ""},
      {"contains(status,'N')", {"type-mismatch@9"}, ""},
      {"team eq 'x'", {"type-mismatch@0"}, ""},
      {"name/any()", {"not-a-collection@0"}, ""},
      {"name/$count gt 1", {"not-a-collection@0"}, ""},
      {"status/name eq 'x'", {"invalid-path@7"}, ""},
      {"name in 'x'", {"type-mismatch@8"}, "('x')"},
      {"name in ('x',5)", {"type-mismatch@13"}, "'5'"},
      {"customerProfile gt null", {"type-mismatch@0"}, ""},
      {"name add 'x' eq 'y'", {"type-mismatch@0"}, ""},
      {"status has 'New' and name has 'x'", {"type-mismatch@21"}, ""},
      {"cast(id,Edm.Strin) eq 'x'", {"unknown-type@8"}, "Edm.String"},
      {"cast(id,int32) eq 1", {"unknown-type@8"}, "Edm.Int32"},
      {"isof(Referal)", {"unknown-type@5"}, "Referral"},
      {"lenght(name) eq 1", {"unknown-function@0"}, "length"},
      {"length(name,1) eq 1", {"wrong-argument-count@11"}, ""},
      {"type eq status", {"type-mismatch@0"}, ""},
      {"status eq PartnerCenter.Referrals.ReferralType'Shared'", {"type-mismatch@0"}, ""},
      {"team/any(t:t/email)", {"type-mismatch@13"}, ""},
      {"x eq 1 and y eq 2", {"unknown-property@0", "unknown-property@11"}, ""},
      {"$it/nam eq 'x'", {"unknown-property@4"}, "name"},
      {"team/$filter(nme eq 'x')/$count gt 1", {"unknown-property@13"}, ""},
  };
  for (const Wrong& wrong : all)
    check_filter(wrong);
}

TEST_CASE("fixes, applied, make the filter right") {
  for (const char* text : {"statuss eq 'New'", "team/any(t:t/emial eq 'x')", "createdDateTime gt '2020-01-01T00:00:00'",
                           "engagementId eq 1352e03d-1111-2222-3333-444444444444", "status == 'New'", "name in 'x'",
                           "details/dealValue gt '5'", "ReferralType eq 'Shared' and ETag eq 'x'",
                           "status eq 'New' && type eq 'Shared'"}) {
    CAPTURE(text);
    const auto wrong = Filter::compile(text, tamis::referral_schema());
    REQUIRE_FALSE(wrong.has_value());
    const std::string better = mended(wrong.error());
    CAPTURE(better);
    CHECK(Filter::compile(better, tamis::referral_schema()).has_value());
  }
}

TEST_CASE("a comparison moves into a lambda only where its left side goes through the collection") {
  const auto fixes = [](const char* text) {
    const auto wrong = Filter::compile(text, tamis::referral_schema());
    REQUIRE_FALSE(wrong.has_value());
    return mended(wrong.error());
  };
  CHECK(fixes("team/email eq 'x'") == "team/any(t:t/email eq 'x')");
  CHECK(fixes("name eq team/email") == "name eq team/email");
  CHECK(fixes("length(team/email) eq 1") == "length(team/email) eq 1");
}

TEST_CASE("an unknown member of an extensible enumeration is a warning with a suggestion") {
  const auto filter = Filter::compile("status eq 'Nwe' and substatus in ('Won','Foo')", tamis::referral_schema());
  REQUIRE(filter.has_value());
  CHECK(codes(filter->warnings()) == std::vector<std::string>{"unknown-member@10", "unknown-member@40"});
  CHECK(filter->warnings().items.front().suggestion == "'New'");
}

TEST_CASE("canonical text of checked literals") {
  const auto text = [](const char* written) {
    const auto filter = Filter::compile(written, tamis::referral_schema());
    return filter ? filter->text() : tamis::render(filter.error());
  };
  CHECK(text("status eq PartnerCenter.Referrals.ReferralStatus'New'") == "status eq 'New'");
  CHECK(text("STATUS eq 'New'").find("unknown-property") != std::string::npos);
  CHECK(text("  status  EQ  'New'  ") == "status eq 'New'");
  CHECK(text("createdDateTime gt now() sub duration'P14D'") == "createdDateTime gt now() sub duration'P14D'");
  CHECK(text("((status eq 'New')) and ((type eq 'Shared' or favorite))")
        == "status eq 'New' and (type eq 'Shared' or favorite)");
}

TEST_CASE("what the service recommends is a note on queries that are sent and right") {
  tamis::CompileOptions sent;
  sent.service_rules = true;
  const auto notes = [&](const char* text, const tamis::CompileOptions& options) {
    const auto query = Query::compile(text, tamis::referral_schema(), options);
    REQUIRE(query.has_value());
    std::string all;
    for (const auto& d : query->warnings())
      all += tamis::name(d.severity) == "note" ? d.message : "";
    return all;
  };
  CHECK(notes("$top=1", sent) == "the service recommends $filter and $orderby, which this query does not have");
  CHECK(notes("$filter=status eq 'New'", sent) == "the service recommends $orderby, which this query does not have");
  CHECK(notes("$filter=status eq 'New'&$orderby=createdDateTime desc", sent) == "");
  CHECK(notes("", sent) == "");
  CHECK(notes("/referrals?$skiptoken=x", sent) == "");
  CHECK(notes("$top=1", {}) == "");
}

TEST_CASE("what the service accepts is checked only when asked for") {
  tamis::CompileOptions sent;
  sent.service_rules = true;
  sent.silenced = {tamis::Code::recommended_option};
  const auto found = [&](const char* text) {
    const auto query = Query::compile(text, tamis::referral_schema(), sent);
    return codes(query ? query->warnings() : query.error());
  };
  using List = std::vector<std::string>;
  CHECK(found("$orderby=createdDateTime desc,updatedDateTime") == List{});
  CHECK(found("$orderby=status") == List{"not-sortable@9"});
  CHECK(found("$orderby=length(name)") == List{"not-sortable@9"});
  CHECK(found("$filter=status eq 'New' and team/any(t:t/email eq 'x')") == List{});
  CHECK(found("$filter=name eq 'x'") == List{"not-documented@8"});
  CHECK(found("$search=x") == List{"not-supported-by-service@0"});
  CHECK(Query::compile("$orderby=status", tamis::referral_schema()).has_value());

  const auto refused = Query::compile("$orderby=status", tamis::referral_schema(), sent);
  REQUIRE_FALSE(refused.has_value());
  const std::string rendered = tamis::render(refused.error());
  CHECK(rendered.find("createdDateTime and updatedDateTime") != std::string::npos);
}

TEST_CASE("misspelt addresses") {
  tamis::CompileOptions sent;
  sent.service_rules = true;
  sent.silenced = {tamis::Code::recommended_option};
  const auto found = [&](const std::string& text) {
    const auto query = Query::compile(text, tamis::referral_schema(), sent);
    return codes(query ? query->warnings() : query.error());
  };
  using List = std::vector<std::string>;
  const std::string host = "https://api.partner.microsoft.com/v1.0/";
  CHECK(found(host + "engagements/referrals?$top=1") == List{});
  CHECK(found(host + "engagements/referrals('zz')?$select=id") == List{});
  CHECK(found(host + "engagments/referrals?$top=1") == List{"unknown-segment@39"});
  CHECK(found(host + "engagements/referralsabc") == List{"unknown-segment@51"});
  CHECK(found(host + "engagements/referr%61ls?$top=1").empty());
  CHECK(found(host + "engagements/referr%61lz?$top=1") == List{"unknown-segment@51"});
  CHECK(found(host + "engagements/referrals$filter=true") == List{"missing-question-mark@60"});
  CHECK(found("https://other.example/v1.0/engagments/referrals?$top=1") == List{});
}

TEST_CASE("proposals are right texts in place of the wrong ones") {
  const auto meant = [](const char* text) {
    const auto filter = Filter::compile(text, tamis::referral_schema());
    return mended(filter ? filter->warnings() : filter.error());
  };
  CHECK(meant("status eq 'Ne''w'") == "status eq 'New'");
  CHECK(meant("status in [\"N\\u0065ww\"]") == "status in [\"New\"]");
  CHECK(meant("team/email eq 'y'") == "team/any(t:t/email eq 'y')");
  CHECK(meant("(team/email) eq 'y'") == "(team/email) eq 'y'");  // none that is simple
}

TEST_CASE("parameter aliases") {
  const auto found = [](const char* text) {
    const auto query = Query::compile(text, tamis::referral_schema());
    return codes(query ? query->warnings() : query.error());
  };
  using List = std::vector<std::string>;
  CHECK(found("$filter=status eq @s&@s='New'") == List{});
  CHECK(found("@n=5&$filter=name eq @n") == List{"type-mismatch@13"});
  CHECK(found("$filter=@a&@a=@b&@b=@a") == List{"alias-cycle@11", "alias-cycle@17"});
}

TEST_CASE("$select goes through complex collections, filters do not") {
  CHECK(Query::compile("$select=id,team/email,customerProfile/address/city", tamis::referral_schema()).has_value());
  CHECK_FALSE(Query::compile("$orderby=team/email", tamis::referral_schema()).has_value());
}

TEST_CASE("the path of a URL says what the names belong to") {
  tamis::CompileOptions sent;
  sent.service_rules = true;
  sent.silenced = {tamis::Code::recommended_option, tamis::Code::not_documented, tamis::Code::keeps_null};
  const auto found = [&](const char* text) {
    const auto query = Query::compile(text, tamis::referral_schema(), sent);
    return codes(query ? query->warnings() : query.error());
  };
  using List = std::vector<std::string>;
  CHECK(found("/referrals?$filter=name eq 'x'") == List{});
  CHECK(found("/referrals('a')/team?$filter=email eq 'x'") == List{});
  CHECK(found("/referrals('a')/team?$filter=nam eq 'x'") == List{"unknown-property@29"});
  CHECK(found("/referrals('a')/something/else?$filter=x eq 1") == List{});
  CHECK(found("/other?$filter=nam eq 'x'") == List{"unknown-property@15"});
  sent.silenced = {};
  CHECK(found("/referrals('a')?$select=id") == List{});
}
