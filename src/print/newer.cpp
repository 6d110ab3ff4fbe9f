// What OData 4.01 has and 4.0 has not (4.01 Part 1 §1.1, revision history): operators, functions, filtered
// counts and collections, literals of collections, $compute.
#include "grammar/functions.hpp"
#include "grammar/operators.hpp"
#include "src/print/print_tree.hpp"
#include "tamis/print.hpp"

namespace tamis {
inline namespace v0 {

namespace {

/// What the node is called in a message, if it is newer than 4.0; empty otherwise.
std::string newer_construct(const Tree& tree, NodeId id) {
  const Node& node = tree[id];
  switch (node.kind) {
    case NodeKind::operation: {
      const auto& row = grammar::row(node.operation());
      return row.since_4_01 ? "the operator " + std::string(row.keyword) : std::string();
    }
    case NodeKind::call: {
      const auto& row = grammar::row(static_cast<grammar::Function>(node.detail));
      return row.since_4_01 ? "the function " + std::string(row.name) : std::string();
    }
    case NodeKind::count: return node.child_count > 1 ? "$count with options" : std::string();
    case NodeKind::filter_segment: return "/$filter(…) in a path";
    case NodeKind::variable: return node.variable() == Variable::this_ ? "$this" : std::string();
    case NodeKind::compute_item: return "$compute";
    case NodeKind::select_item: return node.child_count > 1 ? "options in $select" : std::string();
    default: return {};
  }
}

}  // namespace

std::vector<Diagnostic> find_newer(const Tree& tree, Version version) {
  std::vector<Diagnostic> found;
  if (version == Version::v4_01) return found;
  for (NodeId id = 0; id < tree.size(); ++id) {
    const std::string construct = newer_construct(tree, id);
    if (construct.empty()) continue;
    found.push_back({Severity::error, Code::unsupported, tree.source().to_typed(tree[id].span),
                     "services of OData 4.0 do not read " + construct});
  }
  return found;
}

std::vector<Diagnostic> find_newer(const Tree& tree, const Binding& binding, Version version) {
  std::vector<Diagnostic> found = find_newer(tree, version);
  if (version == Version::v4_01) return found;
  for (NodeId id = 0; id < tree.size(); ++id) {
    if (tree[id].kind != NodeKind::call) continue;
    const auto& row = grammar::row(static_cast<grammar::Function>(tree[id].detail));
    if (row.since_4_01 || row.signatures[0].parameters[0] != grammar::Operand::string) continue;
    if (!binding.types[tree.child(id, 0)].collection) continue;
    found.push_back({Severity::error, Code::unsupported, tree.source().to_typed(tree[id].span),
                     "services of OData 4.0 do not read " + std::string(row.name) + " of collections"});
  }
  return found;
}

}  // namespace v0
}  // namespace tamis
