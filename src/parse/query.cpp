// A query string: which option each part is, no option twice, then its value.
#include <algorithm>
#include <array>
#include <vector>

#include "src/parse/parse.hpp"
#include "src/schema/suggest.hpp"
#include "src/text/utf8.hpp"
#include "src/tree/option_name.hpp"

namespace tamis {
inline namespace v0 {

namespace {

constexpr std::string_view ampersand_note = "an ampersand separates query options; inside a value it is written %26";

constexpr std::size_t option_count = static_cast<std::size_t>(Option::custom) + 1;

/// A part's option, or what is wrong with its name.
struct Named {
  Option option = Option::custom;
  std::optional<Diagnostic> error{};
};

Diagnostic wrong(Code code, Span span, std::string message) {
  return {Severity::error, code, span, std::move(message)};
}

/// $levels has its place in $expand only; the tokens exist only with their dollar sign.
bool is_top_level(Option option, bool dollar) noexcept {
  if (option == Option::levels) return false;
  return dollar || (option != Option::skiptoken && option != Option::deltatoken);
}

Diagnostic unknown_option(std::string_view name, Span span) {
  if (grammar::word_literal::is(name.substr(1), "apply"))
    return wrong(Code::unsupported, span, "$apply belongs to the data aggregation extension, which is not supported");
  if (grammar::word_literal::is(name.substr(1), "levels")) {
    Diagnostic d = wrong(Code::unknown_option, span, "$levels has its place inside $expand only");
    d.notes.push_back("$expand=manager($levels=2)");
    return d;
  }
  std::vector<std::string_view> words;
  for (std::size_t i = 0; i < static_cast<std::size_t>(Option::alias); ++i)
    if (is_top_level(static_cast<Option>(i), true)) words.push_back(grammar::option_word_text(static_cast<Option>(i)));
  Diagnostic d = wrong(Code::unknown_option, span, "there is no system query option '" + shortened(name) + "'");
  if (const std::string_view near = closest(name.substr(1), words); !near.empty()) {
    d.suggestion = "$" + std::string(near);
    d.fixes.push_back({span, d.suggestion});
  }
  return d;
}

/// The first of these characters in a part's name that is not percent-encoded.
std::size_t find_plain(std::string_view name, std::string_view characters, const QueryPart& part,
                       const Source& source) noexcept {
  std::size_t at = name.find_first_of(characters);
  while (at != std::string_view::npos && source.was_encoded(part.name.offset + static_cast<std::uint32_t>(at)))
    at = name.find_first_of(characters, at + 1);
  return at;
}

/// A blank in a custom option's name is percent-encoded; a plain one most likely means that this is no name but the
/// value of $filter.
std::optional<Diagnostic> custom_name_error(std::string_view name, const QueryPart& part, const Source& source) {
  const std::size_t blank = find_plain(name, " \t", part, source);
  if (blank == std::string_view::npos) return std::nullopt;
  Diagnostic d =
      wrong(Code::syntax, {part.name.offset + static_cast<std::uint32_t>(blank), 1}, "a query option is name=value");
  d.notes.emplace_back("an expression on its own is the value of $filter: $filter=...");
  return d;
}

/// A word alone behind an option whose value is free text: the ampersand was part of that text (`$search=more&more`).
bool is_cut_off(Option before, const Named& named, const QueryPart& part, std::string_view name) noexcept {
  const bool free_text = before == Option::search || before == Option::skiptoken || before == Option::deltatoken;
  return free_text && named.option == Option::custom && !part.has_value
      && grammar::identifier_length(name.data(), name.data() + name.size()) == name.size();
}

Diagnostic cut_off(const QueryPart& part) {
  Diagnostic d = wrong(Code::syntax, {part.name.end(), 0}, "expected '=' and the option's value");
  d.notes.emplace_back(ampersand_note);
  return d;
}

/// A custom option that is nearly a system query option is worth a word.
void warn_about_custom(std::string_view name, Span place, TreeBuilder& b) {
  if (name.starts_with("amp;")) {
    b.warn(Code::unknown_option, place,
           "'" + shortened(name) + "' is taken for a custom option; '&amp;' is HTML for the '&' of a URL",
           {{{place.offset, 4}, ""}});
    return;
  }
  std::vector<std::string_view> words;
  for (std::size_t i = 0; i < static_cast<std::size_t>(Option::alias); ++i)
    if (is_top_level(static_cast<Option>(i), false)) words.push_back(grammar::option_word_text(static_cast<Option>(i)));
  const std::string_view near = name.size() < 4 ? std::string_view() : closest(name, words);
  if (near.size() < 4 || near == name) return;  // short words are near to everything
  b.warn(Code::unknown_option, place,
         "'" + shortened(name) + "' is taken for a custom option; did you mean $" + std::string(near) + "?");
}

/// A custom option in a query string that looks like a path or like an expression.
void warn_about_path(std::string_view name, const QueryPart& part, const DecodedText& text, TreeBuilder& b) {
  if (text.is_url || find_plain(name, "/()", part, text.source) == std::string_view::npos) return;
  b.warn(Code::unknown_option, part.name,
         "'" + shortened(name)
             + "' is taken for a custom option; a path begins with '/' or ends with '?', an expression is the value of "
               "$filter");
}

Named classify(std::string_view name, const QueryPart& part, const Source& source) {
  const Span at_end{part.name.end(), 0};
  if (name.empty())
    return {Option::custom, wrong(Code::syntax, {part.name.offset, 0}, "expected the name of a query option")};
  if (name.front() == '@') {
    const std::size_t length = grammar::identifier_length(name.data() + 1, name.data() + name.size());
    if (length == 0 || length + 1 != name.size())
      return {Option::alias, wrong(Code::syntax, {part.name.offset + static_cast<std::uint32_t>(length) + 1, 0},
                                   "a parameter alias is '@' and a name")};
    if (!part.has_value) return {Option::alias, wrong(Code::syntax, at_end, "expected '=' and the alias's value")};
    return {Option::alias, std::nullopt};
  }
  const bool dollar = name.front() == '$';
  const std::size_t word = grammar::identifier_length(name.data() + dollar, name.data() + name.size());
  const std::optional<Option> option = find_option(name.substr(dollar, word));
  if (option && is_top_level(*option, dollar) && word + dollar == name.size()) {
    if (part.has_value) return {*option, std::nullopt};
    if (dollar) return {*option, wrong(Code::syntax, at_end, "expected '=' and the option's value")};
  }
  if (!dollar) return {Option::custom, custom_name_error(name, part, source)};
  if (option && is_top_level(*option, dollar))
    return {*option, wrong(Code::syntax, {part.name.offset + static_cast<std::uint32_t>(word) + 1, 1},
                           "expected '=' directly behind the option's name")};
  return {Option::custom, unknown_option(name, part.name)};
}

std::optional<Diagnostic> parse_value(TreeBuilder& b, const DecodedText& text, Option option, Span value,
                                      const Limits& limits) {
  namespace g = grammar;
  const auto run = [&]<typename Rule>(std::type_identity<Rule>) {
    return parse_part<g::option_text<Rule>>(b, text, value, false, limits);
  };
  switch (option) {
    case Option::filter:
    case Option::alias: return parse_part<g::filter_text>(b, text, value, false, limits);
    case Option::compute: return run(std::type_identity<g::compute_value>{});
    case Option::search: return run(std::type_identity<g::search_value>{});
    case Option::count: return run(std::type_identity<g::boolean_value>{});
    case Option::orderby: return run(std::type_identity<g::orderby_value>{});
    case Option::skip:
    case Option::top: return run(std::type_identity<g::number_value>{});
    case Option::index: return run(std::type_identity<g::index_value>{});
    case Option::expand: return run(std::type_identity<g::expand_value>{});
    case Option::select: return run(std::type_identity<g::select_value>{});
    case Option::format: return run(std::type_identity<g::format_value>{});
    case Option::schemaversion: return run(std::type_identity<g::schemaversion_value>{});
    case Option::skiptoken:
    case Option::deltatoken:
    case Option::id: return run(std::type_identity<g::text_value>{});
    case Option::levels:
    case Option::custom: break;
  }
  b.push_leaf(NodeKind::raw, 0, value, value);
  return std::nullopt;
}

/// Blanks at the end of an option's value are no part of it; the ones in front are errors.
Span trim_end(std::string_view text, Span value, TreeBuilder& b) {
  Span trimmed = value;
  while (trimmed.length > 0 && is_blank(text[trimmed.end() - 1]))
    --trimmed.length;
  if (trimmed.length == 0 || trimmed.length == value.length) return value;
  b.warn(Code::surrounding_blanks, {trimmed.end(), value.length - trimmed.length},
         "blanks at the end of the option's value were ignored");
  return trimmed;
}

bool is_given(const std::vector<GivenAlias>& aliases, std::string_view name) noexcept {
  return std::ranges::find(aliases, name, &GivenAlias::name) != aliases.end();
}

}  // namespace

std::optional<Diagnostic> parse_options(TreeBuilder& b, const DecodedText& text, const ParseOptions& options) {
  const std::string_view decoded = text.source.decoded();
  const std::size_t own = text.parts.size() - options.aliases.size();
  std::array<bool, option_count> seen{};
  std::vector<std::string_view> aliases;
  Option before = Option::custom;
  for (std::size_t i = 0; i < text.parts.size(); ++i) {
    const QueryPart& part = text.parts[i];
    const std::string_view name = decoded.substr(part.name.offset, part.name.length);
    Named named = classify(name, part, text.source);
    if (i >= own && !name.starts_with('@'))
      named.error = wrong(Code::syntax, {part.name.offset, 0}, "a parameter alias is '@' and a name");
    if (named.error) return std::move(named.error);
    if (i < own && named.option == Option::alias && is_given(options.aliases, name)) continue;
    if (is_cut_off(before, named, part, name)) return cut_off(part);
    before = named.option;
    const auto index = static_cast<std::size_t>(named.option);
    const bool known_alias =
        named.option == Option::alias && std::find(aliases.begin(), aliases.end(), name) != aliases.end();
    if (known_alias || (named.option < Option::alias && seen[index]))
      return wrong(Code::duplicate_option, part.name, "'" + shortened(name) + "' is given more than once");
    seen[index] = true;
    if (named.option == Option::custom) {
      warn_about_custom(name, part.name, b);
      warn_about_path(name, part, text, b);
    }
    if (named.option == Option::alias) aliases.push_back(name);

    const Span value = named.option < Option::skiptoken || named.option == Option::alias
                         ? trim_end(decoded, part.value, b)
                         : part.value;
    b.open(part.name.offset, part.name);
    if (std::optional<Diagnostic> error = parse_value(b, text, named.option, value, options.limits)) {
      if (error->code == Code::unterminated_string && part.value.end() < text.source.own_size())
        error->notes.emplace_back(ampersand_note);
      return error;
    }
    b.close(NodeKind::option, index > 255 ? std::uint8_t{0} : static_cast<std::uint8_t>(index), part.value.end());
  }
  return std::nullopt;
}

std::optional<Diagnostic> parse_query(TreeBuilder& b, const DecodedText& text, const ParseOptions& options) {
  b.open(0, {0, 0});
  if (std::optional<Diagnostic> error = parse_options(b, text, options)) return error;
  b.close(NodeKind::query, 0, static_cast<std::uint32_t>(text.source.decoded().size()));
  return std::nullopt;
}

}  // namespace v0
}  // namespace tamis
