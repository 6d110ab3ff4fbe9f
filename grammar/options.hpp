// Query options: the value of each, and options nested in parentheses. OData ABNF §2.
#pragma once

#include "grammar/expression.hpp"

namespace tamis::grammar {

/// The name of a system query option without its dollar sign, in lower case; empty for alias and custom.
std::string_view option_word_text(Option option) noexcept;

/// An option's name, with or without `$`, in any case, in front of `=`. All of it or nothing.
template <Option Name>
struct option_word {
  using rule_t = option_word;
  using subs_t = p::empty_list;
  template <typename Input>
  static bool match(Input& in) {
    const char* at = in.current();
    if (at != in.end() && *at == '$') ++at;
    const std::size_t length = identifier_length(at, in.end());
    if (!word_literal::is({at, length}, option_word_text(Name))) return false;
    at += length;
    if (at == in.end() || *at != '=') return false;
    in.bump_in_this_line(static_cast<std::size_t>(at - in.current()));
    return true;
  }
};

/// A character of a search word: anything but blanks, parentheses, double quotes, and semicolons that
/// separate options (a percent-encoded one is data).
struct search_character {
  using rule_t = search_character;
  using subs_t = p::empty_list;
  template <p::apply_mode, p::rewind_mode, template <typename...> class, template <typename...> class, typename Input, typename State>
  static bool match(Input& in, State& state) {
    if (in.current() == in.end()) return false;
    switch (*in.current()) {
      case ' ':
      case '\t':
      case '(':
      case ')':
      case '"': return false;
      case ';':
        if (!state.is_data(in.current())) return false;
        break;
      default: break;
    }
    in.bump_in_this_line(1);
    return true;
  }
};

/// pchar = unreserved / pct-encoded / sub-delims / ":" / "@" (RFC 3986): what was percent-encoded may be any byte.
struct path_character {
  using rule_t = path_character;
  using subs_t = p::empty_list;
  template <p::apply_mode, p::rewind_mode, template <typename...> class, template <typename...> class, typename Input, typename State>
  static bool match(Input& in, State& state) {
    if (in.current() == in.end()) return false;
    const char c = *in.current();
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')
                    || std::string_view("-._~!$&'()*+,;=:@").find(c) != std::string_view::npos;
    if (!plain && !state.was_encoded(in.current())) return false;
    in.bump_in_this_line(1);
    return true;
  }
};

/// A slash that was percent-encoded.
struct encoded_slash {
  using rule_t = encoded_slash;
  using subs_t = p::empty_list;
  template <p::apply_mode, p::rewind_mode, template <typename...> class, template <typename...> class, typename Input, typename State>
  static bool match(Input& in, State& state) {
    if (in.current() == in.end() || *in.current() != '/' || !state.was_encoded(in.current())) return false;
    in.bump_in_this_line(1);
    return true;
  }
};

/// The steps of the path of a $select or $expand item read so far.
struct ItemPath {
  std::uint32_t steps = 0;
  std::uint32_t qualified = 0;  ///< how many of the last steps have a namespace
  bool annotation = false;      ///< one of them is an annotation
  bool ended = false;           ///< the last one is an operation with its parameters
  /// Whether it ends in a property, or in the type that one is cast to.
  bool ends_in_property() const noexcept { return !ended && (qualified == 0 || (qualified == 1 && steps > 1)); }
};

struct item_path_begin {
  using rule_t = item_path_begin;
  using subs_t = p::empty_list;
  template <p::apply_mode, p::rewind_mode, template <typename...> class, template <typename...> class, typename Input, typename State>
  static bool match(Input&, State& state) {
    state.item_path = {};
    return true;
  }
};

/// Behind a step: counts it.
template <bool Annotation>
struct step_end {
  using rule_t = step_end;
  using subs_t = p::empty_list;
  template <p::apply_mode, p::rewind_mode, template <typename...> class, template <typename...> class, typename Input, typename State>
  static bool match(Input&, State& state) {
    ItemPath& path = state.item_path;
    ++path.steps;
    path.qualified = !Annotation && state.name.dotted ? path.qualified + 1 : 0;
    path.annotation = path.annotation || Annotation;
    return true;
  }
};

/// The name of a step of $select. Behind a type that a property was cast to only a property may stand.
struct step_name {
  using rule_t = step_name;
  using subs_t = p::empty_list;
  template <p::apply_mode A, p::rewind_mode M, template <typename...> class Action, template <typename...> class Control, typename Input,
            typename State>
  static bool match(Input& in, State& state) {
    const bool cast = state.item_path.qualified > 0 && state.item_path.steps > 1;
    return cast ? single_name::match<A, M, Action, Control>(in, state) : name::match<A, M, Action, Control>(in, state);
  }
};

/// The path may go on: `Ns.Type/Ns.Operation` and an operation with its parameters are complete.
struct path_goes_on {
  using rule_t = path_goes_on;
  using subs_t = p::empty_list;
  template <p::apply_mode, p::rewind_mode, template <typename...> class, template <typename...> class, typename Input, typename State>
  static bool match(Input&, State& state) {
    return !state.item_path.ended && state.item_path.qualified < 2;
  }
};

/// The path may end here, and take options: see ItemPath::ends_in_property.
struct property_path {
  using rule_t = property_path;
  using subs_t = p::empty_list;
  template <p::apply_mode, p::rewind_mode, template <typename...> class, template <typename...> class, typename Input, typename State>
  static bool match(Input&, State& state) {
    return state.item_path.ends_in_property();
  }
};

/// The step may be an operation: it is the first, or behind a type.
struct operation_path {
  using rule_t = operation_path;
  using subs_t = p::empty_list;
  template <p::apply_mode, p::rewind_mode, template <typename...> class, template <typename...> class, typename Input, typename State>
  static bool match(Input&, State& state) {
    return state.item_path.steps <= 2 && !state.item_path.annotation;
  }
};

/// Behind the parameters of an operation: the path is complete.
struct operation_end {
  using rule_t = operation_end;
  using subs_t = p::empty_list;
  template <p::apply_mode, p::rewind_mode, template <typename...> class, template <typename...> class, typename Input, typename State>
  static bool match(Input&, State& state) {
    state.item_path.ended = true;
    return true;
  }
};

// clang-format off

// computeItem = commonExpr RWS "as" RWS computedProperty. A blank behind a comma is read with a warning, but for
// the ones that belong to an array or object.
struct blank_in_list : p::seq<rws, p::not_at<p::one<'[', '{'>>> {};
struct item_separator : p::seq<comma, p::opt<blank_in_list>> {};
struct computed_property : identifier {};
struct compute_as : p::seq<rws, p::istring<'a', 's'>> {};
struct compute_name : p::seq<rws, computed_property> {};
struct compute_item : p::seq<expression, compute_as, compute_name> {};
struct compute_value : items<compute_item, item_separator> {};

// orderbyItem = commonExpr [ RWS ( "asc" / "desc" ) ]
struct ascending : p::seq<p::istring<'a', 's', 'c'>, word_end> {};
struct descending : p::seq<p::istring<'d', 'e', 's', 'c'>, word_end> {};
struct orderby_item : p::seq<expression, p::opt<rws, p::sor<ascending, descending>>> {};
struct orderby_value : items<orderby_item, item_separator> {};

// skip, top: 1*DIGIT; index: [ "-" ] 1*DIGIT; inlinecount: boolean; levels: oneToNine *DIGIT / "max"
struct number_value : digits {};
struct index_value : p::seq<p::opt<hyphen>, digits> {};
struct boolean_value : p::seq<p::sor<p::istring<'t', 'r', 'u', 'e'>, p::istring<'f', 'a', 'l', 's', 'e'>>, word_end> {};
struct levels_value : p::sor<p::istring<'m', 'a', 'x'>, p::seq<p::range<'1', '9'>, p::star<p::digit>>> {};
// format: a short name or 1*pchar "/" 1*pchar, where an encoded slash is data unless it is the only one;
// schemaversion: STAR / 1*unreserved; tokens and $id: any text
struct type_word : p::plus<p::not_at<encoded_slash>, path_character> {};
struct format_value : p::sor<p::seq<p::plus<path_character>, slash, p::plus<path_character>>,
                             p::seq<type_word, encoded_slash, type_word>,
                             p::seq<p::sor<p::istring<'a', 't', 'o', 'm'>, p::istring<'j', 's', 'o', 'n'>, p::istring<'x', 'm', 'l'>>, word_end>> {};
struct schemaversion_value : p::sor<p::one<'*'>, p::plus<p::sor<p::alnum, p::one<'-', '.', '_', '~'>>>> {};
struct text_value : p::plus<p::any> {};

// searchExpr: NOT over AND over OR, in upper case; blanks alone are AND. The words are operators only in an
// operator's position: `$search=AND` looks for "and".
struct search_expression;
struct search_phrase : p::seq<double_quote, p::plus<p::not_one<'"'>>, double_quote> {};
struct search_word : p::seq<p::not_at<quote_mark>, p::plus<search_character>> {};
struct search_start : p::sor<open, double_quote, search_character> {};
struct search_operand_ahead : p::seq<rws, p::at<search_start>> {};
struct search_not : p::seq<p::string<'N', 'O', 'T'>, search_operand_ahead> {};
struct search_or : p::seq<p::string<'O', 'R'>, search_operand_ahead> {};
struct search_and_word : p::seq<p::string<'A', 'N', 'D'>, search_operand_ahead> {};
struct search_adjacent : p::at<search_start> {};
struct search_group : p::seq<open, bws, search_expression, bws, close> {};
struct search_term : p::seq<p::star<search_not>, p::sor<search_group, search_phrase, search_word>> {};
struct search_operation : p::seq<rws, p::sor<search_or, search_and_word, search_adjacent>, committed<search_term>> {};
struct search_expression : nested<expression_begin, search_term, p::star<search_operation>, expression_end> {};
// searchExpr-incomplete = SQUOTE *( … ) SQUOTE
struct search_incomplete : string_literal {};
struct search_value : p::seq<bws, p::sor<search_incomplete, search_expression>> {};

// Options in parentheses. Each is a name, "=", its value; which ones are allowed depends on the place.
struct option_begin : p::success {};
struct expand_value;
struct select_value;
template <Option Name, typename Value> struct nested_option : p::seq<option_word<Name>, option_begin, equals, Value> {};
struct filter_option : nested_option<Option::filter, expression> {};
struct search_option : nested_option<Option::search, search_value> {};
struct orderby_option : nested_option<Option::orderby, orderby_value> {};
struct skip_option : nested_option<Option::skip, number_value> {};
struct top_option : nested_option<Option::top, number_value> {};
struct count_option : nested_option<Option::count, boolean_value> {};
struct select_option : nested_option<Option::select, select_value> {};
struct expand_option : nested_option<Option::expand, expand_value> {};
struct compute_option : nested_option<Option::compute, compute_value> {};
struct levels_option : nested_option<Option::levels, levels_value> {};
struct alias_name : p::seq<p::one<'@'>, identifier> {};
struct alias_option : p::seq<p::at<alias_name, equals>, option_begin, alias_name, equals, expression> {};

template <typename... Options> struct one_option : p::sor<Options...> {};
template <typename... Options> struct option_list : items<one_option<Options...>, semicolon> {};
struct count_options : p::seq<open, option_list<filter_option, search_option>, close> {};
struct ref_options : p::seq<open, option_list<filter_option, search_option, orderby_option, skip_option, top_option, count_option>, close> {};
struct expand_options : nested<open, option_list<filter_option, search_option, orderby_option, skip_option, top_option, count_option, select_option, expand_option, compute_option, levels_option, alias_option>, close> {};
struct select_options : nested<open, option_list<filter_option, search_option, orderby_option, skip_option, top_option, count_option, select_option, compute_option, alias_option>, close> {};
struct star_options : p::seq<open, levels_option, close> {};

// selectItem. The steps of a path are properties, annotations, types and, as the last one, an operation; the schema
// tells them apart later, but a type is followed by a property, and an operation stands first or behind a type.
// Parentheses hold options if they start like one, otherwise the names of an overload's parameters.
struct item_begin : p::success {};
struct star_item : p::one<'*'> {};
struct namespace_star : p::seq<p::string<'.', '*'>> {};
struct option_ahead : p::at<open, p::sor<p::one<'$', '@'>, p::seq<identifier, equals>>> {};
struct parameter_name : identifier {};
struct overload_open : open {};
struct overload : p::seq<overload_open, items<parameter_name, comma>, close, operation_end> {};
struct overload_ahead : p::seq<operation_path, p::at<open>, p::not_at<property_path, option_ahead>> {};
struct item_segment : p::success {};
struct item_annotation : annotation_name {};
struct annotation_step : p::seq<item_annotation, step_end<true>> {};
struct select_step : p::sor<annotation_step, p::seq<step_name, step_end<false>, p::sor<p::seq<overload_ahead, committed<overload>>, item_segment>>> {};
struct select_path : p::seq<item_path_begin, select_step, p::star<path_goes_on, slash, committed<select_step>>, p::opt<property_path, if_open<select_options>>> {};
struct schema_operations : p::seq<name, namespace_star> {};
struct select_item : p::seq<item_begin, p::sor<star_item, schema_operations, select_path>> {};
struct select_value : items<select_item, item_separator> {};

// expandItem. A path ends in a navigation property, or in the type that it is cast to.
struct value_segment : p::seq<p::string<'$', 'v', 'a', 'l', 'u', 'e'>, word_end> {};
struct ref_suffix : p::seq<p::string<'/', '$', 'r', 'e', 'f'>, word_end> {};
struct count_suffix : p::seq<p::string<'/', '$', 'c', 'o', 'u', 'n', 't'>, word_end> {};
struct expand_step : p::sor<annotation_step, p::seq<name, step_end<false>, item_segment>> {};
struct star_tail : p::opt<p::sor<ref_suffix, if_open<star_options>>> {};
struct path_tail_options : p::opt<p::sor<p::seq<ref_suffix, if_open<ref_options>>, p::seq<count_suffix, if_open<count_options>>, if_open<expand_options>>> {};
struct expand_path_end : p::seq<property_path> {};
struct more_steps : p::star<slash, p::not_at<p::one<'*', '$'>>, expand_step> {};
struct expand_path : p::seq<item_path_begin, expand_step, more_steps, p::sor<p::seq<slash, star_item, star_tail>, p::seq<expand_path_end, path_tail_options>>> {};
struct expand_item : p::seq<item_begin, p::sor<value_segment, p::seq<star_item, star_tail>, expand_path>> {};
struct expand_value : items<expand_item, item_separator> {};

// Whole texts.
struct lone_lambda_ahead : p::at<lambda_word, open> {};  // anyExpr and allExpr on their own, for --as expression

struct filter_text : p::seq<expression, end> {};  // the value of a parameter alias, too
struct expression_text : p::seq<p::sor<p::seq<lone_lambda_ahead, lambda>, expression>, end> {};
struct literal_text : p::seq<nested<list_literal>, end> {};
template <typename Value> struct option_text : p::seq<Value, end> {};
template <> struct option_text<select_value> : p::seq<nested<select_value>, end> {};
template <> struct option_text<expand_value> : p::seq<nested<expand_value>, end> {};

// clang-format on

}  // namespace tamis::grammar
