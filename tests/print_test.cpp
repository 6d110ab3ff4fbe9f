// Printing: the options of print(), what 4.0 services read, and encoding.
#include "tamis/print.hpp"

#include <doctest/doctest.h>

#include "tamis/check.hpp"
#include "tamis/filter.hpp"
#include "tests/support/every_type.hpp"

namespace {

std::string url(std::string_view text, const tamis::PrintOptions& options) {
  tamis::ParseOptions parsing;
  parsing.as = tamis::TextKind::query;
  const auto tree = tamis::parse(text, parsing);
  return tree ? tamis::print(*tree, options) : tamis::render(tree.error());
}

std::string for_4_0(std::string_view text, tamis::TextKind as = tamis::TextKind::filter) {
  tamis::CheckOptions options;
  options.as = as;
  options.print.version = tamis::Version::v4_0;
  const auto checked = tamis::check(text, tamis::referral_schema(), options);
  if (checked) return checked->canonical;
  return std::string(name(checked.error().items.front().code)) + ": " + checked.error().items.front().message;
}

}  // namespace

TEST_CASE("the base goes in front of a query without scheme and host") {
  tamis::PrintOptions options;
  options.base = "https://h/x";
  CHECK(url("$top=3", options) == "https://h/x?$top=3");
  CHECK(url("/y?$top=3", options) == "https://h/x/y?$top=3");
  CHECK(url("https://a/b?$top=3", options) == "https://a/b?$top=3");
  CHECK(url("", options) == "https://h/x");
}

TEST_CASE("aliases that are given beside a URL are options of it") {
  tamis::ParseOptions parsing;
  parsing.as = tamis::TextKind::url;
  const auto with_p = [&](std::string_view text, std::string value) {
    parsing.aliases = {{"@p", std::move(value)}};
    const auto tree = tamis::parse(text, parsing);
    return tree ? tamis::print(*tree) : tamis::render(tree.error());
  };
  CHECK(with_p("/x?$filter=b ne @p", "'#%26'") == "/x?$filter=b%20ne%20@p&@p='%23%2526'");
  CHECK(with_p("$metadata#x", "1") == "$metadata?@p=1#x");
  CHECK(with_p("$metadata?$skiptoken=a#x", "1") == "$metadata?$skiptoken=a&@p=1#x");
  CHECK(with_p("GET x?c=%7e&$skiptoken=a%2fb HTTP/1.1\r\nHost: h", "1") == "x?c=%7e&$skiptoken=a%2fb&@p=1");
  CHECK(with_p("x?$skiptoken=a&@p=2&c=%7e", "1") == "x?$skiptoken=a&c=%7e&@p=1");

  const auto last_option = [&](std::string_view text) {
    const auto tree = tamis::parse(text, parsing);
    REQUIRE(tree);
    const tamis::NodeId option = tree->child(tree->root(), 0);
    const tamis::Span typed = tree->source().to_typed((*tree)[option].span);
    return tree->source().typed().substr(typed.offset, typed.length);
  };
  CHECK(last_option("GET /x?$filter=a eq @p HTTP/1.1") == "$filter=a eq @p");
  CHECK(last_option("GET /x?$filter=@p eq %27a%27 HTTP/1.1") == "$filter=@p eq %27a%27");
  CHECK(last_option("$metadata?$filter=@p#x") == "$filter=@p");
}

TEST_CASE("4.0: literals carry their type, and what is newer is refused") {
  CHECK(for_4_0("status eq 'New'") == "status eq PartnerCenter.Referrals.ReferralStatus'New'");
  CHECK(for_4_0("createdDateTime gt now() sub 'P14D'") == "createdDateTime gt now() sub duration'P14D'");
  CHECK(for_4_0("status in ('New')") == "unsupported: services of OData 4.0 do not read the operator in");
  CHECK(for_4_0("$compute=length(name) as l&$filter=l gt 1", tamis::TextKind::query)
        == "unsupported: services of OData 4.0 do not read $compute");
  CHECK(for_4_0("team/$count gt 1") == "team/$count gt 1");
  CHECK(for_4_0("length(name) gt 1 and $it/name ne null") == "length(name) gt 1 and $it/name ne null");
  CHECK(for_4_0("$select=team", tamis::TextKind::query) == "$select=team");
  const std::pair<const char*, const char*> newer[] = {
      {"details/dealValue divby 2 gt 1", "the operator divby"},
      {"team/$count($filter=email eq null) gt 1", "$count with options"},
      {"team/$filter(email eq null)/$count gt 1", "/$filter(…) in a path"},
      {"team/any(t:$this/name eq null)", "$this"},
      {"matchesPattern(name,'x')", "the function matchesPattern"},
      {"case(true:true)", "the function case"},
      {"length(team) gt 1", "length of collections"},
      {"concat(team,team)/$count gt 1", "concat of collections"},
  };
  for (const auto& [text, construct] : newer)
    CHECK(for_4_0(text) == "unsupported: services of OData 4.0 do not read " + std::string(construct));
  CHECK(for_4_0("$select=team($select=email)", tamis::TextKind::query)
        == "unsupported: services of OData 4.0 do not read options in $select");
}

TEST_CASE("an enumeration literal keeps its type where its place does not say it") {
  const auto canonical = [](std::string_view text) {
    const auto expression = tamis::Expression::compile(text, tamis::tests::every_type());
    return expression ? expression->text() : tamis::render(expression.error());
  };
  CHECK(canonical("colour eq T.Colour'Red'") == "colour eq 'Red'");
  CHECK(canonical("T.Colour'Red' lt colour") == "'Red' lt colour");
  CHECK(canonical("colour in (T.Colour'Red','Blue')") == "colour in ('Red','Blue')");
  CHECK(canonical("colours ne [T.Colour'Red']") == "colours ne ['Red']");
  CHECK(canonical("T.Colour'Red' in colours") == "'Red' in colours");
  CHECK(canonical("duration in [\"PT60M\",'PT60S']") == "duration in [\"PT1H\",\"PT1M\"]");
  CHECK(canonical("pattern has T.Pattern'Lines,Dots'") == "pattern has 'Dots,Lines'");
  for (const char* text : {"T.Colour'2' ne T.Colour'Green'", "T.Colour'Red' eq 'Red'", "T.Colour'Red'",
                           "cast(T.Finish'Matt',Edm.SByte)", "T.Pattern'8' has 'Dots'", "concat(colours,[T.Colour'2'])",
                           "case(true:T.Colour'Red')", "T.Colour'Red' in (T.Colour'Red')"})
    CHECK(canonical(text) == text);
}

TEST_CASE("a plus is a plus, unless read as a form's blank") {
  tamis::ParseOptions options;
  options.as = tamis::TextKind::query;
  const char* text = "$filter=name%20eq%20'a+b'";
  CHECK(tamis::print(*tamis::parse(text, options)) == "$filter=name%20eq%20'a%2Bb'");
  options.plus_is_blank = true;
  CHECK(tamis::print(*tamis::parse(text, options)) == "$filter=name%20eq%20'a%20b'");
  CHECK(tamis::print(*tamis::parse("$filter=name+eq+'x'", options)) == "$filter=name%20eq%20'x'");
}

TEST_CASE("percent encoding") {
  CHECK(tamis::percent_encode("az AZ09-._~!$'()*,;:@/?=") == "az%20AZ09-._~!$'()*,;:@/?=");
  CHECK(tamis::percent_encode("\"#%&+<>[\\]^`{|}\n\x7F") == "%22%23%25%26%2B%3C%3E%5B%5C%5D%5E%60%7B%7C%7D%0A%7F");
  CHECK(tamis::percent_encode("é😀") == "%C3%A9%F0%9F%98%80");
  CHECK(tamis::percent_encode(std::string_view("\0", 1)) == "%00");
}

TEST_CASE("string literals are written with doubled quotes") {
  CHECK(tamis::quote("O'Neil") == "'O''Neil'");
  CHECK(tamis::quote("") == "''");
  CHECK(tamis::unquote("'O''Neil'") == "O'Neil");
  CHECK(tamis::unquote("\"a\\u00e9\\n\"") == "aé\n");
}
