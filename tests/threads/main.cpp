// `./dev tsan`: eight threads share one schema, filter, expression and query, each with a context of its own, and all
// get the same answers as one thread alone. Built with ThreadSanitizer, which watches what they share.
#include <boost/json.hpp>
#include <cstdint>
#include <cstdio>
#include <string>
#include <thread>
#include <vector>

#include <tamis/tamis.hpp>

namespace {

constexpr std::size_t threads = 8, rounds = 20;

struct Shared {
  const tamis::Schema& schema;
  std::vector<tamis::Filter> filters{};
  std::vector<tamis::Expression> expressions{};
  std::vector<tamis::Query> queries{};
  boost::json::array records{};
  std::vector<std::string> texts{};
};

void append(std::string& answers, const tamis::Diagnostics& wrong) { answers += tamis::to_json(wrong); }

/// All that can be asked of what is shared, in words.
std::string ask(const Shared& shared) {
  tamis::EvaluationContext context;
  std::string answers;
  for (const tamis::Filter& filter : shared.filters) {
    for (const boost::json::value& record : shared.records)
      if (const auto hit = filter.matches(record, context))
        answers += *hit ? '1' : '0';
      else
        append(answers, hit.error());
    for (const std::string& text : shared.texts)
      if (const auto hit = filter.matches(text, context))
        answers += *hit ? '1' : '0';
      else
        append(answers, hit.error());
    answers += filter.text() + filter.url();
  }
  for (const tamis::Expression& expression : shared.expressions)
    for (const std::string& text : shared.texts)
      if (const auto value = expression.evaluate(text, context))
        answers += *value;
      else
        append(answers, value.error());
  for (const tamis::Query& query : shared.queries)
    if (const auto answer = query.apply(shared.records, context))
      answers += boost::json::serialize(*answer);
    else
      append(answers, answer.error());
  // Also what is made anew on each thread over the shared schema.
  const auto mine = tamis::Filter::compile("status eq 'New' and contains(name,'1')", shared.schema);
  const auto wrong = tamis::Filter::compile("statuss eq 'New'", shared.schema);
  answers += mine ? mine->text() : tamis::render(mine.error());
  answers += wrong ? "compiles" : tamis::render(wrong.error());
  if (const auto type = shared.schema.find_type("Referral")) answers += shared.schema.type_name(*type);
  return answers;
}

}  // namespace

int main() {
  // The embedded schema is made by whoever asks first: all of them at once.
  std::vector<const tamis::Schema*> seen(threads, nullptr);
  {
    std::vector<std::thread> running;
    for (std::size_t i = 0; i < threads; ++i)
      running.emplace_back([&seen, i] { seen[i] = &tamis::referral_schema(); });
    for (std::thread& thread : running)
      thread.join();
  }
  Shared shared{*seen[0]};
  for (const char* text :
       {"status eq 'New' and details/dealValue gt 1000", "team/any(t:t/email eq 'm3@contoso.com')",
        "matchesPattern(name,'^n[0-4]') or tolower(name) eq 'n7'", "id in ('1','2','3')",
        "createdDateTime gt 2020-01-10T00:00:00Z and name ne null", "details/dealValue div 0 eq 1"}) {
    auto filter = tamis::Filter::compile(text, shared.schema);
    if (!filter) return std::fputs(tamis::render(filter.error()).c_str(), stderr), 2;
    shared.filters.push_back(*std::move(filter));
  }
  for (const char* text : {"details/dealValue mul 1.1", "concat(name,toupper(id))", "matchesPattern(name,id)",
                           "team/$count", "year(createdDateTime)"}) {
    auto expression = tamis::Expression::compile(text, shared.schema);
    if (!expression) return std::fputs(tamis::render(expression.error()).c_str(), stderr), 2;
    shared.expressions.push_back(*std::move(expression));
  }
  for (const char* text : {"$filter=status eq 'New'&$orderby=createdDateTime desc&$top=5", "$search=n1&$select=id,name",
                           "$compute=details/dealValue mul 2 as twice&$select=id,twice&$count=true"}) {
    auto query = tamis::Query::compile(text, shared.schema);
    if (!query) return std::fputs(tamis::render(query.error()).c_str(), stderr), 2;
    shared.queries.push_back(*std::move(query));
  }
  for (int i = 0; i < 30; ++i) {
    const std::string n = std::to_string(i), day = std::to_string(10 + i % 20);
    shared.texts.push_back(R"({"id":")" + n + R"(","name":"n)" + n + R"(","status":")" + (i % 3 == 0 ? "New" : "Closed")
                           + R"(","createdDateTime":"2020-01-)" + day + R"(T00:00:00Z","details":{"dealValue":)"
                           + std::to_string(i * 100) + R"(},"team":[{"email":"m)" + n + R"(@contoso.com"}]})");
    shared.records.push_back(boost::json::parse(shared.texts.back()));
  }

  const std::string alone = ask(shared);
  std::vector<std::size_t> differing(threads, 0);
  std::vector<std::thread> running;
  for (std::size_t i = 0; i < threads; ++i)
    running.emplace_back([&, i] {
      for (std::size_t round = 0; round < rounds; ++round)
        differing[i] += ask(shared) != alone;
    });
  for (std::thread& thread : running)
    thread.join();
  std::size_t faults = 0;
  for (std::size_t i = 0; i < threads; ++i)
    faults += differing[i] + (seen[i] != seen[0]);
  std::printf("%zu threads, %zu rounds each over %zu shared objects, %zu answers differ\n", threads, rounds,
              shared.filters.size() + shared.expressions.size() + shared.queries.size() + 1, faults);
  return faults == 0 ? 0 : 1;
}
