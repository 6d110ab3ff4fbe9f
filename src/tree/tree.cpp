// Source and Tree: positions, string values, comparison.
#include "tamis/tree.hpp"

#include <algorithm>

#include "grammar/functions.hpp"
#include "src/json/document.hpp"
#include "src/tree/normal_form.hpp"
#include "src/tree/string_text.hpp"

namespace tamis {
inline namespace v0 {

std::uint32_t Source::to_typed(std::uint32_t offset) const noexcept {
  const auto after = std::upper_bound(breaks_.begin(), breaks_.end(), offset,
                                      [](std::uint32_t o, const Break& b) { return o < b.decoded; });
  if (after == breaks_.begin()) return offset;
  const Break& at = *(after - 1);
  const std::uint32_t typed = at.typed + (offset - at.decoded);
  return std::min(typed, static_cast<std::uint32_t>(typed_.size()));
}

Span Source::to_typed(Span decoded) const noexcept {
  if (!is_decoded_) return decoded;
  const std::uint32_t from = to_typed(decoded.offset);
  return {from, decoded.length == 0 ? 0 : std::max(to_typed(decoded.end()), from) - from};
}

void Source::append_option(std::string_view name, std::string_view value) {
  own_size_ = own_size();
  typed_ += '&';
  if (is_decoded_) {
    decoded_ += '&';
    // Behind the ampersand: what ends in front of it ends where it did, whatever follows a URL.
    breaks_.push_back({static_cast<std::uint32_t>(decoded_.size()), static_cast<std::uint32_t>(typed_.size())});
    decoded_.append(name).append(1, '=').append(value);
  }
  typed_.append(name).append(1, '=').append(value);
}

bool Source::was_encoded(std::uint32_t decoded_offset) const noexcept {
  if (!is_decoded_) return false;
  const std::uint32_t typed = to_typed(decoded_offset);
  return typed < typed_.size() && typed_[typed] == '%';
}

std::string unquote(std::string_view literal) {
  std::string out;
  if (literal.size() < 2) return out;
  const std::string_view inner = literal.substr(1, literal.size() - 2);
  if (literal.front() == '"') {
    json::unescape(inner, out);
    return out;
  }
  out.reserve(inner.size());
  for (std::size_t at = 0; at < inner.size();) {
    const std::size_t quote = std::min(inner.find('\'', at), inner.size() - 1);
    out.append(inner, at, quote + 1 - at);
    at = quote + 2;  // behind the second of two quotes
  }
  return out;
}

std::string string_value(const Tree& tree, NodeId literal) { return unquote(tree.name(literal)); }

std::string_view string_text(const Tree& tree, NodeId literal, std::string& buffer) {
  const std::string_view whole = tree.name(literal);
  if (whole.size() >= 2) {
    const std::string_view inner = whole.substr(1, whole.size() - 2);
    if (inner.find(whole.front() == '"' ? '\\' : '\'') == std::string_view::npos) return inner;
  }
  buffer = unquote(whole);
  return buffer;
}

std::string quote(std::string_view text) {
  std::string out = "'";
  for (const char c : text) {
    out.push_back(c);
    if (c == '\'') out.push_back(c);
  }
  out.push_back('\'');
  return out;
}

std::string_view function_name(std::uint8_t function) noexcept {
  return function < grammar::functions.size() ? grammar::functions[function].name : std::string_view{};
}

bool same(const Tree& a, const Tree& b) { return normal_form(a) == normal_form(b); }

}  // namespace v0
}  // namespace tamis
