// Conditions to predicates. Written from the end to the start, so that where a way leads is known when it is needed.
#include <algorithm>

#include "grammar/functions.hpp"
#include "src/compile/fuse.hpp"
#include "src/compile/generator.hpp"

namespace tamis {
inline namespace v0 {

namespace {

bool is_junction(const Node& node) noexcept {
  return node.kind == NodeKind::operation && (node.operation() == Operator::and_ || node.operation() == Operator::or_);
}

}  // namespace

/// A part of a condition whose predicates are being written.
struct Generator::Branch {
  NodeId id = no_node;
  bool negative = false;  ///< it is asked whether this is false
  std::uint32_t yes = Predicate::met, no = Predicate::unmet;
  std::uint32_t parts = 0;    ///< operands of and, or, the body of a lambda: those not yet written
  std::size_t operands = 0;   ///< of and, or: where they begin in operands_, in the order in which they are asked
  std::uint32_t path = none;  ///< loops: where the items are
};

void Generator::condition(NodeId expression) {
  boost::container::small_vector<Branch, 8> open{{expression}};
  std::uint32_t start = 0;  // of what was written last
  bool entering = true;
  while (!open.empty()) {
    Branch& branch = open.back();
    if (entering) split(branch);
    entering = branch.parts > 0;
    if (entering) {
      const Branch part = next_part(branch, start);
      open.push_back(part);
      continue;
    }
    if (is_junction(tree_[branch.id]))
      operands_.resize(branch.operands);
    else
      start = add_predicate(branch, start);
    open.pop_back();
  }
  program_->predicates.first = start;
}

// About how much it takes to ask this. Tests that cannot fail on right data come first, the cheapest ahead; all else
// keeps its place, so that `x ne 0 and 1 div x gt 2` is safe.
std::uint32_t Generator::cost_of(NodeId id) const {
  constexpr std::uint32_t dear = 1000;
  while (tree_[id].kind == NodeKind::operation && tree_[id].operation() == Operator::not_)
    id = tree_.child(id, 0);
  const Node& node = tree_[id];
  const auto path = [&](NodeId at) {
    std::uint32_t cost = 0;
    for (; at != no_node && tree_[at].kind == NodeKind::member; at = tree_.source_of(at), cost += 2)
      if (target(at).kind == Target::Kind::alias || target(at).kind == Target::Kind::cast) return dear;
    return at == no_node || tree_[at].kind == NodeKind::variable ? cost : dear;
  };
  const auto is_constant = [&](NodeId at) {
    const auto is_literal = [&](NodeId value) { return tree_[value].kind == NodeKind::literal; };
    const bool several = tree_[at].kind == NodeKind::list || tree_[at].kind == NodeKind::array;
    const auto items = tree_.children(at);
    return is_literal(at) || (several && std::all_of(items.begin(), items.end(), is_literal));
  };
  if (node.kind == NodeKind::member) return path(id);
  if (node.child_count != 2 || (node.kind != NodeKind::operation && node.kind != NodeKind::call)) return dear;
  NodeId left = tree_.child(id, 0), right = tree_.child(id, 1);
  if (is_constant(left) && node.kind == NodeKind::operation) std::swap(left, right);
  if (!is_constant(right)) return dear;
  if (node.kind == NodeKind::operation) {
    const TypeKind type = this->type(left).kind;
    const bool text = type == TypeKind::string || type == TypeKind::enumeration || type == TypeKind::boolean;
    const bool test = is_comparison(node.operation()) || node.operation() == Operator::in;
    return test ? std::min(path(left) + (text ? 0 : 1), dear) : dear;
  }
  const bool search = function_of(node) == grammar::Function::contains
                   || function_of(node) == grammar::Function::startswith
                   || function_of(node) == grammar::Function::endswith;
  const bool fold = tree_[left].kind == NodeKind::call && tree_[left].child_count == 1;
  return search ? std::min(path(fold ? tree_.child(left, 0) : left) + 4, dear) : dear;
}

// Counts the parts that a branch is written in; none of a leaf.
void Generator::split(Branch& branch) {
  while (tree_[branch.id].kind == NodeKind::operation && tree_[branch.id].operation() == Operator::not_) {
    branch.id = tree_.child(branch.id, 0);
    branch.negative = !branch.negative;
  }
  const Node& node = tree_[branch.id];
  if (node.kind == NodeKind::lambda) branch.parts = is_loop(branch) ? 1 : 0;
  if (!is_junction(node)) return;
  branch.parts = node.child_count;
  const auto children = tree_.children(branch.id);
  branch.operands = operands_.size();
  operands_.insert(operands_.end(), children.begin(), children.end());
  // The cost above, the place below: sorted by these, operands of the same cost keep their order.
  boost::container::small_vector<std::uint64_t, 16> order;
  for (std::size_t i = 0; i < children.size(); ++i)
    order.push_back(std::uint64_t{cost_of(children[i])} << 32U | i);
  std::sort(order.begin(), order.end());
  for (std::size_t i = 0; i < order.size(); ++i)
    operands_[branch.operands + i] = children[order[i] & 0xFFFFFFFFU];
}

// A lambda over a collection that a plain path leads to.
bool Generator::is_loop(Branch& branch) {
  if (tree_.children(branch.id).size() != 3) return false;  // any() asks for items, not about them
  const NodeId source = tree_.source_of(branch.id);
  if (tree_[source].kind != NodeKind::member || target(source).kind == Target::Kind::alias) return false;
  const PathNodes nodes = path_nodes(source);
  const NodeId base = tree_.source_of(nodes.front());
  if (base != no_node && target(base).kind != Target::Kind::slot) return false;
  const std::uint32_t path = add_path(nodes);
  slot_shapes_[target(tree_.child(branch.id, 1)).slot] = program_->paths[path].shape;
  if (is_plain(*program_, program_->paths[path])) branch.path = path;
  return branch.path != none;
}

// The last part that is not yet written, where it leads to known.
Generator::Branch Generator::next_part(Branch& branch, std::uint32_t start) const {
  const Node& node = tree_[branch.id];
  --branch.parts;
  if (node.kind == NodeKind::lambda) return {tree_.child(branch.id, 2)};
  Branch part{operands_[branch.operands + branch.parts], branch.negative, branch.yes, branch.no};
  // All operands must answer yes: of `and`, and of `or` when it is asked whether that is false.
  const bool all = (node.operation() == Operator::and_) != branch.negative;
  if (branch.parts + 1 < node.child_count) (all ? part.yes : part.no) = start;
  return part;
}

std::uint32_t Generator::add_predicate(const Branch& branch, std::uint32_t body) {
  Predicate predicate;
  predicate.negative = branch.negative;
  predicate.yes = branch.yes;
  predicate.no = branch.no;
  predicate.entry = static_cast<std::uint32_t>(program_->entries.size());
  const std::uint32_t code = here();
  entry(branch.id);
  const Node& node = tree_[branch.id];
  if (node.kind == NodeKind::lambda && branch.path != none) {
    predicate.ask = node.all ? Ask::all : Ask::any;
    predicate.body = body;
    predicate.path = branch.path;
    predicate.item = target(tree_.child(branch.id, 1)).slot;
    const NodeId front = path_nodes(tree_.source_of(branch.id)).front();
    const NodeId base = tree_.source_of(front);
    predicate.slot = target(base == no_node ? front : base).slot;
  } else {
    fuse(*program_, code, predicate);
  }
  program_->predicates.list.push_back(predicate);
  return static_cast<std::uint32_t>(program_->predicates.list.size() - 1);
}

}  // namespace v0
}  // namespace tamis
