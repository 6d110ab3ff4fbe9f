// The binder's pass: nodes in order, scopes opened and closed on the way, options in the order in which
// they depend on one another.
#include "src/bind/binder.hpp"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

#include "src/schema/suggest.hpp"
#include "src/text/typed_edit.hpp"
#include "src/text/utf8.hpp"
#include "src/value/literal.hpp"

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
  around_.resize(tree.size());
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
    bind_expression(root);
  if (options_.condition) require_boolean(root, "$filter");
  return std::move(binding_);
}

// The predicate of /$filter(…) and the options in parentheses stand in the scope of the path in front. No node
// marks where that path ends, so it is noted here; for a range variable, the lambda that ends its scope.
void Binder::prepare_scopes() {
  for (NodeId id = 0; id < tree_.size(); ++id) {
    const Node& node = tree_[id];
    if (node.has_source) around_[tree_.child(id, 0)].is_source = true;
    const bool filter = node.kind == NodeKind::filter_segment && node.has_source;
    const bool options =
        (node.kind == NodeKind::count || node.kind == NodeKind::select_item || node.kind == NodeKind::expand_item)
        && node.child_count > 1;
    if (node.kind == NodeKind::select_item || node.kind == NodeKind::expand_item)
      for (NodeId at = tree_.child(id, 0); at != no_node; at = tree_.source_of(at))
        around_[at].in_item = true;
    if (filter || options) around_[tree_.child(id, 0)].scope_after = id;
    if (node.kind == NodeKind::lambda && !tree_.arguments(id).empty()) around_[tree_.arguments(id)[0]].scope_after = id;
  }
}

// Options in parentheses are visited in the order in which they depend on one another, whatever the order of writing.
void Binder::bind_range(NodeId first, NodeId last) {
  boost::container::small_vector<Range, 8> waiting{{first, last}};
  while (!waiting.empty()) {
    const Range range = waiting.back();
    waiting.pop_back();
    for (NodeId id = range.first; id <= range.last; ++id) {
      leave_scopes(id);
      bind_node(id);
      const NodeId opened = around_[id].scope_after;
      if (opened == no_node || tree_[id].kind == NodeKind::range_variable) continue;
      enter_scope(opened, id);
      if (tree_[opened].kind != NodeKind::select_item && tree_[opened].kind != NodeKind::expand_item) continue;
      waiting.push_back({opened, range.last});
      const auto options = in_order(tree_.children(opened).subspan(1), id + 1);
      waiting.insert(waiting.end(), options.rbegin(), options.rend());
      break;
    }
  }
}

void Binder::push_scope(Scope scope) {
  scope.aliases = aliases_.size();
  scope.computed = computed_.size();
  scopes_.push_back(std::move(scope));
}

void Binder::enter_scope(NodeId opened_by, NodeId source) {
  Scope scope;
  scope.type = type(source).element();
  scope.slot = binding_.slots++;
  scope.opened_by = opened_by;
  slot_sources_.push_back(source);
  binding_.targets[opened_by].slot = scope.slot;
  push_scope(std::move(scope));
}

void Binder::leave_scopes(NodeId id) {
  while (scopes_.back().opened_by == id) {
    aliases_.resize(scopes_.back().aliases);
    computed_.resize(scopes_.back().computed);
    scopes_.pop_back();
  }
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
    case NodeKind::key: return bind_key(id);
    case NodeKind::lambda:
    case NodeKind::count:
    case NodeKind::filter_segment: return bind_collection_segment(id);
    case NodeKind::function: return bind_function(id);
    case NodeKind::overload: return bind_overload(id);
    case NodeKind::star: return bind_star(id);
    case NodeKind::call: return bind_call(id);
    case NodeKind::operation: return bind_operation(id);
    case NodeKind::list:
    case NodeKind::array: return bind_collection_literal(id);
    case NodeKind::named_argument:
    case NodeKind::object_member: return set(id, type(tree_.child(id, 0)));
    case NodeKind::type_name: {
      const auto found = schema_.find_type(tree_.name(id));
      if (found) return set(id, *found);
      return report_unknown_type(id);
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

/// `Int32` and `Edm.int32` are nearly types of the standard, others nearly ones of the schema.
void Binder::report_unknown_type(NodeId id) {
  const std::string_view wrong = tree_.name(id);
  auto& d = error(Code::unknown_type, id, "there is no type '" + std::string(wrong) + "'");
  const bool qualified = wrong.find('.') != std::string_view::npos;
  const std::string in_edm = "Edm." + std::string(wrong);
  std::vector<std::string_view> names;
  for (int kind = static_cast<int>(TypeKind::boolean); kind <= static_cast<int>(TypeKind::geometry_collection); ++kind)
    names.push_back(edm_name(static_cast<TypeKind>(kind)));
  if (!qualified) {
    const std::string_view near = closest(in_edm, names);
    if (near.size() == in_edm.size()) return suggest(d, tree_[id].name, std::string(near));
    names.clear();
  }
  const auto add = [&](std::string_view name) { names.push_back(qualified ? name : name.substr(name.rfind('.') + 1)); };
  for (const StructuredType& type : schema_.structured_types())
    add(type.qualified_name);
  for (const EnumType& type : schema_.enum_types())
    add(type.qualified_name);
  suggest(d, tree_[id].name, std::string(closest(wrong, names)));
}

// ---- options ----

// Aliases and the items of $compute first, each after those that it uses; the others may name any of them. `first` is
// where the nodes of the first option begin.
std::vector<Binder::Range> Binder::in_order(std::span<const NodeId> options, NodeId first) {
  std::vector<Range> used, others;
  for (const NodeId option : options) {
    const Option kind = tree_[option].option();
    if (kind == Option::compute) {
      for (const NodeId item : tree_.children(option)) {
        used.push_back({first, item});
        first = item + 1;
      }
    } else {
      (kind == Option::alias ? used : others).push_back({first, option});
    }
    first = option + 1;
  }
  std::vector<Range> ordered = in_order_of_use(used);
  ordered.insert(ordered.end(), others.begin(), others.end());
  return ordered;
}

// Names in the predicates of a path are of its items, not of the instance that the others are of.
std::vector<bool> Binder::outside_predicates(Range part) const {
  std::vector<int> opened(part.last - part.first + 2, 0);
  for (NodeId id = part.first; id <= part.last; ++id) {
    const bool predicate = tree_[id].kind == NodeKind::filter_segment || tree_[id].kind == NodeKind::count;
    if (!predicate || !tree_[id].has_source) continue;
    ++opened[tree_.child(id, 0) + 1 - part.first];
    --opened[id - part.first];
  }
  std::vector<bool> outside;
  for (int depth = 0; const int change : opened)
    outside.push_back((depth += change) == 0);
  return outside;
}

// An item of $compute may name those in front of it, an alias all of them. Aliases that go round in a circle, or use
// one that does, are reported and left out.
std::vector<Binder::Range> Binder::in_order_of_use(const std::vector<Range>& parts) {
  const auto is_alias = [&](std::size_t i) { return tree_[parts[i].last].kind == NodeKind::option; };
  std::unordered_map<std::string_view, std::size_t> aliases, computed;
  for (std::size_t i = 0; i < parts.size(); ++i)
    (is_alias(i) ? aliases : computed).emplace(tree_.name(parts[i].last), i);
  std::vector<std::vector<std::size_t>> users(parts.size());
  std::vector<std::size_t> needs(parts.size(), 0), ready;
  const auto use = [&](std::size_t used, std::size_t user) {
    users[used].push_back(user);
    ++needs[user];
  };
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const std::vector<bool> outside = computed.empty() ? std::vector<bool>() : outside_predicates(parts[i]);
    for (NodeId id = parts[i].first; id <= parts[i].last; ++id) {
      if (tree_[id].kind == NodeKind::alias) {
        if (const auto used = aliases.find(tree_.name(id)); used != aliases.end()) use(used->second, i);
      } else if (tree_[id].kind == NodeKind::member && !outside.empty()) {
        const auto used = computed.find(tree_.name(id));
        const NodeId source = tree_.source_of(id);
        const bool whole = source != no_node && tree_[source].kind == NodeKind::variable;
        const bool it = whole && tree_[source].variable() == Variable::it;
        const bool this_ = whole && tree_[source].variable() == Variable::this_;
        if (used == computed.end() || (!is_alias(i) && used->second >= i)) continue;
        if (it || (outside[id - parts[i].first] && (this_ || source == no_node))) use(used->second, i);
      }
    }
  }
  for (std::size_t i = 0; i < parts.size(); ++i)
    if (needs[i] == 0) ready.push_back(i);
  std::vector<Range> ordered;
  for (std::size_t next = 0; next < ready.size(); ++next) {
    ordered.push_back(parts[ready[next]]);
    for (const std::size_t user : users[ready[next]])
      if (--needs[user] == 0) ready.push_back(user);
  }
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (needs[i] == 0) continue;
    if (is_alias(i))
      report(Severity::error, Code::alias_cycle, tree_[parts[i].last].name,
             "the parameter alias " + std::string(tree_.name(parts[i].last)) + " refers to itself");
    else
      ordered.push_back(parts[i]);
  }
  return ordered;
}

void Binder::bind_query(NodeId root) {
  for (const Range& range : in_order(tree_.children(root), 0))
    bind_range(range.first, range.last);
  if (options_.service_rules) check_service(root);
}

void Binder::bind_expression(NodeId root) {
  const auto aliases = tree_.aliases();
  for (const Range& range : in_order(aliases, 0))
    bind_range(range.first, range.last);
  bind_range(aliases.empty() ? 0 : aliases.back() + 1, root);
}

void Binder::bind_option(NodeId id) {
  const auto children = tree_.children(id);
  switch (tree_[id].option()) {
    case Option::filter:
      if (!children.empty()) require_boolean(children[0], "$filter");
      return;
    case Option::top:
    case Option::skip:
      if (!children.empty() && !read_int64(tree_.name(children[0])))
        error(Code::invalid_literal, children[0],
              "$" + std::string(name(tree_[id].option())) + " takes a number of at most 9223372036854775807");
      return;
    case Option::alias: aliases_.push_back(id); return;
    case Option::select: return check_selected(id);
    case Option::expand: return check_expanded(id);
    default: return;
  }
}

// The same property must not have options twice (Part 2 §5.1.4).
void Binder::check_selected(NodeId option) {
  std::unordered_set<std::string_view> with_options;
  for (const NodeId item : tree_.children(option)) {
    if (tree_[item].child_count < 2) continue;
    const Span path = tree_[tree_.child(item, 0)].span;
    if (!with_options.insert(tree_.text(path)).second)
      report(Severity::error, Code::duplicate_option, path,
             "'" + std::string(tree_.text(path)) + "' has options in another item already");
  }
}

// Nor is it expanded in two ways: `Items($top=1),Items/$count`. `*` speaks of those that are not named.
void Binder::check_expanded(NodeId option) {
  std::unordered_map<std::string_view, NodeId> items;
  for (const NodeId item : tree_.children(option)) {
    const Span path = tree_[tree_.child(item, 0)].span;
    const auto [known, is_new] = items.emplace(tree_.text(path), item);
    const Node &one = tree_[known->second], &other = tree_[item];
    const bool alike = one.child_count + other.child_count == 2 && one.ref == other.ref && one.count == other.count;
    if (!is_new && !alike)
      report(Severity::error, Code::duplicate_option, path,
             "'" + std::string(tree_.text(path)) + "' is expanded in another way already");
  }
}

// Its name must differ from those of all properties (Part 2 §5.1.10).
void Binder::bind_computed(NodeId item, NodeId expression) {
  const std::string_view wanted = tree_.name(item);
  const Type& of = subject().type;
  const std::uint16_t slot = subject().slot;
  if (of.kind == TypeKind::structured && schema_.structured_types()[of.definition].find(wanted) != nullptr)
    report(Severity::error, Code::duplicate_name, tree_[item].name,
           type_text(of) + " has a property '" + std::string(wanted) + "' already");
  else if (std::any_of(computed_.begin(), computed_.end(),
                       [&](const Computed& other) { return other.slot == slot && other.name == wanted; }))
    report(Severity::error, Code::duplicate_name, tree_[item].name,
           "'" + std::string(wanted) + "' is computed already");
  computed_.push_back({wanted, expression, slot});
}

void Binder::require_boolean(NodeId id, std::string_view what, bool quoted) {
  const Type& t = type(id);
  if (!t.collection && (t.kind == TypeKind::boolean || t.kind == TypeKind::dynamic || t.kind == TypeKind::null)) return;
  const std::string_view mark = quoted ? "'" : "";
  error(Code::type_mismatch, id,
        std::string(mark).append(what).append(mark) + " takes a Boolean, but this is " + type_text(t));
}

// Of one value there is nothing to filter, to order or to count.
void Binder::check_item_options(NodeId item) {
  const NodeId path = tree_.child(item, 0);
  const Type& t = type(path);
  if (!is_known(t) || t.collection || tree_[path].kind == NodeKind::star) return;
  const auto refuse = [&](std::string_view what) {
    error(Code::not_a_collection, path,
          "$" + std::string(what) + " needs a collection, but '" + node_text(path) + "' is " + type_text(t));
  };
  if (tree_[item].count) return refuse("count");
  for (const NodeId option : tree_.children(item).subspan(1))
    switch (tree_[option].option()) {
      case Option::search:
      case Option::filter:
      case Option::count:
      case Option::orderby:
      case Option::skip:
      case Option::top: return refuse(name(tree_[option].option()));
      default: break;
    }
}

// Part 2 §5.1.3: nothing but complex properties and types stands in front of the navigation property.
void Binder::check_expand_path(NodeId item) {
  const NodeId last = tree_.child(item, 0);
  const Span span = tree_[item].span;
  std::string nested(tree_.text(span)), through;
  NodeId expanded = last;  // a type may stand behind it
  while (tree_[expanded].has_source
         && (tree_[expanded].kind == NodeKind::type_cast || binding_.targets[expanded].kind == Target::Kind::cast))
    expanded = tree_.source_of(expanded);
  for (NodeId at = tree_.source_of(expanded); at != no_node; at = tree_.source_of(at)) {
    const Target& target = binding_.targets[at];
    if (target.kind != Target::Kind::property
        || !schema_.structured_types()[target.definition].properties[target.index].navigation)
      continue;
    through = tree_.name(at);
    nested.replace(tree_[at].name.end() - span.offset, 1, "($expand=") += ')';
  }
  if (through.empty()) return;
  auto& d =
      error(Code::invalid_path, last, "what is behind '" + through + "' is expanded by an $expand in its parentheses");
  suggest(d, span, std::move(nested));
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
    case NodeKind::compute_item: return bind_computed(id, child);
    case NodeKind::select_item: return check_item_options(id);
    case NodeKind::expand_item: {
      check_item_options(id);
      for (NodeId at = child; at != no_node; at = tree_.source_of(at))
        if (tree_[at].kind == NodeKind::member && binding_.targets[at].kind == Target::Kind::alias) {
          error(Code::invalid_path, at,
                "'" + std::string(tree_.name(at)) + "' is computed; only navigation properties are expanded");
          return;
        }
      if (!is_known(subject().type)) return;
      const Target& target = binding_.targets[child];
      if (tree_[child].kind == NodeKind::member && target.kind == Target::Kind::property
          && !schema_.structured_types()[target.definition].properties[target.index].navigation
          && type(child).kind != TypeKind::stream) {
        auto& d = error(Code::invalid_path, child,
                        "'" + std::string(tree_.name(child)) + "' is no navigation property, so it cannot be expanded");
        d.notes.push_back("structural properties are part of every record; $select chooses among them");
        return;
      }
      return check_expand_path(id);
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
  const bool by_name = n.kind == NodeKind::member || n.kind == NodeKind::type_cast || n.kind == NodeKind::function
                    || n.kind == NodeKind::overload;
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
