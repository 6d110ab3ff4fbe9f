// Binding of $root and of key predicates: OData 4.01 Part 2 §5.1.1.14.5, §4.3.1; ABNF rootExpr, keyPredicate.
#include <algorithm>

#include "src/bind/binder.hpp"
#include "src/schema/suggest.hpp"

namespace tamis {
inline namespace v0 {

namespace {

/// "Everything and Number"
std::string listed(const std::vector<std::string>& names) {
  std::string out;
  for (std::size_t i = 0; i < names.size(); ++i)
    out += (i == 0 ? "" : i + 1 == names.size() ? " and " : ", ") + names[i];
  return out;
}

}  // namespace

bool Binder::starts_at_root(NodeId id) const noexcept {
  const NodeId source = tree_.source_of(id);
  return source != no_node && tree_[source].kind == NodeKind::variable && tree_[source].variable() == Variable::root;
}

// `$root/Things`, `$root/Me`
void Binder::bind_root(NodeId id) {
  binding_.targets[id].kind = Target::Kind::dynamic;
  if (schema_.entity_sets().empty()) return;
  if (const EntitySet* set_of = schema_.find_entity_set(tree_.name(id)))
    return set(id, {TypeKind::structured, !set_of->singleton, false, set_of->type});
  auto& d = error(Code::unknown_segment, id,
                  "the service has no entity set or singleton '" + std::string(tree_.name(id)) + "'");
  std::vector<std::string_view> names;
  for (const EntitySet& known : schema_.entity_sets())
    names.push_back(known.name);
  suggest(d, tree_[id].name, std::string(closest(tree_.name(id), names)));
}

// `Items(1)`, `Items/Ns.Derived(1)`, `Items/$filter(…)(A=1,B=2)`
void Binder::bind_key(NodeId id) {
  const Type from = type(tree_.source_of(id));
  set(id, from.element());
  if (from.kind == TypeKind::dynamic && !from.collection) return;
  check_key(id, tree_[id].name, from);
}

// `Items(A=1,B=2)` looks like a function; the schema tells them apart.
bool Binder::bind_named_key(NodeId id) {
  const NodeId source = tree_.source_of(id);
  if (tree_.arguments(id).empty()) return false;
  const std::string_view wanted = tree_.name(id);
  Type collection;
  if (starts_at_root(id)) {
    const EntitySet* const found = schema_.find_entity_set(wanted);
    if (found == nullptr) return false;
    collection = {TypeKind::structured, !found->singleton, false, found->type};
  } else {
    const Type from = source == no_node ? subject().type : type(source);
    if (from.kind != TypeKind::structured) return false;
    const StructuredType& definition = schema_.structured_types()[from.definition];
    if (const Property* const property = from.collection ? nullptr : definition.find(wanted)) {
      collection = property->type;
      Target& target = binding_.targets[id];
      target.kind = Target::Kind::property;
      target.slot = source == no_node ? subject().slot : std::uint16_t{0};
      target.definition = from.definition;
      target.index = static_cast<std::uint32_t>(property - definition.properties.data());
    } else {
      const auto cast = source == no_node ? std::nullopt : schema_.find_type(wanted);
      if (!cast || cast->kind != TypeKind::structured || !are_related(cast->definition, from.definition)) return false;
      collection = *cast;
      collection.collection = from.collection;
    }
  }
  set(id, collection.element());
  check_key(id, tree_[id].name, collection);
  return true;
}

// `name` is what the key stands behind, or the key itself.
void Binder::check_key(NodeId id, Span name, const Type& collection) {
  const auto refuse = [&](std::string why) {
    report(Severity::error, collection.collection ? Code::type_mismatch : Code::not_a_collection, tree_[id].span,
           "a key needs a collection of entities, but this is behind " + std::move(why));
  };
  if (!collection.collection) return refuse(type_text(collection));
  if (collection.kind == TypeKind::dynamic) return;
  if (collection.kind != TypeKind::structured || !schema_.structured_types()[collection.definition].entity)
    return refuse(type_text(collection));
  const StructuredType& definition = schema_.structured_types()[collection.definition];
  const auto& keys = definition.key_names;
  const auto parts = tree_.arguments(id);
  if (keys.empty() || parts.empty()) return;  // an abstract type may have none
  if (tree_[parts[0]].kind != NodeKind::named_argument) {
    if (keys.size() == 1) return check_key_value(parts[0], keys[0], definition);
    report(Severity::error, Code::wrong_argument_count, name,
           "the key of " + definition.name + " has " + std::to_string(keys.size()) + " parts: " + listed(keys));
    return;
  }
  std::vector<std::string> missing = keys;
  for (const NodeId part : parts) {
    const std::string_view wanted = tree_.name(part);
    if (std::find(keys.begin(), keys.end(), wanted) == keys.end()) {
      auto& d = report(Severity::error, Code::unknown_property, tree_[part].name,
                       "the key of " + definition.name + " has no part '" + std::string(wanted) + "'");
      const std::vector<std::string_view> names(keys.begin(), keys.end());
      suggest(d, tree_[part].name, std::string(closest(wanted, names)));
      if (!missing.empty()) missing.pop_back();  // it stands in the place of one
    } else if (std::erase(missing, wanted) == 0) {
      report(Severity::error, Code::wrong_argument_count, tree_[part].name,
             "'" + std::string(wanted) + "' is given more than once");
    } else {
      check_key_value(tree_.child(part, 0), wanted, definition);
    }
  }
  if (!missing.empty() && parts.size() < keys.size())
    report(Severity::error, Code::wrong_argument_count, name,
           "the key of " + definition.name + " has " + std::to_string(keys.size())
               + " parts; not given: " + listed(missing));
}

void Binder::check_key_value(NodeId value, std::string_view key, const StructuredType& definition) {
  const NodeId literal = resolved(value);
  for (const LiteralKind kind :
       {LiteralKind::null, LiteralKind::binary, LiteralKind::geography, LiteralKind::geometry}) {
    if (!is_literal(literal, kind)) continue;
    error(Code::type_mismatch, value, "a key's value is never null, binary or geographic");
    return;
  }
  const auto at =
      std::find(definition.key_names.begin(), definition.key_names.end(), key) - definition.key_names.begin();
  const Property* const property = definition.find(definition.keys[static_cast<std::size_t>(at)]);
  if (property == nullptr) return;  // a path into a complex property
  const Type& wanted = property->type;
  if (!(type(value) == wanted)) adapt(value, wanted);
  const Type& given = type(value);
  const bool fraction = literal != no_node && is_integer(wanted.kind) && is_known(given) && !is_integer(given.kind);
  if (comparable(given, wanted) && !fraction) return;
  auto& d = error(Code::type_mismatch, value,
                  "the key " + std::string(key) + " is " + type_text(wanted) + ", but " + node_text(value) + " is "
                      + type_text(given));
  suggest_literal(d, value, wanted);
}

}  // namespace v0
}  // namespace tamis
