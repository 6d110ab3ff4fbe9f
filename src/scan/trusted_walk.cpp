// Walking through a text that is trusted.
#include "src/scan/trusted_walk.hpp"

#include "src/json/document.hpp"
#include "src/scan/scalar.hpp"

namespace tamis {
inline namespace v0 {
namespace scan {

namespace {

/// The first byte of the name in front of a closing quote. A quote behind backslashes is part of the name if their
/// number is odd.
std::size_t name_begin(std::string_view text, std::size_t closing_quote) noexcept {
  for (std::size_t at = closing_quote; at > 0; --at) {
    if (text[at - 1] != '"') continue;
    std::size_t backslashes = 0;
    while (backslashes + 1 < at && text[at - 2 - backslashes] == '\\')
      ++backslashes;
    if (backslashes % 2 == 0) return at;
  }
  return not_found;
}

}  // namespace

// ---- cursor ----

bool TrustedCursor::next_block() noexcept {
  const bool escapes = escape_before_ || escapes_ != 0;
  if (++block_ < blocks_) {
    base_ += 64;
    take_block();
  } else {
    const std::size_t at = base_ + 64;
    if (blocks_ == 0 || at >= text_.size()) return block_ = blocks_, left_ = escapes_ = 0, false;
    load(at, marks_[blocks_ - 1].after);
  }
  escape_before_ = escapes;
  return true;
}

std::size_t TrustedCursor::close(std::uint64_t depth) noexcept {
  for (; block_ < blocks_; ++block_, base_ += 64, take_block()) {
    for (std::uint64_t brackets = marks_[block_].brackets & left_; brackets != 0; brackets &= brackets - 1) {
      const auto bit = static_cast<unsigned>(__builtin_ctzll(brackets));
      const char c = text_[base_ + bit];
      depth += c == '{' || c == '[' ? 1 : std::uint64_t{0} - 1;
      if (depth > 0) continue;
      const std::uint64_t passed = (std::uint64_t{2} << bit) - 1;
      left_ &= ~passed;
      escapes_ &= ~passed;
      escape_before_ = false;
      return base_ + bit + 1;
    }
  }
  BracketState state{depth, blocks_ > 0 ? marks_[blocks_ - 1].after : StringState()};
  const std::size_t length =
      base_ < text_.size() ? find_closing(text_.data() + base_, text_.size() - base_, state) : not_found;
  if (length == not_found) return not_found;
  load(base_ + length, {});
  return base_;
}

std::size_t TrustedCursor::string_end(std::size_t begin, bool& escaped) noexcept {
  escaped = false;
  while (true) {
    const std::uint64_t from = begin <= base_     ? ~std::uint64_t{0}
                             : begin - base_ < 64 ? ~std::uint64_t{0} << (begin - base_)
                                                  : 0;
    const std::uint64_t quotes = block_ < blocks_ ? marks_[block_].quotes & from : 0;
    if (quotes != 0) {
      const auto bit = static_cast<unsigned>(__builtin_ctzll(quotes));
      const std::uint64_t before = (std::uint64_t{1} << bit) - 1;
      escaped = escaped || (marks_[block_].escapes & from & before) != 0;
      return base_ + bit;
    }
    escaped = escaped || (block_ < blocks_ && (marks_[block_].escapes & from) != 0);
    if (!next_block()) return not_found;
  }
}

// ---- objects ----

bool TrustedObject::begin(std::string_view text, const Wanted& wanted, std::uint32_t root, std::size_t at) {
  text_ = text;
  wanted_ = &wanted;
  nodes_[0] = root;
  own_ = bits(wanted.node(root).first, wanted.node(root).end);
  cursor_.begin(text, at);
  return open(at);
}

void TrustedObject::begin_items(std::string_view text, const Wanted& wanted, std::uint32_t root, std::size_t at) {
  text_ = text;
  wanted_ = &wanted;
  nodes_[0] = root;
  own_ = bits(wanted.node(root).first, wanted.node(root).end);
  cursor_.begin(text, at + 1);
  depth_ = 0;
  end_ = at + 1;
}

// Goes into the object at a place, the next that the cursor comes to.
bool TrustedObject::open(std::size_t at) {
  known_ = 0;
  depth_ = 1;
  return at < text_.size() && text_[at] == '{' && cursor_.next() == at;
}

TrustedObject::Item TrustedObject::next_item(std::vector<Leaf>& leaves) {
  if (depth_ > 0 && (end_ = cursor_.close(depth_)) == not_found) return Item::odd;
  depth_ = 0;
  std::size_t at = behind_blanks(end_);
  if (at < text_.size() && text_[at] == ',') at = behind_blanks(at + 1);
  if (at >= text_.size()) return Item::odd;
  if (text_[at] == ']') return Item::none;
  if (text_[at] == '{') return open(at) ? Item::there : Item::odd;
  if (text_.substr(at, 4) != "null") return Item::odd;
  end_ = at + 4;
  known_ = 0;
  fill(own_, Leaf::Kind::absent, leaves);
  return Item::there;
}

bool TrustedObject::step(std::vector<Leaf>& leaves, std::string& name) {
  if (depth_ == 0) return false;
  const std::size_t at = cursor_.next(wanted_->node(nodes_[depth_ - 1]));
  if (at == not_found) return false;
  switch (text_[at]) {
    case ':': return member(at, leaves, name);
    case '{':
    case '[': return cursor_.close(1) != not_found;  // of a member that is not wanted
    default: close(at, leaves); return true;
  }
}

// What was not in the innermost object is not there.
void TrustedObject::close(std::size_t at, std::vector<Leaf>& leaves) {
  const WantedNode& node = wanted_->node(nodes_[--depth_]);
  fill(bits(node.first, node.end), Leaf::Kind::absent, leaves);
  if (depth_ == 0) end_ = at + 1;
}

// The first member of a name counts.
void TrustedObject::fill(std::uint64_t which, Leaf::Kind kind, std::vector<Leaf>& leaves) {
  for (std::uint64_t unknown = which & ~known_; unknown != 0; unknown &= unknown - 1)
    leaves[static_cast<std::size_t>(__builtin_ctzll(unknown))] = {kind, 0, 0, 0};
  known_ |= which;
}

bool TrustedObject::member(std::size_t colon, std::vector<Leaf>& leaves, std::string& name) {
  const std::uint32_t id = child(colon, name);
  if (id == Wanted::none) return true;
  const WantedNode& node = wanted_->node(id);
  const std::uint64_t all = bits(node.first, node.end);
  if ((all & ~known_) == 0) return true;  // a second one
  Leaf found;
  const std::size_t at = behind_blanks(colon + 1);
  if (!value(at, found)) return false;
  if (node.leaf) {
    leaves[node.first] = found;
    known_ |= bit(node.first);
  }
  if (found.kind == Leaf::Kind::object && !node.children.empty()) {
    if (depth_ == deepest) return false;
    nodes_[depth_++] = id;
    return cursor_.next() == at;
  }
  const bool odd = node.object_expected && found.kind != Leaf::Kind::object && found.kind != Leaf::Kind::null;
  fill(all, odd ? Leaf::Kind::odd : Leaf::Kind::absent, leaves);
  return true;
}

// Which wanted child the member is whose colon stands at a place. The bytes `"name"` in front of it are that name: in
// right JSON the first quote can then only begin a string, or be escaped.
std::uint32_t TrustedObject::child(std::size_t colon, std::string& name) const {
  std::size_t quote = colon - 1;
  while (quote > 0 && is_blank(text_[quote]))
    --quote;
  const char* const text = text_.data();
  const WantedNode& node = wanted_->node(nodes_[depth_ - 1]);
  for (const WantedNode::Child& child : node.children) {
    const std::string_view wanted = child.name.text;
    if (quote < wanted.size() + 2 || (quote >= 8 && !child.end.fits(bytes_before(text + quote)))) continue;
    const std::size_t begin = quote - wanted.size();
    if (text[begin - 1] == '"' && text[begin - 2] != '\\' && text_.substr(begin, wanted.size()) == wanted)
      return child.node;
  }
  if (!cursor_.escape_passed()) return Wanted::none;
  const std::size_t begin = name_begin(text_, quote);
  if (begin == not_found) return Wanted::none;
  const std::string_view whole = text_.substr(begin, quote - begin);
  if (whole.find('\\') == std::string_view::npos) return Wanted::none;
  name.clear();
  json::unescape(whole, name);
  return wanted_->child(node, name);
}

// The value that begins at a place.
bool TrustedObject::value(std::size_t at, Leaf& leaf) {
  if (at >= text_.size()) return false;
  leaf.begin = static_cast<std::uint32_t>(at);
  const auto word = [&](std::string_view text, Leaf::Kind kind) {
    leaf.kind = kind;
    return text_.substr(at, text.size()) == text;
  };
  switch (text_[at]) {
    case '{': leaf.kind = Leaf::Kind::object; return true;
    case '[': leaf.kind = Leaf::Kind::array; return true;
    case 't': return word("true", Leaf::Kind::true_);
    case 'f': return word("false", Leaf::Kind::false_);
    case 'n': return word("null", Leaf::Kind::null);
    case '"': {
      bool escaped = false;
      const std::size_t end = cursor_.string_end(at + 1, escaped);
      leaf = {Leaf::Kind::string, static_cast<std::uint32_t>(at + 1), static_cast<std::uint32_t>(end), escaped};
      return end != not_found;
    }
    default: break;
  }
  std::size_t end = at;
  while (end < text_.size() && !is_blank(text_[end]) && text_[end] != ',' && text_[end] != '}' && text_[end] != ']')
    ++end;
  leaf = {Leaf::Kind::number, static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(end), 0};
  return end > at;
}

std::size_t TrustedObject::behind_blanks(std::size_t at) const noexcept {
  while (at < text_.size() && is_blank(text_[at]))
    ++at;
  return at;
}

}  // namespace scan
}  // namespace v0
}  // namespace tamis
