// Expressions: commonExpr and boolCommonExpr. OData ABNF §4 and §5.
//
// The published grammar is right-recursive, knows no precedence and needs the schema. This one is flat:
// operand, then any number of operator and operand; precedence and associativity come from the table in
// grammar/operators.hpp when the tree is built. So each bracket costs one level of recursion instead of ten,
// and no rule tries the same text twice (an expression is entered only where one must stand): after a bracket has been entered there is no
// way back, because what it is was decided by the name, the operator or the character in front.
#pragma once

#include <algorithm>

#include "grammar/functions.hpp"
#include "grammar/literals.hpp"
#include "grammar/operators.hpp"

namespace tamis::grammar {

/// What the parentheses after a name hold.
enum class CallForm : std::uint8_t { canonical, typed, conditional, service };

/// The name scanned last: `identifier` or `Namespace.identifier`.
struct ScannedName {
  const char* begin = nullptr;
  const char* end = nullptr;
  bool dotted = false;
  std::string_view text() const noexcept { return {begin, static_cast<std::size_t>(end - begin)}; }
};

/// The index of a canonical function by name without regard to ASCII case, or nothing.
const FunctionRow* find_function(std::string_view name) noexcept;
inline constexpr std::size_t longest_operator = 5;
/// The row of an operator keyword without regard to ASCII case, or nullptr.
const OperatorRow* find_operator(std::string_view keyword) noexcept;

/// [ namespace "." ] name, remembered in the state.
struct name {
  using rule_t = name;
  using subs_t = p::empty_list;
  template <p::apply_mode, p::rewind_mode, template <typename...> class, template <typename...> class, typename Input, typename State>
  static bool match(Input& in, State& state) {
    const char* at = in.current();
    const char* const limit = in.end();
    std::size_t length = identifier_length(at, limit);
    if (length == 0) return false;
    const char* const begin = at;
    at += length;
    bool dotted = false;
    while (at != limit && *at == '.' && (length = identifier_length(at + 1, limit)) != 0) {
      at += 1 + length;
      dotted = true;
    }
    if (at != limit && *at == '.') expect_at(state, at + 1, "a name");
    state.name = {begin, at, dotted};
    in.bump_in_this_line(static_cast<std::size_t>(at - begin));
    return true;
  }
};

/// A name without namespace, remembered in the state.
struct single_name {
  using rule_t = single_name;
  using subs_t = p::empty_list;
  template <p::apply_mode, p::rewind_mode, template <typename...> class, template <typename...> class, typename Input, typename State>
  static bool match(Input& in, State& state) {
    const std::size_t length = identifier_length(in.current(), in.end());
    if (length == 0) return false;
    state.name = {in.current(), in.current() + length, false};
    in.bump_in_this_line(length);
    return true;
  }
};

/// The name scanned last has a namespace, as a type in front of a quoted literal must.
struct is_dotted {
  using rule_t = is_dotted;
  using subs_t = p::empty_list;
  template <p::apply_mode, p::rewind_mode, template <typename...> class, template <typename...> class, typename Input, typename State>
  static bool match(Input&, State& state) {
    return state.name.dotted;
  }
};

/// A name that may stand alone as an operand: unqualified, or in front of a path (a type cast).
struct name_alone {
  using rule_t = name_alone;
  using subs_t = p::empty_list;
  template <p::apply_mode, p::rewind_mode, template <typename...> class, template <typename...> class, typename Input, typename State>
  static bool match(Input& in, State& state) {
    return !state.name.dotted || (in.current() != in.end() && *in.current() == '/');
  }
};

/// The opening parenthesis after a name; the name decides what kind of call it is.
struct call_open {
  using rule_t = call_open;
  using subs_t = p::empty_list;
  template <p::apply_mode, p::rewind_mode, template <typename...> class, template <typename...> class, typename Input, typename State>
  static bool match(Input& in, State& state) {
    if (in.current() == in.end() || *in.current() != '(') return false;
    if (word_literal::is(state.name.text(), "any") || word_literal::is(state.name.text(), "all")) return false;
    in.bump_in_this_line(1);
    const FunctionRow* function = find_function(state.name.text());
    if (function == nullptr)
      state.call = CallForm::service;
    else if (function->id == Function::cast || function->id == Function::isof)
      state.call = CallForm::typed;
    else if (function->id == Function::case_)
      state.call = CallForm::conditional;
    else
      state.call = CallForm::canonical;
    return true;
  }
};

/// The call opened last is of this form.
template <CallForm Form>
struct is_form {
  using rule_t = is_form;
  using subs_t = p::empty_list;
  template <p::apply_mode, p::rewind_mode, template <typename...> class, template <typename...> class, typename Input, typename State>
  static bool match(Input&, State& state) {
    return state.call == Form;
  }
};

/// A binary operator's keyword (grammar/operators.hpp), in any case; the longest that the text begins with.
struct operator_keyword {
  using rule_t = operator_keyword;
  using subs_t = p::empty_list;
  template <p::apply_mode, p::rewind_mode, template <typename...> class, template <typename...> class, typename Input, typename State>
  static bool match(Input& in, State& state) {
    const std::size_t length = identifier_length(in.current(), in.end());
    const OperatorRow* found = find_operator({in.current(), length});
    // `eq1` begins with an operator: it is the end of the word that fails, not its beginning.
    std::size_t n = found != nullptr ? length : std::min(length, longest_operator + 1);
    while (found == nullptr && n > 2)
      found = find_operator({in.current(), --n});
    if (found == nullptr || found->arity == Arity::prefix) return false;
    state.operation = found->id;
    in.bump_in_this_line(n);
    return true;
  }
};

/// The blanks that belong to an array or object behind them (ABNF begin-array, begin-object). In front of anything
/// else blanks are not read. Always matches.
struct array_blanks {
  using rule_t = array_blanks;
  using subs_t = p::empty_list;
  template <p::apply_mode, p::rewind_mode, template <typename...> class, template <typename...> class, typename Input, typename State>
  static bool match(Input& in, State& state) {
    const char* at = in.current();
    while (at != in.end() && (*at == ' ' || *at == '\t'))
      ++at;
    if (at == in.current()) return true;
    if (at != in.end() && (*at == '[' || *at == '{'))
      in.bump_in_this_line(static_cast<std::size_t>(at - in.current()));
    else
      expect_at(state, at, {});
    return true;
  }
};

template <Operator Op>
struct is_operator {
  using rule_t = is_operator;
  using subs_t = p::empty_list;
  template <p::apply_mode, p::rewind_mode, template <typename...> class, template <typename...> class, typename Input, typename State>
  static bool match(Input&, State& state) {
    return state.operation == Op;
  }
};

/// `not` as the operator. It is a property's name instead where an operator and then its operand follow: `not eq 'x'`,
/// `not in (1,2)`, but not `(not eq )`; where no operand can follow: `(not )`; or where it is computed: `not as x`.
/// Looks three words ahead at most.
struct not_keyword {
  using rule_t = not_keyword;
  using subs_t = p::empty_list;
  template <typename Input>
  static bool match(Input& in) {
    const char* const at = in.current();
    const char* const limit = in.end();
    if (limit - at < 4 || !word_literal::is({at, 3}, "not")) return false;
    if (at[3] != '(' && at[3] != ' ' && at[3] != '\t') return false;
    if (at[3] != '(' && is_name(at + 3, limit)) return false;
    in.bump_in_this_line(3);
    return true;
  }

 private:
  static const char* skip_blanks(const char* at, const char* limit) noexcept {
    while (at != limit && (*at == ' ' || *at == '\t'))
      ++at;
    return at;
  }
  /// The end of an operator keyword with a blank behind it, or nullptr.
  static const char* operator_word(const char* at, const char* limit) noexcept {
    const std::size_t length = identifier_length(at, limit);
    const OperatorRow* found = find_operator({at, length});
    if (found == nullptr || found->arity == Arity::prefix) return nullptr;
    at += length;
    return at != limit && (*at == ' ' || *at == '\t') ? at : nullptr;
  }
  static bool ends_expression(const char* at, const char* limit) noexcept {
    return at == limit || *at == ')' || *at == ']' || *at == '}' || *at == ',' || *at == ':' || *at == ';';
  }
  /// `as x`, with nothing behind it: what is in front is computed. `not as desc` is taken for an item of $orderby.
  static bool is_computed(const char* at, const char* limit) noexcept {
    if (limit - at < 3 || !word_literal::is({at, 2}, "as") || (at[2] != ' ' && at[2] != '\t')) return false;
    at = skip_blanks(at + 2, limit);
    const std::size_t length = identifier_length(at, limit);
    const bool direction = word_literal::is({at, length}, "asc") || word_literal::is({at, length}, "desc");
    return length > 0 && !direction && ends_expression(at + length, limit);
  }
  static bool is_name(const char* at, const char* limit) noexcept {
    at = skip_blanks(at, limit);
    if (ends_expression(at, limit) || is_computed(at, limit)) return true;
    const char* const first = operator_word(at, limit);
    if (first == nullptr) return false;
    const char* const operand = skip_blanks(first, limit);
    return !ends_expression(operand, limit) && !is_computed(operand, limit) && operator_word(operand, limit) == nullptr;
  }
};

/// A condition of `case`: notes at which depth the colon behind it is looked for.
template <typename Expression>
struct condition_of_case {
  using rule_t = condition_of_case;
  using subs_t = p::type_list<Expression>;
  template <p::apply_mode A, p::rewind_mode M, template <typename...> class Action, template <typename...> class Control, typename Input,
            typename State>
  static bool match(Input& in, State& state) {
    const std::uint32_t around = state.condition_depth;
    state.condition_depth = state.depth() + 1;
    const bool matched = Control<Expression>::template match<A, M, Action, Control>(in, state);
    state.condition_depth = around;
    return matched;
  }
};

/// Looks at digits with colons in between of which the last is the one behind a condition of `case`, so that it is no
/// part of a time of day: `case(x eq 10:20)`, `case(x eq 10:20:30)`, where the condition would otherwise not end.
template <int Colons>
struct colon_of_case {
  using rule_t = colon_of_case;
  using subs_t = p::empty_list;
  template <p::apply_mode, p::rewind_mode, template <typename...> class, template <typename...> class, typename Input, typename State>
  static bool match(Input& in, State& state) {
    if (state.depth() != state.condition_depth) return false;
    const char* at = in.current();
    int colons = 0;
    while (at != in.end() && ((*at >= '0' && *at <= '9') || *at == ':' || *at == '.'))
      colons += *at++ == ':' ? 1 : 0;
    while (at != in.end() && (*at == ' ' || *at == '\t'))
      ++at;
    return colons == Colons && at != in.end() && (*at == ')' || *at == ',');
  }
};

/// In a condition of `case`, whose colon is looked for.
struct in_condition {
  using rule_t = in_condition;
  using subs_t = p::empty_list;
  template <p::apply_mode, p::rewind_mode, template <typename...> class, template <typename...> class, typename Input, typename State>
  static bool match(Input&, State& state) {
    return state.depth() == state.condition_depth;
  }
};

/// Directly behind a closing parenthesis: there a missing blank before an operator is read as one.
struct behind_close {
  using rule_t = behind_close;
  using subs_t = p::empty_list;
  template <p::apply_mode, p::rewind_mode, template <typename...> class, template <typename...> class, typename Input, typename State>
  static bool match(Input& in, State& state) {
    return in.current() != state.begin && in.current()[-1] == ')';
  }
};

/// Nothing has been given up so far.
struct not_abandoned {
  using rule_t = not_abandoned;
  using subs_t = p::empty_list;
  template <p::apply_mode, p::rewind_mode, template <typename...> class, template <typename...> class, typename Input, typename State>
  static bool match(Input&, State& state) {
    return !state.abandoned;
  }
};

struct expression;

// clang-format off

// Blanks around operators. RWS is required; beside parentheses a missing blank is read with a warning.
struct missing_blank_before : p::seq<behind_close> {};
struct missing_blank_after : p::at<p::one<'('>> {};
struct before_operator : p::sor<rws, missing_blank_before> {};
struct after_operator : p::sor<rws, missing_blank_after> {};

// §5 array = "[" [ valueInUrl *( "," valueInUrl ) ] "]"; object = "{" [ member *( "," member ) ] "}"
struct json_escape : p::seq<p::one<'\\'>, p::sor<p::one<'"', '\\', '/', 'b', 'f', 'n', 'r', 't'>, p::seq<p::one<'u'>, p::rep<4, p::xdigit>>>> {};
struct json_string : p::seq<double_quote, p::star<p::sor<p::not_one<'"', '\\'>, json_escape>>, double_quote> {};
struct json_string_value : json_string {};
struct value_in_url : p::sor<json_string_value, expression> {};
struct value_separator : p::seq<bws, comma, bws> {};
struct array_open : p::one<'['> {};
struct array_close : p::one<']'> {};
struct array_items : p::sor<p::at<array_close>, p::seq<value_in_url, p::star<value_separator, value_in_url>>> {};
struct array : p::seq<array_open, bws, array_items, bws, array_close> {};
struct member_name : json_string {};
struct object_member : p::seq<member_name, bws, colon, bws, value_in_url> {};
struct object_open : p::one<'{'> {};
struct object_close : p::one<'}'> {};
struct object : p::seq<object_open, bws, p::opt<object_member, p::star<value_separator, object_member>>, bws, object_close> {};

// optionallyQualifiedTypeName, also Collection(…)
struct type_name_text : p::sor<p::seq<p::string<'C', 'o', 'l', 'l', 'e', 'c', 't', 'i', 'o', 'n'>, open, name, close>, name> {};
struct type_name : type_name_text {};

// Calls. methodCallExpr, castExpr, isofExpr, caseMethodCallExpr, functionExpr, keyPredicate
struct argument_separator : p::seq<bws, comma, bws> {};
struct positional_arguments : p::sor<p::at<close>, p::seq<expression, p::star<argument_separator, expression>>> {};
struct type_argument_only : p::seq<p::at<type_name_text, bws, close>, type_name> {};
struct typed_arguments : p::sor<type_argument_only, p::seq<expression, argument_separator, type_name>> {};
struct condition_separator : p::seq<bws, colon, bws> {};
struct condition : p::seq<condition_of_case<expression>, condition_separator, expression> {};
struct conditional_arguments : items<condition, argument_separator> {};
struct argument_name : identifier {};
struct named_argument : p::seq<p::at<identifier, equals>, argument_name, equals, expression> {};
struct service_argument : p::sor<named_argument, expression> {};
struct service_arguments : p::sor<p::at<close>, p::seq<service_argument, p::star<argument_separator, service_argument>>> {};
// What is inside has another form than the call around it: so there is no way back behind the form.
struct call_arguments : p::sor<p::seq<is_form<CallForm::canonical>, committed<bws, positional_arguments>>,
                               p::seq<is_form<CallForm::typed>, committed<bws, typed_arguments>>,
                               p::seq<is_form<CallForm::conditional>, committed<bws, conditional_arguments>>,
                               p::seq<is_form<CallForm::service>, committed<bws, service_arguments>>> {};
struct head_call_open : call_open {};
struct head_call : p::seq<head_call_open, call_arguments, bws, close> {};
struct segment_call_open : open {};
struct segment_call : p::seq<segment_call_open, bws, service_arguments, bws, close> {};

// Paths. firstMemberExpr, memberExpr, propertyPathExpr, collectionPathExpr, …; the schema tells them apart later
struct annotation_name : p::seq<p::one<'@'>, name, p::opt<p::one<'#'>, identifier>> {};
struct annotation_segment : annotation_name {};
struct filter_segment_open : p::seq<p::string<'$', 'f', 'i', 'l', 't', 'e', 'r'>, open> {};
struct key_open : open {};
struct key_predicate : p::seq<key_open, bws, service_arguments, bws, close> {};
struct filter_segment_body : p::seq<filter_segment_open, bws, expression, bws, close> {};
struct filter_segment : p::seq<filter_segment_body, if_open<key_predicate>> {};
struct plain_segment : p::not_at<open> {};
// The items of a function's collection have keys as well: `F()(1)`. That it is one is checked when the tree is built.
struct keyed_call : p::seq<segment_call, if_open<key_predicate>> {};
struct named_segment : p::seq<name, p::sor<keyed_call, plain_segment>> {};
struct lambda_word : p::sor<p::istring<'a', 'n', 'y'>, p::istring<'a', 'l', 'l'>> {};
struct count_word : p::seq<p::string<'$', 'c', 'o', 'u', 'n', 't'>, word_end> {};
struct last_segment_ahead : p::sor<p::seq<lambda_word, open>, count_word> {};
struct path_step : p::seq<slash, p::not_at<last_segment_ahead>, committed<p::sor<named_segment, annotation_segment, filter_segment>>> {};

// anyExpr, allExpr. Only `any()` may do without its condition; `all()` is refused when the tree is built
struct any_open : p::seq<p::istring<'a', 'n', 'y'>, open> {};
struct all_open : p::seq<p::istring<'a', 'l', 'l'>, open> {};
struct lambda_variable : identifier {};
struct lambda_body : p::seq<lambda_variable, bws, colon, bws, expression> {};
struct any_expression : p::seq<any_open, bws, p::opt<p::not_at<close>, committed<lambda_body>>, bws, close> {};
struct all_expression : p::seq<all_open, bws, p::opt<p::not_at<close>, committed<lambda_body>>, bws, close> {};
struct lambda : p::sor<any_expression, all_expression> {};

// count [ OPEN expandCountOption *( SEMI expandCountOption ) CLOSE ]; the options are in grammar/options.hpp
struct count_options;
struct count_segment_word : count_word {};
struct count_segment : p::seq<count_segment_word, if_open<count_options>> {};
struct last_segment : p::seq<slash, committed<p::sor<lambda, count_segment>>> {};
struct path_tail : p::seq<p::star<path_step>, p::opt<last_segment>> {};

// Operands
struct root_start : p::seq<p::string<'$', 'r', 'o', 'o', 't'>, p::at<slash>> {};
struct root_segment : p::seq<single_name, p::sor<keyed_call, plain_segment>> {};
struct root_first : p::seq<slash, root_segment> {};
struct root_path : p::seq<root_start, root_first, path_tail> {};
struct implicit_variable : p::seq<p::sor<p::string<'$', 'i', 't'>, p::string<'$', 't', 'h', 'i', 's'>>, word_end> {};
struct implicit_path : p::seq<implicit_variable, path_tail> {};
struct alias_or_annotation : annotation_name {};
struct alias_path : p::seq<alias_or_annotation, path_tail> {};
struct enum_suffix : p::seq<is_dotted, enum_members> {};
struct plain_name : p::seq<p::not_at<open>, name_alone> {};
struct keyed_head_call : p::seq<head_call, if_open<key_predicate>> {};
struct name_operand : p::seq<name, p::sor<keyed_head_call, enum_suffix, plain_name>, path_tail> {};
struct paren_open : open {};
struct paren_expression : p::seq<paren_open, bws, expression, bws, close> {};

// Literals as operands; each of these makes a node.
struct guid_operand : guid_literal {};
struct prefixed_operand : prefixed_literal {};
struct word_operand : word_literal {};
struct string_operand : string_literal {};
struct numeric_operand : numeric_literal {};
struct number_operand : number_literal {};
struct short_time_operand : p::seq<hour, colon, minute> {};
// Nor is the last colon part of a time of day that would go on with a digit or a letter: `case(x eq 10:2000-01-01)`.
struct no_short_time : p::seq<in_condition, hour, colon, minute, p::not_at<colon, second>, p::sor<p::one<'.'>, p::not_at<word_end>>> {};
struct no_time_of_day : p::seq<in_condition, time_of_day, p::not_at<word_end>> {};
struct number_ahead : p::at<p::sor<colon_of_case<1>, no_short_time>> {};
struct short_time_ahead : p::at<p::sor<colon_of_case<2>, no_time_of_day>> {};
struct digit_operand : p::sor<guid_operand, p::seq<number_ahead, number_operand>, p::seq<short_time_ahead, short_time_operand>, numeric_operand> {};
struct letter_operand : p::sor<guid_operand, prefixed_operand, word_operand, name_operand> {};
struct dollar_operand : p::sor<implicit_path, root_path> {};

// clang-format on

/// An operand. Its first character decides what it can be, so that nothing else is tried.
struct primary {
  using rule_t = primary;
  using subs_t = p::type_list<string_operand, paren_expression, array, object, alias_path, dollar_operand, numeric_operand, digit_operand,
                              letter_operand>;
  template <p::apply_mode A, p::rewind_mode M, template <typename...> class Action, template <typename...> class Control, typename Input,
            typename State>
  static bool match(Input& in, State& state) {
    switch (in.empty() ? '\0' : *in.current()) {
      case '\'': return Control<string_operand>::template match<A, M, Action, Control>(in, state);
      case '(': return Control<paren_expression>::template match<A, M, Action, Control>(in, state);
      case '[': return Control<array>::template match<A, M, Action, Control>(in, state);
      case '{': return Control<object>::template match<A, M, Action, Control>(in, state);
      case '@': return Control<alias_path>::template match<A, M, Action, Control>(in, state);
      case '$': return Control<dollar_operand>::template match<A, M, Action, Control>(in, state);
      case '+':
      case '-': return Control<numeric_operand>::template match<A, M, Action, Control>(in, state);
      case '0':
      case '1':
      case '2':
      case '3':
      case '4':
      case '5':
      case '6':
      case '7':
      case '8':
      case '9': return Control<digit_operand>::template match<A, M, Action, Control>(in, state);
      default: return Control<letter_operand>::template match<A, M, Action, Control>(in, state);
    }
  }
};

// clang-format off

struct not_operator : p::seq<not_keyword, after_operator> {};
// A sign belongs to the number behind it; in front of a time of day it can only be the operator.
struct signed_literal : p::sor<p::seq<p::digit, p::not_at<p::digit, colon, p::digit>>, p::seq<p::at<p::string<'I', 'N', 'F'>>, word_literal>> {};
struct negate_operator : p::seq<p::one<'-'>, p::not_at<p::sor<number_ahead, signed_literal>>, bws> {};
struct operand : p::seq<p::star<p::sor<not_operator, negate_operator>>, primary> {};

// inExpr = RWS "in" RWS ( listExpr / commonExpr ); a parenthesised literal is a list, anything else an expression
struct enum_operand : p::seq<name, enum_suffix> {};
struct list_literal : p::sor<guid_operand, prefixed_operand, word_operand, enum_operand, string_operand, numeric_operand> {};
struct literal_ahead : p::sor<guid_literal, prefixed_literal, word_literal, p::seq<name, is_dotted, enum_members>, string_literal, numeric_literal> {};
struct list_ahead : p::at<open, bws, p::sor<close, p::seq<literal_ahead, bws, p::sor<comma, close>>>> {};
struct list_open : open {};
struct list : p::seq<list_ahead, list_open, bws, p::opt<list_literal, p::star<argument_separator, list_literal>>, bws, close> {};
// hasExpr = RWS "has" RWS enumLiteral
struct bare_enum_operand : enum_members {};
struct has_operand : p::sor<bare_enum_operand, enum_operand> {};

struct operator_end : word_end {};
struct binary_operator : p::seq<operator_keyword, operator_end, after_operator> {};
struct right_operand : p::sor<p::seq<is_operator<Operator::has>, has_operand>,
                              p::seq<is_operator<Operator::in>, p::sor<list, operand>>,
                              p::seq<p::not_at<is_operator<Operator::has>>, p::not_at<is_operator<Operator::in>>, operand>> {};
struct operation : p::seq<before_operator, binary_operator, committed<right_operand>> {};
struct expression_begin : p::success {};
struct expression_end : not_abandoned {};
struct expression : nested<expression_begin, array_blanks, operand, p::star<operation>, expression_end> {};

// clang-format on

}  // namespace tamis::grammar
