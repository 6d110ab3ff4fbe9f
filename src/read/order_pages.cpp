// order_pages: which saved page follows which, and whether one is missing.
#include <tamis/pages.hpp>

#include <algorithm>
#include <charconv>
#include <map>
#include <numeric>
#include <utility>

#include "src/read/body.hpp"
#include "src/read/natural_order.hpp"

namespace tamis {
inline namespace v0 {

namespace {

using Indexes = std::vector<std::size_t>;
using Fault = std::optional<PageOrder::Fault>;

std::string quoted(std::string_view text) { return '\'' + std::string(text) + '\''; }

std::string percent_decoded(std::string_view text) {
  std::string decoded;
  for (std::size_t i = 0; i < text.size(); ++i) {
    unsigned code = 0;
    const bool encoded = text[i] == '%' && i + 2 < text.size()
                      && std::from_chars(text.data() + i + 1, text.data() + i + 3, code, 16).ptr == text.data() + i + 3;
    decoded += encoded ? static_cast<char>(code) : text[i];
    if (encoded) i += 2;
  }
  return decoded;
}

/// The number that a link gives a query option, if it gives one.
std::optional<std::uint64_t> option_number(std::string_view link, std::string_view option) {
  const std::size_t mark = link.find('?');
  if (mark == std::string_view::npos) return std::nullopt;
  std::string_view rest = link.substr(mark + 1, link.find('#') - std::min(mark + 1, link.find('#')));
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find('&'), rest.size());
    const std::string_view part = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    const std::size_t equals = std::min(part.find('='), part.size() - 1);
    std::string name = percent_decoded(part.substr(0, equals));
    if (!name.starts_with('$')) name.insert(0, 1, '$');
    if (name != option) continue;
    const std::string value = percent_decoded(part.substr(equals + 1));
    std::uint64_t number = 0;
    const auto [stop, error] = std::from_chars(value.data(), value.data() + value.size(), number);
    if (error == std::errc() && stop == value.data() + value.size()) return number;
  }
  return std::nullopt;
}

/// One ordering of pages. Each rule gives nothing where it does not apply.
class Ordering {
 public:
  explicit Ordering(std::span<const SavedPage> pages) : pages_(pages), by_name_(pages.size()) {
    std::iota(by_name_.begin(), by_name_.end(), std::size_t{0});
    std::stable_sort(by_name_.begin(), by_name_.end(),
                     [&](std::size_t a, std::size_t b) { return read::natural_less(pages[a].name, pages[b].name); });
  }

  PageOrder run() const {
    const auto is_linked = [](const SavedPage& page) { return page.next_link.has_value(); };
    // What is damaged is told when it is read; where its link would lead nobody knows.
    const auto is_no_page = [](const SavedPage& page) {
      return page.damaged || (page.layout != RecordLayout::response && page.layout != RecordLayout::none);
    };
    if (std::none_of(pages_.begin(), pages_.end(), is_linked) || std::any_of(pages_.begin(), pages_.end(), is_no_page))
      return {by_name_, {}};
    if (const Fault fault = same_links()) return {by_name_, fault};
    if (const auto order = by_file_names()) return *order;
    if (const auto order = by_number("$skip")) return checked(*order, true);
    if (const auto order = by_number("$skiptoken")) return checked(*order, false);
    return checked(by_name_, false);
  }

 private:
  const SavedPage& page(std::size_t index) const { return pages_[index]; }
  std::string link_of(std::size_t index) const { return page(index).next_link.value_or(""); }

  Fault same_links() const {
    std::map<std::string_view, std::size_t> seen;
    for (const std::size_t i : by_name_) {
      if (!page(i).next_link) continue;
      const auto [earlier, is_new] = seen.emplace(*page(i).next_link, i);
      if (!is_new) {
        return PageOrder::Fault{
            i, "its nextLink is that of " + quoted(page(earlier->second).name) + ", too: " + link_of(i)};
      }
    }
    return std::nullopt;
  }

  /// The file that a link names.
  std::optional<std::size_t> target(const std::string& link) const {
    const std::string_view path = std::string_view(link).substr(0, link.find_first_of("?#"));
    const std::size_t slash = path.rfind('/');
    const std::string name = link.substr(slash == std::string_view::npos ? 0 : slash + 1);
    const std::string decoded = percent_decoded(name);
    for (const std::size_t i : by_name_) {
      for (std::string_view file = page(i).name; !file.empty();) {
        if (file == name || file == decoded) return i;
        const std::size_t dot = file.rfind('.');
        const std::string_view extension = dot == std::string_view::npos ? std::string_view() : file.substr(dot);
        const bool known =
            extension == ".gz" || extension == ".json" || extension == ".ndjson" || extension == ".jsonl";
        file = known ? file.substr(0, dot) : std::string_view();
      }
    }
    return std::nullopt;
  }

  std::optional<PageOrder> by_file_names() const {
    std::vector<std::optional<std::size_t>> targets(pages_.size());
    std::vector<bool> is_target(pages_.size(), false);
    bool any = false;
    for (std::size_t i = 0; i < pages_.size(); ++i) {
      if (!page(i).next_link) continue;
      targets[i] = target(*page(i).next_link);
      any = any || targets[i];
      if (targets[i]) is_target[*targets[i]] = true;
    }
    if (!any) return std::nullopt;
    for (const std::size_t i : by_name_)
      if (page(i).next_link && !targets[i]) return PageOrder{by_name_, missing_after(i)};
    if (const Fault fault = two_ends(by_name_)) return PageOrder{by_name_, fault};
    Indexes order;
    const auto first = std::find(is_target.begin(), is_target.end(), false);
    for (auto at = std::optional<std::size_t>(first - is_target.begin());
         at && *at < pages_.size() && order.size() < pages_.size(); at = targets[*at])
      order.push_back(*at);
    if (order.size() == pages_.size() && !page(order.back()).next_link) return PageOrder{order, {}};
    const auto is_left = [&](std::size_t i) {
      return page(i).next_link && (i == order.back() || std::find(order.begin(), order.end(), i) == order.end());
    };
    const std::size_t wrong =
        *std::find_if(by_name_.begin(), by_name_.end(), [&](std::size_t i) { return order.empty() || is_left(i); });
    return PageOrder{by_name_,
                     PageOrder::Fault{wrong, "the nextLinks from here go in a circle, or to where others lead, too: "
                                                 + link_of(wrong)}};
  }

  /// In the order of the numbers that all links have, those without a link behind.
  std::optional<Indexes> by_number(std::string_view option) const {
    std::vector<std::pair<std::uint64_t, std::size_t>> numbered;
    Indexes last;
    for (const std::size_t i : by_name_) {
      if (!page(i).next_link) {
        last.push_back(i);
        continue;
      }
      const auto number = option_number(*page(i).next_link, option);
      if (!number) return std::nullopt;
      numbered.emplace_back(*number, i);
    }
    std::stable_sort(numbered.begin(), numbered.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    Indexes order;
    for (const auto& [number, i] : numbered)
      order.push_back(i);
    order.insert(order.end(), last.begin(), last.end());
    return order;
  }

  PageOrder checked(const Indexes& order, bool counted_in_links) const {
    Fault fault = counted_in_links ? gap_between_records(order) : std::nullopt;
    if (!fault) fault = wrong_end(order);
    if (!fault) fault = gap_between_names(order);
    return {fault ? by_name_ : order, fault};
  }

  /// Two pages without a link are no pages of one answer.
  Fault two_ends(const Indexes& order) const {
    const auto is_last = [&](std::size_t i) { return !page(i).next_link; };
    const auto first = std::find_if(order.begin(), order.end(), is_last);
    if (first == order.end()) return std::nullopt;
    const auto second = std::find_if(first + 1, order.end(), is_last);
    if (second == order.end()) return std::nullopt;
    return PageOrder::Fault{*first, "only one page may lack a nextLink, the last, but " + quoted(page(*second).name)
                                        + " lacks it, too: these are no pages of one answer"};
  }

  /// One page, the last, has no link.
  Fault wrong_end(const Indexes& order) const {
    if (Fault fault = two_ends(order)) return fault;
    const auto last = std::find_if(order.begin(), order.end(), [&](std::size_t i) { return !page(i).next_link; });
    if (last == order.end()) return missing_after(order.back());
    if (last + 1 == order.end()) return std::nullopt;
    return PageOrder::Fault{*last, "it has no nextLink, so it is the last page, but by name "
                                       + quoted(page(*(last + 1)).name)
                                       + " follows: the order of the pages cannot be told"};
  }

  /// The links count records: each page ends where its link says, and begins where the one before ends.
  Fault gap_between_records(const Indexes& order) const {
    std::uint64_t before = 0;
    for (std::size_t k = 0; k < order.size(); ++k) {
      const std::size_t i = order[k];
      if (!page(i).next_link) return std::nullopt;
      const std::uint64_t end = *option_number(*page(i).next_link, "$skip");
      if (end - before == page(i).records) {
        before = end;
        continue;
      }
      const std::string count = std::to_string(page(i).records) + " records and the nextLink " + link_of(i);
      if (end - before < page(i).records)
        return PageOrder::Fault{i, "it has " + count + ", though " + std::to_string(before) + " stand before it"};
      if (k == 0) return PageOrder::Fault{i, "a page before it is missing: it is the first, but has " + count};
      Fault fault = missing_after(order[k - 1]);
      fault->message += "; " + quoted(page(i).name) + ", the next there is, has " + count;
      return fault;
    }
    return std::nullopt;
  }

  /// The names are numbered: none is left out.
  Fault gap_between_names(const Indexes& order) const {
    std::vector<std::string_view> names;
    for (const std::size_t i : order)
      names.push_back(page(i).name);
    const std::vector<std::uint64_t> numbers = read::numbering(names);
    if (numbers.size() < 2) return std::nullopt;
    const std::uint64_t first = numbers[0];
    const bool in_records = first == 0 && numbers[1] > 1 && numbers[1] == page(order[0]).records;
    const auto neighbours =
        std::adjacent_find(numbers.begin(), numbers.end(), [](std::uint64_t a, std::uint64_t b) { return a + 1 == b; });
    if (first > 1 && neighbours != numbers.end())
      return PageOrder::Fault{
          order[0], "the pages before it are missing: the names are numbered from " + std::to_string(first) + " on"};
    if (first > 1) return std::nullopt;
    std::uint64_t expected = first;
    for (std::size_t k = 0; k + 1 < order.size(); ++k) {
      expected += in_records ? page(order[k]).records : 1;
      if (numbers[k + 1] == expected) continue;
      Fault fault = missing_after(order[k]);
      fault->message += "; the names are numbered, and number " + std::to_string(expected) + " is left out";
      return fault;
    }
    return std::nullopt;
  }

  Fault missing_after(std::size_t index) const {
    return PageOrder::Fault{index, "the page that its nextLink leads to is missing: " + link_of(index)};
  }

  std::span<const SavedPage> pages_;
  Indexes by_name_;
};

}  // namespace

SavedPage look_at_page(std::string name, std::istream& input, const Limits& limits) {
  SavedPage page;
  page.name = std::move(name);
  const auto count = [&](const Record& record) {
    page.layout = read::is_error_response(record.json) ? RecordLayout::response : record.layout;
    page.records += 1;
    return record.layout == RecordLayout::response;
  };
  const auto pass_over = [&](const ReadError&) { return page.records += 1, true; };  // a wrong record is one, too
  const ReadSummary read = read_records(input, limits, count, pass_over);
  if (!read.stopped) page.layout = read.layout;
  read::NextLink next = read::find_next_link(read.envelope);
  page.damaged = read.error.has_value() || next.wrong;
  page.next_link = std::move(next.link);
  return page;
}

PageOrder order_pages(std::span<const SavedPage> pages) { return Ordering(pages).run(); }

}  // namespace v0
}  // namespace tamis
