// Binding of paths: variables, aliases, properties, casts, and what follows a collection.
#include <algorithm>

#include "src/bind/binder.hpp"
#include "src/schema/suggest.hpp"

namespace tamis {
inline namespace v0 {

namespace {
std::string in_quotes(std::string_view text) { return "'" + std::string(text) + "'"; }
}  // namespace

void Binder::bind_variable(NodeId id) {
  Target& target = binding_.targets[id];
  target.kind = Target::Kind::slot;
  switch (tree_[id].variable()) {
    case Variable::it: return set(id, it_);
    case Variable::this_: target.slot = subject().slot; return set(id, subject().type);
    case Variable::root: target.kind = Target::Kind::none; return;
    case Variable::range: break;
  }
  const std::string_view variable = tree_.name(id);
  for (auto scope = scopes_.rbegin(); scope != scopes_.rend(); ++scope) {
    if (scope->variable != variable) continue;
    target.slot = scope->slot;
    return set(id, scope->type);
  }
}

void Binder::bind_alias(NodeId id) {
  Target& target = binding_.targets[id];
  target.kind = Target::Kind::alias;
  target.index = no_node;
  for (const NodeId option : aliases_) {
    if (tree_.name(option) != tree_.name(id)) continue;
    target.index = tree_.child(option, 0);
    return set(id, type(target.index));
  }
  // Not given: null by the standard (Part 2 §5.3), or bound when the program runs.
}

void Binder::bind_member(NodeId id) {
  const NodeId source = tree_.source_of(id);
  if (source != no_node) return bind_property(id, type(source));
  for (const Computed& computed : computed_) {
    if (computed.name != tree_.name(id) || subject().slot != 0) continue;
    binding_.targets[id].kind = Target::Kind::alias;
    binding_.targets[id].index = computed.expression;
    return set(id, type(computed.expression));
  }
  binding_.targets[id].slot = subject().slot;
  bind_property(id, subject().type);
}

void Binder::bind_property(NodeId id, const Type& source) {
  Target& target = binding_.targets[id];
  target.kind = Target::Kind::dynamic;
  if (source.collection && !in_item_[id]) return through_collection(id, source);
  if (source.kind == TypeKind::dynamic) return;
  if (source.kind != TypeKind::structured) {
    error(Code::invalid_path, id, "a value of type " + type_text(source) + " has no members");
    return;
  }
  const StructuredType& definition = schema_.structured_types()[source.definition];
  const std::string_view wanted = tree_.name(id);
  if (const Property* property = definition.find(wanted)) {
    target.kind = Target::Kind::property;
    target.definition = source.definition;
    target.index = static_cast<std::uint32_t>(property - definition.properties.data());
    return set(id, property->type);
  }
  if (tree_[id].has_source) {  // `Address/AddressWithLocation`: a type of the default namespace
    const auto cast = schema_.find_type(wanted);
    if (cast && cast->kind == TypeKind::structured && !cast->collection) {
      target.kind = Target::Kind::cast;
      target.definition = cast->definition;
      return set(id, *cast);
    }
  }
  if (!definition.open) unknown_property(id, definition);
}

void Binder::unknown_property(NodeId id, const StructuredType& type) {
  const std::string_view wanted = tree_.name(id);
  auto& d = error(Code::unknown_property, id, type.name + " has no property " + in_quotes(wanted));
  for (const Property& property : type.properties)
    if (std::find(property.spellings.begin(), property.spellings.end(), wanted) != property.spellings.end())
      return suggest(d, tree_[id].name, property.name);
  refused_.push_back({id, found_.size() - 1});
  for (const WriteInstead& other : type.write_instead) {
    if (other.spelling != wanted) continue;
    const bool is_condition = other.expression.find(" eq '…'") != std::string::npos;
    if (!is_condition) return suggest(d, tree_[id].name, other.expression);  // a path in place of a path
    d.suggestion = other.expression;
    refused_.back().instead = other.expression.substr(0, other.expression.find(" eq '…'")) + " …)";
    return;
  }
  std::vector<std::string_view> names;
  for (const Property& property : type.properties)
    names.push_back(property.name);
  suggest(d, tree_[id].name, std::string(closest(wanted, names)));
}

void Binder::through_collection(NodeId id, const Type& source) {
  const NodeId front = tree_.source_of(id);
  const std::string path = front == no_node ? "$it" : std::string(tree_.text(tree_[front].span));
  auto& d = error(Code::through_collection, id,
                  in_quotes(path) + " is a collection (" + type_text(source) + "): a path cannot go through it");
  const std::string variable(1, path.empty() || path.front() == '$' ? 'x' : static_cast<char>(path.front() | 0x20));
  d.suggestion = path + "/any(" + variable + ":" + variable + "/" + std::string(tree_.name(id)) + " …)";
  d.notes.push_back("any and all look at each item");
  refused_.push_back({id, found_.size() - 1, d.suggestion});
}

void Binder::bind_type_cast(NodeId id) {
  const NodeId source = tree_.source_of(id);
  const Type from = source == no_node ? subject().type : type(source);
  Target& target = binding_.targets[id];
  target.kind = Target::Kind::dynamic;
  target.slot = subject().slot;
  if (schema_.is_dynamic()) return;
  const auto cast = schema_.find_type(tree_.name(id));
  if (!cast || cast->kind != TypeKind::structured) {
    error(Code::unknown_type, id, "there is no structured type " + in_quotes(tree_.name(id)));
    return;
  }
  if (from.kind == TypeKind::structured && !schema_.derives_from(cast->definition, from.definition)
      && !schema_.derives_from(from.definition, cast->definition)) {
    error(Code::type_mismatch, id, "no " + type_text(from) + " is ever a " + type_text(*cast));
    return;
  }
  target.kind = Target::Kind::cast;
  target.definition = cast->definition;
  Type result = *cast;
  result.collection = from.collection;
  set(id, result);
}

void Binder::bind_function(NodeId id) {
  if (schema_.is_dynamic()) return;
  const std::string_view wanted = tree_.name(id);
  const bool bound = tree_[id].has_source;
  // `Items(ID=1)`: a collection of that name is meant, and the item that has this key.
  const Type from = bound ? type(tree_.source_of(id)) : subject().type;
  if (from.kind == TypeKind::structured && !from.collection && !tree_.arguments(id).empty()) {
    const StructuredType& definition = schema_.structured_types()[from.definition];
    const Property* property = definition.find(wanted);
    if (property && property->type.collection) {
      Target& target = binding_.targets[id];
      target.kind = Target::Kind::property;
      target.slot = bound ? std::uint16_t{0} : subject().slot;
      target.definition = from.definition;
      target.index = static_cast<std::uint32_t>(property - definition.properties.data());
      return set(id, property->type.element());
    }
  }
  const auto functions = schema_.functions();
  for (std::size_t i = 0; i < functions.size(); ++i) {
    const ServiceFunction& f = functions[i];
    const bool unqualified = f.qualified_name.size() > wanted.size() && f.qualified_name.ends_with(wanted)
                          && f.qualified_name[f.qualified_name.size() - wanted.size() - 1] == '.';
    if ((f.qualified_name != wanted && !unqualified) || (bound && !f.bound)) continue;
    binding_.targets[id].kind = Target::Kind::function;
    binding_.targets[id].index = static_cast<std::uint32_t>(i);
    return set(id, f.result);
  }
  error(Code::unknown_function, id, "the service has no function " + in_quotes(wanted));
}

// The declaration in a lambda: its source is the node just before it.
void Binder::bind_range_variable(NodeId id) {
  Scope scope;
  scope.variable = tree_.name(id);
  scope.slot = binding_.slots++;
  if (id > 0) {
    scope.type = type(id - 1).element();
    slot_paths_.push_back(path_of(id - 1));
  } else {
    slot_paths_.emplace_back();
  }
  scope.opened_by = scope_after_[id];
  binding_.targets[id].kind = Target::Kind::slot;
  binding_.targets[id].slot = scope.slot;
  set(id, scope.type);
  scopes_.push_back(std::move(scope));
}

void Binder::bind_collection_segment(NodeId id) {
  const Node& node = tree_[id];
  const NodeId source = tree_.source_of(id);
  const Type from = source == no_node ? Type{} : type(source);
  if (is_known(from) && !from.collection) {
    const std::string_view what = node.kind == NodeKind::lambda ? (node.all ? "all" : "any")
                                : node.kind == NodeKind::count  ? "$count"
                                : node.kind == NodeKind::key    ? "a key"
                                                                : "$filter";
    error(Code::not_a_collection, source,
          std::string(what) + " needs a collection, but " + in_quotes(node_text(source)) + " is " + type_text(from));
  }
  const auto arguments = tree_.arguments(id);
  switch (node.kind) {
    case NodeKind::lambda:
      if (arguments.size() == 2) require_boolean(arguments[1], node.all ? "all" : "any");
      return set(id, make_type(TypeKind::boolean, false));
    case NodeKind::count: return set(id, make_type(TypeKind::int64, false));
    case NodeKind::filter_segment: require_boolean(arguments[0], "$filter"); return set(id, from);
    default: return set(id, from.element());
  }
}

// The property path of a node from the record, through range variables: `t/email` is "team/email".
std::string Binder::path_of(NodeId id) const {
  std::vector<std::string_view> names;
  std::string front;
  for (NodeId at = id; at != no_node; at = tree_.source_of(at)) {
    const Node& node = tree_[at];
    if (node.kind == NodeKind::member) names.push_back(tree_.name(at));
    if (node.kind != NodeKind::variable && (node.kind != NodeKind::member || node.has_source)) continue;
    front = slot_paths_[binding_.targets[at].slot];
  }
  for (auto it = names.rbegin(); it != names.rend(); ++it) {
    if (!front.empty()) front += '/';
    front += *it;
  }
  return front;
}

}  // namespace v0
}  // namespace tamis
