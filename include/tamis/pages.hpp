// Pages: an answer that comes in parts, each with a link to the next (OData 4.01 Part 1 §11.2.6.7).
#pragma once

#include <cstdint>
#include <functional>
#include <istream>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include <tamis/limits.hpp>
#include <tamis/read.hpp>

namespace tamis {
inline namespace v0 {

// ---- pages fetched
// ---------------------------------------------------------------------------------------------------

/// What came of fetching a page.
struct FetchedPage {
  std::string body{};   ///< the response, as it came; gzip is fine
  std::string error{};  ///< why there is none; empty when there is
};

/// The caller's own way to the service. It gets the first link as the caller gave it and every other one as it stood in
/// the page before, byte for byte: links are opaque, and a relative one is the caller's to resolve.
using FetchPage = std::function<FetchedPage(const std::string& link)>;

struct PageOptions {
  Limits limits{};                  ///< of each page
  std::uint64_t max_pages = 10000;  ///< more than so many are an error
};

/// Why following the links ended early.
struct PageError {
  std::uint64_t page = 1;        ///< which page, from 1
  std::string link{};            ///< how it was asked for
  std::optional<Place> place{};  ///< in its body, where that is at fault
  std::string message{};
};

/// What was read of all pages.
struct PagesSummary {
  std::uint64_t pages = 0;    ///< fetched
  std::uint64_t records = 0;  ///< called back
  std::string envelope{};     ///< the other members of the first page, as a JSON object text
  bool stopped = false;       ///< the callback asked to stop
  std::optional<PageError> error{};
};

/// Reads all records of an answer, page by page, calling back for each; the callback returns false to stop, and then no
/// further page is fetched. The next page is the one that `@odata.nextLink` (or `@nextLink`) names; null is no link.
///
/// An error ends it, the records before having been called back: a page that could not be fetched, is not JSON or no
/// response (an OData error response is told by its own message), a link that is no text or was seen before, too many
/// pages. Record::index counts on through all pages, its other places are those in its page. Memory: one page and the
/// links. Exceptions of the caller's functions pass through.
PagesSummary read_pages(const std::string& first_link, const FetchPage& fetch, const RecordCallback& callback,
                        const PageOptions& options = {});

// ---- pages kept in files
// ---------------------------------------------------------------------------------------------

/// A page that was kept in a file, as far as its order among others is concerned.
struct SavedPage {
  std::string name{};                        ///< of its file, without directories
  RecordLayout layout = RecordLayout::none;  ///< an error response counts as a `response`
  std::uint64_t records = 0;                 ///< of a response; else it was not read further than to know its layout
  std::optional<std::string> next_link{};    ///< as it stands there
  bool damaged = false;                      ///< it could not be read to its end
};

/// Reads a page for its order among others.
SavedPage look_at_page(std::string name, std::istream& input, const Limits& limits);

/// The order of pages.
struct PageOrder {
  /// A page that is missing, or an order that cannot be told.
  struct Fault {
    std::size_t page = 0;   ///< index of the page whose link leads nowhere, or which does not fit
    std::string message{};  ///< names the link
  };
  std::vector<std::size_t> order{};  ///< indexes of all pages; by name where there is a fault
  std::optional<Fault> fault{};
};

/// Puts the pages of one answer in the order of their links.
///
/// Files of which none has a link, or of which one holds no response, stand in the natural order of their names
/// (`page-2` before `page-10`). Else all are pages of one answer, and only its last may lack a link; an empty file and
/// an error response count as pages without one. Their order is, by the first of these that applies:
///  1. the links name the files: what stands behind the last slash of a link, query and all, is the name of a file,
///  with
///     or without its extensions, percent-encoded or not;
///  2. every link has a `$skip`: the page that it leads to begins behind so many records, which the numbers of records
///     have to bear out from the first page on;
///  3. every link has a `$skiptoken` that is a number: in the order of the numbers;
///  4. the natural order of the names: the page without a link has to be the last.
/// In 3 and 4 links do not tell where they lead, so a page missing in the middle shows only where the names are
/// numbered: names that differ in one number, counted from 0 or 1, or in records from 0. That is looked at in 2, too,
/// where links do not tell the place of the last page.
PageOrder order_pages(std::span<const SavedPage> pages);

}  // namespace v0
}  // namespace tamis
