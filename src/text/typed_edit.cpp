// A replacement is encoded as the text around it is.
#include "src/text/typed_edit.hpp"

#include "src/print/encode.hpp"

namespace tamis {
inline namespace v0 {

Edit typed_edit(const Source& source, Span decoded, std::string replacement) {
  if (source.is_encoded()) {
    const bool raw_blanks = source.typed().find(' ') != std::string::npos;
    std::string encoded;
    for (const char c : replacement) {
      if (stays_plain(c) || (c == ' ' && raw_blanks))
        encoded += c;
      else
        append_encoded(c, encoded);
    }
    replacement = std::move(encoded);
  }
  return {source.to_typed(decoded), std::move(replacement)};
}

}  // namespace v0
}  // namespace tamis
