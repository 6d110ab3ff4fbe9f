// Which texts a condition needs, and which of them to look for.
#include "src/scan/needed_text.hpp"

#include <algorithm>

#include "src/scan/scan_record.hpp"

namespace tamis {
inline namespace v0 {
namespace scan {

namespace {

// Of these bytes JSON has no escape but `\u00` and two digits.
bool is_plain(std::string_view text) noexcept {
  return text.size() >= 2 && std::all_of(text.begin(), text.end(), [](char c) {
           return c >= ' ' && c < 0x7F && c != '"' && c != '\\' && c != '/';
         });
}

}  // namespace

bool may_have(std::string_view json, std::string_view string) {
  static const auto best = has_avx512() ? may_have_avx512 : has_avx2() ? may_have_avx2 : may_have_anywhere;
  return best(json, string);
}

// From a predicate on as long as a `no` ends it all: false where an operand could fail.
bool NeededTexts::collect(const Program& program, std::uint32_t from) {
  const Predicates& all = program.predicates;
  for (std::uint32_t at = from; at < Predicate::unmet; at = all.list[at].yes) {
    const Predicate& p = all.list[at];
    if (p.ask == Ask::entry) return false;
    if (p.no != Predicate::unmet || p.negative) return true;
    if (p.ask == Ask::any && !collect(program, p.body)) return false;
    if (p.ask == Ask::all) return true;
    if (p.ask != Ask::text || p.op != Operator::eq || p.fold != Fold::none) continue;
    const Type& type = program.shapes[program.paths[p.path].shape].type;
    const std::string_view text = all.texts[p.constant].text;
    if (type.kind == TypeKind::string && is_plain(text) && count_ < most) texts_[count_++] = text;
  }
  return true;
}

void NeededTextSearch::begin(const NeededTexts& needed) noexcept {
  learning_ = &needed != needed_ || !learning_;
  needed_ = &needed;
  if (learning_) {
    left_ = learns_from;
    without_.fill(0);
    return;
  }
  left_ = learns_again_after;
  const auto best = static_cast<std::size_t>(std::max_element(without_.begin(), without_.end()) - without_.begin());
  chosen_ = without_[best] > learns_from / 3 ? best : NeededTexts::most;
}

bool NeededTextSearch::learn(std::string_view json) {
  bool ruled_out = false;
  for (std::size_t i = 0; i < needed_->size(); ++i) {
    const bool without = !may_have(json, needed_->begin()[i]);
    without_[i] += without ? 1 : 0;
    ruled_out |= without;
  }
  return ruled_out;
}

}  // namespace scan
}  // namespace v0
}  // namespace tamis
