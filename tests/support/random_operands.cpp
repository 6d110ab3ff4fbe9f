// Expressions of random texts: operators, paths, calls, lambdas.
#include "tests/support/random_author.hpp"

namespace tamis::tests {

Written Author::expression() {
  if (!spend()) return {"z"};
  switch (shape_.below(8)) {
    case 0: return chain();
    case 1:
    case 2: return operation();
    case 3: return prefix();
    case 4: return membership();
    default: return primary();
  }
}

Written Author::chain() {
  const bool is_or = shape_.one_in(2);
  const int binds = is_or ? binds_or : binds_and;
  Written first = expression();
  if (first.binds == binds) first = {"y"};  // `(a and b) and c` is one chain of three
  Written out{fit(first, binds + 1), binds};
  if (out.text.front() != '(') out.lead = first.lead;
  for (std::size_t n = 1 + shape_.below(3); n > 0; --n)
    out.text = around(is_or ? "or" : "and", out.text, fit(expression(), binds + 1));
  return out;
}

Written Author::operation() {
  struct Row {
    std::string_view keyword;
    int binds;
  };
  static constexpr Row rows[] = {{"eq", binds_equality}, {"ne", binds_equality},   {"gt", binds_relation},
                                 {"ge", binds_relation}, {"lt", binds_relation},   {"le", binds_relation},
                                 {"add", binds_sum},     {"sub", binds_sum},       {"mul", binds_product},
                                 {"div", binds_product}, {"divby", binds_product}, {"mod", binds_product}};
  const Row& row = rows[shape_.below(std::size(rows))];
  const Written left = expression(), right = expression();
  Written out{fit(left, row.binds), row.binds};
  if (out.text.front() != '(') out.lead = left.lead;
  out.text = around(row.keyword, out.text, fit(right, row.binds + 1));
  return out;
}

Written Author::prefix() {
  const bool is_not = shape_.one_in(2);
  const Written operand = expression();
  std::string text = fit(operand, binds_prefix);
  const bool guard = operand.lead == (is_not ? Lead::operator_word : Lead::number);
  if (guard && text.front() != '(') text = "(" << bws() << text << bws() << ")";
  if (is_not)
    return {any_case("not") << (text.front() == '(' && manner_.one_in(3) ? std::string() : rws()) << text,
            binds_prefix};
  return {"-" << bws() << text, binds_prefix};
}

Written Author::membership() {
  const Written left = expression();
  Written out{fit(left, binds_membership), binds_membership};
  if (out.text.front() != '(') out.lead = left.lead;
  if (shape_.one_in(3)) {
    const std::string type = shape_.one_in(2) ? qualified_name() : std::string();
    out.text += (out.text.back() == ')' && manner_.one_in(9) ? std::string() : rws())
             << any_case("has") << rws() << type << enumeration_members();
  } else if (shape_.one_in(3)) {
    const Written right = expression();  // a literal in parentheses would be a list
    const bool bare = right.is_literal;
    out.text = around("in", out.text, fit(right, binds_primary, bare));
  } else {
    out.text = around("in", out.text, "(" << bws() << list_of(0, 4, [&] { return literal(); }) << bws() << ")");
  }
  return out;
}

Written Author::primary() {
  switch (shape_.below(12)) {
    case 0: return {"[" << bws() << list_of(0, 3, [&] { return value_in_url(); }) << bws() << "]"};
    case 1:
      return {
          "{" << bws()
              << list_of(0, 3, [&] { return quoted_json(characters_of(4)) << bws() << ":" << bws() << value_in_url(); })
              << bws() << "}"};
    case 2:
    case 3: return {call()};
    case 4:
    case 5:
    case 6: {
      Written out;
      bool is_number = false;
      out.text = literal(&is_number);
      out.lead = is_number || out.text.front() == '+' ? Lead::number : Lead::other;
      out.is_literal = true;
      return out;
    }
    case 7:
      if (!variables_.empty()) {
        const std::string variable = variables_[shape_.below(variables_.size())];
        if (shape_.one_in(2)) return {variable << "/" << segment_name() << path_tail(false)};
        return lone_name(variable);
      }
      [[fallthrough]];
    case 8: return lone_name(name());
    default: return path_operand();
  }
}

/// `not` would be read as the operator, and `not eq` as a comparison.
Written Author::lone_name(const std::string& name) {
  if (name == "not" || name == "Not") return {"(" << bws() << name << bws() << ")"};
  return {name, binds_primary, is_operator_word(name) ? Lead::operator_word : Lead::other};
}

Written Author::path_operand() {
  const std::string text = path();
  return {text, binds_primary, text.starts_with("INF/") ? Lead::number : Lead::other};
}

// ---- operands ---------------------------------------------------------------------------------------------------

std::string Author::value_in_url() {
  if (shape_.one_in(3)) {
    const std::string text = characters_of(5);
    if (manner_.one_in(2)) return quoted_json(text);
    std::string out = "'";
    for (const char c : text)
      out += c == '\'' ? std::string("''") : std::string(1, c);
    return out << "'";
  }
  return expression().text;
}

std::string Author::named_arguments() {
  return list_of(1, 2, [&] {
    const std::string value = expression().text;
    // The blanks in front of an array or object belong to it.
    return name() << "=" << (value.front() == '[' || value.front() == '{' ? bws() : std::string()) << value;
  });
}

std::string Author::service_arguments() {
  return "(" << bws() << (shape_.one_in(3) ? std::string() : named_arguments()) << bws() << ")";
}

std::string Author::key() {
  // null, binary and geographic literals are no keys.
  const auto value = [&] {
    std::string out = shape_.one_in(4) ? "@" << name() : literal();
    const bool open = out.find('\'') != std::string::npos && out.front() != '\'' && out.find('.') > out.find('\'');
    return out == "null" || (open && (out.front() | 0x20) != 'd') ? std::string("'k'") : out;
  };
  return "(" << bws() << value() << bws() << ")";
}

std::string Author::call() {
  const std::size_t index = shape_.below(grammar::functions.size());
  const auto& row = grammar::functions[index];
  if (row.id == grammar::Function::case_) return case_call();
  std::string arguments;
  if (row.id == grammar::Function::cast || row.id == grammar::Function::isof) {
    if (shape_.one_in(2)) arguments = expression().text << bws() << "," << bws();
    arguments += shape_.pick(type_names);
  } else {
    arguments = list_of(row.least, row.most, [&] { return expression().text; });
  }
  return any_case(row.name) << "(" << bws() << arguments << bws() << ")";
}

std::string Author::case_call() {
  // Digits on both sides of a colon would be a time of day.
  const auto condition = [&] {
    std::string out = expression().text;
    out += std::isdigit(static_cast<unsigned char>(out.back())) != 0 ? " " : bws();
    return out << ":" << bws() << expression().text;
  };
  return any_case("case") << "(" << bws() << list_of(2, 3, condition) << bws() << ")";
}

std::string Author::lambda() {
  if (variables_.size() > 4 || shape_.one_in(6)) return any_case("any") << "(" << bws() << ")";
  const std::string word = any_case(shape_.one_in(2) ? "any" : "all");
  variables_.push_back(shape_.one_in(6) ? shape_.pick(odd_names)
                                        : std::string(1, static_cast<char>('p' + shape_.below(10))));
  std::string out = word << "(" << bws() << variables_.back() << bws() << ":" << bws() << expression().text << bws()
                         << ")";
  variables_.pop_back();
  return out;
}

std::string Author::path() {
  switch (shape_.below(9)) {
    case 0: return (shape_.one_in(2) ? "$it" : "$this") << path_tail(false);
    case 1: return "$root/" << name() << (shape_.one_in(2) ? key() : std::string()) << path_tail(false);
    case 2:
      return "@" << (shape_.one_in(2) ? name() : qualified_name()) << (shape_.one_in(4) ? "#q" : "")
                 << path_tail(false);
    case 3: return qualified_name() << service_arguments() << path_tail(false);
    case 4: return qualified_name() << "/" << segment_name() << path_tail(false);
    case 5: return shape_.pick(call_names) << (shape_.one_in(2) ? key() : service_arguments()) << path_tail(false);
    case 6: return shape_.pick(literal_names) << "/" << segment_name() << path_tail(false);
    default: return name() << path_tail(true);
  }
}

std::string Author::path_tail(bool needed) {
  std::string out;
  while (spend() && (needed || shape_.one_in(2))) {
    needed = false;
    switch (shape_.below(10)) {
      case 0: out += "/" << qualified_name(); break;
      case 1: out += "/@" << qualified_name() << (shape_.one_in(3) ? "#" << name() : std::string()); break;
      case 2:
        out += "/$filter(" << bws() << expression().text << bws() << ")" << (shape_.one_in(3) ? key() : std::string());
        break;
      case 3: out += "/" << shape_.pick(call_names) << (shape_.one_in(2) ? key() : service_arguments()); break;
      case 4: out += "/" << qualified_name() << (shape_.one_in(3) ? key() : service_arguments()); break;
      case 5: return out << "/" << lambda();
      case 6:
        return out << "/$count"
                   << (shape_.one_in(2) ? nested_options({Option::filter, Option::search}) : std::string());
      default: out += "/" << segment_name(); break;
    }
  }
  return needed ? "/w" : out;
}

}  // namespace tamis::tests
