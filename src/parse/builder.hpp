// TreeBuilder: turns the grammar's matches into nodes. Operands and operators wait on two stacks until
// precedence (grammar/operators.hpp) says that they belong together; constructs with brackets open a frame
// and collect what was built since.
#pragma once

#include <boost/container/small_vector.hpp>
#include <cstdint>
#include <string_view>
#include <vector>

#include "src/parse/state.hpp"
#include "src/text/decode.hpp"

namespace tamis {
inline namespace v0 {

class TreeBuilder : public ParseState {
 public:
  TreeBuilder(const Source& source, bool semicolon_is_data, const Limits& limits);

  /// A bracketed construct that has been opened.
  struct Frame {
    std::uint32_t base = 0;   ///< values from here on are its children
    std::uint32_t begin = 0;  ///< offset of its first byte
    Span name{};
    const grammar::FunctionRow* function = nullptr;
    bool has_source = false;
    bool binds_variable = false;
    bool ref = false, count = false, descending = false, all = false;
  };

  bool descending = false;   ///< set by `desc`, taken by the item around it
  Span computed{};           ///< the name behind `as`, taken by the item around it
  bool lone_lambda = false;  ///< set where no path is in front of the next lambda, taken by it

  // Leaves.
  void push_literal(LiteralKind kind, const char* begin, const char* end, bool double_quoted = false);
  void push_leaf(NodeKind kind, std::uint8_t detail, Span span, Span name);
  void push_name_operand();            // a range variable in scope, otherwise a member
  void push_segment(bool has_source);  // member or type cast named by `name`, behind the top value
  void push_annotation(Span text, bool has_source);
  void push_phrase(Span with_quotes, bool incomplete);

  // Operators.
  void begin_expression();
  void end_expression();
  void push_prefix(Operator op, Span keyword);
  void push_binary(Operator op, Span keyword);
  void push_search_prefix(Span keyword);
  void push_search_operator(NodeKind kind, Span keyword);
  void widen_top(Span outer) noexcept;  // the top value stands in parentheses

  // Frames. `keep` values already on the stack belong to the construct: its source.
  Frame& open(std::uint32_t begin, Span name, std::uint32_t keep = 0);
  Frame& top_frame() noexcept { return frames_.back(); }
  bool has_frame() const noexcept { return !frames_.empty(); }
  std::uint32_t value_count() const noexcept { return static_cast<std::uint32_t>(values_.size()); }
  std::uint32_t top_begin() const noexcept { return values_.back().begin; }
  /// Closes the top frame: its values become children of a new node that ends at `end`.
  void close(NodeKind kind, std::uint8_t detail, std::uint32_t end);
  void close_call(std::uint32_t end);
  /// Closes the frame of an option; `whole` is `name=value`.
  void close_option(Option option, Span whole);
  void declare_variable(Span name);
  void close_lambda(bool all, std::uint32_t end);
  void check_items(std::uint32_t end);
  /// Names with dots and other marks around them: each is an odataIdentifier of its own.
  void check_identifiers(Span names);
  /// Closes the frame of a key: one value, or named ones.
  void close_key_predicate(std::uint32_t end);

  void warn(Code code, Span span, std::string message, std::vector<Edit> fixes = {});
  void error(Code code, Span span, std::string message, std::string suggestion = {});

  Span span(const char* from, const char* to) const noexcept {
    return {offset(from), static_cast<std::uint32_t>(to - from)};
  }
  Span name_span() const noexcept { return span(name.begin, name.end); }
  std::string_view text(Span s) const noexcept {
    return std::string_view(source_.decoded()).substr(s.offset, s.length);
  }

  const std::vector<Diagnostic>& errors() const noexcept { return errors_; }
  /// The finished tree; one value must be left, behind the aliases that are given beside the text.
  Tree finish(DecodedText text);

 private:
  struct Value {
    NodeId id;
    std::uint32_t begin, end;  ///< with parentheses
  };
  struct Pending {
    NodeKind kind;  ///< operation or search_*; `raw` marks where an expression began
    Operator op;
    std::uint8_t precedence;
    bool prefix, chain;
    Span keyword;
  };
  NodeId add(const Node& node);
  void check_names(const Node& node);
  void check_surrogates(Span json_string);
  NodeId add_with_children(Node node, std::uint32_t base);
  void push_operator(const Pending& op);
  void push_prefix(const Pending& op);
  void reduce();
  void reduce_chain(const Pending& op);
  void warn_about_not(const Pending& op, const Value& left, std::uint32_t end);
  void close_service_call(const Frame& frame, std::uint32_t end);
  void unknown_function(const Frame& frame, std::uint32_t end);
  void close_key(const Frame& frame, std::uint32_t end);
  void check_options(const Node& node);
  static bool is_key_value(const Node& node) noexcept;

  std::vector<Node> nodes_;
  std::vector<NodeId> children_;
  boost::container::small_vector<Value, 32> values_;
  boost::container::small_vector<Pending, 16> operators_;
  boost::container::small_vector<Frame, 8> frames_;
  boost::container::small_vector<std::string_view, 8> scope_;  ///< range variables, innermost last
  std::vector<NodeId> orphans_;                                ///< nodes that a chain has taken the place of
  std::vector<Diagnostic> errors_, warnings_;
};

}  // namespace v0
}  // namespace tamis
