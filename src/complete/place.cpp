// A scan over the tokens of a text that keeps account of brackets. It knows the shape of the language roughly, on
// purpose: a parser of incomplete texts would be a second grammar; here a wrong guess costs candidates, never makes
// wrong ones, because each is tried with the real grammar.
#include "src/complete/place.hpp"

#include <algorithm>

#include "grammar/options.hpp"
#include "src/tree/option_name.hpp"

namespace tamis {
inline namespace v0 {

namespace {

namespace g = grammar;

bool is_digit(char c) noexcept { return c >= '0' && c <= '9'; }
bool is_letter(char c) noexcept { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_hex(char c) noexcept { return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }

bool is_item(Reading reading) noexcept { return reading == Reading::select || reading == Reading::expand; }

class Scanner {
 public:
  Scanner(std::string_view text, Reading reading, bool condition) : text_(text) {
    Level& level = place_.levels.emplace_back();
    level.reading = reading;
    level.condition = condition;
    place_.token = static_cast<std::uint32_t>(text.size());
  }

  Place run() {
    while (at_ < text_.size() && !done_)
      step();
    return std::move(place_);
  }

 private:
  Level& top() noexcept { return place_.levels.back(); }
  bool is_expression() noexcept {
    return top().reading == Reading::expression || top().reading == Reading::orderby
        || top().reading == Reading::compute;
  }
  char look(std::size_t ahead = 0) const noexcept { return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0'; }

  /// The token that begins here is the one under the cursor.
  void stop(std::size_t token, bool quoted, bool literal) noexcept {
    place_.token = static_cast<std::uint32_t>(token);
    place_.quoted = quoted;
    place_.literal = literal;
    done_ = true;
  }

  void step() {
    const char c = look();
    if (top().reading == Reading::other) return stop(at_, false, true);
    if (c == '\'' || c == '"') return quoted_text(at_);
    const std::size_t sigil = c == '$' || c == '@' ? 1 : 0;
    if (sigil != 0 || g::identifier_length(text_.data() + at_, text_.data() + text_.size()) != 0) return word(sigil);
    if (starts_number()) return number(at_);
    ++at_;
    punctuation(c);
  }

  void punctuation(char c) {
    Level& level = top();
    switch (c) {
      case '(': return open(opening());
      case '[': return open({Level::Kind::array});
      case '{': return open({Level::Kind::object});
      case ')':
      case ']':
      case '}': return close();
      case ',': ++level.commas; [[fallthrough]];
      case ':': level.colon = c == ':'; return next_operand(level);
      case ';':
        level.reading = Reading::option_name;
        level.condition = false;
        return next_operand(level);
      case '/':
        level.operand = false;
        level.path = true;
        return;
      case '*': level.operand = true; return;
      case '=': return option_value();
      case '-':
        if (is_expression() && !level.operand) level.pending = &g::row(Operator::negate);
        return;
      default: return;
    }
  }

  static void next_operand(Level& level) noexcept {
    level.operand = level.path = level.ended = level.chained = false;
    level.pending = nullptr;
    if (level.kind == Level::Kind::call && level.function->id == g::Function::case_) level.condition = !level.colon;
    if (level.kind == Level::Kind::lambda) level.condition = level.colon;
  }

  /// An opening parenthesis with no name in front.
  Level opening() noexcept {
    if (is_item(top().reading)) return {Level::Kind::options, Reading::option_name};
    return {top().pending != nullptr && top().pending->id == Operator::in ? Level::Kind::list : Level::Kind::group};
  }
  void open(Level level) { place_.levels.push_back(level); }
  void close() {
    if (place_.levels.size() > 1) place_.levels.pop_back();
    top().operand = true;
    top().path = false;
  }

  void option_value() {
    Level& level = top();
    next_operand(level);
    if (level.reading != Reading::option_name) return;
    const std::optional<Option> option = find_option(last_word_);
    level.reading = last_word_.starts_with('@') ? Reading::expression : option ? reading_of(*option) : Reading::other;
    level.condition = option == Option::filter;
  }

  void quoted_text(std::size_t token) {
    const char mark = look();
    std::size_t end = at_ + 1;
    for (; end < text_.size(); ++end) {
      if (mark == '"' && text_[end] == '\\')
        ++end;
      else if (text_[end] == mark && mark == '\'' && end + 1 < text_.size() && text_[end + 1] == mark)
        ++end;
      else if (text_[end] == mark)
        break;
    }
    if (end >= text_.size()) return stop(token, mark == '\'', mark == '"');
    at_ = end + 1;
    top().operand = true;
  }

  bool starts_number() const noexcept {
    const bool sign = look() == '-' || look() == '+';
    return is_digit(look()) || (sign && is_digit(look(1)) && !place_.inner().operand);
  }
  // Numbers, dates, times, guids: taken together, as long as they go on.
  void number(std::size_t begin) {
    const bool before_colon =
        top().kind == Level::Kind::call && top().condition && top().function->id == g::Function::case_;
    bool time = false;
    std::size_t end = begin + 1;
    for (; end < text_.size(); ++end) {
      const char c = text_[end];
      time = time || c == 'T' || c == 't';
      if (!is_digit(c) && !is_letter(c) && c != '.' && c != '-' && c != '+' && c != '_'
          && (c != ':' || (before_colon && !time)))
        break;
    }
    if (end == text_.size()) return stop(begin, false, true);
    at_ = end;
    top().operand = true;
  }

  void word(std::size_t sigil) {
    const std::size_t begin = at_;
    const char* const limit = text_.data() + text_.size();
    std::size_t end = begin + sigil + g::identifier_length(text_.data() + begin + sigil, limit);
    while (end < text_.size() && text_[end] == '.') {
      const std::size_t more = g::identifier_length(text_.data() + end + 1, limit);
      if (more == 0 && end + 1 < text_.size()) break;
      end += 1 + more;
    }
    if (end == text_.size()) return stop(begin, false, false);
    const std::string_view found = text_.substr(begin, end - begin);
    if (end - begin == 8 && text_[end] == '-' && std::all_of(found.begin(), found.end(), is_hex)) return number(begin);
    at_ = end;
    last_word_ = found;
    if (text_[end] == '\'') return quoted_text(begin);
    if (is_item(top().reading)) return finish_operand();
    if (is_expression()) expression_word(found);
  }

  void finish_operand() noexcept {
    top().operand = true;
    top().path = false;
  }

  void expression_word(std::string_view found) {
    Level& level = top();
    if (level.ended || (level.kind == Level::Kind::lambda && !level.colon)) return;
    if (!level.operand) return operand_word(found);
    const g::OperatorRow* const row = g::find_operator(found);
    if (row != nullptr && row->arity != g::Arity::prefix) {
      level.pending = row;
      level.operand = false;
      level.chained = level.chained || row->arity == g::Arity::chain;
    } else {
      level.ended = true;  // asc, desc, as
    }
  }

  void operand_word(std::string_view found) {
    Level& level = top();
    const bool call = look() == '(';
    const bool path = level.path;
    if (!path && g::word_literal::is(found, "not") && (call || look() == ' ' || look() == '\t')) {
      level.pending = &g::row(Operator::not_);
      level.chained = true;
      return;
    }
    finish_operand();
    if (!call) return;
    ++at_;
    Level inside;
    const bool all = g::word_literal::is(found, "all");
    inside.function = path ? nullptr : g::find_function(found);
    if (all || g::word_literal::is(found, "any")) {
      inside.kind = Level::Kind::lambda;
      inside.all = all;
    } else if (found == "$filter") {
      inside.kind = Level::Kind::filter_segment;
      inside.condition = true;
    } else if (found == "$count") {
      inside.kind = Level::Kind::options;
      inside.reading = Reading::option_name;
    } else if (inside.function != nullptr) {
      inside.kind = Level::Kind::call;
      inside.condition = inside.function->id == g::Function::case_;
    } else {
      inside.kind = Level::Kind::arguments;
    }
    open(inside);
  }

  std::string_view text_;
  std::string_view last_word_{};
  std::size_t at_ = 0;
  bool done_ = false;
  Place place_{};
};

/// What ends one level, behind a complete operand.
std::string end_of(const Level& level) {
  using Kind = Level::Kind;
  const std::string computed = level.reading == Reading::compute ? " as zz_" : "";
  switch (level.kind) {
    case Kind::text: return computed;
    case Kind::array: return "]";
    case Kind::object: return "}";
    case Kind::lambda: return level.colon ? ")" : ":true)";
    case Kind::call: break;
    default: return computed + ")";
  }
  const g::FunctionRow& row = *level.function;
  if (row.id == g::Function::case_) return level.colon ? ")" : ":null)";
  if (row.id == g::Function::cast || row.id == g::Function::isof) return level.commas == 0 ? ",Edm.Untyped)" : ")";
  std::string out;
  for (std::uint32_t given = level.commas + 1; given < row.least; ++given)
    out += ",null";
  return out + ")";
}

}  // namespace

Place find_place(std::string_view text, Reading reading, bool condition) {
  return Scanner(text, reading, condition).run();
}

std::string closing(const std::vector<Level>& levels, bool whole) {
  std::string out;
  for (std::size_t i = levels.size(); i-- > 0;) {
    const Level& level = levels[i];
    // Anything that can be compared with null becomes a condition by it; behind `not` only what binds tighter does.
    if (level.condition || level.chained || (whole && i == 0))
      out += level.pending != nullptr && level.pending->id == Operator::not_ ? " in (null)" : " eq null";
    out += end_of(level);
  }
  return out;
}

Reading reading_of(Option option) noexcept {
  switch (option) {
    case Option::filter:
    case Option::alias: return Reading::expression;
    case Option::orderby: return Reading::orderby;
    case Option::compute: return Reading::compute;
    case Option::select: return Reading::select;
    case Option::expand: return Reading::expand;
    case Option::count: return Reading::boolean;
    case Option::levels: return Reading::levels;
    case Option::format: return Reading::format;
    default: return Reading::other;
  }
}

}  // namespace v0
}  // namespace tamis
