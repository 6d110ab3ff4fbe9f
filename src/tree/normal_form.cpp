// Normal form: kinds, operators, canonical literals and names; no spans, no quotes, options sorted.
#include "src/tree/normal_form.hpp"

#include <algorithm>

#include "grammar/characters.hpp"
#include "src/print/encode.hpp"
#include "src/value/literal.hpp"

namespace tamis {
inline namespace v0 {

namespace {

/// What a node says beside its kind and its children.
std::string content(const Tree& tree, NodeId id, Option around) {
  const Node& node = tree[id];
  switch (node.kind) {
    case NodeKind::literal:
      if (node.literal() == LiteralKind::string) return string_value(tree, id);
      return canonical_literal(node.literal(), tree.name(id));
    case NodeKind::call: return std::string(function_name(node.detail));
    case NodeKind::operation: return std::string(name(node.operation()));
    case NodeKind::option:
      return std::string(name(node.option()))
           + (node.option() >= Option::alias ? " " + std::string(tree.name(id)) : std::string());
    case NodeKind::object_member: return unquote(tree.name(id));
    case NodeKind::raw: return canonical_raw(around, tree.name(id));
    case NodeKind::lambda: return node.all ? "all" : "any";
    case NodeKind::query:
    case NodeKind::list:
    case NodeKind::array:
    case NodeKind::object:
    case NodeKind::key:
    case NodeKind::count:
    case NodeKind::filter_segment:
    case NodeKind::search_and:
    case NodeKind::search_or:
    case NodeKind::search_not:
    case NodeKind::orderby_item:
    case NodeKind::select_item:
    case NodeKind::expand_item: return {};
    default: return std::string(tree.name(id));
  }
}

void append_flags(const Node& node, std::string& out) {
  if (node.has_source) out += " source";
  if (node.descending) out += " desc";
  if (node.ref) out += " ref";
  if (node.count) out += " count";
  if (node.incomplete) out += " incomplete";
}

}  // namespace

std::string canonical_raw(Option option, std::string_view value) {
  std::string text(value);
  const bool is_short_format = option == Option::format && value.find('/') == value.npos;  // json, xml, atom
  if (option == Option::skip || option == Option::top || option == Option::index) {
    const bool negative = text.starts_with('-');
    if (negative) text.erase(0, 1);
    text.erase(0, std::min(text.find_first_not_of('0'), text.size() - 1));
    if (negative && text != "0") text.insert(text.begin(), '-');
  } else if (option == Option::count || option == Option::levels || is_short_format) {
    for (char& c : text)
      if (c >= 'A' && c <= 'Z') c = static_cast<char>(c | 0x20);
  }
  return text;
}

std::vector<NodeId> in_canonical_order(const Tree& tree, std::span<const NodeId> ids) {
  std::vector<NodeId> sorted(ids.begin(), ids.end());
  const auto rank = [&](NodeId id) -> int {
    if (tree[id].kind != NodeKind::option) return -1;
    return std::min(static_cast<int>(tree[id].option()), static_cast<int>(Option::alias));
  };
  std::stable_sort(sorted.begin(), sorted.end(), [&](NodeId a, NodeId b) {
    if (rank(a) != rank(b)) return rank(a) < rank(b);
    return rank(a) == static_cast<int>(Option::alias) && tree.name(a) < tree.name(b);
  });
  // A word alone directly behind $search is refused as a part of its text that an ampersand cut off: is_cut_off() in
  // src/parse/query.cpp.
  const auto is_option = [&](NodeId id, Option option) {
    return tree[id].kind == NodeKind::option && tree[id].option() == option;
  };
  const auto is_alone = [&](NodeId id) {
    const std::string_view word = tree.name(id);
    return is_option(id, Option::custom) && tree[id].span.length == tree[id].name.length
        && grammar::identifier_length(word.data(), word.data() + word.size()) == word.size();
  };
  const auto cut = std::adjacent_find(sorted.begin(), sorted.end(),
                                      [&](NodeId a, NodeId b) { return is_option(a, Option::search) && is_alone(b); });
  if (cut != sorted.end()) std::stable_partition(sorted.begin(), sorted.end(), is_alone);
  return sorted;
}

std::string normal_form(const Tree& tree) {
  struct Frame {
    std::vector<NodeId> children;
    std::size_t next = 0;
    Option around = Option::custom;
  };
  std::string out = canonical_path(tree.url_path()) + canonical_path(tree.url_fragment());
  std::vector<Frame> stack;
  const auto open = [&](NodeId id, Option around) {
    const Node& node = tree[id];
    const std::string text = content(tree, id, around);
    out += '(';
    out += name(node.kind);
    if (node.kind == NodeKind::literal) out += std::string(" ") + std::string(name(node.literal()));
    append_flags(node, out);
    // The length in front keeps a text that looks like structure apart from structure.
    out += ' ' + std::to_string(text.size()) + ':' + text;
    stack.push_back(
        {in_canonical_order(tree, tree.children(id)), 0, node.kind == NodeKind::option ? node.option() : around});
  };
  if (tree.root() != no_node) open(tree.root(), Option::custom);
  while (!stack.empty()) {
    Frame& top = stack.back();
    if (top.next == top.children.size()) {
      out += ')';
      stack.pop_back();
    } else {
      const NodeId child = top.children[top.next++];
      open(child, top.around);
    }
  }
  return out;
}

}  // namespace v0
}  // namespace tamis
