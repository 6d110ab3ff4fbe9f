// compact: JSON text on one line.
#include "src/json/compact.hpp"

namespace tamis {
inline namespace v0 {
namespace json {

bool spans_lines(std::string_view json) noexcept {
  // A string holds no line break of its own, so any there is stands between tokens. A lone carriage
  // return counts: some readers of NDJSON end a line at it.
  return json.find('\n') != std::string_view::npos || json.find('\r') != std::string_view::npos;
}

void compact(std::string_view json, std::string& out) {
  if (spans_lines(json))
    drop_blanks(json, out);
  else
    out += json;
}

void drop_blanks(std::string_view json, std::string& out) {
  std::size_t at = 0;
  while (at < json.size()) {
    const std::size_t begin = at;
    if (json[at] == '"') {
      at = json.find_first_of("\"\\", at + 1);
      while (at != std::string_view::npos && json[at] == '\\')
        at = json.find_first_of("\"\\", at + 2);
      at = at == std::string_view::npos ? json.size() : at + 1;
      out += json.substr(begin, at - begin);
      continue;
    }
    ++at;
    const char c = json[begin];
    if (c != ' ' && c != '\t' && c != '\n' && c != '\r') out.push_back(c);
  }
}

}  // namespace json
}  // namespace v0
}  // namespace tamis
