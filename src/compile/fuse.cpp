// Fusing: forms of code and the tests that stand for them.
#include "src/compile/fuse.hpp"

#include <algorithm>
#include <cmath>
#include <span>

#include "grammar/functions.hpp"
#include "src/value/literal.hpp"
#include "src/value/scratch.hpp"

namespace tamis {
inline namespace v0 {

namespace {

using grammar::Function;

Operator reversed(Operator op) noexcept {
  switch (op) {
    case Operator::gt: return Operator::lt;
    case Operator::ge: return Operator::le;
    case Operator::lt: return Operator::gt;
    case Operator::le: return Operator::ge;
    default: return op;
  }
}

std::uint32_t index(std::size_t size) noexcept { return static_cast<std::uint32_t>(size); }

Bound bound_of(const Value& number, const Type& type) {
  Bound bound;
  bound.as_double = type.kind == TypeKind::double_ || number.kind == ValueKind::floating;
  bound.nearest = to_double(number);
  if (bound.as_double) return bound;
  const Decimal decimal = to_decimal(number);
  const auto floor = decimal.floor().to_int64();
  bound.in_range = floor.has_value();
  bound.floor = floor.value_or(0);
  bound.whole = decimal.is_integer();
  bound.small = decimal.is_small() && std::abs(decimal.scale()) <= 18;
  bound.coefficient = decimal.coefficient();
  bound.scale = decimal.scale();
  return bound;
}

class Fuser {
 public:
  Fuser(Program& program, std::uint32_t start, Predicate& predicate)
      : program_(program), code_(std::span(program.code).subspan(start)), result_(predicate) {}

  void run() {
    Predicate fused = result_;
    if (recognise(fused)) result_ = fused;
  }

 private:
  bool recognise(Predicate& p) {
    std::size_t size = 0;
    while (size < code_.size() && code_[size].op != Op::end)
      ++size;
    if (size == 1 && is_path(0, p)) {
      p.ask = Ask::flag;
      return type_.kind == TypeKind::boolean && !type_.collection;
    }
    if (size == 3 && code_[2].op == Op::compare) return comparison(p);
    if (size == 3 && code_[2].op == Op::in && is_path(0, p) && code_[1].op == Op::constant)
      return list(program_.constants[code_[1].operand], p);
    return search(size, p);
  }

  bool is_path(std::size_t at, Predicate& p) {
    if (code_[at].op != Op::path) return false;
    const Path& path = program_.paths[code_[at].operand];
    p.path = code_[at].operand;
    p.slot = code_[at].slot;
    type_ = program_.shapes[path.shape].type;
    return is_plain(program_, path);
  }

  bool comparison(Predicate& p) {
    const bool flipped = code_[0].op == Op::constant;
    const std::size_t constant = flipped ? 0 : 1;
    if (code_[constant].op != Op::constant || !is_path(1 - constant, p) || type_.collection) return false;
    const Operator op = static_cast<Operator>(code_[2].detail);
    p.op = flipped ? reversed(op) : op;
    return value(program_.constants[code_[constant].operand], p);
  }

  bool value(const Value& constant, Predicate& p) {
    const bool equality = p.op == Operator::eq || p.op == Operator::ne;
    const bool dynamic = type_.kind == TypeKind::dynamic;
    switch (constant.kind) {
      case ValueKind::null: p.ask = Ask::null; return equality;
      case ValueKind::boolean:
        return equality && (dynamic || type_.kind == TypeKind::boolean) && truth(constant.boolean, p);
      case ValueKind::string: return (dynamic || type_.kind == TypeKind::string) && text(Ask::text, constant, p);
      case ValueKind::enumeration:
      case ValueKind::unknown_member: return equality && members({&constant, 1}, p);
      case ValueKind::integer:
      case ValueKind::decimal:
      case ValueKind::floating: return number(constant, p);
      case ValueKind::date_time_offset: return moment(constant.date_time(), p);
      default: return false;
    }
  }

  bool truth(bool wanted, Predicate& p) {
    p.ask = Ask::truth;
    p.wanted = wanted;
    return true;
  }

  bool text(Ask ask, const Value& constant, Predicate& p) {
    p.ask = ask;
    p.constant = index(program_.predicates.texts.size());
    p.count = 1;
    program_.predicates.texts.emplace_back(constant.text());
    return true;
  }

  bool number(const Value& constant, Predicate& p) {
    const bool fits = type_.kind == TypeKind::dynamic || (is_numeric(type_.kind) && type_.kind != TypeKind::single);
    if (!fits || constant.single) return false;
    p.ask = Ask::number;
    p.constant = index(program_.predicates.numbers.size());
    program_.predicates.numbers.push_back(bound_of(constant, type_));
    return true;
  }

  bool moment(const DateTimeOffset& time, Predicate& p) {
    if (type_.kind != TypeKind::date_time_offset && type_.kind != TypeKind::dynamic) return false;
    const auto utc = add(time, Duration{-60 * std::int64_t{time.offset}, 0});
    if (!utc) return false;
    const std::string text = write_date_time_offset({utc->date, utc->time, 0});
    InstantText instant;
    if (text.size() < sizeof instant.seconds || text[4] != '-' || utc->time.second() > 59) return false;
    std::copy_n(text.begin(), 19, instant.seconds);
    instant.picoseconds = utc->time.fraction();
    p.ask = Ask::moment;
    p.constant = index(program_.predicates.moments.size());
    program_.predicates.moments.push_back(instant);
    return true;
  }

  bool list(const Value& constant, Predicate& p) {
    if (constant.kind != ValueKind::items || constant.list.count == 0 || type_.collection) return false;
    const std::span<const Value> items(constant.list.data, constant.list.count);
    const auto are = [&](ValueKind kind) {
      return std::all_of(items.begin(), items.end(), [&](const Value& item) { return item.kind == kind; });
    };
    p.op = Operator::eq;
    if (type_.kind == TypeKind::enumeration) return are(ValueKind::enumeration) && members(items, p);
    if (type_.kind != TypeKind::string || !are(ValueKind::string)) return false;
    auto& texts = program_.predicates.texts;
    p.ask = Ask::texts;
    p.constant = index(texts.size());
    p.count = index(items.size());
    for (const Value& item : items)
      texts.emplace_back(item.text());
    std::sort(texts.begin() + p.constant, texts.end(),
              [](const KeyedText& a, const KeyedText& b) { return a.text < b.text; });
    return true;
  }

  // Of each member of the enumeration, whether it is one of those; they come first.
  bool members(std::span<const Value> wanted, Predicate& p) {
    if (type_.kind != TypeKind::enumeration) return false;
    const auto foreign = [&](const Value& value) { return value.type != type_.definition; };
    if (std::any_of(wanted.begin(), wanted.end(), foreign)) return false;
    const auto is_wanted = [&](const EnumMember& member) {
      return std::any_of(wanted.begin(), wanted.end(), [&](const Value& value) {
        return value.kind == ValueKind::enumeration && value.integer == member.value;
      });
    };
    auto& answers = program_.predicates.members;
    if (answers.empty()) answers.reserve(24);
    p.ask = Ask::member;
    p.constant = index(answers.size());
    const auto& all = program_.schema.enum_types()[type_.definition].members;
    for (const bool among : {true, false})
      for (const EnumMember& member : all)
        if (is_wanted(member) == among) answers.push_back({KeyedText(member.name), among});
    p.count = index(answers.size()) - p.constant;
    return true;
  }

  // contains, startswith, endswith of a path, perhaps in one case, and a literal.
  bool search(std::size_t size, Predicate& p) {
    if (size < 3 || size > 4 || !is_path(0, p) || type_.collection || type_.kind != TypeKind::string) return false;
    const Instruction &last = code_[size - 1], &constant = code_[size - 2];
    if (size == 4 && !is_fold(code_[1], p)) return false;
    if (last.op != Op::call || constant.op != Op::constant) return false;
    const Value& wanted = program_.constants[constant.operand];
    if (wanted.kind != ValueKind::string) return false;
    switch (static_cast<Function>(last.detail)) {
      case Function::contains: return text(Ask::contains, wanted, p);
      case Function::startswith: return text(Ask::starts, wanted, p);
      case Function::endswith: return text(Ask::ends, wanted, p);
      default: return false;
    }
  }

  static bool is_fold(const Instruction& call, Predicate& p) {
    if (call.op != Op::call) return false;
    const Function function = static_cast<Function>(call.detail);
    p.fold = function == Function::tolower ? Fold::lower : function == Function::toupper ? Fold::upper : Fold::none;
    return p.fold != Fold::none;
  }

  Program& program_;
  std::span<const Instruction> code_;
  Predicate& result_;
  Type type_;
};

}  // namespace

bool is_plain(const Program& program, const Path& path) noexcept {
  if (path.casts > 0) return false;
  for (std::uint32_t i = 0; i < path.count; ++i) {
    const Step& step = program.steps[path.first + i];
    if (step.definition != Type::none || step.annotation || step.name.empty()) return false;
  }
  return true;
}

void fuse(Program& program, std::uint32_t start, Predicate& predicate) { Fuser(program, start, predicate).run(); }

}  // namespace v0
}  // namespace tamis
