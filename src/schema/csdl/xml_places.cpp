// Places in XML: pugixml knows where elements begin; attributes are found by reading the tag again.
#include "src/schema/csdl/xml_places.hpp"

#include <algorithm>

namespace tamis {
inline namespace v0 {
namespace csdl {

namespace {

constexpr std::string_view blanks = " \t\r\n";

bool is_blank(char c) noexcept { return blanks.find(c) != std::string_view::npos; }

/// The attribute of this name in a tag, of which the text begins after the element's name.
Span find_attribute(std::string_view xml, std::size_t at, std::string_view wanted) {
  while (at < xml.size() && xml[at] != '>' && xml[at] != '/') {
    while (at < xml.size() && is_blank(xml[at]))
      ++at;
    const std::size_t begin = at;
    const std::size_t equals = xml.find('=', at);
    const std::size_t quote = xml.find_first_of("\"'", at);
    if (equals == std::string_view::npos || quote == std::string_view::npos || quote < equals) break;
    const std::size_t end = xml.find(xml[quote], quote + 1);
    if (end == std::string_view::npos) break;
    std::string_view name = xml.substr(begin, equals - begin);
    name = name.substr(0, std::min(name.find_first_of(blanks), name.size()));
    at = end + 1;
    if (name == wanted) return {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(at - begin)};
  }
  return {};
}

}  // namespace

XmlPlaces::XmlPlaces(std::string_view xml, pugi::xml_node root) : xml_(xml) {
  places_.push_back({top, 0, false, {}, root, ""});
}

XmlPlaces::Id XmlPlaces::member(Id parent, std::string_view name, pugi::xml_node from, const char* attribute) {
  places_.push_back({parent, 0, false, std::string(name), from, attribute});
  return static_cast<Id>(places_.size() - 1);
}

XmlPlaces::Id XmlPlaces::item(Id parent, std::size_t index, pugi::xml_node from, const char* attribute) {
  places_.push_back({parent, static_cast<std::uint32_t>(index), true, {}, from, attribute});
  return static_cast<Id>(places_.size() - 1);
}

Path XmlPlaces::path(Id place) const {
  std::vector<const Place*> way;
  for (; place != top; place = places_[place].parent)
    way.push_back(&places_[place]);
  Path path;
  for (auto step = way.rbegin(); step != way.rend(); ++step)
    path = (*step)->is_item ? path.item((*step)->index) : path.member((*step)->name);
  return path;
}

Span XmlPlaces::find(const Path& path) const {
  Id at = top;
  for (const Path::Step& step : path.steps()) {
    const auto is_it = [&](const Place& place) {
      return place.parent == at && place.is_item == step.is_item
          && (step.is_item ? place.index == step.index : place.name == step.name);
    };
    const auto found = std::find_if(places_.begin() + at + 1, places_.end(), is_it);  // children come after parents
    if (found == places_.end()) break;
    at = static_cast<Id>(found - places_.begin());
  }
  return span_of(places_[at].from, places_[at].attribute);
}

Span XmlPlaces::span_of(pugi::xml_node element, std::string_view attribute) const {
  const std::ptrdiff_t known = element.offset_debug();
  if (known < 0 || static_cast<std::size_t>(known) > xml_.size()) return {};
  const auto begin = static_cast<std::size_t>(known);
  const std::size_t end = std::min(xml_.find_first_of(" \t\r\n/>", begin), xml_.size());
  if (!attribute.empty()) {
    const Span span = find_attribute(xml_, end, attribute);
    if (span.length != 0) return span;
  }
  return {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end - begin)};
}

}  // namespace csdl
}  // namespace v0
}  // namespace tamis
