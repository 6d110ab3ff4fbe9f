// Reading single members of a CSDL document, and resolving the names in them.
#include "src/schema/csdl/context.hpp"

#include <utf8proc.h>

#include <algorithm>
#include <array>
#include <limits>

#include "src/schema/suggest.hpp"
#include "src/text/utf8.hpp"

namespace tamis {
inline namespace v0 {
namespace csdl {

namespace {

constexpr std::size_t longest_identifier = 128;

// Abstract types of the model (OData 4.01 CSDL §3.3, §3.4, §14.4): usable in declarations, not in queries.
struct AbstractType {
  std::string_view name;
  TypeKind kind;
};
constexpr std::array abstract_types = {
    AbstractType{"Edm.Untyped", TypeKind::dynamic},
    AbstractType{"Edm.PrimitiveType", TypeKind::dynamic},
    AbstractType{"Edm.ComplexType", TypeKind::dynamic},
    AbstractType{"Edm.EntityType", TypeKind::dynamic},
    AbstractType{"Edm.AnnotationPath", TypeKind::string},
    AbstractType{"Edm.AnyPropertyPath", TypeKind::string},
    AbstractType{"Edm.ModelElementPath", TypeKind::string},
    AbstractType{"Edm.NavigationPropertyPath", TypeKind::string},
    AbstractType{"Edm.PropertyPath", TypeKind::string},
};

std::optional<Type> edm_type(std::string_view name) {
  if (const auto kind = primitive_kind(name)) return Type{*kind};
  for (const AbstractType& type : abstract_types) {
    if (type.name == name) return Type{type.kind};
  }
  return std::nullopt;
}

std::string_view closest_type(const Names& names, std::string_view wrong) {
  std::vector<std::string_view> candidates;
  for (auto kind = TypeKind::boolean; kind <= TypeKind::geometry_collection;
       kind = static_cast<TypeKind>(static_cast<int>(kind) + 1)) {
    candidates.push_back(edm_name(kind));
  }
  for (const auto& [name, type] : names.types)
    candidates.push_back(name);
  return closest(wrong, candidates);
}

/// SimpleIdentifier: a letter or underscore, then letters, digits, marks, connectors, format characters.
bool is_identifier(std::string_view name) noexcept {
  std::size_t characters = 0;
  while (!name.empty()) {
    const Utf8Character c = decode_utf8(name.data(), name.data() + name.size());
    if (c.length == 0 || ++characters > longest_identifier) return false;
    switch (utf8proc_category(static_cast<std::int32_t>(c.code))) {
      case UTF8PROC_CATEGORY_LU:
      case UTF8PROC_CATEGORY_LL:
      case UTF8PROC_CATEGORY_LT:
      case UTF8PROC_CATEGORY_LM:
      case UTF8PROC_CATEGORY_LO:
      case UTF8PROC_CATEGORY_NL: break;
      case UTF8PROC_CATEGORY_ND:
      case UTF8PROC_CATEGORY_MN:
      case UTF8PROC_CATEGORY_MC:
      case UTF8PROC_CATEGORY_PC:
      case UTF8PROC_CATEGORY_CF:
        if (characters == 1 && c.code != U'_') return false;
        break;
      default: return false;
    }
    name.remove_prefix(c.length);
  }
  return characters != 0;
}

bool equal_ignoring_case(std::string_view a, std::string_view lower) noexcept {
  return std::equal(a.begin(), a.end(), lower.begin(), lower.end(),
                    [](char x, char y) { return (x >= 'A' && x <= 'Z' ? static_cast<char>(x - 'A' + 'a') : x) == y; });
}

/// `$Type` is `Type` in XML. No name has a dollar sign.
std::string in_xml_words(std::string_view text) {
  std::string words;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool is_keyword = text[i] == '$' && i + 1 < text.size() && text[i + 1] >= 'A' && text[i + 1] <= 'Z';
    if (!is_keyword) words += text[i];
  }
  return words;
}

std::optional<std::uint32_t> unsigned_facet(Context& context, const Element& element, std::string_view name) {
  const auto value = context.number(element, name, 0, std::numeric_limits<std::int32_t>::max());
  if (!value) return std::nullopt;
  return static_cast<std::uint32_t>(*value);
}

/// $Scale: a number or one of two words, read whatever their letter case (CSDL JSON §7.2.4).
std::optional<std::int32_t> scale_of(Context& context, const Element& element) {
  const boost::json::value* value = element.find("$Scale");
  if (value == nullptr) return std::nullopt;
  if (const auto* word = value->if_string()) {
    if (equal_ignoring_case(*word, "variable")) return -1;
    if (equal_ignoring_case(*word, "floating")) return -2;
    context.errors.add(element.at.member("$Scale"), "$Scale is a number, 'variable' or 'floating'");
    return std::nullopt;
  }
  const auto digits = context.number(element, "$Scale", 0, std::numeric_limits<std::int32_t>::max());
  if (!digits) return std::nullopt;
  return static_cast<std::int32_t>(*digits);
}

/// $SRID: a number or the word variable (CSDL JSON §7.2.6).
std::optional<std::int32_t> srid_of(Context& context, const Element& element) {
  const boost::json::value* value = element.find("$SRID");
  if (value == nullptr) return std::nullopt;
  if (const auto* word = value->if_string()) {
    if (equal_ignoring_case(*word, "variable")) return -1;
    context.errors.add(element.at.member("$SRID"), "$SRID is a number or 'variable'");
    return std::nullopt;
  }
  const auto number = context.number(element, "$SRID", 0, std::numeric_limits<std::int32_t>::max());
  if (!number) return std::nullopt;
  return static_cast<std::int32_t>(*number);
}

}  // namespace

void Errors::add(const Path& at, const std::string& message, std::string_view suggestion) {
  if (full()) return;
  const Document& document = documents_[at.document()];
  const auto words = [&](std::string_view text) {
    return document.syntax == Syntax::xml ? in_xml_words(text) : std::string(text);
  };
  const std::string pointer = at.pointer();
  Diagnostic diagnostic{Severity::error, Code::invalid_schema, document.locate(at),
                        words(pointer.empty() ? message : message + " (at " + pointer + ")")};
  diagnostic.suggestion = words(suggestion);
  if (!document.name.empty()) diagnostic.notes.push_back("this is in the referenced document " + quoted(document.name));
  items_.push_back({at.document(), std::move(diagnostic)});
}

Diagnostics Errors::take() {
  const std::uint32_t document = items_.front().document;
  Diagnostics diagnostics{std::string(documents_[document].text), {}};
  for (Item& item : items_) {
    if (item.document == document) diagnostics.items.push_back(std::move(item.diagnostic));
  }
  diagnostics.sort();
  return diagnostics;
}

std::string_view Names::namespace_of(std::string_view name, const Path& at) const {
  const Aliases& known = aliases[at.document()];
  const auto alias = known.find(name);
  return alias == known.end() ? name : std::string_view(alias->second);
}

std::string Names::resolve(std::string_view qualified, const Path& at) const {
  const std::size_t dot = qualified.rfind('.');
  if (dot == std::string_view::npos) return std::string(qualified);
  return std::string(namespace_of(qualified.substr(0, dot), at)).append(qualified.substr(dot));
}

bool Context::flag(const Element& element, std::string_view name, bool otherwise) {
  const boost::json::value* value = element.find(name);
  if (value == nullptr) return otherwise;
  if (const bool* flag = value->if_bool()) return *flag;
  errors.add(element.at.member(name), std::string(name) + " is true or false");
  return otherwise;
}

std::optional<std::string_view> Context::text(const Element& element, std::string_view name) {
  const boost::json::value* value = element.find(name);
  if (value == nullptr) return std::nullopt;
  if (const auto* text = value->if_string()) return std::string_view(*text);
  errors.add(element.at.member(name), std::string(name) + " is a string");
  return std::nullopt;
}

std::optional<std::int64_t> Context::number(const Element& element, std::string_view name, std::int64_t least,
                                            std::int64_t greatest) {
  const boost::json::value* value = element.find(name);
  if (value == nullptr) return std::nullopt;
  boost::json::error_code error;
  const auto number = value->to_number<std::int64_t>(error);
  if (!error && number >= least && number <= greatest) return number;
  errors.add(element.at.member(name),
             std::string(name) + " is a whole number of " + std::to_string(least) + " to " + std::to_string(greatest));
  return std::nullopt;
}

Type Context::type_of(const Element& element) {
  const std::string_view name = text(element, "$Type").value_or("Edm.String");
  Type type = find_type(name, element.at.member("$Type")).value_or(Type{});
  type.collection = flag(element, "$Collection", false);
  type.nullable = flag(element, "$Nullable", false);
  return type;
}

std::optional<Type> Context::find_type(std::string_view name, const Path& at) {
  if (const auto type = edm_type(name)) return type;
  const auto found = names.types.find(names.resolve(name, at));
  if (found != names.types.end()) return found->second;
  if (errors.full()) return std::nullopt;
  const std::size_t dot = name.rfind('.');
  if (dot == std::string_view::npos) {
    errors.add(at, "type " + quoted(name) + " is named without its namespace", closest_type(names, name));
    return std::nullopt;
  }
  const std::string_view space = names.namespace_of(name.substr(0, dot), at);
  if (names.declared_namespaces.contains(space)) {
    errors.add(at, "there is no type " + quoted(name), closest_type(names, name));
    return std::nullopt;
  }
  if (is_vocabulary(space)) return Type{};  // known without its document, but not its types
  const auto included = names.included_namespaces.find(space);
  if (included != names.included_namespaces.end()) {
    errors.add(at, "type " + quoted(name) + " is of the referenced document " + quoted(included->second)
                       + ", which is not given");
  } else if (space == name.substr(0, dot) && space != "Edm") {
    errors.add(at, "type " + quoted(name) + ": " + quoted(space) + " is neither a namespace nor an alias",
               closest_type(names, name));
  } else {
    errors.add(at, "there is no type " + quoted(name), closest_type(names, name));
  }
  return std::nullopt;
}

Facets Context::facets_of(const Element& element, const Facets& otherwise) {
  Facets facets = otherwise;
  if (const auto value = unsigned_facet(*this, element, "$MaxLength")) facets.max_length = value;
  if (const auto value = unsigned_facet(*this, element, "$Precision")) facets.precision = value;
  if (const auto value = scale_of(*this, element)) facets.scale = value;
  if (const auto value = srid_of(*this, element)) facets.srid = value;
  facets.unicode = flag(element, "$Unicode", otherwise.unicode);
  return facets;
}

void Context::check_scale(const Element& element, const Facets& facets) {
  if (!facets.precision || *facets.precision == 0 || !facets.scale || *facets.scale < 0) return;  // 0: not stated
  if (static_cast<std::uint32_t>(*facets.scale) <= *facets.precision) return;
  for (const std::string_view name : {"$Scale", "$Precision"}) {
    if (element.find(name) == nullptr) continue;
    errors.add(element.at.member(name), "$Scale is at most $Precision, which is " + std::to_string(*facets.precision));
    return;
  }
}

bool Context::check_identifier(std::string_view name, const Path& at) {
  if (is_identifier(name)) return true;
  errors.add(at, quoted(name) + " is no identifier: letters, digits and underscores, not beginning "
                     + "with a digit, at most 128 characters");
  return false;
}

const std::unordered_set<std::string_view>& Context::members_of(std::uint32_t enumeration) {
  const auto [entry, is_new] = members_.try_emplace(enumeration);
  if (is_new) {
    for (const EnumMember& member : data.enum_types[enumeration].members)
      entry->second.insert(member.name);
  }
  return entry->second;
}

void Context::check_keywords(const Element& element, std::span<const std::string_view> keywords) {
  for (const auto& member : *element.json) {
    const std::string_view name = member.key();
    if (!name.starts_with('$') || name.find('@') != std::string_view::npos || errors.full()) continue;
    if (std::find(keywords.begin(), keywords.end(), name) != keywords.end()) continue;
    const std::string_view meant = closest(name, keywords);
    if (!meant.empty()) errors.add(element.at.member(name), "there is no member " + quoted(name), meant);
  }
}

bool is_vocabulary(std::string_view space) noexcept { return space.starts_with("Org.OData.") || space == tamis_terms; }

bool is_child_name(std::string_view name) noexcept {
  return !name.starts_with('$') && name.find('@') == std::string_view::npos;
}

}  // namespace csdl
}  // namespace v0
}  // namespace tamis
