// The functions of collections, and those that strings and collections share: items stand for characters.
#include <algorithm>

#include "src/evaluate/compare.hpp"
#include "src/evaluate/functions.hpp"

namespace tamis {
inline namespace v0 {

using grammar::Function;

namespace {

std::span<const Value> items_of(const Value& list) noexcept { return {list.list.data, list.list.count}; }

struct Comparer {
  const Schema& schema;
  Scratch& scratch;

  // Whether `run` stands in `list` at this place.
  Equal at(std::span<const Value> list, std::size_t place, std::span<const Value> run) const {
    Equal all = Equal::yes;
    for (std::size_t i = 0; i < run.size() && all != Equal::no; ++i)
      all = scratch.spend(1) ? std::min(all, equality(list[place + i], run[i], schema, scratch)) : Equal::no;
    return all;
  }

  // Whether it stands anywhere.
  Equal anywhere(std::span<const Value> list, std::span<const Value> run) const {
    Equal best = Equal::no;
    for (std::size_t place = 0; place + run.size() <= list.size() && best != Equal::yes && scratch.spend(1); ++place)
      best = std::max(best, at(list, place, run));
    return best;
  }

  // Where it stands first; unknown after a place where it may.
  Value find(std::span<const Value> list, std::span<const Value> run) const {
    for (std::size_t place = 0; place + run.size() <= list.size() && scratch.spend(1); ++place) {
      const Equal here = at(list, place, run);
      if (here == Equal::unknown) return Value::unknown();
      if (here == Equal::yes) return Value::of(static_cast<std::int64_t>(place));
    }
    return Value::of(std::int64_t{-1});
  }
};

Value verdict(Equal equal) noexcept {
  return equal == Equal::unknown ? Value::unknown() : Value::of(equal == Equal::yes);
}

Value concatenated(std::span<const Value> a, std::span<const Value> b, Scratch& scratch) {
  Value* const all = scratch.values(a.size() + b.size());
  std::copy(b.begin(), b.end(), std::copy(a.begin(), a.end(), all));
  return Value::of_list(all, a.size() + b.size());
}

// Whether the items of `part` stand in `list` in this order, other items among them or not. The first match is as good
// as any, for what certainly stands there and for what may.
Equal is_subsequence(std::span<const Value> list, std::span<const Value> part, const Comparer& comparer) {
  std::size_t certain = 0, possible = 0;
  for (std::size_t at = 0; at < list.size() && certain < part.size(); ++at) {
    const Equal next = comparer.at(list, at, part.subspan(certain, 1));
    const Equal ahead = possible == certain    ? next
                      : possible < part.size() ? comparer.at(list, at, part.subspan(possible, 1))
                                               : Equal::no;
    if (next == Equal::yes) ++certain;
    if (ahead != Equal::no) ++possible;
  }
  return certain == part.size() ? Equal::yes : possible == part.size() ? Equal::unknown : Equal::no;
}

Value two_lists(Function function, std::span<const Value> a, std::span<const Value> b, const Comparer& comparer) {
  const bool fits = b.size() <= a.size();
  switch (function) {
    case Function::concat: return concatenated(a, b, comparer.scratch);
    case Function::contains: return verdict(comparer.anywhere(a, b));
    case Function::indexof: return comparer.find(a, b);
    case Function::startswith: return verdict(fits ? comparer.at(a, 0, b) : Equal::no);
    case Function::endswith: return verdict(fits ? comparer.at(a, a.size() - b.size(), b) : Equal::no);
    case Function::hassubset: return verdict(includes(a, b, comparer.schema, comparer.scratch));
    case Function::hassubsequence: return verdict(is_subsequence(a, b, comparer));
    default: return Value();
  }
}

}  // namespace

bool collection_function(Function function, std::span<const Value> arguments, const Schema& schema, Scratch& scratch,
                         Value& result) {
  const std::span<const Value> list = items_of(arguments[0]);
  if (function == Function::length) {
    result = Value::of(static_cast<std::int64_t>(list.size()));
  } else if (function == Function::substring) {
    if (const auto part = slice(arguments, list.size(), scratch))
      result = Value::of_list(list.data() + part->first, part->count);
  } else if (arguments[1].kind == ValueKind::items) {
    if (!scratch.spend(list.size() + arguments[1].list.count)) return false;
    result = two_lists(function, list, items_of(arguments[1]), {schema, scratch});
    if (function == Function::concat) result.unordered = arguments[0].unordered || arguments[1].unordered;
  }
  return !scratch.fault();
}

}  // namespace v0
}  // namespace tamis
