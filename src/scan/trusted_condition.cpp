// A condition over a record that is trusted.
#include "src/scan/trusted_condition.hpp"

#include <algorithm>

#include "src/scan/scalar.hpp"
#include "src/scan/scan_record.hpp"

namespace tamis {
inline namespace v0 {
namespace scan {

namespace {

constexpr std::uint64_t bytes_per_step = 64;

}  // namespace

Verdict TrustedCondition::one(std::string_view json) {
  if (json.size() > limits_.record_bytes || json.size() >= longest_text) return Verdict::unsure;
  if (wanted_.leaf_count() > TrustedObject::most_leaves) return Verdict::unsure;
  std::size_t begin = 0;
  while (begin < json.size() && is_blank(json[begin]))
    ++begin;
  if (begin < json.size() && json[begin] == '{' && memory_.needed.rules_out(json, wanted_.needed())) return Verdict::no;
  json_ = json;
  memory_.leaves.resize(wanted_.leaf_count());
  if (!memory_.record.begin(json, wanted_, wanted_.root(0), begin)) return Verdict::unsure;
  const Verdict verdict = decide();
  if (!memory_.record.has_ended()) return verdict;
  const std::string_view rest = json.substr(memory_.record.end());
  return std::all_of(rest.begin(), rest.end(), is_blank) ? verdict : Verdict::unsure;
}

Verdict TrustedCondition::decide() {
  steps_ = limits_.steps;
  memory_.open = 0;
  std::uint32_t at = all_.first;
  while (true) {
    if (at >= Predicate::unmet) {
      if (memory_.open == 0) return verdict(at == Predicate::met);
      const Predicate& loop = all_.list[memory_.loops[memory_.open - 1].predicate];
      const bool met = at == Predicate::met;
      if (met == (loop.ask == Ask::all)) {  // the items so far do not decide
        if (!next_item(at)) return Verdict::unsure;
      } else {
        --memory_.open;
        at = way(loop, verdict(met));
      }
      continue;
    }
    if (!affords(1)) return Verdict::unsure;
    const Predicate& p = all_.list[at];
    if (p.ask == Ask::any || p.ask == Ask::all) {
      if (!begin_loop(at)) return Verdict::unsure;
      continue;
    }
    const Verdict answer = ask(p);
    if (answer == Verdict::unsure) return Verdict::unsure;
    at = way(p, answer);
  }
}

// The value at the end of a predicate's path; nothing where the text is odd.
const Leaf* TrustedCondition::find(const Predicate& p) {
  const std::uint32_t leaf = wanted_.leaf(p.path);
  TrustedObject* owner = &memory_.record;
  for (std::size_t i = memory_.open; i > 0 && !owner->owns(leaf); --i)
    owner = &memory_.loops[i - 1].items;
  return owner->owns(leaf) && owner->find(leaf, memory_.leaves, memory_.name) ? &memory_.leaves[leaf] : nullptr;
}

Verdict TrustedCondition::ask(const Predicate& p) {
  if (p.ask == Ask::entry) return Verdict::unsure;
  const Leaf* const leaf = find(p);
  if (!leaf) return Verdict::unsure;
  FoundValue value{leaf->kind};
  if (leaf->kind == Leaf::Kind::string || leaf->kind == Leaf::Kind::number)
    value.text = json_.substr(leaf->begin, leaf->end - leaf->begin);
  if (leaf->kind == Leaf::Kind::string) {
    if (!affords(value.text.size() / bytes_per_step)) return Verdict::unsure;
    value.escaped = leaf->index != 0;
  }
  return ask_leaf(program_, p, value, memory_.texts);
}

bool TrustedCondition::begin_loop(std::uint32_t& at) {
  const Predicate& p = all_.list[at];
  const Leaf* const leaf = find(p);
  if (!leaf) return false;
  if (leaf->kind == Leaf::Kind::absent || leaf->kind == Leaf::Kind::null) {
    at = way(p, verdict(p.ask == Ask::all));
    return true;
  }
  if (leaf->kind != Leaf::Kind::array) return false;
  if (memory_.loops.size() == memory_.open) memory_.loops.emplace_back();
  TrustMemory::Loop& loop = memory_.loops[memory_.open++];
  loop.items.begin_items(json_, wanted_, wanted_.root(p.item), leaf->begin);
  loop.predicate = at;
  loop.charged = leaf->begin;
  return next_item(at);
}

// Goes to the next item and the loop's body; on from the loop when there is none.
bool TrustedCondition::next_item(std::uint32_t& at) {
  TrustMemory::Loop& loop = memory_.loops[memory_.open - 1];
  const Predicate& p = all_.list[loop.predicate];
  switch (loop.items.next_item(memory_.leaves)) {
    case TrustedObject::Item::odd: return false;
    case TrustedObject::Item::none:
      --memory_.open;
      at = way(p, verdict(p.ask == Ask::all));
      return true;
    case TrustedObject::Item::there: break;
  }
  at = p.body;
  const std::size_t bytes = loop.items.end() - loop.charged;
  loop.charged = loop.items.end();
  return affords(bytes / bytes_per_step);
}

}  // namespace scan
}  // namespace v0
}  // namespace tamis
