// Binding of JSON objects beside values of a structured type: their members are its properties. OData ABNF §5;
// values as in OData JSON Format 4.01 §7.
#include "src/bind/binder.hpp"
#include "src/schema/suggest.hpp"
#include "src/text/utf8.hpp"

namespace tamis {
inline namespace v0 {

// Objects in objects, behind aliases as well, wait in a list: their depth is the author's choice. What an alias stands
// for is checked once for each type, however many places name the alias.
bool Binder::adapt_object(NodeId id, const Type& wanted) {
  if (wanted.kind != TypeKind::structured || wanted.collection) return false;
  std::vector<Place> open{{id, wanted}};
  while (!open.empty()) {
    Place place = open.back();
    open.pop_back();
    const NodeId value = resolved(place.value);
    const bool structured = place.type.kind == TypeKind::structured && !place.type.collection;
    if (value != place.value && value != no_node && structured && tree_[value].kind == NodeKind::object) {
      set(place.value, place.type);
      if (is_adapted(value, place.type)) continue;
      place.value = value;
    }
    const NodeKind kind = tree_[place.value].kind;
    if (kind == NodeKind::object && structured) {
      check_object(place, open);
    } else if (kind == NodeKind::array && place.type.collection) {
      set(place.value, place.type);
      for (const NodeId item : tree_.children(place.value))
        open.push_back({item, place.type.element()});
    } else {
      check_json_value(place);
    }
  }
  return true;
}

// The type of the place, or the one derived from it that the object says it is of (JSON Format 4.01 §4.6.3). A type
// that the schema does not know says nothing.
Type Binder::object_type(const Place& object) {
  Type own = object.type;
  for (const NodeId member : tree_.children(object.value)) {
    const std::string control = unquote(tree_.name(member));
    const NodeId value = tree_.child(member, 0);
    if ((control != "@odata.type" && control != "@type") || !is_literal(value, LiteralKind::string)) continue;
    const std::string name = string_value(tree_, value);
    const auto said = schema_.find_type(std::string_view(name).substr(name.find('#') + 1));  // npos + 1 is 0
    if (!said) continue;
    if (said->kind == TypeKind::structured && !said->collection
        && schema_.derives_from(said->definition, own.definition))
      own.definition = said->definition;
    else
      error(Code::type_mismatch, value,
            "an object here is of " + type_text(object.type) + ", or of a type derived from it");
  }
  return own;
}

void Binder::check_object(const Place& object, std::vector<Place>& open) {
  const Type own = object_type(object);
  set(object.value, own);
  const StructuredType& definition = schema_.structured_types()[own.definition];
  for (const NodeId member : tree_.children(object.value)) {
    const std::string wanted = unquote(tree_.name(member));
    if (wanted.find('@') != std::string::npos) continue;  // control information and annotations
    if (const Property* const property = definition.find(wanted)) {
      open.push_back({tree_.child(member, 0), property->type});
      continue;
    }
    if (definition.open) continue;
    auto& d = report(Severity::error, Code::unknown_property, tree_[member].name,
                     definition.name + " has no property '" + shortened(wanted) + "'");
    std::vector<std::string_view> names;
    for (const Property& property : definition.properties)
      names.push_back(property.name);
    if (const auto near = closest(wanted, names); !near.empty())
      suggest(d, tree_[member].name, "\"" + std::string(near) + "\"");
  }
}

void Binder::check_json_value(const Place& place) {
  const NodeId value = place.value;
  const bool object = tree_[value].kind == NodeKind::object, array = tree_[value].kind == NodeKind::array;
  if (!(type(value) == place.type) && !object && !array) adapt(value, place.type);
  if (comparable(type(value), place.type) && (!object || !is_known(place.type))) return;
  auto& d = error(Code::type_mismatch, value,
                  "the property is " + type_text(place.type) + ", but " + node_text(value) + " is "
                      + (object ? "an object" : type_text(type(value))));
  suggest_literal(d, value, place.type);
}

}  // namespace v0
}  // namespace tamis
