// Laws that hold of every query and any records, tried on random ones.
#include <doctest/doctest.h>

#include <algorithm>
#include <boost/json/serialize.hpp>
#include <cstdint>
#include <string>
#include <vector>

#include "tests/support/answers.hpp"
#include "tests/support/differential.hpp"
#include "tests/support/every_type.hpp"
#include "tests/support/random_expression.hpp"
#include "tests/support/things.hpp"

using namespace tamis;
using namespace tamis::tests;

namespace {

constexpr std::uint64_t tries = 300;
constexpr Features never_failing{.failing = false};

/// Options as they stand between `&`.
using Options = std::vector<std::string>;

std::string joined(const Options& options) {
  std::string text;
  for (const std::string& option : options)
    text += (text.empty() ? "" : "&") + option;
  return text;
}

Options with(Options options, std::initializer_list<std::string> more) {
  options.insert(options.end(), more);
  return options;
}

std::string encoded(const std::string& name, const std::string& value) { return name + "=" + percent_encode(value); }

std::string expression(Random& random, Sort sort, const Features& features) {
  return random_expression(random, sort, 1, features);
}

Sort ordered_sort(Random& random) {
  static constexpr Sort sorts[] = {Sort::boolean,     Sort::integer,  Sort::decimal, Sort::floating,
                                   Sort::string,      Sort::guid,     Sort::date,    Sort::date_time,
                                   Sort::time_of_day, Sort::duration, Sort::colour,  Sort::pattern};
  return random.pick(sorts);
}

std::string filter(Random& random, const Features& features) {
  return encoded("$filter", random_expression(random, Sort::boolean, 2, features));
}

std::string search(Random& random) {
  static constexpr const char* words[] = {"a", "red", "\"e\"", "NOT a", "a OR b", "(a OR x) NOT e", "0", "ss"};
  return encoded("$search", random.pick(words));
}

std::string orderby(Random& random, const Features& features) {
  std::string items;
  for (std::size_t i = 0; i <= random.below(3); ++i) {
    items += items.empty() ? "" : ",";
    items += expression(random, ordered_sort(random), features);
    items += random.one_in(2) ? " desc" : "";
  }
  return encoded("$orderby", items);
}

std::string compute(Random& random, const Features& features) {
  return encoded("$compute", expression(random, ordered_sort(random), features) + " as first,"
                                 + expression(random, Sort::strings, features) + " as second,first as third");
}

std::string select(Random& random) {
  static constexpr const char* items[] = {"key",
                                          "*",
                                          "string,double,decimal",
                                          "part/name,part/sub/words",
                                          "part($select=size,sub($select=name)),key",
                                          "parts($orderby=size desc,name;$top=2;$count=true)",
                                          "parts($filter=size gt 0;$select=name,words)",
                                          "parts($compute=length(name) as letters;$select=letters;$skip=1)",
                                          "parts($search=a;$select=name),ints($orderby=$this;$top=2)",
                                          "strings($filter=$this ne null;$count=true),part"};
  return encoded("$select", random.pick(items));
}

/// Some options without paging, each now and then.
Options some_options(Random& random, const Features& features = never_failing) {
  Options options;
  if (random.one_in(3)) options.push_back(compute(random, features));
  if (random.one_in(4)) options.push_back(search(random));
  if (random.one_in(2)) options.push_back(filter(random, features));
  if (random.one_in(2)) options.push_back(orderby(random, features));
  if (random.one_in(3)) options.push_back(select(random));
  return options;
}

std::vector<std::string> some_records(Random& random) {
  RecordFeatures features;
  features.long_numbers = false;
  std::vector<std::string> records;
  for (std::size_t left = random.below(12); left > 0; --left) {
    const Json record = random_record(random, features);
    if (survives_boost(record)) records.push_back(random.one_in(2) ? to_text(record) : random_spelling(random, record));
  }
  return records;
}

std::optional<Query> compiled(const Options& options) {
  auto query = Query::compile(joined(options), every_type());
  if (!query && fails_always(query.error())) return std::nullopt;
  REQUIRE_MESSAGE(query.has_value(), joined(options), ": ", words(query.error()));
  return *std::move(query);
}

std::string text(const boost::json::array& records) { return boost::json::serialize(records); }

/// For each seed: options that compile, records, and a context.
template <typename Check>
void check_law(Check check, const Features& features = never_failing) {
  EvaluationContext context(random_test_options());
  std::size_t tried = 0;
  for (std::uint64_t seed = 0; seed < tries; ++seed) {
    Random random(seed);
    const Options options = some_options(random, features);
    if (!compiled(options)) continue;
    const std::vector<std::string> records = some_records(random);
    ++tried;
    INFO("seed ", seed, ": ", joined(options));
    check(random, options, records, context);
  }
  CHECK(tried > tries / 2);
}

Answer answer_to(const Options& options, const std::vector<std::string>& records, EvaluationContext& context,
                 std::uint64_t page_size = 0) {
  const auto query = compiled(options);
  REQUIRE(query.has_value());
  ApplyOptions how;
  how.page_size = page_size;
  return answer(*query, records, context, how);  // checks that both forms of records give the same
}

boost::json::array slice(const boost::json::array& records, std::size_t skip, std::size_t top) {
  boost::json::array result;
  for (std::size_t i = skip; i < records.size() && result.size() < top; ++i)
    result.push_back(records[i]);
  return result;
}

}  // namespace

TEST_CASE("laws of queries: text and values give the same answer, or the same error") {
  std::size_t failed = 0;
  check_law(
      [&](Random& random, const Options& options, const auto& records, auto& context) {
        Options all = with(options, {"$skip=" + std::to_string(random.below(3)), "$count=true"});
        const bool filters =
            std::any_of(all.begin(), all.end(), [](const auto& o) { return o.starts_with("$filter"); });
        if (!filters) all.push_back(encoded("$filter", "1 div int32 ge 0 or key gt 0"));  // fails where int32 is 0
        failed += answer_to(all, records, context).error.empty() ? 0 : 1;
      },
      Features{});
  CHECK(failed > 0);
}

TEST_CASE("laws of queries: the order of the options, and the canonical URL, are no matter") {
  check_law([](Random& random, const Options& options, const auto& records, auto& context) {
    Options all = with(options, {"$skip=1", "$top=4", "$count=true"});
    const Answer before = answer_to(all, records, context);
    for (std::size_t i = all.size(); i > 1; --i)
      std::swap(all[i - 1], all[random.below(i)]);
    CHECK(text(answer_to(all, records, context).records) == text(before.records));
    const auto canonical = Query::compile(compiled(all)->url(), every_type());
    REQUIRE(canonical.has_value());
    CHECK(text(answer(*canonical, records, context).records) == text(before.records));
  });
}

TEST_CASE("laws of queries: $skip and $top cut the whole answer, which $count counts") {
  check_law([](Random& random, const Options& options, const auto& records, auto& context) {
    const Answer whole = answer_to(options, records, context);
    const std::size_t skip = random.below(5), top = random.below(6);
    const Answer page =
        answer_to(with(options, {"$top=" + std::to_string(top), "$skip=" + std::to_string(skip), "$count=true"}),
                  records, context);
    CHECK(text(page.records) == text(slice(whole.records, skip, top)));
    CHECK(page.count == whole.records.size());
  });
}

TEST_CASE("laws of queries: pages one after another are the whole answer") {
  check_law([](Random& random, const Options& options, const auto& records, auto& context) {
    Options all = options;
    if (random.one_in(2)) all.push_back("$top=" + std::to_string(random.below(9)));
    if (random.one_in(2)) all.push_back("$skip=" + std::to_string(random.below(3)));
    if (random.one_in(2)) all.push_back("$count=true");
    const Answer whole = answer_to(all, records, context);
    ApplyOptions paging;
    paging.page_size = 1 + random.below(4);
    boost::json::array together;
    auto query = *compiled(all);
    for (std::size_t pages = 0; pages <= records.size() + 1; ++pages) {
      const Answer page = answer(query, records, context, paging);
      CHECK(page.records.size() <= paging.page_size);
      together.insert(together.end(), page.records.begin(), page.records.end());
      if (page.next_link.empty()) break;
      CHECK(page.records.size() == paging.page_size);
      query = Query::compile(page.next_link, every_type()).value();
    }
    CHECK(text(together) == text(whole.records));
  });
}

TEST_CASE("laws of queries: filtering, then ordering is the query") {
  EvaluationContext context(random_test_options());
  for (std::uint64_t seed = 0; seed < tries; ++seed) {
    Random random(seed);
    const std::string condition = random_expression(random, Sort::boolean, 2, never_failing);
    const std::string order = orderby(random, never_failing);
    INFO("seed ", seed, ": ", condition, " ", order);
    const auto whole = compiled({encoded("$filter", condition), order});
    const auto kept = Filter::compile(condition, every_type());
    if (!whole || !kept) continue;
    const std::vector<std::string> records = some_records(random);
    std::vector<std::string> matching;
    for (const std::string& record : records)
      if (kept->matches(record, context).value()) matching.push_back(record);
    CHECK(text(answer(*whole, records, context).records) == text(answer_to({order}, matching, context).records));
  }
}

TEST_CASE("laws of queries: a search and its negation part the records") {
  EvaluationContext context(random_test_options());
  std::size_t found = 0, all = 0;
  for (std::uint64_t seed = 0; seed < tries; ++seed) {
    Random random(seed);
    const std::vector<std::string> records = some_records(random);
    const std::string wanted = search(random).substr(8);
    const auto count = [&](const std::string& option) { return answer_to({option}, records, context).records.size(); };
    CHECK(count("$search=" + wanted) + count("$search=NOT%20(" + wanted + ")") == records.size());
    found += count("$search=" + wanted);
    all += records.size();
  }
  CHECK(found > all / 10);
  CHECK(found < all);
}

TEST_CASE("laws of queries: what is computed is what the expression gives") {
  EvaluationContext context(random_test_options());
  std::size_t tried = 0;
  for (std::uint64_t seed = 0; seed < tries; ++seed) {
    Random random(seed);
    const std::string computed = expression(random, ordered_sort(random), never_failing);
    const auto query = compiled({encoded("$compute", computed + " as it"), "$select=it"});
    const auto evaluated = Expression::compile(computed, every_type());
    if (!query || !evaluated) continue;
    ++tried;
    INFO("seed ", seed, ": ", computed);
    const std::vector<std::string> records = some_records(random);
    const Answer found = answer(*query, records, context);
    REQUIRE(found.texts.size() == records.size());
    for (std::size_t i = 0; i < records.size(); ++i)
      CHECK(found.texts[i] == R"({"it":)" + evaluated->evaluate(records[i], context).value() + "}");
  }
  CHECK(tried > tries / 2);
}
