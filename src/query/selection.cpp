// Selection: what $select keeps of a record.
#include "src/query/selection.hpp"

#include <algorithm>

#include "src/json/compact.hpp"

namespace tamis {
inline namespace v0 {

namespace {

void refuse(const Tree& tree, NodeId id, std::string what, std::vector<Diagnostic>& found) {
  found.push_back({Severity::error, Code::unsupported, tree.source().to_typed(tree[id].span),
                   std::move(what) + " cannot be applied here"});
}

// The segments of an item's path, first to last; nothing, and a diagnostic, for what is no plain path.
std::optional<std::vector<std::string_view>> segments(const Tree& tree, NodeId path, const Binding& binding,
                                                      std::vector<Diagnostic>& found) {
  std::vector<std::string_view> names;
  for (NodeId id = path; id != no_node; id = tree.source_of(id)) {
    const bool star = tree[id].kind == NodeKind::star && tree.name(id).empty();
    if (star) continue;  // the path in front of it is selected as a whole
    const bool plain = tree[id].kind == NodeKind::member && binding.targets[id].kind != Target::Kind::cast;
    if (!plain) {
      refuse(tree, id, "selecting '" + std::string(tree.text(tree[id].span)) + "'", found);
      return std::nullopt;
    }
    names.push_back(tree.name(id));
  }
  std::reverse(names.begin(), names.end());
  return names;
}

}  // namespace

Selection::Selection(const Tree& tree, NodeId select_option, const Binding& binding, std::vector<Diagnostic>& found) {
  std::vector<Pending> pending;
  for (const NodeId item : tree.children(select_option))
    pending.push_back({item, 0});
  while (!pending.empty()) {
    const Pending next = pending.back();
    pending.pop_back();
    add_item(tree, next, binding, pending, found);
  }
}

void Selection::add_item(const Tree& tree, const Pending& item, const Binding& binding, std::vector<Pending>& pending,
                         std::vector<Diagnostic>& found) {
  const auto children = tree.children(item.item);
  const auto names = segments(tree, children[0], binding, found);
  if (!names) return;
  std::uint32_t node = item.under;
  for (const std::string_view name : *names)
    node = member(node, name);
  bool whole = true;
  for (const NodeId option : children.subspan(1)) {
    if (tree[option].kind != NodeKind::option || tree[option].option() != Option::select) {
      refuse(tree, option, "this option of a selected property", found);
      continue;
    }
    whole = false;
    for (const NodeId inner : tree.children(option))
      pending.push_back({inner, node});
  }
  if (whole) nodes_[node].all = true;
}

std::uint32_t Selection::member(std::uint32_t node, std::string_view name) {
  const auto known = nodes_[node].members.find(name);
  if (known != nodes_[node].members.end()) return known->second;
  const auto added = static_cast<std::uint32_t>(nodes_.size());
  nodes_[node].members.emplace(name, added);
  nodes_.emplace_back();
  return added;
}

const Selection::Node* Selection::find(const Node& node, std::string_view name) const {
  const auto found = node.members.find(name);
  return found == node.members.end() ? nullptr : &nodes_[found->second];
}

namespace {

bool is_container(const json::Element& e) noexcept {
  return e.kind == json::Kind::array || e.kind == json::Kind::object;
}

void write_raw(const json::Document& record, const json::Element& e, std::string& out) {
  if (is_container(e))
    json::compact(record.text(e), out);
  else if (e.kind == json::Kind::string)
    out.append(1, '"').append(record.text(e)).append(1, '"');
  else
    out.append(record.text(e));
}

std::string name_of(const json::Document& record, const json::Element& e) {
  std::string name;
  if (e.escaped)
    json::unescape(record.text(e), name);
  else
    name = record.text(e);
  return name;
}

}  // namespace

void Selection::write(const json::Document& record, std::string& out) const {
  struct Frame {
    std::uint32_t at, left;  // the next element; items or members to come
    const Node* node;
    bool object, first;
  };
  const auto& elements = record.elements();
  std::vector<Frame> open;
  const auto enter = [&](std::uint32_t at, const Node& node) {
    const json::Element& e = elements[at];
    if (node.all || !is_container(e)) return write_raw(record, e, out);
    const bool object = e.kind == json::Kind::object;
    out += object ? '{' : '[';
    open.push_back({at + 1, e.count, &node, object, true});
  };
  enter(0, nodes_[0]);
  while (!open.empty()) {
    Frame& frame = open.back();
    if (frame.left == 0) {
      out += frame.object ? '}' : ']';
      open.pop_back();
      continue;
    }
    --frame.left;
    const std::uint32_t at = frame.at;
    const std::uint32_t value = frame.object ? at + 1 : at;
    frame.at = elements[value].next;
    const Node* node = frame.object ? find(*frame.node, name_of(record, elements[at])) : frame.node;
    if (node == nullptr) continue;
    if (!frame.first) out += ',';
    frame.first = false;
    if (frame.object) {
      write_raw(record, elements[at], out);
      out += ':';
    }
    enter(value, *node);
  }
}

boost::json::value Selection::apply(const boost::json::value& record) const {
  struct Frame {
    const boost::json::value* source;
    std::size_t next;
    const Node* node;
    boost::json::value result;
    boost::json::string_view name;  // in the parent, when that is an object
  };
  boost::json::value whole;
  std::vector<Frame> open;
  const auto put = [&](boost::json::string_view name, boost::json::value value) {
    if (open.empty())
      whole = std::move(value);
    else if (auto* object = open.back().result.if_object())
      object->insert_or_assign(name, std::move(value));
    else
      open.back().result.get_array().push_back(std::move(value));
  };
  const auto enter = [&](const boost::json::value& source, const Node& node, boost::json::string_view name) {
    if (node.all || !(source.is_object() || source.is_array())) return put(name, source);
    boost::json::value empty =
        source.is_object() ? boost::json::value(boost::json::object()) : boost::json::value(boost::json::array());
    open.push_back({&source, 0, &node, std::move(empty), name});
  };
  enter(record, nodes_[0], {});
  while (!open.empty()) {
    Frame& frame = open.back();
    const auto* object = frame.source->if_object();
    if (frame.next == (object ? object->size() : frame.source->get_array().size())) {
      Frame done = std::move(frame);
      open.pop_back();
      put(done.name, std::move(done.result));
      continue;
    }
    const std::size_t index = frame.next++;
    if (!object) {
      enter(frame.source->get_array()[index], *frame.node, {});
      continue;
    }
    const auto& member = *(object->begin() + static_cast<std::ptrdiff_t>(index));
    const Node* node = find(*frame.node, {member.key().data(), member.key().size()});
    if (node != nullptr) enter(member.value(), *node, member.key());
  }
  return whole;
}

}  // namespace v0
}  // namespace tamis
