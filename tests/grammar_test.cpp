// The grammar is linear: it counts how often a rule is tried, at three sizes of texts made to be hard. A count,
// not a time, so that it says the same on every machine. And no rule loops without reading on.
#include <algorithm>
#include <cstdint>
#include <functional>
#include <iomanip>
#include <iostream>
#include <sstream>
#include <string>
#include <string_view>
#include <tao/pegtl.hpp>
#include <tao/pegtl/contrib/analyze.hpp>
#include <vector>

#include <doctest/doctest.h>

#include "grammar/options.hpp"
#include "src/parse/state.hpp"

// ---- what PEGTL's analysis has to know of the rules that are written by hand -----------------------------------

namespace tao::pegtl {

namespace g = tamis::grammar;

template <typename Name, typename... Rules>
struct analyze_traits<Name, g::nested<Rules...>> : analyze_seq_traits<Rules...> {};
template <typename Name, typename... Rules>
struct analyze_traits<Name, g::committed<Rules...>> : analyze_seq_traits<Rules...> {};
template <typename Name>
struct analyze_traits<Name, g::primary>
    : analyze_traits<Name, internal::sor<g::string_operand, g::paren_expression, g::array, g::object, g::alias_path,
                                         g::dollar_operand, g::numeric_operand, g::digit_operand, g::letter_operand>> {
};

// These read something where they match …
template <typename Name>
struct analyze_traits<Name, g::identifier> : analyze_any_traits<> {};
template <typename Name>
struct analyze_traits<Name, g::name> : analyze_any_traits<> {};
template <typename Name>
struct analyze_traits<Name, g::single_name> : analyze_any_traits<> {};
template <typename Name>
struct analyze_traits<Name, g::step_name> : analyze_any_traits<> {};
template <typename Name>
struct analyze_traits<Name, g::path_character> : analyze_any_traits<> {};
template <typename Name>
struct analyze_traits<Name, g::encoded_slash> : analyze_any_traits<> {};
template <typename Name>
struct analyze_traits<Name, g::word_literal> : analyze_any_traits<> {};
template <typename Name>
struct analyze_traits<Name, g::call_open> : analyze_any_traits<> {};
template <typename Name>
struct analyze_traits<Name, g::operator_keyword> : analyze_any_traits<> {};
template <typename Name>
struct analyze_traits<Name, g::not_keyword> : analyze_any_traits<> {};
template <typename Name>
struct analyze_traits<Name, g::search_character> : analyze_any_traits<> {};
template <typename Name, tamis::Option O>
struct analyze_traits<Name, g::option_word<O>> : analyze_any_traits<> {};
// … and these only look.
template <typename Name>
struct analyze_traits<Name, g::word_end> : analyze_opt_traits<> {};
template <typename Name>
struct analyze_traits<Name, g::array_blanks> : analyze_opt_traits<> {};
template <typename Name, int Colons>
struct analyze_traits<Name, g::colon_of_case<Colons>> : analyze_opt_traits<> {};
template <typename Name>
struct analyze_traits<Name, g::in_condition> : analyze_opt_traits<> {};
template <typename Name, typename Rule>
struct analyze_traits<Name, g::condition_of_case<Rule>> : analyze_seq_traits<Rule> {};
template <typename Name>
struct analyze_traits<Name, g::item_path_begin> : analyze_opt_traits<> {};
template <typename Name, bool Annotation>
struct analyze_traits<Name, g::step_end<Annotation>> : analyze_opt_traits<> {};
template <typename Name>
struct analyze_traits<Name, g::path_goes_on> : analyze_opt_traits<> {};
template <typename Name>
struct analyze_traits<Name, g::property_path> : analyze_opt_traits<> {};
template <typename Name>
struct analyze_traits<Name, g::operation_path> : analyze_opt_traits<> {};
template <typename Name>
struct analyze_traits<Name, g::operation_end> : analyze_opt_traits<> {};
template <typename Name>
struct analyze_traits<Name, g::is_dotted> : analyze_opt_traits<> {};
template <typename Name>
struct analyze_traits<Name, g::name_alone> : analyze_opt_traits<> {};
template <typename Name>
struct analyze_traits<Name, g::behind_close> : analyze_opt_traits<> {};
template <typename Name>
struct analyze_traits<Name, g::not_abandoned> : analyze_opt_traits<> {};
template <typename Name, g::CallForm F>
struct analyze_traits<Name, g::is_form<F>> : analyze_opt_traits<> {};
template <typename Name, tamis::Operator O>
struct analyze_traits<Name, g::is_operator<O>> : analyze_opt_traits<> {};

}  // namespace tao::pegtl

namespace {

namespace g = tamis::grammar;
namespace p = tao::pegtl;

// ---- counting ---------------------------------------------------------------------------------------------------

constexpr double most_per_byte = 64, most_at_twice_the_size = 2.05;

struct CountingState : tamis::ParseState {
  using ParseState::ParseState;
  std::uint64_t attempts = 0;
  std::uint64_t budget = 0;  ///< an exponential rule would not end in our time
};

struct BudgetExceeded {};

/// Counts every start of every rule, those that PEGTL keeps to itself included.
template <typename Rule>
struct counting : p::normal<Rule> {
  static constexpr bool enable = true;
  template <typename Input>
  static void start(const Input&, CountingState& state) {
    if (++state.attempts > state.budget) throw BudgetExceeded{};
  }
};

struct Count {
  std::uint64_t attempts = 0;
  bool matched = false;
};

template <typename Rule>
Count count(const std::string& text) {
  tamis::Limits limits;
  limits.depth = 1u << 20;
  const tamis::Source source{text};
  CountingState state(source, true, limits);
  state.budget = 100 * static_cast<std::uint64_t>(most_per_byte) * text.size();
  const std::string& decoded = source.decoded();
  p::memory_input<p::tracking_mode::lazy, p::eol::lf, const char*> in(decoded.data(), decoded.data() + decoded.size(),
                                                                      "");
  try {
    const bool matched = p::parse<Rule, p::nothing, counting>(in, state) && !state.abandoned && !state.fatal().set;
    return {state.attempts, matched};
  } catch (const BudgetExceeded&) {
    return {state.attempts, false};
  }
}

// ---- texts ------------------------------------------------------------------------------------------------------

std::string times(std::size_t n, std::string_view text) {
  std::string out;
  out.reserve(n * text.size());
  for (std::size_t i = 0; i < n; ++i)
    out += text;
  return out;
}

/// `item` n times with `separator` between.
std::string list(std::size_t n, std::string_view item, std::string_view separator) {
  std::string out;
  for (std::size_t i = 0; i < n; ++i) {
    if (i != 0) out += separator;
    out += item;
  }
  return out;
}

struct Family {
  std::string_view name;
  Count (*run)(const std::string&);
  bool right;  ///< whether the text is one of the language
  std::function<std::string(std::size_t)> make;
};

/// `open` n times, `middle`, `close` n times: and without the last part, which then is wrong.
void nest(std::vector<Family>& all, std::string_view name, Count (*run)(const std::string&), std::string_view open,
          std::string_view middle, std::string_view close) {
  all.push_back({name, run, true, [=](std::size_t n) { return times(n, open).append(middle) + times(n, close); }});
  all.push_back({name, run, false, [=](std::size_t n) { return times(n, open).append(middle); }});
  all.push_back({name, run, false, [=](std::size_t n) { return times(n, open); }});
}

/// `begin`, n items with separators, `end`: and without `end`, and with a separator behind the last.
void repeat(std::vector<Family>& all, std::string_view name, Count (*run)(const std::string&), std::string_view begin,
            std::string_view item, std::string_view separator, std::string_view end) {
  all.push_back({name, run, true,
                 [=](std::size_t n) { return std::string(begin).append(list(n, item, separator)).append(end); }});
  if (!end.empty())
    all.push_back(
        {name, run, false, [=](std::size_t n) { return std::string(begin).append(list(n, item, separator)); }});
  if (!separator.empty())
    all.push_back({name, run, false, [=](std::size_t n) {
                     return std::string(begin).append(list(n, item, separator)).append(separator).append(end);
                   }});
}

/// Only the whole text: its shorter forms are right as well.
void only(std::vector<Family>& all, std::string_view name, Count (*run)(const std::string&), std::string_view begin,
          std::string_view item, std::string_view end) {
  all.push_back(
      {name, run, true, [=](std::size_t n) { return std::string(begin).append(times(n, item)).append(end); }});
}
/// The same for a text that is wrong.
void wrong(std::vector<Family>& all, std::string_view name, Count (*run)(const std::string&), std::string_view begin,
           std::string_view item, std::string_view end) {
  only(all, name, run, begin, item, end);
  all.back().right = false;
}

std::vector<Family> nested_families() {
  const auto expression = count<g::expression_text>;
  const auto expand = count<g::option_text<g::expand_value>>;
  const auto select = count<g::option_text<g::select_value>>;
  const auto search = count<g::option_text<g::search_value>>;
  std::vector<Family> all;
  nest(all, "parentheses", expression, "(", "a", ")");
  nest(all, "parentheses and blanks", expression, "(  ", "a", "  )");
  nest(all, "parentheses behind or", expression, "(a or ", "b", ")");
  nest(all, "parentheses behind not", expression, "not (", "b", ")");
  nest(all, "parentheses behind -", expression, "-(", "b", ")");
  nest(all, "parentheses behind in", expression, "a in (", "b", ")");
  nest(all, "functions", expression, "trim(", "b", ")");
  nest(all, "functions of two arguments", expression, "concat(a,", "b", ")");
  nest(all, "first arguments", expression, "concat(", "b", ",a)");
  nest(all, "calls of all forms", expression, "concat(F(p=cast(case(true:F(", "p=1", ")),Edm.String)),a)");
  wrong(all, "calls of unlike forms", expression, "", "concat(", "F(");
  wrong(all, "calls of unlike forms", expression, "", "concat(cast(", "case(");
  wrong(all, "calls of unlike forms", expression, "", "cast(", "F(p=");
  wrong(all, "calls of unlike forms", expression, "", "case(", "F(");
  nest(all, "calls of all forms, reversed", expression, "F(p=case(true:cast(concat(", "a", ",b),Edm.String)))");
  nest(all, "casts", expression, "cast(", "a", ",Edm.String)");
  nest(all, "cases", expression, "case(a:", "b", ",true:c)");
  nest(all, "service functions", expression, "Ns.F(p=", "b", ")");
  nest(all, "calls behind a path", expression, "a/F(p=", "b", ")");
  nest(all, "lambdas", expression, "a/any(x:", "x", ")");
  nest(all, "filter segments", expression, "a/$filter(", "b", ")");
  nest(all, "counts", expression, "a/$count($filter=", "b", ")");
  nest(all, "arrays", expression, "[", "1", "]");
  nest(all, "arrays with blanks", expression, "[ ", "1", " ]");
  nest(all, "objects", expression, "{\"a\":", "1", "}");
  nest(all, "$expand", expand, "a($expand=", "b", ")");
  nest(all, "$select", select, "a($select=", "b", ")");
  nest(all, "$search groups", search, "(", "b", ")");
  nest(all, "$search groups behind words", search, "(a OR ", "b", ")");
  nest(all, "$search groups behind NOT", search, "NOT (", "b", ")");
  for (const std::string_view begin : {"geography'SRID=0;", "a in (geography'SRID=0;"}) {
    wrong(all, "geo collections", expression, begin, "GeometryCollection(", "Point(1 1)");
    const std::string_view end = begin.front() == 'a' ? "')" : "'";
    all.push_back({"geo collections", expression, true, [=](std::size_t n) {
                     return std::string(begin)
                         .append(times(n, "GeometryCollection("))
                         .append("Point(1 1)")
                         .append(times(n, ")"))
                         .append(end);
                   }});
  }
  return all;
}

std::vector<Family> long_families() {
  const auto expression = count<g::expression_text>;
  const auto expand = count<g::option_text<g::expand_value>>;
  const auto select = count<g::option_text<g::select_value>>;
  const auto search = count<g::option_text<g::search_value>>;
  const auto orderby = count<g::option_text<g::orderby_value>>;
  const auto compute = count<g::option_text<g::compute_value>>;
  std::vector<Family> all;
  repeat(all, "or chain", expression, "", "a eq 1", " or ", "");
  repeat(all, "chain of the shortest operands", expression, "", "a", " or ", "");
  repeat(all, "sum of digits", expression, "", "1", " add ", "");
  repeat(all, "and of groups", expression, "", "(a eq 1 or b eq 2)", " and ", "");
  repeat(all, "and of groups without blanks", expression, "", "(a)", "and", "");
  repeat(all, "comparisons of times", expression, "", "a lt 2020-01-01T00:00:00.000Z", " or ", "");
  repeat(all, "comparisons of dates", expression, "", "a lt 2020-01-01", " or ", "");
  repeat(all, "comparisons of guids", expression, "", "a eq 01234567-89ab-cdef-0123-456789abcdef", " or ", "");
  repeat(all, "hex digits that are no guids", expression, "", "a eq abcdef01", " or ", "");
  repeat(all, "in list of digits", expression, "a in (", "1", ",", ")");
  repeat(all, "in list with blanks", expression, "a in ( ", "1", " , ", " )");
  repeat(all, "in list of strings", expression, "a in (", "'a'", ",", ")");
  repeat(all, "in list of guids", expression, "a in (", "01234567-89ab-cdef-0123-456789abcdef", ",", ")");
  repeat(all, "in list of enumeration literals", expression, "a in (", "N.E'a'", ",", ")");
  repeat(all, "many short lists", expression, "", "a in (1)", " or ", "");
  repeat(all, "enumeration members", expression, "a has N.E'", "a", ",", "'");
  repeat(all, "has", expression, "", "a has 'b'", " or ", "");
  repeat(all, "path", expression, "", "a", "/", "");
  only(all, "path of casts", expression, "", "N.a/", "a");
  wrong(all, "path of casts that ends", expression, "", "N.a/", "");
  repeat(all, "path of keys", expression, "a/", "b(1)", "/", "");
  repeat(all, "path of empty calls", expression, "a/", "b()", "/", "");
  repeat(all, "path of filters", expression, "a/", "$filter(b)", "/", "");
  repeat(all, "path of annotations", expression, "a/", "@b", "/", "");
  repeat(all, "arguments of a function", expression, "F(", "p=1", ",", ")");
  repeat(all, "arguments of a case", expression, "case(", "a:1", ",", ")");
  repeat(all, "numbers in conditions of a case", expression, "case(", "a eq 10:20000 add b", ",", ")");
  repeat(all, "array", expression, "[", "1", ",", "]");
  repeat(all, "array of strings", expression, "[", "\"a\"", ",", "]");
  repeat(all, "array of empty arrays", expression, "[", "[]", ",", "]");
  repeat(all, "object", expression, "{", "\"a\":1", ",", "}");
  only(all, "not", expression, "", "not ", "a");
  repeat(all, "nots that are names", expression, "", "not eq not", " or ", "");
  only(all, "-", expression, "", "- ", "a");
  only(all, "- without blanks", expression, "", "-", "a");
  only(all, "- and not", expression, "", "- not ", "a");
  wrong(all, "- without an operand", expression, "", "- ", "");
  wrong(all, "not and - without an operand", expression, "", "not -", "");
  repeat(all, "blanks before an operator", expression, "a", " ", "", "eq 1");
  repeat(all, "blanks behind an operator", expression, "a eq", " ", "", "1");
  repeat(all, "blanks behind not", expression, "not", " ", "", "a");
  repeat(all, "blanks in parentheses", expression, "(", " ", "", "a)");
  repeat(all, "blanks in a list", expression, "a in (", " ", "", "1)");
  repeat(all, "string", expression, "'", "a", "", "'");
  repeat(all, "string of quotes", expression, "'", "''", "", "'");
  repeat(all, "JSON string", expression, "[\"", "a", "", "\"]");
  repeat(all, "JSON string of escapes", expression, "[\"", "\\n", "", "\"]");
  repeat(all, "digits", expression, "", "1", "", "");
  repeat(all, "digits of a fraction", expression, "1.", "1", "", "");
  repeat(all, "digits of an exponent", expression, "1e", "1", "", "");
  only(all, "digits of a year", expression, "1", "1", "-01-01");
  wrong(all, "digits and half a date", expression, "1", "1", "-01");
  wrong(all, "digits and a letter", expression, "1", "1", "x");
  repeat(all, "digits in a list", expression, "a in (", "1", "", ")");
  repeat(all, "digits of a duration", expression, "duration'P", "1", "", "D'");
  repeat(all, "digits of seconds", expression, "duration'PT1.", "1", "", "S'");
  repeat(all, "binary", expression, "binary'", "AAAA", "", "'");
  repeat(all, "positions", expression, "geometry'SRID=0;LineString(1 1,", "1 1", ",", ")'");
  repeat(all, "points", expression, "geometry'SRID=0;MultiPoint(", "(1 1)", ",", ")'");
  repeat(all, "name", expression, "", "a", "", "");
  repeat(all, "name of letters outside ASCII", expression, "", "\xC3\xA9", "", "");
  repeat(all, "name of hex digits", expression, "", "abcdef01", "", "");
  repeat(all, "qualified name", expression, "", "a", ".", "()");
  repeat(all, "qualified name in front of a quote", expression, "", "a", ".", "'a'");
  repeat(all, "type name", expression, "cast(", "a", ".", ")");
  repeat(all, "function that is named like an operator", expression, "", "eq eq eq", " or ", "");
  repeat(all, "$select", select, "", "a", ",", "");
  repeat(all, "$select with blanks", select, "", "a", ", ", "");
  repeat(all, "$select path", select, "", "a", "/", "");
  repeat(all, "$select overload", select, "F(", "a", ",", ")");
  repeat(all, "$select options", select, "", "a($top=1)", ",", "");
  repeat(all, "$expand", expand, "", "a", ",", "");
  repeat(all, "$expand path", expand, "", "a", "/", "");
  repeat(all, "$expand references", expand, "", "a/$ref", ",", "");
  repeat(all, "$expand options", expand, "a(", "@x=1", ";", ")");
  repeat(all, "$expand levels", expand, "", "a($levels=max)", ",", "");
  repeat(all, "$orderby", orderby, "", "a", ",", "");
  repeat(all, "$orderby desc", orderby, "", "a desc", ",", "");
  repeat(all, "$compute", compute, "", "a as b", ",", "");
  repeat(all, "$search words", search, "", "a", " ", "");
  repeat(all, "$search word", search, "", "a", "", "");
  repeat(all, "$search OR", search, "", "a", " OR ", "");
  only(all, "$search NOT", search, "", "NOT ", "a");
  repeat(all, "$search phrase", search, "\"", "a", "", "\"");
  repeat(all, "$search phrases", search, "", "\"a\"", " ", "");
  repeat(all, "$search blanks", search, "a", " ", "", "b");
  return all;
}

struct Worst {
  double per_byte = 0, ratio = 0;
  std::string per_byte_of{}, ratio_of{};
};

void check_linear(const Family& family, std::size_t n, Worst& worst) {
  const std::string label = std::string(family.name) + (family.right ? "" : ", wrong");
  CAPTURE(label);
  CAPTURE(family.make(2));
  std::uint64_t before = 0;
  for (const std::size_t size : {n, 2 * n, 4 * n}) {
    CAPTURE(size);
    const std::string text = family.make(size);
    const Count counted = family.run(text);
    CHECK(counted.matched == family.right);
    const double per_byte = static_cast<double>(counted.attempts) / static_cast<double>(text.size());
    CHECK(per_byte <= most_per_byte);
    if (per_byte > worst.per_byte) worst.per_byte = per_byte, worst.per_byte_of = label;
    if (before != 0) {
      const double ratio = static_cast<double>(counted.attempts) / static_cast<double>(before);
      CHECK(ratio <= most_at_twice_the_size);
      if (ratio > worst.ratio) worst.ratio = ratio, worst.ratio_of = label;
    }
    before = counted.attempts;
  }
}

void check_linear(const std::vector<Family>& families, std::size_t n) {
  Worst worst;
  for (const Family& family : families)
    check_linear(family, n, worst);
  std::ostringstream words;
  words << families.size() << " families; at most " << std::setprecision(3) << worst.per_byte << " attempts per byte ("
        << worst.per_byte_of << "), at most " << worst.ratio << " times as many at twice the size (" << worst.ratio_of
        << ")";
  MESSAGE(words.str());
}

}  // namespace

TEST_CASE("rule attempts grow with the text: nested texts") { check_linear(nested_families(), 32); }

TEST_CASE("rule attempts grow with the text: long texts") { check_linear(long_families(), 512); }

TEST_CASE("no rule loops without reading on") {
  CHECK(p::analyze<g::filter_text>() == 0);
  CHECK(p::analyze<g::expression_text>() == 0);
  CHECK(p::analyze<g::literal_text>() == 0);
  CHECK(p::analyze<g::option_text<g::orderby_value>>() == 0);
  CHECK(p::analyze<g::option_text<g::select_value>>() == 0);
  CHECK(p::analyze<g::option_text<g::expand_value>>() == 0);
  CHECK(p::analyze<g::option_text<g::compute_value>>() == 0);
  CHECK(p::analyze<g::option_text<g::search_value>>() == 0);
  CHECK(p::analyze<g::option_text<g::format_value>>() == 0);
}
