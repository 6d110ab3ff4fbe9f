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

/// Whether `line` ends with a blank and the version of a request: ` HTTP/1.1`, ` HTTP/2`.
bool ends_with_version(std::string_view line) noexcept {
  static constexpr std::string_view mark = " HTTP/";
  const std::size_t before = line.find_last_not_of("0123456789.");
  const std::size_t length = before == std::string_view::npos ? 0 : before + 1;  // up to the number
  return length < line.size() && line[length] != '.' && line.back() != '.' && line.substr(0, length).ends_with(mark);
}

/// `GET url HTTP/1.1`: narrows [from, to) to the URL. Header fields may follow on lines of their own. Without a version
/// at the end of a line all that follows the method is the URL.
void strip_request_line(std::string_view text, std::size_t& from, std::size_t& to) noexcept {
  static constexpr std::array<std::string_view, 4> methods{"GET ", "HEAD ", "POST ", "PATCH "};
  const std::string_view line = text.substr(from, to - from);
  for (const std::string_view method : methods) {
    if (!line.starts_with(method)) continue;
    from += method.size();
    while (from < to && is_blank(text[from]))
      ++from;
    for (std::size_t end = from; end < to;) {
      const std::size_t begin = end;
      end = std::min(text.find_first_of("\r\n", begin), to);
      std::size_t kept = end;
      while (kept > begin && is_blank(text[kept - 1]))
        --kept;
      if (ends_with_version(text.substr(begin, kept - begin))) {
        to = begin + text.substr(begin, kept - begin).rfind(' ');
        break;
      }
      while (end < to && is_line_end(text[end]))
        ++end;
    }
    while (to > from && is_blank(text[to - 1]))
      --to;
    return;
  }
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
    while (end < path.size() && (std::isalnum(static_cast<unsigned char>(path[end])) != 0 || path[end] == '$'))
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
    const std::size_t equals = std::min(text.find('=', piece), amp);
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
    to = from + hash;  // a context URL: the fragment says of what
    rest = rest.substr(0, hash);
  }
  const std::size_t question = rest.find('?');
  const std::size_t path_length = std::min(question, rest.size());
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

std::string_view url_fragment(const Tree& tree) noexcept {
  if (!tree.is_url()) return {};
  const std::string_view typed = tree.source().typed();
  std::size_t from = typed.starts_with(byte_order_mark) ? byte_order_mark.size() : 0, to = typed.size();
  strip_blanks(typed, true, from, to);
  strip_request_line(typed, from, to);
  const std::size_t hash = typed.substr(0, to).find('#', tree.url_path_span().end());
  return hash == std::string_view::npos ? std::string_view() : typed.substr(hash, to - hash);
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
