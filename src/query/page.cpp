// Pages: which records stand on one, and the link to the next.
#include <algorithm>

#include "src/print/print_tree.hpp"
#include "src/query/query_state.hpp"

namespace tamis {
inline namespace v0 {

namespace {

// Options that stand in front of $skip in a canonical query.
bool is_before_skip(std::string_view option) noexcept {
  for (const std::string_view name : {"$compute=", "$search=", "$filter=", "$count=", "$orderby="})
    if (option.starts_with(name)) return true;
  return false;
}

}  // namespace

Page::Page(const Query::State& query, const ApplyOptions& options) : first(query.clauses().skip) {
  const Clauses& clauses = query.clauses();
  const std::uint64_t size = options.page_size;
  goes_on = size != 0 && (!clauses.top || *clauses.top > size);
  end = goes_on ? clauses.wanted(size) : clauses.wanted();
  if (end == std::numeric_limits<std::uint64_t>::max()) goes_on = false;
}

// In a canonical query the options are parted by `&`, which stands nowhere else.
std::string next_link(const Query::State& query, const ApplyOptions& options) {
  const Clauses& clauses = query.clauses();
  const Checked& c = query.checked;
  const std::string url = print(c.tree, c.binding, c.schema, options.link);
  const bool behind_path = c.tree.is_url() || !options.link.base.empty();
  const std::size_t begin = behind_path ? url.find('?') : std::string::npos;
  std::string_view rest = behind_path
                            ? std::string_view(url).substr(begin == std::string::npos ? url.size() : begin + 1)
                            : std::string_view(url);
  std::string before, after;
  while (!rest.empty()) {
    const std::string_view option = rest.substr(0, rest.find('&'));
    rest.remove_prefix(std::min(option.size() + 1, rest.size()));
    if (option.starts_with("$skip=") || option.starts_with("$top=")) continue;
    std::string& side = is_before_skip(option) ? before : after;
    if (&side == &before)
      side.append(option).append(1, '&');
    else
      side.append(1, '&').append(option);
  }
  std::string link = behind_path ? url.substr(0, begin) : std::string();
  link.append(1, '?').append(before).append("$skip=").append(std::to_string(clauses.skip + options.page_size));
  if (clauses.top) link.append("&$top=").append(std::to_string(*clauses.top - options.page_size));
  return link + after;
}

}  // namespace v0
}  // namespace tamis
