// What the service is known to accept, beyond what the standard allows: Capabilities of the entity set, and
// the segments of its address. Checked only for queries that are to be sent.
#include <algorithm>

#include "src/bind/binder.hpp"
#include "src/bind/resource_path.hpp"
#include "src/schema/suggest.hpp"
#include "src/text/utf8.hpp"

namespace tamis {
inline namespace v0 {

namespace {

bool contains(const std::vector<std::string>& list, std::string_view wanted) {
  return std::find(list.begin(), list.end(), wanted) != list.end();
}

std::string join(const std::vector<std::string>& words, std::string_view last) {
  std::string out;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (i != 0) out += i + 1 == words.size() ? " " + std::string(last) + " " : ", ";
    out += words[i];
  }
  return out;
}

std::string_view authority(std::string_view url) {
  const std::size_t scheme = url.find("://");
  if (scheme == std::string_view::npos) return {};
  const std::string_view rest = url.substr(scheme + 3);
  return rest.substr(0, rest.find('/'));
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
      case Option::filter: rules.filterable ? check_filter(first, option, rules) : refuse(option, false); break;
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

void Binder::check_orderby(NodeId option, const ServiceRules& rules) {
  if (rules.non_sortable.empty()) return;
  const std::string names = join(rules.sortable_paths, "and");
  for (const NodeId item : tree_.children(option)) {
    const NodeId expression = tree_.child(item, 0);
    const bool path = tree_[expression].kind == NodeKind::member;
    if (path && contains(rules.sortable_paths, path_of(expression))) continue;
    const Target::Kind kind = binding_.targets[expression].kind;
    if (path && kind != Target::Kind::property) continue;  // unknown: said already
    const std::string what = path ? "'" + shortened(path_of(expression), 120) + "'" : "an expression";
    auto& d =
        report(Severity::error, Code::not_sortable, tree_[expression].span, "the service does not order by " + what);
    if (!names.empty()) d.notes.push_back("it orders by " + names);
  }
}

void Binder::check_filter(NodeId first, NodeId last, const ServiceRules& rules) {
  std::vector<bool> is_source(last - first + 1, false);
  for (NodeId id = first; id <= last; ++id)
    if (const NodeId source = tree_.source_of(id); source != no_node) is_source[source - first] = true;
  for (NodeId id = first; id <= last; ++id) {
    if (tree_[id].kind != NodeKind::member || is_source[id - first]) continue;
    if (binding_.targets[id].kind != Target::Kind::property) continue;
    const std::string path = path_of(id);
    if (contains(rules.non_filterable, path)) {
      report(Severity::error, Code::not_filterable, tree_[id].span,
             "the service does not filter by '" + shortened(path, 120) + "'");
    } else if (!rules.documented_filter.empty() && !contains(rules.documented_filter, path)) {
      auto& d = report(Severity::warning, Code::not_documented, tree_[id].span,
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
