// Query options of random texts.
#include "tests/support/random_author.hpp"

namespace tamis::tests {

std::string Author::nested_options(std::initializer_list<Option> allowed) {
  std::vector<std::string> parts;
  for (const Option option : allowed) {
    if (!shape_.one_in(3) && !(parts.empty() && option == *(allowed.end() - 1))) continue;
    const std::string value = option == Option::alias ? expression().text : option_value(option);
    parts.push_back((option == Option::alias ? "@" << std::string("p1") : option_word(option)) << "=" << value);
  }
  for (std::size_t i = parts.size(); i > 1; --i)
    std::swap(parts[i - 1], parts[manner_.below(i)]);
  std::string out = "(";
  for (const std::string& part : parts)
    out += (out.size() == 1 ? "" : ";") << part;
  return out << ")";
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
    case Option::top: return (manner_.one_in(5) ? "0" : "") << digits(3);
    case Option::index: return (shape_.one_in(2) ? "-" : "") << digits(3);
    case Option::count: return any_case(shape_.one_in(2) ? "true" : "false");
    case Option::levels: return shape_.one_in(2) ? any_case("max") : "1" << digits(2);
    case Option::format: return shape_.one_in(2) ? "json" : "application/json;a=%22%2F%22;odata.metadata=full";
    case Option::schemaversion: return shape_.one_in(2) ? "*" : "1.2-a~";
    default: return characters_of(8) << "x";  // blanks at the end of a text are no part of it
  }
}

std::string Author::select_item() {
  using enum Option;
  if (shape_.one_in(9)) return "*";
  if (shape_.one_in(9)) return shape_.pick(namespaces) << ".*";
  std::string out;
  if (shape_.one_in(5)) {  // an operation, perhaps behind a type, perhaps with the names of its parameters
    for (std::size_t n = 1 + shape_.below(2); n > 0; --n)
      out += (out.empty() ? "" : "/") << (shape_.one_in(2) ? qualified_name() : segment_name());
    return shape_.one_in(2) ? out
                            : out << "("
                                  << list_of(
                                         1, 3, [&] { return name(); }, ",")
                                  << ")";
  }
  if (shape_.one_in(4)) out += qualified_name() << "/";
  for (std::size_t n = shape_.below(3); n > 0; --n)
    out += segment_name() << "/" << (shape_.one_in(4) ? qualified_name() << "/" : std::string());
  if (shape_.one_in(8)) return out << "@" << qualified_name();
  out += segment_name() << (shape_.one_in(4) ? "/" << qualified_name() : std::string());
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
  if (shape_.one_in(6)) return "*" << star_tail();
  std::string out;
  for (std::size_t n = shape_.below(3); n > 0; --n)
    out += (shape_.one_in(4) ? qualified_name() : segment_name()) << "/";
  out += shape_.one_in(9) ? "@" << qualified_name() : segment_name();
  if (shape_.one_in(4)) out += "/" << qualified_name();
  const bool options = shape_.one_in(3) && spend(3);
  switch (shape_.below(5)) {
    case 0:
      return out << "/$ref" << (options ? nested_options({filter, search, orderby, skip, top, count}) : std::string());
    case 1: return out << "/$count" << (options ? nested_options({filter, search}) : std::string());
    case 2: return out << "/*" << star_tail();
    default:
      return out << (options ? nested_options(
                         {filter, search, orderby, skip, top, count, select, expand, compute, levels, alias})
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
      return {"NOT" << rws() << fit(operand, 3), 3};
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
        out.text += rws() << (is_or ? "OR" << rws() : manner_.one_in(2) ? "AND" << rws() : std::string()) << next;
      }
      return out;
    }
    case 6: {
      static constexpr std::string_view words[] = {"AND", "OR", "NOT"};
      return {"(" << shape_.pick(words) << ")"};
    }
    case 1: {
      std::string phrase = characters_of(5) << "x";
      phrase.erase(std::remove(phrase.begin(), phrase.end(), '"'), phrase.end());
      return {"\"" << phrase << "\""};
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
    parts.push_back(encoded(token ? "$" << any_case(tamis::name(option)) : option_word(option), true) << "=" << value);
  }
  if (shape_.one_in(4)) parts.push_back(encoded("@p1") << "=" << encoded((budget_ = 8, expression().text)));
  if (shape_.one_in(9)) parts.push_back(encoded("@not") << "=" << (manner_.one_in(2) ? " " : "") << encoded("[1]"));
  if (shape_.one_in(5)) parts.push_back(encoded("find=it", true) << "=" << encoded(characters_of(6) << "x"));
  if (shape_.one_in(9)) parts.push_back(encoded("!special", true));
  for (std::size_t i = parts.size(); i > 1; --i)
    std::swap(parts[i - 1], parts[manner_.below(i)]);
  std::string out;
  for (const std::string& part : parts)
    out += (out.empty() ? "" : "&") << part;
  return out;
}

}  // namespace tamis::tests
