// Property paths, resolved once: names, expected types, and the text that messages call them by.
#include <algorithm>

#include "src/compile/generator.hpp"

namespace tamis {
inline namespace v0 {

namespace {

bool is_segment(NodeKind kind) noexcept {
  return kind == NodeKind::member || kind == NodeKind::type_cast || kind == NodeKind::annotation;
}

}  // namespace

Generator::PathNodes Generator::path_nodes(NodeId id) const {
  PathNodes nodes;
  while (id != no_node && is_segment(tree_[id].kind) && target(id).kind != Target::Kind::alias) {
    nodes.push_back(id);
    id = tree_.source_of(id);
  }
  std::reverse(nodes.begin(), nodes.end());
  return nodes;
}

Shape Generator::shape_of(std::span<const NodeId> nodes) {
  const Target& found = target(nodes.back());
  Shape shape{type(nodes.back())};
  if (found.kind == Target::Kind::property)
    shape = shape_of(schema_.structured_types()[found.definition].properties[found.index]);
  const NodeId base = tree_.source_of(nodes.front());
  const bool from_slot = base == no_node || tree_[base].kind == NodeKind::variable;
  if (from_slot) shape.parent = slot_shapes_[target(base == no_node ? nodes.front() : base).slot];
  shape.path = path_text(nodes);
  return shape;
}

// The names, without the casts among them.
std::string_view Generator::path_text(std::span<const NodeId> nodes) {
  if (nodes.size() == 1 && target(nodes[0]).kind != Target::Kind::cast) return kept_name(nodes[0]);
  std::string text;
  for (const NodeId node : nodes) {
    if (target(node).kind == Target::Kind::cast) continue;
    if (!text.empty()) text += '/';
    text += tree_.name(node);
  }
  return program_->texts.keep(text);
}

// The schema has the names of its properties; others are kept.
std::string_view Generator::kept_name(NodeId id) {
  const Target& found = target(id);
  if (found.kind != Target::Kind::property) return program_->texts.keep(tree_.name(id));
  return schema_.structured_types()[found.definition].properties[found.index].name;
}

Shape Generator::shape_of(const Property& property) const {
  Shape shape{property.type};
  shape.number_as_string = property.number_as_string;
  shape.empty_object_is_empty = property.empty_object_is_empty;
  shape.floating_scale = property.scale == -2;
  shape.unordered = !property.ordered;
  shape.srid = property.srid;
  shape.path = property.name;
  return shape;
}

Step Generator::cast_step(NodeId id) const {
  const NodeId source = tree_.source_of(id);
  Step step;
  step.definition = target(id).definition;
  step.declared = source == no_node ? program_->shapes[record_shape].type.definition : type(source).definition;
  return step;
}

// The path from an item to one of its key properties; keys may be paths themselves (CSDL §6.5).
std::uint32_t Generator::add_key_path(const StructuredType* type, std::string_view name) {
  Path path;
  path.first = static_cast<std::uint32_t>(program_->steps.size());
  Shape shape;
  for (std::size_t at = 0; at <= name.size(); ++path.count) {
    const std::size_t slash = std::min(name.find('/', at), name.size());
    Step step;
    step.name = program_->texts.keep(name.substr(at, slash - at));
    const Property* property = type ? type->find(step.name) : nullptr;
    shape = property ? shape_of(*property) : Shape{};
    const bool structured = property && property->type.kind == TypeKind::structured;
    type = structured ? &schema_.structured_types()[property->type.definition] : nullptr;
    program_->steps.push_back(std::move(step));
    at = slash + 1;
  }
  shape.path = program_->texts.keep(name);
  path.shape = add_shape(std::move(shape));
  program_->paths.push_back(path);
  return static_cast<std::uint32_t>(program_->paths.size() - 1);
}

// The type itself, those that derive from it, and those of their properties.
void Generator::add_structures(NodeId operand) {
  if (type(operand).kind != TypeKind::structured) return;
  std::vector<std::uint32_t> waiting{type(operand).definition};
  while (!waiting.empty()) {
    const std::uint32_t definition = waiting.back();
    waiting.pop_back();
    if (!program_->structures.try_emplace(definition).second) continue;
    const auto types = schema_.structured_types();
    const StructuredType& described = types[definition];
    Structure structure;
    for (const std::string& key : described.keys) {
      const Property* property = described.find(key);
      if (!property) continue;
      structure.members.push_back({key, add_shape(shape_of(*property))});
      ++structure.keys;
    }
    for (const Property& property : described.properties) {
      const bool key = std::find(described.keys.begin(), described.keys.end(), property.name) != described.keys.end();
      if (property.navigation || key) continue;
      structure.members.push_back({property.name, add_shape(shape_of(property))});
      if (property.type.kind == TypeKind::structured) waiting.push_back(property.type.definition);
    }
    for (std::uint32_t other = 0; other < types.size(); ++other)
      if (types[other].base == definition) waiting.push_back(other);
    program_->structures[definition] = std::move(structure);
  }
}

std::string full_path(const Program& program, std::uint32_t shape) {
  std::string path;
  for (; shape != Shape::none; shape = program.shapes[shape].parent) {
    const std::string_view part = program.shapes[shape].path;
    if (!path.empty() && !part.empty()) path.insert(0, 1, '/');
    path.insert(0, part);
  }
  return path;
}

std::uint32_t Generator::add_shape(Shape shape) {
  program_->shapes.push_back(std::move(shape));
  return static_cast<std::uint32_t>(program_->shapes.size() - 1);
}

void Generator::scope(ItemScope& scope) {
  scope.shape = add_shape(shape_of(path_nodes(scope.path)));
  if (scope.slot != 0) slot_shapes_[scope.slot] = scope.shape;
}

std::uint32_t Generator::add_path(std::span<const NodeId> nodes) {
  std::uint32_t& made = made_[nodes.back()];
  if (made != none) return made;
  Path path;
  path.first = static_cast<std::uint32_t>(program_->steps.size());
  for (const NodeId id : nodes) {
    const bool cast = target(id).kind == Target::Kind::cast;
    if (tree_[id].kind == NodeKind::type_cast && !cast) report_unsupported(id, "a type cast without a schema");
    if (path.casts > 0 && !cast) report_unsupported(id, "an annotation of a collection that was cast");
    Step step = cast ? cast_step(id) : Step();
    if (!cast) {
      step.name = kept_name(id);
      step.annotation = tree_[id].kind == NodeKind::annotation;
      step.object_expected = type(id).kind == TypeKind::structured && !type(id).collection;
    }
    ++(cast && type(id).collection ? path.casts : path.count);
    program_->steps.push_back(std::move(step));
  }
  path.shape = add_shape(shape_of(nodes));
  program_->paths.push_back(path);
  return made = static_cast<std::uint32_t>(program_->paths.size() - 1);
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
