// Binder: the state of one binding. One pass over the nodes in order: operands come before their operators,
// so that every node's type follows from its children's; no recursion.
#pragma once

#include <boost/container/small_vector.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "grammar/functions.hpp"
#include "grammar/operators.hpp"
#include "src/bind/binding.hpp"

namespace tamis {
inline namespace v0 {

/// Whether there is a function or action of this name, with its namespace, an alias of it, or without.
bool is_operation(const Schema& schema, std::string_view name);

class Binder {
 public:
  Binder(const Tree& tree, const Schema& schema, const Type& it, const BindOptions& options,
         std::vector<Diagnostic>& found);
  Binding run();

 private:
  /// What names without a path in front belong to, and the range variables that are known.
  struct Scope {
    std::string_view variable{};  ///< empty: the instance that plain names belong to
    Type type;
    std::uint16_t slot = 0;
    NodeId opened_by = no_node;             ///< the scope ends with this node
    std::size_t aliases = 0, computed = 0;  ///< how many were known when it began
  };
  /// What is known of a node before it is bound.
  struct Surroundings {
    NodeId scope_after = no_node;  ///< the construct whose scope begins behind it
    bool in_item = false;          ///< part of the path of a $select or $expand item
    bool is_source = false;        ///< a path goes on behind it
  };
  /// Nodes that belong together: an option with all below it.
  struct Range {
    NodeId first, last;
  };

  // bind.cpp: the pass, scopes, options.
  void bind_range(NodeId first, NodeId last);
  void bind_node(NodeId id);
  void bind_query(NodeId root);
  void bind_expression(NodeId root);
  std::vector<Range> in_order(std::span<const NodeId> options, NodeId first);
  std::vector<Range> in_order_of_use(const std::vector<Range>& parts);
  std::vector<bool> outside_predicates(Range part) const;
  void bind_option(NodeId id);
  void check_expand_path(NodeId item);
  void check_item_options(NodeId item);
  void bind_item(NodeId id);
  void bind_computed(NodeId item, NodeId expression);
  void check_selected(NodeId option);
  void check_expanded(NodeId option);
  void prepare_scopes();
  void push_scope(Scope scope);
  void enter_scope(NodeId opened_by, NodeId source);
  void leave_scopes(NodeId id);
  const Scope& subject() const noexcept;
  /// Names for messages: `what`, in quotes where it is an operator.
  void require_boolean(NodeId id, std::string_view what, bool quoted = false);

  // bind_path.cpp
  void bind_variable(NodeId id);
  void bind_alias(NodeId id);
  void bind_member(NodeId id);
  void bind_property(NodeId id, const Type& source);
  bool bind_cast_by_name(NodeId id, const Type& source);
  bool are_related(std::uint32_t a, std::uint32_t b) const noexcept;
  void bind_type_cast(NodeId id);
  void bind_range_variable(NodeId id);
  void bind_collection_segment(NodeId id);
  void unknown_property(NodeId id, const StructuredType& type);
  void through_collection(NodeId id, const Type& source);
  NodeId in_front_of(NodeId id) const noexcept;
  bool is_segment(NodeId id) const noexcept;
  std::string path_of(NodeId id) const;

  // bind_key.cpp
  void bind_root(NodeId id);
  bool starts_at_root(NodeId id) const noexcept;
  void bind_key(NodeId id);
  bool bind_named_key(NodeId id);
  void check_key(NodeId id, Span name, const Type& collection);
  void check_key_value(NodeId value, std::string_view key, const StructuredType& type);

  // bind_function.cpp
  void bind_function(NodeId id);
  void bind_overload(NodeId id);
  void bind_star(NodeId id);
  void unknown_function(NodeId id);
  std::size_t choose_overload(NodeId id, const std::vector<std::size_t>& candidates);
  bool is_bound_to(const ServiceFunction& function, NodeId id) const;
  bool has_implicit_alias(std::string_view parameter) const;
  void check_parameters(NodeId id, const ServiceFunction& function);
  void check_parameter(NodeId argument, const ServiceFunction& function);

  // bind_literal.cpp
  void bind_literal(NodeId id);
  void bind_collection_literal(NodeId id);
  bool adapt(NodeId id, const Type& wanted);
  bool adapt_alias(NodeId id, NodeId value, const Type& wanted);
  bool is_adapted(NodeId value, const Type& wanted);
  bool fits(NodeId literal, const Type& wanted) const;
  NodeId resolved(NodeId id) const noexcept;
  void check_members(NodeId id, const EnumType& type, std::string_view members, Span quoted);
  void resolve_enumeration(NodeId id);

  // bind_object.cpp
  struct Place {
    NodeId value;
    Type type;
  };
  bool adapt_object(NodeId id, const Type& wanted);
  void check_object(const Place& object, std::vector<Place>& open);
  Type object_type(const Place& object);
  void check_json_value(const Place& place);

  // faults.cpp
  void check_divisor(NodeId operation);
  void check_substring(NodeId call);
  bool may_float(NodeId left) const;
  bool is_constant(NodeId last) const;
  void report_fault(Code code, NodeId at, NodeId operation, bool constant, std::string message);
  bool is_conditional(NodeId id);

  // bind_operator.cpp
  void bind_operation(NodeId id);
  void bind_comparison(NodeId id, bool ordered);
  void bind_in(NodeId id);
  void bind_has(NodeId id);
  void bind_arithmetic(NodeId id);
  bool reconcile(NodeId left, NodeId right, NodeId place);
  bool check_items(NodeId array, const Type& wanted);
  bool comparable(const Type& a, const Type& b) const noexcept;
  void mismatch(NodeId place, NodeId left, NodeId right);
  void suggest_literal(Diagnostic& d, NodeId literal, const Type& other) const;
  std::optional<Type> arithmetic_type(Operator op, const Type& a, const Type& b) const noexcept;

  // mend.cpp
  void mend_operands(NodeId id);
  void mend_unknown_name(Diagnostic& d, NodeId name, NodeId other);
  bool is_on_path(NodeId segment, NodeId last) const noexcept;
  void mend_item_path(Diagnostic& d, NodeId comparison, NodeId left);
  void mend_bare_value(Diagnostic& d, NodeId chain, NodeId operand);
  void note_owner_of(Diagnostic& d, std::string_view member, const EnumType& not_of);

  // bind_call.cpp
  void bind_call(NodeId id);
  bool accepts(grammar::Operand operand, const Type& type) const noexcept;
  void check_pattern(NodeId pattern);
  void check_collections(NodeId id, const grammar::Signature& signature);
  void bind_cast(NodeId id);
  void bind_case(NodeId id);
  void wrong_argument(NodeId id, std::size_t index);

  // service_rules.cpp
  const EntitySet* addressed_set() const;
  void check_service(NodeId root);
  void check_orderby(NodeId option, const ServiceRules& rules);
  /// A property path that a condition uses, and the name that stands for it there if it is not written itself.
  struct Use {
    NodeId path, instead;
  };
  std::vector<Use> uses_in(Range condition) const;
  void check_filter(Range option, const ServiceRules& rules);
  void check_path(NodeId root);
  void note_recommended(NodeId root, const ServiceRules& rules);

  // Words.
  Diagnostic& report(Severity severity, Code code, NodeId node, std::string message);
  Diagnostic& report(Severity severity, Code code, Span decoded, std::string message);
  Diagnostic& error(Code code, NodeId node, std::string message) {
    return report(Severity::error, code, node, std::move(message));
  }
  void report_unknown_type(NodeId type_name);
  /// Whether a wrong name may be compared with all that there are: of a text full of wrong names only the first are.
  bool may_look_for_near() noexcept { return looked_for_near_++ < 20; }
  void suggest(Diagnostic& d, Span decoded, std::string replacement);
  std::string type_text(const Type& type) const { return schema_.type_name(type); }
  std::string node_text(NodeId id) const;
  void set(NodeId id, Type type) { binding_.types[id] = type; }
  const Type& type(NodeId id) const noexcept { return binding_.types[id]; }
  bool is_known(const Type& t) const noexcept { return t.kind != TypeKind::dynamic; }
  bool is_literal(NodeId id, LiteralKind kind) const noexcept {
    return id != no_node && tree_[id].kind == NodeKind::literal && tree_[id].literal() == kind;
  }
  /// A string literal, or an alias of one.
  bool is_string(NodeId id) const noexcept { return is_literal(resolved(id), LiteralKind::string); }

  /// A name that was refused, and what to write instead of a comparison of it: `team/any(t:t/email …)`.
  struct Refused {
    NodeId name;
    std::size_t said;  ///< index into found_
    std::string instead{};
  };

  struct Computed {
    std::string_view name;
    NodeId expression;
    std::uint16_t slot;  ///< of the instance that it belongs to
  };
  const Computed* find_computed(NodeId member) const noexcept;

  const Tree& tree_;
  const Schema& schema_;
  Type it_;
  const BindOptions& options_;
  std::vector<Diagnostic>& found_;
  Binding binding_;
  boost::container::small_vector<Scope, 4> scopes_;
  boost::container::small_vector<NodeId, 8> slot_sources_{no_node};  ///< per slot: the path to its instances
  boost::container::small_vector<Surroundings, 64> around_;          ///< per node
  std::vector<NodeId> parents_;                                      ///< per node, once it has been asked for
  std::vector<NodeId> aliases_;                                      ///< alias options that have been bound
  std::unordered_map<NodeId, std::vector<Type>> adapted_;            ///< values of aliases: the types they took
  std::vector<Computed> computed_;
  std::vector<Refused> refused_;
  std::uint32_t looked_for_near_ = 0;
};

inline Type make_type(TypeKind kind, bool nullable = true) noexcept { return {kind, false, nullable, Type::none}; }

}  // namespace v0
}  // namespace tamis
