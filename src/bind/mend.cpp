// How a comparison that was refused is most likely meant: the fixes that need both of its sides to be seen.
#include <algorithm>

#include "src/bind/binder.hpp"
#include "src/text/typed_edit.hpp"

namespace tamis {
inline namespace v0 {

namespace {

constexpr std::string_view gap = " …)";  // where a template takes the rest of the comparison

bool is_null_word(std::string_view word) noexcept {
  return word.size() == 4 && (word[0] | 0x20) == 'n' && (word[1] | 0x20) == 'u' && (word[2] | 0x20) == 'l'
      && (word[3] | 0x20) == 'l';
}

}  // namespace

// For the names of this comparison that were refused while its sides were bound.
void Binder::mend_operands(NodeId id) {
  const NodeId left = tree_.child(id, 0), right = tree_.child(id, 1);
  for (const Refused& refused : refused_) {
    Diagnostic& d = found_[refused.said];
    if (!d.fixes.empty()) continue;
    if (!refused.instead.empty()) {
      const bool is_first = tree_[id].span.offset == tree_[left].span.offset;  // no parentheses are around it
      if (is_first && refused.instead.ends_with(gap) && tree_[left].kind == NodeKind::member
          && is_on_path(refused.name, left))
        mend_item_path(d, id, left);
    } else if (refused.name == right) {
      mend_unknown_name(d, right, left);
    } else if (refused.name == left) {
      mend_unknown_name(d, left, right);
    }
  }
  refused_.clear();
}

/// Whether a name is a segment of the path that ends with `last`.
bool Binder::is_on_path(NodeId segment, NodeId last) const noexcept {
  while (last != no_node && last != segment)
    last = tree_.source_of(last);
  return last == segment;
}

// `status eq New`, `name eq NULL`, `name eq Fabrikam`
void Binder::mend_unknown_name(Diagnostic& d, NodeId name, NodeId other) {
  if (tree_[name].has_source || !d.suggestion.empty()) return;
  const std::string word(tree_.name(name));
  const Type& t = type(other);
  if (t.collection || tree_[other].kind != NodeKind::member || !is_known(t)) return;
  if (is_null_word(word)) return suggest(d, tree_[name].name, "null");
  const bool member = t.kind == TypeKind::enumeration && schema_.enum_types()[t.definition].find(word) != nullptr;
  if (!member && t.kind != TypeKind::string) return;
  suggest(d, tree_[name].name, quote(word));
  d.notes.push_back("a text stands in single quotes");
}

// `team/email eq 'x'`: the whole comparison moves into the lambda.
void Binder::mend_item_path(Diagnostic& d, NodeId comparison, NodeId left) {
  const Node &whole = tree_[comparison], &path = tree_[left];
  const std::uint32_t name_end = path.span.end();
  const auto refused =
      std::find_if(refused_.begin(), refused_.end(), [&](const Refused& r) { return &found_[r.said] == &d; });
  const Span refused_name = tree_[refused->name].name;
  std::string front = refused->instead.substr(0, refused->instead.size() - gap.size());
  front += tree_.text({refused_name.end(), name_end - refused_name.end()});  // what follows: `team/address/city`
  d.fixes.push_back(typed_edit(tree_.source(), {path.span.offset, name_end - path.span.offset}, front));
  d.fixes.push_back(typed_edit(tree_.source(), {whole.span.end(), 0}, ")"));
  d.suggestion = front + std::string(tree_.text({name_end, whole.span.end() - name_end})) + ")";
}

// `status eq 'New' or 'Active'`
void Binder::mend_bare_value(Diagnostic& d, NodeId chain, NodeId operand) {
  if (tree_[operand].kind != NodeKind::literal) return;
  NodeId before = no_node;
  for (const NodeId sibling : tree_.children(chain)) {
    if (sibling == operand) break;
    if (tree_[sibling].kind == NodeKind::operation && tree_[sibling].operation() <= Operator::le
        && tree_[sibling].operation() >= Operator::eq)
      before = sibling;
  }
  if (before == no_node) return;
  const NodeId path = tree_.child(before, 0);
  const std::string front =
      std::string(tree_.text(tree_[path].span)) + " " + std::string(name(tree_[before].operation())) + " ";
  d.notes.push_back("each side of '" + std::string(name(tree_[chain].operation())) + "' is a condition of its own");
  d.suggestion = front + std::string(tree_.name(operand));
  d.fixes.push_back(typed_edit(tree_.source(), {tree_[operand].span.offset, 0}, front));
}

// `status eq 'SalesQualified'`: a member, but of another enumeration.
void Binder::note_owner_of(Diagnostic& d, std::string_view member, const EnumType& not_of) {
  const Type& t = subject().type;
  if (t.kind != TypeKind::structured) return;
  for (const Property& property : schema_.structured_types()[t.definition].properties) {
    if (property.type.kind != TypeKind::enumeration) continue;
    const EnumType& other = schema_.enum_types()[property.type.definition];
    if (other.qualified_name == not_of.qualified_name || other.find(member) == nullptr) continue;
    d.notes.push_back("it is a member of " + other.name + ", the type of " + property.name);
    return;
  }
}

}  // namespace v0
}  // namespace tamis
