// The tree of wanted names.
#include "src/scan/wanted.hpp"

namespace tamis {
inline namespace v0 {
namespace scan {

Wanted::Wanted(const Program& program)
    : roots_(program.slots, none), leaves_(program.paths.size(), none), needed_(program) {
  for (std::uint32_t& root : roots_) {
    root = static_cast<std::uint32_t>(nodes_.size());
    nodes_.emplace_back();
  }
  for (const Predicate& p : program.predicates.list)
    if (p.ask != Ask::entry) leaves_[p.path] = add_path(program, p.path, p.slot);
  number_leaves();
  for (std::uint32_t& leaf : leaves_)
    if (leaf != none) leaf = nodes_[leaf].first;
}

std::uint32_t Wanted::add_path(const Program& program, std::uint32_t path, std::uint16_t slot) {
  std::uint32_t at = roots_[slot];
  const Path& steps = program.paths[path];
  for (std::uint32_t i = steps.first; i < steps.first + steps.count; ++i) {
    const Step& step = program.steps[i];
    std::uint32_t next = child(nodes_[at], step.name);
    if (next == none) {
      next = static_cast<std::uint32_t>(nodes_.size());
      WantedNode& node = nodes_[at];
      const NameEnd end(step.name);
      if (node.children.size() < WantedNode::few) node.ends[node.children.size()] = end;
      node.children.push_back({KeyedText(step.name), next, end});
      endings_.add(step.name);
      nodes_[at].lengths |= WantedNode::bit(step.name.size());
      nodes_.emplace_back();
    }
    at = next;
    if (i + 1 < steps.first + steps.count) nodes_[at].object_expected = step.object_expected;
  }
  nodes_[at].leaf = true;
  return at;
}

// Depth first, so that the leaves below a node have numbers in a row.
void Wanted::number_leaves() {
  struct Frame {
    std::uint32_t node;
    std::size_t next;
  };
  std::vector<Frame> open;
  const auto enter = [&](std::uint32_t id) {
    nodes_[id].first = leaf_count_;
    leaf_count_ += nodes_[id].leaf ? 1 : 0;
    open.push_back({id, 0});
  };
  for (const std::uint32_t root : roots_) {
    enter(root);
    while (!open.empty()) {
      Frame& frame = open.back();
      WantedNode& node = nodes_[frame.node];
      if (frame.next < node.children.size()) {
        enter(node.children[frame.next++].node);
        continue;
      }
      node.end = leaf_count_;
      open.pop_back();
    }
  }
}

}  // namespace scan
}  // namespace v0
}  // namespace tamis
