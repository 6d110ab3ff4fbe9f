// Property: any bytes at any offset have candidates that replace a part of them around the offset, and a text with one
// of them in its place is of the language up to its end, but for the other options of a query. The first byte says what
// the text is, the second where the cursor is.
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

#include "tamis/check.hpp"
#include "tamis/complete.hpp"

namespace {

[[noreturn]] void violated(std::string_view what, std::string_view text, std::string_view candidate) {
  std::fprintf(stderr, "%.*s\n  text:      %.*s\n  candidate: %.*s\n", static_cast<int>(what.size()), what.data(),
               static_cast<int>(text.size()), text.data(), static_cast<int>(candidate.size()), candidate.data());
  std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 2) return 0;
  const std::string_view text(reinterpret_cast<const char*>(data) + 2, size - 2);
  tamis::CompleteOptions options;
  options.as = static_cast<tamis::TextKind>(data[0] % 10);
  options.encoded = data[0] >= 128;
  const std::size_t offset = text.empty() ? 0 : data[1] * text.size() / 255;
  tamis::CheckOptions checking;
  checking.as = options.as;
  checking.encoded = options.encoded;
  checking.syntax_only = true;
  for (const tamis::Candidate& candidate : tamis::complete(text, offset, tamis::referral_schema(), options)) {
    if (candidate.span.offset > offset || candidate.span.end() > text.size())
      violated("a candidate stands elsewhere", text, candidate.insert);
    if (options.as == tamis::TextKind::query || options.as == tamis::TextKind::url) continue;
    const std::string applied = std::string(text.substr(0, candidate.span.offset)) + candidate.insert;
    const auto checked = tamis::check(applied, tamis::referral_schema(), checking);
    if (checked) continue;
    for (const auto& d : checked.error())
      if (d.severity == tamis::Severity::error && d.span.end() < applied.size())
        violated("the text is wrong in front: " + tamis::render(checked.error()), text, applied);
  }
  return 0;
}
