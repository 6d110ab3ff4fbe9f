// Slips are looked for one after the other, the surest first; the first that fits has the word. Each looks at
// the text only: nothing has been understood where a slip is made.
#include "src/parse/slips.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>

#include "grammar/expression.hpp"
#include "src/schema/suggest.hpp"
#include "src/text/decode.hpp"
#include "src/text/utf8.hpp"
#include "tamis/tree.hpp"

namespace tamis {
inline namespace v0 {

namespace {

struct Rewrite {
  std::string_view written, instead;
};

/// Another language's operator, as it begins the text; what OData writes instead.
constexpr std::array foreign_operators{
    Rewrite{"===", "eq"}, Rewrite{"!==", "ne"}, Rewrite{"==", "eq"},  Rewrite{"!=", "ne"}, Rewrite{"<>", "ne"},
    Rewrite{">=", "ge"},  Rewrite{"<=", "le"},  Rewrite{"&&", "and"}, Rewrite{"||", "or"}, Rewrite{"=", "eq"},
    Rewrite{">", "gt"},   Rewrite{"<", "lt"},   Rewrite{"*", "mul"},  Rewrite{"-", "sub"}, Rewrite{"%", "mod"},
};

/// Words that other languages put between operands.
constexpr std::array infix_notes{
    Rewrite{"like", "contains(a,'x'), startswith(a,'x') and endswith(a,'x') look for parts of a text"},
    Rewrite{"between", "a range is two conditions: a ge 1 and a le 5"},
    Rewrite{"matches", "matchesPattern(a,'^x') looks for a regular expression"},
};

/// Prefixes of literals that OData 4 no longer has.
constexpr std::array old_prefixes{"datetimeoffset", "datetime", "guid", "time", "decimal"};

bool is_blank(char c) noexcept { return c == ' ' || c == '\t'; }
bool is_digit(char c) noexcept { return c >= '0' && c <= '9'; }
bool is_word(char c) noexcept {
  return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'
      || static_cast<unsigned char>(c) >= 0x80;
}
/// Of the characters that are percent-encoded in a URL, those of ASCII.
bool is_mark(char c) noexcept { return (c >= ' ' && c <= '~' && !is_word(c)) || c == '\t'; }
bool is_path(char c) noexcept { return is_word(c) || c == '/' || c == '.' || c == '$' || c == '@'; }

bool same_word(std::string_view a, std::string_view lower) noexcept {
  return a.size() == lower.size() && std::equal(a.begin(), a.end(), lower.begin(), [](char x, char y) {
           return (x >= 'A' && x <= 'Z' ? static_cast<char>(x | 0x20) : x) == y;
         });
}

class Slip {
 public:
  Slip(Diagnostic& d, const std::vector<std::string_view>& labels, std::string_view text, std::uint32_t end)
      : d_(d), labels_(labels), text_(text.substr(0, end)), at_(d.span.offset) {}

  void explain() {
    using Look = bool (Slip::*)();
    static constexpr std::array<Look, 8> between_operands{
        &Slip::plus_for_blank,       &Slip::still_encoded,    &Slip::arrows_in_path, &Slip::blank_before_equals,
        &Slip::blank_before_bracket, &Slip::foreign_operator, &Slip::quote_inside,   &Slip::word_for_operator};
    static constexpr std::array<Look, 10> anywhere{&Slip::blank_after_equals,
                                                   &Slip::direction,
                                                   &Slip::old_literal,
                                                   &Slip::number_suffix,
                                                   &Slip::missing_offset,
                                                   &Slip::dots_in_path,
                                                   &Slip::lambda_without_variable,
                                                   &Slip::list_without_in,
                                                   &Slip::double_quotes,
                                                   &Slip::lambda_alone};
    for (const Look look : anywhere)
      if ((this->*look)()) return;
    if (expects("an expression") && foreign_not()) return;
    if (expects("a blank") && glued_operator()) return;
    if (!expects("an operator")) return;
    for (const Look look : between_operands)
      if ((this->*look)()) return;
  }

 private:
  bool expects(std::string_view label) const noexcept {
    return std::find(labels_.begin(), labels_.end(), label) != labels_.end();
  }
  std::string_view rest() const noexcept { return text_.substr(at_); }
  char before(std::uint32_t back = 1) const noexcept { return at_ >= back ? text_[at_ - back] : '\0'; }

  /// Where the run of such characters that ends at `to` begins.
  template <typename Is>
  std::uint32_t run_before(std::uint32_t to, Is is) const noexcept {
    while (to > 0 && is(text_[to - 1]))
      --to;
    return to;
  }
  template <typename Is>
  std::uint32_t run_after(std::uint32_t from, Is is) const noexcept {
    while (from < text_.size() && is(text_[from]))
      ++from;
    return from;
  }
  /// Where the literal or word that begins here ends.
  std::uint32_t operand_end(std::uint32_t from) const noexcept {
    if (from < text_.size() && (text_[from] == '\'' || text_[from] == '"')) {
      const std::size_t close = text_.find(text_[from], from + 1);
      return close == std::string_view::npos ? from : static_cast<std::uint32_t>(close + 1);
    }
    return run_after(from, [](char c) { return !is_blank(c) && c != ')' && c != ',' && c != '&' && c != ';'; });
  }
  std::string_view part(std::uint32_t from, std::uint32_t to) const noexcept { return text_.substr(from, to - from); }

  bool replace(std::uint32_t from, std::uint32_t to, std::string replacement) {
    d_.fixes.push_back({{from, to - from}, std::move(replacement)});
    return true;
  }
  /// The whole word at the place, of which the beginning may have been understood.
  std::string_view word_around() const noexcept { return part(run_before(at_, is_word), run_after(at_, is_word)); }

  bool note(std::string text) {
    d_.notes.push_back(std::move(text));
    return true;
  }

  // ---- around option values ----

  // `$filter= true`
  bool blank_after_equals() {
    const std::uint32_t from = run_before(at_, is_blank), to = run_after(at_, is_blank);
    if (from == to || from == 0 || text_[from - 1] != '=') return false;
    note("no blank stands beside the '=' of an option or argument");
    return replace(from, to, "");
  }

  // `F(a =1)`
  bool blank_before_equals() {
    if (!rest().starts_with('=') || rest().starts_with("==")) return false;
    const std::uint32_t blank = run_before(at_, is_blank), name = run_before(blank, is_word);
    if (blank == at_ || name == blank || !is_argument(name)) return false;
    note("no blank stands beside the '=' of an option or argument");
    return replace(blank, run_after(at_ + 1, is_blank), "=");
  }

  /// Whether this is where an argument of a service's function begins.
  bool is_argument(std::uint32_t at) const noexcept {
    std::uint32_t depth = 1;
    bool quoted = false;
    if (at == 0 || (text_[at - 1] != '(' && text_[at - 1] != ',')) return false;
    while (at > 0 && depth > 0) {
      const char c = text_[--at];
      quoted = quoted != (c == '\'');
      if (!quoted && c == ')') ++depth;
      if (!quoted && c == '(') --depth;
    }
    const std::string_view function = part(run_before(at, is_path), at);
    return depth == 0 && !function.empty() && !function.ends_with("$filter") && !same_word(function, "not")
        && grammar::find_function(function) == nullptr;
  }

  // `createdDateTime descending`
  bool direction() {
    const std::string_view word = word_around();
    const bool ascending = same_word(word, "ascending");
    const bool descending = same_word(word, "descending") || same_word(word, "dsc") || same_word(word, "des");
    if (!ascending && !descending) return false;
    const std::uint32_t begin = run_before(at_, is_word);
    d_.suggestion = ascending ? "asc" : "desc";
    return replace(begin, begin + static_cast<std::uint32_t>(word.size()), d_.suggestion);
  }

  // ---- between operands ----

  // `createdDateTime+desc`, `a+eq+1`: form encoding writes blanks as plus signs, a URL does not.
  bool plus_for_blank() {
    if (!rest().starts_with('+')) return false;
    const bool glued =
        !is_blank(before()) && at_ + 1 < text_.size() && is_word(text_[at_ + 1]) && !is_digit(text_[at_ + 1]);
    if (glued) {
      note("a plus sign is no blank: a blank is written %20");
      bool quoted = false;
      for (std::uint32_t i = at_; i < text_.size(); ++i) {
        quoted = quoted != (text_[i] == '\'');
        if (text_[i] == '+' && !quoted) replace(i, i + 1, " ");
      }
      return true;
    }
    d_.suggestion = "add";
    return replace(at_, at_ + 1, with_blanks(at_, at_ + 1, "add"));
  }

  // `a%20eq%201`, of which a blank or another mark can be seen, and which has no blanks of its own
  bool still_encoded() {
    const std::string_view sequence = rest().substr(0, 3);
    const std::string decoded = percent_decoded(sequence);
    if (sequence.size() != 3 || decoded.size() != 1 || !is_mark(decoded[0]) || rest().find(' ') != rest().npos)
      return false;
    note("the text is still percent-encoded");
    d_.span.length = 3;
    const std::string all = percent_decoded(rest());
    const bool in_front = part(0, at_).find('%') != std::string_view::npos;
    return in_front || find_invalid_utf8(all) != std::string_view::npos
        || replace(at_, static_cast<std::uint32_t>(text_.size()), all);
  }

  // `a->b eq 1`
  bool arrows_in_path() {
    if (!rest().starts_with("->")) return false;
    note("segments of a path are joined by '/'");
    d_.suggestion = "/";
    d_.span.length = 2;
    for (std::uint32_t i = at_; text_.substr(i).starts_with("->"); i = run_after(i + 2, is_word))
      replace(i, i + 2, "/");
    return true;
  }

  bool foreign_operator() {
    const Rewrite* const foreign = foreign_at(at_);
    if (foreign == nullptr) return false;
    d_.span.length = static_cast<std::uint32_t>(foreign->written.size());
    d_.suggestion = foreign->instead;
    replace(at_, d_.span.end(), with_blanks(at_, d_.span.end(), foreign->instead));
    // Who writes one writes more of them.
    bool quoted = false;
    for (std::uint32_t i = d_.span.end(); i < text_.size(); ++i) {
      quoted = quoted != (text_[i] == '\'');
      const Rewrite* const other = quoted || !is_blank(text_[i - 1]) ? nullptr : foreign_at(i);
      const auto end = static_cast<std::uint32_t>(i + (other == nullptr ? 0 : other->written.size()));
      if (other != nullptr && end < text_.size() && is_blank(text_[end])) replace(i, end, std::string(other->instead));
    }
    return true;
  }

  const Rewrite* foreign_at(std::uint32_t at) const noexcept {
    for (const Rewrite& foreign : foreign_operators)
      if (text_.substr(at).starts_with(foreign.written)) return &foreign;
    return nullptr;
  }

  std::string with_blanks(std::uint32_t from, std::uint32_t to, std::string_view word) const {
    std::string out;
    if (from > 0 && !is_blank(text_[from - 1])) out += ' ';
    out += word;
    if (to < text_.size() && !is_blank(text_[to])) out += ' ';
    return out;
  }

  // `'O'Neil'`
  bool quote_inside() {
    if (before() != '\'' || rest().empty() || !is_word(rest().front())) return false;
    note("a quote inside a string is written twice: 'O''Neil'");
    const bool closed = std::count(rest().begin(), rest().end(), '\'') % 2 == 1;
    return !closed || replace(at_, at_, "'");
  }

  // `a like 'x%'`, `a is null`, `a contains 'x'`, `a eqals 1`
  bool word_for_operator() {
    const std::uint32_t begin = run_before(at_, is_word), end = run_after(at_, is_word);
    if (end == at_ || begin == 0 || !is_blank(text_[begin - 1])) return false;
    const std::string_view word = part(begin, end);
    if (same_word(word, "is")) return is_null(end);
    for (const Rewrite& infix : infix_notes)
      if (same_word(word, infix.written)) return d_.span.length = end - at_, note(std::string(infix.instead));
    for (const std::string_view function : {"contains", "startswith", "endswith"})
      if (same_word(word, function)) return infix_function(function, end);
    return near_operator(word, begin);
  }

  // `eqals` and `eq1`, of which `eq` was understood
  bool glued_operator() {
    const std::uint32_t begin = run_before(at_, is_word), end = run_after(at_, is_word);
    const bool misspelt = end > at_ && !is_digit(text_[at_]) && is_operand(run_after(end, is_blank));
    if (misspelt && begin > 0 && is_blank(text_[begin - 1]) && near_operator(word_around(), begin)) return true;
    if (misspelt && is_blank(text_[end])) {
      d_.suggestion = part(begin, at_);
      return replace(at_, end, "");
    }
    return !rest().empty() && (end > at_ || rest().front() == '\'') && replace(at_, at_, " ");
  }

  /// Whether an operand could begin here: no operator, and no end of an expression.
  bool is_operand(std::uint32_t at) const noexcept {
    const std::string_view word = part(at, run_after(at, is_word));
    const grammar::OperatorRow* const row = grammar::find_operator(word);
    if (row != nullptr) return row->arity == grammar::Arity::prefix;
    if (same_word(word, "asc") || same_word(word, "desc") || same_word(word, "as")) return false;
    return at < text_.size() && std::string_view(")]},;:").find(text_[at]) == std::string_view::npos;
  }

  bool is_null(std::uint32_t end) {
    std::uint32_t from = run_after(end, is_blank);
    std::uint32_t to = run_after(from, is_word);
    const bool negated = same_word(part(from, to), "not");
    if (negated) {
      from = run_after(to, is_blank);
      to = run_after(from, is_word);
    }
    if (!same_word(part(from, to), "null")) return false;
    d_.span.length = end - at_;
    d_.suggestion = negated ? "ne null" : "eq null";
    return replace(at_, to, d_.suggestion);
  }

  bool infix_function(std::string_view function, std::uint32_t end) {
    d_.span.length = end - at_;
    const std::uint32_t left_end = run_before(at_, is_blank), left = run_before(left_end, is_path);
    const std::uint32_t right = run_after(end, is_blank), right_end = operand_end(right);
    if (left == left_end || right == right_end)
      return note(std::string(function) + " is a function: " + std::string(function) + "(a,'x')");
    const bool double_quoted = text_[right] == '"';
    const std::string operand =
        double_quoted ? quote(part(right + 1, right_end - 1)) : std::string(part(right, right_end));
    d_.suggestion = std::string(function) + "(" + std::string(part(left, left_end)) + "," + operand + ")";
    return replace(left, right_end, d_.suggestion);
  }

  bool near_operator(std::string_view word, std::uint32_t begin) {
    std::vector<std::string_view> keywords;
    for (const auto& row : grammar::operators)
      if (row.arity != grammar::Arity::prefix) keywords.push_back(row.keyword);
    const std::string_view near =
        same_word(word, "equals") || same_word(word, "equal") ? "eq" : closest(word, keywords);
    if (near.empty() || (begin < at_ && is_digit(text_[at_]))) return false;
    const auto end = static_cast<std::uint32_t>(begin + word.size());
    d_.span.length = end - at_;
    d_.suggestion = near;
    return replace(begin, end, std::string(near));
  }

  // ---- where an operand should begin ----

  bool foreign_not() {
    if (!rest().starts_with('!') || rest().starts_with("!=")) return false;
    d_.suggestion = "not";
    return replace(at_, at_ + 1, "not ");
  }

  bool double_quotes() {
    // Behind an item, as in `["a" "b"]`, no string could follow either.
    if (!rest().starts_with('"')
        || !(expects("an expression") || expects("a literal") || expects("an enumeration literal")))
      return false;
    note("a string is written in single quotes: 'text'");
    const std::uint32_t end = operand_end(at_);
    if (end == at_) return true;
    d_.suggestion = quote(part(at_ + 1, end - 1));
    return replace(at_, end, d_.suggestion);
  }

  // ---- inside and behind literals and paths ----

  // `datetime'2020-10-30T21:03:00'`, `guid'…'`: of OData 2 and 3
  bool old_literal() {
    if (!rest().starts_with('\'')) return false;
    const std::uint32_t from = run_before(at_, is_word);
    const std::string_view prefix = part(from, at_);
    const std::uint32_t end = operand_end(at_);
    if (end == at_
        || std::none_of(old_prefixes.begin(), old_prefixes.end(), [&](auto p) { return same_word(prefix, p); }))
      return false;
    std::string value(part(at_ + 1, end - 1));
    if (same_word(prefix, "datetime")) value += 'Z';
    const bool duration = same_word(prefix, "time") && value.find('P') < 2;  // `PT1H`, `-PT1H`
    if (duration) value = "duration" + quote(value);
    note(duration ? "since OData 4 it is called a duration"
                  : "since OData 4 such a value stands without prefix and quotes");
    d_.suggestion = value;
    return replace(from, end, value);
  }

  // `5000M`, `5L`, `1.5d`: of OData 2 and 3
  bool number_suffix() {
    const auto is_suffix = [](char c) { return std::string_view("mMlLfFdD").find(c) != std::string_view::npos; };
    // `5d` could have begun a guid: what is behind it is wrong then.
    const bool hexadecimal = is_suffix(before()) && (rest().empty() || is_blank(rest()[0]) || rest()[0] == ')');
    const std::uint32_t at = hexadecimal ? at_ - 1 : at_;
    if (at == text_.size() || !is_suffix(text_[at])) return false;
    const std::uint32_t from = run_before(at, [](char c) { return is_digit(c) || c == '.' || c == '-'; });
    const bool ends = at + 1 == text_.size() || !is_word(text_[at + 1]);
    if (from == at || !ends || (from > 0 && is_word(text_[from - 1]))) return false;
    note("numbers have no suffix since OData 4");
    d_.suggestion = part(from, at);
    return replace(at, at + 1, "");
  }

  // `2020-10-30T21:03:00`, and `…T21:03:00 02:00`, whose plus sign became a blank
  bool missing_offset() {
    if (!expects("'Z' or an offset such as +02:00")) return false;
    const std::string_view follows = rest();
    if (follows.size() >= 6 && is_blank(follows[0]) && is_digit(follows[1]) && is_digit(follows[2])
        && follows[3] == ':') {
      note("a plus sign in a URL is written %2B");
      return replace(at_, at_ + 1, "+");
    }
    note("a date and time says how far from UTC it is");
    if (!follows.empty() && !is_blank(follows[0]) && follows[0] != ')') return true;
    const std::uint32_t from = run_before(at_, [](char c) { return is_word(c) || c == '-' || c == ':' || c == '.'; });
    d_.suggestion = std::string(part(from, at_)) + "Z";
    return replace(at_, at_, "Z");
  }

  // `length (a)`, `Ns.F (a=1)`
  bool blank_before_bracket() {
    const std::uint32_t from = run_before(at_, is_blank), to = run_after(at_, is_blank);
    const std::string_view name = part(run_before(from, is_path), from);
    const bool function = name.find('.') != std::string_view::npos || grammar::find_function(name) != nullptr;
    if (from == to || !function || !text_.substr(to).starts_with('(')) return false;
    note("no blank stands between a name and its parenthesis");
    return replace(from, to, "");
  }

  // `customerProfile.address.country`, `team.any(t:…)`
  bool dots_in_path() {
    const std::uint32_t open = at_ > 0 && text_.substr(0, at_).find_last_of('(') != std::string_view::npos
                                 ? static_cast<std::uint32_t>(text_.substr(0, at_).find_last_of('('))
                                 : at_;
    if (expects("'='") && rest().starts_with(':')) {
      const std::uint32_t word = run_before(open, is_word);
      const std::string_view lambda = part(word, open);
      if (word == 0 || text_[word - 1] != '.' || (lambda != "any" && lambda != "all")) return false;
      note("segments of a path are joined by '/'");
      return replace(word - 1, word, "/");
    }
    const std::uint32_t from = run_before(at_, is_path);
    std::string path(part(from, at_));
    const bool ends = rest().empty() || is_blank(rest().front()) || rest().front() == ')' || rest().front() == ',';
    // Where a name with dots cannot stand alone, it could have been a call or, in front of a quote, an enumeration.
    if (!expects("'('") || !expects("a closing quote") || !ends || path.find('@') != std::string::npos) return false;
    if (blank_before_bracket()) return true;
    std::replace(path.begin(), path.end(), '.', '/');
    note("segments of a path are joined by '/'");
    d_.suggestion = path;
    return replace(from, at_, path);
  }

  // `team/any(email eq 'x')`
  bool lambda_without_variable() {
    if (!expects("':'")) return false;
    const std::uint32_t to = run_before(at_, is_blank);
    const std::uint32_t from = run_before(to, [](char c) { return is_word(c) || c == '/'; });
    if (from == 0 || from == to || text_[from - 1] != '(') return false;
    const std::uint32_t word = run_before(from - 1, is_word);
    const std::string_view lambda = part(word, from - 1);
    if (!same_word(lambda, "any") && !same_word(lambda, "all")) return false;
    note("the condition names each item first: any(x:x/name eq 'a')");
    const bool name_alone = part(from, to).find('/') == std::string_view::npos && to < at_;
    const std::string_view follows = part(at_, run_after(at_, is_word));
    const bool compared = std::any_of(
        std::begin(grammar::operators), std::end(grammar::operators),
        [&](const auto& row) { return row.arity != grammar::Arity::prefix && same_word(follows, row.keyword); });
    return !name_alone || !compared || replace(from, from, "x:x/");
  }

  // `any(x:x/name eq 'a')`
  bool lambda_alone() {
    if (!rest().starts_with('(')) return false;
    const std::string_view lambda = part(run_before(at_, is_path), at_);
    if (!same_word(lambda, "any") && !same_word(lambda, "all")) return false;
    d_.message = "any and all stand behind the path to a collection: path/any(x:x/name eq 'a')";
    return true;
  }

  // `a eq ('x','y')`
  bool list_without_in() {
    if (!rest().starts_with(',') || !expects("')'")) return false;
    const std::size_t open = text_.substr(0, at_).rfind('(');
    if (open == std::string_view::npos) return false;
    const std::uint32_t blank = run_before(static_cast<std::uint32_t>(open), is_blank);
    const std::uint32_t word = run_before(blank, is_word);
    const bool equal = same_word(part(word, blank), "eq");
    if (blank == open || !equal) return false;
    note("'in' takes a list: a in ('x','y')");
    d_.suggestion = "in";
    return replace(word, blank, "in");
  }

  Diagnostic& d_;
  const std::vector<std::string_view>& labels_;
  std::string_view text_;
  std::uint32_t at_;
};

}  // namespace

void explain_slip(Diagnostic& d, const std::vector<std::string_view>& labels, std::string_view text,
                  std::uint32_t end) {
  Slip(d, labels, text, end).explain();
}

}  // namespace v0
}  // namespace tamis
