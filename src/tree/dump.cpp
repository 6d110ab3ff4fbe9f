// A tree for people and programs: indented text, JSON, Graphviz.
#include "src/json/write_string.hpp"
#include "tamis/tree.hpp"

namespace tamis {
inline namespace v0 {

namespace {

/// The word that tells nodes of one kind apart: an operator, a literal's form, a function's name.
std::string detail(const Tree& tree, NodeId id) {
  const Node& node = tree[id];
  switch (node.kind) {
    case NodeKind::literal: return std::string(name(node.literal()));
    case NodeKind::operation: return std::string(name(node.operation()));
    case NodeKind::call: return std::string(function_name(node.detail));
    case NodeKind::option: return std::string(name(node.option()));
    case NodeKind::lambda: return node.all ? "all" : "any";
    case NodeKind::orderby_item: return node.descending ? "desc" : "asc";
    case NodeKind::expand_item: return node.ref ? "ref" : node.count ? "count" : "";
    default: return {};
  }
}

/// Whether the node's name is worth showing beside its detail.
bool shows_name(const Node& node) noexcept {
  switch (node.kind) {
    case NodeKind::operation:
    case NodeKind::call:
    case NodeKind::lambda:
    case NodeKind::list:
    case NodeKind::array:
    case NodeKind::object:
    case NodeKind::query:
    case NodeKind::key:
    case NodeKind::count:
    case NodeKind::filter_segment:
    case NodeKind::search_not:
    case NodeKind::search_and:
    case NodeKind::search_or: return false;
    case NodeKind::option: return node.option() >= Option::alias;
    default: return node.name.length != 0;
  }
}

}  // namespace

std::string dump(const Tree& tree) {
  std::string out;
  std::size_t depth = 0;
  walk(
      tree, tree.root(),
      [&](NodeId id) {
        out.append(2 * depth++, ' ');
        out += name(tree[id].kind);
        if (const std::string word = detail(tree, id); !word.empty()) out += ' ' + word;
        if (shows_name(tree[id])) out += ' ' + std::string(tree.name(id));
        out += '\n';
        return true;
      },
      [&](NodeId) { --depth; });
  return out;
}

std::string to_json(const Tree& tree) {
  std::string out;
  std::vector<bool> has_sibling;  // per open node: whether a child has been written
  const auto text_member = [&](std::string_view key, std::string_view value) {
    out += ",\"";
    out += key;
    out += "\":";
    json::write_string(value, out);
  };
  walk(
      tree, tree.root(),
      [&](NodeId id) {
        const Node& node = tree[id];
        if (!has_sibling.empty()) {
          if (has_sibling.back()) out += ',';
          has_sibling.back() = true;
        }
        const Span span = tree.source().to_typed(node.span);
        out += "{\"kind\":";
        json::write_string(name(node.kind), out);
        if (const std::string word = detail(tree, id); !word.empty()) text_member("detail", word);
        if (shows_name(node)) text_member("name", tree.name(id));
        out += ",\"offset\":" + std::to_string(span.offset) + ",\"length\":" + std::to_string(span.length);
        if (node.child_count != 0) out += ",\"children\":[";
        has_sibling.push_back(false);
        return true;
      },
      [&](NodeId id) {
        has_sibling.pop_back();
        if (tree[id].child_count != 0) out += ']';
        out += '}';
      });
  return out;
}

std::string to_dot(const Tree& tree) {
  std::string out = "digraph tree {\n  node [shape=box, fontname=\"monospace\"];\n";
  walk(
      tree, tree.root(),
      [&](NodeId id) {
        std::string label(name(tree[id].kind));
        if (const std::string word = detail(tree, id); !word.empty()) label += ' ' + word;
        if (shows_name(tree[id])) label += '\n' + std::string(tree.name(id));
        out += "  n" + std::to_string(id) + " [label=";
        json::write_string(label, out);
        out += "];\n";
        for (const NodeId child : tree.children(id))
          out += "  n" + std::to_string(id) + " -> n" + std::to_string(child) + ";\n";
        return true;
      },
      [](NodeId) {});
  return out + "}\n";
}

}  // namespace v0
}  // namespace tamis
