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
  bool at(std::span<const Value> list, std::size_t place, std::span<const Value> run) const {
    for (std::size_t i = 0; i < run.size(); ++i)
      if (!compare(Operator::eq, list[place + i], run[i], schema, scratch).is_true() || !scratch.spend(1)) return false;
    return true;
  }

  std::int64_t find(std::span<const Value> list, std::span<const Value> run) const {
    for (std::size_t place = 0; place + run.size() <= list.size() && scratch.spend(1); ++place)
      if (at(list, place, run)) return static_cast<std::int64_t>(place);
    return -1;
  }
};

Value concatenated(std::span<const Value> a, std::span<const Value> b, Scratch& scratch) {
  Value* const all = scratch.values(a.size() + b.size());
  std::copy(b.begin(), b.end(), std::copy(a.begin(), a.end(), all));
  return Value::of_list(all, a.size() + b.size());
}

// Whether the items of `part` stand in `list` in this order, other items among them or not. The first match is as good
// as any.
bool is_subsequence(std::span<const Value> list, std::span<const Value> part, const Comparer& comparer) {
  std::size_t next = 0;
  for (std::size_t at = 0; at < list.size() && next < part.size(); ++at)
    if (comparer.at(list, at, part.subspan(next, 1))) ++next;
  return next == part.size();
}

Value two_lists(Function function, std::span<const Value> a, std::span<const Value> b, const Comparer& comparer) {
  switch (function) {
    case Function::concat: return concatenated(a, b, comparer.scratch);
    case Function::contains: return Value::of(comparer.find(a, b) >= 0);
    case Function::indexof: return Value::of(comparer.find(a, b));
    case Function::startswith: return Value::of(b.size() <= a.size() && comparer.at(a, 0, b));
    case Function::endswith: return Value::of(b.size() <= a.size() && comparer.at(a, a.size() - b.size(), b));
    case Function::hassubset: return includes(a, b, comparer.schema, comparer.scratch);
    case Function::hassubsequence: return Value::of(is_subsequence(a, b, comparer));
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
  }
  return !scratch.fault();
}

}  // namespace v0
}  // namespace tamis
