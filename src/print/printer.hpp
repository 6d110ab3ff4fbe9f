// Printer: writes a tree with the parent's precedence passed down, over a stack of pending pieces instead
// of recursion.
#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include "grammar/operators.hpp"
#include "src/print/print_tree.hpp"
#include "src/print/typed_by_place.hpp"

namespace tamis {
inline namespace v0 {

class Printer {
 public:
  /// `binding` and `schema` may be null: then literals keep the form they were written in.
  Printer(const Tree& tree, const Binding* binding, const Schema* schema, const PrintOptions& options)
      : tree_(tree), binding_(binding), schema_(schema), options_(options) {
    if (binding != nullptr) typed_by_place_ = typed_by_place(tree, *binding);
  }

  std::string print();

 private:
  using Precedence = grammar::Precedence;
  /// Something still to be written: a text, or a node that may need parentheses.
  struct Piece {
    std::string_view text{};
    NodeId node = no_node;
    Precedence required = Precedence::none;  ///< parentheses if the node binds less tightly
    bool json = false;                       ///< a string here stands in an array or object
    bool separates_digits = false;           ///< a colon, with a blank first if digits would touch
    bool plain = false;                      ///< a text that is never encoded; a node that needs no guard
  };

  // Pieces are collected in order of writing, then put on the stack in reverse.
  void put(std::string_view text) { queue_.push_back({text}); }
  void put(NodeId node, Precedence required = Precedence::none, bool json = false) {
    queue_.push_back({{}, node, required, json});
  }
  /// A text that is never encoded.
  void put_plain(std::string_view text) { queue_.push_back({text, no_node, Precedence::none, false, false, true}); }
  /// A node that stands where its name cannot be taken for something else.
  void put_plain(NodeId node) { queue_.push_back({{}, node, Precedence::none, false, false, true}); }
  void put_raw(Option option, std::string_view value);
  void put_format(Span value);
  void put_list(std::span<const NodeId> nodes, std::string_view separator, bool json = false);
  void flush();

  void write(std::string_view text);
  void write_node(const Piece& piece);
  void write_literal(NodeId id, bool json);
  void write_operation(NodeId id);
  void write_chain(NodeId id, std::string_view separator, Precedence precedence);
  void write_search_operand(NodeId id, int around);
  void write_path_segment(NodeId id);
  void write_call(NodeId id);
  void write_case(NodeId id);
  void write_item(NodeId id);
  void write_option(NodeId id);
  void write_query(NodeId id);
  void write_search(NodeId id);
  void put_options(std::span<const NodeId> options);
  std::string enumeration_literal(NodeId id) const;
  std::string_view written_name(NodeId id);

  Precedence precedence(NodeId id) const noexcept;
  bool needs_guard(NodeId id, Operator prefix) const;
  NodeId leftmost(NodeId id) const noexcept;

  const Tree& tree_;
  const Binding* binding_;
  const Schema* schema_;
  const PrintOptions& options_;
  std::vector<bool> typed_by_place_;  ///< by node, where there is a binding
  bool encode_ = false;
  std::vector<Piece> stack_, queue_;
  std::deque<std::string> texts_;  ///< texts made here that pieces refer to
  std::string out_;
};

}  // namespace v0
}  // namespace tamis
