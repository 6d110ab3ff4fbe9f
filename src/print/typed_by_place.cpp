// Which literals of enumerations need no type name: those that the binder would give the same type without it.
#include "src/print/typed_by_place.hpp"

namespace tamis {
inline namespace v0 {

namespace {

bool compares(Operator op) noexcept {
  switch (op) {
    case Operator::eq:
    case Operator::ne:
    case Operator::gt:
    case Operator::ge:
    case Operator::lt:
    case Operator::le:
    case Operator::has:
    case Operator::in: return true;
    default: return false;
  }
}

bool is_literal(const Tree& tree, NodeId id) noexcept {
  const NodeKind kind = tree[id].kind;
  return kind == NodeKind::literal || kind == NodeKind::list || kind == NodeKind::array || kind == NodeKind::alias;
}

}  // namespace

std::vector<bool> typed_by_place(const Tree& tree, const Binding& binding) {
  std::vector<bool> typed(tree.size(), false);
  const auto is_enumeration = [&](NodeId id) { return binding.types[id].kind == TypeKind::enumeration; };
  const auto beside = [&](NodeId literal, NodeId other) {
    if (is_literal(tree, other) || !is_enumeration(other) || !is_literal(tree, literal)) return;
    typed[literal] = true;
    if (tree[literal].kind != NodeKind::literal)
      for (const NodeId item : tree.children(literal))
        typed[item] = true;
  };
  for (NodeId id = 0; id < tree.size(); ++id) {
    if (tree[id].kind != NodeKind::operation || !compares(tree[id].operation())) continue;
    beside(tree.child(id, 0), tree.child(id, 1));
    beside(tree.child(id, 1), tree.child(id, 0));
  }
  return typed;
}

}  // namespace v0
}  // namespace tamis
