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
  for (auto option = aliases_.rbegin(); option != aliases_.rend(); ++option) {  // the innermost first
    if (tree_.name(*option) != tree_.name(id)) continue;
    target.index = tree_.child(*option, 0);
    return set(id, type(target.index));
  }
  // Not given: null by the standard (Part 2 §5.3), or bound when the program runs. Nearly one that is given: misspelt.
  std::vector<std::string_view> given;
  for (const NodeId option : aliases_)
    given.push_back(tree_.name(option));
  const std::string_view near = closest(tree_.name(id), given);
  if (near.empty()) return;
  auto& d = report(Severity::warning, Code::unknown_option, id,
                   "no value is given for " + in_quotes(tree_.name(id)) + ", so that it is null");
  suggest(d, tree_[id].name, std::string(near));
}

// A name of $compute, on its own or behind `$it` or `$this`.
const Binder::Computed* Binder::find_computed(NodeId member) const noexcept {
  if (computed_.empty()) return nullptr;
  const NodeId source = tree_.source_of(member);
  if (source != no_node && (tree_[source].kind != NodeKind::variable || tree_[source].variable() == Variable::range))
    return nullptr;
  const std::uint16_t slot = source == no_node ? subject().slot : binding_.targets[source].slot;
  for (auto computed = computed_.rbegin(); computed != computed_.rend(); ++computed)
    if (computed->slot == slot && computed->name == tree_.name(member)) return &*computed;
  return nullptr;
}

void Binder::bind_member(NodeId id) {
  if (starts_at_root(id)) return bind_root(id);
  if (const Computed* computed = find_computed(id)) {
    binding_.targets[id].kind = Target::Kind::alias;
    binding_.targets[id].index = computed->expression;
    return set(id, type(computed->expression));
  }
  const NodeId source = tree_.source_of(id);
  if (source != no_node) return bind_property(id, type(source));
  binding_.targets[id].slot = subject().slot;
  bind_property(id, subject().type);
}

void Binder::bind_property(NodeId id, const Type& source) {
  Target& target = binding_.targets[id];
  target.kind = Target::Kind::dynamic;
  if (source.collection && !around_[id].in_item) {
    if (!bind_cast_by_name(id, source)) through_collection(id, source);
    return;
  }
  if (source.kind == TypeKind::dynamic) return;
  if (source.kind != TypeKind::structured) {
    error(Code::invalid_path, id, "a value of type " + type_text(source) + " has no members");
    return;
  }
  const StructuredType& definition = schema_.structured_types()[source.definition];
  const std::string_view wanted = tree_.name(id);
  if (wanted == "$value") return set(id, make_type(TypeKind::stream));  // of $expand: the entity's media stream
  if (const Property* property = definition.find(wanted)) {
    target.kind = Target::Kind::property;
    target.definition = source.definition;
    target.index = static_cast<std::uint32_t>(property - definition.properties.data());
    return set(id, property->type);
  }
  if (bind_cast_by_name(id, source)) return;
  if (!definition.open) unknown_property(id, definition);
}

// `Address/AddressWithLocation`, `Employee/Salary`: a type of the default namespace, which is no property.
bool Binder::bind_cast_by_name(NodeId id, const Type& source) {
  if (source.kind != TypeKind::structured || (!tree_[id].has_source && !around_[id].is_source)) return false;
  const std::string_view wanted = tree_.name(id);
  if (schema_.structured_types()[source.definition].find(wanted) != nullptr) return false;
  const auto cast = schema_.find_type(wanted);
  if (!cast || cast->kind != TypeKind::structured || cast->collection) return false;
  if (!are_related(cast->definition, source.definition)) return false;
  Target& target = binding_.targets[id];
  target.kind = Target::Kind::cast;
  target.definition = cast->definition;
  Type result = *cast;
  result.collection = source.collection;
  set(id, result);
  return true;
}

/// Whether a value of one type may be one of the other.
bool Binder::are_related(std::uint32_t a, std::uint32_t b) const noexcept {
  return schema_.derives_from(a, b) || schema_.derives_from(b, a);
}

void Binder::unknown_property(NodeId id, const StructuredType& type) {
  const std::string_view wanted = tree_.name(id);
  if (around_[id].in_item && is_operation(schema_, wanted)) return;
  auto& d = error(Code::unknown_property, id, type.name + " has no property " + in_quotes(wanted));
  for (const Property& property : type.properties)
    if (std::find(property.spellings.begin(), property.spellings.end(), wanted) != property.spellings.end())
      return suggest(d, tree_[id].name, property.name);
  // `team/any(t:email eq 'x')`: a property of the item, whose variable is not written.
  for (auto scope = scopes_.rbegin(); scope != scopes_.rend() && !tree_[id].has_source; ++scope) {
    const bool item = !scope->variable.empty() && scope->type.kind == TypeKind::structured;
    if (item && schema_.structured_types()[scope->type.definition].find(wanted) != nullptr)
      return suggest(d, tree_[id].name, std::string(scope->variable) + "/" + std::string(wanted));
  }
  refused_.push_back({id, found_.size() - 1});
  for (const WriteInstead& other : type.write_instead) {
    if (other.spelling != wanted) continue;
    const bool is_condition = other.expression.find(" eq '…'") != std::string::npos;
    if (!is_condition) return suggest(d, tree_[id].name, other.expression);  // a path in place of a path
    d.suggestion = other.expression;
    refused_.back().instead = other.expression.substr(0, other.expression.find(" eq '…'")) + " …)";
    return;
  }
  if (!may_look_for_near()) return;
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
  if (tree_.name(id) == "count" || tree_.name(id) == "length") {
    suggest(d, tree_[id].name, "$count");
    return;
  }
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
  if (!cast && around_[id].in_item && is_operation(schema_, tree_.name(id))) return;
  if (!cast || cast->kind != TypeKind::structured) {
    auto& d = error(Code::unknown_type, id, "there is no structured type " + in_quotes(tree_.name(id)));
    if (!cast && is_operation(schema_, tree_.name(id)))
      d.notes.push_back("it is a function or an action; a function has named arguments: name=value");
    return;
  }
  if (is_known(from) && (from.kind != TypeKind::structured || !are_related(cast->definition, from.definition))) {
    error(Code::type_mismatch, id, "no " + type_text(from) + " is ever a " + type_text(*cast));
    return;
  }
  target.kind = Target::Kind::cast;
  target.definition = cast->definition;
  Type result = *cast;
  result.collection = from.collection;
  set(id, result);
}

// The declaration in a lambda: its source is the node just before it.
void Binder::bind_range_variable(NodeId id) {
  Scope scope;
  scope.variable = tree_.name(id);
  scope.slot = binding_.slots++;
  scope.opened_by = around_[id].scope_after;  // the lambda
  const NodeId source = tree_.source_of(scope.opened_by);
  if (source != no_node) scope.type = type(source).element();
  slot_sources_.push_back(source);
  binding_.targets[id].kind = Target::Kind::slot;
  binding_.targets[id].slot = scope.slot;
  set(id, scope.type);
  push_scope(std::move(scope));
}

void Binder::bind_collection_segment(NodeId id) {
  const Node& node = tree_[id];
  const NodeId source = tree_.source_of(id);
  const Type from = source == no_node ? Type{} : type(source);
  if (is_known(from) && !from.collection) {
    const std::string_view what = node.kind == NodeKind::lambda ? (node.all ? "all" : "any")
                                : node.kind == NodeKind::count  ? "$count"
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

// What stands in front of a node in its property path from the record: the path before it, what its variable ranges
// over, or what its alias stands for.
NodeId Binder::in_front_of(NodeId id) const noexcept {
  const Target& target = binding_.targets[id];
  if (target.kind == Target::Kind::alias) return target.index;
  if (tree_[id].has_source) return tree_.source_of(id);
  const bool starts = tree_[id].kind == NodeKind::variable || is_segment(id);
  return starts ? slot_sources_[target.slot] : no_node;
}

// Whether a node is a segment of a property path: `Items`, `Items(A=1,B=2)`, `$count`; no type, no alias.
bool Binder::is_segment(NodeId id) const noexcept {
  const Target::Kind kind = binding_.targets[id].kind;
  switch (tree_[id].kind) {
    case NodeKind::member: return kind != Target::Kind::cast && kind != Target::Kind::alias;
    case NodeKind::function: return kind == Target::Kind::property;
    case NodeKind::count: return true;
    default: return false;
  }
}

// The property path of a node from the record, through range variables: `t/email` is "team/email". Empty where it
// starts elsewhere: `$root/People(1)/Name`.
std::string Binder::path_of(NodeId id) const {
  std::vector<std::string_view> names;
  for (NodeId at = id; at != no_node; at = in_front_of(at)) {
    if (is_segment(at)) names.push_back(tree_[at].kind == NodeKind::count ? "$count" : tree_.name(at));
    if (tree_[at].kind == NodeKind::variable && tree_[at].variable() == Variable::root) return {};
  }
  std::string path;
  for (auto it = names.rbegin(); it != names.rend(); ++it) {
    if (!path.empty()) path += '/';
    path += *it;
  }
  return path;
}

}  // namespace v0
}  // namespace tamis
