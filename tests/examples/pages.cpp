#include <boost/json.hpp>
#include <iostream>
#include <tamis/tamis.hpp>

int main() {
  const auto cached = boost::json::parse(R"({"value":[{"id":"a"},{"id":"b"},{"id":"c"}]})");
  tamis::EvaluationContext context;
  tamis::ApplyOptions options;
  options.page_size = 2;
  std::string next = "/referrals?$select=id&$count=true";
  while (!next.empty()) {
    const auto query = tamis::Query::compile(next, tamis::referral_schema());
    const auto page = query ? query->apply(cached, context, options) : query.error();
    if (!page) {
      std::cerr << tamis::render(page.error());
      return 1;
    }
    std::cout << *page << '\n';
    const boost::json::value* const link = page->as_object().if_contains("@odata.nextLink");
    next = link ? link->as_string().c_str() : "";
  }
}
