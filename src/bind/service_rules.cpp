// What the service is known to accept, beyond what the standard allows: Capabilities of the entity set, and
// the segments of its address. Checked only for queries that are to be sent.
#include <algorithm>
#include <optional>
#include <unordered_set>

#include "src/bind/binder.hpp"
#include "src/bind/resource_path.hpp"
#include "src/schema/suggest.hpp"
#include "src/text/utf8.hpp"

namespace tamis {
inline namespace v0 {

namespace {

/// The first of many, and how many more there are.
std::string join(const std::vector<std::string>& words, std::string_view last) {
  constexpr std::size_t most = 30;
  const std::size_t shown = words.size() > most + 1 ? most : words.size();
  std::string out;
  for (std::size_t i = 0; i < shown; ++i) {
    if (i != 0) out += i + 1 == words.size() ? " " + std::string(last) + " " : ", ";
    out += words[i];
  }
  if (shown < words.size()) out += " " + std::string(last) + " " + std::to_string(words.size() - shown) + " more";
  return out;
}

std::string_view authority(std::string_view url) {
  const std::size_t scheme = url.find("://");
  if (scheme == std::string_view::npos) return {};
  const std::string_view rest = url.substr(scheme + 3);
  return rest.substr(0, rest.find('/'));
}

using Listed = std::unordered_set<std::string_view>;

/// The shortest part of a path, from its beginning, that is in a list: of "address/city" that may be "address".
std::optional<std::string_view> listed_part(const Listed& list, std::string_view path) {
  for (std::size_t at = path.find('/'); at != std::string_view::npos; at = path.find('/', at + 1))
    if (list.contains(path.substr(0, at))) return path.substr(0, at);
  return list.contains(path) ? std::optional(path) : std::nullopt;
}

}  // namespace

// The one that the path names. Where it names none, queries range over the first of the type.
const EntitySet* Binder::addressed_set() const {
  if (it_.kind != TypeKind::structured) return nullptr;
  if (const auto named = resource_set(tree_, schema_)) {
    const bool same = *named != nullptr && are_related(it_.definition, (*named)->type);
    return same ? *named : nullptr;
  }
  const auto sets = schema_.entity_sets();
  const auto first =
      std::find_if(sets.begin(), sets.end(), [&](const EntitySet& set) { return set.type == it_.definition; });
  return first == sets.end() ? nullptr : &*first;
}

void Binder::check_service(NodeId root) {
  const EntitySet* const set = addressed_set();
  if (tree_.is_url()) check_path(root);
  if (set == nullptr) return;
  const ServiceRules& rules = set->rules;
  const auto refuse = [&](NodeId option, bool allowed) {
    if (allowed) return;
    report(Severity::error, Code::not_supported_by_service, tree_[option].name,
           "the service does not take $" + std::string(name(tree_[option].option())));
  };
  NodeId first = 0;
  for (const NodeId option : tree_.children(root)) {
    switch (tree_[option].option()) {
      case Option::filter: rules.filterable ? check_filter({first, option}, rules) : refuse(option, false); break;
      case Option::orderby: rules.sortable ? check_orderby(option, rules) : refuse(option, false); break;
      case Option::select: refuse(option, rules.selectable); break;
      case Option::count: refuse(option, rules.countable); break;
      case Option::top: refuse(option, rules.top); break;
      case Option::skip: refuse(option, rules.skip); break;
      case Option::expand: refuse(option, rules.expandable); break;
      case Option::search: refuse(option, rules.searchable); break;
      case Option::compute: refuse(option, rules.computable); break;
      default: break;
    }
    first = option + 1;
  }
  note_recommended(root, rules);
}

// Only of requests for the collection: what follows the entity set's name in a URL is another resource.
void Binder::note_recommended(NodeId root, const ServiceRules& rules) {
  const auto options = tree_.children(root);
  const bool wrong =
      std::any_of(found_.begin(), found_.end(), [](const auto& d) { return d.severity == Severity::error; });
  if (options.empty() || wrong) return;
  std::string_view path = tree_.url_path();
  if (tree_.is_url() && path.ends_with('/')) path.remove_suffix(1);
  if (tree_.is_url() && schema_.find_entity_set(path.substr(path.rfind('/') + 1)) == nullptr) return;
  for (const NodeId option : options)
    if (tree_[option].option() == Option::skiptoken || tree_[option].option() == Option::deltatoken) return;
  std::vector<std::string> missing;
  for (const std::string& wanted : rules.recommended)
    if (std::none_of(options.begin(), options.end(),
                     [&](NodeId option) { return wanted.substr(1) == name(tree_[option].option()); }))
      missing.push_back(wanted);
  if (missing.empty()) return;
  report(Severity::note, Code::recommended_option, Span{tree_[root].span.end(), 0},
         "the service recommends " + join(missing, "and") + ", which this query does not have");
}

// By a name of $compute, or an alias, it is ordered by what that stands for.
void Binder::check_orderby(NodeId option, const ServiceRules& rules) {
  if (rules.non_sortable.empty()) return;
  const Listed refused(rules.non_sortable.begin(), rules.non_sortable.end());
  const std::string names = join(rules.sortable_paths, "and");
  for (const NodeId item : tree_.children(option)) {
    const NodeId expression = tree_.child(item, 0);
    NodeId meant = expression;
    while (binding_.targets[meant].kind == Target::Kind::alias && binding_.targets[meant].index != no_node)
      meant = binding_.targets[meant].index;
    const bool path = tree_[meant].kind == NodeKind::member;
    if (path && !listed_part(refused, path_of(meant))) continue;
    if (path && binding_.targets[meant].kind != Target::Kind::property) continue;  // unknown: said already
    const bool named = path || meant != expression;
    const std::string what = named ? "'" + node_text(expression) + "'" : "an expression";
    auto& d =
        report(Severity::error, Code::not_sortable, tree_[expression].span, "the service does not order by " + what);
    if (!names.empty()) d.notes.push_back("it orders by " + names);
  }
}

// Those of aliases and of $compute as well, each once, however often it is named.
std::vector<Binder::Use> Binder::uses_in(Range condition) const {
  struct Part {
    Range nodes;
    NodeId instead;
  };
  std::vector<Part> parts{{condition, no_node}};
  std::vector<bool> seen(tree_.size(), false), goes_on(tree_.size(), false);
  std::vector<Use> uses;
  for (std::size_t next = 0; next < parts.size(); ++next) {
    const Part part = parts[next];
    for (NodeId id = part.nodes.first; id <= part.nodes.last; ++id) {
      const Target& target = binding_.targets[id];
      if (target.kind == Target::Kind::alias && target.index != no_node && !seen[target.index]) {
        seen[target.index] = true;
        NodeId first = target.index;
        while (tree_[first].child_count > 0)
          first = tree_.child(first, 0);
        const bool computed = part.instead == no_node && tree_[id].kind == NodeKind::member;
        parts.push_back({{first, target.index}, computed ? id : part.instead});
      }
      if (!is_segment(id)) continue;
      uses.push_back({id, part.instead});
      NodeId front = in_front_of(id);
      while (front != no_node && !is_segment(front))
        front = in_front_of(front);
      if (front != no_node) goes_on[front] = true;
    }
  }
  std::erase_if(uses, [&](const Use& use) { return goes_on[use.path]; });
  return uses;
}

void Binder::check_filter(Range option, const ServiceRules& rules) {
  if (rules.non_filterable.empty() && rules.documented_filter.empty()) return;
  const Listed refused(rules.non_filterable.begin(), rules.non_filterable.end());
  const Listed documented(rules.documented_filter.begin(), rules.documented_filter.end());
  const auto is_declared = [&](NodeId id) {
    while (id != no_node && (tree_[id].kind == NodeKind::count || !is_segment(id)))
      id = in_front_of(id);  // what is counted
    return id != no_node && binding_.targets[id].kind == Target::Kind::property;
  };
  std::unordered_set<NodeId> told;
  for (const Use& use : uses_in(option)) {
    const std::string path = path_of(use.path);
    if (path.empty()) continue;  // not of the records
    if (const auto part = listed_part(refused, path)) {
      // What is refused may stand in front of the name, and in front of several.
      NodeId at = use.path;
      for (std::string_view left = path; left.size() > part->size(); at = in_front_of(at))
        if (is_segment(at)) left = left.substr(0, left.rfind('/'));
      while (!is_segment(at))
        at = in_front_of(at);
      if (use.instead != no_node) at = use.instead;
      if (!told.insert(at).second) continue;
      report(Severity::error, Code::not_filterable, tree_[at].span,
             "the service does not filter by '" + shortened(*part, 120) + "'");
    } else if (!documented.empty() && !documented.contains(path) && is_declared(use.path)) {
      const NodeId at = use.instead != no_node ? use.instead : use.path;
      auto& d = report(Severity::warning, Code::not_documented, tree_[at].span,
                       "the service is not documented to filter by '" + shortened(path, 120) + "'");
      d.notes.push_back("documented are " + join(rules.documented_filter, "and"));
    }
  }
}

// A segment that is nearly one of the service's address: `engagments`.
void Binder::check_path(NodeId) {
  const std::string_view url = tree_.url_path();
  const std::string_view host = authority(url);
  std::vector<std::string> names;
  bool own_host = host.empty();
  for (const std::string& service_root : schema_.service_roots()) {
    own_host = own_host || authority(service_root) == host;
    for (PathSegment& segment : path_segments(service_root))
      names.push_back(std::move(segment.text));
  }
  for (const EntitySet& set : schema_.entity_sets())
    names.push_back(set.name);
  const std::vector<std::string_view> known(names.begin(), names.end());
  if (!own_host || schema_.service_roots().empty()) return;
  const std::uint32_t base = tree_.url_path_span().offset;
  for (const PathSegment& segment : path_segments(url)) {
    const std::string_view text = segment.text;
    if (std::find(known.begin(), known.end(), text) != known.end()) continue;
    if (text.ends_with(')') && std::find(known.begin(), known.end(), text.substr(0, text.find('('))) != known.end())
      continue;  // with a key
    const Span place{base + segment.place.offset, segment.place.length};
    std::string near(closest(text, known));
    for (const EntitySet& set : schema_.entity_sets())
      if (text.size() > set.name.size() && text.starts_with(set.name))
        near = set.name + "/" + std::string(text.substr(set.name.size()));
    if (near.empty() || text.size() < 4) continue;  // an id, or another address
    Diagnostic d{Severity::error, Code::unknown_segment, place,
                 "the service's address has no segment '" + shortened(text) + "'"};
    d.suggestion = near;
    d.fixes.push_back({place, near});
    found_.push_back(std::move(d));
  }
}

}  // namespace v0
}  // namespace tamis
