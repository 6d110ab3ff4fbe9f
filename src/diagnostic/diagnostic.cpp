// Diagnostics as values: their words, their order, and the one exception that carries them.
#include <tamis/diagnostic.hpp>
#include <tamis/result.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <tuple>

namespace tamis {
inline namespace v0 {

namespace {

constexpr std::array code_words = {
#define TAMIS_CODE(identifier, word, meaning, remedy, example) std::string_view(word),
    TAMIS_DIAGNOSTIC_CODES(TAMIS_CODE)
#undef TAMIS_CODE
};

std::string describe(const Diagnostics& diagnostics) {
  std::string text = "tamis::Result holds no value";
  if (!diagnostics.empty()) {
    const Diagnostic& first = diagnostics.items.front();
    text.append(": ").append(name(first.severity)).append("[").append(name(first.code));
    text.append("]: ").append(first.message);
  }
  return text;
}

}  // namespace

std::optional<Code> find_code(std::string_view word) noexcept {
  for (std::size_t i = 0; i < code_words.size(); ++i)
    if (code_words[i] == word) return static_cast<Code>(i);
  return std::nullopt;
}

std::string_view name(Severity severity) noexcept {
  switch (severity) {
    case Severity::error: return "error";
    case Severity::warning: return "warning";
    case Severity::note: return "note";
  }
  return {};
}

std::string_view name(Code code) noexcept {
  const auto index = static_cast<std::size_t>(code);
  return index < code_words.size() ? code_words[index] : std::string_view();
}

bool Diagnostics::has_errors() const noexcept {
  return std::any_of(items.begin(), items.end(), [](const Diagnostic& d) { return d.severity == Severity::error; });
}

void Diagnostics::sort() {
  std::stable_sort(items.begin(), items.end(), [](const Diagnostic& a, const Diagnostic& b) {
    return std::tuple(a.span.offset, a.severity) < std::tuple(b.span.offset, b.severity);
  });
}

BadResultAccess::BadResultAccess(Diagnostics diagnostics)
    : std::logic_error(describe(diagnostics)), diagnostics_(std::move(diagnostics)) {}

}  // namespace v0
}  // namespace tamis
