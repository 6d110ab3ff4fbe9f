// Binding of literals: the type of their own form, and the type that their place asks for.
#include <algorithm>

#include "src/bind/binder.hpp"
#include "src/schema/suggest.hpp"
#include "src/text/utf8.hpp"
#include "src/tree/string_text.hpp"
#include "src/value/geo.hpp"
#include "src/value/literal.hpp"

namespace tamis {
inline namespace v0 {

namespace {

/// Whether the members of an enumeration literal that are written as numbers are in the range of Edm.Int64.
bool has_members(std::string_view members) {
  while (true) {
    const std::string_view member = members.substr(0, members.find(','));
    const bool number = member.find_first_of("+-0123456789") == 0;
    if (number && !read_int64(member)) return false;
    if (member.size() == members.size()) return true;
    members.remove_prefix(member.size() + 1);
  }
}

/// Whether a literal of this form has a value.
bool has_value(LiteralKind kind, std::string_view text) {
  switch (kind) {
    case LiteralKind::date: return read_date(text).has_value();
    case LiteralKind::date_time_offset: return read_date_time_offset(text).has_value();
    case LiteralKind::time_of_day: return read_time_of_day(text).has_value();
    case LiteralKind::duration: return read_duration(inner_text(text)).has_value();
    case LiteralKind::integer:
    case LiteralKind::decimal: return read_decimal(text).has_value();
    case LiteralKind::floating: return read_double(text).has_value();
    case LiteralKind::binary: return read_binary(inner_text(text)).has_value();
    case LiteralKind::enumeration: return has_members(inner_text(text));
    case LiteralKind::geography:
    case LiteralKind::geometry: {
      Geo geo;
      return read_geo(inner_text(text), kind == LiteralKind::geography, geo);
    }
    default: return true;
  }
}

std::string why_no_value(LiteralKind kind) {
  switch (kind) {
    case LiteralKind::floating: return " is beyond the range of Edm.Double";
    case LiteralKind::enumeration: return " has a number beyond the range of Edm.Int64";
    default: return " has the form of a " + std::string(name(kind)) + " but is none";
  }
}

TypeKind integer_kind(std::string_view text) {
  const auto value = read_int64(text);
  if (!value) return TypeKind::decimal;
  return *value >= INT32_MIN && *value <= INT32_MAX ? TypeKind::int32 : TypeKind::int64;
}

TypeKind own_kind(LiteralKind kind, std::string_view text) {
  switch (kind) {
    case LiteralKind::null: return TypeKind::null;
    case LiteralKind::boolean: return TypeKind::boolean;
    case LiteralKind::integer: return integer_kind(text);
    case LiteralKind::decimal: return TypeKind::decimal;
    case LiteralKind::floating: return TypeKind::double_;
    case LiteralKind::string: return TypeKind::string;
    case LiteralKind::guid: return TypeKind::guid;
    case LiteralKind::date: return TypeKind::date;
    case LiteralKind::date_time_offset: return TypeKind::date_time_offset;
    case LiteralKind::time_of_day: return TypeKind::time_of_day;
    case LiteralKind::duration: return TypeKind::duration;
    case LiteralKind::binary: return TypeKind::binary;
    case LiteralKind::geography: return TypeKind::geography;
    case LiteralKind::geometry: return TypeKind::geometry;
    case LiteralKind::enumeration: break;
  }
  return TypeKind::dynamic;
}

/// geography'SRID=0;Point(…)' is an Edm.GeographyPoint: the shape behind the semicolon decides.
TypeKind geo_kind(TypeKind base, std::string_view text) {
  static constexpr std::string_view shapes[] = {"point",           "linestring",   "polygon",           "multipoint",
                                                "multilinestring", "multipolygon", "geometrycollection"};
  std::string shape;
  const std::size_t from = text.find(';') + 1;
  for (std::size_t i = from; i < text.size() && text[i] != '('; ++i)
    shape += static_cast<char>(text[i] | 0x20);
  for (std::size_t i = 0; i < std::size(shapes); ++i)
    if (shape == shapes[i]) return static_cast<TypeKind>(static_cast<std::size_t>(base) + 1 + i);
  return base;
}

/// Whether a JSON string's text is a value of a type whose values JSON writes as strings (JSON Format 4.01 §7.1).
bool is_text_of(TypeKind kind, std::string_view text) {
  switch (kind) {
    case TypeKind::guid: return read_guid(text).has_value();
    case TypeKind::date: return read_date(text).has_value();
    case TypeKind::date_time_offset: return read_date_time_offset(text).has_value();
    case TypeKind::time_of_day: return read_time_of_day(text).has_value();
    case TypeKind::binary: return read_binary(text).has_value();
    case TypeKind::single:
    case TypeKind::double_: return text == "INF" || text == "-INF" || text == "NaN";
    default: return false;
  }
}

}  // namespace

void Binder::bind_literal(NodeId id) {
  const LiteralKind kind = tree_[id].literal();
  const std::string_view text = tree_.name(id);
  const bool geo = kind == LiteralKind::geography || kind == LiteralKind::geometry;
  const bool valid = has_value(kind, text);
  if (!valid) {
    auto& d = error(Code::invalid_literal, id, shortened(text) + why_no_value(kind));
    if (geo) d.notes.emplace_back("each ring of a polygon ends with the position that it begins with");
  }
  if (kind == LiteralKind::enumeration) return valid ? resolve_enumeration(id) : void();
  Type own = make_type(own_kind(kind, text), kind == LiteralKind::null);
  if (geo) own.kind = geo_kind(own.kind, text);
  set(id, own);
}

// `Ns.Type'Member'`
void Binder::resolve_enumeration(NodeId id) {
  if (schema_.is_dynamic()) return;
  const std::string_view text = tree_.name(id);
  const std::string_view type_name = literal_prefix(text);
  const auto found = schema_.find_type(type_name);
  const Span name_span{tree_[id].span.offset, static_cast<std::uint32_t>(type_name.size())};
  if (!found || found->kind != TypeKind::enumeration || found->collection) {
    auto& d = report(Severity::error, Code::unknown_type, name_span,
                     "there is no enumeration type '" + std::string(type_name) + "'");
    std::vector<std::string_view> names;
    for (const EnumType& e : schema_.enum_types())
      names.push_back(e.qualified_name);
    suggest(d, name_span, std::string(closest(type_name, names)));
    return;
  }
  Type own = *found;
  own.nullable = false;
  set(id, own);
  check_members(id, schema_.enum_types()[own.definition], inner_text(text),
                {name_span.end(), tree_[id].span.end() - name_span.end()});
}

// `quoted`: where the members stand, with their quotes.
void Binder::check_members(NodeId id, const EnumType& type, std::string_view members, Span quoted) {
  if (members.find(',') != std::string_view::npos && !type.flags) {
    error(Code::type_mismatch, id, type.name + " is no flags enumeration: only one member at a time");
    return;
  }
  while (true) {
    const std::string_view member = members.substr(0, members.find(','));
    if (type.find(member) == nullptr && !read_int64(member)) {
      auto& d = report(type.extensible ? Severity::warning : Severity::error, Code::unknown_member, quoted,
                       type.name + " has no member '" + shortened(member) + "'");
      std::vector<std::string_view> names;
      if (may_look_for_near())
        for (const EnumMember& m : type.members)
          names.push_back(m.name);
      if (const auto near = closest(member, names); !near.empty())
        suggest(d, quoted, tree_[id].double_quoted ? "\"" + std::string(near) + "\"" : quote(near));
      else
        note_owner_of(d, member, type);
    }
    if (member.size() == members.size()) return;
    members.remove_prefix(member.size() + 1);
  }
}

// Lists and arrays: the common type of the items, once those that can be are adapted to the first known one.
void Binder::bind_collection_literal(NodeId id) {
  Type common;
  bool first = true;
  for (const NodeId item : tree_.children(id)) {
    const Type& t = type(item);
    if (t.kind == TypeKind::null) continue;
    if (first)
      common = t;
    else if (is_numeric(t.kind) && is_numeric(common.kind) && t.collection == common.collection)
      common.kind = std::max(common.kind, t.kind);
    else if (!(t == common))
      common = Type{};
    first = false;
  }
  // An array of arrays is a collection of collections, which the model does not have: left to run time.
  if (common.collection) common = Type{};
  common.collection = true;
  common.nullable = false;
  set(id, common);
}

/// The value that an alias stands for, through other aliases; the node itself if it is none. no_node: not given.
NodeId Binder::resolved(NodeId id) const noexcept {
  while (id != no_node && tree_[id].kind == NodeKind::alias)
    id = binding_.targets[id].kind == Target::Kind::alias ? binding_.targets[id].index : no_node;
  return id;
}

/// Whether a literal can be read as a value of the type, by its form alone.
bool Binder::fits(NodeId literal, const Type& wanted) const {
  if (wanted.collection || !is_literal(literal, LiteralKind::string)) return false;
  switch (wanted.kind) {
    case TypeKind::string: return true;
    case TypeKind::enumeration: return tree_.name(literal).size() > 2;
    case TypeKind::duration: return read_duration(string_value(tree_, literal)).has_value();
    default: return tree_[literal].double_quoted && is_text_of(wanted.kind, string_value(tree_, literal));
  }
}

// Gives a literal the type that its place asks for, where the standard lets it: quoted text beside an
// enumeration or a duration (Part 2 §5.1.1.14.1), and JSON text beside what JSON writes as text. Returns whether the
// node now has that type.
bool Binder::adapt(NodeId id, const Type& wanted) {
  const Node& node = tree_[id];
  if (node.kind == NodeKind::alias) {
    const NodeId value = resolved(id);
    if (value != no_node) return adapt_alias(id, value, wanted);
    if (is_known(type(id)) || !is_known(wanted)) return false;
    set(id, wanted);  // bound when the program runs
    if (is_integer(wanted.kind) && !wanted.collection) binding_.types[id].kind = TypeKind::decimal;  // any exact number
    return true;
  }
  if (node.kind == NodeKind::object) return adapt_object(id, wanted);
  if (node.kind == NodeKind::list || node.kind == NodeKind::array) {
    const Type element = wanted.collection ? wanted.element() : wanted;
    const bool mixed = !is_known(type(id));  // numbers among others: ["INF",0.1]
    bool all = true;
    for (const NodeId item : tree_.children(id)) {
      const bool nested = tree_[item].kind == NodeKind::array;  // collections do not nest
      const Type& own = type(item);
      const bool number = mixed && is_numeric(own.kind) && !own.collection && is_numeric(element.kind);
      const bool fits_already = number || own.kind == TypeKind::null || own == element;
      all = (fits_already || (!nested && adapt(item, element))) && all;
    }
    if (all && !tree_.children(id).empty()) {
      Type adapted = element;
      adapted.collection = true;
      set(id, adapted);
    }
    return all;
  }
  if (!fits(id, wanted)) return false;
  Type own = wanted;
  if (wanted.kind != TypeKind::enumeration) own.nullable = false;
  set(id, own);
  if (wanted.kind == TypeKind::enumeration) {
    std::string buffer;
    check_members(id, schema_.enum_types()[wanted.definition], string_text(tree_, id, buffer), node.span);
  }
  return true;
}

/// Whether the value of an alias took this type in some place already; from now on it did.
bool Binder::is_adapted(NodeId value, const Type& wanted) {
  std::vector<Type>& types = adapted_[value];
  if (std::find(types.begin(), types.end(), wanted) != types.end()) return true;
  types.push_back(wanted);
  return false;
}

// An alias may stand in several places. Each gives its own node the type it asks for; the value keeps its own.
bool Binder::adapt_alias(NodeId id, NodeId value, const Type& wanted) {
  const NodeKind kind = tree_[value].kind;
  if (kind == NodeKind::object) return adapt_object(id, wanted);
  const bool several = kind == NodeKind::array;
  const auto one = std::span<const NodeId>(&value, 1);
  const auto literals = several ? tree_.children(value) : one;
  const Type element = several ? wanted.element() : wanted;
  for (const NodeId literal : literals)
    if (!fits(literal, element) && (!several || type(literal).kind != TypeKind::null)) return false;
  if (literals.empty()) return false;
  Type own = element;
  own.collection = several;
  set(id, own);
  if (element.kind != TypeKind::enumeration) return true;
  if (is_adapted(value, element)) return true;
  for (const NodeId literal : literals)
    if (is_literal(literal, LiteralKind::string))
      check_members(literal, schema_.enum_types()[element.definition], string_value(tree_, literal),
                    tree_[literal].span);
  return true;
}

}  // namespace v0
}  // namespace tamis
