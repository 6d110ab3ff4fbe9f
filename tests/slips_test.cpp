// What was most likely meant by a text that is wrong: where it is wrong, the text with the fixes applied, the first
// note.
#include <tamis/parse.hpp>

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

namespace {

using tamis::TextKind;

struct Slip {
  TextKind as;
  std::string_view text;
  std::uint32_t place;
  std::string_view meant;  ///< as it stands where nothing is proposed
  std::string_view note;
};

std::string mended(const tamis::Diagnostic& d, std::string_view text) {
  std::string out(text);
  std::vector<tamis::Edit> edits = d.fixes;
  std::sort(edits.begin(), edits.end(), [](const auto& a, const auto& b) { return a.span.offset > b.span.offset; });
  for (const tamis::Edit& edit : edits)
    out.replace(edit.span.offset, edit.span.length, edit.replacement);
  return out;
}

}  // namespace

TEST_CASE("slips: what was meant is proposed, and nothing where it is not clear") {
  const Slip slips[] = {
      {TextKind::orderby, "createdDateTime ascending", 19, "createdDateTime asc", ""},
      {TextKind::orderby, "createdDateTime des", 16, "createdDateTime desc", ""},
      {TextKind::orderby, "createdDateTime dsc", 16, "createdDateTime desc", ""},
      {TextKind::orderby, "name descendant", 9, "name descendant", ""},
      {TextKind::filter, "a equals 1", 4, "a eq 1", ""},
      {TextKind::filter, "a equal 1", 4, "a eq 1", ""},
      {TextKind::filter, "a eq1", 4, "a eq 1", ""},
      {TextKind::filter, "a eq'x'", 4, "a eq'x'", ""},
      {TextKind::filter, "a eqx 'x'", 4, "a eq 'x'", ""},
      {TextKind::filter, "a eqals 1", 4, "a eq 1", ""},
      {TextKind::filter, "a andb", 5, "a and b", ""},
      {TextKind::filter, "(a andb) and c", 6, "(a and b) and c", ""},
      {TextKind::filter, "a eqb and c", 4, "a eq b and c", ""},
      {TextKind::orderby, "a addb desc,c", 5, "a add b desc,c", ""},
      {TextKind::filter, "a is null", 2, "a eq null", ""},
      {TextKind::filter, "a IS NOT NULL", 2, "a ne null", ""},
      {TextKind::filter, "a is 5", 2, "a is 5", ""},
      {TextKind::filter, "a contains", 2, "a contains", "contains is a function: contains(a,'x')"},
      {TextKind::filter, " contains 'x'", 10, " contains 'x'", ""},
      {TextKind::filter, "a contains b/c and d eq 1", 2, "contains(a,b/c) and d eq 1", ""},
      {TextKind::filter, "a contains \"x y\" or b", 2, "contains(a,'x y') or b", ""},
      {TextKind::filter, "a contains \"O'Neil\"", 2, "contains(a,'O''Neil')", ""},
      {TextKind::filter, "a contains \"x", 2, "a contains \"x", "contains is a function: contains(a,'x')"},
      {TextKind::filter, "a startswith 'x", 2, "a startswith 'x", "startswith is a function: startswith(a,'x')"},
      {TextKind::filter, "a == 1 && b == 'x && y' && !c", 2, "a eq 1 and b eq 'x && y' and !c", ""},
      {TextKind::filter, "a==1", 1, "a eq 1", ""},
      {TextKind::filter, "a!=1", 1, "a ne 1", ""},
      {TextKind::filter, "F(a =1)", 4, "F(a=1)", "no blank stands beside the '=' of an option or argument"},
      {TextKind::filter, "Ns.F(a=length('x'),b = 1) or c", 21, "Ns.F(a=length('x'),b=1) or c",
       "no blank stands beside the '=' of an option or argument"},
      {TextKind::filter, "length(a =1)", 9, "length(a eq 1)", ""},
      {TextKind::filter, "not (a =1)", 7, "not (a eq 1)", ""},
      {TextKind::filter, "(a =1)", 3, "(a eq 1)", ""},
      {TextKind::filter, "a/$filter(b =1)/$count gt 1", 12, "a/$filter(b eq 1)/$count gt 1", ""},
      {TextKind::filter, "F(a ==1)", 4, "F(a eq 1)", ""},
      {TextKind::filter, "a%20eq%20'b%25'", 1, "a eq 'b%'", "the text is still percent-encoded"},
      {TextKind::orderby, "a%20desc,b", 1, "a desc,b", "the text is still percent-encoded"},
      {TextKind::filter, "a%20eq%20'%FF'", 1, "a%20eq%20'%FF'", "the text is still percent-encoded"},
      {TextKind::filter, "'%41'%20eq%20a", 5, "'%41'%20eq%20a", "the text is still percent-encoded"},
      {TextKind::filter, "a%20 eq 1", 1, "a mod 20 eq 1", ""},
      {TextKind::filter, "a%30", 1, "a mod 30", ""},
      {TextKind::query, "$filter=a%2520eq%25201&$top=1", 9, "$filter=a%20eq%201&$top=1",
       "the text is still percent-encoded"},
      {TextKind::filter, "!a", 0, "not a", ""},
      {TextKind::filter, R"(a eq "x")", 5, "a eq 'x'", "a string is written in single quotes: 'text'"},
      {TextKind::filter, R"(a eq "x)", 5, R"(a eq "x)", "a string is written in single quotes: 'text'"},
      {TextKind::filter, "a eq 1.5d", 8, "a eq 1.5", "numbers have no suffix since OData 4"},
      {TextKind::filter, "a eq -5L", 7, "a eq -5", "numbers have no suffix since OData 4"},
      {TextKind::filter, "a eq 5d", 7, "a eq 5", "numbers have no suffix since OData 4"},
      {TextKind::filter, "(a eq 50F) and b", 9, "(a eq 50) and b", "numbers have no suffix since OData 4"},
      {TextKind::filter, "a eq 5d-1", 7, "a eq 5d-1", ""},
      {TextKind::filter, "a eq [\"b\" \"c\"]", 10, "a eq [\"b\" \"c\"]", ""},
      {TextKind::filter, "a eq time'-PT1H'", 9, "a eq duration'-PT1H'", "since OData 4 it is called a duration"},
      {TextKind::filter, "a eq time'12:00:00'", 9, "a eq 12:00:00",
       "since OData 4 such a value stands without prefix and quotes"},
      {TextKind::filter, "a eq 5Mx", 6, "a eq 5Mx", ""},
      {TextKind::filter, "a gt 2020-10-30T21:03:00", 24, "a gt 2020-10-30T21:03:00Z",
       "a date and time says how far from UTC it is"},
      {TextKind::filter, "a gt 2020-10-30T21:03:00.5", 26, "a gt 2020-10-30T21:03:00.5Z",
       "a date and time says how far from UTC it is"},
      {TextKind::filter, "(a gt 2020-10-30T21:03:00)", 25, "(a gt 2020-10-30T21:03:00Z)",
       "a date and time says how far from UTC it is"},
      {TextKind::filter, "a gt 2020-10-30T21:03:00 02:00", 24, "a gt 2020-10-30T21:03:00+02:00",
       "a plus sign in a URL is written %2B"},
      {TextKind::filter, "a gt 2020-10-30T21:03:00x", 24, "a gt 2020-10-30T21:03:00x",
       "a date and time says how far from UTC it is"},
      {TextKind::filter, "a gt 2020-10-30T21:03:00 and b", 24, "a gt 2020-10-30T21:03:00Z and b",
       "a date and time says how far from UTC it is"},
      {TextKind::filter, "a+eq+1", 1, "a eq 1", "a plus sign is no blank: a blank is written %20"},
      {TextKind::filter, "a + 1 eq 2", 2, "a add 1 eq 2", ""},
      {TextKind::filter, "a +1 eq 2", 2, "a add 1 eq 2", ""},
      {TextKind::filter, "a eq 1 +b", 7, "a eq 1 add b", ""},
      {TextKind::filter, "a.b.c eq 1", 5, "a/b/c eq 1", "segments of a path are joined by '/'"},
      {TextKind::filter, "(b.c.d) eq 1", 6, "(b/c/d) eq 1", "segments of a path are joined by '/'"},
      {TextKind::select, "a/Ns.T/b c", 8, "a/Ns.T/b c", ""},
      {TextKind::select, "a/Ns.T c", 6, "a/Ns.T c", ""},
      {TextKind::expand, "a/Ns.T/b c", 8, "a/Ns.T/b c", ""},
      {TextKind::filter, "Ns.F (a=1)", 4, "Ns.F(a=1)", "no blank stands between a name and its parenthesis"},
      {TextKind::filter, "a eq length  (b)", 13, "a eq length(b)",
       "no blank stands between a name and its parenthesis"},
      {TextKind::filter, "a eq b (c)", 7, "a eq b (c)", ""},
      {TextKind::filter, "a->b->c eq '->'", 1, "a/b/c eq '->'", "segments of a path are joined by '/'"},
      {TextKind::filter, "team.any(t:t/a eq 1)", 10, "team/any(t:t/a eq 1)", "segments of a path are joined by '/'"},
      {TextKind::filter, "team.all(t:t/a eq 1)", 10, "team/all(t:t/a eq 1)", "segments of a path are joined by '/'"},
      {TextKind::filter, "team.some(t:t/a eq 1)", 11, "team.some(t:t/a eq 1)", ""},
      {TextKind::filter, "any(t:t/a eq 1)", 3, "any(t:t/a eq 1)", ""},
      {TextKind::filter, "team/any(t t/email eq 'x')", 11, "team/any(t t/email eq 'x')",
       "the condition names each item first: any(x:x/name eq 'a')"},
      {TextKind::filter, "team/any(email eq 'x')", 15, "team/any(x:x/email eq 'x')",
       "the condition names each item first: any(x:x/name eq 'a')"},
      {TextKind::filter, "team/any(email/x eq 'x')", 14, "team/any(email/x eq 'x')",
       "the condition names each item first: any(x:x/name eq 'a')"},
      {TextKind::filter, "team/any(email)", 14, "team/any(email)",
       "the condition names each item first: any(x:x/name eq 'a')"},
      {TextKind::filter, "a eq ('x','y')", 9, "a in ('x','y')", "'in' takes a list: a in ('x','y')"},
      {TextKind::filter, "a ne ('x','y')", 9, "a ne ('x','y')", ""},
      {TextKind::filter, "f('x','y',", 10, "f('x','y',", ""},
      {TextKind::filter, "a eq 'O'Neil'", 8, "a eq 'O''Neil'", "a quote inside a string is written twice: 'O''Neil'"},
      {TextKind::filter, "a eq 'O'Neil", 8, "a eq 'O'Neil", "a quote inside a string is written twice: 'O''Neil'"},
      {TextKind::filter, "datetime'2020-10-30T21:03:00' lt a", 8, "2020-10-30T21:03:00Z lt a",
       "since OData 4 such a value stands without prefix and quotes"},
      {TextKind::filter, "guid'x eq a", 4, "guid'x eq a", ""},
      {TextKind::filter, "a like 'x%'", 2, "a like 'x%'",
       "contains(a,'x'), startswith(a,'x') and endswith(a,'x') look for parts of a text"},
      {TextKind::filter, "a between 1 and 2", 2, "a between 1 and 2", "a range is two conditions: a ge 1 and a le 5"},
  };
  for (const Slip& slip : slips) {
    CAPTURE(slip.text);
    tamis::ParseOptions options;
    options.as = slip.as;
    const auto tree = tamis::parse(slip.text, options);
    REQUIRE_FALSE(tree.has_value());
    const tamis::Diagnostic& d = tree.error().items.front();
    CHECK(d.span.offset == slip.place);
    CHECK(mended(d, slip.text) == slip.meant);
    CHECK((d.notes.empty() ? std::string() : d.notes.front()) == slip.note);
  }
}
