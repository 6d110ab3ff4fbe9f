// Walking through a record's structure.
#include "src/scan/walk.hpp"

#include <algorithm>

namespace tamis {
inline namespace v0 {
namespace scan {

namespace {

bool is_blank(char c) noexcept { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }
bool is_digit(char c) noexcept { return c >= '0' && c <= '9'; }

/// Behind the digits from `at` on; nullptr if there is none.
const char* digits(const char* at, const char* end) noexcept {
  if (at == end || !is_digit(*at)) return nullptr;
  while (at != end && is_digit(*at))
    ++at;
  return at;
}

/// Behind the number that begins at `at`; nullptr if it is none (RFC 8259 §6).
const char* number_end(const char* at, const char* end) noexcept {
  if (at != end && *at == '-') ++at;
  if (at != end && *at == '0')
    ++at;
  else if (!(at = digits(at, end)))
    return nullptr;
  if (at != end && *at == '.' && !(at = digits(at + 1, end))) return nullptr;
  if (at == end || (*at != 'e' && *at != 'E')) return at;
  ++at;
  if (at != end && (*at == '+' || *at == '-')) ++at;
  return digits(at, end);
}

}  // namespace

// Where the string that begins at an index of the structure ends: its closing quote is the last byte that is no blank
// before whatever is next.
std::uint32_t Walk::string_end(std::size_t index) const noexcept {
  std::uint32_t end = place(index + 1);
  while (is_blank(text_[end - 1]))
    --end;
  return end - 1;
}

Leaf Walk::container(std::size_t index) const noexcept {
  return {at(index) == '{' ? Leaf::Kind::object : Leaf::Kind::array, structure_.places[index], 0,
          static_cast<std::uint32_t>(index)};
}

// Where the number or word at an index ends; nullptr if it is none.
const char* Walk::scalar_end(std::size_t index) const noexcept {
  const char* const at = text_ + structure_.places[index];
  const char* const limit = text_ + size_;
  const auto is_word = [&](std::string_view word) {
    return static_cast<std::size_t>(limit - at) >= word.size() && std::string_view(at, word.size()) == word;
  };
  const char* end = nullptr;
  switch (*at) {
    case 't': end = is_word("true") ? at + 4 : nullptr; break;
    case 'f': end = is_word("false") ? at + 5 : nullptr; break;
    case 'n': end = is_word("null") ? at + 4 : nullptr; break;
    default: end = number_end(at, limit);
  }
  return end && (end == limit || is_blank(*end) || *end == ',' || *end == '}' || *end == ']') ? end : nullptr;
}

// Fills a leaf with the string, number or word at an index. False if it is none.
bool Walk::scalar(std::size_t index, Leaf& leaf) const noexcept {
  const std::uint32_t begin = structure_.places[index];
  switch (text_[begin]) {
    case '"': leaf = {Leaf::Kind::string, begin + 1, 0, 0}; return true;
    case 't': leaf.kind = Leaf::Kind::true_; break;
    case 'f': leaf.kind = Leaf::Kind::false_; break;
    case 'n': leaf.kind = Leaf::Kind::null; break;
    default: leaf.kind = Leaf::Kind::number;
  }
  const char* const end = scalar_end(index);
  leaf.begin = begin;
  leaf.end = static_cast<std::uint32_t>((end ? end : text_) - text_);
  return end != nullptr;
}

// Which wanted child a member's name, at an index of the structure, is.
std::uint32_t Walk::member(std::size_t index, std::uint32_t node) const {
  const WantedNode& from = wanted_.node(node);
  const std::uint32_t begin = structure_.places[index] + 1, end = string_end(index);
  const std::string_view name(text_ + begin, end - begin);
  const std::uint32_t found = wanted_.child(from, name);
  if (found != Wanted::none || !structure_.has_escape(begin, end)) return found;
  memory_.name.clear();
  json::unescape(name, memory_.name);
  return wanted_.child(from, memory_.name);
}

// Notes the value of a wanted member; what the member said before counts no more. Gives the node to go on in.
std::uint32_t Walk::note(std::uint32_t child, std::size_t index, const Leaf& value) const {
  std::vector<Leaf>& leaves = memory_.leaves;
  const WantedNode& node = wanted_.node(child);
  Leaf below;
  const bool object = value.kind == Leaf::Kind::object, null = value.kind == Leaf::Kind::null;
  if (!object && !null && node.object_expected) below.kind = Leaf::Kind::odd;
  std::fill(leaves.begin() + node.first, leaves.begin() + node.end, below);
  if (node.leaf) {
    leaves[node.first] = value;
    if (value.kind == Leaf::Kind::string) leaves[node.first].end = string_end(index);
  }
  return object && !node.children.empty() ? child : Wanted::none;
}

// The common things are done here and now: of a value that nobody wants, no more is looked at than its validity takes.
std::size_t Walk::record(std::size_t index) const {
  memory_.leaves.assign(wanted_.leaf_count(), Leaf{});
  std::vector<WalkMemory::Frame>& open = memory_.open;
  open.clear();
  if (at(index++) != '{') return 0;
  WalkMemory::Frame here{wanted_.root(0), true};  // the innermost; `open` has the others
  bool first = true;                              // nothing stands in it yet
  while (true) {
    char c = at(index);
    if (!first || c != (here.object ? '}' : ']')) {
      std::uint32_t child = Wanted::none;
      if (here.object) {
        if (c != '"' || at(index + 1) != ':') return 0;
        if (here.node != Wanted::none) child = member(index, here.node);
        index += 2;
        c = at(index);
      }
      if (c == '{' || c == '[') {
        if (open.size() + 1 >= depth_) return 0;
        open.push_back(here);
        here = {child == Wanted::none ? child : note(child, index, container(index)), c == '{'};
        ++index;
        first = true;
        continue;
      }
      if (child != Wanted::none) {
        Leaf value;
        if (!scalar(index, value)) return 0;
        note(child, index, value);
      } else if (c != '"' && !is_scalar(index)) {
        return 0;
      }
      ++index;
    }
    // Behind a value: what is complete is closed.
    while ((c = at(index)) == (here.object ? '}' : ']')) {
      ++index;
      if (open.empty()) return index;
      here = open.back();
      open.pop_back();
    }
    if (c != ',') return 0;
    ++index;
    first = false;
  }
}

// Behind the value at an index, whose brackets are known to match.
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
    if (child == Wanted::none) {
      index = skip(index);
      continue;
    }
    Leaf value;
    if (at(index) == '{' || at(index) == '[')
      value = container(index);
    else
      scalar(index, value);
    const std::uint32_t into = note(child, index, value);
    if (into != Wanted::none) {
      open.push_back(into);
      ++index;
    } else {
      index = skip(index);
    }
  }
  return index;
}

bool is_record(std::string_view text, std::uint32_t depth, WalkMemory& memory) {
  static const Wanted nothing;
  if (text.size() >= longest_text || !find_structure(text.data(), text.size(), memory.structure)) return false;
  return memory.structure.count > 0 && Walk(text, nothing, depth, memory).record(0) == memory.structure.count;
}

}  // namespace scan
}  // namespace v0
}  // namespace tamis
