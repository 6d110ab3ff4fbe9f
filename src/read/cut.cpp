// cut_value: one pass over the bytes of a value.
#include "src/read/cut.hpp"

#include <algorithm>
#include <array>
#include <limits>

#include "src/scan/marks.hpp"

namespace tamis {
inline namespace v0 {
namespace read {

namespace {

using ByteSet = std::array<bool, 256>;

constexpr ByteSet all_but(std::string_view bytes, bool controls) {
  ByteSet set{};
  for (std::size_t c = 0; c < set.size(); ++c)
    set[c] = !(controls && c < 0x20);
  for (const char c : bytes)
    set[static_cast<unsigned char>(c)] = false;
  return set;
}

/// What may be passed over without a look: in a string, between tokens, in a bare word or number.
constexpr ByteSet string_bytes = all_but("\"\\", true);
constexpr ByteSet token_bytes = all_but("\"{}[]", false);
constexpr ByteSet word_bytes = all_but("\"{}[],: ", true);

/// The state between two bytes of a value.
class Cutter {
 public:
  /// `lenient`: what cannot stand in a string is taken as part of it.
  explicit Cutter(std::uint32_t deepest, bool lenient = false) : deepest_(deepest), lenient_(lenient) {}

  /// Goes over text[at, stop); false once the value has ended or cannot go on, `at` then being the
  /// first byte that was not looked at.
  bool run(std::string_view text, std::size_t& at, std::size_t stop) {
    while (true) {
      const ByteSet& passed_over = in_string_ ? string_bytes : depth_ > 0 ? token_bytes : word_bytes;
      std::size_t i = at;
      while (i < stop && passed_over[static_cast<unsigned char>(text[i])])
        ++i;
      in_word_ = in_word_ || i > at;
      at = i;
      if (at >= stop) return true;
      if (!(in_string_ ? string_byte(text[at], at) : token_byte(text[at], at))) return false;
    }
  }

  Cut::End end() const noexcept { return end_; }

 private:
  bool string_byte(char c, std::size_t& at) {
    at += c == '\\' ? 2 : 1;  // an escaped byte is no closing quote, whatever it is
    if (c == '\\') return true;
    if (c != '"' && lenient_) return true;
    if (c != '"') return end_ = Cut::End::broken, false;
    in_string_ = false;
    return depth_ > 0;
  }

  bool token_byte(char c, std::size_t& at) {
    // A bare word or number has no end of its own: what follows it ends it.
    if (depth_ == 0 && in_word_) return false;
    ++at;
    switch (c) {
      case '"': in_string_ = true; return true;
      case '{':
      case '[':
        if (++depth_ > deepest_) return end_ = Cut::End::too_deep, false;
        return true;
      default:  // a closing bracket, or what cannot begin a value
        if (depth_ > 0) --depth_;
        return depth_ > 0;
    }
  }

  std::uint32_t deepest_;
  bool lenient_;
  std::uint32_t depth_ = 0;
  bool in_string_ = false;
  bool in_word_ = false;
  Cut::End end_ = Cut::End::whole;
};

}  // namespace

Cut cut_value(Window& window, std::size_t begin, std::uint64_t longest, std::uint32_t deepest) {
  const std::size_t most = std::numeric_limits<std::size_t>::max() - begin;
  const std::size_t limit = begin + static_cast<std::size_t>(std::min<std::uint64_t>(longest, most));
  Cutter cutter(deepest);
  std::size_t at = begin;
  while (true) {
    const std::string_view held = window.held();
    if (!cutter.run(held, at, std::min(held.size(), limit))) return {cutter.end(), at - begin};
    // An escape may go on behind what is held: the limit is met when the byte in front of it was loaded.
    if (at >= limit && held.size() >= limit) return {Cut::End::too_long, limit - begin};
    if (!window.load()) return {Cut::End::input, window.held().size() - begin};
  }
}

Cut cut_trusted(Window& window, std::size_t begin, std::uint64_t longest) {
  const int first = window.at(begin);
  if (first != '{' && first != '[') return cut_value(window, begin, longest, std::numeric_limits<std::uint32_t>::max());
  scan::BracketState state;
  std::uint64_t length = 0;
  do {
    const std::string_view held = window.held().substr(begin + static_cast<std::size_t>(length));
    const std::size_t found = scan::find_closing(held.data(), held.size(), state);
    length += found != scan::not_found ? found : held.size();
    if (length > longest) return {Cut::End::too_long, static_cast<std::size_t>(longest)};
    if (found != scan::not_found) return {Cut::End::whole, static_cast<std::size_t>(length)};
  } while (window.load());
  return {Cut::End::input, static_cast<std::size_t>(length)};
}

bool drop_value(Window& window) {
  Cutter cutter(std::numeric_limits<std::uint32_t>::max(), true);
  std::size_t at = 0;  // behind the end of what is held after a backslash there
  while (true) {
    const std::size_t held = window.held().size();
    const bool goes_on = cutter.run(window.held(), at, held);
    window.drop(std::min(at, held));
    at -= std::min(at, held);
    if (!goes_on) return true;
    if (!window.load()) return false;
  }
}

}  // namespace read
}  // namespace v0
}  // namespace tamis
