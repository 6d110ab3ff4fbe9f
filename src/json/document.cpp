// Document::parse: strict JSON (RFC 8259) to a flat tape, in one pass and without recursion.
#include "src/json/document.hpp"

#include <algorithm>
#include <array>
#include <limits>

#include "src/json/utf8.hpp"

namespace tamis {
inline namespace v0 {
namespace json {

namespace {

/// Bytes of a string that stand for themselves and need no look at what follows them.
constexpr std::array<bool, 256> make_plain() {
  std::array<bool, 256> plain{};
  for (std::size_t c = 0x20; c < 0x80; ++c)
    plain[c] = c != '"' && c != '\\';
  return plain;
}
constexpr std::array<bool, 256> plain = make_plain();

constexpr bool is_blank(char c) { return c == ' ' || c == '\n' || c == '\r' || c == '\t'; }
constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }
constexpr bool is_hex(char c) { return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }

/// One parse. Each function that returns bool has, where it returns false, set the error.
class Parser {
 public:
  Parser(std::string_view text, std::uint32_t depth, std::vector<Element>& elements, std::vector<std::uint32_t>& open)
      : text_(text), depth_(depth), elements_(elements), open_(open) {}

  std::optional<SyntaxError> run() {
    bool good = value();
    while (good && !open_.empty()) {
      good = elements_[open_.back()].kind == Kind::array ? next_item() : next_member();
    }
    if (good) {
      skip_blanks();
      if (at_ < text_.size()) fail("expected nothing more after the value");
    }
    return std::move(error_);
  }

 private:
  bool fail(std::string message) {
    error_ = SyntaxError{at_, std::move(message)};
    return false;
  }

  /// The byte here; NUL, which no rule expects outside strings, at the end.
  char here() const noexcept { return at_ < text_.size() ? text_[at_] : '\0'; }

  void skip_blanks() noexcept {
    while (at_ < text_.size() && is_blank(text_[at_]))
      ++at_;
  }

  void skip_plain() noexcept {
    std::size_t at = at_;
    while (at < text_.size() && plain[static_cast<unsigned char>(text_[at])])
      ++at;
    at_ = at;
  }

  std::uint32_t place() const noexcept { return static_cast<std::uint32_t>(at_); }
  std::uint32_t end_index() const noexcept { return static_cast<std::uint32_t>(elements_.size()); }

  void push(Kind kind, std::size_t begin, std::size_t end, bool escaped = false) {
    elements_.push_back({kind, escaped, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end - begin),
                         end_index() + 1, 0});
  }

  // value = false / null / true / object / array / number / string                       (RFC 8259 §3)
  bool value() {
    skip_blanks();
    switch (here()) {
      case '{': return open(Kind::object);
      case '[': return open(Kind::array);
      case '"': return string();
      case 't': return word("true", Kind::true_);
      case 'f': return word("false", Kind::false_);
      case 'n': return word("null", Kind::null);
      default: break;
    }
    if (here() == '-' || is_digit(here())) return number();
    return fail("expected a value");
  }

  bool open(Kind kind) {
    if (open_.size() >= depth_) {
      return fail("nested deeper than the limit of " + std::to_string(depth_) + " levels");
    }
    open_.push_back(end_index());
    push(kind, at_, at_);
    ++at_;
    return true;
  }

  bool close() {
    ++at_;
    Element& element = elements_[open_.back()];
    element.length = place() - element.offset;
    element.next = end_index();
    open_.pop_back();
    return true;
  }

  // array = begin-array [ value *( value-separator value ) ] end-array                   (RFC 8259 §5)
  bool next_item() {
    Element& array = elements_[open_.back()];
    skip_blanks();
    if (here() == ']') return close();
    if (array.count > 0) {
      if (here() != ',') return fail("expected ',' or ']' after an item");
      ++at_;
    }
    ++array.count;
    return value();
  }

  // object = begin-object [ member *( value-separator member ) ] end-object              (RFC 8259 §4)
  // member = string name-separator value
  bool next_member() {
    Element& object = elements_[open_.back()];
    skip_blanks();
    if (here() == '}') return close();
    if (object.count > 0) {
      if (here() != ',') return fail("expected ',' or '}' after a member");
      ++at_;
      skip_blanks();
    }
    ++object.count;
    if (here() != '"') return fail("expected a member name in double quotes");
    if (!string()) return false;
    skip_blanks();
    if (here() != ':') return fail("expected ':' after a member name");
    ++at_;
    return value();
  }

  // string = quotation-mark *char quotation-mark                                         (RFC 8259 §7)
  bool string() {
    const std::size_t begin = ++at_;
    bool escaped = false;
    while (true) {
      skip_plain();
      if (at_ >= text_.size()) return fail("expected a closing double quote");
      const char c = text_[at_];
      if (c == '"') break;
      if (c == '\\') {
        escaped = true;
        if (!escape()) return false;
      } else if (static_cast<unsigned char>(c) < 0x20) {
        return fail("a control character in a string must be written as an escape");
      } else if (const std::size_t length = utf8_length(text_.substr(at_, 4)); length > 0) {
        at_ += length;
      } else {
        return fail("the bytes from here are not UTF-8");
      }
    }
    push(Kind::string, begin, at_, escaped);
    ++at_;
    return true;
  }

  bool escape() {
    ++at_;
    switch (here()) {
      case '"':
      case '\\':
      case '/':
      case 'b':
      case 'f':
      case 'n':
      case 'r':
      case 't': ++at_; return true;
      case 'u': break;
      default: return fail("expected one of \"\\/bfnrtu after a backslash");
    }
    ++at_;
    for (int digit = 0; digit < 4; ++digit, ++at_) {
      if (!is_hex(here())) return fail("expected four hexadecimal digits after \\u");
    }
    return true;
  }

  // number = [ minus ] int [ frac ] [ exp ]                                              (RFC 8259 §6)
  bool number() {
    const std::size_t begin = at_;
    if (here() == '-') ++at_;
    if (here() == '0') {
      ++at_;
      if (is_digit(here())) return fail("a number has no leading zeros");
    } else if (!digits()) {
      return false;
    }
    if (here() == '.') {
      ++at_;
      if (!digits()) return false;
    }
    if (here() == 'e' || here() == 'E') {
      ++at_;
      if (here() == '+' || here() == '-') ++at_;
      if (!digits()) return false;
    }
    push(Kind::number, begin, at_);
    return true;
  }

  bool digits() {
    if (!is_digit(here())) return fail("expected a digit");
    while (is_digit(here()))
      ++at_;
    return true;
  }

  bool word(std::string_view expected, Kind kind) {
    const std::size_t begin = at_;
    for (const char c : expected) {
      if (here() != c) return fail("expected '" + std::string(expected) + "'");
      ++at_;
    }
    push(kind, begin, at_);
    return true;
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::uint32_t depth_;
  std::vector<Element>& elements_;
  std::vector<std::uint32_t>& open_;  ///< indices of the arrays and objects not yet closed
  std::optional<SyntaxError> error_;
};

}  // namespace

std::optional<SyntaxError> Document::parse(std::string_view text, const Limits& limits) {
  text_ = text;
  elements_.clear();
  open_.clear();
  // Elements hold 32-bit offsets, whatever the caller allows.
  const std::uint64_t most = std::min<std::uint64_t>(limits.record_bytes, std::numeric_limits<std::uint32_t>::max());
  if (text.size() > most) {
    return SyntaxError{most, "longer than the limit of " + std::to_string(most) + " bytes"};
  }
  std::optional<SyntaxError> error = Parser(text, limits.record_depth, elements_, open_).run();
  if (error) elements_.clear();
  return error;
}

}  // namespace json
}  // namespace v0
}  // namespace tamis
