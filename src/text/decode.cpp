// Splitting and percent-decoding.
#include "src/text/decode.hpp"

#include <algorithm>
#include <array>
#include <cctype>

#include "src/text/utf8.hpp"
#include "src/tree/option_name.hpp"

namespace tamis {
inline namespace v0 {

namespace {

using Breaks = std::vector<Source::Break>;

constexpr std::uint32_t u32(std::size_t n) noexcept { return static_cast<std::uint32_t>(n); }

int hex_digit(char c) noexcept {
  if (c >= '0' && c <= '9') return c - '0';
  const char lower = static_cast<char>(c | 0x20);
  return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

/// The byte that the percent sequence at `at` stands for; -1 if there is none.
int percent_byte(std::string_view text, std::size_t at) noexcept {
  if (at + 2 >= text.size() || text[at] != '%') return -1;
  const int high = hex_digit(text[at + 1]), low = hex_digit(text[at + 2]);
  return high < 0 || low < 0 ? -1 : high * 16 + low;
}

Diagnostic problem(Code code, Span span, std::string message) {
  return {Severity::error, code, span, std::move(message)};
}

/// Collects decoded text and where it came from.
class Decoder {
 public:
  Decoder(std::string_view typed, bool plus_is_blank) : typed_(typed), plus_is_blank_(plus_is_blank) {
    decoded_.reserve(typed.size());
  }

  /// Decodes typed[from, to); false at a malformed percent sequence.
  bool decode(std::size_t from, std::size_t to, Diagnostic& error) {
    mark(from);
    for (std::size_t i = from; i < to; ++i) {
      const char c = typed_[i];
      if (c != '%') {
        decoded_.push_back(c == '+' && plus_is_blank_ ? ' ' : c);
        continue;
      }
      const int byte = percent_byte(typed_.substr(0, to), i);
      if (byte < 0) {
        error =
            problem(Code::invalid_encoding, {u32(i), 1}, "a percent sign must be followed by two hexadecimal digits");
        error.notes.push_back("a percent sign itself is written %25");
        return false;
      }
      mark(i);
      decoded_.push_back(static_cast<char>(byte));
      mark(i += 2, 1);
    }
    return true;
  }
  void separator(char c, std::size_t at) {
    mark(at);
    decoded_.push_back(c);
  }
  std::uint32_t position() const noexcept { return u32(decoded_.size()); }
  std::string& text() noexcept { return decoded_; }
  Breaks& breaks() noexcept { return breaks_; }

 private:
  void mark(std::size_t typed, std::size_t behind = 0) {
    const Source::Break b{position(), u32(typed + behind)};
    if (!breaks_.empty() && breaks_.back().decoded == b.decoded)
      breaks_.back() = b;
    else if (breaks_.empty() || b.typed - b.decoded != breaks_.back().typed - breaks_.back().decoded)
      breaks_.push_back(b);
  }
  std::string_view typed_;
  std::string decoded_;
  Breaks breaks_;
  bool plus_is_blank_;
};

bool is_blank(char c) noexcept { return c == ' ' || c == '\t'; }
bool is_line_end(char c) noexcept { return c == '\r' || c == '\n'; }

/// Narrows [from, to) to what no blanks surround.
void strip_blanks(std::string_view text, bool line_ends_too, std::size_t& from, std::size_t& to) noexcept {
  const auto stripped = [&](char c) { return is_blank(c) || (line_ends_too && is_line_end(c)); };
  while (to > from && stripped(text[to - 1]))
    --to;
  while (from < to && stripped(text[from]))
    ++from;
}

/// The version of a request, `HTTP/1.1` or `HTTP/2`, at the end of a text and behind a blank: its offset, or npos.
std::size_t version_at_end(std::string_view text) noexcept {
  static constexpr std::string_view mark = "HTTP/";
  const std::size_t at = text.rfind(mark);
  if (at == std::string_view::npos || at == 0 || !is_blank(text[at - 1])) return std::string_view::npos;
  const std::string_view number = text.substr(at + mark.size());
  const std::size_t dot = std::min(number.find('.'), number.size());
  const auto is_number = [](std::string_view digits) {
    return !digits.empty() && digits.find_first_not_of("0123456789") == std::string_view::npos;
  };
  const bool is_version =
      is_number(number.substr(0, dot)) && (dot == number.size() || is_number(number.substr(dot + 1)));
  return is_version ? at : std::string_view::npos;
}

/// Takes the first line off `lines`.
std::string_view take_line(std::string_view& lines) noexcept {
  const std::string_view line = lines.substr(0, lines.find_first_of("\r\n"));
  lines.remove_prefix(line.size());
  if (lines.starts_with("\r\n")) lines.remove_prefix(1);
  if (!lines.empty()) lines.remove_prefix(1);
  return line;
}

/// Whether each line is a header field, `name: value`; the empty one in front of a body is none.
bool are_header_fields(std::string_view lines) noexcept {
  while (!lines.empty()) {
    const std::string_view line = take_line(lines);
    const std::size_t colon =
        line.find_first_not_of("-_0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");
    if (colon == 0 || colon == std::string_view::npos || line[colon] != ':') return false;
  }
  return true;
}

/// `GET url HTTP/1.1`: narrows [from, to) to the URL. Header fields may follow on lines of their own. All else that
/// follows the method is the URL, so that nothing is lost.
void strip_request_line(std::string_view text, std::size_t& from, std::size_t& to) noexcept {
  static constexpr std::array<std::string_view, 4> methods{"GET", "HEAD", "POST", "PATCH"};
  const std::string_view request = text.substr(from, to - from);
  const auto* const method = std::ranges::find_if(methods, [&](std::string_view word) {
    return request.starts_with(word) && request.size() > word.size() && is_blank(request[word.size()]);
  });
  if (method == methods.end()) return;
  from += method->size();
  strip_blanks(text, true, from, to);
  std::string_view behind = text.substr(from, to - from);
  std::size_t end = from + take_line(behind).size();
  if (!are_header_fields(behind)) end = to;
  std::size_t begin = from;
  strip_blanks(text, true, begin, end);
  const std::size_t version = version_at_end(text.substr(begin, end - begin));
  if (version != std::string_view::npos) to = begin + version;
  strip_blanks(text, true, from, to);
}

bool has_scheme(std::string_view text) noexcept {
  const std::size_t colon = text.find("://");
  return colon != std::string_view::npos && colon > 0
      && std::all_of(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(colon), [](char c) {
           return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '+' || c == '-' || c == '.';
         });
}

/// Whether a text of kind `query` is a URL or reference: it has a scheme, starts with a slash, or has a question mark
/// and in front of it, outside brackets, nothing that belongs to query options.
bool looks_like_url(std::string_view text) noexcept {
  if (text.starts_with('/') || text.starts_with('?') || has_scheme(text)) return true;
  const std::size_t question = text.find('?');
  if (question == std::string_view::npos) return false;
  PathScanner at(text.substr(0, question));
  while (at.next())
    if (at.separates('=') || at.separates('&')) return false;
  // A bracket that is not closed is a slip in a key; an encoded one may as well belong to the name of an option.
  return at.open() == 0 || text.find('(') < question;
}

/// Query options in a path: the question mark is missing. Gives the offset where it belongs. An ampersand may be a
/// character of a key in a segment of its own, but for the one in front of a system query option.
std::size_t missing_question_mark(std::string_view path) noexcept {
  std::size_t first = std::string_view::npos;  // of what may be options
  for (PathScanner at(path); at.next();) {
    if (at.separates('/')) first = std::string_view::npos;
    if (!at.separates('$') && !at.separates('&')) continue;
    const std::size_t begin = at.offset() + (at.separates('&') ? 1 : 0);
    std::size_t end = begin;
    if (end < path.size() && path[end] == '$') ++end;
    while (end < path.size() && std::isalnum(static_cast<unsigned char>(path[end])) != 0)
      ++end;
    if (end == begin || end == path.size() || path[end] != '=') continue;
    first = std::min(first, at.offset());
    if (path[begin] == '$' || find_option(path.substr(begin, end - begin))) return first;
  }
  return std::string_view::npos;
}

/// The resource path stays as it was typed; but its percent sequences are well formed, it is UTF-8, and what a name
/// opens, a key or arguments, is closed.
bool check_path(std::string_view text, std::size_t from, std::size_t to, Diagnostic& error) {
  Decoder decoder(text, false);
  if (!decoder.decode(from, to, error)) return false;
  const Source decoded(std::string(text), std::move(decoder.text()), std::move(decoder.breaks()));
  if (!check_utf8(decoded, error)) return false;
  PathScanner at(text.substr(from, to - from));
  while (at.next()) {
  }
  if (at.quote() != std::string_view::npos) {
    error = problem(Code::unterminated_string, {u32(to), 0}, "the quoted text has no closing quote");
    error.notes.push_back("it starts at byte " + std::to_string(from + at.quote())
                          + "; a quote inside it is written twice");
  } else if (at.open() != 0) {
    error = problem(Code::syntax, {u32(to), 0}, "expected ')', but the path ends here");
  }
  return at.open() == 0;
}

bool decode_query(std::string_view text, std::size_t from, std::size_t to, Decoder& decoder, DecodedText& result,
                  Diagnostic& error) {
  std::size_t piece = from;
  while (piece <= to && from != to) {
    const std::size_t amp = std::min(text.find('&', piece), to);
    const std::size_t equals = std::min(text.substr(0, amp).find('=', piece), amp);
    QueryPart part;
    if (piece != from) decoder.separator('&', piece - 1);
    part.name.offset = decoder.position();
    if (!decoder.decode(piece, equals, error)) return false;
    part.name.length = decoder.position() - part.name.offset;
    part.has_value = equals < amp;
    if (part.has_value) decoder.separator('=', equals);
    part.value.offset = decoder.position();
    if (part.has_value && !decoder.decode(equals + 1, amp, error)) return false;
    part.value.length = decoder.position() - part.value.offset;
    result.parts.push_back(part);
    piece = amp + 1;
  }
  return true;
}

/// Narrows [from, to) to the query.
bool find_query(std::string_view text, TextKind as, std::size_t& from, std::size_t& to, DecodedText& result,
                Diagnostic& error) {
  std::string_view rest = text.substr(from, to - from);
  if (as == TextKind::query && !looks_like_url(rest)) return true;
  result.is_url = true;
  const std::size_t hash = rest.find('#');
  if (hash != std::string_view::npos) {
    if (!rest.substr(0, std::min(hash, rest.find('?'))).ends_with("$metadata")) {
      error =
          problem(Code::syntax, {u32(from + hash), 1}, "a '#' starts the fragment of a URL; inside a query write %23");
      return false;
    }
    result.fragment = {u32(from + hash), u32(to - from - hash)};  // a context URL: it says of what
    to = from + hash;
    rest = rest.substr(0, hash);
  }
  const std::size_t question = rest.find('?');
  const std::size_t path_length = std::min(question, rest.size());
  const std::size_t line_end = text.substr(0, from + path_length).find_first_of("\r\n", from);
  if (line_end != std::string_view::npos) {
    error = problem(Code::syntax, {u32(line_end), 1}, "a line ends inside the URL");
    error.notes.push_back(
        "of a request only the first line and header fields may stand here, and its line ends with "
        "the version: GET /Products HTTP/1.1");
    return false;
  }
  if (question == std::string_view::npos) {
    const std::size_t at = missing_question_mark(rest);
    if (at != std::string_view::npos) {
      error = problem(Code::missing_question_mark, {u32(from + at), 0},
                      "there is no question mark in front of the query options");
      error.fixes.push_back({{u32(from + at), rest[at] == '&' ? 1u : 0u}, "?"});
      error.suggestion = "?";
      return false;
    }
  }
  if (!check_path(text, from, from + path_length, error)) return false;
  result.path = {u32(from), u32(path_length)};
  from += std::min(path_length + 1, rest.size());
  return true;
}

}  // namespace

bool check_utf8(const Source& source, Diagnostic& error) {
  const std::size_t invalid = find_invalid_utf8(source.decoded());
  if (invalid == std::string_view::npos) return true;
  error = problem(Code::invalid_encoding, source.to_typed({u32(invalid), 1}), "the text is not valid UTF-8 here");
  return false;
}

std::optional<DecodedText> decode_text(std::string_view text, const ParseOptions& options, Diagnostic& error) {
  if (text.size() > options.limits.bytes) {
    error = problem(
        Code::too_long, {options.limits.bytes, 0},
        "the text has " + std::to_string(text.size()) + " bytes; the limit is " + std::to_string(options.limits.bytes));
    return std::nullopt;
  }
  DecodedText result;
  const bool query = options.as == TextKind::query || options.as == TextKind::url;
  std::size_t from = 0, to = text.size();
  const std::size_t start = text.starts_with(byte_order_mark) ? byte_order_mark.size() : 0;
  from = start;
  strip_blanks(text, query, from, to);
  if (from == to && !query) {
    error = problem(Code::syntax, {0, 0}, "the text is empty; an expression is expected");
    return std::nullopt;
  }
  const auto warn = [&](std::size_t begin, std::size_t end) {
    if (begin != end && from != to)
      result.warnings.push_back({Severity::warning,
                                 Code::surrounding_blanks,
                                 {u32(begin), u32(end - begin)},
                                 "blanks around the text are not part of the language and were ignored"});
  };
  warn(start, from);
  warn(to, text.size());

  if (query) {
    strip_request_line(text, from, to);
    if (!find_query(text, options.as, from, to, result, error)) return std::nullopt;
    const std::size_t hash = text.substr(0, to).find('#', from);
    if (hash != std::string_view::npos) {
      error = problem(Code::syntax, {u32(hash), 1}, "a '#' starts the fragment of a URL; inside a query write %23");
      error.fixes.push_back({{u32(hash), 1}, "%23"});
      return std::nullopt;
    }
  }
  const bool encoded = query || options.encoded;
  const bool rewritten = encoded && text.find_first_of(options.plus_is_blank ? "%+" : "%") != std::string_view::npos;
  if (query || rewritten) {
    Decoder decoder(text, options.plus_is_blank);
    if (query ? !decode_query(text, from, to, decoder, result, error) : !decoder.decode(from, to, error))
      return std::nullopt;
    result.whole = {0, decoder.position()};
    result.source = Source(std::string(text), std::move(decoder.text()), std::move(decoder.breaks()));
  } else {
    result.whole = {u32(from), u32(to - from)};
    result.source = Source(std::string(text));
  }
  if (!check_utf8(result.source, error)) return std::nullopt;
  return result;
}

bool PathScanner::next() noexcept {
  offset_ = end_;
  if (offset_ == typed_.size()) return false;
  const int byte = percent_byte(typed_, offset_);
  const unsigned char before = static_cast<unsigned char>(character_);
  encoded_ = byte >= 0;
  character_ = encoded_ ? static_cast<char>(byte) : typed_[offset_];
  end_ = offset_ + (encoded_ ? 3 : 1);
  if (character_ == '\'' && open_ != 0)
    quote_ = quote_ == std::string_view::npos ? offset_ : std::string_view::npos;
  else if (quote_ != std::string_view::npos)
    return true;
  else if (character_ == '(' && (open_ != 0 || std::isalnum(before) != 0 || before == '_' || before >= 0x80))
    ++open_;
  else if (character_ == ')' && open_ != 0)
    --open_;
  return true;
}

std::string percent_decoded(std::string_view text) {
  std::string decoded;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const int byte = percent_byte(text, i);
    decoded += byte < 0 ? text[i] : static_cast<char>(byte);
    if (byte >= 0) i += 2;
  }
  return decoded;
}

}  // namespace v0
}  // namespace tamis
