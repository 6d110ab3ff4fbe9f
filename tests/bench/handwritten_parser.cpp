// Precedence climbing over characters, no tokens in between; finished nodes go to one array.
#include "tests/bench/handwritten_parser.hpp"

#include <algorithm>
#include <tuple>
#include <utility>

#include "grammar/functions.hpp"
#include "grammar/operators.hpp"
#include "tests/bench/handwritten_literals.hpp"

namespace tamis::bench {

namespace {

using grammar::Precedence;

constexpr Precedence tighter(Precedence p) { return static_cast<Precedence>(static_cast<int>(p) + 1); }

// Where an operand was written, its parentheses included.
struct Value {
  NodeId id = no_node;
  std::uint32_t begin = 0, end = 0;
};

class Parser {
 public:
  Parser(std::string_view text, const Limits& limits, HandwrittenTree& tree, HandwrittenError& error)
      : text_(text), limits_(limits), tree_(tree), error_(error) {
    tree_.nodes.reserve(text.size() / 6 + 8);
    tree_.children.reserve(text.size() / 6 + 8);
    waiting_.reserve(16);
  }
  bool parse_filter();

 private:
  bool fail(std::string_view expected);
  char peek() const { return at_ < text_.size() ? text_[at_] : '\0'; }
  bool take(char c, std::string_view expected);
  void skip_blanks();
  std::string_view word_at(std::uint32_t at) const;
  std::string_view text(Span span) const { return text_.substr(span.offset, span.length); }
  bool enter();

  bool add(const Node& node, std::initializer_list<NodeId> children, std::uint32_t begin, std::uint32_t end,
           Value& made);
  bool add_waiting(const Node& node, std::size_t base, std::uint32_t begin, std::uint32_t end, Value& made);
  bool add_leaf(NodeKind kind, std::uint8_t detail, Span span, Value& made);

  const grammar::OperatorRow* operator_here(std::uint32_t& keyword) const;
  bool expression(Precedence least, Value& made);
  bool binary(const grammar::OperatorRow& row, std::uint32_t keyword, Value& made);
  bool chain(const grammar::OperatorRow& row, std::uint32_t keyword, Value& made);
  bool prefix(Operator op, std::uint32_t length, Value& made);
  bool operand(Value& made);
  bool primary(Value& made);
  bool parentheses(Value& made);
  bool list(Value& made);
  bool string(Value& made);
  bool bare_literal(Value& made);
  bool call(const grammar::FunctionRow& function, Span name, Value& made);
  bool path(Span first, Value& made);
  bool lambda(Span name, Value& made);

  std::string_view text_;
  const Limits& limits_;
  HandwrittenTree& tree_;
  HandwrittenError& error_;
  std::uint32_t at_ = 0;
  std::uint32_t depth_ = 0;
  std::vector<NodeId> waiting_;          // children of nodes that are not finished
  std::vector<std::string_view> scope_;  // range variables, innermost last
};

bool Parser::fail(std::string_view expected) {
  error_ = {at_, expected};
  return false;
}

bool Parser::take(char c, std::string_view expected) {
  if (peek() != c) return fail(expected);
  ++at_;
  return true;
}

void Parser::skip_blanks() {
  while (is_blank(peek()))
    ++at_;
}

std::string_view Parser::word_at(std::uint32_t at) const {
  std::uint32_t end = at;
  if (end < text_.size() && is_letter(text_[end]))
    while (end < text_.size() && is_name(text_[end]))
      ++end;
  return text_.substr(at, end - at);
}

bool Parser::enter() { return ++depth_ <= limits_.depth || fail("fewer levels"); }

bool Parser::add(const Node& node, std::initializer_list<NodeId> children, std::uint32_t begin, std::uint32_t end,
                 Value& made) {
  const std::size_t base = waiting_.size();
  waiting_.insert(waiting_.end(), children);
  return add_waiting(node, base, begin, end, made);
}

bool Parser::add_waiting(const Node& node, std::size_t base, std::uint32_t begin, std::uint32_t end, Value& made) {
  if (tree_.nodes.size() >= limits_.nodes) return fail("fewer parts");
  Node& added = tree_.nodes.emplace_back(node);
  added.span = {begin, end - begin};
  added.first_child = static_cast<std::uint32_t>(tree_.children.size());
  added.child_count = static_cast<std::uint32_t>(waiting_.size() - base);
  tree_.children.insert(tree_.children.end(), waiting_.begin() + static_cast<std::ptrdiff_t>(base), waiting_.end());
  waiting_.resize(base);
  made = {static_cast<NodeId>(tree_.nodes.size() - 1), begin, end};
  return true;
}

bool Parser::add_leaf(NodeKind kind, std::uint8_t detail, Span span, Value& made) {
  Node node;
  node.kind = kind;
  node.detail = detail;
  node.name = span;
  return add_waiting(node, waiting_.size(), span.offset, span.end(), made);
}

// ---- operators ------------------------------------------------------------------------------------------------------

// The binary operator that comes next, and where its keyword begins.
const grammar::OperatorRow* Parser::operator_here(std::uint32_t& keyword) const {
  keyword = at_;
  while (keyword < text_.size() && is_blank(text_[keyword]))
    ++keyword;
  if (keyword == at_) return nullptr;
  const std::string_view word = word_at(keyword);
  if (word.size() < 2 || word.size() > 5) return nullptr;
  for (const auto& row : grammar::operators)
    if (row.arity != grammar::Arity::prefix && equals_keyword(word, row.keyword)) return &row;
  return nullptr;
}

bool Parser::expression(Precedence least, Value& made) {
  if (!operand(made)) return false;
  for (;;) {
    std::uint32_t keyword = 0;
    const grammar::OperatorRow* const row = operator_here(keyword);
    if (!row || row->precedence < least) return true;
    const bool done = row->arity == grammar::Arity::chain ? chain(*row, keyword, made) : binary(*row, keyword, made);
    if (!done) return false;
  }
}

bool Parser::binary(const grammar::OperatorRow& row, std::uint32_t keyword, Value& made) {
  const Value left = made;
  Value right;
  at_ = keyword + static_cast<std::uint32_t>(row.keyword.size());
  if (!is_blank(peek())) return fail("a blank");
  skip_blanks();
  if (!(row.id == Operator::in && peek() == '(' ? list(right) : expression(tighter(row.precedence), right)))
    return false;
  Node node;
  node.kind = NodeKind::operation;
  node.detail = static_cast<std::uint8_t>(row.id);
  node.name = {keyword, static_cast<std::uint32_t>(row.keyword.size())};
  return add(node, {left.id, right.id}, left.begin, right.end, made);
}

bool Parser::chain(const grammar::OperatorRow& row, std::uint32_t keyword, Value& made) {
  const std::size_t base = waiting_.size();
  const std::uint32_t begin = made.begin;
  Node node;
  node.kind = NodeKind::operation;
  node.detail = static_cast<std::uint8_t>(row.id);
  node.name = {keyword, static_cast<std::uint32_t>(row.keyword.size())};
  waiting_.push_back(made.id);
  for (const grammar::OperatorRow* next = &row; next == &row; next = operator_here(keyword)) {
    at_ = keyword + static_cast<std::uint32_t>(row.keyword.size());
    if (!is_blank(peek())) return fail("a blank");
    skip_blanks();
    if (!expression(tighter(row.precedence), made)) return false;
    waiting_.push_back(made.id);
  }
  return add_waiting(node, base, begin, made.end, made);
}

bool Parser::prefix(Operator op, std::uint32_t length, Value& made) {
  const Span keyword = {at_, length};
  at_ += length;
  skip_blanks();
  if (!enter() || !expression(Precedence::unary, made)) return false;
  --depth_;
  Node node;
  node.kind = NodeKind::operation;
  node.detail = static_cast<std::uint8_t>(op);
  node.name = keyword;
  return add(node, {made.id}, keyword.offset, made.end, made);
}

bool Parser::operand(Value& made) {
  const char c = peek();
  if (c == '-' && !(at_ + 1 < text_.size() && is_digit(text_[at_ + 1]))) return prefix(Operator::negate, 1, made);
  if (lower(c) == 'n' && equals_keyword(word_at(at_), "not") && at_ + 3 < text_.size()
      && (is_blank(text_[at_ + 3]) || text_[at_ + 3] == '('))
    return prefix(Operator::not_, 3, made);
  return primary(made);
}

// ---- operands -------------------------------------------------------------------------------------------------------

bool Parser::primary(Value& made) {
  const char c = peek();
  if (c == '\'') return string(made);
  if (c == '(') return parentheses(made);
  if (is_digit(c) || c == '-') return bare_literal(made);
  const std::string_view word = word_at(at_);
  if (word.empty()) return fail("an operand");
  if (word.size() > limits_.identifier_length) return fail("a shorter name");
  if (word.size() == 8 && at_ + 8 < text_.size() && text_[at_ + 8] == '-'
      && std::all_of(word.begin(), word.end(), is_hex))
    return bare_literal(made);
  const Span name = {at_, static_cast<std::uint32_t>(word.size())};
  at_ += name.length;
  if (peek() == '(') {
    for (const auto& function : grammar::functions)
      if (equals_keyword(word, function.name)) return call(function, name, made);
    return fail("an operator: no function has this name");
  }
  if (peek() != '/') {
    if (equals_keyword(word, "null"))
      return add_leaf(NodeKind::literal, static_cast<std::uint8_t>(LiteralKind::null), name, made);
    if (equals_keyword(word, "true") || equals_keyword(word, "false"))
      return add_leaf(NodeKind::literal, static_cast<std::uint8_t>(LiteralKind::boolean), name, made);
  }
  return path(name, made);
}

bool Parser::parentheses(Value& made) {
  const std::uint32_t begin = at_++;
  skip_blanks();
  if (!enter() || !expression(Precedence::none, made)) return false;
  --depth_;
  skip_blanks();
  if (!take(')', "a closing parenthesis")) return false;
  made.begin = begin;
  made.end = at_;
  return true;
}

bool Parser::list(Value& made) {
  const std::uint32_t begin = at_++;
  const std::size_t base = waiting_.size();
  if (!enter()) return false;
  skip_blanks();
  if (peek() != ')') {
    for (;;) {
      if (!expression(Precedence::none, made)) return false;
      waiting_.push_back(made.id);
      if (waiting_.size() - base > limits_.in_items) return fail("fewer items");
      skip_blanks();
      if (peek() != ',') break;
      ++at_;
      skip_blanks();
    }
  }
  --depth_;
  if (!take(')', "a comma or a closing parenthesis")) return false;
  Node node;
  node.kind = NodeKind::list;
  node.name = {begin, 1};
  return add_waiting(node, base, begin, at_, made);
}

bool Parser::string(Value& made) {
  const std::uint32_t begin = at_;
  for (++at_;; at_ += 2) {
    const std::size_t quote = text_.find('\'', at_);
    if (quote == std::string_view::npos) return fail("a closing quotation mark");
    at_ = static_cast<std::uint32_t>(quote);
    if (at_ + 1 == text_.size() || text_[at_ + 1] != '\'') break;
  }
  ++at_;
  return add_leaf(NodeKind::literal, static_cast<std::uint8_t>(LiteralKind::string), {begin, at_ - begin}, made);
}

bool Parser::bare_literal(Value& made) {
  const std::uint32_t begin = at_;
  while (at_ < text_.size()
         && (is_name(text_[at_]) || text_[at_] == '-' || text_[at_] == '.' || text_[at_] == ':' || text_[at_] == '+'))
    ++at_;
  const Span span = {begin, at_ - begin};
  const auto kind = bare_literal_kind(text(span));
  if (!kind) return fail("a literal");
  return add_leaf(NodeKind::literal, static_cast<std::uint8_t>(*kind), span, made);
}

bool Parser::call(const grammar::FunctionRow& function, Span name, Value& made) {
  const std::size_t base = waiting_.size();
  ++at_;
  if (!enter()) return false;
  skip_blanks();
  if (peek() != ')') {
    for (;;) {
      if (!expression(Precedence::none, made)) return false;
      waiting_.push_back(made.id);
      skip_blanks();
      if (peek() != ',') break;
      ++at_;
      skip_blanks();
    }
  }
  --depth_;
  if (!take(')', "a comma or a closing parenthesis")) return false;
  const std::size_t arguments = waiting_.size() - base;
  if (arguments < function.least || arguments > function.most) return fail("another number of arguments");
  Node node;
  node.kind = NodeKind::call;
  node.detail = static_cast<std::uint8_t>(function.id);
  node.name = name;
  return add_waiting(node, base, name.offset, at_, made);
}

bool Parser::path(Span first, Value& made) {
  const bool variable = std::find(scope_.rbegin(), scope_.rend(), text(first)) != scope_.rend();
  if (!(variable ? add_leaf(NodeKind::variable, static_cast<std::uint8_t>(Variable::range), first, made)
                 : add_leaf(NodeKind::member, 0, first, made)))
    return false;
  while (peek() == '/') {
    ++at_;
    if (text_.substr(at_, 6) == "$count") {
      const Span name = {at_, 6};
      at_ += 6;
      Node node;
      node.kind = NodeKind::count;
      node.name = name;
      node.has_source = true;
      return add(node, {made.id}, made.begin, at_, made);
    }
    const std::string_view word = word_at(at_);
    if (word.empty() || word.size() > limits_.identifier_length) return fail("a name");
    const Span name = {at_, static_cast<std::uint32_t>(word.size())};
    at_ += name.length;
    if (peek() == '(' && (equals_keyword(word, "any") || equals_keyword(word, "all"))) return lambda(name, made);
    Node node;
    node.kind = NodeKind::member;
    node.name = name;
    node.has_source = true;
    if (!add(node, {made.id}, made.begin, name.end(), made)) return false;
  }
  return true;
}

bool Parser::lambda(Span name, Value& made) {
  const std::uint32_t begin = made.begin;
  const std::size_t base = waiting_.size();
  waiting_.push_back(made.id);
  ++at_;
  skip_blanks();
  const bool all = lower(text_[name.offset + 1]) == 'l';
  if (peek() != ')' || all) {
    const std::string_view variable = word_at(at_);
    if (variable.empty()) return fail("a range variable");
    if (!add_leaf(NodeKind::range_variable, 0, {at_, static_cast<std::uint32_t>(variable.size())}, made)) return false;
    at_ += static_cast<std::uint32_t>(variable.size());
    waiting_.push_back(made.id);
    skip_blanks();
    if (!take(':', "a colon")) return false;
    skip_blanks();
    scope_.push_back(variable);
    if (scope_.size() > limits_.lambda_depth) return fail("fewer levels of any and all");
    if (!enter() || !expression(Precedence::none, made)) return false;
    --depth_;
    scope_.pop_back();
    waiting_.push_back(made.id);
    skip_blanks();
  }
  if (!take(')', "a closing parenthesis")) return false;
  Node node;
  node.kind = NodeKind::lambda;
  node.name = name;
  node.has_source = true;
  node.all = all;
  return add_waiting(node, base, begin, at_, made);
}

bool Parser::parse_filter() {
  Value root;
  if (text_.size() > limits_.bytes) return fail("a shorter text");
  if (!is_utf8(text_)) return fail("UTF-8");
  skip_blanks();
  if (!expression(Precedence::none, root)) return false;
  skip_blanks();
  if (at_ != text_.size()) return fail("an operator or the end");
  tree_.root = root.id;
  return true;
}

bool is_same(const Node& a, const Node& b) {
  const auto flags = [](const Node& n) { return std::tuple(n.has_source, n.all, n.double_quoted); };
  return a.kind == b.kind && a.detail == b.detail && a.span == b.span && a.name == b.name && flags(a) == flags(b)
      && a.child_count == b.child_count;
}

}  // namespace

std::optional<HandwrittenTree> parse_by_hand(std::string_view text, HandwrittenError& error, const Limits& limits) {
  std::optional<HandwrittenTree> tree(std::in_place);
  tree->source = Source(std::string(text));
  if (!Parser(tree->source.decoded(), limits, *tree, error).parse_filter()) tree.reset();
  return tree;
}

bool is_same(const HandwrittenTree& a, const Tree& b) {
  if (a.nodes.size() != b.size() || a.source.decoded() != b.text()) return false;
  std::vector<std::pair<NodeId, NodeId>> pending = {{a.root, b.root()}};
  while (!pending.empty()) {
    const auto [x, y] = pending.back();
    pending.pop_back();
    if (!is_same(a.nodes[x], b[y])) return false;
    for (std::uint32_t i = 0; i < b[y].child_count; ++i)
      pending.emplace_back(a.children[a.nodes[x].first_child + i], b.child(y, i));
  }
  return true;
}

}  // namespace tamis::bench
