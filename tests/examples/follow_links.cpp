// All referrals that match a filter, page by page as a service gives them. Here the service is three texts; a program
// would send each link with the HTTP client that it has.
#include <iostream>
#include <map>
#include <string>

#include <tamis/tamis.hpp>

int main() {
  const std::map<std::string, std::string> service = {
      {"/referrals?$filter=status%20eq%20'New'",
       R"({"value":[{"id":"1","status":"New"},{"id":"2","status":"Closed"}],"@odata.nextLink":"/referrals?$skiptoken=a%2fb"})"},
      {"/referrals?$skiptoken=a%2fb",
       R"({"value":[{"id":"3","status":"New"}],"@odata.nextLink":"/referrals?$skiptoken=c"})"},
      {"/referrals?$skiptoken=c", R"({"value":[]})"}};
  const auto fetch = [&](const std::string& link) -> tamis::FetchedPage {
    const auto page = service.find(link);  // the link just as the page before gave it
    if (page == service.end()) return {"", "404 Not Found"};
    return {page->second, ""};
  };

  const auto filter = tamis::Filter::compile("status eq 'New'", tamis::referral_schema());
  if (!filter) return std::cerr << tamis::render(filter.error()), 1;
  tamis::EvaluationContext context;
  const auto take = [&](const tamis::Record& record) {
    const auto matches = filter->matches(record.json, context);
    if (!matches) std::cerr << "record " << record.index << ": " << tamis::render(matches.error());
    if (matches && *matches) std::cout << record.json << '\n';
    return true;  // false would stop here, and no further page would be fetched
  };
  const auto summary = tamis::read_pages("/referrals?$filter=" + filter->url(), fetch, take);
  if (summary.error) {
    std::cerr << "page " << summary.error->page << ", " << summary.error->link << ": " << summary.error->message
              << '\n';
    return 1;
  }
  std::cout << summary.records << " records on " << summary.pages << " pages\n";
  return summary.records == 3 && summary.pages == 3 ? 0 : 1;
}
