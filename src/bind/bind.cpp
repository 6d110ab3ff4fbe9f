// The binder's pass: nodes in order, scopes opened and closed on the way, options in the order in which
// they depend on one another.
#include "src/bind/binder.hpp"

#include <algorithm>

#include "src/text/typed_edit.hpp"
#include "src/text/utf8.hpp"

namespace tamis {
inline namespace v0 {

Binding bind(const Tree& tree, const Schema& schema, const Type& it, const BindOptions& options,
             std::vector<Diagnostic>& found) {
  return Binder(tree, schema, it, options, found).run();
}

Binder::Binder(const Tree& tree, const Schema& schema, const Type& it, const BindOptions& options,
               std::vector<Diagnostic>& found)
    : tree_(tree), schema_(schema), it_(it), options_(options), found_(found) {
  binding_.types.resize(tree.size());
  binding_.targets.resize(tree.size());
  scope_after_.assign(tree.size(), no_node);
  in_item_.assign(tree.size(), false);
  Scope record;
  record.type = it_;
  scopes_.push_back(std::move(record));
}

Binding Binder::run() {
  const NodeId root = tree_.root();
  if (root == no_node) return std::move(binding_);
  prepare_scopes();
  if (tree_[root].kind == NodeKind::query)
    bind_query(root);
  else
    bind_range(0, root);
  if (options_.condition) require_boolean(root, "$filter");
  return std::move(binding_);
}

// The predicate of /$filter(…) and the options in parentheses stand in the scope of the path in front. No node
// marks where that path ends, so it is noted here; for a range variable, the lambda that ends its scope.
void Binder::prepare_scopes() {
  for (NodeId id = 0; id < tree_.size(); ++id) {
    const Node& node = tree_[id];
    const bool filter = node.kind == NodeKind::filter_segment && node.has_source;
    const bool options =
        (node.kind == NodeKind::count || node.kind == NodeKind::select_item || node.kind == NodeKind::expand_item)
        && node.child_count > 1;
    if (node.kind == NodeKind::select_item || node.kind == NodeKind::expand_item)
      for (NodeId at = tree_.child(id, 0); at != no_node; at = tree_.source_of(at))
        in_item_[at] = true;
    if (filter || options) scope_after_[tree_.child(id, 0)] = id;
    if (node.kind == NodeKind::lambda && !tree_.arguments(id).empty()) scope_after_[tree_.arguments(id)[0]] = id;
  }
}

void Binder::bind_range(NodeId first, NodeId last) {
  for (NodeId id = first; id <= last; ++id) {
    leave_scopes(id);
    bind_node(id);
    if (scope_after_[id] != no_node && tree_[id].kind != NodeKind::range_variable) enter_scope(scope_after_[id], id);
  }
}

void Binder::enter_scope(NodeId opened_by, NodeId source) {
  Scope scope;
  scope.type = type(source).element();
  scope.slot = binding_.slots++;
  scope.opened_by = opened_by;
  slot_paths_.push_back(path_of(source));
  scopes_.push_back(std::move(scope));
  binding_.targets[opened_by].slot = scopes_.back().slot;
}

void Binder::leave_scopes(NodeId id) {
  while (scopes_.back().opened_by == id)
    scopes_.pop_back();
}

const Binder::Scope& Binder::subject() const noexcept {
  for (auto scope = scopes_.rbegin(); scope != scopes_.rend(); ++scope)
    if (scope->variable.empty()) return *scope;
  return scopes_.front();
}

void Binder::bind_node(NodeId id) {
  switch (tree_[id].kind) {
    case NodeKind::literal: return bind_literal(id);
    case NodeKind::variable: return bind_variable(id);
    case NodeKind::alias: return bind_alias(id);
    case NodeKind::member: return bind_member(id);
    case NodeKind::type_cast: return bind_type_cast(id);
    case NodeKind::range_variable: return bind_range_variable(id);
    case NodeKind::key:
    case NodeKind::lambda:
    case NodeKind::count:
    case NodeKind::filter_segment: return bind_collection_segment(id);
    case NodeKind::function: return bind_function(id);
    case NodeKind::call: return bind_call(id);
    case NodeKind::operation: return bind_operation(id);
    case NodeKind::list:
    case NodeKind::array: return bind_collection_literal(id);
    case NodeKind::named_argument:
    case NodeKind::object_member: return set(id, type(tree_.child(id, 0)));
    case NodeKind::type_name: {
      const auto found = schema_.find_type(tree_.name(id));
      if (found) return set(id, *found);
      error(Code::unknown_type, id, "there is no type '" + std::string(tree_.name(id)) + "'");
      return;
    }
    case NodeKind::annotation:
      if (tree_.source_of(id) == no_node) binding_.targets[id].slot = subject().slot;
      return;
    case NodeKind::option: return bind_option(id);
    case NodeKind::orderby_item:
    case NodeKind::compute_item:
    case NodeKind::select_item:
    case NodeKind::expand_item: return bind_item(id);
    default: return;  // objects, $search and raw values: nothing is known about them, or nothing to know
  }
}

// ---- options ----

namespace {
/// Whether all aliases that nodes [first, last] refer to are among those bound or not given at all.
bool refers_only_to(const Tree& tree, NodeId first, NodeId last, const std::vector<NodeId>& waiting) {
  for (NodeId id = first; id <= last; ++id)
    if (tree[id].kind == NodeKind::alias)
      for (const NodeId option : waiting)
        if (tree.name(option) == tree.name(id)) return false;
  return true;
}
}  // namespace

// Aliases first, each after those that it uses; then $compute, whose results the others may name.
void Binder::bind_query(NodeId root) {
  struct Range {
    NodeId first, option;
  };
  std::vector<Range> ranges;
  NodeId next = 0;
  for (const NodeId option : tree_.children(root)) {
    ranges.push_back({next, option});
    next = option + 1;
  }
  std::vector<NodeId> waiting;
  for (const Range& r : ranges)
    if (tree_[r.option].option() == Option::alias) waiting.push_back(r.option);
  const auto is_waiting = [&](NodeId option) {
    return std::find(waiting.begin(), waiting.end(), option) != waiting.end();
  };
  for (bool progress = true; progress && !waiting.empty();) {
    progress = false;
    for (const Range& r : ranges) {
      if (!is_waiting(r.option) || !refers_only_to(tree_, r.first, r.option, waiting)) continue;
      bind_range(r.first, r.option);
      aliases_.push_back(r.option);
      std::erase(waiting, r.option);
      progress = true;
    }
  }
  for (const NodeId option : waiting)
    report(Severity::error, Code::alias_cycle, tree_[option].name,
           "the parameter alias " + std::string(tree_.name(option)) + " refers to itself");
  for (const Range& r : ranges)
    if (tree_[r.option].option() == Option::compute) bind_range(r.first, r.option);
  for (const Range& r : ranges)
    if (tree_[r.option].option() != Option::compute && tree_[r.option].option() != Option::alias)
      bind_range(r.first, r.option);
  if (options_.service_rules) check_service(root);
}

void Binder::bind_option(NodeId id) {
  const auto children = tree_.children(id);
  if (tree_[id].option() == Option::filter && !children.empty()) require_boolean(children[0], "$filter");
}

void Binder::require_boolean(NodeId id, std::string_view what) {
  const Type& t = type(id);
  if (!t.collection && (t.kind == TypeKind::boolean || t.kind == TypeKind::dynamic || t.kind == TypeKind::null)) return;
  error(Code::type_mismatch, id, std::string(what) + " takes a Boolean, but this is " + type_text(t));
}

void Binder::bind_item(NodeId id) {
  const Node& node = tree_[id];
  const NodeId child = tree_.child(id, 0);
  const Type& t = type(child);
  switch (node.kind) {
    case NodeKind::orderby_item:
      if (t.collection || t.kind == TypeKind::structured || t.kind == TypeKind::stream || is_geo(t.kind))
        error(Code::type_mismatch, child, "records cannot be ordered by " + type_text(t));
      return;
    case NodeKind::compute_item: computed_.push_back({tree_.name(id), child}); return;
    case NodeKind::expand_item: {
      if (tree_[child].kind != NodeKind::member || !is_known(subject().type)) return;
      const Target& target = binding_.targets[child];
      if (target.kind == Target::Kind::property
          && !schema_.structured_types()[target.definition].properties[target.index].navigation) {
        auto& d = error(Code::invalid_path, child,
                        "'" + std::string(tree_.name(child)) + "' is no navigation property, so it cannot be expanded");
        d.notes.push_back("structural properties are part of every record; $select chooses among them");
      }
      return;
    }
    default: return;
  }
}

// ---- words ----

Diagnostic& Binder::report(Severity severity, Code code, Span decoded, std::string message) {
  found_.push_back({severity, code, tree_.source().to_typed(decoded), std::move(message)});
  return found_.back();
}

Diagnostic& Binder::report(Severity severity, Code code, NodeId node, std::string message) {
  const Node& n = tree_[node];
  const bool by_name = n.kind == NodeKind::member || n.kind == NodeKind::type_cast || n.kind == NodeKind::function;
  return report(severity, code, by_name ? n.name : n.span, std::move(message));
}

void Binder::suggest(Diagnostic& d, Span decoded, std::string replacement) {
  if (replacement.empty()) return;
  d.fixes.push_back(typed_edit(tree_.source(), decoded, replacement));
  d.suggestion = std::move(replacement);
}

std::string Binder::node_text(NodeId id) const { return shortened(tree_.text(tree_[id].span)); }

}  // namespace v0
}  // namespace tamis
