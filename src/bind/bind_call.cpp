// Binding of canonical functions: choice of the signature, and the forms of their own: cast, isof, case.
#include <algorithm>

#include "src/bind/binder.hpp"
#include "src/bind/signature.hpp"
#include "src/pattern/literal_place.hpp"

namespace tamis {
inline namespace v0 {

using grammar::Function;
using grammar::Operand;

namespace {

std::string operand_text(Operand operand) {
  switch (operand) {
    case Operand::collection:
    case Operand::ordered_collection: return "a collection";
    case Operand::geo_point: return "a point";
    case Operand::geo_polygon: return "a polygon";
    case Operand::geo_line_string: return "a line string";
    case Operand::int32: return "an integer";
    default: return std::string(edm_name(kind_of(operand)));
  }
}

bool is_geo_shape(TypeKind kind, TypeKind geography, TypeKind geometry) noexcept {
  return kind == geography || kind == geometry || kind == TypeKind::geography || kind == TypeKind::geometry;
}

// The collection that a filter segment or a cast leaves items of, in their order.
NodeId whole_of(const Tree& tree, NodeId id) {
  const auto takes_items = [&] {
    return tree[id].kind == NodeKind::filter_segment || tree[id].kind == NodeKind::type_cast;
  };
  while (takes_items() && tree.source_of(id) != no_node)
    id = tree.source_of(id);
  return id;
}

}  // namespace

bool Binder::accepts(Operand operand, const Type& t) const noexcept {
  if (!t.collection && (t.kind == TypeKind::dynamic || t.kind == TypeKind::null)) return true;
  const bool wants_collection = operand == Operand::collection || operand == Operand::ordered_collection;
  if (wants_collection || t.collection) return wants_collection && t.collection;
  switch (operand) {
    case Operand::int32: return is_integer(t.kind);
    case Operand::double_: return t.kind == TypeKind::double_ || t.kind == TypeKind::single;
    case Operand::decimal: return is_numeric(t.kind) && t.kind != TypeKind::double_ && t.kind != TypeKind::single;
    case Operand::geo_point: return is_geo_shape(t.kind, TypeKind::geography_point, TypeKind::geometry_point);
    case Operand::geo_polygon: return is_geo_shape(t.kind, TypeKind::geography_polygon, TypeKind::geometry_polygon);
    case Operand::geo_line_string:
      return is_geo_shape(t.kind, TypeKind::geography_line_string, TypeKind::geometry_line_string);
    default: return t.kind == kind_of(operand);
  }
}

void Binder::bind_call(NodeId id) {
  const auto function = static_cast<Function>(tree_[id].detail);
  if (function == Function::cast || function == Function::isof) return bind_cast(id);
  if (function == Function::case_) return bind_case(id);
  const auto& row = grammar::row(function);
  const auto arguments = tree_.children(id);
  const grammar::Signature* best = nullptr;
  std::size_t best_fit = 0;
  for (const auto& signature : row.signatures) {
    if (signature.result == Operand::none) continue;
    // A quoted duration is one where nothing else is possible: totalseconds('PT1M').
    for (std::size_t i = 0; i < arguments.size() && i < 3; ++i)
      if (signature.parameters[i] == Operand::duration && is_string(arguments[i]))
        adapt(arguments[i], make_type(TypeKind::duration));
    std::size_t fit = 0;
    while (fit < arguments.size() && fit < 3 && accepts(signature.parameters[fit], type(arguments[fit])))
      ++fit;
    if (best == nullptr || fit > best_fit) {
      best = &signature;
      best_fit = fit;
    }
  }
  if (function == Function::matchespattern && arguments.size() == 2) check_pattern(arguments[1]);
  const bool of_first = best->result == Operand::first && !arguments.empty();
  // Where the argument's type is open, so is the choice between the signatures.
  const bool open = !arguments.empty() && row.signatures[1].result != Operand::none && !type(arguments[0]).collection
                 && !is_known(type(arguments[0])) && row.signatures[0].result != row.signatures[1].result;
  set(id, of_first ? type(arguments[0]) : open ? Type{} : make_type(kind_of(best->result)));
  if (best_fit < arguments.size()) return wrong_argument(id, best_fit);
  if (function == Function::substring) check_substring(id);
  check_collections(id, *best);
}

// Collections without an order, items that never equal one another, points on different surfaces.
void Binder::check_collections(NodeId id, const grammar::Signature& signature) {
  const auto arguments = tree_.children(id);
  for (std::size_t i = 0; i < arguments.size() && i < 3; ++i) {
    const NodeId whole = whole_of(tree_, arguments[i]);
    const Target& target = binding_.targets[whole];
    const bool property = target.kind == Target::Kind::property && tree_[whole].kind == NodeKind::member;
    if (signature.parameters[i] != Operand::ordered_collection || !property) continue;
    if (schema_.structured_types()[target.definition].properties[target.index].ordered) continue;
    error(Code::type_mismatch, arguments[i],
          "the items of " + node_text(arguments[i]) + " have no order, which "
              + std::string(grammar::row(static_cast<Function>(tree_[id].detail)).name) + " goes by");
    return;
  }
  if (arguments.size() != 2) return;
  if (type(arguments[0]).collection && type(arguments[1]).collection) {
    if (!adapt(arguments[1], type(arguments[0]))) adapt(arguments[0], type(arguments[1]));
    const Type &a = type(arguments[0]), &b = type(arguments[1]);
    if (!comparable(a.element(), b.element()))
      error(Code::type_mismatch, arguments[1],
            "items of " + type_text(a) + " and " + type_text(b) + " are never the same");
    else if (check_items(arguments[0], b))
      check_items(arguments[1], a);
  }
  const TypeKind a = type(arguments[0]).kind, b = type(arguments[1]).kind;
  if (is_geo(a) && is_geo(b) && (a < TypeKind::geometry) != (b < TypeKind::geometry))
    error(Code::type_mismatch, arguments[1], "one is on a globe, the other in a plane");
}

// A pattern that is none is wrong wherever it is evaluated; one that RE2 cannot match may do for the service.
void Binder::check_pattern(NodeId pattern) {
  if (!is_literal(pattern, LiteralKind::string)) return;
  const TranslatedPattern translated = translate_pattern(string_value(tree_, pattern));
  if (!translated.wrong) return;
  report(Severity::error, Code::invalid_argument, pattern_place(tree_, pattern, *translated.wrong),
         "this is no regular expression: " + translated.wrong->message);
}

void Binder::wrong_argument(NodeId id, std::size_t index) {
  const auto& row = grammar::row(static_cast<Function>(tree_[id].detail));
  const auto arguments = tree_.children(id);
  const NodeId argument = arguments[index];
  std::vector<std::string> kinds;
  for (const auto& signature : row.signatures) {
    if (signature.result == Operand::none || signature.parameters[index] == Operand::none) continue;
    bool fits = true;  // what the arguments in front leave open
    for (std::size_t i = 0; i < index; ++i)
      fits = fits && accepts(signature.parameters[i], type(arguments[i]));
    if (!fits) continue;
    std::string text = operand_text(signature.parameters[index]);
    if (std::find(kinds.begin(), kinds.end(), text) == kinds.end()) kinds.push_back(std::move(text));
  }
  std::string wanted;
  for (const std::string& kind : kinds)
    wanted += (wanted.empty() ? "" : " or ") + kind;
  auto& d = error(Code::type_mismatch, argument,
                  "argument " + std::to_string(index + 1) + " of " + std::string(row.name) + " must be " + wanted
                      + ", but this is " + type_text(type(argument)));
  if (type(argument).kind == TypeKind::enumeration && wanted.find("Edm.String") != std::string::npos)
    d.notes.push_back("cast(" + node_text(argument) + ",Edm.String) gives the member's name");
}

void Binder::bind_cast(NodeId id) {
  const auto children = tree_.children(id);
  const Type target = type(children.back());
  if (children.size() == 1) binding_.targets[id].slot = subject().slot;
  const bool cast = static_cast<Function>(tree_[id].detail) == Function::cast;
  Type result = cast ? target : make_type(TypeKind::boolean, false);
  if (cast) result.nullable = true;
  set(id, result);
}

// The result type is the type of the first value that has one; numbers take the widest.
void Binder::bind_case(NodeId id) {
  const auto children = tree_.children(id);
  Type common = make_type(TypeKind::null);
  for (std::size_t i = 0; i + 1 < children.size(); i += 2) {
    require_boolean(children[i], "a condition of case");
    const Type& t = type(children[i + 1]);
    if (common.kind == TypeKind::null)
      common = t;
    else if (t.kind == TypeKind::null || t == common)
      continue;
    else if (is_numeric(t.kind) && is_numeric(common.kind) && t.collection == common.collection)
      common.kind = std::max(common.kind, t.kind);
    else if (is_known(t) && is_known(common) && !adapt(children[i + 1], common))
      common = Type{};
    else if (!is_known(t))
      common = Type{};
  }
  common.nullable = true;
  set(id, common);
}

}  // namespace v0
}  // namespace tamis
