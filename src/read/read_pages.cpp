// read_pages: follows the links of an answer that comes in parts.
#include <tamis/pages.hpp>

#include <unordered_set>
#include <utility>

#include "src/json/members.hpp"
#include "src/read/body.hpp"

namespace tamis {
inline namespace v0 {

namespace {

/// A page that is no response, in words: an OData error response (JSON Format §21) speaks for itself.
std::string not_a_response(std::string_view body) {
  const auto top = json::members_of(body);
  const json::Member* const error = top ? json::find_last(*top, "error") : nullptr;
  if (error == nullptr || error->kind != json::Kind::object) return "the page is no response: it has no array 'value'";
  const auto members = json::members_of(error->value);
  std::string message = "the service answered with an error";
  for (const char* const name : {"code", "message"}) {
    const json::Member* const member = members ? json::find_last(*members, name) : nullptr;
    if (member != nullptr && member->kind == json::Kind::string) message += ": " + json::string_value(member->value);
  }
  return message;
}

class Pager {
 public:
  Pager(const FetchPage& fetch, const RecordCallback& callback, const PageOptions& options)
      : fetch_(fetch), callback_(callback), options_(options) {}

  PagesSummary run(std::string link) {
    while (read_page(link)) {
    }
    return std::move(summary_);
  }

 private:
  /// Reads the page of a link and puts the next link in its place; false when there is none, or an error.
  bool read_page(std::string& link) {
    if (!seen_.insert(link).second) return fail(link, "the links go in a circle: this one was followed before");
    if (summary_.pages >= options_.max_pages)
      return fail(link, "there are more pages than the limit of " + std::to_string(options_.max_pages));
    const FetchedPage page = fetch_(link);
    if (!page.error.empty()) return fail(link, page.error);
    ++summary_.pages;
    std::optional<std::string> no_response;
    const auto on_record = [&](const Record& record) {
      if (record.layout != RecordLayout::response) return no_response = not_a_response(record.json), false;
      Record counted = record;
      counted.index = summary_.records++;
      return callback_(counted);
    };
    const ReadSummary read = read_records(page.body, options_.limits, on_record);
    if (summary_.pages == 1) summary_.envelope = read.envelope;
    if (no_response) return fail(link, *no_response, Place());
    if (read.error) return fail(link, read.error->message, read.error->place);
    summary_.stopped = read.stopped;
    if (read.stopped) return false;
    if (read.layout != RecordLayout::response) return fail(link, not_a_response(page.body), Place());
    read::NextLink next = read::find_next_link(read.envelope);
    if (next.wrong) return fail(link, "the page's nextLink is no text, or an empty one", Place());
    if (!next.link) return false;
    link = *std::move(next.link);
    return true;
  }

  bool fail(const std::string& link, std::string message, std::optional<Place> place = {}) {
    const std::uint64_t page = summary_.pages + (place ? 0 : 1);  // without a place there is no page yet
    summary_.error = PageError{page, link, place, std::move(message)};
    return false;
  }

  const FetchPage& fetch_;
  const RecordCallback& callback_;
  const PageOptions& options_;
  std::unordered_set<std::string> seen_;
  PagesSummary summary_;
};

}  // namespace

namespace read {

NextLink find_next_link(std::string_view envelope) {
  if (envelope.empty()) return {};
  const auto members = json::members_of(envelope);
  if (!members) return {{}, true};
  for (const char* const name : {"@odata.nextLink", "@nextLink"}) {
    const json::Member* const member = json::find_last(*members, name);
    if (member == nullptr || member->kind == json::Kind::null) continue;
    if (member->kind != json::Kind::string || member->value == "\"\"") return {{}, true};
    return {json::string_value(member->value), false};
  }
  return {};
}

bool is_error_response(std::string_view object) {
  const auto members = json::members_of(object);
  return members && members->size() == 1 && members->front().name == "error"
      && members->front().kind == json::Kind::object;
}

}  // namespace read

PagesSummary read_pages(const std::string& first_link, const FetchPage& fetch, const RecordCallback& callback,
                        const PageOptions& options) {
  return Pager(fetch, callback, options).run(first_link);
}

}  // namespace v0
}  // namespace tamis
