// Words for a syntax error: what was expected, and what stands there.
#include "src/parse/explain.hpp"

#include <algorithm>

#include "src/parse/slips.hpp"
#include "src/text/utf8.hpp"

namespace tamis {
inline namespace v0 {

namespace {

std::string join(const std::vector<std::string_view>& labels) {
  std::string out;
  for (std::size_t i = 0; i < labels.size(); ++i) {
    if (i != 0) out += i + 1 == labels.size() ? " or " : ", ";
    out += labels[i];
  }
  return out;
}

}  // namespace

Diagnostic describe_failure(const FailureTracker& tracker, std::string_view text, std::uint32_t end) {
  Diagnostic d;
  d.span.offset = tracker.furthest() == nullptr ? end : tracker.offset(tracker.furthest());
  const bool at_end = d.span.offset >= end;
  if (at_end)
    d.span = {end, 0};
  else
    d.span.length = static_cast<std::uint32_t>(
        std::max<std::size_t>(1, decode_utf8(text.data() + d.span.offset, text.data() + end).length));

  if (at_end && tracker.string_start() != nullptr) {
    d.code = Code::unterminated_string;
    d.message = "the quoted text has no closing quote";
    d.notes.push_back("it starts at byte " + std::to_string(tracker.offset(tracker.string_start()))
                      + "; a quote inside it is written twice");
    return d;
  }
  const auto labels = tracker.labels();
  const std::string found = at_end ? "the text ends here" : "this character does not fit here";
  d.message = labels.empty() ? found : "expected " + join(labels);
  if (!labels.empty() && at_end) d.message += ", but the text ends here";
  explain_slip(d, labels, text, end);
  return d;
}

}  // namespace v0
}  // namespace tamis
