// Characters, blanks, names and punctuation: the leaves that all other rules stand on.
// OData ABNF §6 (names and identifiers) and §9 (punctuation), applied to percent-decoded text.
// Of PEGTL only what is used: the whole of it would bring windows.h, whose macros take names such as `near` away.
#pragma once

#include <cstdint>
#include <string_view>
#include <tao/pegtl/ascii.hpp>
#include <tao/pegtl/memory_input.hpp>
#include <tao/pegtl/nothing.hpp>
#include <tao/pegtl/parse.hpp>
#include <tao/pegtl/rules.hpp>

namespace tamis::grammar {
namespace p = tao::pegtl;

/// Whether a code point may start or continue an odataIdentifier (defined in src/text/unicode.cpp).
bool is_identifier_start(char32_t c) noexcept;
bool is_identifier_part(char32_t c) noexcept;
/// The length of the identifier at the start of a text, in bytes; 0 when there is none.
std::size_t identifier_length(const char* begin, const char* end) noexcept;

/// Tells a state that watches how far the text was understood that it was up to `at`, and what was expected there.
/// For rules written by hand, of which only the whole would be seen to fail.
template <typename State>
void expect_at(State& state, const char* at, std::string_view what) {
  if constexpr (requires { state.expect(at, what); }) state.expect(at, what);
}

// clang-format off
struct blank : p::one<' ', '\t'> {};
struct bws : p::star<blank> {};                        // BWS = *( SP / HTAB )
struct rws : p::plus<blank> {};                        // RWS = 1*( SP / HTAB )
struct comma : p::one<','> {};
struct colon : p::one<':'> {};
struct semicolon : p::one<';'> {};
struct slash : p::one<'/'> {};
struct equals : p::one<'='> {};
struct open : p::one<'('> {};
struct close : p::one<')'> {};
struct quote_mark : p::one<'\''> {};
struct double_quote : p::one<'"'> {};
struct sign : p::one<'+', '-'> {};                     // SIGN = "+" / "-"
struct digits : p::plus<p::digit> {};                  // 1*DIGIT
struct end : p::eof {};
// clang-format on

/// odataIdentifier: a letter or `_`, then letters, digits, `_`; Unicode categories L, Nl, then also
/// Nd, Mn, Mc, Pc, Cf. One scan, no state; its length is checked by the builder.
struct identifier {
  using rule_t = identifier;
  using subs_t = p::empty_list;
  template <typename Input>
  static bool match(Input& in) {
    const std::size_t length = identifier_length(in.current(), in.end());
    if (length == 0) return false;
    in.bump_in_this_line(length);
    return true;
  }
};

/// Not followed by a character that would continue an identifier.
struct word_end {
  using rule_t = word_end;
  using subs_t = p::empty_list;
  template <typename Input>
  static bool match(Input& in) {
    const char* c = in.current();
    if (c == in.end()) return true;
    if (static_cast<unsigned char>(*c) < 0x80)
      return !((*c >= 'a' && *c <= 'z') || (*c >= 'A' && *c <= 'Z') || (*c >= '0' && *c <= '9') || *c == '_');
    // An identifier cannot begin inside a character, so a letter in front tells whether this continues it.
    char probe[8] = {'_'};
    std::size_t n = 1;
    while (n < 5 && c + (n - 1) != in.end()) {
      probe[n] = c[n - 1];
      ++n;
    }
    return identifier_length(probe, probe + n) == 1;
  }
};

/// One level of nesting. The state counts levels and refuses one too many, so that the machine stack
/// stays within what Limits::depth allows. It must match where it is tried: if it does not, the text is
/// wrong, and no other alternative around it goes into its levels again.
template <typename... Rules>
struct nested {
  using rule_t = nested;
  using subs_t = p::type_list<Rules...>;
  template <p::apply_mode A, p::rewind_mode M, template <typename...> class Action, template <typename...> class Control, typename Input,
            typename State>
  static bool match(Input& in, State& state) {
    if (state.abandoned || !state.enter(in.current())) return false;
    const bool matched = p::seq<Rules...>::template match<A, M, Action, Control>(in, state);
    state.leave();
    if (!matched) state.abandoned = true;
    return matched;
  }
};

/// Behind a point of no return: if the rules do not match here, nothing else will, and nothing more is built.
/// (PEGTL's `must` would throw; a parser of strangers' text should not need exceptions.)
template <typename... Rules>
struct committed {
  using rule_t = committed;
  using subs_t = p::type_list<Rules...>;
  template <p::apply_mode A, p::rewind_mode M, template <typename...> class Action, template <typename...> class Control, typename Input,
            typename State>
  static bool match(Input& in, State& state) {
    const bool matched = p::seq<Rules...>::template match<A, M, Action, Control>(in, state);
    if (!matched) state.abandoned = true;
    return matched;
  }
};

/// Items with separators between them; behind a separator an item must follow.
template <typename Item, typename Separator>
struct items : p::seq<Item, p::star<Separator, committed<Item>>> {};

/// Rules that are there exactly if they start with an opening parenthesis.
template <typename... Rules>
struct if_open : p::opt<p::at<open>, committed<Rules...>> {};

}  // namespace tamis::grammar
