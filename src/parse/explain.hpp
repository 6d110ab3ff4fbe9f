// Explaining a failed parse: the same grammar run once more without building, watching how far it gets.
#pragma once

#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "src/parse/expected.hpp"
#include "src/parse/state.hpp"

namespace tamis {
inline namespace v0 {

/// The furthest byte at which any rule failed, and what could have begun there.
class FailureTracker : public ParseState {
 public:
  using ParseState::ParseState;

  void fail_leaf(const char* at) noexcept {
    if (at > furthest_) furthest_ = at;
  }
  void enter_rule(const char* at) { starts_.push_back(at); }
  void leave_rule() noexcept { starts_.pop_back(); }
  void fail_rule(std::string_view label, bool string) {
    const char* const start = starts_.back();
    starts_.pop_back();
    if (string && start < furthest_) string_start_ = start;
    if (start != furthest_) return;
    if (labels_at_ != start) labels_.clear();
    labels_at_ = start;
    for (std::string_view& known : labels_)
      if (label.starts_with(known)) {  // the same, or the same and more
        known = label;
        return;
      }
    labels_.push_back(label);
  }

  const char* furthest() const noexcept { return furthest_; }
  /// Where a quoted text began that has no end, or nullptr.
  const char* string_start() const noexcept { return string_start_; }
  std::vector<std::string_view> labels() const {
    return labels_at_ == furthest_ ? labels_ : std::vector<std::string_view>{};
  }

 private:
  const char* furthest_ = nullptr;
  const char* labels_at_ = nullptr;
  const char* string_start_ = nullptr;
  std::vector<const char*> starts_;
  std::vector<std::string_view> labels_;
};

/// A PEGTL control that reports to a FailureTracker.
template <typename Rule>
struct tracking : tao::pegtl::normal<Rule> {
  static constexpr bool is_leaf = std::is_same_v<typename Rule::subs_t, tao::pegtl::empty_list>;
  static constexpr bool is_string = std::is_same_v<Rule, grammar::string_literal> || std::is_same_v<Rule, grammar::json_string>;
  static constexpr bool is_labelled = !expected<Rule>.empty() || is_string;

  template <typename Input>
  static void start(const Input& in, FailureTracker& t) {
    if constexpr (is_labelled) t.enter_rule(in.current());
  }
  template <typename Input>
  static void success(const Input&, FailureTracker& t) {
    if constexpr (is_labelled) t.leave_rule();
  }
  template <typename Input>
  static void failure(const Input& in, FailureTracker& t) {
    if constexpr (is_leaf) t.fail_leaf(in.current());
    if constexpr (is_labelled) t.fail_rule(expected<Rule>, is_string);
  }
};

/// The diagnostic for a failure at the tracker's furthest byte; spans of the decoded text. `end` is where the part that was parsed ends.
Diagnostic describe_failure(const FailureTracker& tracker, std::string_view text, std::uint32_t end);

}  // namespace v0
}  // namespace tamis
