// Pages: following the links of a service, and the order of saved pages.
#include <tamis/pages.hpp>

#include <doctest/doctest.h>

#include <map>
#include <sstream>
#include <string>
#include <vector>

namespace {

using tamis::FetchedPage;
using tamis::PageOrder;
using tamis::PagesSummary;
using tamis::RecordLayout;
using tamis::SavedPage;

/// A service that has a body for each link, and remembers what it was asked.
struct FakeService {
  std::map<std::string, FetchedPage> pages;
  std::vector<std::string> asked{};

  PagesSummary read(const std::string& link, std::string& records, const tamis::PageOptions& options = {},
                    std::uint64_t most = 1000) {
    const auto fetch = [&](const std::string& wanted) {
      asked.push_back(wanted);
      const auto page = pages.find(wanted);
      return page != pages.end() ? page->second : FetchedPage{"", "404 Not Found"};
    };
    const auto take = [&](const tamis::Record& record) {
      records += std::to_string(record.index) + ' ' + std::string(record.json) + '\n';
      return record.index + 1 < most;
    };
    return tamis::read_pages(link, fetch, take, options);
  }
};

/// What went wrong: page, link, place, message.
std::string told(const PagesSummary& summary) {
  if (!summary.error) return "";
  const tamis::PageError& error = *summary.error;
  std::string out = std::to_string(error.page) + ' ' + error.link + ' ';
  if (error.place) out += std::to_string(error.place->line) + ':' + std::to_string(error.place->column) + ' ';
  return out + error.message;
}

/// The error of reading a first page that is such, or leads on like that.
std::string error_of(const std::string& body, const tamis::PageOptions& options = {}) {
  FakeService service{{{"a", {body, ""}}, {"b", {"{\"value\":[]}", ""}}}};
  std::string records;
  return told(service.read("a", records, options));
}

/// The names of pages in order, or the fault.
std::string ordered(const std::vector<SavedPage>& pages) {
  const PageOrder order = tamis::order_pages(pages);
  CHECK(order.order.size() == pages.size());
  if (order.fault) return pages[order.fault->page].name + ": " + order.fault->message;
  std::string names;
  for (const std::size_t page : order.order)
    names += (names.empty() ? "" : " ") + pages[page].name;
  return names;
}

SavedPage saved(std::string name, std::uint64_t records, std::optional<std::string> link = {}) {
  return {std::move(name), RecordLayout::response, records, std::move(link), false};
}

}  // namespace

TEST_CASE("pages: links are followed, byte for byte") {
  FakeService service{
      {{"/r?$filter=a eq 1",
        {R"({"@odata.count":3,"value":[{"a":1},{"a":2}],"@odata.nextLink":"/r?x=%2f%2B&y=\u00e9"})", ""}},
       {"/r?x=%2f%2B&y=\xC3\xA9", {R"({"value":[],"@nextLink":"third"})", ""}},
       {"third", {R"({"value":[{"a":3}],"@odata.nextLink":null})", ""}}}};
  std::string records;
  const PagesSummary summary = service.read("/r?$filter=a eq 1", records);
  CHECK(told(summary) == "");
  CHECK(records == "0 {\"a\":1}\n1 {\"a\":2}\n2 {\"a\":3}\n");
  CHECK(summary.pages == 3);
  CHECK(summary.records == 3);
  CHECK(summary.envelope.substr(0, 17) == "{\"@odata.count\":3");
  CHECK_FALSE(summary.stopped);
}

TEST_CASE("pages: no further page is fetched than wanted") {
  FakeService service{{{"a", {R"({"value":[{},{}],"@odata.nextLink":"b"})", ""}}, {"b", {R"({"value":[{}]})", ""}}}};
  std::string records;
  const PagesSummary summary = service.read("a", records, {}, 2);
  CHECK(summary.stopped);
  CHECK(service.asked == std::vector<std::string>{"a"});
  CHECK(service.read("a", records, {}, 3).stopped);
  CHECK(service.asked.size() == 3);
}

TEST_CASE("pages: what can go wrong is told with page, link and place") {
  FakeService service{{{"a", {R"({"value":[{"n":1}],"@odata.nextLink":"gone"})", ""}}}};
  std::string records;
  CHECK(told(service.read("a", records)) == "2 gone 404 Not Found");
  CHECK(records == "0 {\"n\":1}\n");
  CHECK(error_of("{\"value\":[{}],\n x}") == "1 a 2:2 expected a member name in double quotes");
  CHECK(error_of("[{}]") == "1 a 1:1 the page is no response: it has no array 'value'");
  CHECK(error_of("") == "1 a 1:1 the page is no response: it has no array 'value'");
  CHECK(error_of("<html>") == "1 a 1:1 expected a record, which is a JSON object");
  CHECK(error_of(R"({"error":{"code":"Throttled","message":"Wait."}})")
        == "1 a 1:1 the service answered with an error: Throttled: Wait.");
  CHECK(error_of(R"({"value":[],"@odata.nextLink":5})") == "1 a 1:1 the page's nextLink is no text, or an empty one");
  CHECK(error_of(R"({"value":[],"@odata.nextLink":""})") == "1 a 1:1 the page's nextLink is no text, or an empty one");
  const std::string circle = "the links go in a circle: this one was followed before";
  CHECK(error_of(R"({"value":[],"@odata.nextLink":"a"})") == "2 a " + circle);
  service.pages["gone"] = {R"({"value":[],"@odata.nextLink":"a"})", ""};
  CHECK(told(service.read("a", records)) == "3 a " + circle);
  tamis::PageOptions options;
  options.max_pages = 1;
  CHECK(error_of(R"({"value":[],"@odata.nextLink":"b"})", options) == "2 b there are more pages than the limit of 1");
  options.max_pages = 2;
  CHECK(error_of(R"({"value":[],"@odata.nextLink":"b"})", options) == "");
  options.limits.record_bytes = 4;
  CHECK(error_of(R"({"value":[{"a":1}]})", options).find("the limit of 4 bytes") != std::string::npos);
}

TEST_CASE("pages: a page is looked at without being kept") {
  const auto look = [](const std::string& text) {
    std::istringstream input(text);
    const SavedPage page = tamis::look_at_page("p", input, {});
    return std::to_string(page.records) + (page.layout == RecordLayout::response ? " response " : " ")
         + page.next_link.value_or("-") + (page.damaged ? " damaged" : "");
  };
  CHECK(look(R"({"value":[{},{}],"@odata.nextLink":"n"})") == "2 response n");
  CHECK(look(R"({"@nextLink":"n","value":[]})") == "0 response n");
  CHECK(look(R"({"value":[{},5]})") == "2 response -");  // a wrong record is counted, too
  CHECK(look(R"({"value":[{})") == "1 response - damaged");
  CHECK(look(R"({"value":[],"@odata.nextLink":false})") == "0 response - damaged");
  CHECK(look("{}\nbroken") == "1 -");
  CHECK(look(R"({"error":{"code":"x"}})") == "1 response -");
  CHECK(look(R"({"error":{"code":"x"},"id":1})") == "1 -");
}

TEST_CASE("pages: without links, in the natural order of names") {
  CHECK(ordered({}) == "");
  CHECK(ordered({saved("b10", 1), saved("b9", 1), saved("a", 1), saved("b09", 1), saved("b", 1), saved("B", 1)})
        == "B a b b09 b9 b10");
  CHECK(ordered(
            {saved("1-10", 1), saved("1-2", 1), saved("01-3", 1), saved("x99999999999999999999999", 1), saved("x1", 1)})
        == "1-2 01-3 1-10 x1 x99999999999999999999999");
  // Where one is no response, or nobody knows, links say nothing.
  SavedPage other = saved("a", 1);
  other.layout = RecordLayout::ndjson;
  CHECK(ordered({saved("b", 1, "?$skip=7"), other}) == "a b");
  other.layout = RecordLayout::response;
  other.damaged = true;
  CHECK(ordered({saved("b", 1, "?$skip=7"), other}) == "a b");
}

TEST_CASE("pages: links that name the files") {
  CHECK(ordered({saved("z.json", 1, "https://x/r/a.json"), saved("m.json", 1), saved("a.json", 1, "m.json")})
        == "z.json a.json m.json");
  CHECK(ordered({saved("r.json.gz", 1, "https://x/r?$skip=5"), saved("r?$skip=9.json", 1),
                 saved("r?$skip=5.json", 1, "r?%24skip=9")})
        == "r.json.gz r?$skip=5.json r?$skip=9.json");
  CHECK(ordered({saved("z.json", 1, "a.json"), saved("a.json", 1, "m.json")})
        == "a.json: the page that its nextLink leads to is missing: m.json");
  CHECK(ordered({saved("a", 1, "b"), saved("b", 1, "a"), saved("c", 1)})
        == "a: the nextLinks from here go in a circle, or to where others lead, too: b");
  CHECK(ordered({saved("a", 1, "b"), saved("b", 1, "a")})
        == "a: the nextLinks from here go in a circle, or to where others lead, too: b");
  CHECK(ordered({saved("a", 1, "c"), saved("b", 1, "c.json"), saved("c.json", 1)})
        == "b: the nextLinks from here go in a circle, or to where others lead, too: c.json");
  CHECK(ordered({saved("a", 1, "b"), saved("b.json", 1, "./b.json")})
        == "b.json: the nextLinks from here go in a circle, or to where others lead, too: ./b.json");
  CHECK(ordered({saved("a", 1, "b"), saved("b", 1), saved("c", 1)})
        == "b: only one page may lack a nextLink, the last, but 'c' lacks it, too: these are no pages of one answer");
  CHECK(ordered({saved("a", 1, "b"), saved("b", 1, "b")}).find("b: its nextLink is that of 'a', too: b") == 0);
}

TEST_CASE("pages: links that count records") {
  CHECK(ordered({saved("z", 2, "r?$skip=2&$top=2"), saved("a", 1), saved("m", 3, "r?%24skip=5#f")}) == "z m a");
  const std::string missing = "the page that its nextLink leads to is missing: ";
  CHECK(ordered({saved("z", 2, "?$skip=2"), saved("m", 3, "?skip=7"), saved("a", 1)})
        == "z: " + missing + "?$skip=2; 'm', the next there is, has 3 records and the nextLink ?skip=7");
  CHECK(ordered({saved("z", 2, "?$skip=2"), saved("m", 3, "?$skip=5")}) == "m: " + missing + "?$skip=5");
  CHECK(ordered({saved("z", 2, "?$skip=4"), saved("m", 3, "?$skip=7"), saved("a", 1)})
        == "z: a page before it is missing: it is the first, but has 2 records and the nextLink ?$skip=4");
  CHECK(ordered({saved("z", 2, "?$skip=2"), saved("m", 3, "?$skip=4"), saved("a", 1)})
        == "m: it has 3 records and the nextLink ?$skip=4, though 2 stand before it");
  CHECK(ordered({saved("z", 2, "?$skip=2"), saved("a", 1), saved("b", 1)})
        == "a: only one page may lack a nextLink, the last, but 'b' lacks it, too: these are no pages of one answer");
  CHECK(ordered({saved("p1", 2, "?$skip=2"), saved("p3", 1)})
        == "p1: " + missing + "?$skip=2; the names are numbered, and number 2 is left out");
}

TEST_CASE("pages: links that say nothing, in the order of names or numbers") {
  CHECK(ordered({saved("p10", 1), saved("p9", 1, "?$skiptoken=x"), saved("p8", 1, "?$skiptoken=y"),
                 saved("p7", 1, "?$skip=z")})
        == "p7: the pages before it are missing: the names are numbered from 7 on");
  CHECK(ordered({saved("p2", 1), saved("p1", 1, "?$skiptoken=x"), saved("p0", 1, "?$skiptoken=y")}) == "p0 p1 p2");
  CHECK(ordered({saved("x", 1, "?$skiptoken=10"), saved("y", 1, "?$skiptoken=9"), saved("a", 1)}) == "y x a");
  CHECK(ordered({saved("b", 1), saved("c", 1, "?$skiptoken=x")})
        == "b: it has no nextLink, so it is the last page, but by name 'c' follows: the order of the pages cannot be told");
  const std::string missing = "the page that its nextLink leads to is missing: ";
  CHECK(ordered({saved("p1", 1, "?$skiptoken=x"), saved("p3", 1)})
        == "p1: " + missing + "?$skiptoken=x; the names are numbered, and number 2 is left out");
  CHECK(ordered({saved("p1", 1, "?$skiptoken=x")}) == "p1: " + missing + "?$skiptoken=x");
  // Numbered by records.
  CHECK(ordered({saved("p0", 50, "u"), saved("p50", 50, "v"), saved("p100", 3)}) == "p0 p50 p100");
  CHECK(ordered({saved("p0", 50, "u"), saved("p50", 50, "v"), saved("p150", 3)})
        == "p50: " + missing + "v; the names are numbered, and number 100 is left out");
  // Names that are not numbered, or in two places, bear out nothing.
  CHECK(ordered({saved("2024-06-01", 5, "u"), saved("2024-07-09", 5)}) == "2024-06-01 2024-07-09");
  CHECK(ordered({saved("p7", 5, "u"), saved("p9", 5)}) == "p7 p9");
}

TEST_CASE("pages: a link beside what is nested deep") {
  const std::string deep = std::string(99, '[') + std::string(99, ']');
  const std::string first = R"({"value":[{}],"@x":)" + deep + R"(,"@odata.nextLink":"b"})";
  FakeService service{{{"a", {first, ""}}, {"b", {R"({"value":[{}]})", ""}}}};
  std::string records;
  const PagesSummary summary = service.read("a", records);
  CHECK(told(summary) == "");
  CHECK(summary.pages == 2);
  CHECK(error_of(R"({"error":{"code":"c","details":)" + deep.substr(1, 196) + "}}")
        == "1 a 1:1 the service answered with an error: c");
}
