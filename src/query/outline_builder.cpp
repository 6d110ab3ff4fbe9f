// OutlineBuilder: level by level, over a heap stack.
#include "src/query/outline_builder.hpp"

#include <algorithm>
#include <charconv>

namespace tamis {
inline namespace v0 {

namespace {

constexpr std::uint64_t unlimited = std::numeric_limits<std::uint64_t>::max();

std::uint64_t number_of(std::string_view digits) noexcept {
  std::uint64_t number = 0;
  const auto error = std::from_chars(digits.data(), digits.data() + digits.size(), number).ec;
  return error == std::errc() ? number : unlimited;
}

std::string in_quotes(std::string_view text) { return "'" + std::string(text) + "'"; }

}  // namespace

OutlineBuilder::OutlineBuilder(const Checked& checked, Outline& outline, std::vector<Diagnostic>& found)
    : checked_(checked), tree_(checked.tree), outline_(outline), found_(found) {
  outline_.parts[0].whole = true;
  outline_.parts[0].clauses = &outline_.clauses[0];
}

void OutlineBuilder::run() {
  const NodeId root = tree_.root();
  if (root == no_node || tree_[root].kind != NodeKind::query) return;
  levels_.push_back({tree_.children(root), 0, 0, checked_.record});
  while (!levels_.empty()) {
    const Level level = std::move(levels_.back());
    levels_.pop_back();
    read(level);
  }
  settle();
}

// What is in a whole is whole, unless it has a $select of its own; members that nothing else is said about need not be
// named then. Parts stand behind those that they were made in.
void OutlineBuilder::settle() {
  for (Part& part : outline_.parts)
    for (const auto& [name, member] : part.members) {
      Part& below = outline_.parts[member.part];
      below.whole = below.whole || (part.whole && !below.limited);
    }
  for (auto part = outline_.parts.rbegin(); part != outline_.parts.rend(); ++part)
    if (part->whole)
      std::erase_if(part->members, [&](const auto& named) {
        const Part& below = outline_.parts[named.second.part];
        return !named.second.again && below.stays_as_it_is() && !part->computes(named.first);
      });
}

std::shared_ptr<const Program> OutlineBuilder::compile() {
  auto program = compile_program(tree_, expressions_, no_node, checked_.schema, checked_.binding, checked_.record,
                                 found_, scopes_);
  for (std::size_t i = 0; i < scopes_.size(); ++i)
    outline_.clauses[i + 1].shape = scopes_[i].shape;
  return program;
}

// $select before $expand, whose items stay whatever is selected.
void OutlineBuilder::read(const Level& level) {
  for (const NodeId option : level.options)
    read_clause(level, option);
  for (const NodeId option : level.options)
    if (tree_[option].option() == Option::select) select(level, option);
  for (const NodeId option : level.options) {
    if (tree_[option].option() != Option::expand) continue;
    const auto items = tree_.children(option);
    for (const NodeId item : items)
      if (tree_[tree_.child(item, 0)].kind == NodeKind::star)
        expand_all(level, item, items);
      else
        expand_item(level, item);
  }
}

void OutlineBuilder::read_clause(const Level& level, NodeId option) {
  Clauses& clauses = clauses_of(level);
  const auto children = tree_.children(option);
  switch (tree_[option].option()) {
    case Option::compute:
      for (const NodeId item : children) {
        clauses.computed.push_back({std::string(tree_.name(item)), add_entry(tree_.child(item, 0))});
        clauses.computed_names.insert(clauses.computed.back().name);
      }
      return;
    case Option::search: clauses.search.emplace(tree_, option); break;
    case Option::filter: clauses.filter = add_entry(children[0]); break;
    case Option::count: clauses.counts = (tree_.name(children[0])[0] | 0x20) == 't'; break;
    case Option::orderby:
      clauses.first_key = static_cast<std::uint32_t>(expressions_.size());
      for (const NodeId item : children) {
        add_entry(tree_.child(item, 0));
        clauses.descending.push_back(tree_[item].descending);
      }
      break;
    case Option::skip: clauses.skip = number_of(tree_.name(children[0])); break;
    case Option::top: clauses.top = number_of(tree_.name(children[0])); break;
    case Option::select:
    case Option::expand:
    case Option::levels:  // read with their items
    case Option::format:  // says how the service is to answer
    case Option::alias:
    case Option::custom: return;
    default: return refuse(option, std::string(tree_.name(option)));
  }
  clauses.of_collection = true;
}

std::uint32_t OutlineBuilder::add_entry(NodeId expression) {
  expressions_.push_back(expression);
  return static_cast<std::uint32_t>(expressions_.size() - 1);
}

std::uint32_t OutlineBuilder::add_part() {
  outline_.parts.emplace_back();
  return static_cast<std::uint32_t>(outline_.parts.size() - 1);
}

// The part of a member; a new one says nothing yet.
std::uint32_t OutlineBuilder::member(std::uint32_t part, std::string_view name) {
  if (const Part::Member* known = outline_.parts[part].find(name)) return known->part;
  const std::uint32_t added = add_part();
  outline_.parts[part].members.emplace(name, Part::Member{added, false});
  return added;
}

// The members that a path of an item leads through; false, and a diagnostic, for what is no plain path.
bool OutlineBuilder::add_names(NodeId path, std::vector<std::string_view>& names) {
  for (NodeId id = path; id != no_node; id = tree_.source_of(id)) {
    const Target::Kind target = checked_.binding.targets[id].kind;
    const bool computed = target == Target::Kind::alias;
    const bool plain = tree_[id].kind == NodeKind::member && target != Target::Kind::cast;
    if (!plain || (computed && id != path)) {
      refuse(id, (computed ? "a part of the computed property " : "") + in_quotes(tree_.text(tree_[id].span)));
      return false;
    }
    names.insert(names.begin(), tree_.name(id));
  }
  return true;
}

void OutlineBuilder::refuse(NodeId id, std::string what) {
  found_.push_back({Severity::error, Code::unsupported, tree_.source().to_typed(tree_[id].span),
                    std::move(what) + " cannot be applied here"});
}

// The same property in $select and in $expand: one of them may say what is done with its items.
void OutlineBuilder::refuse_second(NodeId item) {
  refuse(item, "what is said of " + in_quotes(tree_.text(tree_[tree_.child(item, 0)].span)) + " here and in $select");
}

// ---- $select ----

void OutlineBuilder::select(const Level& level, NodeId option) {
  outline_.parts[level.part].whole = false;
  outline_.parts[level.part].limited = true;
  for (const NodeId item : tree_.children(option))
    select_item(level, item);
}

void OutlineBuilder::select_item(const Level& level, NodeId item) {
  NodeId path = tree_.child(item, 0);
  const bool star = tree_[path].kind == NodeKind::star && tree_.name(path).empty();
  if (star) path = tree_.source_of(path);  // the path in front of it is selected as a whole
  std::vector<std::string_view> names;
  if (!add_names(path, names)) return;
  std::uint32_t part = level.part;
  for (const std::string_view name : names)
    part = member(part, name);
  const auto options = tree_.children(item).subspan(1);
  if (!options.empty() && checked_.binding.targets[path].kind == Target::Kind::alias)
    return refuse(item, "an option of the computed property " + in_quotes(tree_.name(path)));
  outline_.parts[part].whole = true;
  if (!options.empty()) nest(part, item);
}

// The options in parentheses behind an item's path, to be read later.
void OutlineBuilder::nest(std::uint32_t part, NodeId item) {
  const NodeId path = tree_.child(item, 0);
  if (outline_.parts[part].clauses != nullptr) return refuse_second(item);
  Clauses& clauses = outline_.clauses.emplace_back();
  clauses.slot = checked_.binding.targets[item].slot;
  outline_.parts[part].clauses = &clauses;
  scopes_.push_back({path, clauses.slot, 0});
  levels_.push_back({tree_.children(item).subspan(1), part, static_cast<std::uint32_t>(outline_.clauses.size() - 1),
                     checked_.binding.types[path].element()});
}

// ---- $expand ----

std::uint64_t OutlineBuilder::levels_of(NodeId item) const {
  for (const NodeId option : tree_.children(item).subspan(1))
    if (tree_[option].option() == Option::levels) {
      const std::string_view levels = tree_.name(tree_.child(option, 0));
      return (levels[0] | 0x20) == 'm' ? unlimited : number_of(levels);
    }
  return 0;
}

void OutlineBuilder::expand_item(const Level& level, NodeId item) {
  const Node& node = tree_[item];
  const NodeId path = tree_.child(item, 0);
  std::vector<std::string_view> names;
  if (!add_names(path, names)) return;
  if (checked_.binding.types[path].kind == TypeKind::stream || names.back() == "$value")
    return refuse(path, "expanding the stream " + in_quotes(names.back()));
  std::uint32_t part = level.part;
  for (const std::string_view name : std::span(names).first(names.size() - 1))
    part = member(part, name);
  part = add_expanded(part, names.back(), item, levels_of(item));
  if (node.child_count > 1) {
    nest(part, item);
  } else if (node.count) {
    if (outline_.parts[part].clauses != nullptr) return refuse_second(item);
    Clauses& clauses = outline_.clauses.emplace_back();
    clauses.of_collection = true;
    outline_.parts[part].clauses = &clauses;
    scopes_.push_back({path, 0, 0});  // no expression ranges over it
  }
}

// A navigation property that an item of $expand names; the options of the item are not read yet.
std::uint32_t OutlineBuilder::add_expanded(std::uint32_t part, std::string_view name, NodeId item,
                                           std::uint64_t levels) {
  const std::uint32_t expanded = member(part, name);
  Part& made = outline_.parts[expanded];
  made.whole = !tree_[item].ref;
  made.limited = made.reference = tree_[item].ref;
  made.only_count = tree_[item].count;
  if (levels > 0) {
    made.levels = levels;
    made.members[std::string(name)] = {expanded, true};
  }
  return expanded;
}

// `*`: all navigation properties of the type that no other item names; with $levels those of the types that they lead
// to as well.
void OutlineBuilder::expand_all(const Level& level, NodeId item, std::span<const NodeId> items) {
  const NodeId star = tree_.child(item, 0);
  if (tree_.source_of(star) != no_node || level.type.kind != TypeKind::structured)
    return refuse(item, "expanding " + in_quotes(tree_.text(tree_[star].span)));
  const std::uint64_t levels = levels_of(item);
  std::vector<LeadingTo> open;
  const auto is_named = [&](const std::string& name) {
    return std::any_of(items.begin(), items.end(), [&](NodeId other) {
      const NodeId path = tree_.child(other, 0);
      const NodeId before = tree_.source_of(path);
      return tree_[path].kind == NodeKind::member && tree_.name(path) == name
          && (before == no_node || tree_[before].kind == NodeKind::type_cast);
    });
  };
  for (const Property* property : navigation_of(level.type)) {
    if (is_named(property->name)) continue;
    const std::uint32_t part = add_expanded(level.part, property->name, item, 0);
    if (levels > 0) open.push_back({part, property->type});
  }
  if (navigation_of(level.type).empty()) {
    const std::string& name = checked_.schema.structured_types()[level.type.definition].name;
    found_.push_back({Severity::error, Code::unsupported, tree_.source().to_typed(tree_[item].span),
                      name + " has no navigation properties to expand"});
  }
  add_levels(std::move(open), levels);
}

std::vector<const Property*> OutlineBuilder::navigation_of(const Type& type) const {
  std::vector<const Property*> found;
  if (type.kind != TypeKind::structured) return found;
  for (const Property& property : checked_.schema.structured_types()[type.definition].properties)
    if (property.navigation) found.push_back(&property);
  return found;
}

// From each part on the navigation properties of the type that it leads to, one level deeper; one part for each
// property of each type.
void OutlineBuilder::add_levels(std::vector<LeadingTo> open, std::uint64_t levels) {
  std::map<std::uint32_t, std::vector<LeadingTo>> known;  // by type
  while (!open.empty()) {
    const LeadingTo from = open.back();
    open.pop_back();
    outline_.parts[from.part].levels = levels;
    const auto properties = navigation_of(from.type);
    const auto [deeper, added] = known.try_emplace(from.type.definition);
    for (std::size_t i = 0; i < properties.size(); ++i) {
      if (added) {
        deeper->second.push_back({add_part(), properties[i]->type});
        outline_.parts.back().whole = true;
        open.push_back(deeper->second.back());
      }
      outline_.parts[from.part].members[properties[i]->name] = {deeper->second[i].part, true};
    }
  }
}

}  // namespace v0
}  // namespace tamis
