// Property: a filter with values of parameter aliases given beside it is what the query with the same options is: right
// or wrong both, with diagnostics within what they quote, printed the same, true of the same records. The first byte
// chooses the schema; the values of @a and @b are lines, the filter is the rest.
#include "fuzz/property.hpp"
#include "fuzz/schemas.hpp"

namespace {

using namespace tamis;
using namespace tamis::fuzz;

/// The text as diagnostics quote it: with the aliases behind it.
std::string quoted(std::string_view text, const std::vector<GivenAlias>& aliases) {
  std::string all(text);
  for (const GivenAlias& alias : aliases)
    all += "&" + alias.name + "=" + alias.value;
  return all;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  Bytes bytes(data, size);
  const Choice of = choice(bytes.next());
  CompileOptions options;
  options.limits.bytes *= 4;  // the query's encoding lengthens it
  const std::string a(bytes.line()), b(bytes.line());
  std::string_view text = bytes.rest();
  while (text.starts_with(' ') || text.starts_with('\t') || text.starts_with("\xef\xbb\xbf"))
    text.remove_prefix(1);  // in front of a filter they are passed over, in front of an option's value wrong
  const std::string query_text = "$filter=" + encoded(text) + "&@a=" + encoded(a) + "&@b=" + encoded(b);
  const auto query = Query::compile(query_text, schema(of), options);
  options.aliases = {{"@a", a}, {"@b", b}};
  const std::string all = quoted(text, options.aliases);
  const auto filter = Filter::compile(text, schema(of), options);
  // A query that is right and cannot be evaluated says so beside its URL, a filter is refused.
  if (filter.has_value() != (query && query->not_applicable().empty()))
    violated("beside the filter and in a query, aliases are not the same", all,
             !filter ? render(filter.error()) : render(query ? query->not_applicable() : query.error()));
  if (!filter) return check_failure(filter.error(), all), 0;
  check_diagnostics(filter->warnings(), all);
  if (const std::string url = query->url(), printed = "$filter=" + filter->url(); !url.starts_with(printed))
    violated("the filter of the query is printed in another way", all, url + "\n" + printed);

  EvaluationOptions evaluation;
  evaluation.clock = at_noon;
  evaluation.limits.steps = 20'000;
  EvaluationContext context(evaluation);
  for (const std::string_view record : records(of)) {
    const auto is_met = filter->matches(record, context);
    const auto answer = query->apply(boost::json::array{parsed_json(record, record)}, context);
    if (is_exhausted(is_met) || is_exhausted(answer)) continue;
    if (is_met.has_value() != answer.has_value())
      violated("of the filter and the query, only one fails", all,
               is_met ? render(answer.error()) : render(is_met.error()));
    if (!is_met) continue;
    const boost::json::value& found = answer->is_object() ? answer->as_object().at("value") : *answer;
    if (*is_met == found.as_array().empty()) violated("the filter and the query choose differently", all, record);
  }
  return 0;
}
