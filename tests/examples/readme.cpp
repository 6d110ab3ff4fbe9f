#include <boost/json.hpp>
#include <iostream>
#include <tamis/tamis.hpp>

int main() {
  const auto filter =
      tamis::Filter::compile("status eq 'New' and team/any(t:t/email eq 'r2d2@contoso.com')", tamis::referral_schema());
  if (!filter) {
    std::cerr << tamis::render(filter.error());  // code, place, caret, suggestion
    return 1;
  }
  std::cout << filter->text() << '\n'  // canonical text
            << filter->url() << '\n';  // ready for the query part of a URL

  tamis::EvaluationContext context;  // scratch memory, clock: one per thread
  const auto referral = boost::json::parse(R"({"status":"New","team":[{"email":"r2d2@contoso.com"}]})");
  const auto hit = filter->matches(referral, context);
  if (!hit) {
    std::cerr << tamis::render(hit.error());  // the record is not what the schema says
    return 1;
  }
  std::cout << (*hit ? "matches" : "does not match") << '\n';
}
