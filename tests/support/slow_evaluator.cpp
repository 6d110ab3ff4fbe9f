// The slow evaluator's walk over the tree: paths, scopes, logic, comparison. One function per kind of node.
#include "tests/support/slow_evaluator.hpp"

#include <vector>

#include "tests/support/slow_operations.hpp"

namespace tamis::tests {

using grammar::Function;
using Kind = Value::Kind;

namespace {

/// An instance that names may refer to: a range variable's, or (without a name) that of /$filter and $count($filter=).
struct Instance {
  std::string_view variable;
  Value value;
};

class Walk {
 public:
  Walk(const Expression& expression, const Schema& schema, const Value& record,
       std::chrono::system_clock::time_point now)
      : expression_(expression), tree_(expression.tree()), schema_(schema), record_(record), now_(now) {}

  Value evaluate(NodeId id) {
    switch (tree_[id].kind) {
      case NodeKind::literal: return literal(id);
      case NodeKind::variable: return variable(id);
      case NodeKind::member: return member(id);
      case NodeKind::type_cast: return type_cast(id);
      case NodeKind::lambda: return lambda(id);
      case NodeKind::count: return count(id);
      case NodeKind::filter_segment: return filtered(id, tree_.arguments(id)[0]);
      case NodeKind::call: return call(id);
      case NodeKind::operation: return operation(id);
      case NodeKind::list:
      case NodeKind::array: return array(id);
      default: throw Failure{Code::unsupported};
    }
  }

 private:
  // ---- literals ----

  Value literal(NodeId id) const {
    const Type type = expression_.type(id);
    std::string text(tree_.name(id));
    switch (tree_[id].literal()) {
      case LiteralKind::null: return {};
      case LiteralKind::boolean: return Value::boolean(text[0] == 't' || text[0] == 'T');
      case LiteralKind::string: text = string_value(tree_, id); break;  // or a duration, or a member of an enumeration
      case LiteralKind::duration:
      case LiteralKind::enumeration:
      case LiteralKind::binary:
        if (const auto quote = text.find('\''); quote != std::string::npos)
          text = text.substr(quote + 1, text.size() - quote - 2);
        break;
      default: break;
    }
    if (const auto value = parse_primitive(schema_, type, text)) return *value;
    throw Failure{Code::invalid_literal};
  }

  Value array(NodeId id) {
    Value collection = Value::collection();
    for (const NodeId item : tree_.children(id))
      collection.items.push_back(evaluate(item));
    return collection;
  }

  // ---- paths ----

  /// The instance that a path without a variable starts from: the origin of the path in front of /$filter, else $it.
  const Value& subject() const {
    for (auto instance = instances_.rbegin(); instance != instances_.rend(); ++instance)
      if (instance->variable.empty()) return instance->value;
    return record_;
  }

  Value variable(NodeId id) const {
    switch (tree_[id].variable()) {
      case Variable::it: return record_;
      case Variable::this_: return subject();
      case Variable::root: throw Failure{Code::unsupported};
      case Variable::range: break;
    }
    for (auto instance = instances_.rbegin(); instance != instances_.rend(); ++instance)
      if (instance->variable == tree_.name(id)) return instance->value;
    throw Failure{Code::unsupported};
  }

  Value member(NodeId id) {
    const NodeId source = tree_.source_of(id);
    const Value from = source == no_node ? subject() : evaluate(source);
    // Null has null members; but a collection is never null.
    if (from.is_null()) return expression_.type(id).collection ? Value::collection() : Value();
    if (from.kind != Kind::complex) throw Failure{Code::invalid_data};
    return read_property(schema_, from, tree_.name(id));
  }

  Value type_cast(NodeId id) {
    const NodeId source = tree_.source_of(id);
    Value from = source == no_node ? subject() : evaluate(source);
    const Type type = expression_.type(id);
    if (!type.collection) return cast(schema_, from, type);
    // A collection keeps the items that are of the type.
    std::erase_if(from.items, [&](const Value& item) { return cast(schema_, item, type.element()).is_null(); });
    return from;
  }

  // ---- collections ----

  bool holds(std::string_view variable, const Value& item, NodeId predicate) {
    instances_.push_back({variable, item});
    const bool result = evaluate(predicate).is_true();  // null counts as not true
    instances_.pop_back();
    return result;
  }

  Value lambda(NodeId id) {
    const Value items = evaluate(tree_.source_of(id));
    const auto arguments = tree_.arguments(id);
    if (arguments.empty()) return Value::boolean(!items.items.empty());
    const bool all = tree_[id].all;
    for (const Value& item : items.items)
      if (holds(tree_.name(arguments[0]), item, arguments[1]) != all) return Value::boolean(!all);
    return Value::boolean(all);
  }

  Value filtered(NodeId id, NodeId predicate) {
    Value items = evaluate(tree_.source_of(id));
    Value kept = Value::collection();
    for (Value& item : items.items)
      if (holds({}, item, predicate)) kept.items.push_back(std::move(item));
    return kept;
  }

  Value count(NodeId id) {
    for (const NodeId option : tree_.arguments(id))
      if (tree_[option].option() == Option::filter)
        return Value::integer(filtered(id, tree_.child(option, 0)).items.size());
    return Value::integer(evaluate(tree_.source_of(id)).items.size());
  }

  // ---- calls ----

  Value call(NodeId id) {
    const auto function = static_cast<Function>(tree_[id].detail);
    const auto children = tree_.children(id);
    switch (function) {
      case Function::cast:
      case Function::isof: {
        const Value value = children.size() == 1 ? subject() : evaluate(children[0]);
        const Type type = expression_.type(children.back());
        const Value cast_value = cast(schema_, value, type);
        if (function == Function::cast) return cast_value;
        bool castable = value.is_null() || !cast_value.is_null();
        for (std::size_t i = 0; i < cast_value.items.size(); ++i)
          castable = castable && (value.items[i].is_null() || !cast_value.items[i].is_null());
        return Value::boolean(castable);
      }
      case Function::case_:
        for (std::size_t i = 0; i + 1 < children.size(); i += 2)
          if (evaluate(children[i]).is_true()) return promote(evaluate(children[i + 1]), expression_.type(id).kind);
        return {};
      default: break;
    }
    std::vector<Value> arguments;
    for (const NodeId child : children)
      arguments.push_back(evaluate(child));
    return tests::call(schema_, function, arguments, now_);
  }

  // ---- operators ----

  Value operation(NodeId id) {
    const Operator op = tree_[id].operation();
    if (op == Operator::and_ || op == Operator::or_) return chain(id, op == Operator::or_);
    Value left = evaluate(tree_.child(id, 0));
    if (op == Operator::not_) return left.kind == Kind::boolean ? Value::boolean(!left.truth) : Value();
    if (op == Operator::negate) return negate(left);
    Value right = evaluate(tree_.child(id, 1));
    take_type(tree_.child(id, 0), left, right);
    take_type(tree_.child(id, 1), right, left);
    switch (op) {
      case Operator::eq:
      case Operator::ne: return compared(equal(schema_, left, right), op == Operator::ne);
      case Operator::gt:
      case Operator::ge:
      case Operator::lt:
      case Operator::le: return ordered(op, left, right);
      case Operator::has: return has(left, right);
      case Operator::in: return in(left, right);
      default: return arithmetic(op, left, right);
    }
  }

  // §5.1.1.14.1: quoted text beside a duration or an enumeration is one, where it can be, also when that is only seen
  // now.
  void take_type(NodeId literal, Value& value, const Value& other) const {
    if (value.kind != Kind::string || tree_[literal].kind != NodeKind::literal) return;
    if (other.kind != Kind::duration && other.kind != Kind::enumeration) return;
    const TypeKind kind = other.kind == Kind::duration ? TypeKind::duration : TypeKind::enumeration;
    if (const auto typed = parse_primitive(schema_, Type{kind, false, false, other.definition}, value.text))
      value = *typed;
  }

  // §5.1.1.1.7–.8, left to right: what decides ends it, any null makes the rest null.
  Value chain(NodeId id, bool deciding) {
    bool unknown = false;
    for (const NodeId operand : tree_.children(id)) {
      const Value value = evaluate(operand);
      if (value.kind == Kind::boolean && value.truth == deciding) return value;
      unknown = unknown || value.kind != Kind::boolean;
    }
    return unknown ? Value() : Value::boolean(!deciding);
  }

  static Value compared(const std::optional<bool>& same, bool wanted_different) {
    return same ? Value::boolean(*same != wanted_different) : Value();
  }

  // gt and lt with a null are false; ge and le are true of two nulls. What has no order gives false.
  Value ordered(Operator op, const Value& a, const Value& b) const {
    const bool or_equal = op == Operator::ge || op == Operator::le;
    if (a.is_null() || b.is_null()) return Value::boolean(or_equal && a.is_null() && b.is_null());
    if (a.kind != b.kind && !(a.is_number() && b.is_number())) return {};
    const auto result = order(a, b);
    if (!result) return Value::boolean(false);
    if (*result == 0) return Value::boolean(or_equal);
    return Value::boolean((*result > 0) == (op == Operator::gt || op == Operator::ge));
  }

  // §5.1.1.1.10: all bits of the right are set on the left.
  static Value has(const Value& left, const Value& right) {
    if (left.is_null() || right.is_null()) return {};
    if (!left.member || !right.member) return Value::boolean(!left.member && !right.member && left.text == right.text);
    return Value::boolean((*left.member & *right.member) == *right.member);
  }

  // §5.1.1.1.11: equal to any; a mismatch of types is no equality, yet leaves the answer open.
  Value in(const Value& left, const Value& right) const {
    bool unknown = false;
    for (const Value& item : right.items) {
      const auto same = equal(schema_, left, item);
      if (same.value_or(false)) return Value::boolean(true);
      unknown = unknown || !same;
    }
    return unknown ? Value() : Value::boolean(false);
  }

  const Expression& expression_;
  const Tree& tree_;
  const Schema& schema_;
  const Value& record_;
  std::chrono::system_clock::time_point now_;
  std::vector<Instance> instances_;
};

}  // namespace

SlowResult evaluate_slowly(const Expression& expression, const Schema& schema, const Type& it, const Json& record,
                           std::chrono::system_clock::time_point now) {
  try {
    const Value value = read_json(schema, it, &record);
    return Walk(expression, schema, value, now).evaluate(expression.tree().root());
  } catch (const Failure& failure) {
    return failure;
  }
}

}  // namespace tamis::tests
