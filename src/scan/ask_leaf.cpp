// What a predicate answers on a wanted value.
#include "src/scan/ask_leaf.hpp"

#include "src/evaluate/cast.hpp"
#include "src/json/document.hpp"
#include "src/value/literal.hpp"

namespace tamis {
inline namespace v0 {
namespace scan {

namespace {

// Types of which every value of the JSON kind is one.
bool is_surely(TypeKind type, Leaf::Kind kind) noexcept {
  switch (type) {
    case TypeKind::boolean: return kind == Leaf::Kind::true_ || kind == Leaf::Kind::false_;
    case TypeKind::string:
    case TypeKind::enumeration: return kind == Leaf::Kind::string;
    case TypeKind::structured: return kind == Leaf::Kind::object;
    default: return false;
  }
}

Verdict ask_number(const Bound& bound, Operator op, TypeKind type, std::string_view text) {
  if (is_integer(type)) {
    const auto integer = read_int64(text);
    return integer && fits(*integer, type) ? ask_integer(bound, op, *integer) : Verdict::unsure;
  }
  if (!bound.as_double) return ask_number_text(bound, op, text, false);
  const auto number = read_double(text);
  return number ? ask_double(bound, op, *number) : Verdict::unsure;
}

}  // namespace

Verdict ask_leaf(const Program& program, const Predicate& p, const FoundValue& value, TextMemory& memory) {
  if (p.ask == Ask::entry) return Verdict::unsure;
  if (value.kind == Leaf::Kind::absent || value.kind == Leaf::Kind::null) return of_null(p);
  const bool is_true = value.kind == Leaf::Kind::true_, is_boolean = is_true || value.kind == Leaf::Kind::false_;
  const TypeKind type = program.shapes[program.paths[p.path].shape].type.kind;
  const Predicates& all = program.predicates;
  switch (p.ask) {
    case Ask::null: return is_surely(type, value.kind) ? compared_with_null(p, false) : Verdict::unsure;
    case Ask::flag: return is_boolean ? verdict(is_true) : Verdict::unsure;
    case Ask::truth: return is_boolean ? verdict((is_true == p.wanted) == (p.op == Operator::eq)) : Verdict::unsure;
    case Ask::number:
      if (value.kind != Leaf::Kind::number) return Verdict::unsure;
      return ask_number(all.numbers[p.constant], p.op, type, value.text);
    default: break;
  }
  if (value.kind != Leaf::Kind::string) return Verdict::unsure;
  if (!value.escaped) return ask_text(all, p, value.text, memory.folded);
  memory.unescaped.clear();
  json::unescape(value.text, memory.unescaped);
  return ask_text(all, p, memory.unescaped, memory.folded);
}

}  // namespace scan
}  // namespace v0
}  // namespace tamis
