// Random well-typed expressions over T.Record: every operator and canonical function, biased to the edges of types.
#include "tests/support/random_expression.hpp"

#include <array>
#include <optional>
#include <string_view>
#include <vector>

#include "tests/support/random_vocabulary.hpp"

namespace tamis::tests {

namespace {

using Words = std::initializer_list<std::string_view>;
using enum Sort;

/// The pieces in one text. Between braces they are drawn from left to right, which operands of + need not be.
std::string joined(std::initializer_list<std::string> pieces) {
  std::string text;
  for (const std::string& piece : pieces)
    text += piece;
  return text;
}

class Generator {
 public:
  Generator(Random& random, const Features& features) : random_(random), features_(features) {}

  std::string expression(Sort sort, int depth);
  RandomLambda lambda_parts(int depth);

 private:
  struct Instance {
    std::string name;  // empty: of /$filter and $count($filter=), where names and $this belong to it
    Sort sort;
  };

  std::string word(Words words) { return std::string(words.begin()[random_.below(words.size())]); }
  bool one_in(std::size_t n) { return random_.one_in(n); }
  Sort any(std::initializer_list<Sort> of) { return of.begin()[random_.below(of.size())]; }
  Sort number() { return any({integer, integer, decimal, decimal, single, floating}); }
  Sort exact() { return any({integer, decimal}); }
  Sort ordered() {
    return any({boolean, integer, decimal, single, floating, string, string, guid, date, date_time, time_of_day,
                duration, colour, finish, pattern});
  }
  Sort collection() { return any({strings, integers, decimals, doubles, dates, colours}); }

  // ---- leaves ----
  std::string literal(Sort sort) {
    return is_collection(sort) && sort != parts ? array(sort, 0) : random_literal(random_, sort);
  }
  std::string array(Sort sort, int depth);
  std::optional<std::string> path(Sort sort);
  std::string leaf(Sort sort);

  // ---- operations ----
  /// An operand: in parentheses unless it is one thing.
  std::string operand(Sort sort, int depth) { return enclosed(expression(sort, depth - 1)); }
  static std::string enclosed(std::string text);
  std::string binary_operation(Sort a, std::string_view op, Sort b, int depth) {
    return joined({operand(a, depth), " ", std::string(op), " ", operand(b, depth)});
  }
  std::string function(std::string_view name, std::initializer_list<Sort> arguments, int depth);
  /// One of these functions, of one argument of one of these sorts.
  std::string drawn(Words functions, std::initializer_list<Sort> argument, int depth) {
    const std::string name = word(functions);
    return function(name, {any(argument)}, depth);
  }
  std::string condition(int depth);
  std::string comparison(int depth);
  std::string membership(int depth);
  std::string sequence_test(int depth);
  std::string lambda(int depth);
  std::string whole_number(int depth);
  std::string count(int depth);
  std::string sum(Sort sort, int depth);
  std::string text(int depth);
  std::string casting(Sort sort, int depth);
  std::string choice(Sort sort, int depth);
  std::string of_time(Sort sort, int depth);
  std::string of_collection(Sort sort, int depth);
  std::string inside(std::string name, Sort sort, int depth);

  Random& random_;
  Features features_;
  std::vector<Instance> instances_;
  int names_ = 0;
};

// ---- leaves ----

std::string Generator::array(Sort sort, int depth) {
  std::string text = "[";
  const std::size_t size = random_.below(4);
  for (std::size_t i = 0; i < size; ++i) {
    if (i != 0) text += ",";
    text += depth > 0 && one_in(3) ? expression(item_of(sort), depth - 1) : literal(item_of(sort));
  }
  return text + "]";
}

// Range variables where there are some, else from the subject; $it always can.
std::optional<std::string> Generator::path(Sort sort) {
  std::vector<std::string> found;
  const auto add = [&](const std::string& prefix, const Paths& paths) {
    const auto& of_sort = paths[static_cast<std::size_t>(sort)];
    if (of_sort.empty()) return;
    std::string path = prefix + of_sort[random_.below(of_sort.size())];
    for (const Instance& instance : instances_)  // a property that a variable hides
      if (prefix.empty() && instance.name == path.substr(0, path.find('/'))) return;
    found.push_back(std::move(path));
  };
  const Instance* subject = nullptr;
  for (std::size_t i = 0; i < instances_.size(); ++i) {
    const Instance& instance = instances_[i];
    if (instance.name.empty()) subject = &instance;
    bool hidden = false;
    for (std::size_t j = i + 1; j < instances_.size(); ++j)
      hidden = hidden || instances_[j].name == instance.name;
    if (hidden) continue;
    const std::string name = instance.name.empty() ? "$this" : instance.name;
    for (int weight = 0; weight < 2; ++weight) {
      if (instance.sort == sort) found.push_back(name);
      if (instance.sort == part) add(name + "/", part_paths());
    }
  }
  if (subject == nullptr) {
    add("", record_paths());
    if (one_in(6)) add("$it/", record_paths());
  } else {
    if (subject->sort == part) add("", part_paths());
    if (one_in(3)) add("$it/", record_paths());
  }
  if (found.empty()) add("$it/", record_paths());
  if (found.empty()) return std::nullopt;
  return found[random_.below(found.size())];
}

std::string Generator::leaf(Sort sort) {
  if (features_.nullable && !is_collection(sort) && sort != part && one_in(25)) return "null";
  if (sort != part && sort != parts && one_in(3)) return literal(sort);
  return path(sort).value_or(literal(sort));
}

// ---- operations ----

// An operand that is no single thing goes into parentheses; whether those are needed is the printer's matter.
std::string Generator::enclosed(std::string text) {
  int depth = 0;
  char quote = 0;
  for (const char c : text) {
    if (quote != 0) {
      if (c == quote) quote = 0;
    } else if (c == '\'') {
      quote = c;
    } else if (c == '(' || c == '[') {
      ++depth;
    } else if (c == ')' || c == ']') {
      --depth;
    } else if (c == ' ' && depth == 0) {
      return "(" + text + ")";
    }
  }
  const bool negation = text[0] == '-' && !(text[1] >= '0' && text[1] <= '9') && text != "-INF";
  return negation ? "(" + text + ")" : text;
}

std::string Generator::function(std::string_view name, std::initializer_list<Sort> arguments, int depth) {
  std::string text = std::string(name) + "(";
  for (const Sort sort : arguments)
    text += (text.back() == '(' ? "" : ",") + expression(sort, depth - 1);
  return text + ")";
}

std::string Generator::comparison(int depth) {
  if (one_in(12)) {  // structures and collections: eq and ne only
    const Sort sort = one_in(3) ? part : one_in(4) ? parts : collection();
    return binary_operation(sort, word({"eq", "ne"}), sort, depth);
  }
  if (features_.nullable && one_in(8))
    return joined({operand(any({boolean, integer, string, date_time, binary, part, floating}), depth),
                   word({" eq ", " ne "}), "null"});
  const Sort sort = ordered();
  const Sort other = is_number(sort) ? number() : sort;
  std::string left = operand(sort, depth);
  left += word({" eq ", " ne ", " gt ", " ge ", " lt ", " le "});
  if (sort == colour && one_in(3)) return left + word({"'Red'", "'Green'", "'Mauve'"});
  if (sort == duration && one_in(3)) return left + word({"'PT36H'", "'P1D'"});
  return left + operand(other, depth);
}

std::string Generator::membership(int depth) {
  if (one_in(4)) return joined({operand(pattern, depth), " has ", literal(pattern)});
  const Sort many = collection();
  const Sort one = is_number(item_of(many)) ? number() : item_of(many);
  std::string left = operand(one, depth) + " in ";
  if (one_in(2)) return left + operand(many, depth);
  std::string list;
  for (std::size_t i = random_.below(4); i > 0; --i)
    list += (list.empty() ? "" : ",") + (features_.nullable && one_in(8) ? "null" : literal(item_of(many)));
  return left + "(" + list + ")";
}

std::string Generator::sequence_test(int depth) {
  if (one_in(8)) {
    const std::string pattern =
        one_in(6) ? expression(string, 0)
                  : word({"'^a'", "'b$'", "'a.c'", "'[A-Z]'", "'^.$'", "'(a|\xc3\xa9)+'", "'x?'", "'\\d'", "'^$'"});
    return "matchesPattern(" + expression(string, depth - 1) + "," + pattern + ")";
  }
  const Sort sort = one_in(3) ? collection() : string;
  const bool set = sort != string && one_in(2);
  return function(set ? word({"hassubset", "hassubsequence"}) : word({"contains", "startswith", "endswith"}),
                  {sort, sort}, depth);
}

// An expression with a new instance in scope.
std::string Generator::inside(std::string name, Sort sort, int depth) {
  instances_.push_back({std::move(name), sort});
  std::string text = expression(boolean, depth - 1);
  instances_.pop_back();
  return text;
}

std::string Generator::lambda(int depth) {
  const Sort many = one_in(2) ? parts : collection();
  const auto source = path(many);
  if (!source) return literal(boolean);
  std::string front = *source;
  if (many == parts && one_in(6)) front += "/T.BigPart";
  if (one_in(6)) front += "/$filter(" + inside("", item_of(many), depth - 1) + ")";
  if (one_in(8)) return front + "/any()";
  // A variable may hide another, or a property of its name.
  const std::string name = one_in(6) ? word({"yes", "name", "x"}) : "v" + std::to_string(names_++);
  return joined({front, word({"/any(", "/all("}), name, ":", inside(name, item_of(many), depth), ")"});
}

RandomLambda Generator::lambda_parts(int depth) {
  const Sort many = one_in(2) ? parts : collection();
  return {*path(many), "v", inside("v", item_of(many), depth)};
}

std::string Generator::condition(int depth) {
  switch (random_.below(16)) {
    case 0:
    case 1: {
      const std::string op = word({" and ", " or "});
      std::string text = operand(boolean, depth);
      for (std::size_t i = 1 + random_.below(2); i > 0; --i)
        text += op + operand(boolean, depth);
      return text;
    }
    case 2: return "not " + operand(boolean, depth);
    case 3:
    case 4: return membership(depth);
    case 5:
    case 6: return sequence_test(depth);
    case 7:
    case 8: return lambda(depth);
    case 9: return choice(boolean, depth);
    case 10: return casting(boolean, depth);
    default: return comparison(depth);
  }
}

std::string Generator::count(int depth) {
  const Sort many = one_in(2) ? parts : collection();
  const auto source = path(many);
  if (!source) return literal(integer);
  if (one_in(2)) return *source + (many == parts && one_in(3) ? "/T.BigPart/$count" : "/$count");
  const std::string predicate = inside("", item_of(many), depth);
  return *source + (one_in(2) ? "/$count($filter=" + predicate + ")" : "/$filter(" + predicate + ")/$count");
}

std::string Generator::whole_number(int depth) {
  switch (random_.below(9)) {
    case 0: return function("length", {one_in(2) ? string : collection()}, depth);
    case 1: {
      const Sort sort = one_in(2) ? string : collection();
      return function("indexof", {sort, sort}, depth);
    }
    case 2: return drawn({"year", "month", "day"}, {date, date_time}, depth);
    case 3: return drawn({"hour", "minute", "second"}, {time_of_day, date_time}, depth);
    case 4: return function("totaloffsetminutes", {date_time}, depth);
    case 5: return count(depth);
    case 6: return casting(integer, depth);
    case 7: return choice(integer, depth);
    default: return sum(integer, depth);
  }
}

std::string Generator::sum(Sort sort, int depth) {
  if (one_in(8)) {
    const std::string inner = operand(sort, depth);
    return inner[0] == '-' || (inner[0] >= '0' && inner[0] <= '9') || inner == "INF" ? "-(" + inner + ")" : "-" + inner;
  }
  const std::string op = features_.failing || sort == single || sort == floating
                           ? word({"add", "sub", "mul", "div", "mod"})
                           : word({"add", "sub", "mul"});
  const Sort with = sort == integer ? integer
                  : sort == decimal ? exact()
                  : sort == single  ? any({integer, decimal, single})
                                    : number();
  if (!features_.failing && (op == "mod" || op == "div")) return binary_operation(sort, "add", with, depth);
  return one_in(2) ? binary_operation(sort, op, with, depth) : binary_operation(with, op, sort, depth);
}

std::string Generator::casting(Sort sort, int depth) {
  const auto of = [&](Sort from, std::string_view type) {
    return "cast(" + expression(from, depth - 1) + "," + std::string(type) + ")";
  };
  const Sort primitive = any({boolean, integer, decimal, single, floating, string, string, guid, date, date_time,
                              time_of_day, duration, binary, colour, finish, pattern});
  if (!features_.nullable && sort != string) return leaf(sort);  // a cast may fail
  switch (sort) {
    case boolean:
      if (one_in(2)) return of(string, "Edm.Boolean");
      if (one_in(4)) return of(part, "T.BigPart").replace(0, 4, "isof");
      return joined({"isof(", expression(primitive, depth - 1), ",",
                     word({"Edm.String", "Edm.Int32", "Edm.Byte", "Edm.Decimal", "Edm.Double", "Edm.Date",
                           "Edm.Boolean", "Edm.Guid", "T.Colour", "T.Pattern"}),
                     ")"});
    case integer: {
      const std::string type = word({"Edm.Byte", "Edm.SByte", "Edm.Int16", "Edm.Int32", "Edm.Int64"});
      return of(any({integer, decimal, single, floating, string, colour, finish, pattern}), type);
    }
    case decimal: return of(any({integer, decimal, single, floating, string}), "Edm.Decimal");
    case single: return of(any({integer, decimal, single, floating, string}), "Edm.Single");
    case floating: return of(any({integer, decimal, single, floating, string}), "Edm.Double");
    case string: return of(primitive, "Edm.String");
    case guid: return of(any({string, guid}), "Edm.Guid");
    case date: return of(any({string, date}), "Edm.Date");
    case date_time: return of(any({string, date_time}), "Edm.DateTimeOffset");
    case time_of_day: return of(any({string, time_of_day}), "Edm.TimeOfDay");
    case duration: return of(any({string, duration}), "Edm.Duration");
    case binary: return of(binary, "Edm.Binary");
    case colour: return of(any({string, integer, colour}), "T.Colour");
    case finish: return of(any({string, integer}), "T.Finish");
    case pattern: return of(any({string, integer}), "T.Pattern");
    default: return leaf(sort);
  }
}

std::string Generator::choice(Sort sort, int depth) {
  if (!features_.nullable || (!is_number(sort))) return leaf(sort);
  // A blank in front of the colon: 10:20 would be a time of day.
  std::string text = joined({"case(", expression(boolean, depth - 1), " :", expression(sort, depth - 1)});
  for (std::size_t i = random_.below(2); i > 0; --i) {
    const Sort other = sort == integer || !is_number(sort) ? sort : exact();
    text += joined({",", expression(boolean, depth - 1), " :", expression(other, depth - 1)});
  }
  return text + (one_in(2) ? ",true:" + literal(sort) + ")" : ")");
}

std::string Generator::text(int depth) {
  switch (random_.below(6)) {
    case 0: return function("concat", {string, string}, depth);
    case 1: return function(word({"tolower", "toupper"}), {string}, depth);
    case 2: return function("trim", {string}, depth);
    case 3: return casting(string, depth);
    case 4: return choice(string, depth);
    default: break;
  }
  const std::string begin = one_in(3) ? expression(integer, depth - 1) : word({"0", "1", "2", "-1", "-2", "99"});
  std::string text = "substring(" + expression(string, depth - 1) + "," + begin;
  if (!one_in(2)) text += "," + (features_.failing && one_in(3) ? expression(integer, 0) : word({"0", "1", "2", "99"}));
  return text + ")";
}

std::string Generator::of_time(Sort sort, int depth) {
  if (one_in(5)) return choice(sort, depth);
  if (one_in(4)) return casting(sort, depth);
  switch (sort) {
    case date:
      if (one_in(2)) return function("date", {date_time}, depth);
      return binary_operation(date, word({"add", "sub"}), duration, depth);
    case date_time:
      if (one_in(5)) return word({"now()", "mindatetime()", "maxdatetime()"});
      return binary_operation(date_time, word({"add", "sub"}), duration, depth);
    case time_of_day: return function("time", {date_time}, depth);
    default: break;
  }
  switch (random_.below(6)) {
    case 0: return binary_operation(duration, word({"add", "sub"}), duration, depth);
    case 1: return binary_operation(date, "sub", date, depth);
    case 2: return binary_operation(date_time, "sub", date_time, depth);
    case 3: return "-(" + expression(duration, depth - 1) + ")";
    case 4:
      return joined({operand(duration, depth), word({" mul ", " div "}), word({"2", "3", "-7", "0.5", "1.3", "1e0"})});
    default: return joined({word({"2", "-3", "0.1"}), " mul ", operand(duration, depth)});
  }
}

std::string Generator::of_collection(Sort sort, int depth) {
  switch (random_.below(4)) {
    case 0: return function("concat", {sort, sort}, depth);
    case 1:
      if (sort == parts) break;
      return joined({"substring(", expression(sort, depth - 1), ",", word({"0", "1", "-1", "5"}),
                     word({")", ",0)", ",1)", ",2)"})});
    case 2:
      if (sort == parts) break;
      return array(sort, depth);
    default: break;
  }
  const auto source = path(sort);
  return source ? *source + "/$filter(" + inside("", item_of(sort), depth) + ")" : leaf(sort);
}

std::string Generator::expression(Sort sort, int depth) {
  if (depth <= 0 || one_in(5)) return leaf(sort);
  switch (sort) {
    case boolean: return condition(depth);
    case integer: return whole_number(depth);
    case string: return text(depth);
    case date:
    case date_time:
    case time_of_day:
    case duration: return of_time(sort, depth);
    case decimal:
      switch (random_.below(6)) {
        case 0: return drawn({"round", "floor", "ceiling"}, {integer, decimal}, depth);
        case 1: return function("fractionalseconds", {any({date_time, time_of_day})}, depth);
        case 2: return function("totalseconds", {duration}, depth);
        case 3: {
          const Sort dividend = exact();
          return binary_operation(dividend, "divby", exact(), depth);
        }
        default: break;
      }
      [[fallthrough]];
    case single:
    case floating:
      if (one_in(6)) return choice(sort, depth);
      if (one_in(5)) return casting(sort, depth);
      if (sort == floating && one_in(4)) return drawn({"round", "floor", "ceiling"}, {single, floating}, depth);
      return sum(sort, depth);
    case part: return leaf(part);
    case guid:
    case binary:
    case colour:
    case finish:
    case pattern: return one_in(2) ? casting(sort, depth) : choice(sort, depth);
    default: return of_collection(sort, depth);
  }
}

}  // namespace

std::string random_expression(Random& random, Sort sort, int depth, const Features& features) {
  return Generator(random, features).expression(sort, depth);
}

RandomLambda random_lambda(Random& random, int depth, const Features& features) {
  return Generator(random, features).lambda_parts(depth);
}

std::string random_expression(Random& random, const Features& features) {
  const Sort sort =
      random.one_in(2) ? boolean : static_cast<Sort>(random.below(static_cast<std::size_t>(Sort::count_)));
  return random_expression(random, sort, 1 + static_cast<int>(random.below(3)), features);
}

}  // namespace tamis::tests
