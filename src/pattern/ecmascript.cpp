// Regular expressions of ECMAScript, written anew for RE2: every character as a number, every class spelt out.
#include "src/pattern/ecmascript.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <vector>

#include "src/text/utf8.hpp"

namespace tamis {
inline namespace v0 {

namespace {

struct Range {
  char32_t first, last;
};

constexpr char32_t last_character = 0x10FFFF;
constexpr Range digits[] = {{'0', '9'}};
constexpr Range word_characters[] = {{'0', '9'}, {'A', 'Z'}, {'_', '_'}, {'a', 'z'}};
constexpr Range blanks[] = {{'\t', '\r'},     {' ', ' '},       {0xA0, 0xA0},     {0x1680, 0x1680}, {0x2000, 0x200A},
                            {0x2028, 0x2029}, {0x202F, 0x202F}, {0x205F, 0x205F}, {0x3000, 0x3000}, {0xFEFF, 0xFEFF}};
constexpr Range line_ends[] = {{'\n', '\n'}, {'\r', '\r'}, {0x2028, 0x2029}};

using Ranges = std::vector<Range>;

template <std::size_t N>
void add(Ranges& ranges, const Range (&more)[N], bool negated) {
  char32_t next = 0;
  for (const Range& r : more) {
    if (!negated)
      ranges.push_back(r);
    else if (next < r.first)
      ranges.push_back({next, r.first - 1});
    next = r.last + 1;
  }
  if (negated) ranges.push_back({next, last_character});
}

void write(char32_t c, std::string& out) {
  std::array<char, 16> hex{};
  const auto end = std::to_chars(hex.data(), hex.data() + hex.size(), static_cast<std::uint32_t>(c), 16).ptr;
  out.append("\\x{").append(hex.data(), end).append("}");
}

void write(const Ranges& ranges, bool negated, std::string& out) {
  if (ranges.empty()) {  // nothing, or anything
    out += negated ? "(?s:.)" : "[^\\x{0}-\\x{10FFFF}]";
    return;
  }
  out += negated ? "[^" : "[";
  for (const Range& r : ranges) {
    write(r.first, out);
    if (r.last == r.first) continue;
    out += '-';
    write(r.last, out);
  }
  out += ']';
}

// Groups that capture: what \1, \2… may refer to.
std::size_t count_groups(std::string_view text) {
  std::size_t groups = 0;
  bool in_class = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '\\')
      ++i;
    else if (c == '[')
      in_class = true;
    else if (c == ']')
      in_class = false;
    else if (c == '(' && !in_class && text.substr(i + 1, 1) != "?")
      ++groups;
  }
  return groups;
}

class Translator {
 public:
  explicit Translator(std::string_view text) : text_(text), groups_(count_groups(text)) {}

  TranslatedPattern run() {
    while (at_ < text_.size() && !result_.wrong)
      term();
    if (!result_.wrong && !open_.empty()) wrong(open_.back(), 1, "this group is not closed");
    return std::move(result_);
  }

 private:
  bool take(char c) noexcept {
    if (at_ >= text_.size() || text_[at_] != c) return false;
    ++at_;
    return true;
  }
  bool take(std::string_view word) noexcept {
    if (!text_.substr(at_).starts_with(word)) return false;
    at_ += word.size();
    return true;
  }
  bool wrong(std::size_t offset, std::size_t length, std::string message) {
    if (!result_.wrong) result_.wrong = PatternFault{offset, length, std::move(message)};
    return false;
  }
  void unsupported(std::size_t offset, std::string message) {
    if (!result_.unsupported) result_.unsupported = PatternFault{offset, at_ - offset, std::move(message)};
  }

  char32_t character() {
    const Utf8Character c = decode_utf8(text_.data() + at_, text_.data() + text_.size());
    at_ += std::max<std::size_t>(c.length, 1);
    return c.length == 0 ? 0xFFFD : c.code;
  }

  void term() {
    const std::size_t begin = at_;
    std::string& out = result_.re2;
    bool repeatable = true;
    switch (text_[at_]) {
      case '^':
      case '$':
        out += text_[at_++];
        repeatable = false;
        break;
      case '|': out += text_[at_++]; return;
      case '(': return group();
      case ')':
        ++at_;
        if (open_.empty()) return void(wrong(begin, 1, "there is no group to close"));
        open_.pop_back();
        out += ')';
        break;
      case '.': {
        ++at_;
        Ranges ranges;
        add(ranges, line_ends, false);
        write(ranges, true, out);
        break;
      }
      case '[':
        if (!character_class()) return;
        break;
      case '\\':
        if (!escape(repeatable)) return;
        break;
      default: {
        std::string quantifier;
        if (read_quantifier(quantifier)) return void(wrong(begin, at_ - begin, "there is nothing to repeat"));
        at_ = begin;
        write(character(), out);
      }
    }
    quantify(repeatable);
  }

  void group() {
    const std::size_t begin = at_++;
    if (!take('?')) {
      open_.push_back(begin);
      result_.re2 += "(?:";
      return;
    }
    if (take(':')) {
    } else if (take('=') || take('!') || take("<=") || take("<!")) {
      unsupported(begin, "look-around is not supported: it cannot be matched in linear time");
    } else {
      wrong(begin, 2, "(? must be followed by :, = or !");
      return;
    }
    open_.push_back(begin);
    result_.re2 += "(?:";
  }

  std::optional<std::uint32_t> number(std::size_t most_digits) {
    const std::size_t begin = at_;
    std::uint32_t value = 0;
    while (at_ < text_.size() && text_[at_] >= '0' && text_[at_] <= '9') {
      if (at_ - begin < most_digits) value = value * 10 + static_cast<std::uint32_t>(text_[at_] - '0');
      ++at_;
    }
    if (at_ == begin) return std::nullopt;
    return at_ - begin > most_digits ? 999'999'999 : value;
  }

  // `*`, `+`, `?`, `{n}`, `{n,}`, `{n,m}`, each also with `?` behind. Braces of another form are characters.
  bool read_quantifier(std::string& out) {
    const std::size_t begin = at_;
    if (take('*') || take('+') || take('?')) {
      out = text_.substr(begin, 1);
    } else if (take('{')) {
      const auto least = number(9);
      const bool range = take(',');
      const auto most = range ? number(9) : least;
      if (!least || !take('}')) {
        at_ = begin;
        return false;
      }
      if (most && *most < *least) wrong(begin, at_ - begin, "the numbers are out of order");
      out = "{" + std::to_string(*least) + (range ? "," + (most ? std::to_string(*most) : "") : "") + "}";
    } else {
      return false;
    }
    if (take('?')) out += '?';
    return true;
  }

  void quantify(bool repeatable) {
    const std::size_t begin = at_;
    std::string quantifier;
    if (!read_quantifier(quantifier)) return;
    if (!repeatable) return void(wrong(begin, at_ - begin, "an assertion cannot be repeated"));
    result_.re2 += quantifier;
  }

  std::optional<char32_t> hex(std::size_t count) {
    std::uint32_t value = 0;
    const std::string_view word = text_.substr(at_, count);
    const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), value, 16);
    if (error != std::errc() || word.size() != count || end != word.data() + count) return std::nullopt;
    at_ += count;
    return static_cast<char32_t>(value);
  }

  // \uD83D\uDE00 is one character.
  char32_t unicode_escape() {
    const auto unit = hex(4);
    if (!unit) return 'u';
    if (*unit < 0xD800 || *unit > 0xDFFF) return *unit;
    const std::size_t behind = at_;
    if (*unit < 0xDC00 && take("\\u")) {
      const auto low = hex(4);
      if (low && *low >= 0xDC00 && *low <= 0xDFFF) return 0x10000 + ((*unit - 0xD800) << 10) + (*low - 0xDC00);
      at_ = behind;
    }
    return 0xFFFD;  // half a character is in no text
  }

  // Up to three octal digits, below 256; \8 and \9 are themselves.
  char32_t octal_escape(char first) {
    if (first >= '8') return static_cast<char32_t>(first);
    auto value = static_cast<char32_t>(first - '0');
    for (int more = 0; more < 2 && at_ < text_.size() && text_[at_] >= '0' && text_[at_] <= '7' && value < 32; ++more)
      value = value * 8 + static_cast<char32_t>(text_[at_++] - '0');
    return value;
  }

  // What stands behind a backslash, if it is one character.
  char32_t escaped_character() {
    const char32_t c = character();
    switch (c) {
      case 't': return '\t';
      case 'n': return '\n';
      case 'v': return '\v';
      case 'f': return '\f';
      case 'r': return '\r';
      case 'x': return hex(2).value_or('x');
      case 'u': return unicode_escape();
      case 'c':
        if (at_ < text_.size() && ((text_[at_] | 0x20) >= 'a' && (text_[at_] | 0x20) <= 'z'))
          return static_cast<char32_t>(text_[at_++] & 0x1F);
        --at_;
        return '\\';
      default: return c >= '0' && c <= '9' ? octal_escape(static_cast<char>(c)) : c;
    }
  }

  // \d \w \s and their negations.
  bool class_escape(Ranges& ranges) {
    const char c = at_ < text_.size() ? text_[at_] : '\0';
    switch (c) {
      case 'd':
      case 'D': add(ranges, digits, c == 'D'); break;
      case 'w':
      case 'W': add(ranges, word_characters, c == 'W'); break;
      case 's':
      case 'S': add(ranges, blanks, c == 'S'); break;
      default: return false;
    }
    ++at_;
    return true;
  }

  bool escape(bool& repeatable) {
    const std::size_t begin = at_++;
    if (at_ == text_.size()) return wrong(begin, 1, "nothing follows the backslash");
    const char c = text_[at_];
    if (c == 'b' || c == 'B') {
      result_.re2.append("\\").append(1, c);
      ++at_;
      repeatable = false;
      return true;
    }
    Ranges ranges;
    if (class_escape(ranges)) {
      write(ranges, false, result_.re2);
      return true;
    }
    if (c >= '1' && c <= '9') {
      const auto group = number(9);
      if (group && *group <= groups_) {
        unsupported(begin, "a back-reference is not supported: it cannot be matched in linear time");
        return true;
      }
      at_ = begin + 1;
    }
    write(escaped_character(), result_.re2);
    return true;
  }

  // One item of a class: a character, or nothing where it was a class escape.
  std::optional<char32_t> class_atom(Ranges& ranges) {
    if (!take('\\')) return character();
    if (at_ == text_.size()) return U'\\';  // the class is not closed: told there
    if (class_escape(ranges)) return std::nullopt;
    if (take('b')) return U'\b';
    return escaped_character();
  }

  bool character_class() {
    const std::size_t begin = at_++;
    const bool negated = take('^');
    Ranges ranges;
    while (!take(']')) {
      if (at_ >= text_.size()) return wrong(begin, 1, "this class is not closed");
      const std::size_t from = at_;
      const auto first = class_atom(ranges);
      const bool range = at_ + 1 < text_.size() && text_[at_] == '-' && text_[at_ + 1] != ']';
      if (!range) {
        if (first) ranges.push_back({*first, *first});
        continue;
      }
      ++at_;
      const auto last = class_atom(ranges);
      if (first && last && *last < *first) return wrong(from, at_ - from, "the range is out of order");
      if (first && last) {
        ranges.push_back({*first, *last});
        continue;
      }
      ranges.push_back({'-', '-'});  // [\d-x]: no range
      for (const auto& end : {first, last})
        if (end) ranges.push_back({*end, *end});
    }
    write(ranges, negated, result_.re2);
    return true;
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::size_t groups_;
  std::vector<std::size_t> open_;
  TranslatedPattern result_;
};

}  // namespace

TranslatedPattern translate_pattern(std::string_view ecmascript) { return Translator(ecmascript).run(); }

}  // namespace v0
}  // namespace tamis
