// The pass over a record's text, for one kind of processor: included once by each scan_record_*.cpp, behind its own
//   TAMIS_SCAN_TARGET  what functions are marked with that may use that processor's instructions, and
//   Block              64 bytes: equal(c), folded(c) (equal with bit 0x20 set), at_least(c), blanks(), each a bit set;
//                      made of 64 bytes, or of fewer with zeros behind them; Block::parity(bits): bit i says whether
//                      an odd number of bits up to i is set; and Block::write(bits, base, out), which writes base and
//                      the number of each bit, may write up to 64 numbers, and gives the end; and Block::add(sum,
//                      a, b, carry), which adds eight sets as one long number.
// Bit i stands for byte i of the block. Only what concerns the record's own bytes is wrong; its end is told by
// brackets.
#include <algorithm>
#include <cstring>

#include "src/scan/scalar.hpp"
#include "src/scan/scan_record.hpp"

namespace tamis {
inline namespace v0 {
namespace scan {

namespace {

class Pass {
 public:
  TAMIS_SCAN_TARGET Pass(std::string_view text, const Wanted& wanted, std::uint32_t depth, WalkMemory& memory)
      : text_(text.data()), size_(text.size()), wanted_(wanted), depth_(depth), memory_(memory) {}

  TAMIS_SCAN_TARGET std::size_t run() {
    if (size_ == 0 || text_[0] != '{') return 0;
    if (size_ > longest_text) size_ = longest_text;
    memory_.structure.clear();
    memory_.leaves.assign(wanted_.leaf_count(), Leaf{});
    if (memory_.open.empty()) memory_.open.resize(64);
    const std::uint32_t root = wanted_.root(0);
    any_wanted_ = !wanted_.node(root).children.empty();
    memory_.open[1] = {any_wanted_ ? root : Wanted::none, true};
    // Most of what the last record took, as records are alike; then little by little, as what lies behind the end is
    // looked at in vain.
    const std::size_t blocks = (size_ + 63) / 64;
    std::size_t part = memory_.last_blocks - memory_.last_blocks / 4;
    for (std::size_t block = 0; block < blocks && end_ == 0 && right_; part = group)
      block = take(block,
                   std::min(blocks, block + std::clamp<std::size_t>(part / group * group, group, group * most_groups)));
    if (end_ == 0 || !right_) return 0;
    memory_.last_blocks = (end_ + 63) / 64;
    memory_.structure.any_blank = first_blank_ < end_;
    return end_;
  }

 private:
  static constexpr std::size_t group = 8;

  /// What goes from one group of blocks to the next. The sets: of their last byte.
  struct Carry {
    Words scalars{}, begun{}, awaiting{0, 0, 0, 0, 0, 0, 0, top}, opens{}, keys{}, befores{}, endings{},
        quotes_of_endings{}, blanks{};
    std::uint64_t escaped = 0;    ///< one bit: the first byte of the next block is
    std::uint64_t in_string = 0;  ///< all bits: it is in a string
    std::uint64_t in_key = 0;
    std::uint64_t continued = 0;  ///< three bits: bytes that must be continuations
    std::uint64_t unlike_object = 0, unlike_array = 0;
  };
  static constexpr std::uint64_t top = std::uint64_t{1} << 63;

  /// What is found in each block by itself.
  struct alignas(64) Found {
    std::uint64_t strings[group], quotes[group], opens[group], closes[group], colons[group], commas[group],
        blanks[group], wrong[group], lasts[group], befores[group];
  };
  static constexpr std::size_t most_groups = 32;

  // Some blocks: first all of them are scanned, without a look at what they mean, which leaves no branches to
  // mispredict; then what is to be looked at one by one is. Gives the block to go on with.
  TAMIS_SCAN_TARGET std::size_t take(std::size_t block, std::size_t last) {
    memory_.structure.reserve(last + group);
    // By themselves first, all of them: what has just been written is not yet there to be read.
    Found found[most_groups];
    const std::size_t begin = block;
    for (std::size_t i = 0; block < last; block += group)
      find(found[i++], block, std::min(group, last - block));
    const std::size_t most = 64 * (last - begin) + 64;
    for (std::vector<std::uint32_t>* const list : {&memory_.events, &memory_.scalars})
      if (list->size() < most) list->resize(most);
    Ends ends{memory_.events.data(), memory_.scalars.data()};
    block = begin;
    for (std::size_t i = 0; block < last && wrong_at_ == nowhere; block += group)
      relate(found[i++], block, std::min(group, last - block), ends);
    const auto cut = [&](std::vector<std::uint32_t>& list, std::uint32_t* end) TAMIS_SCAN_TARGET {
      while (end != list.data() && end[-1] >= std::min(wrong_at_, size_))
        --end;
      return end;
    };
    ends = {cut(memory_.events, ends.events), cut(memory_.scalars, ends.scalars)};
    right_ = follow(ends.events) && are_scalars(ends.scalars) && (end_ != 0 || wrong_at_ == nowhere);
    return last;
  }

  /// Behind what has been noted to be looked at one by one.
  struct Ends {
    std::uint32_t *events, *scalars;
  };

  // What stands behind what in up to eight blocks.
  TAMIS_SCAN_TARGET void relate(const Found& found, std::size_t block, std::size_t count, Ends& to) {
    Structure& kept = memory_.structure;
    struct {
      Words strings, quotes, opens, closes, colons, commas, blanks, wrong, lasts, befores;
    } m;
    static_assert(sizeof m == sizeof found);
    std::memcpy(&m, &found, sizeof m);
    m.opens &= ~m.strings;
    m.closes &= ~m.strings;
    m.colons &= ~m.strings;
    m.commas &= ~m.strings;
    m.blanks &= ~m.strings;
    const Words opening = m.quotes & m.strings, closing = m.quotes & ~m.strings, brackets = m.opens | m.closes;
    const Words separators = m.colons | m.commas;
    const Words scalars = ~(m.strings | closing | brackets | separators | m.blanks);
    Words before;
    behind(before, scalars, carry_.scalars);
    const Words scalar_starts = scalars & ~before;
    const Words* const blanks = find_blank(m.blanks, block) ? &m.blanks : nullptr;

    Words begun, awaiting, behind_opens, behind_key, ends;
    behind(begun, m.opens | m.commas, carry_.begun, blanks);
    behind(awaiting, separators, carry_.awaiting, blanks);
    behind(behind_opens, m.opens, carry_.opens, blanks);
    // Strings that may be names: those behind commas and opening brackets (in an array the colon is wrong). The first
    // bit of such a one, added to the bits of the string, is carried to its closing quote.
    Block::add(ends, m.strings, opening & begun, carry_.in_key);
    behind(behind_key, ends & closing, carry_.keys, blanks);
    const Words values = scalar_starts | m.opens, expecting = awaiting | behind_opens;
    const Words wrong = m.wrong | ((opening | values) & ~expecting) | (m.commas & expecting) | (m.closes & awaiting)
                      | (m.colons & ~behind_key);
    // Right in arrays, and wrong in objects. A colon is right in objects, and wrong in arrays.
    const Words unlike_object = (behind_key & ~m.colons) | (begun & values);

    keep(&kept.quotes[block], m.quotes);
    const Words tokens = opening | values | m.closes | separators;
    keep(&kept.tokens[block], tokens);
    Words sum;
    Block::add(sum, ~brackets, unlike_object & ~brackets, carry_.unlike_object);
    const Words of_object = (sum | unlike_object) & brackets;
    keep(&kept.unlike_object[block], of_object);
    Block::add(sum, ~brackets, m.colons, carry_.unlike_array);
    const Words of_array = sum & brackets;
    keep(&kept.unlike_array[block], of_array);
    if (kept.any_escape && !escaped_key_) {
      Words escapes;
      std::memcpy(&escapes, &kept.escapes[block], sizeof escapes);
      escaped_key_ = any(escapes & ~ends);
    }

    alignas(64) std::uint64_t events[group], of_scalars[group], wrong_in[group];
    if (any_wanted_) leave_wanted(m.colons, m.lasts, m.befores, m.blanks);
    keep(events, any_wanted_ ? brackets | m.colons : brackets);
    keep(of_scalars, scalar_starts);
    for (std::size_t i = 0; i < count; ++i) {
      const std::size_t base = 64 * (block + i);
      to.events = Block::write(events[i], base, to.events);
      to.scalars = Block::write(of_scalars[i], base, to.scalars);
    }
    if (!any(wrong)) return;
    keep(wrong_in, wrong);
    for (std::size_t i = 0; i < count && wrong_at_ == nowhere; ++i)
      if (wrong_in[i] != 0) wrong_at_ = 64 * (block + i) + static_cast<std::size_t>(__builtin_ctzll(wrong_in[i]));
  }

  // What can be told of each block by itself, but for strings.
  TAMIS_SCAN_TARGET void find(Found& m, std::size_t block, std::size_t count) {
    std::uint64_t* const escapes = memory_.structure.escapes.data() + block;
    std::uint64_t any_escape = 0, in_string = carry_.in_string, carry_escaped = carry_.escaped;
    alignas(64) std::uint64_t of_escapes[group];
    unsigned with_escapes = 0, beyond_ascii = carry_.continued != 0 ? 1 : 0;  // sets of blocks
    for (std::size_t i = 0; i < count; ++i) {
      const Block bytes = block_at(block + i);
      const std::uint64_t backslashes = bytes.equal('\\');
      const std::uint64_t escaped = (backslashes | carry_escaped) != 0 ? find_escaped(backslashes, carry_escaped) : 0;
      const std::uint64_t quotes = bytes.equal('"') & ~escaped;
      const std::uint64_t strings = Block::parity(quotes) ^ in_string;  // with opening quotes, not closing ones
      in_string = static_cast<std::uint64_t>(static_cast<std::int64_t>(strings) >> 63);
      const std::uint64_t not_ascii = bytes.at_least(0x80);
      of_escapes[i] = escaped & strings;
      with_escapes |= unsigned{of_escapes[i] != 0} << i;
      beyond_ascii |= unsigned{not_ascii != 0} << i;
      escapes[i] = backslashes & strings;
      any_escape |= escapes[i];
      m.strings[i] = strings;
      m.quotes[i] = quotes;
      m.opens[i] = bytes.folded('{');
      m.closes[i] = bytes.folded('}');
      m.colons[i] = bytes.equal(':');
      m.commas[i] = bytes.equal(',');
      m.blanks[i] = bytes.blanks();
      m.wrong[i] = strings & ~bytes.at_least(0x20);
      bytes.among(wanted_.endings().last, wanted_.endings().before_last, m.lasts[i], m.befores[i]);
      m.lasts[i] |= not_ascii;
      m.befores[i] |= not_ascii;
    }
    carry_.in_string = in_string;
    carry_.escaped = carry_escaped;
    if (any_escape != 0) memory_.structure.any_escape = true;
    for (std::size_t i = count; i < group; ++i)
      escapes[i] = m.strings[i] = m.quotes[i] = m.opens[i] = m.closes[i] = m.colons[i] = m.commas[i] = m.blanks[i] =
          m.wrong[i] = m.lasts[i] = m.befores[i] = 0;
    // The blocks that have what few have: not in the loop above, which goes without branches.
    for (; with_escapes != 0; with_escapes &= with_escapes - 1) {
      const auto i = static_cast<std::size_t>(__builtin_ctz(with_escapes));
      m.wrong[i] |= wrong_escapes(of_escapes[i], block + i);
    }
    for (std::size_t i = 0; beyond_ascii >> i != 0 && i < count; ++i) {
      if ((beyond_ascii >> i & 1) == 0) continue;
      m.wrong[i] |= wrong_utf8(block + i, carry_.continued);
      if (carry_.continued != 0) beyond_ascii |= 2U << i;
    }
  }

  TAMIS_SCAN_TARGET Block block_at(std::size_t block) const noexcept {
    const std::size_t at = 64 * block, left = size_ - at;
    return left >= 64 ? Block(text_ + at) : Block(text_ + at, left);
  }

  // Leaves of the colons those of names whose last two bytes are among those of wanted ones, and those behind blanks or
  // behind names that may have escapes. In JSON that is right these bytes are followed by a quote and the colon.
  TAMIS_SCAN_TARGET void leave_wanted(Words& colons, const Words& lasts, const Words& befores,
                                      const Words& blanks) noexcept {
    Words behind_before, behind_ending, behind_quote, behind_blank;
    behind(behind_before, befores, carry_.befores);
    behind(behind_ending, lasts & behind_before, carry_.endings);
    behind(behind_quote, behind_ending, carry_.quotes_of_endings);
    behind(behind_blank, blanks, carry_.blanks);
    if (!escaped_key_) colons &= behind_quote | behind_blank;
  }

  TAMIS_SCAN_TARGET static inline void keep(std::uint64_t* to, const Words& words) noexcept {
    std::memcpy(to, &words, sizeof words);
  }

  TAMIS_SCAN_TARGET static inline bool any(const Words& words) noexcept {
    const Words half = words | __builtin_shufflevector(words, words, 4, 5, 6, 7, 0, 1, 2, 3);
    return (half[0] | half[1] | half[2] | half[3]) != 0;
  }

  // Whether there are blanks outside strings, and where the first is.
  TAMIS_SCAN_TARGET bool find_blank(const Words& blanks, std::size_t block) noexcept {
    if (!any(blanks)) return false;
    for (std::size_t i = 0; i < group && first_blank_ == nowhere; ++i)
      if (blanks[i] != 0) first_blank_ = 64 * (block + i) + static_cast<std::size_t>(__builtin_ctzll(blanks[i]));
    return true;
  }

  // Bytes before which the nearest, blanks passed over, is in a set.
  TAMIS_SCAN_TARGET static inline void behind(Words& found, const Words& set, Words& carry,
                                              const Words* blanks = nullptr) noexcept {
    if (!blanks) {
      found = set << 1 | __builtin_shufflevector(carry, set, 7, 8, 9, 10, 11, 12, 13, 14) >> 63;
      carry = set;
      return;
    }
    behind_blanks(found, set, carry, *blanks);
  }

  [[gnu::noinline]] TAMIS_SCAN_TARGET static void behind_blanks(Words& found, const Words& set, Words& carry,
                                                                const Words& blanks) noexcept {
    alignas(64) std::uint64_t from[group], between[group], to[group];
    keep(from, set);
    keep(between, blanks);
    std::uint64_t bit = carry[7] >> 63;
    for (std::size_t i = 0; i < group; ++i) {
      const std::uint64_t next = from[i] << 1 | bit;
      // A run of blanks whose first one is there is added up to the byte behind it.
      unsigned long long moved = 0;
      const bool over = __builtin_uaddll_overflow(next & between[i], between[i], &moved);
      to[i] = (next | moved) & ~between[i];
      bit = from[i] >> 63 | std::uint64_t{over};
    }
    std::memcpy(&found, to, sizeof to);
    carry = Words{0, 0, 0, 0, 0, 0, 0, bit << 63};
  }

  // The bytes behind a backslash that is not escaped itself.
  TAMIS_SCAN_TARGET static inline std::uint64_t find_escaped(std::uint64_t backslashes, std::uint64_t& carry) noexcept {
    constexpr std::uint64_t even = 0x5555555555555555;
    backslashes &= ~carry;
    const std::uint64_t follows = backslashes << 1 | carry;
    const std::uint64_t odd_starts = backslashes & ~even & ~follows;
    unsigned long long even_sequences = 0;
    carry = __builtin_uaddll_overflow(odd_starts, backslashes, &even_sequences) ? 1 : 0;
    return (even ^ (static_cast<std::uint64_t>(even_sequences) << 1)) & follows;
  }

  // Which bytes of a block, all behind backslashes, make no escape of JSON.
  TAMIS_SCAN_TARGET std::uint64_t wrong_escapes(std::uint64_t escaped, std::size_t block) const noexcept {
    const Block bytes = block_at(block);
    std::uint64_t wrong = escaped
                        & ~(bytes.equal('"') | bytes.equal('\\') | bytes.equal('/') | bytes.equal('b')
                            | bytes.equal('f') | bytes.equal('n') | bytes.equal('r') | bytes.equal('t'));
    for (std::uint64_t others = wrong; others != 0; others &= others - 1)
      if (is_escape(text_, size_, 64 * block + static_cast<std::size_t>(__builtin_ctzll(others))))
        wrong &= ~(others & (0 - others));
    return wrong;
  }

  // Where bytes are no UTF-8 (RFC 3629 §4): continuations must stand where a first byte says so and nowhere else, and
  // some first bytes leave their second less choice.
  TAMIS_SCAN_TARGET std::uint64_t wrong_utf8(std::size_t block, std::uint64_t& carry) const noexcept {
    const Block bytes = block_at(block);
    const std::size_t at = 64 * block;
    const std::uint64_t beyond_ascii = bytes.at_least(0x80);
    const std::uint64_t first = bytes.at_least(0xC0), of_three = bytes.at_least(0xE0), of_four = bytes.at_least(0xF0);
    const std::uint64_t continuations = beyond_ascii & ~first;
    const std::uint64_t expected = first << 1 | of_three << 2 | of_four << 3 | carry;
    carry = first >> 63 | of_three >> 62 | of_four >> 61;
    const unsigned char before = at == 0 ? 0 : static_cast<unsigned char>(text_[at - 1]);
    const auto behind_byte = [&](unsigned char byte) TAMIS_SCAN_TARGET {
      return bytes.equal(static_cast<char>(byte)) << 1 | std::uint64_t{before == byte};
    };
    const std::uint64_t from_90 = bytes.at_least(0x90), from_a0 = bytes.at_least(0xA0);
    return (expected ^ continuations) | (first & ~bytes.at_least(0xC2)) | bytes.at_least(0xF5)
         | (behind_byte(0xE0) & ~from_a0) | (behind_byte(0xED) & from_a0) | (behind_byte(0xF0) & ~from_90)
         | (behind_byte(0xF4) & from_90);
  }

  // Follows the brackets, and the members that may be wanted. False if one of them is wrong. Which bracket it is cannot
  // be foreseen, so what depends on that is computed without branches, and each writes the frame that it would open.
  TAMIS_SCAN_TARGET bool follow(const std::uint32_t* const last) {
    const std::uint32_t* event = memory_.events.data();
    if (first_ && event != last) ++event;  // the brace that opens the record
    first_ = false;
    const std::size_t most = static_cast<std::size_t>(level_) + static_cast<std::size_t>(last - event) + 2;
    if (memory_.open.size() < most) memory_.open.resize(2 * most);
    WalkMemory::Frame* const open = memory_.open.data();
    const std::uint64_t* const unlike[] = {memory_.structure.unlike_array.data(),
                                           memory_.structure.unlike_object.data()};
    const char* const text = text_;
    std::uint64_t level = level_, wrong = 0;  // of `wrong` the lowest bit
    std::uint32_t pending = pending_;
    for (; event != last; ++event) {
      const std::uint32_t place = *event;
      const auto c = static_cast<unsigned char>(text[place]);
      const WalkMemory::Frame here = open[level];
      if (c == ':') {
        if (here.node() != Wanted::none && !member(place, here.node(), pending)) return false;
        continue;
      }
      const std::uint64_t opens = c >> 1 & 1U, of_object = c >> 5 & 1U;  // `{` is 7B, `}` 7D, `[` 5B and `]` 5D
      const std::uint64_t in_object = here.object() ? 1 : 0;
      wrong |= unlike[in_object][place / 64] >> (place % 64) | ((opens ^ 1) & (in_object ^ of_object));
      open[level + 1] = {Wanted::none, of_object != 0};
      if (pending != Wanted::none) open[level + 1] = {opened(place, of_object != 0, pending), of_object != 0};
      pending = Wanted::none;
      level += 2 * opens - 1;
      wrong |= std::uint64_t{level > depth_};
      if (level == 0) {
        end_ = place + std::size_t{1};
        break;
      }
    }
    pending_ = pending;
    level_ = level;
    return (wrong & 1) == 0;
  }

  // Whether the numbers and words of the record are right. Words, which are not foreseen, are looked at first.
  TAMIS_SCAN_TARGET bool are_scalars(const std::uint32_t* end) noexcept {
    std::uint32_t* const scalars = memory_.scalars.data();
    const std::size_t limit = end_ != 0 ? end_ : size_;
    std::uint32_t* others = scalars;
    for (const std::uint32_t* scalar = scalars; scalar != end && *scalar < limit; ++scalar) {
      const std::uint32_t place = *scalar;
      *others = place;
      others += size_ - place < longest_word + 1 || !is_word(text_ + place) ? 1 : 0;
    }
    for (const std::uint32_t* other = scalars; other != others; ++other)
      if (!scalar_end(text_ + *other, text_ + size_)) return false;
    return true;
  }

  // Notes that a member is an object or array. Gives the node to go on in.
  [[gnu::noinline]] TAMIS_SCAN_TARGET std::uint32_t opened(std::uint32_t place, bool object, std::uint32_t node) {
    const Leaf leaf{object ? Leaf::Kind::object : Leaf::Kind::array, place, 0, 0};
    return note(wanted_, node, leaf, memory_.leaves);
  }

  // The member whose colon is at a place, in an object of a node; it is pending if its value is an object or array,
  // which is noted where it is opened. False if it is wanted and its value is wrong.
  [[gnu::noinline]] TAMIS_SCAN_TARGET bool member(std::uint32_t colon, std::uint32_t in, std::uint32_t& pending) {
    std::uint32_t end = colon - 1;
    while (text_[end] != '"')  // blanks
      --end;
    const std::uint32_t node = child(end, in);
    if (node == Wanted::none) return true;
    std::size_t place = colon + std::size_t{1};
    while (place < size_ && is_blank(text_[place]))
      ++place;
    if (place == size_) return false;
    if (text_[place] == '{' || text_[place] == '[') {
      pending = node;
      return true;
    }
    Leaf leaf{Leaf::Kind::string, static_cast<std::uint32_t>(place + 1), 0, 0};
    if (text_[place] != '"') leaf = read_scalar({text_, size_}, static_cast<std::uint32_t>(place));
    note(wanted_, node, leaf, memory_.leaves);
    return true;
  }

  // The wanted child of a node by the name that ends at a quote. Most names end otherwise than any that
  // is wanted.
  TAMIS_SCAN_TARGET std::uint32_t child(std::uint32_t end, std::uint32_t in) {
    const Structure& structure = memory_.structure;
    const WantedNode& node = wanted_.node(in);
    if (end < 8 || escaped_key_) {
      const std::uint32_t begin = structure.string_begin(end);
      const std::string_view name(text_ + begin, end - begin);
      const std::uint32_t found = wanted_.child(node, name);
      if (found != Wanted::none || !structure.has_escape(begin, end)) return found;
      return escaped_child(wanted_, in, name, memory_.name);
    }
    const std::uint64_t ending = bytes_before(text_ + end);
    for (const WantedNode::Child& one : node.children) {
      if (!one.end.fits(ending)) continue;
      const std::size_t size = one.name.text.size();
      if (size >= end || !structure.is_quote(end - size - 1)) continue;
      if (std::memcmp(text_ + end - size, one.name.text.data(), size) == 0) return one.node;
    }
    return Wanted::none;
  }

  static constexpr std::size_t nowhere = ~std::size_t{0};

  const char* text_;
  std::size_t size_;
  const Wanted& wanted_;
  std::uint32_t depth_;
  WalkMemory& memory_;

  Carry carry_{};
  std::size_t wrong_at_ = nowhere;     ///< the first byte that is wrong whatever stands around it
  std::size_t first_blank_ = nowhere;  ///< outside strings
  bool escaped_key_ = false;           ///< there is a name with escapes, or may be
  bool any_wanted_ = false;
  bool right_ = true;
  bool first_ = true;
  std::size_t end_ = 0;                   ///< of the record, once it has been found
  std::uint64_t level_ = 1;               ///< of the innermost object or array in memory_.open; the record's is 1
  std::uint32_t pending_ = Wanted::none;  ///< the last member, if it is wanted and its value to be opened
};

}  // namespace

}  // namespace scan
}  // namespace v0
}  // namespace tamis
