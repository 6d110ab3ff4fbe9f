// check(): every kind of text to its canonical form, or to what is wrong with it.
#include <tamis/check.hpp>

#include <doctest/doctest.h>

#include <string>

namespace {

using tamis::CheckOptions;
using tamis::Schema;
using tamis::TextKind;

/// The canonical form, or the codes found with their places: `unknown-property 0+7`.
std::string told(std::string_view text, const CheckOptions& options, const Schema& schema = tamis::referral_schema()) {
  const auto checked = tamis::check(text, schema, options);
  if (checked) return checked->canonical;
  CHECK(checked.error().text == text);
  std::string out;
  for (const tamis::Diagnostic& d : checked.error()) {
    if (!out.empty()) out += ", ";
    out += std::string(name(d.code)) + ' ' + std::to_string(d.span.offset) + '+' + std::to_string(d.span.length);
  }
  return out;
}

CheckOptions as(TextKind kind) {
  CheckOptions options;
  options.as = kind;
  return options;
}

std::string literal(std::string_view text, std::string type, bool syntax_only = false) {
  CheckOptions options = as(TextKind::literal);
  options.literal_type = std::move(type);
  options.syntax_only = syntax_only;
  return told(text, options);
}

}  // namespace

TEST_CASE("check: every kind of text") {
  CHECK(told("$top=3&$filter=status EQ 'New'", as(TextKind::query)) == "$filter=status%20eq%20'New'&$top=3");
  CHECK(told("", as(TextKind::query)) == "");
  CHECK(told("/referrals?$top=3", as(TextKind::url)) == "/referrals?$top=3");
  CHECK(told("(status eq 'New')", as(TextKind::filter)) == "status eq 'New'");
  CHECK(told("length( name )", as(TextKind::expression)) == "length(name)");
  CHECK(told("createdDateTime  DESC", as(TextKind::orderby)) == "createdDateTime desc");
  CHECK(told("id,customerProfile/name", as(TextKind::select)) == "id,customerProfile/name");
  CHECK(told("length(name) as n", as(TextKind::compute)) == "length(name) as n");
  CHECK(told("new  OR old", as(TextKind::search)) == "new OR old");
  CHECK(told("duration'P1D'", as(TextKind::literal)) != "");
}

TEST_CASE("check: what is empty, what is no filter, what is not known") {
  CHECK(told("", as(TextKind::filter)) == "syntax 0+0");
  CHECK(told(" \t", as(TextKind::expression)) == "syntax 0+0");
  CHECK(told("name", as(TextKind::filter)) == "type-mismatch 0+4");
  CHECK(told("name", as(TextKind::expression)) == "name");
  CHECK(told("statuss", as(TextKind::expression)) == "unknown-property 0+7");
  CHECK(told("$filter=statuss eq 'x' and nam eq 'y'", as(TextKind::query))
        == "unknown-property 8+7, unknown-property 27+3");
  CheckOptions options = as(TextKind::filter);
  options.type = "Nope";
  CHECK(told("true", options) == "unknown-type 0+0");
}

TEST_CASE("check: syntax only, no schema, service rules") {
  CheckOptions options = as(TextKind::filter);
  CHECK(told("a eq 1", options, Schema()) == "a eq 1");
  options.syntax_only = true;
  CHECK(told("a eq 1", options) == "a eq 1");
  CHECK(told("a eq", options) == "syntax 4+0");
  options = as(TextKind::query);
  CHECK(told("$orderby=status", options) == "$orderby=status");
  options.service_rules = true;
  CHECK(told("$orderby=status", options) == "not-sortable 9+6");
  options.as = TextKind::orderby;  // the rules are of queries that are sent
  CHECK(told("status", options) == "status");
}

TEST_CASE("check: percent-encoding in and out") {
  CheckOptions options = as(TextKind::filter);
  options.encoded = true;
  CHECK(told("name%20eq%20'a+b'", options) == "name%20eq%20'a%2Bb'");
  options.plus_is_blank = true;
  CHECK(told("name+eq+'a'", options) == "name%20eq%20'a'");
  options = as(TextKind::filter);
  options.print.percent_encode = true;
  CHECK(told("name eq 'a b'", options) == "name%20eq%20'a%20b'");
}

TEST_CASE("check: warnings come with the canonical form") {
  const auto checked = tamis::check(" true", tamis::referral_schema(), as(TextKind::filter));
  REQUIRE(checked);
  CHECK(checked->canonical == "true");
  CHECK(checked->warnings.text == " true");
  REQUIRE_FALSE(checked->warnings.empty());
  CHECK(checked->warnings.items[0].code == tamis::Code::surrounding_blanks);
}

TEST_CASE("check: literals of a type") {
  CHECK(literal("true", "Edm.Boolean") == "true");
  CHECK(literal("0", "Edm.Boolean") == "syntax 0+0");
  CHECK(literal("255", "Edm.Byte") == "255");
  CHECK(literal("256", "Edm.Byte") == "invalid-literal 0+3");
  CHECK(literal("-1", "Edm.Byte") == "invalid-literal 0+2");
  CHECK(literal("-128", "Edm.SByte") == "-128");
  // The form of `+128` is that of an sbyteLiteral; only its value is not.
  CHECK(literal("+128", "Edm.SByte") == "invalid-literal 0+4");
  CHECK(literal("+128", "Edm.SByte", true) == "128");
  CHECK(literal("32768", "Edm.Int16") == "invalid-literal 0+5");
  CHECK(literal("2147483647", "Edm.Int32") == "2147483647");
  CHECK(literal("9223372036854775808", "Edm.Int64") == "invalid-literal 0+19");
  CHECK(literal("1.5", "Edm.Int32") == "syntax 0+0");
  CHECK(literal("1", "Edm.Decimal") == "1");
  CHECK(literal("1.5e3", "Edm.Double") != "syntax 0+0");
  CHECK(literal("'x'", "Edm.String") == "'x'");
  CHECK(literal("1", "Edm.String") == "syntax 0+0");
  CHECK(literal("2023-01-01", "Edm.Date") == "2023-01-01");
  CHECK(literal("2023-01-01", "Edm.DateTimeOffset") == "syntax 0+0");
  CHECK(literal("'P1D'", "Edm.Duration") != "syntax 0+0");
  CHECK(literal("'x'", "Edm.Duration") == "invalid-literal 0+3");
  CHECK(literal("'x'", "Edm.Binary") == "syntax 0+0");
  CHECK(literal("null", "Edm.Int32") == "null");
  CHECK(literal("'New'", "ReferralStatus") == "'New'");
  CHECK(literal("1", "ReferralStatus") == "syntax 0+0");
  CHECK(literal("1", "Edm.Nope") == "unknown-type 0+0");
}

TEST_CASE("check: integers of a type have its form, whatever their value") {
  CheckOptions options = as(TextKind::literal);
  options.syntax_only = true;
  const auto told_as = [&](const char* type, const char* text) {
    options.literal_type = type;
    return told(text, options);
  };
  CHECK(told_as("Edm.Byte", "255") == "255");
  CHECK(told_as("Edm.Byte", "-1") == "syntax 0+0");
  CHECK(told_as("Edm.Byte", "1234") == "syntax 3+0");
  CHECK(told_as("Edm.SByte", "-128") == "-128");
  CHECK(told_as("Edm.SByte", "-1234") == "syntax 4+0");
  CHECK(told_as("Edm.Int16", "123456") == "syntax 5+0");
  CHECK(told_as("Edm.Int32", "12345678901") == "syntax 10+0");
  CHECK(told_as("Edm.Int64", "12345678901234567890") == "syntax 19+0");
}

TEST_CASE("check: what is said of a long text is short") {
  const std::string digits(60'000, '9'), letters(60'000, 'a'), path = [] {
    std::string text = "name";
    for (int i = 0; i < 2000; ++i)
      text += "/name";
    return text;
  }();
  for (const auto& [kind, text] : {std::pair(TextKind::filter, "details/dealValue eq " + digits),
                                   {TextKind::filter, "status eq '" + letters + "'"},
                                   {TextKind::filter, "not contains(name,'" + letters + "') eq true"},
                                   {TextKind::filter, path + " eq 1"},
                                   {TextKind::query, "$" + letters + "=1"},
                                   {TextKind::query, letters + "=1&" + letters + "=2"},
                                   {TextKind::url, "/v1.0/engagements/" + letters + "?$top=1"},
                                   {TextKind::literal, digits}}) {
    CheckOptions options = as(kind);
    options.service_rules = true;
    const auto checked = tamis::check(text, tamis::referral_schema(), options);
    for (const tamis::Diagnostic& d : checked ? checked->warnings : checked.error()) {
      CHECK(d.message.size() < 400);
      for (const std::string& note : d.notes)
        CHECK(note.size() < 400);
    }
  }
}
