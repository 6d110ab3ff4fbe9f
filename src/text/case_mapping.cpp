// Case mappings: simple ones from utf8proc; those of more than one character from SpecialCasing.txt of the Unicode
// Character Database, as far as they do not depend on a language.
#include "src/text/case_mapping.hpp"

#include <utf8proc.h>

#include <algorithm>
#include <array>
#include <iterator>

#include "src/text/utf8.hpp"

namespace tamis {
inline namespace v0 {

namespace {

struct Row {
  char32_t from;
  std::array<char32_t, 3> upper;
};

// clang-format off
constexpr Row rows[] = {
    {0x00DF, {0x0053, 0x0053, 0}},
    {0x0149, {0x02BC, 0x004E, 0}},
    {0x01F0, {0x004A, 0x030C, 0}},
    {0x0390, {0x0399, 0x0308, 0x0301}},
    {0x03B0, {0x03A5, 0x0308, 0x0301}},
    {0x0587, {0x0535, 0x0552, 0}},
    {0x1E96, {0x0048, 0x0331, 0}},
    {0x1E97, {0x0054, 0x0308, 0}},
    {0x1E98, {0x0057, 0x030A, 0}},
    {0x1E99, {0x0059, 0x030A, 0}},
    {0x1E9A, {0x0041, 0x02BE, 0}},
    {0x1F50, {0x03A5, 0x0313, 0}},
    {0x1F52, {0x03A5, 0x0313, 0x0300}},
    {0x1F54, {0x03A5, 0x0313, 0x0301}},
    {0x1F56, {0x03A5, 0x0313, 0x0342}},
    {0x1F80, {0x1F08, 0x0399, 0}},
    {0x1F81, {0x1F09, 0x0399, 0}},
    {0x1F82, {0x1F0A, 0x0399, 0}},
    {0x1F83, {0x1F0B, 0x0399, 0}},
    {0x1F84, {0x1F0C, 0x0399, 0}},
    {0x1F85, {0x1F0D, 0x0399, 0}},
    {0x1F86, {0x1F0E, 0x0399, 0}},
    {0x1F87, {0x1F0F, 0x0399, 0}},
    {0x1F88, {0x1F08, 0x0399, 0}},
    {0x1F89, {0x1F09, 0x0399, 0}},
    {0x1F8A, {0x1F0A, 0x0399, 0}},
    {0x1F8B, {0x1F0B, 0x0399, 0}},
    {0x1F8C, {0x1F0C, 0x0399, 0}},
    {0x1F8D, {0x1F0D, 0x0399, 0}},
    {0x1F8E, {0x1F0E, 0x0399, 0}},
    {0x1F8F, {0x1F0F, 0x0399, 0}},
    {0x1F90, {0x1F28, 0x0399, 0}},
    {0x1F91, {0x1F29, 0x0399, 0}},
    {0x1F92, {0x1F2A, 0x0399, 0}},
    {0x1F93, {0x1F2B, 0x0399, 0}},
    {0x1F94, {0x1F2C, 0x0399, 0}},
    {0x1F95, {0x1F2D, 0x0399, 0}},
    {0x1F96, {0x1F2E, 0x0399, 0}},
    {0x1F97, {0x1F2F, 0x0399, 0}},
    {0x1F98, {0x1F28, 0x0399, 0}},
    {0x1F99, {0x1F29, 0x0399, 0}},
    {0x1F9A, {0x1F2A, 0x0399, 0}},
    {0x1F9B, {0x1F2B, 0x0399, 0}},
    {0x1F9C, {0x1F2C, 0x0399, 0}},
    {0x1F9D, {0x1F2D, 0x0399, 0}},
    {0x1F9E, {0x1F2E, 0x0399, 0}},
    {0x1F9F, {0x1F2F, 0x0399, 0}},
    {0x1FA0, {0x1F68, 0x0399, 0}},
    {0x1FA1, {0x1F69, 0x0399, 0}},
    {0x1FA2, {0x1F6A, 0x0399, 0}},
    {0x1FA3, {0x1F6B, 0x0399, 0}},
    {0x1FA4, {0x1F6C, 0x0399, 0}},
    {0x1FA5, {0x1F6D, 0x0399, 0}},
    {0x1FA6, {0x1F6E, 0x0399, 0}},
    {0x1FA7, {0x1F6F, 0x0399, 0}},
    {0x1FA8, {0x1F68, 0x0399, 0}},
    {0x1FA9, {0x1F69, 0x0399, 0}},
    {0x1FAA, {0x1F6A, 0x0399, 0}},
    {0x1FAB, {0x1F6B, 0x0399, 0}},
    {0x1FAC, {0x1F6C, 0x0399, 0}},
    {0x1FAD, {0x1F6D, 0x0399, 0}},
    {0x1FAE, {0x1F6E, 0x0399, 0}},
    {0x1FAF, {0x1F6F, 0x0399, 0}},
    {0x1FB2, {0x1FBA, 0x0399, 0}},
    {0x1FB3, {0x0391, 0x0399, 0}},
    {0x1FB4, {0x0386, 0x0399, 0}},
    {0x1FB6, {0x0391, 0x0342, 0}},
    {0x1FB7, {0x0391, 0x0342, 0x0399}},
    {0x1FBC, {0x0391, 0x0399, 0}},
    {0x1FC2, {0x1FCA, 0x0399, 0}},
    {0x1FC3, {0x0397, 0x0399, 0}},
    {0x1FC4, {0x0389, 0x0399, 0}},
    {0x1FC6, {0x0397, 0x0342, 0}},
    {0x1FC7, {0x0397, 0x0342, 0x0399}},
    {0x1FCC, {0x0397, 0x0399, 0}},
    {0x1FD2, {0x0399, 0x0308, 0x0300}},
    {0x1FD3, {0x0399, 0x0308, 0x0301}},
    {0x1FD6, {0x0399, 0x0342, 0}},
    {0x1FD7, {0x0399, 0x0308, 0x0342}},
    {0x1FE2, {0x03A5, 0x0308, 0x0300}},
    {0x1FE3, {0x03A5, 0x0308, 0x0301}},
    {0x1FE4, {0x03A1, 0x0313, 0}},
    {0x1FE6, {0x03A5, 0x0342, 0}},
    {0x1FE7, {0x03A5, 0x0308, 0x0342}},
    {0x1FF2, {0x1FFA, 0x0399, 0}},
    {0x1FF3, {0x03A9, 0x0399, 0}},
    {0x1FF4, {0x038F, 0x0399, 0}},
    {0x1FF6, {0x03A9, 0x0342, 0}},
    {0x1FF7, {0x03A9, 0x0342, 0x0399}},
    {0x1FFC, {0x03A9, 0x0399, 0}},
    {0xFB00, {0x0046, 0x0046, 0}},
    {0xFB01, {0x0046, 0x0049, 0}},
    {0xFB02, {0x0046, 0x004C, 0}},
    {0xFB03, {0x0046, 0x0046, 0x0049}},
    {0xFB04, {0x0046, 0x0046, 0x004C}},
    {0xFB05, {0x0053, 0x0054, 0}},
    {0xFB06, {0x0053, 0x0054, 0}},
    {0xFB13, {0x0544, 0x0546, 0}},
    {0xFB14, {0x0544, 0x0535, 0}},
    {0xFB15, {0x0544, 0x053B, 0}},
    {0xFB16, {0x054E, 0x0546, 0}},
    {0xFB17, {0x0544, 0x053D, 0}},
};
// clang-format on

static_assert(std::is_sorted(std::begin(rows), std::end(rows),
                             [](const Row& a, const Row& b) { return a.from < b.from; }));

// The upper case of a character where that is more than one; empty for all others.
std::u32string_view special_upper(char32_t c) noexcept {
  const Row* const row = std::lower_bound(std::begin(rows), std::end(rows), c,
                                          [](const Row& r, char32_t wanted) { return r.from < wanted; });
  if (row == std::end(rows) || row->from != c) return {};
  return {row->upper.data(), row->upper[2] == 0 ? std::size_t{2} : std::size_t{3}};
}

constexpr char32_t capital_sigma = 0x3A3, final_sigma = 0x3C2, dotted_capital_i = 0x130, dot_above = 0x307;

// What a character is to the letters around it (The Unicode Standard, D135 and D136).
enum class Part : std::uint8_t { none, letter, ignored };

Part part_of(char32_t c) noexcept {
  constexpr std::u32string_view within_words =
      U"'.:\u00B7\u0387\u055F\u05F4\u2018\u2019\u2024\u2027\uFE13\uFE52\uFE55\uFF07"
      U"\uFF0E\uFF1A";
  if (within_words.find(c) != std::u32string_view::npos) return Part::ignored;
  switch (utf8proc_category(static_cast<utf8proc_int32_t>(c))) {
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LL:
    case UTF8PROC_CATEGORY_LT: return Part::letter;
    case UTF8PROC_CATEGORY_MN:
    case UTF8PROC_CATEGORY_ME:
    case UTF8PROC_CATEGORY_CF:
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_SK: return Part::ignored;
    default: return Part::none;
  }
}

Utf8Character first_character(std::string_view text) noexcept {
  return decode_utf8(text.data(), text.data() + text.size());
}

// Whether the word goes on: a letter follows, be there something ignored in between.
bool letter_follows(std::string_view text) noexcept {
  while (!text.empty()) {
    const Utf8Character c = first_character(text);
    if (c.length == 0 || part_of(c.code) == Part::none) return false;
    if (part_of(c.code) == Part::letter) return true;
    text.remove_prefix(c.length);
  }
  return false;
}

void append_upper(char32_t c, std::string& out) {
  const std::u32string_view special = special_upper(c);
  for (const char32_t part : special)
    append_utf8(part, out);
  if (special.empty()) append_utf8(static_cast<char32_t>(utf8proc_toupper(static_cast<utf8proc_int32_t>(c))), out);
}

}  // namespace

void append_upper(std::string_view text, std::string& out) {
  for (std::size_t at = 0; at < text.size();) {
    const auto byte = static_cast<unsigned char>(text[at]);
    const Utf8Character c = byte < 0x80 ? Utf8Character{byte, 1} : first_character(text.substr(at));
    at += std::max<std::size_t>(c.length, 1);
    if (byte < 0x80)
      out += byte >= 'a' && byte <= 'z' ? static_cast<char>(byte ^ 0x20) : static_cast<char>(byte);
    else if (c.length == 0)
      out += static_cast<char>(byte);
    else
      append_upper(c.code, out);
  }
}

void append_lower(std::string_view text, std::string& out) {
  bool in_word = false;  // a letter stands in front, be there something ignored in between
  for (std::size_t at = 0; at < text.size();) {
    const auto byte = static_cast<unsigned char>(text[at]);
    const Utf8Character c = byte < 0x80 ? Utf8Character{byte, 1} : first_character(text.substr(at));
    at += std::max<std::size_t>(c.length, 1);
    if (c.length == 0)
      out += static_cast<char>(byte);
    else if (byte < 0x80)
      out += byte >= 'A' && byte <= 'Z' ? static_cast<char>(byte ^ 0x20) : static_cast<char>(byte);
    else if (c.code == capital_sigma && in_word && !letter_follows(text.substr(at)))
      append_utf8(final_sigma, out);
    else if (c.code == dotted_capital_i)
      append_utf8(dot_above, out += 'i');
    else
      append_utf8(static_cast<char32_t>(utf8proc_tolower(static_cast<utf8proc_int32_t>(c.code))), out);
    const Part part = c.length == 0 ? Part::none : part_of(c.code);
    if (part != Part::ignored) in_word = part == Part::letter;
  }
}

// Lower, then upper, then lower: each step joins letters that the others do not.
void append_folded(std::string_view text, std::string& out) {
  std::string upper;
  for (std::size_t at = 0; at < text.size();) {
    const auto byte = static_cast<unsigned char>(text[at]);
    const Utf8Character c = byte < 0x80 ? Utf8Character{byte, 1} : first_character(text.substr(at));
    at += std::max<std::size_t>(c.length, 1);
    if (byte < 0x80 || c.length == 0) {
      out += byte >= 'A' && byte <= 'Z' ? static_cast<char>(byte ^ 0x20) : static_cast<char>(byte);
      continue;
    }
    upper.clear();
    append_upper(static_cast<char32_t>(utf8proc_tolower(static_cast<utf8proc_int32_t>(c.code))), upper);
    for (std::size_t part = 0; part < upper.size();) {
      const Utf8Character u = first_character(std::string_view(upper).substr(part));
      append_utf8(static_cast<char32_t>(utf8proc_tolower(static_cast<utf8proc_int32_t>(u.code))), out);
      part += u.length;
    }
  }
}

}  // namespace v0
}  // namespace tamis
