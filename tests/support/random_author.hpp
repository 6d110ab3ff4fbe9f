// What writes the texts of random_tree.hpp: one method for each thing that a text may hold.
#pragma once

#include <algorithm>
#include <array>
#include <cctype>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "grammar/functions.hpp"
#include "tests/support/random.hpp"
#include "tests/support/random_tree.hpp"

namespace tamis::tests {

/// What a choice gives is written.
class Choices : public Random {
 public:
  using Random::Random;
  template <typename Range>
  std::string pick(const Range& words) {
    return std::string(Random::pick(words));
  }
};

/// Joins texts. Both sides draw from the same choices: << evaluates the left one first, + in any order, so that the
/// same seed would be another text with another compiler.
inline std::string operator<<(std::string left, std::string_view right) { return left += right; }

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

inline constexpr char data_semicolon = '\x01';  ///< in a search word: to be written %3B

inline constexpr std::string_view plain_names[] = {"a",
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
inline constexpr std::string_view odd_names[] = {
    "eq",   "and", "or",       "in",   "has",  "not",  "Not",  "EQ",         "divby",  "any", "all", "asc",
    "desc", "as",  "contains", "date", "case", "isof", "cast", "Collection", "filter", "top", "max"};
inline constexpr std::string_view literal_names[] = {"null", "true", "false", "NaN", "INF", "TRUE"};
inline constexpr std::string_view namespaces[] = {"Ns", "Sales.Model", "N", "not", "geo2"};
inline constexpr std::string_view type_names[] = {"Edm.String",           "Edm.Int32",        "Ns.Type", "Customer",
                                                  "Collection(Edm.Guid)", "Collection(Ns.T)", "not"};
inline constexpr std::string_view call_names[] = {"F", "Items", "GetIt", "BestOf"};
inline constexpr std::string_view blanks[] = {" ", " ", " ", " ", "  ", "\t", " \t "};
inline constexpr std::string_view characters[] = {"a",
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

inline bool is_operator_word(std::string_view word) {
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
  std::string qualified_name() { return shape_.pick(namespaces) << "." << name(); }
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
    return (shape_.one_in(9) ? "-" : "") << std::string("20") << two_digits(0, 100) << "-" << two_digits(1, 12) << "-"
                                         << two_digits(1, 28);
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
      if (i != 0) out += separator.empty() ? bws() << "," << bws() : std::string(separator);
      out += item();
    }
    return out;
  }

  // ---- options ----
  std::string item_separator() { return manner_.one_in(9) ? "," << rws() : ","; }
  template <typename Item>
  std::string items(Item item) {
    std::string out = item();
    while (shape_.one_in(2) && spend())
      out += item_separator() << item();
    return out;
  }
  std::string orderby() {
    return items([&] {
      std::string out = expression().text;
      if (shape_.one_in(3)) return out << rws() << any_case("desc");
      return manner_.one_in(4) ? out << rws() << any_case("asc") : out;
    });
  }
  std::string compute() {
    return items([&] {
      const std::string value = expression().text;
      return value << rws() << any_case("as") << rws() << name();
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
  std::string option_word(Option option) { return (manner_.one_in(3) ? "" : "$") << any_case(tamis::name(option)); }
  std::string option_value(Option option);
  std::string query_string();

  Choices shape_, manner_;
  int budget_ = 0;
  bool encode_ = false;
  bool opaque_ = false;
  TextKind as_ = TextKind::filter;
  std::vector<std::string> variables_;
};

}  // namespace tamis::tests
