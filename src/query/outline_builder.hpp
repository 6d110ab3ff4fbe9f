// OutlineBuilder: reads the options of a checked query, and those in parentheses within.
#pragma once

#include <span>
#include <vector>

#include "src/compile/compile.hpp"
#include "src/compile/front.hpp"
#include "src/query/outline.hpp"

namespace tamis {
inline namespace v0 {

class OutlineBuilder {
 public:
  /// What cannot be applied is appended to `found` as `unsupported`.
  OutlineBuilder(const Checked& checked, Outline& outline, std::vector<Diagnostic>& found);
  void run();
  /// Compiles what the clauses refer to. To be called after run().
  std::shared_ptr<const Program> compile();

 private:
  /// Options still to be read.
  struct Level {
    std::span<const NodeId> options;
    std::uint32_t part = 0;
    std::uint32_t clauses = 0;
    Type type;  ///< of the instances
  };
  /// A part, and the type of what stands there.
  struct LeadingTo {
    std::uint32_t part;
    Type type;
  };
  void settle();
  void read(const Level& level);
  void read_clause(const Level& level, NodeId option);
  std::uint32_t add_entry(NodeId expression);
  std::uint32_t add_part();
  std::uint32_t member(std::uint32_t part, std::string_view name);
  bool add_names(NodeId path, std::vector<std::string_view>& names);
  Clauses& clauses_of(const Level& level) { return outline_.clauses[level.clauses]; }

  void select(const Level& level, NodeId option);
  void select_item(const Level& level, NodeId item);
  void expand_item(const Level& level, NodeId item);
  void expand_all(const Level& level, NodeId item, std::span<const NodeId> items);
  void refuse_second(NodeId item);
  std::vector<const Property*> navigation_of(const Type& type) const;
  void add_levels(std::vector<LeadingTo> open, std::uint64_t levels);
  std::uint32_t add_expanded(std::uint32_t part, std::string_view name, NodeId item, std::uint64_t levels);
  void nest(std::uint32_t part, NodeId item);
  std::uint64_t levels_of(NodeId item) const;
  void refuse(NodeId id, std::string what);

  const Checked& checked_;
  const Tree& tree_;
  Outline& outline_;
  std::vector<Diagnostic>& found_;
  std::vector<NodeId> expressions_;
  std::vector<ItemScope> scopes_;  ///< of the clauses from the second on
  std::vector<Level> levels_;
};

}  // namespace v0
}  // namespace tamis
