// What fuzz targets share: how a property that does not hold ends the run, what holds of every diagnostic, and how
// inputs are read and compared.
#pragma once

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

#include <boost/json.hpp>
#include <tamis/tamis.hpp>

namespace tamis::fuzz {

/// Says what does not hold, of which text, and what came of it; ends the program.
[[noreturn]] inline void violated(std::string_view what, std::string_view text, std::string_view found) {
  std::fprintf(stderr, "%.*s\n  text:  %.*s\n  found: %.*s\n", static_cast<int>(what.size()), what.data(),
               static_cast<int>(text.size()), text.data(), static_cast<int>(found.size()), found.data());
  std::abort();
}

inline boost::json::value parsed_json(std::string_view text, std::string_view of) {
  boost::json::error_code error;
  boost::json::parse_options deep;
  deep.max_depth = 1000;  // trees are two levels for each of theirs
  boost::json::value value = boost::json::parse({text.data(), text.size()}, error, {}, deep);
  if (error) violated("what should be JSON is not", of, text);
  return value;
}

/// Boost reads 1e999 as an infinity, for which there is no JSON. It writes a whole number beyond 2^53 with no more
/// digits than a double needs, which are those of another whole number.
inline bool is_written_as_itself(const boost::json::value& value) {
  if (const double* number = value.if_double())
    return std::isfinite(*number) && (std::fabs(*number) < 0x1p53 || std::fabs(*number) >= 0x1p63);
  if (const auto* array = value.if_array())
    return std::all_of(array->begin(), array->end(), [](const auto& item) { return is_written_as_itself(item); });
  if (const auto* object = value.if_object())
    return std::all_of(object->begin(), object->end(), [](const auto& m) { return is_written_as_itself(m.value()); });
  return true;
}

/// Of a text of `size` bytes: there is a diagnostic, each lies in the text with its fixes, and they can be shown.
inline void check_diagnostics(const Diagnostics& diagnostics, std::string_view text) {
  for (const Diagnostic& d : diagnostics) {
    if (d.span.end() > text.size()) violated("a diagnostic points outside of the text", text, d.message);
    for (const Edit& fix : d.fixes)
      if (fix.span.end() > text.size()) violated("a fix is outside of the text", text, d.message);
    if (d.message.size() > 600) violated("a message of great length", text, d.message);
    if (d.message.empty()) violated("a diagnostic without words", text, name(d.code));
  }
  (void)render(diagnostics);
  if (parsed_json(to_json(diagnostics), text).as_array().size() != diagnostics.size())
    violated("the JSON of diagnostics has not all of them", text, to_json(diagnostics));
}
inline void check_failure(const Diagnostics& diagnostics, std::string_view text) {
  if (!diagnostics.has_errors()) violated("failed without an error", text, "");
  check_diagnostics(diagnostics, text);
}

/// The clock of evaluations: the same answer each time.
inline std::chrono::system_clock::time_point at_noon() {
  return std::chrono::system_clock::time_point(std::chrono::seconds(1'600'000'000));
}

/// Out of steps. How many it takes differs between two ways, and the second finds the patterns that the first compiled.
template <typename T>
bool is_exhausted(const Result<T>& result) {
  return !result
      && std::ranges::any_of(result.error(), [](const Diagnostic& d) { return d.code == Code::budget_exceeded; });
}

/// Every byte but letters and digits percent-encoded, so that none of them divides a query.
inline std::string encoded(std::string_view text) {
  std::string url;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (('a' <= c && c <= 'z') || ('A' <= c && c <= 'Z') || ('0' <= c && c <= '9'))
      url += c;
    else
      url += {'%', "0123456789ABCDEF"[byte >> 4], "0123456789ABCDEF"[byte & 15]};
  }
  return url;
}

/// The bytes of an input, taken from its front; zeros behind its end.
class Bytes {
 public:
  Bytes(const std::uint8_t* data, std::size_t size) : rest_(reinterpret_cast<const char*>(data), size) {}
  unsigned next() {
    if (rest_.empty()) return 0;
    const auto byte = static_cast<unsigned char>(rest_.front());
    rest_.remove_prefix(1);
    return byte;
  }
  std::string_view rest() const noexcept { return rest_; }
  /// The bytes up to a line feed, which is passed over; all of them where there is none.
  std::string_view line() {
    const std::size_t feed = rest_.find('\n');
    const std::string_view line = rest_.substr(0, feed);
    rest_.remove_prefix(feed == std::string_view::npos ? rest_.size() : feed + 1);
    return line;
  }

 private:
  std::string_view rest_;
};

}  // namespace tamis::fuzz
