// complete(): finds the part of the text that the cursor is in, then what may stand there.
#include <tamis/complete.hpp>

#include <algorithm>
#include <optional>
#include <utility>

#include "grammar/options.hpp"
#include "src/bind/resource_path.hpp"
#include "src/compile/front.hpp"
#include "src/complete/proposals.hpp"
#include "src/json/write_string.hpp"
#include "src/text/decode.hpp"
#include "src/text/utf8.hpp"
#include "src/tree/option_name.hpp"

namespace tamis {
inline namespace v0 {

namespace {

bool is_query(TextKind kind) noexcept { return kind == TextKind::query || kind == TextKind::url; }

bool is_hex(char c) noexcept { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }

/// The text in front of the cursor, without the half of a character or of a percent sequence.
std::string_view in_front(std::string_view text, std::size_t offset, bool encoded) {
  offset = std::min(offset, text.size());
  while (offset > 0 && offset < text.size() && (static_cast<unsigned char>(text[offset]) & 0xC0) == 0x80)
    --offset;
  text = text.substr(0, offset);
  if (encoded && text.ends_with('%')) return text.substr(0, offset - 1);
  if (encoded && offset >= 2 && text[offset - 2] == '%' && is_hex(text[offset - 1])) return text.substr(0, offset - 2);
  return text;
}

/// What is looked for: a value that begins at `begin` in the decoded text, read as `reading`.
struct Wanted {
  Reading reading = Reading::other;
  bool condition = false;
  std::uint32_t begin = 0;
  std::string value{};
  std::vector<std::string> given{};    ///< of a query: the names of its other options
  std::vector<std::string> aliases{};  ///< those that it gives a value
};

Reading reading_of_kind(TextKind kind) noexcept {
  switch (kind) {
    case TextKind::filter:
    case TextKind::expression: return Reading::expression;
    case TextKind::orderby: return Reading::orderby;
    case TextKind::select: return Reading::select;
    case TextKind::expand: return Reading::expand;
    case TextKind::compute: return Reading::compute;
    default: return Reading::other;
  }
}

/// The kind of text that the value of an option is on its own, if its names and types need nothing else of the query.
std::optional<TextKind> kind_of(std::optional<Option> option) noexcept {
  if (!option) return std::nullopt;
  switch (*option) {
    case Option::filter: return TextKind::filter;
    case Option::orderby: return TextKind::orderby;
    case Option::select: return TextKind::select;
    case Option::expand: return TextKind::expand;
    case Option::compute: return TextKind::compute;
    default: return std::nullopt;
  }
}

/// Name and value of each option behind the one that the cursor is in.
DecodedText options_behind(std::string_view text, std::size_t offset, const ParseOptions& options) {
  const std::size_t ampersand = text.find('&', offset);
  Diagnostic error;
  ParseOptions as_query = options;
  as_query.as = TextKind::query;
  std::optional<DecodedText> decoded;
  // The empty option in front tells the text from a URL.
  if (ampersand != std::string_view::npos)
    decoded = decode_text("=" + std::string(text.substr(ampersand)), as_query, error);
  return decoded ? *std::move(decoded) : DecodedText{};
}

/// Adds the options that the names and values at the cursor may depend on to the front of a trial: aliases and names of
/// $compute; `all` of them for the value of an alias, whose type is that of its uses.
void collect_options(const DecodedText& text, std::span<const QueryPart> parts, bool all, Trial& trial,
                     Wanted& wanted) {
  const std::string_view decoded = text.source.decoded();
  for (const QueryPart& part : parts) {
    const std::string name(decoded.substr(part.name.offset, part.name.length));
    const bool alias = name.starts_with('@');
    if (!name.empty()) wanted.given.push_back(name);
    if (!part.has_value || (!all && !alias && find_option(name) != Option::compute)) continue;
    const std::string_view value = decoded.substr(part.value.offset, part.value.length);
    ParseOptions options;
    options.as = TextKind::query;
    const std::string option = encode_value(name) + "=" + encode_value(value);
    if (!parse(option, options)) continue;
    trial.front += option + "&";
    trial.front_length += static_cast<std::uint32_t>(name.size() + value.size() + 2);
    if (alias) wanted.aliases.push_back(name);
  }
}

/// Where the cursor is in a query, and what there is to be tried around it.
void enter_query(const DecodedText& text, const DecodedText& behind, Trial& trial, Wanted& wanted) {
  const QueryPart& part = text.parts.back();
  const std::string_view decoded = text.source.decoded();
  const std::string name(decoded.substr(part.name.offset, part.name.length - (part.has_value ? 0 : 1)));
  const bool all = part.has_value && name.starts_with('@');
  collect_options(text, std::span(text.parts).first(text.parts.size() - 1), all, trial, wanted);
  collect_options(behind, behind.parts, all, trial, wanted);
  const Span place = part.has_value ? part.value : part.name;
  wanted.begin = place.offset;
  wanted.value = decoded.substr(place.offset, place.length - 1);
  trial.as = TextKind::query;
  if (!part.has_value) {
    wanted.reading = Reading::option_name;
    return;
  }
  const std::optional<Option> option = find_option(name);
  if (name.starts_with('@'))
    wanted.reading = Reading::expression;
  else if (option)
    wanted.reading = reading_of(*option);
  wanted.condition = option == Option::filter;
  if (const auto kind = kind_of(option); kind && trial.front.empty() && !trial.service_rules) {
    trial.as = *kind;
    return;
  }
  trial.front += encode_value(name) + "=";
  trial.front_length += static_cast<std::uint32_t>(name.size() + 1);
}

/// A URL that is nothing but this path.
Tree url_of(std::string_view path, const CompleteOptions& options) {
  ParseOptions as_url = options;
  as_url.as = TextKind::url;
  Result<Tree> tree = path.empty() ? Result<Tree>(Tree()) : parse(std::string(path) + "?", as_url);
  return tree ? *std::move(tree) : Tree();
}

bool continues_word(char c) noexcept {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_'
      || static_cast<unsigned char>(c) >= 0x80;
}

/// Where the word, or quoted text, that the cursor is in ends.
std::size_t end_of_token(std::string_view text, std::size_t offset, bool quoted) {
  std::size_t end = offset;
  while (end < text.size() && (continues_word(text[end]) || (quoted && text[end] == ',')))
    ++end;
  if (!quoted) return end;
  return end < text.size() && text[end] == '\'' ? end + 1 : offset;
}

}  // namespace

std::string_view name(CandidateKind kind) noexcept {
  static constexpr std::string_view names[] = {"property", "navigation", "member",  "operator",
                                               "function", "lambda",     "keyword", "variable",
                                               "alias",    "option",     "type",    "entity-set"};
  static_assert(std::size(names) == static_cast<std::size_t>(CandidateKind::entity_set) + 1);
  return names[static_cast<std::size_t>(kind)];
}

std::vector<Candidate> complete(std::string_view text, std::size_t offset, const Schema& schema,
                                const CompleteOptions& options) {
  const bool query = is_query(options.as), encoded = query || options.encoded;
  const std::string_view front = in_front(text, offset, encoded);
  // A character that is no blank keeps the ones in front of the cursor from being taken off.
  constexpr char cursor = '~';
  Diagnostic error;
  const std::optional<DecodedText> decoded = decode_text(std::string(front) + cursor, options, error);
  if (!decoded || (query && decoded->parts.empty())) return {};
  const Tree url = url_of(front.substr(decoded->path.offset, decoded->is_url ? decoded->path.length : 0), options);
  const std::optional<Type> records = record_type(url, schema, options.type);
  if (!records) return {};

  Trial trial(schema, *records);
  trial.service_rules = options.service_rules && query;
  trial.limits = options.limits;
  Wanted wanted;
  if (query) {
    enter_query(*decoded, options_behind(text, front.size(), options), trial, wanted);
  } else {
    trial.as = options.as;
    wanted.reading = reading_of_kind(options.as);
    wanted.condition = options.as == TextKind::filter;
    wanted.begin = decoded->whole.offset;
    wanted.value = decoded->source.decoded().substr(wanted.begin, decoded->whole.length - 1);
  }
  // Behind blanks it is an error; on its own the value would be read without it.
  if (wanted.value.starts_with(byte_order_mark)) return {};

  Place place = find_place(wanted.value, wanted.reading, wanted.condition);
  const std::string token = wanted.value.substr(place.token);
  const bool quoted = place.quoted, named = place.levels.size() == 1 && wanted.reading == Reading::option_name;
  const std::uint32_t begin = decoded->source.to_typed({wanted.begin + place.token, 0}).offset;
  const std::size_t end = token.empty() ? front.size() : end_of_token(text, front.size(), quoted);
  trial.value = wanted.value.substr(0, place.token);

  std::vector<Candidate> found = Proposals(schema, trial, std::move(place), token, std::move(wanted.aliases)).find();
  if (named)
    std::erase_if(found, [&](const Candidate& candidate) {
      const std::optional<Option> option = find_option(candidate.label);
      return (option && !takes_option(url, schema, *option))
          || std::any_of(wanted.given.begin(), wanted.given.end(),
                         [&](const std::string& given) { return find_option(given) == option; });
    });
  for (Candidate& candidate : found) {
    if (encoded) candidate.insert = encode_value(candidate.insert);
    // A bracket or a sign that stands there already is not written twice.
    const bool again =
        end > front.size() && end < text.size() && candidate.insert.back() == text[end] && !continues_word(text[end]);
    candidate.span = {begin, static_cast<std::uint32_t>(end + (again ? 1 : 0)) - begin};
  }
  return found;
}

std::string to_json(std::span<const Candidate> candidates) {
  std::string out = "[";
  const auto member = [&out](std::string_view key, std::string_view value) {
    json::write_string(key, out);
    out += ':';
    json::write_string(value, out);
  };
  for (const Candidate& candidate : candidates) {
    out += out.size() == 1 ? "{" : ",{";
    member("kind", name(candidate.kind));
    out += ',';
    member("label", candidate.label);
    out += ',';
    member("insert", candidate.insert);
    out +=
        ",\"offset\":" + std::to_string(candidate.span.offset) + ",\"length\":" + std::to_string(candidate.span.length);
    if (!candidate.detail.empty()) out += ',', member("detail", candidate.detail);
    if (!candidate.documentation.empty()) out += ',', member("documentation", candidate.documentation);
    out += '}';
  }
  return out + "]";
}

}  // namespace v0
}  // namespace tamis
