// A condition over a record as text.
#include "src/scan/text_condition.hpp"

#include "src/scan/scalar.hpp"
#include "src/scan/scan_record.hpp"

namespace tamis {
inline namespace v0 {
namespace scan {

namespace {

constexpr std::uint64_t structure_per_step = 8, bytes_per_step = 64;

}  // namespace

Verdict TextCondition::one(std::string_view json) {
  if (json.size() > limits_.record_bytes) return Verdict::unsure;
  std::size_t begin = 0;
  while (begin < json.size() && is_blank(json[begin]))
    ++begin;
  Verdict verdict = Verdict::unsure;
  const std::size_t length = first(json.substr(begin), verdict);
  for (std::size_t at = begin + length; at < json.size(); ++at)
    if (!is_blank(json[at])) return Verdict::unsure;
  return verdict;
}

std::size_t TextCondition::first(std::string_view text, Verdict& verdict) {
  verdict = Verdict::unsure;
  if (text.size() > limits_.record_bytes) text = text.substr(0, static_cast<std::size_t>(limits_.record_bytes));
  const std::size_t length = scan_record(text, wanted_, limits_.record_depth, memory_.walk);
  if (length > 0) verdict = decide(Walk(text, wanted_, memory_.walk));
  return length;
}

Verdict TextCondition::decide(const Walk& walk) {
  steps_ = limits_.steps;
  memory_.loops.clear();
  std::uint32_t at = all_.first;
  while (true) {
    if (at >= Predicate::unmet) {
      if (memory_.loops.empty()) return verdict(at == Predicate::met);
      const std::uint32_t loop = memory_.loops.back().predicate;
      const bool met = at == Predicate::met;
      if (met == (all_.list[loop].ask == Ask::all)) {  // the items so far do not decide
        if (!next_item(walk, at)) return Verdict::unsure;
      } else {
        memory_.loops.pop_back();
        at = way(all_.list[loop], verdict(met));
      }
      continue;
    }
    if (!affords(1)) return Verdict::unsure;
    const Predicate& p = all_.list[at];
    if (p.ask == Ask::any || p.ask == Ask::all) {
      if (!begin_loop(at, walk) || !next_item(walk, at)) return Verdict::unsure;
      continue;
    }
    const Verdict answer = ask(p, walk);
    if (answer == Verdict::unsure) return Verdict::unsure;
    at = way(p, answer);
  }
}

bool TextCondition::begin_loop(std::uint32_t at, const Walk& walk) {
  const std::uint32_t number = wanted_.leaf(all_.list[at].path);
  const Leaf& leaf = walk.leaf(number);
  const bool none = leaf.kind == Leaf::Kind::absent || leaf.kind == Leaf::Kind::null;
  if (!none && leaf.kind != Leaf::Kind::array) return false;
  memory_.loops.push_back({none ? 0 : walk.first_item(number), at});
  return true;
}

// Notes the leaves of the next item and goes to the loop's body; on from the loop when there is none.
bool TextCondition::next_item(const Walk& walk, std::uint32_t& at) {
  ScanMemory::Loop& loop = memory_.loops.back();
  const Predicate& p = all_.list[loop.predicate];
  if (loop.index > 0 && walk.at(loop.index) == ',') ++loop.index;
  if (loop.index == 0 || walk.at(loop.index) == ']') {
    memory_.loops.pop_back();
    at = way(p, verdict(p.ask == Ask::all));
    return true;
  }
  const char c = walk.at(loop.index);
  if (c != '{' && c != 'n') return false;
  const std::size_t from = loop.index;
  loop.index = walk.item(from, wanted_.root(p.item));
  at = p.body;
  return affords((loop.index - from) / structure_per_step);
}

Verdict TextCondition::ask(const Predicate& p, const Walk& walk) {
  if (p.ask == Ask::entry) return Verdict::unsure;
  const Leaf& leaf = walk.leaf(wanted_.leaf(p.path));
  FoundValue value{leaf.kind};
  if (leaf.kind == Leaf::Kind::string || leaf.kind == Leaf::Kind::number) value.text = walk.text_of(leaf);
  if (leaf.kind == Leaf::Kind::string) {
    if (!affords(value.text.size() / bytes_per_step)) return Verdict::unsure;
    value.escaped = walk.has_escape(leaf);
  }
  return ask_leaf(program_, p, value, memory_.texts);
}

}  // namespace scan
}  // namespace v0
}  // namespace tamis
