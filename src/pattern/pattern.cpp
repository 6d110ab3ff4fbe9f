// Pattern: RE2 behind it, or nothing.
#include "src/pattern/pattern.hpp"

#include <algorithm>

#ifdef TAMIS_RE2
#  include <re2/re2.h>
#endif

namespace tamis {
inline namespace v0 {

#ifdef TAMIS_RE2

struct Pattern::Engine {
  Engine(const std::string& text, const RE2::Options& options) : re2(text, options) {}
  RE2 re2;
};

namespace {

RE2::Options options() {
  RE2::Options options;
  options.set_max_mem(4 << 20);
  options.set_log_errors(false);
  options.set_never_capture(true);
  return options;
}

}  // namespace

std::shared_ptr<const Pattern> Pattern::compile(std::string_view ecmascript, PatternError& error) {
  if (ecmascript.size() > longest) {
    error = {Code::unsupported_pattern,
             {0, ecmascript.size(),
              "the regular expression is longer than the limit of " + std::to_string(longest) + " bytes"}};
    return nullptr;
  }
  TranslatedPattern translated = translate_pattern(ecmascript);
  if (translated.wrong) {
    error = {Code::invalid_argument, *std::move(translated.wrong)};
    return nullptr;
  }
  if (translated.unsupported) {
    error = {Code::unsupported_pattern, *std::move(translated.unsupported)};
    return nullptr;
  }
  auto engine = std::make_shared<const Engine>(translated.re2, options());
  if (!engine->re2.ok()) {
    error = {Code::unsupported_pattern,
             {0, ecmascript.size(), "the regular expression is too large or repeats too often"}};
    return nullptr;
  }
  return std::make_shared<const Pattern>(std::move(engine));
}

bool Pattern::is_found_in(std::string_view text) const {
  return RE2::PartialMatch(re2::StringPiece(text.data(), text.size()), engine_->re2);
}

std::uint64_t Pattern::cost() const { return static_cast<std::uint64_t>(std::max(engine_->re2.ProgramSize(), 0)); }

#else

struct Pattern::Engine {};

std::shared_ptr<const Pattern> Pattern::compile(std::string_view ecmascript, PatternError& error) {
  error = {Code::unsupported, {0, ecmascript.size(), "regular expressions are not supported: built without RE2"}};
  return nullptr;
}

bool Pattern::is_found_in(std::string_view) const { return false; }
std::uint64_t Pattern::cost() const { return 0; }

#endif

const Pattern* PatternCache::find(std::string_view ecmascript, std::uint64_t& cost) {
  cost = 0;
  for (const Entry& entry : entries_)
    if (entry.text == ecmascript) return entry.pattern.get();
  PatternError error;
  Entry entry{std::string(ecmascript), Pattern::compile(ecmascript, error)};
  const bool too_large = entry.pattern == nullptr && error.code == Code::unsupported_pattern;
  cost = 4 * std::min(ecmascript.size(), Pattern::longest)
       + (entry.pattern != nullptr ? entry.pattern->cost()
          : too_large              ? Pattern::greatest_cost
                                   : 0);
  if (entries_.size() < most) return entries_.emplace_back(std::move(entry)).pattern.get();
  next_ = (next_ + 1) % most;
  entries_[next_] = std::move(entry);
  return entries_[next_].pattern.get();
}

}  // namespace v0
}  // namespace tamis
