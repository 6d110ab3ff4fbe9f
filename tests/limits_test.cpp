// Limits of parsing: what is exactly at a limit passes, one more fails with the limit's own code at the place
// of the one too many. And all of it on a small machine stack: nothing but the parser goes down with the text.
#include "tamis/limits.hpp"

#include <algorithm>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include <doctest/doctest.h>

#include "tamis/parse.hpp"
#include "tamis/print.hpp"
#include "tests/support/small_stack.hpp"

namespace {

using tamis::Code;
using tamis::Limits;
using tamis::TextKind;
using tamis::tests::SmallStack;

// ---- what is tried ----------------------------------------------------------------------------------------------

std::string times(std::uint32_t n, std::string_view text) {
  std::string out;
  for (std::uint32_t i = 0; i < n; ++i)
    out += text;
  return out;
}

/// What came of a text: the error's code and place, or a tree and all that can be done with it.
struct Outcome {
  bool accepted = false;
  Code code = Code::syntax;
  std::uint32_t offset = 0;
  std::size_t errors = 0;
  std::string message{};
  bool all_done = false;  ///< printed, dumped, walked, compared with what its print parses to
};

bool do_everything(const tamis::Tree& tree, tamis::ParseOptions options) {
  std::size_t opened = 0, closed = 0;
  walk(
      tree, tree.root(), [&](tamis::NodeId) { return ++opened != 0; }, [&](tamis::NodeId) { ++closed; });
  const bool shown = !dump(tree).empty() && !to_json(tree).empty() && !to_dot(tree).empty();
  const std::string printed = tamis::print(tree);
  options.limits = Limits{0xFFFFFFFF, 0xFFFFFFF0, 0xFFFFFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 0xFFFFFFFF};
  const auto again = tamis::parse(printed, options);
  return shown && opened == tree.size() && closed == opened && again.has_value() && same(tree, *again)
      && tamis::print(*again) == printed;
}

Outcome outcome_of(const std::string& text, const tamis::ParseOptions& options) {
  Outcome outcome;
  const auto tree = tamis::parse(text, options);
  outcome.accepted = tree.has_value();
  if (outcome.accepted) {
    outcome.all_done = do_everything(*tree, options);
  } else {
    const auto& first = tree.error().items.front();
    outcome.code = first.code;
    outcome.offset = first.span.offset;
    outcome.errors = tree.error().items.size();
    outcome.message = render(tree.error());
  }
  return outcome;
}

/// A kind of text and how it comes to a limit.
struct Case {
  std::string_view name;
  TextKind as;
  std::function<std::string(std::uint32_t)> make;      ///< with so many of what is limited
  std::function<std::uint32_t(std::uint32_t)> offset;  ///< of the one too many, in make(n)
};

void check_at_limit(const Case& c, std::uint32_t Limits::*limit, std::uint32_t value, Code code) {
  CAPTURE(c.name);
  tamis::ParseOptions options;
  options.as = c.as;
  options.limits.lambda_depth = 1000;
  options.limits.*limit = value;
  SmallStack stack;

  Outcome at, above;
  stack.run([&] { at = outcome_of(c.make(value), options); });
  CAPTURE(at.message);
  CHECK(at.accepted);
  CHECK(at.all_done);

  const std::string text = c.make(value + 1);
  CAPTURE(text.substr(0, 200));
  stack.run([&] { above = outcome_of(text, options); });
  CHECK_FALSE(above.accepted);
  CHECK(above.errors == 1);
  CHECK(name(above.code) == name(code));
  CHECK(above.offset == c.offset(value + 1));
}

/// `open` n times, `middle`, `close` n times; the level too many begins `behind` bytes into its `open`.
Case nested(std::string_view name, TextKind as, std::string_view open, std::string_view middle, std::string_view close,
            std::size_t behind) {
  return {name, as, [=](std::uint32_t n) { return times(n, open).append(middle) + times(n, close); },
          [=](std::uint32_t n) { return static_cast<std::uint32_t>((n - 1) * open.size() + behind); }};
}
/// The same where the expression in `open` begins at its end.
Case nested(std::string_view name, TextKind as, std::string_view open, std::string_view middle,
            std::string_view close) {
  return nested(name, as, open, middle, close, open.size());
}
/// `begin`, then n items with a comma between, then `end`.
Case listed(std::string_view name, TextKind as, std::string_view begin, std::string_view item, std::string_view end) {
  return {name, as,
          [=](std::uint32_t n) {
            std::string items = times(n, std::string(item) + ",");
            items.pop_back();
            return std::string(begin).append(items).append(end);
          },
          [=](std::uint32_t n) { return static_cast<std::uint32_t>(begin.size() + (n - 1) * (item.size() + 1)); }};
}

const std::vector<Case>& nested_cases() {
  using enum TextKind;
  static const std::vector<Case> cases{
      nested("parentheses", filter, "(", "a", ")"),
      nested("parentheses and blanks", filter, "( ", "a", " )"),
      nested("right operands", filter, "a sub (", "b", ")"),
      nested("arguments of a function", filter, "trim(", "a", ")"),
      nested("second arguments", filter, "concat(a,", "b", ")", 7),
      nested("arguments of a service's function", filter, "Ns.F(p=", "b", ")"),
      nested("keys", filter, "a/b(p=", "c", ")"),
      nested("casts", filter, "cast(", "a", ",Edm.String)"),
      nested("conditions", filter, "case(a:", "b", ",true:c)", 5),
      nested("arrays", expression, "[", "1", "]"),
      nested("objects", expression, "{\"a\":", "1", "}"),
      nested("lambdas", filter, "a/any(x:", "x", ")"),
      nested("filter segments", filter, "a/$filter(", "b", ")"),
      nested("filtered counts", filter, "a/$count($filter=", "b", ")"),
      nested("not", filter, "not ", "a", "", 0),
      nested("-", filter, "- ", "a", "", 0),
      nested("- without blanks", filter, "-", "a", "", 0),
      nested("not in front of parentheses", filter, "not (", "a", ")", 0),
      nested("$expand", expand, "a($expand=", "b", ")", 1),
      nested("$select", select, "a($select=", "b", ")", 1),
      nested("$orderby", orderby, "(", "a", ")"),
      nested("$search", search, "(", "a", ")"),
      nested("$search, NOT", search, "NOT ", "a", "", 0),
      nested("$search, NOT in front of parentheses", search, "NOT (", "a", ")", 0),
      {"geo collections", literal,
       [](std::uint32_t n) {
         return "geometry'SRID=0;" + times(n, "GeometryCollection(") + "Point(1 1)" + times(n, ")") + "'";
       },
       [](std::uint32_t n) { return static_cast<std::uint32_t>(16 + (n - 1) * 19); }},
      {"geo collections in a filter", filter,
       [](std::uint32_t n) {
         return "a eq geometry'SRID=0;" + times(n, "GeometryCollection(") + "Point(1 1)" + times(n, ")") + "'";
       },
       [](std::uint32_t n) { return static_cast<std::uint32_t>(21 + (n - 1) * 19); }},
      {"geo collections in a list", filter,
       [](std::uint32_t n) {
         return "a in (geometry'SRID=0;" + times(n, "GeometryCollection(") + "Point(1 1)" + times(n, ")") + "')";
       },
       [](std::uint32_t n) { return static_cast<std::uint32_t>(22 + (n - 1) * 19); }},
      {"encoded query", query, [](std::uint32_t n) { return "$filter=" + times(n, "%28") + "a" + times(n, "%29"); },
       [](std::uint32_t n) { return 8 + 3 * n; }},
      {"$filter in $expand", expand,
       [](std::uint32_t n) { return "a($filter=" + times(n - 2, "(") + "b" + times(n - 2, ")") + ")"; },
       [](std::uint32_t n) { return 10 + n - 2; }},
  };
  return cases;
}

}  // namespace

TEST_CASE("depth") {
  for (const Case& c : nested_cases()) {
    check_at_limit(c, &Limits::depth, Limits{}.depth, Code::too_deep);
    check_at_limit(c, &Limits::depth, 3, Code::too_deep);
  }
}

TEST_CASE("lambda_depth") {
  const Case lambdas = nested("lambdas", TextKind::filter, "a/any(x:", "x", ")", 6);
  check_at_limit(lambdas, &Limits::lambda_depth, Limits{}.lambda_depth, Code::too_deep);
  check_at_limit(lambdas, &Limits::lambda_depth, 1, Code::too_deep);
  // Beside one another they cost no more than one does.
  tamis::ParseOptions options;
  options.limits.lambda_depth = 1;
  CHECK(tamis::parse("a/any(x:x) and a/any(x:x) and a/any()", options).has_value());
}

TEST_CASE("nodes") {
  for (const std::uint32_t limit : {1u, 4u, 100u}) {
    CAPTURE(limit);
    tamis::ParseOptions options;
    options.limits.nodes = limit;
    std::string text = "a";  // one node; the array around n of them is one more
    for (std::uint32_t i = 1; i + 1 < limit; ++i)
      text += ",a";
    const std::string at = limit == 1 ? "a" : "[" + text + "]", above = limit == 1 ? "[a]" : "[" + text + ",a]";
    options.as = TextKind::expression;
    CHECK(outcome_of(at, options).all_done);
    const Outcome refused = outcome_of(above, options);
    CHECK(name(refused.code) == "too-many-nodes");
    CHECK(refused.offset == 0);  // the array itself is the one too many
    const Outcome inside = outcome_of("[" + text + ",a,a,a]", options);
    CHECK(name(inside.code) == "too-many-nodes");
    CHECK(inside.offset == 2 * limit + 1);
  }
}

TEST_CASE("no nodes at all") {
  tamis::ParseOptions options;
  options.limits.nodes = 0;
  struct Text {
    TextKind as;
    std::string text;
  };
  for (const Text& t : std::vector<Text>{{TextKind::filter, "a/any(x:x eq not (b or c)) and concat(a,b(1)) in ('a')"},
                                         {TextKind::query, "custom=1&$filter=a&other"},
                                         {TextKind::query, ""},
                                         {TextKind::url, "/a?custom"},
                                         {TextKind::select, "a($top=1),b.*,*,c(d)"},
                                         {TextKind::expand, "a($levels=max),b/$ref,*"},
                                         {TextKind::search, "NOT a OR \"b\""},
                                         {TextKind::literal, "'a'"}}) {
    CAPTURE(t.text);
    options.as = t.as;
    CHECK(name(outcome_of(t.text, options).code) == "too-many-nodes");
  }
}

TEST_CASE("in_items") {
  const std::vector<Case> cases{
      listed("list", TextKind::filter, "a in (", "1", ")"),
      listed("list with strings", TextKind::filter, "a eq 1 or a in (", "'b,c'", ")"),
      listed("array", TextKind::expression, "[", "\"a\"", "]"),
      listed("object", TextKind::expression, "{", "\"a\":1", "}"),
  };
  for (const Case& c : cases) {
    if (c.name != "object") check_at_limit(c, &Limits::in_items, Limits{}.in_items, Code::too_many_items);
    check_at_limit(c, &Limits::in_items, 1, Code::too_many_items);
    check_at_limit(c, &Limits::in_items, 5, Code::too_many_items);
  }
}

TEST_CASE("bytes") {
  for (const TextKind as : {TextKind::filter, TextKind::query, TextKind::url, TextKind::literal, TextKind::search}) {
    const Case c{"bytes", as,
                 [=](std::uint32_t n) {
                   const bool query = as == TextKind::query || as == TextKind::url;
                   std::string text = as == TextKind::search ? "" : query ? "?$filter='" : "'";
                   text += std::string(n - text.size() - (as == TextKind::search ? 0 : 1), 'a');
                   return as == TextKind::search ? text : text + "'";
                 },
                 [](std::uint32_t n) { return n - 1; }};
    check_at_limit(c, &Limits::bytes, Limits{}.bytes, Code::too_long);
    check_at_limit(c, &Limits::bytes, 20, Code::too_long);
  }
}

TEST_CASE("identifier_length") {
  using enum TextKind;
  struct Place {
    TextKind as;
    std::string_view begin, end;
  };
  const std::vector<Place> places{
      {filter, "", ""},
      {filter, "a/", "/b"},
      {filter, "Ns.", "/b"},
      {filter, "", ".b/c"},
      {filter, "Ns.", "()"},
      {filter, "", "(1)"},
      {filter, "a/", "(p=1)"},
      {filter, "Ns.F(", "=1)"},
      {filter, "@", ""},
      {filter, "@Ns.", ""},
      {filter, "a/@Ns.Term#", ""},
      {filter, "Ns.", "'a'"},
      {filter, "a eq Ns.E'", "'"},
      {filter, "a eq Ns.E'b,", ",1'"},
      {filter, "a in (Ns.", "'a')"},
      {filter, "a has Ns.", "'a'"},
      {filter, "a has '", "'"},
      {filter, "cast(a,Ns.", ")"},
      {filter, "isof(Collection(Ns.", "))"},
      {filter, "a/any(", ":true)"},
      {compute, "a as ", ""},
      {select, "", ""},
      {select, "a/", ""},
      {select, "Ns.", ".*"},
      {select, "Ns.", "(a)"},
      {select, "F(", ")"},
      {expand, "a/", "/$ref"},
      {expand, "a($filter=@x;@", "=1)"},
      {query, "@", "=1"},
      {query, "$filter=@x&@", "=1"},
  };
  for (const Place& place : places) {
    const auto whole = [=](const std::string& name) { return std::string(place.begin).append(name).append(place.end); };
    const Case ascii{"ASCII", place.as, [=](std::uint32_t n) { return whole(times(n, "a")); },
                     [=](std::uint32_t n) { return static_cast<std::uint32_t>(place.begin.size() + n - 1); }};
    const Case others{"two bytes a character", place.as, [=](std::uint32_t n) { return whole(times(n, "\xC3\xA9")); },
                      [=](std::uint32_t n) { return static_cast<std::uint32_t>(place.begin.size() + 2 * (n - 1)); }};
    CAPTURE(whole("…"));
    check_at_limit(ascii, &Limits::identifier_length, Limits{}.identifier_length, Code::too_long);
    check_at_limit(others, &Limits::identifier_length, Limits{}.identifier_length, Code::too_long);
    check_at_limit(ascii, &Limits::identifier_length, 12, Code::too_long);
  }
}

TEST_CASE("trees deeper than any limit of depth on a small stack") {
  const std::vector<Case> cases{
      {"path", TextKind::filter, [](std::uint32_t n) { return "a" + times(n, "/a"); }, {}},
      {"path of keys", TextKind::filter, [](std::uint32_t n) { return "a" + times(n / 4, "/a(1)"); }, {}},
      {"sum", TextKind::filter, [](std::uint32_t n) { return "a" + times(n / 2, " add a"); }, {}},
      {"comparisons", TextKind::filter, [](std::uint32_t n) { return "a" + times(n / 2, " eq a"); }, {}},
      {"memberships", TextKind::filter, [](std::uint32_t n) { return "a" + times(n / 2, " in a"); }, {}},
      {"chain", TextKind::filter, [](std::uint32_t n) { return "a" + times(n / 2, " or a"); }, {}},
      {"words", TextKind::search, [](std::uint32_t n) { return "a" + times(n / 2, " a"); }, {}},
      {"$select path", TextKind::select, [](std::uint32_t n) { return "a" + times(n, "/a"); }, {}},
  };
  SmallStack stack;
  for (const Case& c : cases) {
    CAPTURE(c.name);
    tamis::ParseOptions options;
    options.as = c.as;
    Outcome outcome;
    stack.run([&] { outcome = outcome_of(c.make(8000), options); });
    CAPTURE(outcome.message);
    CHECK(outcome.all_done);
  }
}

TEST_CASE("machine stack that a level of nesting takes") {
  std::size_t worst = 0;
  std::string_view worst_name;
  SmallStack stack;
  for (const Case& c : nested_cases()) {
    tamis::ParseOptions options;
    options.as = c.as;
    options.limits.lambda_depth = 1000;
    const std::uint32_t n = options.limits.depth;
    const auto used = [&](std::uint32_t levels) {
      const std::string text = c.make(levels), unclosed = text.substr(0, text.size() / 2);  // explaining goes as deep
      return stack.run([&] {
        (void)tamis::parse(text, options);
        (void)tamis::parse(unclosed, options);
      });
    };
    const std::size_t few = used(n / 2), many = used(n), per_level = (many - std::min(few, many)) / (n - n / 2);
    CAPTURE(c.name);
    CHECK(many < SmallStack::bytes * 3 / 4);
    if (per_level > worst) worst = per_level, worst_name = c.name;
  }
  MESSAGE(worst << " bytes of stack for a level at most (" << worst_name << ")");
}
