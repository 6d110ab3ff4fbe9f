// Printer: options, items of $select and $expand, $search, and whole queries with their URL.
#include <algorithm>

#include "src/print/encode.hpp"
#include "src/print/printer.hpp"
#include "src/tree/normal_form.hpp"

namespace tamis {
inline namespace v0 {

namespace {
// A part of a custom option: besides what an option's value may not hold, nothing of `encoded`.
std::string encoded_part(std::string_view text, std::string_view encoded) {
  std::string out;
  for (const char c : text) {
    if (stays_plain(c) && encoded.find(c) == std::string_view::npos)
      out += c;
    else
      append_encoded(c, out);
  }
  return out;
}

// A path without a query may look like a query string, or like one that lacks its question mark: one that was
// typed stays.
bool ends_with_question_mark(const Tree& tree) noexcept {
  const std::string_view typed = tree.source().typed();
  const std::uint32_t end = tree.url_path_span().end();
  return tree.url_path_span().length != 0 && end < typed.size() && typed[end] == '?';
}

int search_precedence(NodeKind kind) noexcept {
  switch (kind) {
    case NodeKind::search_or: return 1;
    case NodeKind::search_and: return 2;
    case NodeKind::search_not: return 3;
    default: return 4;
  }
}

bool is_search_operator_word(std::string_view word) noexcept { return word == "AND" || word == "OR" || word == "NOT"; }
}  // namespace

void Printer::write_query(NodeId id) {
  const auto options = in_canonical_order(tree_, tree_.children(id));
  const std::string path = canonical_path(tree_.url_path());
  const bool absolute = path.find("://") != std::string::npos;  // has its base already
  if (!absolute) out_ += options_.base;
  out_ += path;
  const bool behind_path = tree_.is_url() || !options_.base.empty();
  if (options.empty() ? tree_.is_url() && ends_with_question_mark(tree_) : behind_path) out_ += '?';
  // A link that the service made is opaque: byte for byte as it came, but for bytes that no URL may hold.
  const bool opaque = std::ranges::any_of(options, [&](NodeId option) {
    return tree_[option].option() == Option::skiptoken || tree_[option].option() == Option::deltatoken;
  });
  bool first = true;
  for (const NodeId option : opaque ? tree_.children(id) : std::span<const NodeId>(options)) {
    if (!first) put_plain("&");
    first = false;
    const Span typed = tree_.source().to_typed(tree_[option].span);
    if (opaque && tree_[option].span.offset < tree_.source().own_size())
      put_plain(texts_.emplace_back(
          canonical_path(std::string_view(tree_.source().typed()).substr(typed.offset, typed.length))));
    else
      put(option);
  }
  put_plain(texts_.emplace_back(canonical_path(tree_.url_fragment())));
}

void Printer::write_option(NodeId id) {
  const Node& node = tree_[id];
  const auto children = tree_.children(id);
  if (node.name.length == 0) return put_list(children, ",");  // the value of one option, without its name
  if (node.option() == Option::custom) {
    // Nothing that could be taken for the end of a name or for a URL in front of the query.
    put_plain(texts_.emplace_back(encoded_part(tree_.name(id), "=?/:()")));
  } else if (node.option() == Option::alias) {
    put(tree_.name(id));
  } else {
    put("$");
    put(name(node.option()));
  }
  if (node.option() == Option::custom && node.span.length == node.name.length) return;  // no value, no `=`
  put("=");
  // Behind a name with a bracket in it a question mark could be taken for that of a URL.
  if (node.option() == Option::custom)
    return put_plain(texts_.emplace_back(encoded_part(tree_.name(children[0]), "?")));
  if (children.size() == 1 && tree_[children[0]].kind == NodeKind::raw)
    return node.option() == Option::format ? put_format(tree_[children[0]].name)
                                           : put_raw(node.option(), tree_.name(children[0]));
  put_list(children, ",");
}

void Printer::put_raw(Option option, std::string_view value) {
  texts_.push_back(canonical_raw(option, value));
  put(texts_.back());
}

// A media type: of its slashes and question marks the encoded ones are data, but for the only slash.
void Printer::put_format(Span value) {
  const std::string_view text = tree_.text(value);
  const std::size_t slash = text.find('/');
  if (slash == std::string_view::npos) return put_raw(Option::format, text);
  const bool only = text.find('/', slash + 1) == std::string_view::npos;
  std::string& out = texts_.emplace_back();
  for (std::uint32_t i = value.offset; i < value.end(); ++i) {
    const char c = tree_.text()[i];
    const bool data = ((c == '/' && !only) || c == '?') && tree_.source().was_encoded(i);
    if (stays_plain(c) && !data)
      out += c;
    else
      append_encoded(c, out);
  }
  put_plain(out);
}

void Printer::put_options(std::span<const NodeId> options) {
  if (options.empty()) return;
  put("(");
  bool first = true;
  for (const NodeId option : in_canonical_order(tree_, options)) {
    if (!first) put(";");
    first = false;
    put(option);
  }
  put(")");
}

void Printer::write_item(NodeId id) {
  const Node& node = tree_[id];
  const auto children = tree_.children(id);
  switch (node.kind) {
    case NodeKind::orderby_item:
      put(children[0]);
      if (node.descending) put(" desc");
      return;
    case NodeKind::compute_item:
      put(children[0]);
      put(" as ");
      return put(tree_.name(id));
    case NodeKind::star:
      if (node.has_source) {
        put_plain(children[0]);
        put("/");
      }
      put(tree_.name(id));
      return put(node.name.length == 0 ? "*" : ".*");
    case NodeKind::overload:
      if (node.has_source) {
        put_plain(children[0]);
        put("/");
      }
      put(tree_.name(id));
      put("(");
      put_list(tree_.arguments(id), ",");
      return put(")");
    default:  // select_item, expand_item
      put_plain(children[0]);
      if (node.ref) put("/$ref");
      if (node.count) put("/$count");
      put_options(children.subspan(1));
      return;
  }
}

void Printer::write_search_operand(NodeId id, int around) {
  const Node& node = tree_[id];
  const bool operator_word = node.kind == NodeKind::search_word && is_search_operator_word(tree_.name(id));
  const bool parentheses = operator_word || search_precedence(node.kind) < around;
  if (parentheses) put("(");
  put(id);
  if (parentheses) put(")");
}

void Printer::write_search(NodeId id) {
  const Node& node = tree_[id];
  switch (node.kind) {
    case NodeKind::search_word:
      // A semicolon here was written %3B; plain it would separate options.
      for (const char c : tree_.name(id)) {
        if (c == ';' && encode_)
          append_encoded(c, out_);
        else
          write({&c, 1});
      }
      return;
    case NodeKind::search_phrase: {
      const std::string_view mark = node.incomplete ? "'" : "\"";
      put(mark);
      put(tree_.name(id));
      return put(mark);
    }
    case NodeKind::search_not:
      put("NOT ");
      return write_search_operand(tree_.child(id, 0), search_precedence(NodeKind::search_not));
    default: {
      const int around = search_precedence(node.kind) + 1;
      bool first = true;
      for (const NodeId child : tree_.children(id)) {
        if (!first) put(node.kind == NodeKind::search_or ? " OR " : " AND ");
        first = false;
        write_search_operand(child, around);
      }
    }
  }
}

}  // namespace v0
}  // namespace tamis
