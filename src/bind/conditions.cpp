// The review of conditions. Each comparison with literals is a claim about its subject (the other operand); the claims
// of one `and` or `or` chain about the same subject are compared in pairs.
#include "src/bind/conditions.hpp"

#include <algorithm>
#include <bit>
#include <boost/container/small_vector.hpp>
#include <cstring>
#include <span>
#include <string>

#include "src/bind/constant_order.hpp"
#include "src/text/typed_edit.hpp"
#include "src/text/utf8.hpp"
#include "src/tree/string_text.hpp"

namespace tamis {
inline namespace v0 {

namespace {

/// `subject op constants`; of `in` the list's items, of other operators one literal.
struct Claim {
  NodeId node = no_node, subject = no_node;
  Operator op = Operator::eq;
  std::span<const NodeId> constants{};
  bool finite() const noexcept { return op == Operator::eq || op == Operator::in; }
};

Operator mirrored(Operator op) noexcept {
  switch (op) {
    case Operator::gt: return Operator::lt;
    case Operator::ge: return Operator::le;
    case Operator::lt: return Operator::gt;
    case Operator::le: return Operator::ge;
    default: return op;
  }
}

bool is_comparison(Operator op) noexcept { return op >= Operator::eq && op <= Operator::le; }

std::uint64_t hash_of(std::string_view text) noexcept {
  std::uint64_t hash = text.size();
  const auto add = [&](std::uint64_t eight) {
    hash = (hash ^ eight) * 0x9E3779B97F4A7C15U;
    hash ^= hash >> 32U;
  };
  for (; text.size() >= 8; text.remove_prefix(8)) {
    std::uint64_t eight = 0;
    std::memcpy(&eight, text.data(), sizeof eight);
    add(eight);
  }
  std::uint64_t rest = 0;
  for (const char c : text)
    rest = rest << 8U | static_cast<unsigned char>(c);
  add(rest);
  return hash;
}

template <typename T, std::size_t Size>
using Few = boost::container::small_vector<T, Size>;

/// The first node, or whatever else is known by its index, of each hash. Without memory of its own where there are few.
class FirstByHash {
 public:
  static constexpr std::uint32_t none = 0xFFFFFFFFu;

  explicit FirstByHash(std::size_t most) : places_(std::bit_ceil(2 * most + 1)) {}

  /// What was noted for the hash; `none` that the caller can set.
  std::uint32_t& operator[](std::uint64_t hash) {
    const std::size_t mask = places_.size() - 1;
    std::size_t at = static_cast<std::size_t>(hash ^ (hash >> 29U)) & mask;
    while (places_[at].first != none && places_[at].hash != hash)
      at = (at + 1) & mask;
    places_[at].hash = hash;
    return places_[at].first;
  }

 private:
  struct Place {
    std::uint64_t hash = 0;
    std::uint32_t first = none;
  };
  Few<Place, 32> places_;
};

class Review {
 public:
  Review(const Tree& tree, const Schema& schema, const Binding& binding, std::vector<Diagnostic>& found)
      : tree_(tree), schema_(schema), binding_(binding), found_(found) {}

  void run() {
    bool any = false;
    for (NodeId id = 0; id < tree_.size(); ++id)
      any = any || (tree_[id].kind == NodeKind::operation && tree_[id].operation() != Operator::not_);
    if (!any) return;
    mark_subtrees();
    for (NodeId id = 0; id < tree_.size(); ++id) {
      if (tree_[id].kind != NodeKind::operation) continue;
      const Operator op = tree_[id].operation();
      if (op == Operator::and_ || op == Operator::or_)
        review_chain(id, op == Operator::and_);
      else if (is_comparison(op))
        review_comparison(id, op);
      else if (op == Operator::in)
        review_list(id);
    }
    for (const NodeId id : excluding_)
      review_ne(id);
  }

 private:
  // ---- subtrees ----

  // Where each subtree begins, and a hash of it. Nodes stand in post-order: a subtree is a range of nodes.
  void mark_subtrees() {
    first_.resize(tree_.size());
    hash_.resize(tree_.size());
    parent_.assign(tree_.size(), no_node);
    for (NodeId id = 0; id < tree_.size(); ++id) {
      const Node& node = tree_[id];
      first_[id] = node.child_count == 0 ? id : first_[tree_.child(id, 0)];
      std::uint64_t hash = hash_of(content(id)) ^ (static_cast<std::uint64_t>(node.kind) << 8U) ^ node.detail;
      for (const NodeId child : tree_.children(id)) {
        parent_[child] = id;
        hash = hash * 0x9E3779B97F4A7C15U + hash_[child];
      }
      hash_[id] = hash;
    }
  }

  // What tells a node from others of its kind. Canonical functions are told by `detail`, whatever their letter case.
  std::string_view content(NodeId id) const {
    const NodeKind kind = tree_[id].kind;
    return kind == NodeKind::call || kind == NodeKind::operation || kind == NodeKind::lambda ? std::string_view()
                                                                                             : tree_.name(id);
  }

  bool same_subtree(NodeId a, NodeId b) const {
    if (hash_[a] != hash_[b] || a - first_[a] != b - first_[b]) return false;
    for (NodeId i = 0; i <= a - first_[a]; ++i) {
      const NodeId x = first_[a] + i, y = first_[b] + i;
      const Node &m = tree_[x], &n = tree_[y];
      if (m.kind != n.kind || m.detail != n.detail || m.all != n.all || m.has_source != n.has_source
          || m.child_count != n.child_count || content(x) != content(y))
        return false;
      if (binding_.targets[x].slot != binding_.targets[y].slot && m.kind == NodeKind::member) return false;
    }
    return true;
  }

  // ---- claims ----

  bool is_constant(NodeId id) const noexcept { return tree_[id].kind == NodeKind::literal; }
  bool is_null(NodeId id) const noexcept { return is_constant(id) && tree_[id].literal() == LiteralKind::null; }

  std::optional<Claim> claim(NodeId id) const {
    if (tree_[id].kind != NodeKind::operation) return std::nullopt;
    const Operator op = tree_[id].operation();
    if (!is_comparison(op) && op != Operator::in) return std::nullopt;
    const auto operands = tree_.children(id);
    Claim out{id, operands[0], op, operands.subspan(1)};
    if (op == Operator::in) {
      if (tree_[operands[1]].kind != NodeKind::list) return std::nullopt;
      out.constants = tree_.children(operands[1]);
    } else if (is_constant(operands[0])) {
      out = {id, operands[1], mirrored(op), operands.first(1)};
    }
    const Type& t = binding_.types[out.subject];
    if (is_constant(out.subject) || t.collection) return std::nullopt;
    if (t.kind == TypeKind::double_ || t.kind == TypeKind::single) return std::nullopt;  // numbers are rounded to them
    if (!std::all_of(out.constants.begin(), out.constants.end(), [&](NodeId c) { return is_constant(c); }))
      return std::nullopt;
    return out;
  }

  /// Whether a subject of this value meets `op constant`; nothing when it cannot be told.
  std::optional<bool> meets(NodeId value, Operator op, NodeId constant) const {
    if (is_null(value) || is_null(constant)) {
      const bool equal = is_null(value) && is_null(constant);
      switch (op) {
        case Operator::eq: return equal;
        case Operator::ne: return !equal;
        case Operator::gt:
        case Operator::lt: return false;
        default:  // `null le null` is a matter of reading
          return equal ? std::nullopt : std::optional(false);
      }
    }
    const auto order = constant_order(tree_, schema_, binding_, value, constant);
    if (!order) return std::nullopt;
    switch (op) {
      case Operator::eq: return *order == 0;
      case Operator::ne: return *order != 0;
      default: break;
    }
    if (*order == std::partial_ordering::unordered) return std::nullopt;
    switch (op) {
      case Operator::gt: return *order > 0;
      case Operator::ge: return *order >= 0;
      case Operator::lt: return *order < 0;
      case Operator::le: return *order <= 0;
      default: return std::nullopt;
    }
  }

  std::optional<bool> meets(NodeId value, const Claim& claim) const {
    if (claim.op != Operator::in) return meets(value, claim.op, claim.constants[0]);
    for (const NodeId item : claim.constants) {
      const auto equal = meets(value, Operator::eq, item);
      if (!equal || *equal) return equal;
    }
    return false;
  }

  /// Whether no value meets both.
  bool contradict(const Claim& a, const Claim& b) const {
    if (a.finite() || b.finite()) {
      const Claim &values = a.finite() ? a : b, &other = a.finite() ? b : a;
      return std::all_of(values.constants.begin(), values.constants.end(), [&](NodeId value) {
        const auto meeting = meets(value, other);
        return meeting && !*meeting;
      });
    }
    const bool from_below = a.op == Operator::gt || a.op == Operator::ge;
    const Claim &lower = from_below ? a : b, &upper = from_below ? b : a;
    const bool opposed = (lower.op == Operator::gt || lower.op == Operator::ge)
                      && (upper.op == Operator::lt || upper.op == Operator::le);
    if (!opposed) return false;
    const auto order = constant_order(tree_, schema_, binding_, lower.constants[0], upper.constants[0]);
    if (!order) return false;
    return *order > 0 || (*order == 0 && (lower.op == Operator::gt || upper.op == Operator::lt));
  }

  /// Whether every value meets one of the two.
  bool exhaust(const Claim& a, const Claim& b) const {
    const Claim &excluding = a.op == Operator::ne ? a : b, &other = a.op == Operator::ne ? b : a;
    if (excluding.op != Operator::ne) return false;
    const auto meeting = meets(excluding.constants[0], other);
    return meeting && *meeting;
  }

  // ---- chains ----

  void review_chain(NodeId chain, bool conjunction) {
    const auto operands = tree_.children(chain);
    FirstByHash seen(operands.size()), by_subject(operands.size());
    Few<Claimed, 16> claims;
    Few<Claim, compared_conditions> finite;
    NodeId before = no_node;
    bool said = false;
    for (const NodeId operand : operands) {
      NodeId& earlier = seen[hash_[operand]];
      if (earlier == FirstByHash::none)
        earlier = operand;
      else if (same_subtree(earlier, operand))
        repeated(earlier, before, operand);
      before = operand;
      const auto claimed = claim(operand);
      if (!claimed) continue;
      std::uint32_t* link = &by_subject[hash_[claimed->subject]];
      std::size_t others = 0;
      for (; *link != FirstByHash::none; link = &claims[*link].next, ++others) {
        const Claim& other = claims[*link].claim;
        if (said || !same_subtree(other.subject, claimed->subject)) continue;
        said = conjunction ? contradict(other, *claimed) : exhaust(other, *claimed);
        if (said) tell_pair(other, *claimed, conjunction);
      }
      if (others < compared_conditions) {
        *link = static_cast<std::uint32_t>(claims.size());
        claims.push_back({*claimed});
      }
      if (claimed->finite() && finite.size() < compared_conditions) finite.push_back(*claimed);
    }
    if (conjunction && !said && !schema_.allowed_together().empty()) review_documented_pairs(finite);
  }

  /// A claim, and the next about the same subject.
  struct Claimed {
    Claim claim;
    std::uint32_t next = FirstByHash::none;
  };

  void repeated(NodeId first, NodeId before, NodeId again) {
    auto& d = warn(Code::repeated_condition, again,
                   "this condition stands here twice; the first is '" + excerpt(first) + "'");
    // The fix takes the second one away with its operator, where no parentheses stand around either.
    const Span gap{tree_[before].span.end(), tree_[again].span.offset - tree_[before].span.end()};
    if (tree_.text(gap).find_first_of("()") != std::string_view::npos) return;
    const Span cut{gap.offset, tree_[again].span.end() - gap.offset};
    d.fixes.push_back(typed_edit(tree_.source(), cut, ""));
  }

  void tell_pair(const Claim& a, const Claim& b, bool conjunction) {
    const std::string subject = excerpt(a.subject);
    auto& d = warn(conjunction ? Code::always_false : Code::always_true, b.node,
                   conjunction ? "no value of " + subject + " meets both this and '" + excerpt(a.node) + "'"
                               : "every value of " + subject + " meets this or '" + excerpt(a.node) + "'");
    if (conjunction && a.finite() && b.finite())
      d.notes.push_back("'or' between them, or 'in', takes either");
    else if (!conjunction && a.op == Operator::ne && b.op == Operator::ne)
      d.notes.push_back("'and' between them leaves out both");
  }

  // ---- what the documentation says goes together ----

  void review_documented_pairs(std::span<const Claim> claims) {
    for (std::size_t j = 1; j < claims.size(); ++j)
      for (std::size_t i = 0; i < j; ++i) {
        const Claim &a = claims[i], &b = claims[j];
        if (!are_siblings(a.subject, b.subject)) continue;
        if (documented_contradiction(a, b)) return tell_documented(a, b);
        if (documented_contradiction(b, a)) return tell_documented(b, a);
      }
  }

  /// Whether two paths name properties of the same instance.
  bool are_siblings(NodeId a, NodeId b) const {
    if (tree_[a].kind != NodeKind::member || tree_[b].kind != NodeKind::member) return false;
    const NodeId left = tree_.source_of(a), right = tree_.source_of(b);
    if (left == no_node || right == no_node)
      return left == right && binding_.targets[a].slot == binding_.targets[b].slot;
    return same_subtree(left, right);
  }

  const Property* property(NodeId id) const {
    const Target& target = binding_.targets[id];
    if (target.kind != Target::Kind::property) return nullptr;
    return &schema_.structured_types()[target.definition].properties[target.index];
  }

  std::string value_of(NodeId literal) const { return string_value(tree_, literal); }

  const AllowedTogether* rule_for(const Claim& claim, NodeId value, const Claim& other) const {
    const Property *mine = property(claim.subject), *theirs = property(other.subject);
    if (mine == nullptr || theirs == nullptr) return nullptr;
    std::string buffer;
    for (const AllowedTogether& rule : schema_.allowed_together())
      if (rule.property == mine->name && rule.other == theirs->name && rule.value == string_text(tree_, value, buffer)
          && schema_.derives_from(binding_.targets[claim.subject].definition, rule.type))
        return &rule;
    return nullptr;
  }

  bool documented_contradiction(const Claim& claim, const Claim& other) const {
    return std::all_of(claim.constants.begin(), claim.constants.end(), [&](NodeId value) {
      const AllowedTogether* const rule = rule_for(claim, value, other);
      return rule != nullptr && std::none_of(other.constants.begin(), other.constants.end(), [&](NodeId theirs) {
               return std::find(rule->allowed.begin(), rule->allowed.end(), value_of(theirs)) != rule->allowed.end();
             });
    });
  }

  void tell_documented(const Claim& claim, const Claim& other) {
    const bool later = claim.node > other.node;
    auto& d = warn(Code::always_false, later ? claim.node : other.node,
                   "by the documentation, " + excerpt(claim.subject) + " and " + excerpt(other.subject)
                       + " never have these values together");
    for (const NodeId value : claim.constants) {
      std::string allowed;
      for (const std::string& word : rule_for(claim, value, other)->allowed)
        allowed += (allowed.empty() ? "" : ", ") + word;
      d.notes.push_back("with " + excerpt(claim.subject) + " " + value_of(value) + " goes " + excerpt(other.subject)
                        + " " + (allowed.empty() ? "none" : allowed));
    }
  }

  // ---- single conditions ----

  void review_comparison(NodeId id, Operator op) {
    const NodeId left = tree_.child(id, 0), right = tree_.child(id, 1);
    if (is_constant(left) && is_constant(right)) {
      if (const auto value = meets(left, op, right))
        warn(*value ? Code::always_true : Code::always_false, id,
             std::string("this is ") + (*value ? "true" : "false") + " whatever the record");
      return;
    }
    if ((op == Operator::gt || op == Operator::lt) && (is_null(left) || is_null(right))) {
      auto& d = warn(Code::always_false, id, "nothing is greater or less than null");
      d.notes.push_back("'ne null' asks for records that have a value");
    }
    if (op == Operator::ne && !is_null(left) && !is_null(right)) excluding_.push_back(id);
  }

  // Worth a word only where null gets through to the end: not below `not`, nor beside a condition that null does not
  // meet.
  bool lets_null_through(NodeId id, NodeId subject) const {
    for (NodeId at = parent_[id]; at != no_node && tree_[at].kind == NodeKind::operation; at = parent_[at]) {
      if (tree_[at].operation() == Operator::or_) continue;
      if (tree_[at].operation() != Operator::and_) return false;
      for (const NodeId operand : tree_.children(at)) {
        const auto other = claim(operand);
        if (other && operand != id && same_subtree(other->subject, subject) && !met_by_null(*other)) return false;
      }
    }
    return true;
  }

  bool met_by_null(const Claim& claim) const {
    const bool null_among =
        std::any_of(claim.constants.begin(), claim.constants.end(), [&](NodeId c) { return is_null(c); });
    switch (claim.op) {
      case Operator::ne: return !null_among;
      case Operator::gt:
      case Operator::lt: return false;
      default: return null_among;
    }
  }

  void review_ne(NodeId id) {
    const auto claimed = claim(id);
    if (!claimed || !lets_null_through(id, claimed->subject)) return;
    const NodeId subject = claimed->subject;
    for (const NodeId told : told_)
      if (same_subtree(told, subject)) return;
    if (tree_[subject].kind != NodeKind::member || property(subject) == nullptr || !property(subject)->type.nullable)
      return;
    told_.push_back(subject);
    const std::string name = excerpt(subject);
    auto& d = say(Severity::note, Code::keeps_null, id,
                  "records without " + name + " meet this too: null differs from any value");
    d.notes.push_back("'" + name + " ne null and …' leaves them out");
  }

  void review_list(NodeId id) {
    const NodeId list = tree_.child(id, 1);
    if (tree_[list].kind != NodeKind::list) return;
    if (tree_.children(list).empty()) {
      warn(Code::always_false, id, "nothing is in an empty list");
      return;
    }
    FirstByHash seen(tree_.children(list).size());
    NodeId before = no_node;
    for (const NodeId item : tree_.children(list)) {
      NodeId& earlier = seen[hash_[item]];
      if (earlier == FirstByHash::none) {
        earlier = item;
      } else if (same_subtree(earlier, item)) {
        auto& d = warn(Code::repeated_condition, item, "the list has this value twice");
        const Span cut{tree_[before].span.end(), tree_[item].span.end() - tree_[before].span.end()};
        d.fixes.push_back(typed_edit(tree_.source(), cut, ""));
      }
      before = item;
    }
  }

  // ---- words ----

  std::string excerpt(NodeId id) const { return shortened(tree_.text(tree_[id].span)); }

  Diagnostic& say(Severity severity, Code code, NodeId id, std::string message) {
    found_.push_back({severity, code, tree_.source().to_typed(tree_[id].span), std::move(message)});
    return found_.back();
  }
  Diagnostic& warn(Code code, NodeId id, std::string message) {
    return say(Severity::warning, code, id, std::move(message));
  }

  const Tree& tree_;
  const Schema& schema_;
  const Binding& binding_;
  std::vector<Diagnostic>& found_;
  Few<NodeId, 64> first_;
  Few<std::uint64_t, 64> hash_;
  Few<NodeId, 64> parent_;
  std::vector<NodeId> excluding_;  ///< comparisons with ne
  std::vector<NodeId> told_;       ///< subjects that were said to keep null
};

}  // namespace

void review_conditions(const Tree& tree, const Schema& schema, const Binding& binding, std::vector<Diagnostic>& found) {
  Review(tree, schema, binding, found).run();
}

}  // namespace v0
}  // namespace tamis
