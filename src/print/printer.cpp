// Printer: expressions. Options and whole queries are in print_query.cpp.
#include "src/print/printer.hpp"

#include <algorithm>

#include "grammar/functions.hpp"
#include "grammar/literals.hpp"
#include "src/json/write_string.hpp"
#include "src/print/encode.hpp"
#include "src/text/utf8.hpp"
#include "src/tree/normal_form.hpp"
#include "src/value/literal.hpp"

namespace tamis {
inline namespace v0 {

namespace {
bool is_digit(char c) noexcept { return c >= '0' && c <= '9'; }

grammar::Precedence tighter(grammar::Precedence p) noexcept {
  return static_cast<grammar::Precedence>(static_cast<std::uint8_t>(p) + 1);
}

/// A name that stands alone: a property's or a range variable's.
bool is_lone_name(const Node& node) noexcept {
  if (node.kind == NodeKind::variable) return node.variable() == Variable::range;
  return node.kind == NodeKind::member && !node.has_source;
}
}  // namespace

void Printer::put_list(std::span<const NodeId> nodes, std::string_view separator, bool json) {
  bool first = true;
  for (const NodeId node : nodes) {
    if (!first) put(separator);
    first = false;
    put(node, Precedence::none, json);
  }
}

void Printer::flush() {
  stack_.insert(stack_.end(), queue_.rbegin(), queue_.rend());
  queue_.clear();
}

void Printer::write(std::string_view text) {
  if (!encode_) {
    out_ += text;
    return;
  }
  for (const char c : text) {
    if (stays_plain(c))
      out_ += c;
    else
      append_encoded(c, out_);
  }
}

std::string Printer::print() {
  if (tree_.root() == no_node) return {};
  encode_ = options_.percent_encode || tree_[tree_.root()].kind == NodeKind::query;
  put(tree_.root());
  flush();
  while (!stack_.empty()) {
    const Piece piece = stack_.back();
    stack_.pop_back();
    if (piece.separates_digits) {
      write(!out_.empty() && is_digit(out_.back()) ? " :" : ":");
    } else if (piece.node == no_node) {
      if (piece.plain)
        out_ += piece.text;
      else
        write(piece.text);
    } else {
      write_node(piece);
      flush();
    }
  }
  // Of a text that begins with byte order marks, one is taken off when it is read; a word of a $search may begin so.
  if (out_.starts_with(byte_order_mark)) out_.insert(0, byte_order_mark);
  return std::move(out_);
}

Printer::Precedence Printer::precedence(NodeId id) const noexcept {
  const Node& node = tree_[id];
  return node.kind == NodeKind::operation ? grammar::row(node.operation()).precedence : Precedence::primary;
}

NodeId Printer::leftmost(NodeId id) const noexcept {
  for (;;) {
    const Node& node = tree_[id];
    const bool infix =
        node.kind == NodeKind::operation && grammar::row(node.operation()).arity != grammar::Arity::prefix;
    if (!infix && !node.has_source) return id;
    id = tree_.child(id, 0);
  }
}

// Whether an operand of a prefix operator needs parentheses that precedence does not ask for: `-(1)` is no
// literal, `not (eq)` is no property called not.
bool Printer::needs_guard(NodeId id, Operator prefix) const {
  const NodeId first = leftmost(id);
  const Node& node = tree_[first];
  if (prefix == Operator::negate) {
    if (node.kind != NodeKind::literal) return is_lone_name(node) && tree_.name(first) == "INF";
    const std::string text = canonical_literal(node.literal(), tree_.name(first));
    return is_digit(text.front()) || text == "INF";
  }
  if (!is_lone_name(node)) return false;
  const std::string_view word = tree_.name(first);
  for (const auto& row : grammar::operators)
    if (row.id != Operator::negate && grammar::word_literal::is(word, row.keyword)) return true;
  return false;
}

void Printer::write_node(const Piece& piece) {
  const NodeId id = piece.node;
  const Node& node = tree_[id];
  // A name `not` would be read as the operator.
  const bool not_name = is_lone_name(node) && grammar::word_literal::is(tree_.name(id), "not");
  if (precedence(id) < piece.required || (not_name && !piece.plain)) {
    put("(");
    put_plain(id);
    return put(")");
  }
  switch (node.kind) {
    case NodeKind::literal: return write_literal(id, piece.json);
    case NodeKind::operation: return write_operation(id);
    case NodeKind::member:
    case NodeKind::type_cast:
    case NodeKind::annotation:
    case NodeKind::key:
    case NodeKind::function:
    case NodeKind::lambda:
    case NodeKind::count:
    case NodeKind::filter_segment: return write_path_segment(id);
    case NodeKind::call: return write_call(id);
    case NodeKind::list:
      put("(");
      put_list(tree_.children(id), ",");
      return put(")");
    case NodeKind::array:
      put("[");
      put_list(tree_.children(id), ",", true);
      return put("]");
    case NodeKind::object:
      put("{");
      put_list(tree_.children(id), ",");
      return put("}");
    case NodeKind::object_member: {
      std::string name;
      json::write_string(unquote(tree_.name(id)), name);
      write(name);
      put(":");
      return put(tree_.child(id, 0), Precedence::none, true);
    }
    case NodeKind::named_argument:
      put(tree_.name(id));
      put("=");
      return put(tree_.child(id, 0));
    case NodeKind::query: return write_query(id);
    case NodeKind::option: return write_option(id);
    case NodeKind::orderby_item:
    case NodeKind::compute_item:
    case NodeKind::select_item:
    case NodeKind::expand_item:
    case NodeKind::star:
    case NodeKind::overload: return write_item(id);
    case NodeKind::search_word:
    case NodeKind::search_phrase:
    case NodeKind::search_not:
    case NodeKind::search_and:
    case NodeKind::search_or: return write_search(id);
    case NodeKind::variable:
    case NodeKind::alias:
    case NodeKind::range_variable:
    case NodeKind::parameter_name:
    case NodeKind::raw: return write(tree_.name(id));
    case NodeKind::type_name: return write(written_name(id));
  }
}

void Printer::write_literal(NodeId id, bool json) {
  const Node& node = tree_[id];
  const std::string_view text = tree_.name(id);
  const Type* type = binding_ == nullptr ? nullptr : &binding_->types[id];
  if (type != nullptr && type->kind == TypeKind::enumeration && !type->collection)
    return write(enumeration_literal(id));
  if (node.literal() == LiteralKind::string) {
    std::string value = unquote(text);
    if (type != nullptr && type->kind == TypeKind::duration) {
      const std::string duration = canonical_literal(LiteralKind::duration, "duration" + quote(value));
      value = inner_text(duration);
      if (!json && options_.version == Version::v4_0) return write(duration);
    }
    if (!json) return write(quote(value));
    std::string escaped;
    json::write_string(value, escaped);
    return write(escaped);
  }
  write(canonical_literal(node.literal(), text));
}

namespace {
// Members of flags in the order of their declaration; numbers and unknown names keep their place behind.
std::string canonical_members(const EnumType& type, std::string_view text) {
  std::vector<std::pair<std::size_t, std::string_view>> members;
  while (!text.empty()) {
    const std::string_view member = text.substr(0, text.find(','));
    const auto known =
        std::find_if(type.members.begin(), type.members.end(), [&](const EnumMember& m) { return m.name == member; });
    members.push_back({static_cast<std::size_t>(known - type.members.begin()), member});
    text.remove_prefix(std::min(member.size() + 1, text.size()));
  }
  std::stable_sort(members.begin(), members.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  std::string out;
  for (const auto& [order, member] : members) {
    if (!out.empty()) out += ',';
    out += member;
  }
  return out;
}
}  // namespace

std::string Printer::enumeration_literal(NodeId id) const {
  const std::string_view text = tree_.name(id);
  const EnumType& type = schema_->enum_types()[binding_->types[id].definition];
  const std::string members = unquote(text.substr(text.find_first_of("'\"")));
  const bool named = tree_[id].literal() == LiteralKind::enumeration && !typed_by_place_[id];
  std::string out = named || options_.version == Version::v4_0 ? type.qualified_name : std::string();
  return out + quote(canonical_members(type, members));
}

void Printer::write_operation(NodeId id) {
  const Node& node = tree_[id];
  const auto& row = grammar::row(node.operation());
  if (row.arity == grammar::Arity::chain) {
    return write_chain(id, node.operation() == Operator::and_ ? " and " : " or ", tighter(row.precedence));
  }
  if (row.arity == grammar::Arity::prefix) {
    const NodeId operand = tree_.child(id, 0);
    put(row.id == Operator::not_ ? std::string_view("not ") : std::string_view("-"));
    if (!needs_guard(operand, row.id)) return put(operand, row.precedence);
    put("(");
    put_plain(operand);
    return put(")");
  }
  put(tree_.child(id, 0), row.precedence);
  put(" ");
  put(row.keyword);
  put(" ");
  put(tree_.child(id, 1), tighter(row.precedence));
}

void Printer::write_chain(NodeId id, std::string_view separator, Precedence required) {
  bool first = true;
  for (const NodeId child : tree_.children(id)) {
    if (!first) put(separator);
    first = false;
    put(child, required);
  }
}

// Services of version 4.0 know no default namespace: types and bound functions are written with theirs.
std::string_view Printer::written_name(NodeId id) {
  const std::string_view name = tree_.name(id);
  if (options_.version != Version::v4_0 || binding_ == nullptr || name.find('.') != std::string_view::npos) return name;
  const Target& target = binding_->targets[id];
  std::string qualified;
  if (tree_[id].kind == NodeKind::type_name)
    qualified = schema_->is_dynamic() ? std::string() : schema_->type_name(binding_->types[id]);
  else if (target.kind == Target::Kind::cast)
    qualified = schema_->structured_types()[target.definition].qualified_name;
  else if (target.kind == Target::Kind::function && schema_->functions()[target.index].bound)
    qualified = schema_->functions()[target.index].qualified_name;
  return qualified.empty() ? name : texts_.emplace_back(std::move(qualified));
}

void Printer::write_path_segment(NodeId id) {
  const Node& node = tree_[id];
  const NodeId source = tree_.source_of(id);
  if (source != no_node) {
    put_plain(source);
    if (node.kind != NodeKind::key) put("/");
  }
  const auto arguments = tree_.arguments(id);
  switch (node.kind) {
    case NodeKind::key:
      put("(");
      put_list(arguments, ",");
      return put(")");
    case NodeKind::function:
      put(written_name(id));
      put("(");
      put_list(arguments, ",");
      return put(")");
    case NodeKind::lambda:
      put(node.all ? "all(" : "any(");
      put_list(arguments, ":");
      return put(")");
    case NodeKind::count: put("$count"); return put_options(arguments);
    case NodeKind::filter_segment:
      put("$filter(");
      put(arguments[0]);
      return put(")");
    default: return put(written_name(id));
  }
}

void Printer::write_call(NodeId id) {
  const auto function = static_cast<grammar::Function>(tree_[id].detail);
  put(grammar::row(function).name);
  put("(");
  if (function == grammar::Function::case_)
    write_case(id);
  else
    put_list(tree_.children(id), ",");
  put(")");
}

// `c:r,…`; digits on both sides of a colon would be a time of day.
void Printer::write_case(NodeId id) {
  const auto children = tree_.children(id);
  for (std::size_t i = 0; i + 1 < children.size(); i += 2) {
    if (i != 0) put(",");
    put(children[i]);
    queue_.push_back({{}, no_node, Precedence::none, false, true});
    put(children[i + 1]);
  }
}

std::string print(const Tree& tree, const PrintOptions& options) {
  return Printer(tree, nullptr, nullptr, options).print();
}

std::string print(const Tree& tree, const Binding& binding, const Schema& schema, const PrintOptions& options) {
  return Printer(tree, &binding, &schema, options).print();
}

}  // namespace v0
}  // namespace tamis
