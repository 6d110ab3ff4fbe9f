#include <boost/json.hpp>
#include <iostream>
#include <tamis/tamis.hpp>

int main() {
  // What a person typed, and where the cursor is.
  const std::string typed = "details/dealValue gt 5000 and stat";
  for (const auto& candidate : tamis::complete(typed, typed.size(), tamis::referral_schema()))
    std::cout << candidate.insert << '\t' << candidate.detail << '\n';

  // What is wrong, for a program to show.
  const auto wrong = tamis::Filter::compile("details/dealVale gt 5000", tamis::referral_schema());
  for (const auto& diagnostic : wrong.error())
    std::cout << tamis::name(diagnostic.code) << " at " << diagnostic.span.offset << ": " << diagnostic.suggestion
              << '\n';

  // A query over a response that was saved.
  const auto query = tamis::Query::compile("$filter=details/dealValue gt 5000&$select=id", tamis::referral_schema());
  if (!query) {
    std::cerr << tamis::render(query.error());
    return 1;
  }
  tamis::EvaluationContext context;
  const auto saved = boost::json::parse(R"({"value":[{"id":"a","details":{"dealValue":"900"}},
                                                     {"id":"b","details":{"dealValue":"9000"}}]})");
  const auto answer = query->apply(saved, context);
  if (!answer) {
    std::cerr << tamis::render(answer.error());
    return 1;
  }
  std::cout << *answer << '\n';
}
