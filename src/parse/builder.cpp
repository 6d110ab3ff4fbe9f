// TreeBuilder: operator precedence and node construction.
#include "src/parse/builder.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

#include "src/json/document.hpp"
#include "src/parse/foreign_functions.hpp"
#include "src/schema/suggest.hpp"
#include "src/text/typed_edit.hpp"
#include "src/text/utf8.hpp"

namespace tamis {
inline namespace v0 {

namespace {
constexpr std::uint8_t search_or_precedence = 1, search_and_precedence = 2, search_not_precedence = 3;

std::string quoted(std::string_view text) { return "'" + std::string(text) + "'"; }
}  // namespace

TreeBuilder::TreeBuilder(const Source& source, bool semicolon_is_data, const Limits& limits)
    : ParseState(source, semicolon_is_data, limits) {
  const std::size_t guess = source.decoded().size() / 6 + 8;
  nodes_.reserve(guess);
  children_.reserve(guess);
}

NodeId TreeBuilder::add(const Node& node) {
  check_names(node);
  if (nodes_.size() >= limits_.nodes) {
    fail(Code::too_many_nodes, begin + node.span.offset, limits_.nodes);
    return 0;
  }
  nodes_.push_back(node);
  return static_cast<NodeId>(nodes_.size() - 1);
}

NodeId TreeBuilder::add_with_children(Node node, std::uint32_t base) {
  node.first_child = static_cast<std::uint32_t>(children_.size());
  node.child_count = value_count() - base;
  for (std::size_t i = base; i < values_.size(); ++i)
    children_.push_back(values_[i].id);
  values_.resize(base);
  return add(node);
}

void TreeBuilder::push_leaf(NodeKind kind, std::uint8_t detail, Span whole, Span identifying) {
  Node node;
  node.kind = kind;
  node.detail = detail;
  node.span = whole;
  node.name = identifying;
  values_.push_back({add(node), whole.offset, whole.end()});
}

void TreeBuilder::push_literal(LiteralKind kind, const char* from, const char* to, bool double_quoted) {
  const Span s = span(from, to);
  push_leaf(NodeKind::literal, static_cast<std::uint8_t>(kind), s, s);
  if (double_quoted && !fatal().set) nodes_.back().double_quoted = true;
  if (double_quoted) check_surrogates(s);
}

// `"\ud83d"`: half of a character (RFC 8259 §8.2).
void TreeBuilder::check_surrogates(Span json_string) {
  const std::size_t lone = json::find_lone_surrogate(text(json_string));
  if (lone == std::string_view::npos) return;
  error(Code::invalid_literal, {json_string.offset + static_cast<std::uint32_t>(lone), 6},
        "this escape is half of a character: the other half is missing");
}

void TreeBuilder::push_name_operand() {
  const Span s = name_span();
  if (std::find(scope_.rbegin(), scope_.rend(), name.text()) != scope_.rend())
    push_leaf(NodeKind::variable, static_cast<std::uint8_t>(Variable::range), s, s);
  else
    push_leaf(name.dotted ? NodeKind::type_cast : NodeKind::member, 0, s, s);
}

void TreeBuilder::push_segment(bool has_source) {
  const Span s = name_span();
  open(has_source ? top_begin() : s.offset, s, has_source ? 1 : 0).has_source = has_source;
  close(name.dotted ? NodeKind::type_cast : NodeKind::member, 0, s.end());
}

void TreeBuilder::push_annotation(Span s, bool has_source) {
  open(has_source ? top_begin() : s.offset, s, has_source ? 1 : 0).has_source = has_source;
  close(NodeKind::annotation, 0, s.end());
}

void TreeBuilder::push_phrase(Span whole, bool incomplete) {
  push_leaf(NodeKind::search_phrase, 0, whole, {whole.offset + 1, whole.length - 2});
  if (!fatal().set) nodes_.back().incomplete = incomplete;
}

// ---- operators ----

void TreeBuilder::begin_expression() { operators_.push_back({NodeKind::raw, Operator::eq, 0, false, false, {}}); }

void TreeBuilder::end_expression() {
  while (operators_.back().kind != NodeKind::raw)
    reduce();
  operators_.pop_back();
}

void TreeBuilder::push_operator(const Pending& op) {
  // Left associative: what binds tighter or equally tight is complete. A chain's equals wait, to become one node.
  auto complete = [&](const Pending& top) {
    if (top.kind == NodeKind::raw) return false;
    if (top.precedence != op.precedence) return top.precedence > op.precedence;
    return !(top.chain && op.chain);
  };
  while (complete(operators_.back()))
    reduce();
  operators_.push_back(op);
}

void TreeBuilder::push_binary(Operator op, Span keyword) {
  const auto& row = grammar::row(op);
  push_operator({NodeKind::operation, op, static_cast<std::uint8_t>(row.precedence), false,
                 row.arity == grammar::Arity::chain, keyword});
}

void TreeBuilder::push_prefix(Operator op, Span keyword) {
  push_prefix({NodeKind::operation, op, static_cast<std::uint8_t>(grammar::row(op).precedence), true, false, keyword});
}

void TreeBuilder::push_search_prefix(Span keyword) {
  push_prefix({NodeKind::search_not, Operator::not_, search_not_precedence, true, false, keyword});
}

void TreeBuilder::push_prefix(const Pending& op) {
  operators_.push_back(op);
  // A run of prefix operators nests like brackets do; depth() is at least 1 inside an expression. Parentheses within
  // the whole run are not printed, `-(-a)` is `--a`: neither the run up to the next one, as it is typed, nor the whole,
  // as it is printed, may be deeper than the limit.
  std::uint32_t run = 0, whole = 0, begun = 0, parentheses = 0;
  for (auto it = operators_.rbegin(); it != operators_.rend() && whole <= limits_.depth; ++it) {
    if (!it->prefix && it->kind != NodeKind::raw) break;
    if (!it->prefix) {
      ++begun;
      continue;
    }
    ++whole;
    parentheses += std::exchange(begun, 0);
    if (parentheses == 0) ++run;
  }
  const std::uint32_t most = limits_.depth + 1;
  if (run + depth() > most || whole + depth() > most + parentheses)
    fail(Code::too_deep, begin + op.keyword.offset, limits_.depth);
}

void TreeBuilder::push_search_operator(NodeKind kind, Span keyword) {
  const auto precedence = kind == NodeKind::search_or ? search_or_precedence : search_and_precedence;
  push_operator({kind, Operator::and_, precedence, false, true, keyword});
}

void TreeBuilder::reduce() {
  const Pending op = operators_.back();
  if (op.chain) return reduce_chain(op);
  operators_.pop_back();
  Node node;
  node.kind = op.kind;
  node.detail = static_cast<std::uint8_t>(op.op);
  node.name = op.keyword;
  const std::uint32_t base = value_count() - (op.prefix ? 1 : 2);
  const std::uint32_t from = op.prefix ? op.keyword.offset : values_[base].begin;
  const std::uint32_t to = values_.back().end;
  node.span = {from, to - from};
  if (!op.prefix) warn_about_not(op, values_[base], to);
  const NodeId id = add_with_children(node, base);
  values_.push_back({id, from, to});
}

// `not a eq b` compares `not a` with b; most authors mean the opposite.
void TreeBuilder::warn_about_not(const Pending& op, const Value& left, std::uint32_t to) {
  const Node& first = nodes_[left.id];
  if (op.kind != NodeKind::operation || first.kind != NodeKind::operation || first.operation() != Operator::not_)
    return;
  if (left.begin != first.span.offset) return;  // in parentheses: meant so
  std::uint32_t operand = first.name.end();     // with its parentheses
  while (text({operand, 1}).find_first_of(" \t") == 0)
    ++operand;
  const std::string_view keyword = grammar::row(op.op).keyword;
  warn(Code::surprising_precedence, {left.begin, to - left.begin},
       "'not' binds tighter than '" + std::string(keyword) + "': this is (" + shortened(text(first.span), 60) + ") "
           + std::string(keyword) + " …");
  warnings_.back().suggestion = "not (" + std::string(text({operand, to - operand})) + ")";
  warnings_.back().fixes = {{{operand, 0}, "("}, {{to, 0}, ")"}};
}

void TreeBuilder::reduce_chain(const Pending& op) {
  std::uint32_t operands = 1;
  Span first_keyword = op.keyword;
  while (operators_.back().kind == op.kind && operators_.back().op == op.op && operators_.back().chain) {
    first_keyword = operators_.back().keyword;
    operators_.pop_back();
    ++operands;
  }
  const std::uint32_t base = value_count() - operands;
  Node node;
  node.kind = op.kind;
  node.detail = static_cast<std::uint8_t>(op.op);
  node.name = first_keyword;
  const std::uint32_t from = values_[base].begin, to = values_.back().end;
  node.span = {from, to - from};
  // `(a and b) and c` is the chain a, b, c: take over the first operand's children; its node is swept in
  // finish(). `a and (b and c)` keeps its parentheses.
  node.first_child = static_cast<std::uint32_t>(children_.size());
  const Node first = nodes_[values_[base].id];
  const bool merge = first.kind == node.kind && first.detail == node.detail && first.kind != NodeKind::search_not;
  if (merge) {
    orphans_.push_back(values_[base].id);
    for (std::uint32_t i = 0; i < first.child_count; ++i)
      children_.push_back(children_[first.first_child + i]);
  }
  for (std::uint32_t i = base + (merge ? 1 : 0); i < value_count(); ++i)
    children_.push_back(values_[i].id);
  node.child_count = static_cast<std::uint32_t>(children_.size()) - node.first_child;
  values_.resize(base);
  const NodeId id = add(node);
  values_.push_back({id, from, to});
}

void TreeBuilder::widen_top(Span outer) noexcept {
  values_.back().begin = outer.offset;
  values_.back().end = outer.end();
}

// ---- frames ----

TreeBuilder::Frame& TreeBuilder::open(std::uint32_t from, Span identifying, std::uint32_t keep) {
  Frame frame;
  frame.base = value_count() - keep;
  frame.begin = from;
  frame.name = identifying;
  frames_.push_back(frame);
  return frames_.back();
}

void TreeBuilder::close(NodeKind kind, std::uint8_t detail, std::uint32_t to) {
  const Frame frame = frames_.back();
  frames_.pop_back();
  Node node;
  node.kind = kind;
  node.detail = detail;
  node.has_source = frame.has_source;
  node.ref = frame.ref;
  node.count = frame.count;
  node.descending = frame.descending;
  node.all = frame.all;
  node.span = {frame.begin, to - frame.begin};
  node.name = frame.name;
  const NodeId id = add_with_children(node, frame.base);
  if ((kind == NodeKind::count || kind == NodeKind::select_item || kind == NodeKind::expand_item) && !abandoned)
    check_options(nodes_[id]);
  values_.push_back({id, frame.begin, to});
}

// The same option must not be given twice for one resource (Part 2 §5.1), nor the same alias.
void TreeBuilder::check_options(const Node& node) {
  std::uint32_t seen = 0;
  std::vector<std::string_view> aliases;
  for (std::uint32_t i = node.has_source ? 1 : 0; i < node.child_count; ++i) {
    const Node& option = nodes_[children_[node.first_child + i]];
    if (option.kind != NodeKind::option) continue;
    const std::uint32_t bit = 1u << option.detail;
    const std::string_view word = text(option.name);
    bool again = (seen & bit) != 0;
    if (option.option() == Option::alias) {
      const auto place = std::lower_bound(aliases.begin(), aliases.end(), word);
      again = place != aliases.end() && *place == word;
      if (!again) aliases.insert(place, word);
    }
    seen |= bit;
    if (again) return error(Code::duplicate_option, option.name, quoted(word) + " is given more than once");
  }
}

void TreeBuilder::close_option(Option option, Span whole) {
  const auto name_length = static_cast<std::uint32_t>(text(whole).find('='));
  frames_.back().begin = whole.offset;
  frames_.back().name = {whole.offset, name_length == 0xFFFFFFFFu ? whole.length : name_length};
  close(NodeKind::option, static_cast<std::uint8_t>(option), whole.end());
}

void TreeBuilder::close_call(std::uint32_t to) {
  const Frame frame = frames_.back();
  if (frame.function == nullptr) return close_service_call(frame, to);
  const auto& row = *frame.function;
  const std::uint32_t count = value_count() - frame.base;
  const bool few = count < row.least;
  if (few || (count > row.most && row.most != grammar::any_number)) {
    std::uint32_t surplus = few ? to - 1 : values_[frame.base + row.most].begin;
    if (!few && row.most > 0) {  // from the comma on
      surplus = values_[frame.base + row.most - 1].end;
      while (source_.decoded()[surplus] != ',')
        ++surplus;
    }
    std::string message = std::string(row.name) + " takes ";
    if (row.least == row.most)
      message += std::to_string(row.least);
    else
      message += std::to_string(row.least) + " or " + std::to_string(row.most);
    message += row.most == 1 ? " argument" : " arguments";
    message += ", not " + std::to_string(count);
    error(Code::wrong_argument_count, few ? Span{to - 1, 0} : Span{surplus, to - 1 - surplus}, message);
  }
  close(NodeKind::call, static_cast<std::uint8_t>(row.id), to);
}

// A call that is no canonical function: a service's function with named arguments, or a key predicate.
void TreeBuilder::close_service_call(const Frame& frame, std::uint32_t to) {
  const std::uint32_t first = frame.base + (frame.has_source ? 1 : 0);
  const std::uint32_t count = value_count() - first;
  bool named = true, key = true;
  for (std::uint32_t i = first; i < value_count(); ++i) {
    const Node& argument = nodes_[values_[i].id];
    named = named && argument.kind == NodeKind::named_argument;
    key = key && (argument.kind == NodeKind::literal || argument.kind == NodeKind::alias);
  }
  if (named || count == 0) {
    close(NodeKind::function, 0, to);
    return;
  }
  const std::string_view called = text(frame.name);
  // `Items(1)`, `Items/Ns.Derived(1)`; a type in front of a path has no key.
  if (key && count == 1 && (frame.has_source || called.find('.') == std::string_view::npos)) {
    close_key(frame, to);
    return;
  }
  if (called.find('.') != std::string_view::npos && grammar::find_function(called) == nullptr
      && !called.starts_with("geo.")) {
    const Value& argument = values_[first];
    error(Code::syntax, {argument.begin, argument.end - argument.begin},
          "the arguments of a service's function are named: name=value");
    close(NodeKind::function, 0, to);
    return;
  }
  unknown_function(frame, to);
  close(NodeKind::function, 0, to);
}

void TreeBuilder::unknown_function(const Frame& frame, std::uint32_t to) {
  const std::string_view called = text(frame.name);
  const std::string message = "there is no function " + quoted(called);
  const ForeignFunction* const foreign = find_foreign_function(called);
  if (foreign == nullptr) {
    std::vector<std::string_view> names;
    for (const auto& row : grammar::functions)
      names.push_back(row.name);
    return error(Code::unknown_function, frame.name, message, std::string(closest(called, names)));
  }
  const std::uint32_t first = frame.base + (frame.has_source ? 1 : 0);
  error(Code::unknown_function, frame.name, message,
        std::string(foreign->swapped ? std::string_view() : foreign->instead));
  Diagnostic& d = errors_.back();
  if (!foreign->note.empty()) d.notes.emplace_back(foreign->note);
  if (!foreign->swapped || value_count() - first != 2) return;
  const Value &part = values_[first], &whole = values_[first + 1];
  d.suggestion = std::string(foreign->instead) + "(" + std::string(text({whole.begin, whole.end - whole.begin})) + ","
               + std::string(text({part.begin, part.end - part.begin})) + ")";
  d.fixes.push_back({{frame.begin, to - frame.begin}, d.suggestion});
}

// `Items(1)`: the member, or the type that it is cast to, becomes the source of a key node.
void TreeBuilder::close_key(const Frame& frame, std::uint32_t to) {
  const Value argument = values_.back();
  values_.pop_back();
  const bool dotted = text(frame.name).find('.') != std::string_view::npos;
  close(dotted ? NodeKind::type_cast : NodeKind::member, 0, frame.name.end());
  values_.push_back(argument);
  open(frame.begin, {frame.name.end(), to - frame.name.end()}, 2).has_source = true;
  close_key_predicate(to);
}

void TreeBuilder::close_key_predicate(std::uint32_t to) {
  const Frame& frame = frames_.back();
  const std::uint32_t first = frame.base + 1;
  const bool one = value_count() - first == 1;
  const NodeKind keyed = nodes_[values_[frame.base].id].kind;
  if (text(frame.name) == "(" && keyed != NodeKind::function && keyed != NodeKind::filter_segment)
    error(Code::syntax, frame.name, "only the items of a collection have keys");
  for (std::uint32_t i = first; i < value_count(); ++i) {
    const Node& argument = nodes_[values_[i].id];
    const bool named = argument.kind == NodeKind::named_argument;
    const Node& value = named ? nodes_[children_[argument.first_child]] : argument;
    if ((named || one) && is_key_value(value)) continue;
    if (value.kind == NodeKind::literal && (named || one)) {
      error(Code::syntax, value.span, "a key's value is never null, binary or geographic");
      break;
    }
    // What could have begun here is the name of a key property.
    const char* const at = begin + values_[i].begin;
    const auto name_length = static_cast<std::uint32_t>(grammar::identifier_length(at, begin + values_[i].end));
    error(Code::syntax, {values_[i].begin + name_length, values_[i].end - values_[i].begin - name_length},
          named || one ? "a key is a literal or a parameter alias" : "the parts of a key are named: name=value");
    break;
  }
  if (value_count() == first) error(Code::syntax, {to - 1, 0}, "expected the value of a key");
  close(NodeKind::key, 0, to);
}

// keyPropertyValue: any primitive literal that can be a key.
bool TreeBuilder::is_key_value(const Node& node) noexcept {
  if (node.kind != NodeKind::literal) return node.kind == NodeKind::alias;
  switch (node.literal()) {
    case LiteralKind::null:
    case LiteralKind::binary:
    case LiteralKind::geography:
    case LiteralKind::geometry: return false;
    default: return true;
  }
}

void TreeBuilder::declare_variable(Span variable) {
  push_leaf(NodeKind::range_variable, 0, variable, variable);
  scope_.push_back(text(variable));
  frames_.back().binds_variable = true;
  if (scope_.size() > limits_.lambda_depth) fail(Code::too_deep, begin + variable.offset, limits_.lambda_depth);
}

void TreeBuilder::close_lambda(bool all, std::uint32_t to) {
  if (frames_.back().binds_variable)
    scope_.pop_back();
  else if (all)
    error(Code::syntax, {to, 0}, "all needs a range variable and a condition: all(x:x/name eq 'a')");
  frames_.back().all = all;
  close(NodeKind::lambda, 0, to);
}

void TreeBuilder::check_items(std::uint32_t) {
  const Frame& frame = frames_.back();
  if (value_count() - frame.base > limits_.in_items)
    fail(Code::too_many_items, begin + values_[frame.base + limits_.in_items].begin, limits_.in_items);
}

// ---- words ----

void TreeBuilder::warn(Code code, Span where, std::string message, std::vector<Edit> fixes) {
  warnings_.push_back({Severity::warning, code, where, std::move(message)});
  warnings_.back().fixes = std::move(fixes);
}

void TreeBuilder::error(Code code, Span where, std::string message, std::string suggestion) {
  Diagnostic d{Severity::error, code, where, std::move(message)};
  if (!suggestion.empty()) d.fixes.push_back({where, suggestion});
  d.suggestion = std::move(suggestion);
  errors_.push_back(std::move(d));
}

void TreeBuilder::check_names(const Node& node) {
  switch (node.kind) {
    case NodeKind::literal:
      if (node.literal() == LiteralKind::enumeration) check_identifiers(node.name);
      return;
    case NodeKind::object_member: return check_surrogates(node.name);
    case NodeKind::option:
      if (node.option() == Option::alias) check_identifiers(node.name);
      return;
    case NodeKind::alias:
    case NodeKind::member:
    case NodeKind::type_cast:
    case NodeKind::annotation:
    case NodeKind::function:
    case NodeKind::named_argument:
    case NodeKind::range_variable:
    case NodeKind::type_name:
    case NodeKind::compute_item:
    case NodeKind::star:
    case NodeKind::overload:
    case NodeKind::parameter_name: return check_identifiers(node.name);
    default: return;
  }
}

void TreeBuilder::check_identifiers(Span names) {
  if (names.length <= limits_.identifier_length) return;
  std::uint32_t characters = 0;
  for (std::uint32_t i = 0; i < names.length; ++i) {
    const char c = text(names)[i];
    if (c == '.' || c == '@' || c == '#' || c == '(' || c == ')' || c == '\'' || c == ',')
      characters = 0;
    else if ((static_cast<unsigned char>(c) & 0xC0) != 0x80 && ++characters > limits_.identifier_length)
      return fail(Code::too_long, begin + names.offset + i, limits_.identifier_length);
  }
}

namespace {
// Takes out the nodes that nothing refers to any more, keeping the order of the others.
void sweep(std::vector<Node>& nodes, std::vector<NodeId>& children, std::vector<NodeId>& aliases,
           std::vector<NodeId>& orphans) {
  std::sort(orphans.begin(), orphans.end());
  std::vector<NodeId> moved(nodes.size());
  std::size_t next_orphan = 0;
  NodeId to = 0;
  for (NodeId from = 0; from < nodes.size(); ++from) {
    moved[from] = to;
    if (next_orphan < orphans.size() && orphans[next_orphan] == from)
      ++next_orphan;
    else
      nodes[to++] = nodes[from];
  }
  nodes.resize(to);
  for (std::vector<NodeId>* const ids : {&children, &aliases})
    for (NodeId& id : *ids)
      id = moved[id];
}
}  // namespace

Tree TreeBuilder::finish(DecodedText text) {
  Tree tree;
  for (std::size_t i = 0; i + 1 < values_.size(); ++i)
    tree.aliases_.push_back(values_[i].id);
  if (!orphans_.empty()) sweep(nodes_, children_, tree.aliases_, orphans_);
  tree.nodes_ = std::move(nodes_);
  tree.children_ = std::move(children_);
  tree.root_ = tree.nodes_.empty() ? no_node : static_cast<NodeId>(tree.nodes_.size() - 1);
  tree.source_ = std::move(text.source);
  tree.path_ = text.path;
  tree.fragment_ = text.fragment;
  tree.is_url_ = text.is_url;
  for (Diagnostic& d : warnings_) {
    d.span = tree.source_.to_typed(d.span);
    for (Edit& edit : d.fixes)
      edit = typed_edit(tree.source_, edit.span, std::move(edit.replacement));
  }
  tree.warnings_ = std::move(text.warnings);
  tree.warnings_.insert(tree.warnings_.end(), std::make_move_iterator(warnings_.begin()),
                        std::make_move_iterator(warnings_.end()));
  return tree;
}

}  // namespace v0
}  // namespace tamis
