// Generator: walks a bound tree over a stack of its own and writes a program's code.
#pragma once

#include <boost/container/small_vector.hpp>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "grammar/functions.hpp"
#include "src/compile/compile.hpp"

namespace tamis {
inline namespace v0 {

inline bool is_comparison(Operator op) noexcept {
  return op == Operator::eq || op == Operator::ne || op == Operator::gt || op == Operator::ge || op == Operator::lt
      || op == Operator::le;
}

/// Of a call.
inline grammar::Function function_of(const Node& node) noexcept { return static_cast<grammar::Function>(node.detail); }

class Generator {
 public:
  Generator(const Tree& tree, const Schema& schema, const Binding& binding, std::vector<Diagnostic>& found);

  /// Says what the instances in a scope's slot are.
  void scope(ItemScope& scope);
  /// Compiles one expression to an entry.
  void entry(NodeId expression);
  /// Compiles a condition to predicates.
  void condition(NodeId expression);
  /// Compiles the aliases that the entries use, and those that these use.
  void aliases();
  std::shared_ptr<Program> program() { return program_; }
  std::uint32_t add_shape(Shape shape);

 private:
  /// A node whose code is being written.
  struct Frame {
    NodeId id = no_node;
    std::uint32_t next = 0;        ///< of its children
    NodeId base = no_node;         ///< the only child to visit, if not no_node
    std::uint32_t patch = none;    ///< head of the chain of jumps to its end
    std::uint32_t pending = none;  ///< case: the jump to the next condition; loops: the loop instruction
  };
  static constexpr std::uint32_t none = 0xFFFFFFFFu;
  using PathNodes = boost::container::small_vector<NodeId, 8>;

  void reserve();
  void generate(NodeId expression);
  void open(NodeId id);
  void enter(NodeId id);                         // pushes a frame, or writes all of a leaf
  bool before(Frame& frame, std::size_t index);  // whether to visit the child
  void after(Frame& frame, std::size_t index);
  void leave(Frame& frame);

  void enter_variable(NodeId id);
  void enter_alias(NodeId id);
  void enter_path(NodeId id);
  void enter_values(NodeId id);
  std::optional<Value> alias_constant(NodeId id, NodeId value);
  void enter_call(NodeId id);
  void after_operand(Frame& frame, std::size_t index);
  void after_case(Frame& frame, std::size_t index);
  void leave_operation(const Frame& frame);
  void leave_call(const Frame& frame);
  void leave_path(const Frame& frame);
  void begin_loop(Frame& frame, Loop loop, std::uint16_t slot);
  void end_loop(Frame& frame);
  void enter_key(NodeId id);
  void enter_function(NodeId id);
  void leave_key(NodeId id, const Type& item);
  void leave_object(NodeId id);
  Facets facets_of(std::string_view type_name) const;
  void leave_match(NodeId id);

  // paths.cpp
  PathNodes path_nodes(NodeId id) const;  // outermost first; the front one's source is the base
  std::uint32_t add_path(std::span<const NodeId> nodes);
  Shape shape_of(std::span<const NodeId> nodes);
  std::string_view path_text(std::span<const NodeId> nodes);
  Shape shape_of(const Property& property) const;
  std::string_view kept_name(NodeId id);
  Step cast_step(NodeId id) const;
  std::uint32_t add_key_path(const StructuredType* type, std::string_view name);
  void add_structures(NodeId operand);  // of all that a value of the operand's type may hold

  // predicates.cpp
  struct Branch;
  void split(Branch& branch);
  std::uint32_t cost_of(NodeId id) const;
  bool is_loop(Branch& branch);
  Branch next_part(Branch& branch, std::uint32_t start) const;
  std::uint32_t add_predicate(const Branch& branch, std::uint32_t body);

  // constants.cpp
  std::optional<Value> literal_value(NodeId id, const Type& as);
  std::optional<Value> typed_value(NodeId id, std::string_view text, const Type& as);
  std::optional<Value> natural_value(NodeId id, std::string_view text);
  std::string_view literal_text(NodeId id);
  Value keep_decimal(const Decimal& number);
  std::uint32_t add_constant(const Value& value);

  std::uint32_t emit(NodeId at, Op op, int effect, std::uint32_t operand = 0, std::uint8_t detail = 0,
                     std::uint16_t slot = 0);
  void chain(Frame& frame, std::uint32_t instruction);
  void patch(std::uint32_t chain);
  std::uint32_t here() const noexcept { return static_cast<std::uint32_t>(program_->code.size()); }
  void report_unsupported(NodeId id, std::string what);
  void unsupported(NodeId id, std::string what);  // and a value in its place
  const Type& type(NodeId id) const noexcept { return binding_.types[id]; }
  const Target& target(NodeId id) const noexcept { return binding_.targets[id]; }

  const Tree& tree_;
  const Schema& schema_;
  const Binding& binding_;
  std::vector<Diagnostic>& found_;
  std::shared_ptr<Program> program_ = std::make_shared<Program>();
  boost::container::small_vector<Frame, 16> frames_;
  std::unordered_map<NodeId, std::uint32_t> alias_index_;  // by the node of the value
  std::vector<NodeId> alias_nodes_;
  std::unordered_map<std::string, std::uint32_t> pattern_index_;
  // Of the collection whose items a slot holds, for messages.
  boost::container::small_vector<std::uint32_t, 8> slot_shapes_;
  // Per node: the path that ends there, or the constant that it is, once there is one. Parts of a condition are
  // written both by themselves and within the loop around them.
  boost::container::small_vector<std::uint32_t, 64> made_;
  boost::container::small_vector<NodeId, 32> operands_;  // of the branches under way, see Branch
  std::uint32_t depth_ = 0, deepest_ = 0;
};

}  // namespace v0
}  // namespace tamis
