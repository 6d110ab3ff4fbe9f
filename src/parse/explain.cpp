// Words for a syntax error: what was expected, what stands there, and the classic slips.
#include "src/parse/explain.hpp"

#include <algorithm>
#include <array>

#include "src/schema/suggest.hpp"
#include "src/text/utf8.hpp"

namespace tamis {
inline namespace v0 {

namespace {

std::string join(const std::vector<std::string_view>& labels) {
  std::string out;
  for (std::size_t i = 0; i < labels.size(); ++i) {
    if (i != 0) out += i + 1 == labels.size() ? " or " : ", ";
    out += labels[i];
  }
  return out;
}

/// Another language's operator, as it begins the text; what OData writes instead.
struct ForeignOperator {
  std::string_view written, instead;
};
constexpr std::array foreign_operators{
    ForeignOperator{"==", "eq"}, ForeignOperator{"!=", "ne"},  ForeignOperator{"<>", "ne"}, ForeignOperator{">=", "ge"},
    ForeignOperator{"<=", "le"}, ForeignOperator{"&&", "and"}, ForeignOperator{"||", "or"}, ForeignOperator{"=", "eq"},
    ForeignOperator{">", "gt"},  ForeignOperator{"<", "lt"},   ForeignOperator{"+", "add"}, ForeignOperator{"*", "mul"},
    ForeignOperator{"-", "sub"},
};

bool expects(const std::vector<std::string_view>& labels, std::string_view label) {
  return std::find(labels.begin(), labels.end(), label) != labels.end();
}

/// Puts blanks around a replacement where the text has none.
std::string with_blanks(std::string_view text, Span place, std::string_view word) {
  std::string out;
  if (place.offset > 0 && text[place.offset - 1] != ' ') out += ' ';
  out += word;
  if (place.end() < text.size() && text[place.end()] != ' ') out += ' ';
  return out;
}

void suggest_operator(Diagnostic& d, std::string_view text, std::string_view rest) {
  for (const auto& foreign : foreign_operators) {
    if (!rest.starts_with(foreign.written)) continue;
    d.span.length = static_cast<std::uint32_t>(foreign.written.size());
    d.suggestion = foreign.instead;
    d.fixes.push_back({d.span, with_blanks(text, d.span, foreign.instead)});
    return;
  }
  const std::size_t length = grammar::identifier_length(rest.data(), rest.data() + rest.size());
  if (length == 0) return;
  std::vector<std::string_view> keywords;
  for (const auto& row : grammar::operators)
    if (row.arity != grammar::Arity::prefix) keywords.push_back(row.keyword);
  const std::string_view near = closest(rest.substr(0, length), keywords);
  if (near.empty() || (d.span.offset > 0 && text[d.span.offset - 1] == '\'')) return;
  d.span.length = static_cast<std::uint32_t>(length);
  d.suggestion = near;
  d.fixes.push_back({d.span, std::string(near)});
}

void add_hints(Diagnostic& d, const std::vector<std::string_view>& labels, std::string_view text, std::uint32_t end) {
  const std::string_view rest = text.substr(d.span.offset, end - d.span.offset);
  if (expects(labels, "an operator")) {
    suggest_operator(d, text, rest);
    if (d.span.offset > 0 && text[d.span.offset - 1] == '\'' && !rest.empty() && rest.front() != ')')
      d.notes.push_back("a quote inside a string is written twice: 'O''Neil'");
  }
  if (expects(labels, "an expression") && rest.starts_with('"'))
    d.notes.push_back("a string is written in single quotes: 'text'");
}

}  // namespace

Diagnostic describe_failure(const FailureTracker& tracker, std::string_view text, std::uint32_t end) {
  Diagnostic d;
  d.span.offset = tracker.furthest() == nullptr ? end : tracker.offset(tracker.furthest());
  const bool at_end = d.span.offset >= end;
  if (at_end)
    d.span = {end, 0};
  else
    d.span.length = static_cast<std::uint32_t>(
        std::max<std::size_t>(1, decode_utf8(text.data() + d.span.offset, text.data() + end).length));

  if (at_end && tracker.string_start() != nullptr) {
    d.code = Code::unterminated_string;
    d.message = "the quoted text has no closing quote";
    d.notes.push_back("it starts at byte " + std::to_string(tracker.offset(tracker.string_start()))
                      + "; a quote inside it is written twice");
    return d;
  }
  const auto labels = tracker.labels();
  const std::string found = at_end ? "the text ends here" : "this character does not fit here";
  d.message = labels.empty() ? found : "expected " + join(labels);
  if (!labels.empty() && at_end) d.message += ", but the text ends here";
  add_hints(d, labels, text, end);
  return d;
}

}  // namespace v0
}  // namespace tamis
