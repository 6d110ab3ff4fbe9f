// Selection: what $select keeps of a record, as a tree of names.
#pragma once

#include <boost/json/value.hpp>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include <tamis/diagnostic.hpp>
#include <tamis/tree.hpp>

#include "src/bind/binding.hpp"
#include "src/json/document.hpp"

namespace tamis {
inline namespace v0 {

/// The union of the items of a $select. Members keep the record's order; what a record does not have is left
/// out; control information (`@odata.…`) stays only where everything is selected.
class Selection {
 public:
  /// Reads the $select option; what cannot be applied is appended to `found` as `unsupported`.
  Selection(const Tree& tree, NodeId select_option, const Binding& binding, std::vector<Diagnostic>& found);

  bool selects_all() const noexcept { return nodes_[0].all; }
  /// Appends the selected part of a record, which the document holds: texts of members as they were written.
  void write(const json::Document& record, std::string& out) const;
  boost::json::value apply(const boost::json::value& record) const;

 private:
  struct Node {
    bool all = false;  ///< the whole value
    std::map<std::string, std::uint32_t, std::less<>> members{};
  };
  struct Pending {
    NodeId item;
    std::uint32_t under;
  };
  void add_item(const Tree& tree, const Pending& item, const Binding& binding, std::vector<Pending>& pending,
                std::vector<Diagnostic>& found);
  std::uint32_t member(std::uint32_t node, std::string_view name);
  const Node* find(const Node& node, std::string_view name) const;

  std::vector<Node> nodes_{1};
};

}  // namespace v0
}  // namespace tamis
