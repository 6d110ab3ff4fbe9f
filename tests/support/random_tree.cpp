#include "tests/support/random_tree.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <initializer_list>
#include <string_view>
#include <utility>
#include <vector>

#include "grammar/functions.hpp"
#include "tamis/print.hpp"

namespace tamis::tests {

namespace {

/// SplitMix64: the same numbers on every machine.
class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed) {}
  std::uint64_t next() noexcept {
    std::uint64_t z = state_ += 0x9E3779B97F4A7C15u;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return z ^ (z >> 31);
  }
  std::size_t below(std::size_t n) noexcept { return static_cast<std::size_t>(next() % n); }
  bool one_in(std::size_t n) noexcept { return below(n) == 0; }
  template <std::size_t N>
  std::string pick(const std::string_view (&words)[N]) {
    return std::string(words[below(N)]);
  }

 private:
  std::uint64_t state_;
};

// The table of the standard once more, by hand (Part 2 §5.1.1.17).
enum Binds {
  binds_or = 1,
  binds_and,
  binds_equality,
  binds_relation,
  binds_sum,
  binds_product,
  binds_prefix,
  binds_membership,
  binds_primary
};

/// What stands first in an expression: some things must not follow a prefix operator.
enum class Lead { other, number, operator_word };

struct Written {
  std::string text;
  int binds = binds_primary;
  Lead lead = Lead::other;
  bool is_literal = false;
};

constexpr char data_semicolon = '\x01';  ///< in a search word: to be written %3B

constexpr std::string_view plain_names[] = {"a",
                                            "b",
                                            "name",
                                            "Price",
                                            "_x",
                                            "x1",
                                            "team",
                                            "abcdef01",
                                            "d",
                                            "e5",
                                            "T",
                                            "\xC3\xA9t\xC3\xA9",
                                            "\xE5\x90\x8D",
                                            "nothing",
                                            "order",
                                            "INFO",
                                            "deadbeef",
                                            "geo",
                                            "duration",
                                            "binary"};
constexpr std::string_view odd_names[] = {"eq",    "and",  "or",   "in",         "has",    "not", "Not",      "EQ",
                                          "divby", "any",  "all",  "asc",        "desc",   "as",  "contains", "date",
                                          "case",  "isof", "cast", "Collection", "filter", "top", "max"};
constexpr std::string_view literal_names[] = {"null", "true", "false", "NaN", "INF", "TRUE"};
constexpr std::string_view namespaces[] = {"Ns", "Sales.Model", "N", "not", "geo2"};
constexpr std::string_view type_names[] = {"Edm.String",           "Edm.Int32",        "Ns.Type", "Customer",
                                           "Collection(Edm.Guid)", "Collection(Ns.T)", "not"};
constexpr std::string_view call_names[] = {"F", "Items", "GetIt", "BestOf"};
constexpr std::string_view blanks[] = {" ", " ", " ", " ", "  ", "\t", " \t "};
constexpr std::string_view characters[] = {"a",
                                           "b",
                                           "Z",
                                           "0",
                                           "7",
                                           " ",
                                           " ",
                                           "'",
                                           "\"",
                                           "\\",
                                           "/",
                                           "&",
                                           "%",
                                           "#",
                                           "+",
                                           ";",
                                           ",",
                                           "(",
                                           ")",
                                           "=",
                                           "?",
                                           ":",
                                           "@",
                                           "$",
                                           "\xC3\xA4",
                                           "\xE2\x82\xAC",
                                           "\xF0\x9F\x98\x80",
                                           "\t",
                                           "\n",
                                           "-",
                                           ".",
                                           "{",
                                           "]",
                                           "%41",
                                           "''"};

bool is_operator_word(std::string_view word) {
  std::string lower(word);
  for (char& c : lower)
    c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  static constexpr std::string_view words[] = {"or",  "and", "eq",  "ne",    "gt",  "ge",  "lt",  "le", "add",
                                               "sub", "mul", "div", "divby", "mod", "not", "has", "in"};
  return std::find(std::begin(words), std::end(words), lower) != std::end(words);
}

class Author {
 public:
  Author(std::uint64_t shape, std::uint64_t manner) : shape_(shape), manner_(manner) {}
  RandomText write();

 private:
  // ---- manner ----
  std::string bws() { return manner_.one_in(5) ? manner_.pick(blanks) : std::string(); }
  std::string rws() { return manner_.pick(blanks); }
  std::string any_case(std::string_view word) {
    std::string out(word);
    if (manner_.one_in(4))
      for (char& c : out)
        if (std::isalpha(static_cast<unsigned char>(c)) != 0 && manner_.one_in(2)) c = static_cast<char>(c ^ 0x20);
    return out;
  }
  std::string encoded(std::string_view text, bool is_name = false);
  std::string quoted_json(std::string_view text);

  // ---- words ----
  bool spend(int n = 1) { return (budget_ -= n) > 0; }
  std::string name() { return shape_.one_in(5) ? shape_.pick(odd_names) : shape_.pick(plain_names); }
  std::string segment_name() { return shape_.one_in(12) ? shape_.pick(literal_names) : name(); }
  std::string qualified_name() { return shape_.pick(namespaces) + "." + name(); }
  std::string characters_of(std::size_t most) {
    std::string out;
    for (std::size_t n = shape_.below(most + 1); n > 0; --n)
      out += shape_.pick(characters);
    return out;
  }
  std::string digits(std::size_t most) {
    std::string out;
    for (std::size_t n = 1 + shape_.below(most); n > 0; --n)
      out += static_cast<char>('0' + shape_.below(10));
    return out;
  }
  std::string two_digits(std::size_t from, std::size_t count) {
    const std::size_t n = from + shape_.below(count);
    return {static_cast<char>('0' + n / 10), static_cast<char>('0' + n % 10)};
  }

  // ---- expressions ----
  std::string literal(bool* is_number = nullptr);
  std::string number(bool* is_number);
  std::string string_literal();
  std::string date() {
    return (shape_.one_in(9) ? "-" : "") + std::string("20") + two_digits(0, 100) + "-" + two_digits(1, 12) + "-"
         + two_digits(1, 28);
  }
  std::string time();
  std::string duration();
  std::string binary();
  std::string geo(int depth);
  std::string enumeration_members();
  std::string value_in_url();
  Written expression();
  Written primary();
  Written operation();
  Written chain();
  Written prefix();
  Written membership();
  Written path_operand();
  Written lone_name(const std::string& name);
  std::string fit(const Written& operand, int required, bool bare = false);
  std::string around(std::string_view keyword, std::string left, const std::string& right);
  std::string path();
  std::string path_tail(bool source_needs_segment);
  std::string key();
  std::string service_arguments();
  std::string named_arguments();
  std::string call();
  std::string case_call();
  std::string lambda();
  template <typename Item>
  std::string list_of(std::size_t least, std::size_t most, Item item, std::string_view separator = "") {
    std::string out;
    const std::size_t n = least + shape_.below(most - least + 1);
    for (std::size_t i = 0; i < n; ++i) {
      if (i != 0) out += separator.empty() ? bws() + "," + bws() : std::string(separator);
      out += item();
    }
    return out;
  }

  // ---- options ----
  std::string item_separator() { return manner_.one_in(9) ? "," + rws() : ","; }
  template <typename Item>
  std::string items(Item item) {
    std::string out = item();
    while (shape_.one_in(2) && spend())
      out += item_separator() + item();
    return out;
  }
  std::string orderby() {
    return items([&] {
      std::string out = expression().text;
      if (shape_.one_in(3)) return out + rws() + any_case("desc");
      return manner_.one_in(4) ? out + rws() + any_case("asc") : out;
    });
  }
  std::string compute() {
    return items([&] {
      const std::string value = expression().text;
      return value + rws() + any_case("as") + rws() + name();
    });
  }
  std::string select() {
    return items([&] { return select_item(); });
  }
  std::string expand() {
    return items([&] { return expand_item(); });
  }
  std::string select_item();
  std::string expand_item();
  std::string search();
  Written search_operand(int depth);
  std::string nested_options(std::initializer_list<Option> allowed);
  std::string option_word(Option option) { return (manner_.one_in(3) ? "" : "$") + any_case(tamis::name(option)); }
  std::string option_value(Option option);
  std::string query_string();

  Random shape_, manner_;
  int budget_ = 0;
  bool encode_ = false;
  bool opaque_ = false;
  TextKind as_ = TextKind::filter;
  std::vector<std::string> variables_;
};

// ---- manner -----------------------------------------------------------------------------------------------------

std::string Author::encoded(std::string_view text, bool is_name) {
  static constexpr char hex[] = "0123456789ABCDEFabcdef";
  std::string out;
  for (const char c : text) {
    if (c == data_semicolon) {
      out += encode_ ? "%3B" : ";";
      continue;
    }
    const auto byte = static_cast<unsigned char>(c);
    const bool must = c == '%' || c == '&' || c == '#' || byte < 0x20 || (is_name && c == '=');
    if (!encode_ || (!must && (c == ';' || !manner_.one_in(c == ' ' ? 3 : 25)))) {
      out += c;
      continue;
    }
    const unsigned low = byte & 15u;
    out += {'%', hex[byte >> 4], hex[low >= 10 && manner_.one_in(3) ? low + 6 : low]};
  }
  return out;
}

std::string Author::quoted_json(std::string_view text) {
  std::string out = "\"";
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    const bool ascii = static_cast<unsigned char>(c) < 0x80;
    static constexpr char hex[] = "0123456789abcdef";
    if (ascii && (static_cast<unsigned char>(c) < 0x20 || manner_.one_in(12)))
      out += std::string("\\u00") + hex[c >> 4] + hex[c & 15];
    else if (c == '"' || c == '\\' || (c == '/' && manner_.one_in(3)))
      out += {'\\', c};
    else if (text.substr(i).starts_with("\xE2\x82\xAC") && manner_.one_in(2))
      out += any_case("\\u").substr(0, 1) + "u20aC", i += 2;
    else if (text.substr(i).starts_with("\xF0\x9F\x98\x80") && manner_.one_in(2))
      out += "\\uD83D\\ude00", i += 3;
    else
      out += c;
  }
  return out + "\"";
}

/// The operand in parentheses where it binds less tightly than required, and now and then where it need not be.
std::string Author::fit(const Written& operand, int required, bool bare) {
  std::string text = operand.text;
  if (operand.binds < required) text = "(" + bws() + text + bws() + ")";
  if (!bare && manner_.one_in(8)) text = "(" + bws() + text + bws() + ")";
  return text;
}

std::string Author::around(std::string_view keyword, std::string left, const std::string& right) {
  const bool missing_before = left.back() == ')' && manner_.one_in(9);
  const bool missing_behind = right.front() == '(' && manner_.one_in(9);
  left += missing_before ? std::string() : rws();
  return left + any_case(keyword) + (missing_behind ? std::string() : rws()) + right;
}

// ---- literals ---------------------------------------------------------------------------------------------------

std::string Author::string_literal() {
  std::string out = "'";
  for (const char c : characters_of(6)) {
    out += c;
    if (c == '\'') out += c;
  }
  return out + "'";
}

std::string Author::number(bool* is_number) {
  if (is_number != nullptr) *is_number = true;
  const bool negative = shape_.one_in(4);
  std::string out = negative ? "-" : manner_.one_in(12) ? "+" : "";
  if (is_number != nullptr && !out.empty()) *is_number = false;
  if (manner_.one_in(12)) out += "00";
  out += digits(shape_.one_in(20) ? 30 : 4);
  switch (shape_.below(4)) {
    case 0: return out + "." + digits(4) + (manner_.one_in(6) ? "0" : "");
    case 1:
      return out + (shape_.one_in(2) ? "." + digits(3) : "") + any_case("e")
           + (shape_.one_in(2)    ? "-"
              : manner_.one_in(3) ? "+"
                                  : "")
           + two_digits(0, 60);
    default: return out;
  }
}

std::string Author::time() {
  const std::string minutes = two_digits(0, 24) + ":" + two_digits(0, 60);
  switch (shape_.below(3)) {
    case 0: return minutes + (manner_.one_in(2) ? ":00" : "");
    case 1: return minutes + ":" + two_digits(0, 61);
    default: return minutes + ":" + two_digits(0, 60) + "." + digits(12);
  }
}

std::string Author::duration() {
  std::string out = shape_.one_in(3) ? "-P" : "P";
  const std::size_t parts = 1 + shape_.below(15);
  if ((parts & 1) != 0) out += digits(3) + "D";
  if (parts > 1) out += "T";
  if ((parts & 2) != 0) out += digits(2) + "H";
  if ((parts & 4) != 0) out += digits(2) + "M";
  if ((parts & 8) != 0) out += digits(2) + (shape_.one_in(2) ? "." + digits(9) : "") + "S";
  return any_case("duration") + "'" + any_case(out) + "'";
}

std::string Author::binary() {
  static constexpr std::string_view letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  const auto letter = [&](std::size_t step) { return letters[step * shape_.below(64 / step)]; };
  std::string out = any_case("binary") + "'";
  for (std::size_t n = 4 * shape_.below(4); n > 0; --n)
    out += letter(1);
  const std::size_t rest = shape_.below(3);
  if (rest == 1) out += {letter(1), letter(16)};
  if (rest == 2) out += {letter(1), letter(1), letter(4)};
  if (rest != 0 && manner_.one_in(2)) out += rest == 1 ? "==" : "=";
  return out + "'";
}

std::string Author::geo(int depth) {
  const auto position = [&] {
    return digits(3) + (shape_.one_in(2) ? ".5 -" : " ") + digits(2) + (shape_.one_in(4) ? " 7e2" : "");
  };
  const auto points = [&](std::size_t least) { return "(" + list_of(least, 4, position, ",") + ")"; };
  switch (shape_.below(depth > 0 ? 7 : 6)) {
    case 0: return "Point" + points(1).substr(0, 0) + "(" + position() + ")";
    case 1: return "LineString" + points(2);
    case 2:
      return "Polygon("
           + list_of(
                 1, 2, [&] { return points(1); }, ",")
           + ")";
    case 3:
      return "MultiPoint("
           + list_of(
                 0, 3, [&] { return "(" + position() + ")"; }, ",")
           + ")";
    case 4:
      return "MultiLineString("
           + list_of(
                 0, 2, [&] { return points(2); }, ",")
           + ")";
    case 5:
      return "MultiPolygon("
           + list_of(
                 0, 2, [&] { return "(" + points(1) + ")"; }, ",")
           + ")";
    default:
      return "GeometryCollection("
           + list_of(
                 1, 3, [&] { return geo(depth - 1); }, ",")
           + ")";
  }
}

std::string Author::enumeration_members() {
  return "'"
       + list_of(
             1, 3, [&] { return shape_.one_in(5) ? (shape_.one_in(2) ? "-" : "") + digits(3) : name(); }, ",")
       + "'";
}

std::string Author::literal(bool* is_number) {
  if (is_number != nullptr) *is_number = false;
  switch (shape_.below(16)) {
    case 0: return "null";
    case 1: return any_case(shape_.one_in(2) ? "true" : "false");
    case 2:
      if (is_number != nullptr) *is_number = true;
      return shape_.one_in(2) ? "INF" : "NaN";
    case 3: return "-INF";
    case 4: {
      const std::string guid =
          shape_.one_in(2) ? "01234567-89ab-cdef-0123-456789abcdef" : "abcdef01-89ab-cdef-0123-456789abcde" + digits(1);
      if (is_number != nullptr) *is_number = guid[0] == '0';
      return any_case(guid);
    }
    case 5: {
      const std::string text = date();
      if (is_number != nullptr) *is_number = text[0] != '-';
      return text;
    }
    case 6: {
      const std::string text = date() + any_case("T") + time();
      if (is_number != nullptr) *is_number = text[0] != '-';
      if (shape_.one_in(2)) return text + (manner_.one_in(4) ? std::string("+00:00") : any_case("Z"));
      return text + (shape_.one_in(2) ? "+" : "-") + two_digits(0, 24) + ":" + two_digits(0, 60);
    }
    case 7:
      if (is_number != nullptr) *is_number = true;
      return time();
    case 8: return duration();
    case 9: return binary();
    case 10: return any_case(shape_.one_in(2) ? "geography" : "geometry") + "'SRID=" + digits(5) + ";" + geo(3) + "'";
    case 11: return qualified_name() + enumeration_members();
    case 12:
    case 13: return string_literal();
    default: return number(is_number);
  }
}

// ---- operators --------------------------------------------------------------------------------------------------

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
  if (guard && text.front() != '(') text = "(" + bws() + text + bws() + ")";
  if (is_not)
    return {any_case("not") + (text.front() == '(' && manner_.one_in(3) ? std::string() : rws()) + text, binds_prefix};
  return {"-" + bws() + text, binds_prefix};
}

Written Author::membership() {
  const Written left = expression();
  Written out{fit(left, binds_membership), binds_membership};
  if (out.text.front() != '(') out.lead = left.lead;
  if (shape_.one_in(3)) {
    const std::string type = shape_.one_in(2) ? qualified_name() : std::string();
    out.text += (out.text.back() == ')' && manner_.one_in(9) ? std::string() : rws()) + any_case("has") + rws() + type
              + enumeration_members();
  } else if (shape_.one_in(3)) {
    const Written right = expression();  // a literal in parentheses would be a list
    const bool bare = right.is_literal;
    out.text = around("in", out.text, fit(right, binds_primary, bare));
  } else {
    out.text = around("in", out.text, "(" + bws() + list_of(0, 4, [&] { return literal(); }) + bws() + ")");
  }
  return out;
}

Written Author::primary() {
  switch (shape_.below(12)) {
    case 0: return {"[" + bws() + list_of(0, 3, [&] { return value_in_url(); }) + bws() + "]"};
    case 1:
      return {"{" + bws()
              + list_of(0, 3, [&] { return quoted_json(characters_of(4)) + bws() + ":" + bws() + value_in_url(); })
              + bws() + "}"};
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
        if (shape_.one_in(2)) return {variable + "/" + segment_name() + path_tail(false)};
        return lone_name(variable);
      }
      [[fallthrough]];
    case 8: return lone_name(name());
    default: return path_operand();
  }
}

/// `not` would be read as the operator, and `not eq` as a comparison.
Written Author::lone_name(const std::string& name) {
  if (name == "not" || name == "Not") return {"(" + bws() + name + bws() + ")"};
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
    return out + "'";
  }
  return expression().text;
}

std::string Author::named_arguments() {
  return list_of(1, 2, [&] {
    const std::string value = expression().text;
    // The blanks in front of an array or object belong to it.
    return name() + "=" + (value.front() == '[' || value.front() == '{' ? bws() : std::string()) + value;
  });
}

std::string Author::service_arguments() {
  return "(" + bws() + (shape_.one_in(3) ? std::string() : named_arguments()) + bws() + ")";
}

std::string Author::key() {
  // null, binary and geographic literals are no keys.
  const auto value = [&] {
    std::string out = shape_.one_in(4) ? "@" + name() : literal();
    const bool open = out.find('\'') != std::string::npos && out.front() != '\'' && out.find('.') > out.find('\'');
    return out == "null" || (open && (out.front() | 0x20) != 'd') ? std::string("'k'") : out;
  };
  return "(" + bws() + value() + bws() + ")";
}

std::string Author::call() {
  const std::size_t index = shape_.below(grammar::functions.size());
  const auto& row = grammar::functions[index];
  if (row.id == grammar::Function::case_) return case_call();
  std::string arguments;
  if (row.id == grammar::Function::cast || row.id == grammar::Function::isof) {
    if (shape_.one_in(2)) arguments = expression().text + bws() + "," + bws();
    arguments += shape_.pick(type_names);
  } else {
    arguments = list_of(row.least, row.most, [&] { return expression().text; });
  }
  return any_case(row.name) + "(" + bws() + arguments + bws() + ")";
}

std::string Author::case_call() {
  // Digits on both sides of a colon would be a time of day.
  const auto condition = [&] {
    std::string out = expression().text;
    out += std::isdigit(static_cast<unsigned char>(out.back())) != 0 ? " " : bws();
    return out + ":" + bws() + expression().text;
  };
  return any_case("case") + "(" + bws() + list_of(2, 3, condition) + bws() + ")";
}

std::string Author::lambda() {
  if (variables_.size() > 4 || shape_.one_in(6)) return any_case("any") + "(" + bws() + ")";
  const std::string word = any_case(shape_.one_in(2) ? "any" : "all");
  variables_.push_back(shape_.one_in(6) ? shape_.pick(odd_names)
                                        : std::string(1, static_cast<char>('p' + shape_.below(10))));
  std::string out = word + "(" + bws() + variables_.back() + bws() + ":" + bws() + expression().text + bws() + ")";
  variables_.pop_back();
  return out;
}

std::string Author::path() {
  switch (shape_.below(9)) {
    case 0: return (shape_.one_in(2) ? "$it" : "$this") + path_tail(false);
    case 1: return "$root/" + name() + (shape_.one_in(2) ? key() : std::string()) + path_tail(false);
    case 2:
      return "@" + (shape_.one_in(2) ? name() : qualified_name()) + (shape_.one_in(4) ? "#q" : "") + path_tail(false);
    case 3: return qualified_name() + service_arguments() + path_tail(false);
    case 4: return qualified_name() + "/" + segment_name() + path_tail(false);
    case 5: return shape_.pick(call_names) + (shape_.one_in(2) ? key() : service_arguments()) + path_tail(false);
    case 6: return shape_.pick(literal_names) + "/" + segment_name() + path_tail(false);
    default: return name() + path_tail(true);
  }
}

std::string Author::path_tail(bool needed) {
  std::string out;
  while (spend() && (needed || shape_.one_in(2))) {
    needed = false;
    switch (shape_.below(10)) {
      case 0: out += "/" + qualified_name(); break;
      case 1: out += "/@" + qualified_name() + (shape_.one_in(3) ? "#" + name() : std::string()); break;
      case 2:
        out += "/$filter(" + bws() + expression().text + bws() + ")" + (shape_.one_in(3) ? key() : std::string());
        break;
      case 3: out += "/" + shape_.pick(call_names) + (shape_.one_in(2) ? key() : service_arguments()); break;
      case 4: out += "/" + qualified_name() + (shape_.one_in(3) ? key() : service_arguments()); break;
      case 5: return out + "/" + lambda();
      case 6:
        return out + "/$count" + (shape_.one_in(2) ? nested_options({Option::filter, Option::search}) : std::string());
      default: out += "/" + segment_name(); break;
    }
  }
  return needed ? "/w" : out;
}

// ---- options ----------------------------------------------------------------------------------------------------

std::string Author::nested_options(std::initializer_list<Option> allowed) {
  std::vector<std::string> parts;
  for (const Option option : allowed) {
    if (!shape_.one_in(3) && !(parts.empty() && option == *(allowed.end() - 1))) continue;
    const std::string value = option == Option::alias ? expression().text : option_value(option);
    parts.push_back((option == Option::alias ? "@" + std::string("p1") : option_word(option)) + "=" + value);
  }
  for (std::size_t i = parts.size(); i > 1; --i)
    std::swap(parts[i - 1], parts[manner_.below(i)]);
  std::string out = "(";
  for (const std::string& part : parts)
    out += (out.size() == 1 ? "" : ";") + part;
  return out + ")";
}

std::string Author::option_value(Option option) {
  switch (option) {
    case Option::filter: return expression().text;
    case Option::search: return search();
    case Option::orderby: return orderby();
    case Option::compute: return compute();
    case Option::select: return select();
    case Option::expand: return expand();
    case Option::skip:
    case Option::top: return (manner_.one_in(5) ? "0" : "") + digits(3);
    case Option::index: return (shape_.one_in(2) ? "-" : "") + digits(3);
    case Option::count: return any_case(shape_.one_in(2) ? "true" : "false");
    case Option::levels: return shape_.one_in(2) ? any_case("max") : "1" + digits(2);
    case Option::format: return shape_.one_in(2) ? "json" : "application/json;a=%22%2F%22;odata.metadata=full";
    case Option::schemaversion: return shape_.one_in(2) ? "*" : "1.2-a~";
    default: return characters_of(8) + "x";  // blanks at the end of a text are no part of it
  }
}

std::string Author::select_item() {
  using enum Option;
  if (shape_.one_in(9)) return "*";
  if (shape_.one_in(9)) return shape_.pick(namespaces) + ".*";
  std::string out;
  if (shape_.one_in(5)) {  // an operation, perhaps behind a type, perhaps with the names of its parameters
    for (std::size_t n = 1 + shape_.below(2); n > 0; --n)
      out += (out.empty() ? "" : "/") + (shape_.one_in(2) ? qualified_name() : segment_name());
    return shape_.one_in(2) ? out
                            : out + "("
                                  + list_of(
                                      1, 3, [&] { return name(); }, ",")
                                  + ")";
  }
  if (shape_.one_in(4)) out += qualified_name() + "/";
  for (std::size_t n = shape_.below(3); n > 0; --n)
    out += segment_name() + "/" + (shape_.one_in(4) ? qualified_name() + "/" : std::string());
  if (shape_.one_in(8)) return out + "@" + qualified_name();
  out += segment_name() + (shape_.one_in(4) ? "/" + qualified_name() : std::string());
  if (shape_.one_in(4) && spend(3))
    out += nested_options({filter, search, orderby, skip, top, count, select, compute, alias});
  return out;
}

std::string Author::expand_item() {
  using enum Option;
  const auto star_tail = [&] {
    return shape_.one_in(3) ? std::string("/$ref") : shape_.one_in(2) ? nested_options({levels}) : std::string();
  };
  if (shape_.one_in(9)) return "$value";
  if (shape_.one_in(6)) return "*" + star_tail();
  std::string out;
  for (std::size_t n = shape_.below(3); n > 0; --n)
    out += (shape_.one_in(4) ? qualified_name() : segment_name()) + "/";
  out += shape_.one_in(9) ? "@" + qualified_name() : segment_name();
  if (shape_.one_in(4)) out += "/" + qualified_name();
  const bool options = shape_.one_in(3) && spend(3);
  switch (shape_.below(5)) {
    case 0:
      return out + "/$ref" + (options ? nested_options({filter, search, orderby, skip, top, count}) : std::string());
    case 1: return out + "/$count" + (options ? nested_options({filter, search}) : std::string());
    case 2: return out + "/*" + star_tail();
    default:
      return out
           + (options
                  ? nested_options({filter, search, orderby, skip, top, count, select, expand, compute, levels, alias})
                  : std::string());
  }
}

std::string Author::search() {
  if (!shape_.one_in(9)) return search_operand(4).text;
  return string_literal();
}

Written Author::search_operand(int depth) {
  static constexpr std::string_view letters[] = {"a", "bc", "D", "9",        "'", "-",   ",", "*",
                                                 "&", "%",  "=", "\xC3\xA9", ":", "AND", "O"};
  switch (spend() ? shape_.below(depth > 0 ? 7 : 3) : 0) {
    case 3: {
      const Written operand = search_operand(depth - 1);
      return {"NOT" + rws() + fit(operand, 3), 3};
    }
    case 4:
    case 5: {
      const bool is_or = shape_.one_in(2);
      const int binds = is_or ? 1 : 2;
      Written out = search_operand(depth - 1);
      if (out.binds == binds) out = {"w"};
      out = {fit(out, binds + 1), binds};
      for (std::size_t n = 1 + shape_.below(2); n > 0; --n) {
        const std::string next = fit(search_operand(depth - 1), binds + 1);
        out.text += rws() + (is_or ? "OR" + rws() : manner_.one_in(2) ? "AND" + rws() : std::string()) + next;
      }
      return out;
    }
    case 6: {
      static constexpr std::string_view words[] = {"AND", "OR", "NOT"};
      return {"(" + shape_.pick(words) + ")"};
    }
    case 1: {
      std::string phrase = characters_of(5) + "x";
      phrase.erase(std::remove(phrase.begin(), phrase.end(), '"'), phrase.end());
      return {"\"" + phrase + "\""};
    }
    default: {
      std::string word = "w";
      for (std::size_t n = shape_.below(4); n > 0; --n)
        word += shape_.pick(letters);
      if (shape_.one_in(9) && (as_ == TextKind::query || as_ == TextKind::url || as_ == TextKind::search))
        word += data_semicolon;
      return {word};
    }
  }
}

std::string Author::query_string() {
  std::vector<std::string> parts;
  for (std::size_t i = 0; i <= static_cast<std::size_t>(Option::id); ++i) {
    const auto option = static_cast<Option>(i);
    const bool rare = option >= Option::format || option == Option::index;
    if (option == Option::levels || !shape_.one_in(rare ? 20 : 4)) continue;
    const bool token = option == Option::skiptoken || option == Option::deltatoken;
    opaque_ = opaque_ || token;
    budget_ = 12;
    // Of a media type's slashes one stands as it is.
    const std::string value = option == Option::format ? option_value(option) : encoded(option_value(option));
    parts.push_back(encoded(token ? "$" + any_case(tamis::name(option)) : option_word(option), true) + "=" + value);
  }
  if (shape_.one_in(4)) parts.push_back(encoded("@p1") + "=" + encoded((budget_ = 8, expression().text)));
  if (shape_.one_in(9)) parts.push_back(encoded("@not") + "=" + (manner_.one_in(2) ? " " : "") + encoded("[1]"));
  if (shape_.one_in(5)) parts.push_back(encoded("find=it", true) + "=" + encoded(characters_of(6) + "x"));
  if (shape_.one_in(9)) parts.push_back(encoded("!special", true));
  for (std::size_t i = parts.size(); i > 1; --i)
    std::swap(parts[i - 1], parts[manner_.below(i)]);
  std::string out;
  for (const std::string& part : parts)
    out += (out.empty() ? "" : "&") + part;
  return out;
}

RandomText Author::write() {
  static constexpr std::string_view paths[] = {"http://host/service/Orders", "/Orders(1)", "/a%20b/c",
                                               "Orders('x')/Items",          "../x",       "https://h:1/"};
  as_ = static_cast<TextKind>(shape_.below(static_cast<std::size_t>(TextKind::literal) + 1));
  const bool query = as_ == TextKind::query || as_ == TextKind::url;
  encode_ = query || manner_.one_in(3);
  budget_ = 4 + static_cast<int>(shape_.below(shape_.one_in(8) ? 60 : 20));
  RandomText out;
  out.options.as = as_;
  out.options.encoded = encode_;
  switch (as_) {
    case TextKind::query:
      out.text = shape_.one_in(5) ? shape_.pick(paths) + "?" + query_string() : query_string();
      break;
    case TextKind::url:
      out.text = shape_.pick(paths) + (shape_.one_in(9) ? std::string() : "?" + query_string());
      break;
    case TextKind::filter: out.text = expression().text; break;
    case TextKind::expression: out.text = shape_.one_in(20) ? lambda() : expression().text; break;
    case TextKind::orderby: out.text = orderby(); break;
    case TextKind::select: out.text = select(); break;
    case TextKind::expand: out.text = expand(); break;
    case TextKind::compute: out.text = compute(); break;
    case TextKind::search: out.text = search(); break;
    case TextKind::literal: out.text = literal(); break;
  }
  if (!query) out.text = encoded(out.text);
  if (as_ == TextKind::url && manner_.one_in(9))
    out.text = "GET " + out.text + " HTTP/1.1\r\n";
  else if (manner_.one_in(9))
    out.text = rws() + out.text + rws();
  out.opaque = opaque_;
  return out;
}

}  // namespace

RandomText random_text(std::uint64_t shape, std::uint64_t manner) { return Author(shape, manner).write(); }

std::optional<std::string> find_round_trip_fault(std::uint64_t seed) {
  const RandomText one = random_text(seed, seed + 1), other = random_text(seed, ~seed);
  const auto fault = [&](std::string_view what, const std::string& text) {
    return "seed " + std::to_string(seed) + ": " + std::string(what) + ":\n  " + one.text + "\n  " + other.text + "\n"
         + text;
  };
  std::string printed[2];
  std::optional<Tree> trees[2];
  for (const int i : {0, 1}) {
    const RandomText& text = i == 0 ? one : other;
    auto tree = parse(text.text, text.options);
    if (!tree) return fault("the text does not parse", render(tree.error()));
    PrintOptions options;
    options.percent_encode = text.options.encoded;
    printed[i] = print(*tree, options);
    const auto again = parse(printed[i], text.options);
    if (!again) return fault("the printed text does not parse", render(again.error()));
    if (!same(*tree, *again))
      return fault("the printed text is another tree", printed[i] + "\n" + dump(*tree) + dump(*again));
    if (const std::string twice = print(*again, options); twice != printed[i])
      return fault("printing again gives another text", printed[i] + "\n" + twice);
    if (!text.opaque) printed[i] = print(*tree);
    trees[i].emplace(std::move(*tree));
  }
  if (!same(*trees[0], *trees[1]))
    return fault("two manners of writing are two trees", dump(*trees[0]) + dump(*trees[1]));
  if (!one.opaque && printed[0] != printed[1])
    return fault("two manners of writing print as two texts", printed[0] + "\n" + printed[1]);
  return std::nullopt;
}

}  // namespace tamis::tests
