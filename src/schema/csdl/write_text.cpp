// CSDL JSON and CSDL XML as text, indented; both of the JSON that write.cpp makes, which is a few levels deep.
#include <algorithm>
#include <array>
#include <string_view>

#include "src/schema/csdl/context.hpp"
#include "src/schema/csdl/write.hpp"

namespace tamis {
inline namespace v0 {
namespace csdl {

namespace {

using boost::json::array;
using boost::json::object;
using boost::json::value;

// ---- JSON ----------------------------------------------------------------------------------------

bool is_flat(const value& v) { return !v.is_object() && !v.is_array(); }

void write_json(const value& v, const std::string& indent, std::string& out) {
  const std::string inner = indent + "  ";
  if (const auto* members = v.if_object(); members != nullptr && !members->empty()) {
    out += '{';
    std::string_view separator = "\n";
    for (const auto& member : *members) {
      out.append(separator).append(inner).append(boost::json::serialize(value(member.key()))).append(": ");
      write_json(member.value(), inner, out);
      separator = ",\n";
    }
    out.append("\n").append(indent).append("}");
  } else if (const auto* items = v.if_array();
             items != nullptr && !std::all_of(items->begin(), items->end(), is_flat)) {
    out += '[';
    std::string_view separator = "\n";
    for (const value& item : *items) {
      out.append(separator).append(inner);
      write_json(item, inner, out);
      separator = ",\n";
    }
    out.append("\n").append(indent).append("]");
  } else {
    out += boost::json::serialize(v);
  }
}

// ---- XML -----------------------------------------------------------------------------------------

/// Lists whose items are paths; the standard types of these are path types, not strings.
struct PathList {
  std::string_view name, form;
};
constexpr std::array path_lists = {
    PathList{"NonFilterableProperties", "PropertyPath"},
    PathList{"NonSortableProperties", "PropertyPath"},
    PathList{"DocumentedFilter", "AnyPropertyPath"},
};

/// Text of an element or an attribute. XML has no control characters; they become U+FFFD.
std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '&': out += "&amp;"; break;
      case '<': out += "&lt;"; break;
      case '>': out += "&gt;"; break;
      case '"': out += "&quot;"; break;
      case '\t': out += "&#9;"; break;
      case '\n': out += "&#10;"; break;
      case '\r': out += "&#13;"; break;
      default:
        if (static_cast<unsigned char>(c) < 0x20) {
          out += "\xEF\xBF\xBD";
        } else {
          out += c;
        }
    }
  }
  return out;
}

class XmlWriter {
 public:
  std::string document(const object& json) {
    out_ = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
    begin("edmx:Edmx");
    attribute("xmlns:edmx", "http://docs.oasis-open.org/odata/ns/edmx");
    attribute("Version", json.at("$Version").get_string());
    if (const auto* references = json.if_contains("$Reference")) {
      for (const auto& reference : references->get_object())
        write_reference(reference.key(), reference.value().get_object());
    }
    begin("edmx:DataServices");
    for (const auto& member : json) {
      if (is_child_name(member.key())) schema(member.key(), member.value().get_object());
    }
    end();
    end();
    return std::move(out_);
  }

 private:
  // ---- tags ----

  void begin(std::string_view name) {
    close_tag();
    out_.append(2 * open_.size(), ' ').append("<").append(name);
    open_.push_back(name);
    is_tag_open_ = true;
  }

  void attribute(std::string_view name, std::string_view text) {
    out_.append(" ").append(name).append("=\"").append(escaped(text)).append("\"");
  }

  void end() {
    const std::string_view name = open_.back();
    open_.pop_back();
    if (is_tag_open_) {
      out_ += "/>\n";
    } else {
      out_.append(2 * open_.size(), ' ').append("</").append(name).append(">\n");
    }
    is_tag_open_ = false;
  }

  void close_tag() {
    if (is_tag_open_) out_ += ">\n";
    is_tag_open_ = false;
  }

  // ---- the model ----

  void write_reference(std::string_view uri, const object& reference) {
    std::string of_xml(uri);
    if (of_xml.ends_with(".json")) of_xml.replace(of_xml.size() - 5, 5, ".xml");
    begin("edmx:Reference");
    attribute("Uri", of_xml);
    for (const value& include : reference.at("$Include").get_array()) {
      begin("edmx:Include");
      keyword_attributes(include.get_object());
      end();
    }
    end();
  }

  void schema(std::string_view space, const object& schema) {
    begin("Schema");
    attribute("xmlns", "http://docs.oasis-open.org/odata/ns/edm");
    attribute("Namespace", space);
    if (const auto* alias = schema.if_contains("$Alias")) attribute("Alias", alias->get_string());
    for (const auto& member : schema) {
      if (!is_child_name(member.key())) continue;
      if (const auto* overloads = member.value().if_array()) {
        for (const value& operation : *overloads)
          write_operation(member.key(), operation.get_object());
      } else {
        element(member.key(), member.value().get_object());
      }
    }
    if (const auto* targets = schema.if_contains("$Annotations")) {
      for (const auto& target : targets->get_object()) {
        begin("Annotations");
        attribute("Target", target.key());
        annotations(target.value().get_object());
        end();
      }
    }
    end();
  }

  void element(std::string_view name, const object& element) {
    const std::string_view kind = element.at("$Kind").get_string();
    begin(kind);
    attribute("Name", name);
    if (kind == "Term") type_attribute(element);
    keyword_attributes(element);
    if (const auto* key = element.if_contains("$Key")) write_key(key->get_array());
    for (const auto& member : element) {
      if (is_child_name(member.key())) child(kind, member.key(), member.value());
    }
    annotations(element);
    end();
  }

  void child(std::string_view kind, std::string_view name, const value& v) {
    if (kind == "EnumType") {
      begin("Member");
      attribute("Name", name);
      attribute("Value", boost::json::serialize(v));
    } else if (kind == "EntityContainer") {
      container_child(name, v.get_object());
    } else {
      begin(v.get_object().contains("$Kind") ? "NavigationProperty" : "Property");
      attribute("Name", name);
      type_attribute(v.get_object());
      keyword_attributes(v.get_object());
      annotations(v.get_object());
    }
    end();
  }

  void container_child(std::string_view name, const object& child) {
    const bool is_set = child.contains("$Collection");
    begin(child.contains("$Function") ? "FunctionImport"
          : child.contains("$Action") ? "ActionImport"
          : is_set                    ? "EntitySet"
                                      : "Singleton");
    attribute("Name", name);
    if (const auto* type = child.if_contains("$Type")) attribute(is_set ? "EntityType" : "Type", type->get_string());
    keyword_attributes(child);
    annotations(child);
  }

  void write_key(const array& parts) {
    begin("Key");
    for (const value& part : parts) {
      begin("PropertyRef");
      const auto* aliased = part.if_object();
      attribute("Name", aliased == nullptr ? part.get_string() : aliased->begin()->value().get_string());
      if (aliased != nullptr) attribute("Alias", aliased->begin()->key());
      end();
    }
    end();
  }

  void write_operation(std::string_view name, const object& operation) {
    begin(operation.at("$Kind").get_string());
    attribute("Name", name);
    keyword_attributes(operation);
    if (const auto* parameters = operation.if_contains("$Parameter")) {
      for (const value& parameter : parameters->get_array()) {
        begin("Parameter");
        attribute("Name", parameter.at("$Name").get_string());
        type_attribute(parameter.get_object());
        end();
      }
    }
    if (const auto* result = operation.if_contains("$ReturnType")) {
      begin("ReturnType");
      type_attribute(result->get_object());
      end();
    }
    end();
  }

  /// Type and Nullable, which XML takes for true where it is absent.
  void type_attribute(const object& typed) {
    const std::string name(std::string_view(typed.at("$Type").get_string()));
    const bool is_collection = typed.contains("$Collection");
    const bool is_nullable = typed.contains("$Nullable");
    attribute("Type", is_collection ? "Collection(" + name + ")" : name);
    const bool of_entities = is_collection && open_.back() == "NavigationProperty";
    if (!is_nullable && !of_entities) attribute("Nullable", "false");
    if (is_nullable && is_collection) attribute("Nullable", "true");
  }

  /// Members `$Name` with one value, but those that are written in other ways.
  void keyword_attributes(const object& element) {
    constexpr std::array<std::string_view, 5> others = {"$Kind", "$Type", "$Collection", "$Nullable", "$Name"};
    for (const auto& member : element) {
      const std::string_view name = member.key();
      if (!name.starts_with('$') || std::find(others.begin(), others.end(), name) != others.end()) continue;
      const auto* text = member.value().if_string();
      if (text != nullptr) attribute(name.substr(1), *text);
      if (text == nullptr && is_flat(member.value())) attribute(name.substr(1), boost::json::serialize(member.value()));
    }
  }

  // ---- annotations ----

  void annotations(const object& element) {
    for (const auto& member : element) {
      const std::string_view name = member.key();
      if (!name.starts_with('@')) continue;
      begin("Annotation");
      attribute("Term", name.substr(1));
      annotation_value(name.substr(name.rfind('.') + 1), member.value());
      end();
    }
  }

  /// The value of what has a name, as an attribute or an element.
  void annotation_value(std::string_view name, const value& v) {
    if (const auto* flag = v.if_bool()) {
      attribute("Bool", *flag ? "true" : "false");
    } else if (const auto* text = v.if_string()) {
      attribute("String", *text);
    } else {
      const auto list =
          std::find_if(path_lists.begin(), path_lists.end(), [&](const PathList& known) { return known.name == name; });
      expression(v, list == path_lists.end() ? "String" : list->form);
    }
  }

  /// A record, or a list of records or of texts. The deepest are tables of rows of lists.
  void expression(const value& v, std::string_view form) {
    if (const auto* record = v.if_object()) {
      begin("Record");
      for (const auto& member : *record) {
        begin("PropertyValue");
        attribute("Property", member.key());
        annotation_value(member.key(), member.value());
        end();
      }
      end();
    } else if (const auto* items = v.if_array()) {
      begin("Collection");
      for (const value& item : *items)
        expression(item, form);
      end();
    } else {
      close_tag();
      out_.append(2 * open_.size(), ' ').append("<").append(form).append(">");
      out_.append(escaped(v.get_string())).append("</").append(form).append(">\n");
    }
  }

  std::string out_{};
  std::vector<std::string_view> open_{};
  bool is_tag_open_ = false;
};

}  // namespace

std::string json_text(const object& document) {
  std::string out;
  write_json(document, "", out);
  return out + "\n";
}

std::string xml_text(const object& document) { return XmlWriter().document(document); }

}  // namespace csdl
}  // namespace v0
}  // namespace tamis
