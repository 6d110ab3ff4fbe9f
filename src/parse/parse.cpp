// parse(): text to tree.
#include "tamis/parse.hpp"

#include <algorithm>
#include <utility>

#include "src/parse/parse.hpp"
#include "src/text/typed_edit.hpp"

namespace tamis {
inline namespace v0 {

namespace {

Diagnostics failure(std::string_view text, std::vector<Diagnostic> items) {
  Diagnostics out{std::string(text), std::move(items)};
  out.sort();
  return out;
}

// In the decoded text of a $search a semicolon separates nothing; elsewhere it does unless it was encoded.
bool semicolon_is_data(const ParseOptions& options) noexcept {
  return options.as == TextKind::search && !options.encoded;
}

// Aliases that are given beside the text stand behind it, as options of a query do.
void append_aliases(DecodedText& text, const std::vector<GivenAlias>& aliases) {
  for (const GivenAlias& alias : aliases) {
    const auto begin = static_cast<std::uint32_t>(text.source.decoded().size() + 1);
    const Span name{begin, static_cast<std::uint32_t>(alias.name.size())};
    text.parts.push_back({name, {name.end() + 1, static_cast<std::uint32_t>(alias.value.size())}, true});
    text.source.append_option(alias.name, alias.value);
  }
}

bool is_query(const ParseOptions& options) noexcept {
  return options.as == TextKind::query || options.as == TextKind::url;
}

std::optional<Diagnostic> parse_whole(TreeBuilder& builder, const DecodedText& text, const ParseOptions& options) {
  const Span whole = text.whole;
  if (!is_query(options))
    if (std::optional<Diagnostic> error = parse_options(builder, text, options)) return error;
  const bool data = semicolon_is_data(options);
  switch (options.as) {
    case TextKind::query:
    case TextKind::url: return parse_query(builder, text, options);
    case TextKind::filter: return parse_part<grammar::filter_text>(builder, text, whole, data, options.limits);
    case TextKind::expression: return parse_part<grammar::expression_text>(builder, text, whole, data, options.limits);
    case TextKind::literal: return parse_part<grammar::literal_text>(builder, text, whole, data, options.limits);
    default: break;
  }
  // The value of one option: the same node as in a query, without its name.
  builder.open(whole.offset, {whole.offset, 0});
  std::optional<Diagnostic> error;
  Option option = Option::orderby;
  if (options.as == TextKind::orderby) {
    error = parse_part<grammar::option_text<grammar::orderby_value>>(builder, text, whole, data, options.limits);
  } else if (options.as == TextKind::select) {
    option = Option::select;
    error = parse_part<grammar::option_text<grammar::select_value>>(builder, text, whole, data, options.limits);
  } else if (options.as == TextKind::expand) {
    option = Option::expand;
    error = parse_part<grammar::option_text<grammar::expand_value>>(builder, text, whole, data, options.limits);
  } else if (options.as == TextKind::compute) {
    option = Option::compute;
    error = parse_part<grammar::option_text<grammar::compute_value>>(builder, text, whole, data, options.limits);
  } else {
    option = Option::search;
    error = parse_part<grammar::option_text<grammar::search_value>>(builder, text, whole, data, options.limits);
  }
  if (!error) builder.close(NodeKind::option, static_cast<std::uint8_t>(option), whole.end());
  return error;
}

}  // namespace

void point_into_typed_text(Diagnostic& d, const Source& source) {
  d.span = source.to_typed(d.span);
  for (Edit& edit : d.fixes)
    edit = typed_edit(source, edit.span, std::move(edit.replacement));
}

Diagnostic describe_fatal(const Fatal& fatal) {
  Diagnostic d;
  d.code = fatal.code;
  d.span = {fatal.offset, 0};
  const std::string limit = std::to_string(fatal.limit);
  switch (fatal.code) {
    case Code::too_deep: d.message = "nested deeper than the limit of " + limit + " levels"; break;
    case Code::too_many_nodes: d.message = "the text has more than the limit of " + limit + " parts"; break;
    case Code::too_many_items: d.message = "the list has more than the limit of " + limit + " items"; break;
    default: d.message = "longer than the limit of " + limit + " characters"; break;
  }
  return d;
}

Result<Tree> parse(std::string_view text, const ParseOptions& options) {
  Diagnostic error;
  std::optional<DecodedText> decoded = decode_text(text, options, error);
  if (!decoded) return failure(text, {std::move(error)});

  std::size_t bytes = text.size();
  for (const GivenAlias& alias : options.aliases)
    bytes += alias.name.size() + alias.value.size() + 2;
  if (bytes > options.limits.bytes) {
    const std::string limit = std::to_string(options.limits.bytes);
    return failure(text,
                   {{Severity::error,
                     Code::too_long,
                     {static_cast<std::uint32_t>(text.size()), 0},
                     "the text and its aliases have " + std::to_string(bytes) + " bytes; the limit is " + limit}});
  }
  append_aliases(*decoded, options.aliases);
  if (!options.aliases.empty() && !check_utf8(decoded->source, error))
    return failure(decoded->source.typed(), {std::move(error)});
  TreeBuilder builder(decoded->source, semicolon_is_data(options), options.limits);
  if (std::optional<Diagnostic> wrong = parse_whole(builder, *decoded, options)) {
    point_into_typed_text(*wrong, decoded->source);
    return failure(decoded->source.typed(), {std::move(*wrong)});
  }
  if (builder.fatal().set) {
    Diagnostic limit = describe_fatal(builder.fatal());
    point_into_typed_text(limit, decoded->source);
    return failure(decoded->source.typed(), {std::move(limit)});
  }
  if (!builder.errors().empty()) {
    std::vector<Diagnostic> errors = builder.errors();
    // A syntax error stands alone, wherever it is found: what follows it may have been meant otherwise.
    const auto syntax = std::ranges::find(errors, Code::syntax, &Diagnostic::code);
    if (syntax != errors.end()) errors = {Diagnostic(*syntax)};
    for (Diagnostic& d : errors)
      point_into_typed_text(d, decoded->source);
    return failure(decoded->source.typed(), std::move(errors));
  }
  return builder.finish(*std::move(decoded));
}

}  // namespace v0
}  // namespace tamis
