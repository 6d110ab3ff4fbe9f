// String functions. The unit is the code point; nothing depends on a locale.
#include <algorithm>
#include <vector>

#include "src/evaluate/functions.hpp"
#include "src/pattern/pattern.hpp"
#include "src/text/case_mapping.hpp"
#include "src/text/find.hpp"
#include "src/text/utf8.hpp"

namespace tamis {
inline namespace v0 {

using grammar::Function;

namespace {

bool is_continuation(char c) noexcept { return (static_cast<unsigned char>(c) & 0xC0u) == 0x80u; }

std::size_t count_characters(std::string_view text) noexcept {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) { return !is_continuation(c); }));
}

// The offset of the n-th character; the size when there are not so many.
std::size_t offset_of(std::string_view text, std::size_t n) noexcept {
  std::size_t at = 0;
  for (; n > 0 && at < text.size(); --n)
    do
      ++at;
    while (at < text.size() && is_continuation(text[at]));
  return at;
}

// Unicode White_Space.
bool is_blank(char32_t c) noexcept {
  return (c >= 0x09 && c <= 0x0D) || c == 0x20 || c == 0x85 || c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200A)
      || c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x205F || c == 0x3000;
}

Utf8Character first_character(std::string_view text) noexcept {
  return decode_utf8(text.data(), text.data() + text.size());
}

Utf8Character last_character(std::string_view text) noexcept {
  std::size_t at = text.size() - 1;
  while (at > 0 && text.size() - at < 4 && is_continuation(text[at]))
    --at;
  const Utf8Character last = first_character(text.substr(at));
  return at + last.length == text.size() ? last : Utf8Character{};
}

std::string_view trimmed(std::string_view text) noexcept {
  while (!text.empty()) {
    const Utf8Character first = first_character(text);
    if (first.length == 0 || !is_blank(first.code)) break;
    text.remove_prefix(first.length);
  }
  while (!text.empty()) {
    const Utf8Character last = last_character(text);
    if (last.length == 0 || !is_blank(last.code)) break;
    text.remove_suffix(last.length);
  }
  return text;
}

std::string_view map_case(std::string_view text, bool upper, Scratch& scratch) {
  std::string& out = scratch.buffer();
  upper ? append_upper(text, out) : append_lower(text, out);
  return scratch.keep(out);
}

std::string_view concatenated(std::string_view a, std::string_view b, Scratch& scratch) {
  char* const piece = scratch.text(a.size() + b.size());
  std::copy(b.begin(), b.end(), std::copy(a.begin(), a.end(), piece));
  return {piece, a.size() + b.size()};
}

std::int64_t index_of(std::string_view text, std::string_view needle) {
  const std::size_t at = find(text, needle);
  return at == std::string_view::npos ? -1 : static_cast<std::int64_t>(count_characters(text.substr(0, at)));
}

bool substring(std::span<const Value> arguments, Scratch& scratch, Value& result) {
  const std::string_view text = arguments[0].text();
  const auto part = slice(arguments, count_characters(text), scratch);
  if (!part) return !scratch.fault();
  const std::string_view tail = text.substr(offset_of(text, part->first));
  result = Value::of(tail.substr(0, offset_of(tail, part->count)));
  return true;
}

Value one_text(Function function, std::string_view text, Scratch& scratch) {
  switch (function) {
    case Function::length: return Value::of(static_cast<std::int64_t>(count_characters(text)));
    case Function::tolower: return Value::of(map_case(text, false, scratch));
    case Function::toupper: return Value::of(map_case(text, true, scratch));
    case Function::trim: return Value::of(trimmed(text));
    default: return Value();
  }
}

Value two_texts(Function function, std::string_view a, std::string_view b, Scratch& scratch) {
  switch (function) {
    case Function::concat: return Value::of(concatenated(a, b, scratch));
    case Function::contains: return Value::of(find(a, b) != std::string_view::npos);
    case Function::endswith: return Value::of(a.ends_with(b));
    case Function::startswith: return Value::of(a.starts_with(b));
    case Function::indexof: return Value::of(index_of(a, b));
    case Function::matchespattern: {  // data that is no pattern: null (4.02 Part 2 §5.1.1.7.1)
      std::uint64_t cost = 0;
      const Pattern* const pattern = scratch.patterns().find(b, cost);
      if (!scratch.spend(cost + (pattern != nullptr ? pattern->cost_in(a.size()) : 0))) return Value();
      return pattern != nullptr ? Value::of(pattern->is_found_in(a)) : Value();
    }
    default: return Value();
  }
}

}  // namespace

bool text_function(Function function, std::span<const Value> arguments, Scratch& scratch, Value& result) {
  std::size_t bytes = 0;
  for (const Value& argument : arguments)
    if (argument.kind == ValueKind::string) bytes += argument.text_.size;
  if (!scratch.spend_bytes(bytes)) return false;
  if (arguments[0].kind != ValueKind::string) return true;  // of another type: null
  if (function == Function::substring) return substring(arguments, scratch, result);
  if (arguments.size() == 1) {
    result = one_text(function, arguments[0].text(), scratch);
  } else if (arguments[1].kind == ValueKind::string) {
    result = two_texts(function, arguments[0].text(), arguments[1].text(), scratch);
  }
  return true;
}

}  // namespace v0
}  // namespace tamis
