// What is built when a rule of the grammar has matched. Attached only to rules that are never given back:
// what stands in front of them in the grammar has already decided.
#pragma once

#include <utility>

#include "grammar/options.hpp"
#include "src/parse/builder.hpp"

namespace tamis {
inline namespace v0 {

namespace g = grammar;

template <typename Rule>
struct action : tao::pegtl::nothing<Rule> {};

/// The rule matched a literal of one form.
template <LiteralKind Kind, bool DoubleQuoted = false>
struct literal_action {
  template <typename Input>
  static void apply(const Input& in, TreeBuilder& b) {
    b.push_literal(Kind, in.begin(), in.end(), DoubleQuoted);
  }
};

template <>
struct action<g::string_operand> : literal_action<LiteralKind::string> {};
template <>
struct action<g::bare_enum_operand> {
  template <typename Input>
  static void apply(const Input& in, TreeBuilder& b) {
    b.push_literal(LiteralKind::string, in.begin(), in.end());
    b.check_identifiers(b.span(in.begin(), in.end()));
  }
};
template <>
struct action<g::json_string_value> : literal_action<LiteralKind::string, true> {};
template <>
struct action<g::guid_operand> : literal_action<LiteralKind::guid> {};

template <>
struct action<g::prefixed_operand> {
  template <typename Input>
  static void apply(const Input& in, TreeBuilder& b) {
    const char* const c = in.begin();
    LiteralKind kind = LiteralKind::geometry;
    if ((*c | 0x20) == 'd')
      kind = LiteralKind::duration;
    else if ((*c | 0x20) == 'b')
      kind = LiteralKind::binary;
    else if ((c[3] | 0x20) == 'g')
      kind = LiteralKind::geography;  // geoGraphy, geoMetry
    b.push_literal(kind, c, in.end());
  }
};

template <>
struct action<g::word_operand> {
  template <typename Input>
  static void apply(const Input& in, TreeBuilder& b) {
    LiteralKind kind = LiteralKind::floating;
    if (*in.begin() == 'n')
      kind = LiteralKind::null;
    else if (g::word_literal::is_boolean({in.begin(), in.size()}))
      kind = LiteralKind::boolean;
    b.push_literal(kind, in.begin(), in.end());
  }
};

template <>
struct action<g::numeric_operand> {
  template <typename Input>
  static void apply(const Input& in, TreeBuilder& b) {
    b.push_literal(kind({in.begin(), in.size()}), in.begin(), in.end());
  }
  // The grammar has made sure of the shape; a character tells the forms apart.
  static LiteralKind kind(std::string_view text) noexcept {
    if (text.find_first_of("Tt") != text.npos) return LiteralKind::date_time_offset;
    if (text.find(':') != text.npos) return LiteralKind::time_of_day;
    if (text.find_first_of("eEI") != text.npos) return LiteralKind::floating;
    if (text.find('-', 1) != text.npos) return LiteralKind::date;
    if (text.find('.') != text.npos) return LiteralKind::decimal;
    return LiteralKind::integer;
  }
};

template <>
struct action<g::number_operand> : action<g::numeric_operand> {};
template <>
struct action<g::short_time_operand> : literal_action<LiteralKind::time_of_day> {};

template <>
struct action<g::enum_suffix> {
  template <typename Input>
  static void apply(const Input& in, TreeBuilder& b) {
    b.push_literal(LiteralKind::enumeration, b.name.begin, in.end());
  }
};

template <>
struct action<g::plain_name> {
  static void apply0(TreeBuilder& b) { b.push_name_operand(); }
};
template <>
struct action<g::plain_segment> {
  static void apply0(TreeBuilder& b) { b.push_segment(true); }
};
template <>
struct action<g::annotation_segment> {
  template <typename Input>
  static void apply(const Input& in, TreeBuilder& b) {
    b.push_annotation(b.span(in.begin(), in.end()), true);
  }
};

// ---- variables and aliases ----

template <>
struct action<g::root_start> {
  template <typename Input>
  static void apply(const Input& in, TreeBuilder& b) {
    const Span s = b.span(in.begin(), in.end());
    b.push_leaf(NodeKind::variable, static_cast<std::uint8_t>(Variable::root), s, s);
  }
};
template <>
struct action<g::implicit_variable> {
  template <typename Input>
  static void apply(const Input& in, TreeBuilder& b) {
    const Span s = b.span(in.begin(), in.end());
    b.push_leaf(NodeKind::variable, static_cast<std::uint8_t>(s.length == 3 ? Variable::it : Variable::this_), s, s);
  }
};
template <>
struct action<g::alias_or_annotation> {
  template <typename Input>
  static void apply(const Input& in, TreeBuilder& b) {
    const Span s = b.span(in.begin(), in.end());
    const bool annotation = b.text(s).find_first_of(".#") != std::string_view::npos;
    b.push_leaf(annotation ? NodeKind::annotation : NodeKind::alias, 0, s, s);
  }
};

// ---- calls ----

template <>
struct action<g::head_call_open> {
  static void apply0(TreeBuilder& b) {
    const Span s = b.name_span();
    b.open(s.offset, s).function = g::find_function(b.name.text());
  }
};
template <>
struct action<g::segment_call_open> {
  static void apply0(TreeBuilder& b) { b.open(b.top_begin(), b.name_span(), 1).has_source = true; }
};
struct call_action {
  template <typename Input>
  static void apply(const Input& in, TreeBuilder& b) {
    b.close_call(b.offset(in.end()));
  }
};
template <>
struct action<g::head_call> : call_action {};
template <>
struct action<g::segment_call> : call_action {};

template <>
struct action<g::type_name> {
  template <typename Input>
  static void apply(const Input& in, TreeBuilder& b) {
    const Span s = b.span(in.begin(), in.end());
    b.push_leaf(NodeKind::type_name, 0, s, s);
  }
};

template <>
struct action<g::argument_name> {
  template <typename Input>
  static void apply(const Input& in, TreeBuilder& b) {
    const Span s = b.span(in.begin(), in.end());
    b.open(s.offset, s);
  }
};

/// Closes the top frame into a node of this kind.
template <NodeKind Kind, std::uint8_t Detail = 0>
struct close_action {
  template <typename Input>
  static void apply(const Input& in, TreeBuilder& b) {
    b.close(Kind, Detail, b.offset(in.end()));
  }
};
/// Opens a frame whose name is the matched text.
struct open_action {
  template <typename Input>
  static void apply(const Input& in, TreeBuilder& b) {
    const Span s = b.span(in.begin(), in.end());
    b.open(s.offset, s);
  }
};
/// Opens a frame that takes over the value in front of it as its source.
struct open_segment_action {
  template <typename Input>
  static void apply(const Input& in, TreeBuilder& b) {
    b.open(b.top_begin(), b.span(in.begin(), in.end()), 1).has_source = true;
  }
};

template <>
struct action<g::named_argument> : close_action<NodeKind::named_argument> {};
template <>
struct action<g::filter_segment_open> : open_segment_action {};
template <>
struct action<g::filter_segment_body> : close_action<NodeKind::filter_segment> {};
template <>
struct action<g::key_open> : open_segment_action {};
template <>
struct action<g::key_predicate> {
  template <typename Input>
  static void apply(const Input& in, TreeBuilder& b) {
    b.close_key_predicate(b.offset(in.end()));
  }
};
template <>
struct action<g::count_segment_word> : open_segment_action {};
template <>
struct action<g::count_segment> : close_action<NodeKind::count> {};

// ---- lambdas ----

template <>
struct action<g::lone_lambda_ahead> {
  static void apply0(TreeBuilder& b) { b.lone_lambda = true; }
};
struct lambda_open_action {
  template <typename Input>
  static void apply(const Input& in, TreeBuilder& b) {
    const Span word = b.span(in.begin(), in.end() - 1);
    if (std::exchange(b.lone_lambda, false))
      b.open(word.offset, word);
    else
      b.open(b.top_begin(), word, 1).has_source = true;
  }
};
template <>
struct action<g::any_open> : lambda_open_action {};
template <>
struct action<g::all_open> : lambda_open_action {};
template <>
struct action<g::lambda_variable> {
  template <typename Input>
  static void apply(const Input& in, TreeBuilder& b) {
    b.declare_variable(b.span(in.begin(), in.end()));
  }
};
template <>
struct action<g::any_expression> {
  template <typename Input>
  static void apply(const Input& in, TreeBuilder& b) {
    b.close_lambda(false, b.offset(in.end()));
  }
};
template <>
struct action<g::all_expression> {
  template <typename Input>
  static void apply(const Input& in, TreeBuilder& b) {
    b.close_lambda(true, b.offset(in.end()));
  }
};

// ---- arrays, objects, lists ----

template <NodeKind Kind>
struct items_action {
  template <typename Input>
  static void apply(const Input& in, TreeBuilder& b) {
    b.check_items(b.offset(in.end()));
    b.close(Kind, 0, b.offset(in.end()));
  }
};
template <>
struct action<g::array_open> : open_action {};
template <>
struct action<g::array> : items_action<NodeKind::array> {};
template <>
struct action<g::object_open> : open_action {};
template <>
struct action<g::object> : items_action<NodeKind::object> {};
template <>
struct action<g::member_name> : open_action {};
template <>
struct action<g::object_member> : close_action<NodeKind::object_member> {};
template <>
struct action<g::list_open> : open_action {};
template <>
struct action<g::list> : items_action<NodeKind::list> {};

// ---- operators ----

template <>
struct action<g::expression_begin> {
  static void apply0(TreeBuilder& b) { b.begin_expression(); }
};
template <>
struct action<g::expression_end> {
  static void apply0(TreeBuilder& b) { b.end_expression(); }
};
template <>
struct action<g::paren_expression> {
  template <typename Input>
  static void apply(const Input& in, TreeBuilder& b) {
    b.widen_top(b.span(in.begin(), in.end()));
  }
};

inline bool is_blank(char c) noexcept { return c == ' ' || c == '\t'; }

template <>
struct action<g::binary_operator> {
  template <typename Input>
  static void apply(const Input& in, TreeBuilder& b) {
    const auto& row = g::row(b.operation);
    const Span keyword{b.offset(in.begin()), static_cast<std::uint32_t>(row.keyword.size())};
    if (in.begin()[-1] == ')')
      b.warn(Code::missing_blank, keyword, "a blank is missing in front of '" + std::string(row.keyword) + "'");
    if (in.size() == keyword.length)
      b.warn(Code::missing_blank, keyword, "a blank is missing behind '" + std::string(row.keyword) + "'");
    b.push_binary(b.operation, keyword);
  }
};
template <>
struct action<g::not_operator> {
  template <typename Input>
  static void apply(const Input& in, TreeBuilder& b) {
    const Span keyword{b.offset(in.begin()), 3};
    if (in.size() == 3) b.warn(Code::missing_blank, keyword, "a blank is missing behind 'not'");
    b.push_prefix(Operator::not_, keyword);
  }
};
template <>
struct action<g::negate_operator> {
  template <typename Input>
  static void apply(const Input& in, TreeBuilder& b) {
    b.push_prefix(Operator::negate, {b.offset(in.begin()), 1});
  }
};

// ---- options ----

template <NodeKind Kind>
struct leaf_action {
  template <typename Input>
  static void apply(const Input& in, TreeBuilder& b) {
    const Span s = b.span(in.begin(), in.end());
    b.push_leaf(Kind, 0, s, s);
  }
};
template <>
struct action<g::number_value> : leaf_action<NodeKind::raw> {};
template <>
struct action<g::index_value> : leaf_action<NodeKind::raw> {};
template <>
struct action<g::boolean_value> : leaf_action<NodeKind::raw> {};
template <>
struct action<g::levels_value> : leaf_action<NodeKind::raw> {};
template <>
struct action<g::format_value> : leaf_action<NodeKind::raw> {};
template <>
struct action<g::schemaversion_value> : leaf_action<NodeKind::raw> {};
template <>
struct action<g::text_value> : leaf_action<NodeKind::raw> {};

template <>
struct action<g::blank_in_list> {
  template <typename Input>
  static void apply(const Input& in, TreeBuilder& b) {
    b.warn(Code::surrounding_blanks, b.span(in.begin(), in.end()),
           "a blank behind a comma is not part of the language");
  }
};

template <>
struct action<g::computed_property> {
  template <typename Input>
  static void apply(const Input& in, TreeBuilder& b) {
    b.computed = b.span(in.begin(), in.end());
  }
};
template <>
struct action<g::compute_item> {
  template <typename Input>
  static void apply(const Input& in, TreeBuilder& b) {
    b.open(b.offset(in.begin()), b.computed, 1);
    b.close(NodeKind::compute_item, 0, b.offset(in.end()));
  }
};
template <>
struct action<g::descending> {
  static void apply0(TreeBuilder& b) { b.descending = true; }
};
template <>
struct action<g::orderby_item> {
  template <typename Input>
  static void apply(const Input& in, TreeBuilder& b) {
    b.open(b.offset(in.begin()), {}, 1).descending = b.descending;
    b.descending = false;
    b.close(NodeKind::orderby_item, 0, b.offset(in.end()));
  }
};

template <>
struct action<g::option_begin> {
  template <typename Input>
  static void apply(const Input& in, TreeBuilder& b) {
    b.open(b.offset(in.begin()), {});
  }
};
template <Option Name>
struct option_action {
  template <typename Input>
  static void apply(const Input& in, TreeBuilder& b) {
    b.close_option(Name, b.span(in.begin(), in.end()));
  }
};
template <>
struct action<g::filter_option> : option_action<Option::filter> {};
template <>
struct action<g::search_option> : option_action<Option::search> {};
template <>
struct action<g::orderby_option> : option_action<Option::orderby> {};
template <>
struct action<g::skip_option> : option_action<Option::skip> {};
template <>
struct action<g::top_option> : option_action<Option::top> {};
template <>
struct action<g::count_option> : option_action<Option::count> {};
template <>
struct action<g::select_option> : option_action<Option::select> {};
template <>
struct action<g::expand_option> : option_action<Option::expand> {};
template <>
struct action<g::compute_option> : option_action<Option::compute> {};
template <>
struct action<g::levels_option> : option_action<Option::levels> {};
template <>
struct action<g::alias_option> : option_action<Option::alias> {};

template <>
struct action<g::item_begin> {
  template <typename Input>
  static void apply(const Input& in, TreeBuilder& b) {
    b.open(b.offset(in.begin()), {});
  }
};
template <>
struct action<g::item_segment> {
  static void apply0(TreeBuilder& b) { b.push_segment(b.value_count() > b.top_frame().base); }
};
template <>
struct action<g::item_annotation> {
  template <typename Input>
  static void apply(const Input& in, TreeBuilder& b) {
    b.push_annotation(b.span(in.begin(), in.end()), b.value_count() > b.top_frame().base);
  }
};
template <>
struct action<g::star_item> {
  template <typename Input>
  static void apply(const Input& in, TreeBuilder& b) {
    const Span s = b.span(in.begin(), in.end());
    const bool source = b.value_count() > b.top_frame().base;
    b.open(source ? b.top_begin() : s.offset, {s.offset, 0}, source ? 1 : 0).has_source = source;
    b.close(NodeKind::star, 0, s.end());
  }
};
template <>
struct action<g::namespace_star> {
  template <typename Input>
  static void apply(const Input& in, TreeBuilder& b) {
    b.open(b.name_span().offset, b.name_span());
    b.close(NodeKind::star, 0, b.offset(in.end()));
  }
};
template <>
struct action<g::overload_open> {
  static void apply0(TreeBuilder& b) {
    const bool source = b.value_count() > b.top_frame().base;
    b.open(source ? b.top_begin() : b.name_span().offset, b.name_span(), source ? 1 : 0).has_source = source;
  }
};
template <>
struct action<g::parameter_name> : leaf_action<NodeKind::parameter_name> {};
template <>
struct action<g::overload> : close_action<NodeKind::overload> {};
template <>
struct action<g::value_segment> : leaf_action<NodeKind::member> {};
template <>
struct action<g::ref_suffix> {
  static void apply0(TreeBuilder& b) { b.top_frame().ref = true; }
};
template <>
struct action<g::count_suffix> {
  static void apply0(TreeBuilder& b) { b.top_frame().count = true; }
};
template <>
struct action<g::select_item> : close_action<NodeKind::select_item> {};
template <>
struct action<g::expand_item> : close_action<NodeKind::expand_item> {};

// ---- search ----

template <>
struct action<g::search_word> : leaf_action<NodeKind::search_word> {};
struct phrase_action {
  template <typename Input>
  static void apply(const Input& in, TreeBuilder& b) {
    const Span whole = b.span(in.begin(), in.end());
    b.push_phrase(whole, *in.begin() == '\'');
  }
};
template <>
struct action<g::search_phrase> : phrase_action {};
template <>
struct action<g::search_incomplete> : phrase_action {};
template <>
struct action<g::search_group> {
  template <typename Input>
  static void apply(const Input& in, TreeBuilder& b) {
    b.widen_top(b.span(in.begin(), in.end()));
  }
};
template <>
struct action<g::search_not> {
  template <typename Input>
  static void apply(const Input& in, TreeBuilder& b) {
    b.push_search_prefix({b.offset(in.begin()), 3});
  }
};
template <NodeKind Kind>
struct search_operator_action {
  template <typename Input>
  static void apply(const Input& in, TreeBuilder& b) {
    b.push_search_operator(Kind, b.span(in.begin(), in.end()));
  }
};
template <>
struct action<g::search_or> : search_operator_action<NodeKind::search_or> {};
template <>
struct action<g::search_and_word> : search_operator_action<NodeKind::search_and> {};
template <>
struct action<g::search_adjacent> : search_operator_action<NodeKind::search_and> {};

}  // namespace v0
}  // namespace tamis
