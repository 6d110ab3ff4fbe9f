// Property paths, resolved once: names, expected types, and the text that messages call them by.
#include <algorithm>

#include "src/compile/generator.hpp"

namespace tamis {
inline namespace v0 {

namespace {

bool is_segment(NodeKind kind) noexcept { return kind == NodeKind::member || kind == NodeKind::type_cast; }

}  // namespace

std::vector<NodeId> Generator::path_nodes(NodeId id) const {
  std::vector<NodeId> nodes;
  while (id != no_node && is_segment(tree_[id].kind) && target(id).kind != Target::Kind::alias) {
    nodes.push_back(id);
    id = tree_.source_of(id);
  }
  std::reverse(nodes.begin(), nodes.end());
  return nodes;
}

Shape Generator::shape_of(const std::vector<NodeId>& nodes) const {
  Shape shape{type(nodes.back())};
  const NodeId base = tree_.source_of(nodes.front());
  const bool from_slot = base == no_node || tree_[base].kind == NodeKind::variable;
  if (from_slot) shape.parent = slot_shapes_[target(base == no_node ? nodes.front() : base).slot];
  for (const NodeId node : nodes) {
    if (target(node).kind == Target::Kind::cast) continue;
    if (!shape.path.empty()) shape.path += '/';
    shape.path += tree_.name(node);
  }
  const Target& found = target(nodes.back());
  if (found.kind != Target::Kind::property) return shape;
  const Property& property = schema_.structured_types()[found.definition].properties[found.index];
  shape.number_as_string = property.number_as_string;
  shape.empty_object_is_empty = property.empty_object_is_empty;
  shape.floating_scale = property.scale == -2;
  return shape;
}

std::string full_path(const Program& program, std::uint32_t shape) {
  std::string path;
  for (; shape != Shape::none; shape = program.shapes[shape].parent) {
    const std::string& part = program.shapes[shape].path;
    if (!path.empty() && !part.empty()) path.insert(0, 1, '/');
    path.insert(0, part);
  }
  return path;
}

std::uint32_t Generator::add_shape(Shape shape) {
  program_->shapes.push_back(std::move(shape));
  return static_cast<std::uint32_t>(program_->shapes.size() - 1);
}

std::uint32_t Generator::add_path(const std::vector<NodeId>& nodes) {
  Path path;
  path.first = static_cast<std::uint32_t>(program_->steps.size());
  path.count = static_cast<std::uint32_t>(nodes.size());
  for (const NodeId id : nodes) {
    Step step;
    if (tree_[id].kind == NodeKind::type_cast && target(id).kind != Target::Kind::cast)
      report_unsupported(id, "a type cast without a schema");
    if (target(id).kind == Target::Kind::cast && binding_.types[id].collection)
      report_unsupported(id, "a type cast of a whole collection");
    if (target(id).kind == Target::Kind::cast) {
      const NodeId source = tree_.source_of(id);
      step.definition = target(id).definition;
      step.declared = source == no_node ? program_->shapes[record_shape].type.definition : type(source).definition;
    } else {
      step.name = tree_.name(id);
      step.object_expected = type(id).kind == TypeKind::structured && !type(id).collection;
    }
    program_->steps.push_back(std::move(step));
  }
  path.shape = add_shape(shape_of(nodes));
  program_->paths.push_back(path);
  return static_cast<std::uint32_t>(program_->paths.size() - 1);
}

void Generator::enter_path(NodeId id) {
  const auto nodes = path_nodes(id);
  const NodeId base = tree_.source_of(nodes.front());
  if (base != no_node && tree_[base].kind != NodeKind::variable) {  // behind an expression
    open(id);
    frames_.back().base = base;
    return;
  }
  const Target& from = target(base == no_node ? nodes.front() : base);
  if (base != no_node && from.kind != Target::Kind::slot) return unsupported(base, "$root");
  emit(id, Op::path, 1, add_path(nodes), 0, from.slot);
}

void Generator::leave_path(const Frame& frame) { emit(frame.id, Op::step, 0, add_path(path_nodes(frame.id))); }

}  // namespace v0
}  // namespace tamis
