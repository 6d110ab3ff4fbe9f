// What a predicate asks of the value at the end of its path, for both forms of a record.
#pragma once

#include "src/compile/program.hpp"
#include "src/evaluate/fused.hpp"
#include "src/evaluate/record.hpp"

namespace tamis {
inline namespace v0 {

inline constexpr std::uint64_t no_value = ~std::uint64_t{0};  ///< in place of a node

/// Types of which every value of the JSON kind is one.
inline bool is_surely(TypeKind type, JsonKind kind) noexcept {
  switch (type) {
    case TypeKind::boolean: return kind == JsonKind::boolean;
    case TypeKind::string:
    case TypeKind::enumeration: return kind == JsonKind::string;
    case TypeKind::structured: return kind == JsonKind::object;
    default: return false;
  }
}

template <typename Record>
Verdict ask_number(const Bound& bound, Operator op, const Record& record, std::uint64_t node, TypeKind type) {
  const auto integer = record.integer(node);
  if (integer) return is_integer(type) && !fits(*integer, type) ? Verdict::unsure : ask_integer(bound, op, *integer);
  return is_integer(type) ? Verdict::unsure : record.ask_fraction(node, bound, op);
}

/// `node` is what the predicate's path leads to, or no_value; the predicate is no loop and no entry. `affords(bytes)`
/// says whether a text of that length may be looked at; `buffer` is memory for a text in another case.
template <typename Record, typename Affords>
Verdict ask_value(const Program& program, const Predicate& p, const Record& record, std::uint64_t node,
                  std::string& buffer, Affords&& affords) {
  const JsonKind kind = node == no_value ? JsonKind::null : record.kind(node);
  if (kind == JsonKind::null) return of_null(p);
  const TypeKind type = program.shapes[program.paths[p.path].shape].type.kind;
  switch (p.ask) {
    case Ask::null: return is_surely(type, kind) ? compared_with_null(p, false) : Verdict::unsure;
    case Ask::flag: return kind == JsonKind::boolean ? verdict(record.boolean(node)) : Verdict::unsure;
    case Ask::truth:
      if (kind != JsonKind::boolean) return Verdict::unsure;
      return verdict((record.boolean(node) == p.wanted) == (p.op == Operator::eq));
    case Ask::number:
      if (kind != JsonKind::number) return Verdict::unsure;
      return ask_number(program.predicates.numbers[p.constant], p.op, record, node, type);
    default: break;
  }
  if (kind != JsonKind::string) return Verdict::unsure;
  const std::string_view text = record.string(node);
  return affords(text.size()) ? ask_text(program.predicates, p, text, buffer) : Verdict::unsure;
}

}  // namespace v0
}  // namespace tamis
