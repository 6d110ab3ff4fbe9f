// Prefilter: the $filter of a query, compiled once more as a condition.
#include "src/query/prefilter.hpp"

#include "src/compile/compile.hpp"

namespace tamis {
inline namespace v0 {

Prefilter::Prefilter(const Checked& query) {
  const Tree& tree = query.tree;
  if (tree.root() == no_node || tree[tree.root()].kind != NodeKind::query) return;
  for (const NodeId option : tree.children(tree.root())) {
    if (tree[option].kind != NodeKind::option || tree[option].option() != Option::filter) continue;
    std::vector<Diagnostic> found;
    program_ = compile_program(tree, {}, tree.child(option, 0), query.schema, query.binding, query.record, found);
    if (!found.empty()) program_ = nullptr;  // said already by what compiles the whole query
    if (program_) wanted_ = std::make_shared<const scan::Wanted>(*program_);
  }
}

}  // namespace v0
}  // namespace tamis
