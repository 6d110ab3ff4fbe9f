// Runs the cases of the "OData ABNF Test Cases" that ../shared/conformance holds, where it is there. They are
// cases of the published grammar's rules; the project's own cases are in tests/cases.
#include <algorithm>
#include <array>
#include <boost/json.hpp>
#include <fstream>
#include <iostream>
#include <optional>
#include <string>
#include <string_view>

#include <doctest/doctest.h>

#include "tamis/check.hpp"
#include "tamis/parse.hpp"
#include "tamis/print.hpp"
#include "tests/support/skip.hpp"

namespace {

namespace json = boost::json;
using tamis::TextKind;

/// What a rule's cases are read as.
struct RuleRow {
  std::string_view rule;
  TextKind as;
  std::string_view type = {};  ///< a literal's type; empty where the rule takes literals of several
};

constexpr std::array rules{
    RuleRow{"odataUri", TextKind::url},
    RuleRow{"odataRelativeUri", TextKind::url},
    RuleRow{"queryOptions", TextKind::query},
    RuleRow{"systemQueryOption", TextKind::query},
    RuleRow{"customQueryOption", TextKind::query},
    RuleRow{"filter", TextKind::query},
    RuleRow{"orderby", TextKind::query},
    RuleRow{"select", TextKind::query},
    RuleRow{"expand", TextKind::query},
    RuleRow{"compute", TextKind::query},
    RuleRow{"search", TextKind::query},
    RuleRow{"skiptoken", TextKind::query},
    RuleRow{"deltatoken", TextKind::query},
    RuleRow{"boolCommonExpr", TextKind::filter},
    RuleRow{"commonExpr", TextKind::expression},
    RuleRow{"firstMemberExpr", TextKind::expression},
    RuleRow{"propertyPathExpr", TextKind::expression},
    RuleRow{"anyExpr", TextKind::expression},
    RuleRow{"isofExpr", TextKind::expression},
    RuleRow{"notExpr", TextKind::expression},
    RuleRow{"searchExpr", TextKind::search},
    RuleRow{"primitiveLiteral", TextKind::literal},
    RuleRow{"enumLiteral", TextKind::literal},  // of any enumeration
    RuleRow{"boolean", TextKind::literal, "Edm.Boolean"},
    RuleRow{"guid", TextKind::literal, "Edm.Guid"},
    RuleRow{"date", TextKind::literal, "Edm.Date"},
    RuleRow{"timeOfDayLiteral", TextKind::literal, "Edm.TimeOfDay"},
    RuleRow{"binaryLiteral", TextKind::literal, "Edm.Binary"},
    RuleRow{"stringLiteral", TextKind::literal, "Edm.String"},
    RuleRow{"sbyteLiteral", TextKind::literal, "Edm.SByte"},
    RuleRow{"int16Literal", TextKind::literal, "Edm.Int16"},
    RuleRow{"int32Literal", TextKind::literal, "Edm.Int32"},
    RuleRow{"int64Literal", TextKind::literal, "Edm.Int64"},
    RuleRow{"singleLiteral", TextKind::literal, "Edm.Single"},
    RuleRow{"geographyCollection", TextKind::literal, "Edm.GeographyCollection"},
    RuleRow{"geographyLineString", TextKind::literal, "Edm.GeographyLineString"},
    RuleRow{"geographyMultiPoint", TextKind::literal, "Edm.GeographyMultiPoint"},
    RuleRow{"geographyMultiPolygon", TextKind::literal, "Edm.GeographyMultiPolygon"},
    RuleRow{"geographyPoint", TextKind::literal, "Edm.GeographyPoint"},
    RuleRow{"geometryCollection", TextKind::literal, "Edm.GeometryCollection"},
    RuleRow{"geometryMultiLineString", TextKind::literal, "Edm.GeometryMultiLineString"},
    RuleRow{"geometryMultiPoint", TextKind::literal, "Edm.GeometryMultiPoint"},
    RuleRow{"geometryMultiPolygon", TextKind::literal, "Edm.GeometryMultiPolygon"},
    RuleRow{"geometryPolygon", TextKind::literal, "Edm.GeometryPolygon"},
};

/// A case that this project answers otherwise, and why it may.
struct Difference {
  std::string_view id, reason;
};

constexpr std::array differences{
    Difference{"abnf-0616", "Part 2 §5.1: a system query option must not be given twice ($format and $Format)"},
    Difference{"abnf-0618", "Part 2 §5.1: a system query option must not be given twice ($format)"},
};

/// Payload values, names on their own, wrapped lines: forms that no text of this library has.
bool is_out_of_scope(std::string_view rule, std::string_view input) {
  return rule.ends_with("Value") || rule == "odataIdentifier" || rule == "functionParameter"
      || input.find_first_of("\r\n") != std::string_view::npos;
}

std::string text_of(const json::value& value) { return std::string(value.as_string()); }

/// The offset of the error, or nothing where the text is accepted.
std::optional<std::uint32_t> offset_of_error(const RuleRow& rule, const std::string& input) {
  tamis::CheckOptions options;
  options.as = rule.as;
  options.encoded = true;
  options.syntax_only = true;
  options.literal_type = rule.type;
  const auto checked = tamis::check(input, tamis::referral_schema(), options);
  if (checked.has_value()) return std::nullopt;
  return checked.error().items.front().span.offset;
}

void check_round_trip(TextKind as, const std::string& input) {
  tamis::ParseOptions options;
  options.as = as;
  options.encoded = true;
  tamis::PrintOptions encoded;
  encoded.percent_encode = true;
  const auto tree = tamis::parse(input, options);
  if (!tree.has_value()) FAIL(tamis::render(tree.error()));
  const std::string printed = tamis::print(*tree, encoded);
  CAPTURE(printed);
  const auto again = tamis::parse(printed, options);
  if (!again.has_value()) FAIL(tamis::render(again.error()));
  CHECK(same(*tree, *again));
  CHECK(tamis::print(*again, encoded) == printed);
}

struct Tally {
  int run = 0, rejected = 0, elsewhere = 0, out_of_scope = 0;
};

void run_case(const json::object& item, Tally& tally) {
  const std::string id = text_of(item.at("id")), rule = text_of(item.at("rule")), input = text_of(item.at("input"));
  if (is_out_of_scope(rule, input)) {
    ++tally.out_of_scope;
    return;
  }
  CAPTURE(id);
  CAPTURE(rule);
  CAPTURE(input);
  const auto row = std::find_if(rules.begin(), rules.end(), [&](const RuleRow& r) { return r.rule == rule; });
  REQUIRE_MESSAGE(row != rules.end(), "no row for the rule");
  ++tally.run;
  const bool accepted = item.at("ok").as_bool();
  const bool differs =
      std::any_of(differences.begin(), differences.end(), [&](const Difference& d) { return d.id == id; });
  const std::optional<std::uint32_t> offset = offset_of_error(*row, input);
  CHECK((offset == std::nullopt) == (accepted != differs));
  if (!offset) return check_round_trip(row->as, input);
  if (accepted) return;
  ++tally.rejected;
  if (const auto expected = item.at("fail_at").to_number<std::uint32_t>(); *offset != expected) {
    ++tally.elsewhere;
    std::cout << id << ": refused at " << *offset << ", published " << expected << ": " << input << '\n';
  }
}

}  // namespace

TEST_CASE("published ABNF cases") {
  std::ifstream lines(TAMIS_SHARED_DIR "/conformance/abnf-cases.jsonl");
  if (!lines) return tamis::tests::skip("there is no " TAMIS_SHARED_DIR "/conformance/abnf-cases.jsonl");
  Tally tally;
  for (std::string line; std::getline(lines, line);)
    if (!line.empty()) run_case(json::parse(line).as_object(), tally);
  MESSAGE(tally.run << " run, " << tally.rejected << " of them refused, " << tally.out_of_scope << " out of scope");
  CHECK(tally.run > 300);
  CHECK(tally.elsewhere <= 1);  // abnf-0630 is a case of one option, and its text is of two
}
