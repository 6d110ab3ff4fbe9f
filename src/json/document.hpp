// A JSON text as a flat tape of elements that point into it. Numbers and strings stay text, so nothing
// is rounded and nothing is copied.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <tamis/limits.hpp>

namespace tamis {
inline namespace v0 {
namespace json {

enum class Kind : std::uint8_t { null, false_, true_, number, string, array, object };

/// One value, or one member name (a string element in front of the member's value).
struct Element {
  Kind kind = Kind::null;
  bool escaped = false;      ///< string: holds a backslash
  std::uint32_t offset = 0;  ///< of its text; strings without their quotes
  std::uint32_t length = 0;
  std::uint32_t next = 0;   ///< index of the element after this one and all that it contains
  std::uint32_t count = 0;  ///< array: items; object: members
};

struct SyntaxError {
  std::uint64_t offset = 0;  ///< of the offending byte; the length of the text where it ends too early
  std::string message;       ///< "expected ':' after a member name"
};

/// A parsed text. Reuse one Document for many texts: its memory stays. elements()[0] is the top value;
/// an array's items follow it, an object's members follow as name, value, name, value….
class Document {
 public:
  /// Reads one strict JSON value (RFC 8259, valid UTF-8, no byte order mark) with blanks around it.
  /// The text must outlive the document's use.
  std::optional<SyntaxError> parse(std::string_view text, const Limits& limits);

  std::string_view text() const noexcept { return text_; }
  const std::vector<Element>& elements() const noexcept { return elements_; }
  std::string_view text(const Element& e) const noexcept { return text_.substr(e.offset, e.length); }

 private:
  std::string_view text_;
  std::vector<Element> elements_;
  std::vector<std::uint32_t> open_;  // of a parse; its memory stays
};

/// Appends the value of a string's text (between its quotes) with escapes undone, as UTF-8. Unpaired
/// surrogates become U+FFFD.
void unescape(std::string_view text, std::string& out);
/// Where the first escape stands that is half of a surrogate pair without its other half, as in `\ud83d`, or npos.
std::size_t find_lone_surrogate(std::string_view text) noexcept;

}  // namespace json
}  // namespace v0
}  // namespace tamis
