// Places in a CSDL XML document: from the path of a value in the CSDL JSON that it stands for to a span of the XML.
#pragma once

#include <cstdint>
#include <pugixml.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "src/schema/csdl/path.hpp"

namespace tamis {
inline namespace v0 {
namespace csdl {

/// A tree of the values that a translation makes, each with the element, and perhaps the attribute, it comes from.
class XmlPlaces {
 public:
  using Id = std::uint32_t;
  static constexpr Id top = 0;  // the document

  /// `xml` is the text that pugixml read; it and the document must outlive this.
  XmlPlaces(std::string_view xml, pugi::xml_node root);

  /// A member of the object at a place, and an item of the array there. Attributes are named as in the document.
  Id member(Id parent, std::string_view name, pugi::xml_node from, const char* attribute = "");
  Id item(Id parent, std::size_t index, pugi::xml_node from, const char* attribute = "");

  /// The way to a place; valid as long as no place is added.
  Path path(Id place) const;
  /// Where the path leads; where it leads nowhere, the last of its steps that is somewhere.
  Span find(const Path& path) const;
  /// The name of an element, or all of one of its attributes: `Name="x"`.
  Span span_of(pugi::xml_node element, std::string_view attribute = {}) const;

 private:
  struct Place {
    Id parent;
    std::uint32_t index;  // of an array's item
    bool is_item;
    std::string name;  // of an object's member
    pugi::xml_node from;
    const char* attribute;
  };

  std::string_view xml_;
  std::vector<Place> places_;
};

}  // namespace csdl
}  // namespace v0
}  // namespace tamis
