// Walking through the items of a scanned record's arrays.
#include "src/scan/walk.hpp"

#include "src/json/document.hpp"
#include "src/scan/scalar.hpp"

namespace tamis {
inline namespace v0 {
namespace scan {

Leaf read_scalar(std::string_view text, std::uint32_t begin) noexcept {
  Leaf leaf{Leaf::Kind::number, begin, 0, 0};
  switch (text[begin]) {
    case 't': leaf.kind = Leaf::Kind::true_; break;
    case 'f': leaf.kind = Leaf::Kind::false_; break;
    case 'n': leaf.kind = Leaf::Kind::null; break;
    default: break;
  }
  if (const char* const end = scalar_end(text.data() + begin, text.data() + text.size()))
    leaf.end = static_cast<std::uint32_t>(end - text.data());
  return leaf;
}

std::uint32_t escaped_child(const Wanted& wanted, std::uint32_t node, std::string_view name, std::string& buffer) {
  buffer.clear();
  json::unescape(name, buffer);
  return wanted.child(wanted.node(node), buffer);
}

Leaf Walk::value(std::size_t index) const noexcept {
  const std::uint32_t begin = structure_.places[index];
  switch (text_[begin]) {
    case '{': return {Leaf::Kind::object, begin, 0, static_cast<std::uint32_t>(index)};
    case '[': return {Leaf::Kind::array, begin, 0, static_cast<std::uint32_t>(index)};
    case '"': return {Leaf::Kind::string, begin + 1, 0, 0};
    default: return read_scalar({text_, size_}, begin);
  }
}

// Which wanted child a member's name, at an index of the structure, is.
std::uint32_t Walk::member(std::size_t index, std::uint32_t node) const {
  const std::uint32_t begin = structure_.places[index] + 1, end = structure_.string_end(begin);
  const std::string_view name(text_ + begin, end - begin);
  const std::uint32_t found = wanted_.child(wanted_.node(node), name);
  if (found != Wanted::none || !structure_.has_escape(begin, end)) return found;
  return escaped_child(wanted_, node, name, memory_.name);
}

// The tokens of an array are written down when it is first walked through.
std::size_t Walk::first_item(std::uint32_t number) const {
  Leaf& leaf = memory_.leaves[number];
  if (leaf.index == 0) {
    leaf.index = static_cast<std::uint32_t>(structure_.count);
    std::size_t depth = 0, word = leaf.begin / 64;
    std::uint64_t tokens = structure_.tokens[word] & ~std::uint64_t{0} << (leaf.begin % 64);
    do {
      while (tokens == 0)
        tokens = structure_.tokens[++word];
      const auto place = static_cast<std::uint32_t>(64 * word + static_cast<std::size_t>(__builtin_ctzll(tokens)));
      tokens &= tokens - 1;
      if (structure_.count >= structure_.places.size()) structure_.places.resize(2 * structure_.count + 64);
      structure_.places[structure_.count++] = place;
      const char c = text_[place];
      if (c == '{' || c == '[') ++depth;
      if (c == '}' || c == ']') --depth;
    } while (depth > 0);
  }
  return leaf.index + std::size_t{1};
}

// Behind the value at an index.
std::size_t Walk::skip(std::size_t index) const noexcept {
  std::size_t depth = 0;
  do {
    const char c = at(index++);
    if (c == '{' || c == '[') ++depth;
    if (c == '}' || c == ']') --depth;
  } while (depth > 0);
  return index;
}

std::size_t Walk::item(std::size_t index, std::uint32_t root) const {
  const WantedNode& node = wanted_.node(root);
  std::vector<Leaf>& leaves = memory_.leaves;
  std::fill(leaves.begin() + node.first, leaves.begin() + node.end, Leaf{});
  if (at(index) != '{') return skip(index);
  // Objects on the way to wanted values are gone into; a wanted tree is no deeper than a path is long.
  std::vector<std::uint32_t>& open = memory_.item_levels;
  open.clear();
  open.push_back(root);
  ++index;
  while (!open.empty()) {
    if (at(index) == '}') {
      open.pop_back();
      ++index;
      continue;
    }
    if (at(index) == ',') ++index;
    const std::uint32_t child = member(index, open.back());
    index += 2;
    const std::uint32_t into = child == Wanted::none ? child : note(wanted_, child, value(index), leaves);
    if (into != Wanted::none) {
      open.push_back(into);
      ++index;
    } else {
      index = skip(index);
    }
  }
  return index;
}

}  // namespace scan
}  // namespace v0
}  // namespace tamis
