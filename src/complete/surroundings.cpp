#include "src/complete/surroundings.hpp"

namespace tamis {
inline namespace v0 {

namespace {

/// The smallest node that begins where the candidate does, or whose name does.
NodeId find_node(const BoundText& bound) {
  const Tree& tree = bound.tree;
  for (NodeId id = 0; id < tree.size(); ++id)
    if (tree[id].name.offset == bound.at && tree[id].name.length > 0) return id;
  for (NodeId id = 0; id < tree.size(); ++id)
    if (tree[id].span.offset == bound.at && tree[id].span.length > 0) return id;
  return no_node;
}

std::vector<NodeId> parents_of(const Tree& tree) {
  std::vector<NodeId> parents(tree.size(), no_node);
  for (NodeId id = 0; id < tree.size(); ++id)
    for (const NodeId child : tree.children(id))
      parents[child] = id;
  return parents;
}

/// The instance that plain names belong to, as `child` of this node.
bool opens_subject(const Tree& tree, NodeId id, NodeId child) {
  switch (tree[id].kind) {
    case NodeKind::filter_segment:
    case NodeKind::count:
    case NodeKind::select_item:
    case NodeKind::expand_item: return child != tree.child(id, 0);
    default: return false;
  }
}

Type beside(const BoundText& bound, NodeId parent, NodeId node) {
  const Tree& tree = bound.tree;
  if (tree[parent].kind != NodeKind::operation || tree[parent].child_count != 2) return {};
  const auto operands = tree.children(parent);
  return bound.binding.types[operands[0] == node ? operands[1] : operands[0]];
}

/// The type on the other side of an alias, where it is used.
Type beside_alias(const BoundText& bound, std::string_view alias, const std::vector<NodeId>& parents) {
  for (NodeId id = 0; id < bound.tree.size(); ++id)
    if (bound.tree[id].kind == NodeKind::alias && bound.tree.name(id) == alias && parents[id] != no_node)
      return beside(bound, parents[id], id);
  return {};
}

/// Notes the range variable of a lambda around `node`, unless one farther inside has its name.
void enter_lambda(const BoundText& bound, NodeId lambda, NodeId node, Surroundings& out) {
  const Tree& tree = bound.tree;
  const NodeId variable = tree.arguments(lambda)[0];
  if (variable == node) {
    out.source_name = tree.name(tree.child(lambda, 0));
    return;
  }
  for (const auto& other : out.variables)
    if (other.name == tree.name(variable)) return;
  out.variables.push_back({std::string(tree.name(variable)), bound.binding.types[variable]});
}

}  // namespace

std::optional<Surroundings> look_around(const Trial& trial, std::string_view probe, std::string_view closing) {
  const std::optional<BoundText> bound = trial.bind(std::string(probe) + std::string(closing));
  if (!bound) return std::nullopt;
  const Tree& tree = bound->tree;
  const auto& types = bound->binding.types;
  Surroundings out;
  out.subject = trial.record;
  for (NodeId id = 0; id < tree.size(); ++id)
    if (tree[id].kind == NodeKind::compute_item && tree[id].name.end() <= bound->at)
      out.computed.push_back({std::string(tree.name(id)), types[tree.child(id, 0)]});
  const NodeId node = find_node(*bound);
  if (node == no_node) return out;
  if (const NodeId source = tree.source_of(node); source != no_node) {
    out.has_source = true;
    out.source = types[source];
    out.at_root = tree[source].kind == NodeKind::variable && tree[source].variable() == Variable::root;
  }
  const std::vector<NodeId> parents = parents_of(tree);
  if (const NodeId option = parents[node];
      option != no_node && tree[option].kind == NodeKind::option && tree[option].option() == Option::alias)
    out.beside = beside_alias(*bound, tree.name(option), parents);
  bool innermost = out.beside.kind == TypeKind::dynamic, has_subject = false;
  for (NodeId child = node, id = parents[node]; id != no_node; child = id, id = parents[id]) {
    if (innermost && tree[id].kind != NodeKind::list) {
      out.beside = beside(*bound, id, child);
      innermost = false;
    }
    if (tree[id].kind == NodeKind::lambda && tree[id].has_source && tree.child(id, 0) != child)
      enter_lambda(*bound, id, node, out);
    if (has_subject || !opens_subject(tree, id, child)) continue;
    out.subject = types[tree.child(id, 0)].element();
    has_subject = true;
  }
  return out;
}

}  // namespace v0
}  // namespace tamis
