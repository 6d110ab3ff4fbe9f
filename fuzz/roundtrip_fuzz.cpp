// Property: what parses is printed, what is printed parses to the same tree, and printing that again gives
// the same text. The first byte chooses what the rest is read as, and whether a line in front of it gives a parameter
// alias beside it, which a query prints as an option.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "fuzz/property.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using tamis::fuzz::violated;
  if (size == 0) return 0;
  constexpr unsigned kinds = static_cast<unsigned>(tamis::TextKind::literal) + 1;
  tamis::ParseOptions options;
  options.as = static_cast<tamis::TextKind>(data[0] % kinds);
  options.encoded = (data[0] / kinds) % 2 == 1;
  const bool is_query = options.as == tamis::TextKind::query || options.as == tamis::TextKind::url;
  std::string_view text(reinterpret_cast<const char*>(data) + 1, size - 1);
  if (is_query && (data[0] / kinds / 2) % 2 == 1) {
    const std::size_t line = std::min(text.find('\n'), text.size());
    options.aliases = {{"@p", std::string(text.substr(0, line))}};
    text.remove_prefix(std::min(line + 1, text.size()));
  }

  const auto tree = tamis::parse(text, options);
  if (!tree) {
    // Diagnostics quote given aliases behind the text.
    tamis::fuzz::check_failure(tree.error(), options.aliases.empty() ? text : std::string_view(tree.error().text));
    return 0;
  }
  tamis::PrintOptions print_options;
  print_options.percent_encode = options.encoded;
  const std::string printed = tamis::print(*tree, print_options);
  options.aliases.clear();
  options.limits.bytes *= 4;  // encoding and canonical literals may lengthen a text
  const auto again = tamis::parse(printed, options);
  if (!again) violated("the printed text does not parse", text, printed);
  if (!same(*tree, *again)) violated("the printed text is another tree", text, printed);
  if (const std::string twice = tamis::print(*again, print_options); twice != printed)
    violated("printing again gives another text", printed, twice);
  return 0;
}
