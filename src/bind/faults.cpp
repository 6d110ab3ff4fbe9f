// Operations that fail whatever their operands: OData 4.01 Part 2 §5.1.1.2.5 (div), §5.1.1.2.6 (mod), §5.1.1.7.4
// (substring).
#include "src/bind/binder.hpp"
#include "src/value/literal.hpp"

namespace tamis {
inline namespace v0 {

// `mod` by zero always fails; `div` by zero unless the quotient is a floating-point number, or a decimal of floating
// scale; `divby` never.
void Binder::check_divisor(NodeId id) {
  const Operator op = tree_[id].operation();
  if (op != Operator::div && op != Operator::mod) return;
  const NodeId left = tree_.child(id, 0), right = tree_.child(id, 1), literal = resolved(right);
  if (literal == no_node || tree_[literal].kind != NodeKind::literal) return;
  const LiteralKind kind = tree_[literal].literal();
  const bool floating = kind == LiteralKind::floating;
  if (floating) {
    const auto number = read_double(tree_.name(literal));
    if (!number || *number != 0) return;
  } else {
    if (kind != LiteralKind::integer && kind != LiteralKind::decimal) return;
    const auto number = read_decimal(tree_.name(literal));
    if (!number || number->sign() != 0) return;
  }
  const TypeKind dividend = type(left).kind;
  if (dividend == TypeKind::null) return;  // null, and nothing is divided
  const bool exact =
      is_integer(dividend) || dividend == TypeKind::duration || (dividend == TypeKind::decimal && !may_float(left));
  if (op == Operator::div && (floating || !exact)) return;
  report_fault(Code::division_by_zero, right, id, is_constant(left), "division by zero");
}

/// Whether a decimal may have floating scale: one that comes from a property that has, or from who knows where.
bool Binder::may_float(NodeId left) const {
  NodeId first = left;
  while (tree_[first].child_count > 0)
    first = tree_.child(first, 0);
  for (NodeId id = first; id <= left; ++id) {
    const Target& target = binding_.targets[id];
    if (tree_[id].kind == NodeKind::alias || tree_[id].kind == NodeKind::function) return true;
    if (tree_[id].kind != NodeKind::member) continue;
    if (target.kind != Target::Kind::property) return true;
    const Property& property = schema_.structured_types()[target.definition].properties[target.index];
    if (property.scale == -2) return true;
  }
  return false;
}

void Binder::check_substring(NodeId call) {
  const auto arguments = tree_.children(call);
  if (arguments.size() < 3 || type(arguments[0]).kind == TypeKind::null || type(arguments[1]).kind == TypeKind::null)
    return;
  const NodeId literal = resolved(arguments[2]);
  if (!is_literal(literal, LiteralKind::integer)) return;
  const auto length = read_int64(tree_.name(literal));
  if (length && *length < 0)
    report_fault(Code::invalid_argument, arguments[2], call, is_constant(arguments[0]) && is_constant(arguments[1]),
                 "the length of a substring cannot be negative");
}

/// Whether a value is the same for each record, and not null: literals and what is computed of them.
bool Binder::is_constant(NodeId last) const {
  NodeId first = last;
  while (tree_[first].child_count > 0)
    first = tree_.child(first, 0);
  for (NodeId id = first; id <= last; ++id) {
    const bool literal = tree_[id].kind == NodeKind::literal && !is_literal(id, LiteralKind::null);
    if (!literal && tree_[id].kind != NodeKind::operation) return false;
  }
  return true;
}

// An error where it fails for every record. A warning where a value may be null, which makes the result null, or where
// the operation may not be reached: `x ne 0 and y div 0 gt 1`.
void Binder::report_fault(Code code, NodeId at, NodeId operation, bool constant, std::string message) {
  const bool certain = constant && !is_conditional(operation);
  auto& d = report(certain ? Severity::error : Severity::warning, code, at, std::move(message));
  if (!certain) d.notes.push_back("the evaluation fails for each record that has a value here");
}

/// Whether what stands in front may keep a node from being evaluated.
bool Binder::is_conditional(NodeId id) {
  if (parents_.empty()) {
    parents_.assign(tree_.size(), no_node);
    for (NodeId parent = 0; parent < tree_.size(); ++parent)
      for (const NodeId child : tree_.children(parent))
        parents_[child] = parent;
  }
  for (NodeId parent = parents_[id]; parent != no_node; id = parent, parent = parents_[parent]) {
    const Node& node = tree_[parent];
    const bool first = tree_.child(parent, 0) == id;
    switch (node.kind) {
      case NodeKind::operation:
        if (!first && (node.operation() == Operator::and_ || node.operation() == Operator::or_)) return true;
        break;
      case NodeKind::call:
        if (!first && static_cast<grammar::Function>(node.detail) == grammar::Function::case_) return true;
        break;
      case NodeKind::lambda:
      case NodeKind::filter_segment:
      case NodeKind::count:
        if (!first) return true;
        break;
      case NodeKind::option:
        if (node.option() == Option::alias) return true;
        break;
      case NodeKind::compute_item: return true;
      default: break;
    }
  }
  return false;
}

}  // namespace v0
}  // namespace tamis
