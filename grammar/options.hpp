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

/// A character that was written as a percent sequence, but for a slash.
struct encoded_character {
  using rule_t = encoded_character;
  using subs_t = p::empty_list;
  template <p::apply_mode, p::rewind_mode, template <typename...> class, template <typename...> class, typename Input, typename State>
  static bool match(Input& in, State& state) {
    if (in.current() == in.end() || *in.current() == '/' || !state.is_data(in.current())) return false;
    in.bump_in_this_line(1);
    return true;
  }
};

// clang-format off

// computeItem = commonExpr RWS "as" RWS computedProperty. A blank behind a comma is read with a warning.
struct blank_in_list : rws {};
struct item_separator : p::seq<comma, p::opt<blank_in_list>> {};
struct computed_property : identifier {};
struct compute_item : p::seq<expression, rws, p::istring<'a', 's'>, rws, computed_property> {};
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
// format: a short name or a media type; schemaversion: STAR / 1*unreserved; tokens and $id: any text
struct pchar : p::sor<p::alnum, p::one<'-', '.', '_', '~', '!', '$', '&', '\'', '(', ')', '*', '+', ',', ';', '=', ':', '@'>> {};
struct media_character : p::sor<pchar, encoded_character> {};
struct media_type : p::seq<p::plus<media_character>, slash, p::plus<media_character>> {};
struct format_value : p::sor<p::seq<p::sor<p::istring<'a', 't', 'o', 'm'>, p::istring<'j', 's', 'o', 'n'>, p::istring<'x', 'm', 'l'>>, end>, media_type> {};
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

template <typename... Options> struct option_list : items<p::sor<Options...>, semicolon> {};
struct count_options : p::seq<open, option_list<filter_option, search_option>, close> {};
struct ref_options : p::seq<open, option_list<filter_option, search_option, orderby_option, skip_option, top_option, count_option>, close> {};
struct expand_options : nested<open, option_list<filter_option, search_option, orderby_option, skip_option, top_option, count_option, select_option, expand_option, compute_option, levels_option, alias_option>, close> {};
struct select_options : nested<open, option_list<filter_option, search_option, orderby_option, skip_option, top_option, count_option, select_option, compute_option, alias_option>, close> {};
struct star_options : p::seq<open, levels_option, close> {};

// selectItem. Parentheses hold options if they start like one, otherwise the names of an overload's parameters
struct item_begin : p::success {};
struct star_item : p::one<'*'> {};
struct namespace_star : p::seq<p::string<'.', '*'>> {};
struct option_ahead : p::at<open, p::sor<p::one<'$', '@'>, p::seq<identifier, equals>>> {};
struct parameter_name : identifier {};
struct overload_open : open {};
struct overload : p::seq<p::not_at<option_ahead>, overload_open, items<parameter_name, comma>, close> {};
struct item_segment : p::success {};
struct item_annotation : annotation_name {};
struct select_step : p::sor<item_annotation, p::seq<name, p::sor<overload, item_segment>>> {};
struct select_tail : p::seq<p::star<p::not_at<behind_close>, slash, committed<select_step>>, p::opt<p::not_at<behind_close>, if_open<select_options>>> {};
struct select_name : p::seq<name, p::sor<namespace_star, p::seq<p::sor<overload, item_segment>, select_tail>>> {};
struct select_item : p::seq<item_begin, p::sor<star_item, p::seq<item_annotation, select_tail>, select_name>> {};
struct select_value : items<select_item, item_separator> {};

// expandItem
struct value_segment : p::seq<p::string<'$', 'v', 'a', 'l', 'u', 'e'>, word_end> {};
struct ref_suffix : p::seq<p::string<'/', '$', 'r', 'e', 'f'>, word_end> {};
struct count_suffix : p::seq<p::string<'/', '$', 'c', 'o', 'u', 'n', 't'>, word_end> {};
struct expand_step : p::sor<item_annotation, p::seq<name, item_segment>> {};
struct star_tail : p::opt<p::sor<ref_suffix, if_open<star_options>>> {};
struct path_tail_options : p::opt<p::sor<p::seq<ref_suffix, if_open<ref_options>>, p::seq<count_suffix, if_open<count_options>>, if_open<expand_options>>> {};
struct more_steps : p::star<slash, p::not_at<p::one<'*', '$'>>, expand_step> {};
struct expand_path : p::seq<expand_step, more_steps, p::sor<p::seq<slash, star_item, star_tail>, path_tail_options>> {};
struct expand_item : p::seq<item_begin, p::sor<value_segment, p::seq<star_item, star_tail>, expand_path>> {};
struct expand_value : items<expand_item, item_separator> {};

// Whole texts.
struct lone_lambda : lambda {};  // anyExpr and allExpr on their own, for --as expression

struct filter_text : p::seq<expression, end> {};
struct expression_text : p::seq<p::sor<p::seq<p::at<lambda_word, open>, lone_lambda>, expression>, end> {};
struct literal_text : p::seq<nested<list_literal>, end> {};
template <typename Value> struct option_text : p::seq<Value, end> {};
template <> struct option_text<select_value> : p::seq<nested<select_value>, end> {};
template <> struct option_text<expand_value> : p::seq<nested<expand_value>, end> {};

// clang-format on

}  // namespace tamis::grammar
