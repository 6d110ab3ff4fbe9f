// The definition of parse_part, included only by the files that instantiate it.
#pragma once

#include <type_traits>
#include <utility>

#include "src/parse/parse.hpp"

namespace tamis {
inline namespace v0 {

/// A PEGTL control that stops building once the text is known to be wrong: rules that still match around
/// the failure would find half of what they expect.
template <typename Rule>
struct building : tao::pegtl::normal<Rule> {
  /// Rules without an action are matched as they are, which keeps the machine stack small.
  static constexpr bool enable =
      tao::pegtl::normal<Rule>::enable && !std::is_base_of_v<tao::pegtl::nothing<Rule>, action<Rule>>;

  template <template <typename...> class Action, typename Iterator, typename Input>
  static auto apply(const Iterator& begin, const Input& in, TreeBuilder& builder)
      -> decltype(Action<Rule>::apply(std::declval<const typename Input::action_t&>(), builder)) {
    if (!builder.abandoned) tao::pegtl::normal<Rule>::template apply<Action>(begin, in, builder);
  }
  template <template <typename...> class Action, typename Input>
  static auto apply0(const Input& in, TreeBuilder& builder) -> decltype(Action<Rule>::apply0(builder)) {
    if (!builder.abandoned) tao::pegtl::normal<Rule>::template apply0<Action>(in, builder);
  }
};

template <typename Rule>
std::optional<Diagnostic> parse_part(TreeBuilder& builder, const DecodedText& text, Span part, bool semicolon_is_data,
                                     const Limits& limits) {
  namespace p = tao::pegtl;
  using Input = p::memory_input<p::tracking_mode::lazy, p::eol::lf, const char*>;
  const char* const from = text.source.decoded().data() + part.offset;
  const char* const to = from + part.length;
  {
    Input in(from, to, "");
    if (p::parse<Rule, action, building>(in, builder) && !builder.abandoned && !builder.fatal().set)
      return std::nullopt;
  }
  if (builder.fatal().set) return describe_fatal(builder.fatal());
  // Only a text that is wrong is read twice: a right one does not pay for the watching.
  FailureTracker tracker(text.source, semicolon_is_data, limits);
  Input in(from, to, "");
  (void)p::parse<Rule, p::nothing, tracking>(in, tracker);
  return describe_failure(tracker, text.source.decoded(), part.end());
}

}  // namespace v0
}  // namespace tamis
