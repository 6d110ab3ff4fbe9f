// Explaining a failed parse: the same grammar run once more without building, watching how far it gets.
#pragma once

#include <cstddef>
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
  /// Something was expected at `at`, within a rule that fails as a whole.
  void expect(const char* at, std::string_view label) {
    if (at < furthest_) return;
    furthest_ = at;
    if (!label.empty()) add_label(at, label);
  }
  void enter_rule(const char* at) { starts_.push_back({at, labels_at_ == at ? labels_.size() : 0}); }
  void leave_rule() noexcept { starts_.pop_back(); }
  void fail_rule(std::string_view label, bool string) {
    const Start start = starts_.back();
    starts_.pop_back();
    if (string && start.at < furthest_ && (*start.at == '\'' || *start.at == '"')) string_start_ = start.at;
    if (start.at != furthest_ || label.empty()) return;
    // One word for all that the rule's parts would have said.
    if (labels_at_ == start.at) labels_.resize(start.labels);
    add_label(start.at, label);
  }

  const char* furthest() const noexcept { return furthest_; }
  /// Where a quoted text began that has no end, or nullptr.
  const char* string_start() const noexcept { return string_start_; }
  std::vector<std::string_view> labels() const {
    return labels_at_ == furthest_ ? labels_ : std::vector<std::string_view>{};
  }

 private:
  void add_label(const char* at, std::string_view label) {
    if (labels_at_ != at) labels_.clear();
    labels_at_ = at;
    for (const std::string_view known : labels_)
      if (known == label) return;
    labels_.push_back(label);
  }

  const char* furthest_ = nullptr;
  const char* labels_at_ = nullptr;
  const char* string_start_ = nullptr;
  /// Where a rule that has a label began, and how many labels there were for that place.
  struct Start {
    const char* at;
    std::size_t labels;
  };
  std::vector<Start> starts_;
  std::vector<std::string_view> labels_;
};

/// A PEGTL control that reports to a FailureTracker.
template <typename Rule>
struct tracking : tao::pegtl::normal<Rule> {
  static constexpr bool is_leaf = std::is_same_v<typename Rule::subs_t, tao::pegtl::empty_list>;
  // Rules that are a quoted text under another name have its rule_t.
  static constexpr bool is_string =
      std::is_same_v<
          typename Rule::rule_t,
          grammar::string_literal::rule_t> || std::is_same_v<typename Rule::rule_t, grammar::json_string::rule_t>;
  static constexpr bool is_labelled = !expected<Rule>.empty() || is_string;
  static constexpr bool enable = tao::pegtl::normal<Rule>::enable && (is_leaf || is_labelled);

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

/// The diagnostic for a failure at the tracker's furthest byte; spans of the decoded text. `end` is where the part that
/// was parsed ends.
Diagnostic describe_failure(const FailureTracker& tracker, std::string_view text, std::uint32_t end);

}  // namespace v0
}  // namespace tamis
