// Search: which terms are found, then what the operators make of that.
#include "src/query/search.hpp"

#include <algorithm>

#include "src/text/case_mapping.hpp"
#include "src/text/find.hpp"

namespace tamis {
inline namespace v0 {

Search::Search(const Tree& tree, NodeId option) : place_(tree.source().to_typed(tree[option].span)) {
  walk(
      tree, tree.child(option, 0), [](NodeId) { return true; },
      [&](NodeId id) {
        const std::uint32_t operands = tree[id].child_count;
        switch (tree[id].kind) {
          case NodeKind::search_not: steps_.push_back({Kind::not_, operands}); return;
          case NodeKind::search_and: steps_.push_back({Kind::and_, operands}); return;
          case NodeKind::search_or: steps_.push_back({Kind::or_, operands}); return;
          default: return add_term(tree, id);
        }
      });
}

// A term that stands there twice is looked for once.
void Search::add_term(const Tree& tree, NodeId id) {
  std::string text(tree.name(id));
  if (tree[id].incomplete) text = unquote("'" + text + "'");
  std::string folded;
  append_folded(text, folded);
  const auto known = std::find(terms_.begin(), terms_.end(), folded);
  steps_.push_back({Kind::term, static_cast<std::uint32_t>(known - terms_.begin())});
  if (known == terms_.end()) terms_.push_back(std::move(folded));
}

// `stack` has room for one value a step.
bool Search::verdict(const bool* found, bool* stack) const noexcept {
  bool* top = stack;
  for (const Step& step : steps_) {
    if (step.kind == Kind::term) {
      *top++ = found[step.number];
      continue;
    }
    bool* const first = top - step.number;
    const auto is_true = [](bool operand) { return operand; };
    *first = step.kind == Kind::not_ ? !*first
           : step.kind == Kind::and_ ? std::all_of(first, top, is_true)
                                     : std::any_of(first, top, is_true);
    top = first + 1;
  }
  return stack[0];
}

// Notes the terms that a string contains.
bool Search::look(std::string_view text, bool* found, std::size_t& missing, Scratch& scratch) const {
  if (!scratch.spend(1) || !scratch.spend_bytes(text.size() * missing)) return false;
  std::string& folded = scratch.buffer();
  append_folded(text, folded);
  for (std::size_t i = 0; i < terms_.size(); ++i) {
    if (found[i] || find(folded, terms_[i]) == std::string_view::npos) continue;
    found[i] = true;
    --missing;
  }
  return true;
}

template <typename Record>
bool Search::finds(const Record& record, std::uint64_t node, Scratch& scratch) const {
  bool* const found = scratch.flags(terms_.size());
  std::size_t missing = terms_.size();
  std::vector<std::uint64_t> waiting{node};
  while (!waiting.empty() && missing > 0) {
    const std::uint64_t at = waiting.back();
    waiting.pop_back();
    const JsonKind kind = record.kind(at);
    if (kind == JsonKind::string) {
      if (!look(record.string(at), found, missing, scratch)) return false;
    } else if (kind == JsonKind::array) {
      const std::size_t count = record.size(at);
      for (std::size_t i = 0; i < count; ++i)
        waiting.push_back(i == 0 ? record.first(at) : record.next(waiting.back()));
    } else if (kind == JsonKind::object) {
      record.each_member(at, [&](std::string_view name, std::uint64_t value) {
        if (name.find('@') == std::string_view::npos) waiting.push_back(value);
        return true;
      });
    }
  }
  return scratch.spend(steps_.size()) && verdict(found, scratch.flags(steps_.size()));
}

template bool Search::finds(const TapeRecord&, std::uint64_t, Scratch&) const;
template bool Search::finds(const ValueRecord&, std::uint64_t, Scratch&) const;

}  // namespace v0
}  // namespace tamis
