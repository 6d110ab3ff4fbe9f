// The syntax tree of a text: one contiguous array of nodes, children as 32-bit ids, a span per node.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <tamis/diagnostic.hpp>

namespace tamis {
inline namespace v0 {

/// The index of a node in its Tree. Children have smaller ids than their parents (post-order), so a
/// plain loop over the nodes visits operands before operators.
using NodeId = std::uint32_t;
inline constexpr NodeId no_node = 0xFFFFFFFFu;

/// Operators of expressions (OData 4.01 Part 2 §5.1.1.1–5.1.1.3); keywords and precedences stand in
/// grammar/operators.hpp.
enum class Operator : std::uint8_t {
  or_,
  and_,
  eq,
  ne,
  gt,
  ge,
  lt,
  le,
  add,
  sub,
  mul,
  div,
  divby,
  mod,
  not_,
  negate,
  has,
  in
};

/// The lexical form of a literal (OData 4.01 ABNF §7). The type that a literal takes is the binder's matter.
enum class LiteralKind : std::uint8_t {
  null,
  boolean,
  integer,
  decimal,
  floating,
  string,
  guid,
  date,
  date_time_offset,
  time_of_day,
  duration,
  enumeration,
  binary,
  geography,
  geometry
};

/// Query options (Part 2 §5.1–5.3). `alias` is `@name=value`; `custom` is anything the standard leaves free.
enum class Option : std::uint8_t {
  compute,
  search,
  filter,
  count,
  orderby,
  skip,
  top,
  index,
  expand,
  select,
  levels,
  format,
  schemaversion,
  skiptoken,
  deltatoken,
  id,
  alias,
  custom
};

/// Which implicit or range variable a `variable` node is.
enum class Variable : std::uint8_t { it, this_, root, range };

/// What a node is. "source" means the path in front: the first child where Node::has_source is set.
enum class NodeKind : std::uint8_t {
  literal,         ///< detail LiteralKind; name = the literal's text as written
  variable,        ///< detail Variable; `$it`, `$this`, `$root` or a lambda's range variable
  alias,           ///< parameter alias `@name`; name includes the @
  member,          ///< [source] then a name: property, navigation property, dynamic property
  type_cast,       ///< [source] then a qualified type name as a path segment
  annotation,      ///< [source] then `@Ns.Term#Qualifier`; name = all of it
  key,             ///< source, then values or named_argument: `Items(1)`, `Items(A=1,B=2)`
  function,        ///< [source], then named_argument*: a service's function; name may be qualified
  named_argument,  ///< name=value
  lambda,          ///< source [, range_variable, predicate]; flag `all` tells all from any
  range_variable,  ///< the declaration in front of the colon
  count,           ///< source, then option*: `/$count` or `/$count($filter=…)`
  filter_segment,  ///< source, predicate: `/$filter(…)`
  call,            ///< canonical function; detail = index into the function table; children = arguments
  type_name,       ///< the type argument of cast and isof; name may be `Collection(…)`
  operation,       ///< detail Operator; not/negate 1 child, and/or 2..n, others 2
  list,            ///< the parenthesised list of `in`
  array,           ///< JSON array
  object,          ///< JSON object; children = object_member
  object_member,   ///< name = the JSON string with its quotes; one child
  query,           ///< a whole query string; children = option
  option,          ///< detail Option; children by option; name = the name as written
  orderby_item,    ///< one expression; flag `descending`
  compute_item,    ///< one expression, name = the computed property
  select_item,     ///< a path (or star/overload), then option*
  expand_item,     ///< a path (or star), then option*; flags `ref`, `count`; `$value` is a member
  star,            ///< `*`, or `Ns.*` (name = the namespace)
  overload,        ///< [source] `Name(p1,p2)` in $select: an operation with parameter names
  parameter_name,  ///< a name in an overload
  search_word,     ///< name = the word
  search_phrase,   ///< name = the phrase without quotes; also the quoted incomplete form
  search_not,
  search_and,
  search_or,  ///< operators of $search
  raw         ///< name = a value kept as text: $format, $skiptoken, a custom option, a number
};

/// One node. Plain data; meaning of `detail`, `name` and the children by kind as NodeKind says.
struct Node {
  NodeKind kind = NodeKind::literal;
  std::uint8_t detail = 0;
  bool has_source : 1 = false;     ///< the first child is the path in front of this segment
  bool all : 1 = false;            ///< lambda: `all` instead of `any`
  bool descending : 1 = false;     ///< orderby_item: `desc`
  bool ref : 1 = false;            ///< expand_item: `/$ref`
  bool count : 1 = false;          ///< expand_item: `/$count`
  bool double_quoted : 1 = false;  ///< string literal written as a JSON string
  bool incomplete : 1 = false;     ///< search_phrase: written in single quotes
  Span span;                       ///< all of the construct in Tree::text(), children included
  Span name;                       ///< the identifying text in Tree::text()
  std::uint32_t first_child = 0;   ///< index into the tree's child list
  std::uint32_t child_count = 0;

  Operator operation() const noexcept { return static_cast<Operator>(detail); }
  LiteralKind literal() const noexcept { return static_cast<LiteralKind>(detail); }
  Option option() const noexcept { return static_cast<Option>(detail); }
  Variable variable() const noexcept { return static_cast<Variable>(detail); }
};

/// A text as typed and as decoded, with the map between the two.
class Source {
 public:
  Source() = default;
  /// A text that needs no decoding.
  explicit Source(std::string text) : typed_(std::move(text)) {}
  /// A decoded text; `breaks` holds the points at which decoded and typed offsets start to differ anew.
  struct Break {
    std::uint32_t decoded;
    std::uint32_t typed;
  };
  Source(std::string typed, std::string decoded, std::vector<Break> breaks)
      : typed_(std::move(typed)), decoded_(std::move(decoded)), breaks_(std::move(breaks)), is_decoded_(true) {}

  const std::string& typed() const noexcept { return typed_; }
  const std::string& decoded() const noexcept { return is_decoded_ ? decoded_ : typed_; }
  /// Whether the typed text is percent-encoded.
  bool is_encoded() const noexcept { return is_decoded_; }
  /// Appends `&name=value`, which needs no decoding.
  void append_option(std::string_view name, std::string_view value);
  /// Where the appended options begin in the decoded text; its size if there are none.
  std::uint32_t own_size() const noexcept {
    return own_size_ == not_appended ? static_cast<std::uint32_t>(decoded().size()) : own_size_;
  }
  /// The span of the typed text that a span of the decoded text came from.
  Span to_typed(Span decoded) const noexcept;
  /// Whether the decoded byte at this offset was written as a percent sequence.
  bool was_encoded(std::uint32_t decoded_offset) const noexcept;

 private:
  std::uint32_t to_typed(std::uint32_t decoded_offset) const noexcept;
  std::string typed_;
  std::string decoded_;
  std::vector<Break> breaks_;
  static constexpr std::uint32_t not_appended = 0xffffffff;
  std::uint32_t own_size_ = not_appended;
  bool is_decoded_ = false;
};

/// An immutable syntax tree. Says nothing about types: binding adds those beside it. Share it freely
/// between threads. A default-constructed Tree is empty: size() is 0 and root() is no_node.
class Tree {
 public:
  std::size_t size() const noexcept { return nodes_.size(); }
  NodeId root() const noexcept { return root_; }
  const Node& operator[](NodeId id) const noexcept { return nodes_[id]; }

  /// All children in order of writing, the source (if any) first.
  std::span<const NodeId> children(NodeId id) const noexcept {
    const Node& node = nodes_[id];
    return {children_.data() + node.first_child, node.child_count};
  }
  NodeId child(NodeId id, std::size_t index) const noexcept { return children(id)[index]; }
  /// The path in front of a segment, or no_node.
  NodeId source_of(NodeId id) const noexcept { return nodes_[id].has_source ? child(id, 0) : no_node; }
  /// The children without the source.
  std::span<const NodeId> arguments(NodeId id) const noexcept {
    return children(id).subspan(nodes_[id].has_source ? 1 : 0);
  }

  /// Options that give parameter aliases a value beside the text (ParseOptions::aliases), where the text is no query:
  /// those of a query are children of its root. Their nodes stand in front of all others; what they span is behind the
  /// text.
  std::span<const NodeId> aliases() const noexcept { return aliases_; }

  /// The decoded text that spans point into.
  const std::string& text() const noexcept { return source_.decoded(); }
  std::string_view text(Span span) const noexcept { return std::string_view(text()).substr(span.offset, span.length); }
  /// The identifying text of a node: a name, or a literal as written.
  std::string_view name(NodeId id) const noexcept { return text(nodes_[id].name); }
  const Source& source() const noexcept { return source_; }
  /// The URL in front of the query, as typed: scheme, authority, path; empty when there is none.
  std::string_view url_path() const noexcept {
    return std::string_view(source_.typed()).substr(path_.offset, path_.length);
  }
  Span url_path_span() const noexcept { return path_; }
  /// The fragment of a context URL (`$metadata#Products`) with its `#`, as typed; empty when there is none.
  std::string_view url_fragment() const noexcept {
    return std::string_view(source_.typed()).substr(fragment_.offset, fragment_.length);
  }
  bool is_url() const noexcept { return is_url_; }

  /// Warnings of the parser: right, but worth a word. Spans are of the typed text.
  const std::vector<Diagnostic>& warnings() const noexcept { return warnings_; }

  /// Whether both trees say the same: equal kinds, names, operators and literal values, whatever the
  /// blanks, letter case of keywords, option order as written, parentheses and escapes.
  friend bool same(const Tree& a, const Tree& b);

 private:
  friend class TreeBuilder;
  std::vector<Node> nodes_;
  std::vector<NodeId> children_;
  std::vector<NodeId> aliases_;
  NodeId root_ = no_node;
  Source source_;
  Span path_, fragment_;
  bool is_url_ = false;
  std::vector<Diagnostic> warnings_;
};

/// The text of a string literal node with quotes and escapes taken off (either `'…'` or `"…"`).
std::string string_value(const Tree& tree, NodeId literal);
/// The same for a bare quoted text, quotes included.
std::string unquote(std::string_view literal);
/// An OData string literal of any UTF-8 text: in single quotes, each quote doubled. Not percent-encoded.
std::string quote(std::string_view text);

/// Words of the enumerations, as used by dumps: "eq", "string", "member", "$filter".
std::string_view name(Operator op) noexcept;
std::string_view name(LiteralKind kind) noexcept;
std::string_view name(NodeKind kind) noexcept;
std::string_view name(Option option) noexcept;

/// The canonical functions' names by Node::detail of a `call` node.
std::string_view function_name(std::uint8_t function) noexcept;

/// Calls enter(id) before and leave(id) after the children of each node under `root`, in order of
/// writing, over a heap stack: constant machine stack whatever the depth. `enter` returns false to pass over a node's
/// children.
template <typename Enter, typename Leave>
void walk(const Tree& tree, NodeId root, Enter&& enter, Leave&& leave) {
  struct Frame {
    NodeId id;
    std::uint32_t next;
  };
  std::vector<Frame> stack;
  auto open = [&](NodeId id) {
    const bool into = enter(id);
    stack.push_back({id, into ? 0 : tree[id].child_count});
  };
  if (root != no_node) open(root);
  while (!stack.empty()) {
    Frame& top = stack.back();
    if (top.next < tree[top.id].child_count) {
      const NodeId child = tree.children(top.id)[top.next++];
      open(child);
    } else {
      const NodeId id = top.id;
      stack.pop_back();
      leave(id);
    }
  }
}

/// The tree as indented text, one node a line; for people and golden tests.
std::string dump(const Tree& tree);
/// The tree as JSON: {"kind":…,"name":…,"offset":…,"length":…,"children":[…]}.
std::string to_json(const Tree& tree);
/// The tree as a Graphviz digraph.
std::string to_dot(const Tree& tree);

}  // namespace v0
}  // namespace tamis
