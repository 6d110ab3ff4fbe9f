// Filters that SQL can say: making them, translating them.
#include "tests/differential/sql.hpp"

#include <stdexcept>

#include "grammar/functions.hpp"

namespace tamis::tests {

using grammar::Function;

// ---- random filters ----

namespace {

using Words = std::initializer_list<std::string_view>;

std::string word(Random& random, Words words) { return std::string(words.begin()[random.below(words.size())]); }

std::string text(Random& random) {
  return word(random, {"string", "other", "string", "other", "''", "'a'", "'b'", "'ab'", "'A'", "'\xc3\xa9'", "'a''b'",
                       "'\xf0\x9f\x98\x80'", "null"});
}

std::string number(Random& random, int depth) {
  if (depth <= 0 || random.one_in(3))
    return word(random, {"int32", "int16", "byte", "sbyte", "0", "1", "-1", "2", "5", "100", "2147483647", "null"});
  std::string left;
  switch (random.below(4)) {
    case 0: return "length(" + text(random) + ")";
    case 1: left = "indexof(" + text(random); return left + "," + text(random) + ")";
    case 2:  // no zero on the right
      left = "(" + number(random, depth - 1);
      left += word(random, {") div ", ") mod "});
      return "(" + left + word(random, {"2", "-3", "7"}) + ")";
    default:
      left = "(" + number(random, depth - 1);
      left += word(random, {" add ", " sub ", " mul "});
      return left + number(random, 0) + ")";
  }
}

}  // namespace

std::string random_sql_filter(Random& random, int depth) {
  std::string left;
  if (depth > 0 && random.one_in(2)) {
    if (random.one_in(4)) return "not (" + random_sql_filter(random, depth - 1) + ")";
    left = "(" + random_sql_filter(random, depth - 1);
    left += word(random, {") and (", ") or ("});
    return left + random_sql_filter(random, depth - 1) + ")";
  }
  switch (random.below(4)) {
    case 0:
      left = word(random, {"contains(", "startswith(", "endswith("}) + text(random);
      return left + "," + text(random) + ")";
    case 1: {
      const bool of_text = random.one_in(2);
      left = (of_text ? text(random) : number(random, 1)) + " in (";
      for (std::size_t i = random.below(4); i > 0; --i) {
        left +=
            of_text ? word(random, {"'a'", "'b'", "''", "'ab'", "null"}) : word(random, {"0", "1", "5", "-1", "null"});
        if (i > 1) left += ",";
      }
      return left + ")";
    }
    case 2:
      left = text(random);
      left += word(random, {" eq ", " ne ", " gt ", " ge ", " lt ", " le "});
      return left + text(random);
    default:
      left = number(random, 2);
      left += word(random, {" eq ", " ne ", " gt ", " ge ", " lt ", " le "});
      return left + number(random, 2);
  }
}

// ---- translation ----

namespace {

[[noreturn]] void cannot(const Tree& tree, NodeId id) {
  throw std::runtime_error("not to be said in SQL: " + std::string(tree.text(tree[id].span)));
}

std::string literal(const Tree& tree, NodeId id) {
  if (tree[id].literal() == LiteralKind::string) return quote(string_value(tree, id));  // the same quotes
  if (tree[id].literal() == LiteralKind::null) return "NULL";
  return std::string(tree.name(id));
}

// A comparison is true or false, also with null (OData 4.01 Part 2 §5.1.1.1.1–6).
std::string comparison(Operator op, const std::string& a, const std::string& b) {
  switch (op) {
    case Operator::eq: return "(" + a + " IS " + b + ")";
    case Operator::ne: return "(" + a + " IS NOT " + b + ")";
    case Operator::gt: return "COALESCE(" + a + " > " + b + ",0)";
    case Operator::lt: return "COALESCE(" + a + " < " + b + ",0)";
    case Operator::ge: return "COALESCE(" + a + " >= " + b + "," + a + " IS " + b + ")";
    default: return "COALESCE(" + a + " <= " + b + "," + a + " IS " + b + ")";
  }
}

std::string membership(const Tree& tree, NodeId id) {
  const std::string left = to_sql(tree, tree.child(id, 0));
  std::string out = "(0";
  for (const NodeId item : tree.children(tree.child(id, 1)))
    out += " OR " + left + " IS " + to_sql(tree, item);
  return out + ")";
}

std::string operation(const Tree& tree, NodeId id) {
  const Operator op = tree[id].operation();
  const auto child = [&](std::size_t i) { return to_sql(tree, tree.child(id, i)); };
  const auto between = [&](const char* word) {
    std::string out = "(" + child(0);
    for (std::size_t i = 1; i < tree[id].child_count; ++i)
      out += word + child(i);
    return out + ")";
  };
  switch (op) {  // NOT, AND, OR and arithmetic have the same null rules
    case Operator::and_: return between(" AND ");
    case Operator::or_: return between(" OR ");
    case Operator::not_: return "(NOT " + child(0) + ")";
    case Operator::add: return between(" + ");
    case Operator::sub: return between(" - ");
    case Operator::mul: return between(" * ");
    case Operator::div: return between(" / ");
    case Operator::mod: return between(" % ");
    case Operator::in: return membership(tree, id);
    case Operator::eq:
    case Operator::ne:
    case Operator::gt:
    case Operator::ge:
    case Operator::lt:
    case Operator::le: return comparison(op, child(0), child(1));
    default: cannot(tree, id);
  }
}

std::string call(const Tree& tree, NodeId id) {
  const std::string a = to_sql(tree, tree.child(id, 0));
  const std::string b = tree[id].child_count > 1 ? to_sql(tree, tree.child(id, 1)) : std::string();
  switch (static_cast<Function>(tree[id].detail)) {
    case Function::length: return "length(" + a + ")";
    case Function::contains: return "(instr(" + a + "," + b + ") > 0)";
    case Function::indexof: return "(instr(" + a + "," + b + ") - 1)";
    case Function::startswith: return "(substr(" + a + ",1,length(" + b + ")) = " + b + ")";
    case Function::endswith:
      return "(length(" + b + ") <= length(" + a + ") AND substr(" + a + ",length(" + a + ")-length(" + b
           + ")+1) = " + b + ")";
    default: cannot(tree, id);
  }
}

}  // namespace

std::string to_sql(const Tree& tree, NodeId id) {
  switch (tree[id].kind) {
    case NodeKind::literal: return literal(tree, id);
    case NodeKind::member: return std::string(tree.name(id));
    case NodeKind::operation: return operation(tree, id);
    case NodeKind::call: return call(tree, id);
    default: cannot(tree, id);
  }
}

}  // namespace tamis::tests
