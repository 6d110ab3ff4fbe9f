// Reading XML: pugixml builds the tree; here is what it is lenient about, and the namespaces, which it does not know.
#include "src/schema/csdl/xml_document.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "src/schema/csdl/path.hpp"
#include "src/schema/csdl/xml_places.hpp"
#include "src/text/utf8.hpp"

namespace tamis {
inline namespace v0 {
namespace csdl {

namespace {

constexpr std::size_t most_elements = 2'000'000;  // pugixml takes 64 bytes for each
constexpr std::size_t most_attributes = 100;      // of one element: each is compared with those before it
constexpr std::size_t most_namespaces = 64;       // declared at one place

constexpr std::string_view edmx_namespace = "http://docs.oasis-open.org/odata/ns/edmx";
constexpr std::string_view edm_namespace = "http://docs.oasis-open.org/odata/ns/edm";
constexpr std::array<std::string_view, 5> edmx_elements = {"Edmx", "DataServices", "Reference", "Include",
                                                           "IncludeAnnotations"};

Diagnostic problem(std::size_t offset, std::size_t length, std::string message, Code code = Code::invalid_schema) {
  return {Severity::error,
          code,
          {static_cast<std::uint32_t>(offset), static_cast<std::uint32_t>(length)},
          std::move(message)};
}

Diagnostic problem(Span span, std::string message) { return problem(span.offset, span.length, std::move(message)); }

// ---- before parsing: bytes -----------------------------------------------------------------------

bool is_wide(std::string_view xml) noexcept {
  return xml.starts_with("\xFE\xFF") || xml.starts_with("\xFF\xFE") || xml.starts_with(std::string_view("\0<", 2))
      || xml.starts_with(std::string_view("<\0", 2)) || xml.starts_with(std::string_view("\0\0", 2));
}

bool is_no_xml_character(char c) noexcept {
  return static_cast<unsigned char>(c) < 0x20 && c != '\t' && c != '\n' && c != '\r';
}

/// The encoding that an XML declaration names, if it is another than UTF-8.
std::optional<Diagnostic> check_declared_encoding(std::string_view xml) {
  if (!xml.starts_with("<?xml")) return std::nullopt;
  const std::string_view declaration = xml.substr(0, std::min(xml.find("?>"), std::size_t{200}));
  const std::size_t at = declaration.find("encoding");
  const std::size_t quote = at == std::string_view::npos ? at : declaration.find_first_of("\"'", at);
  if (quote == std::string_view::npos) return std::nullopt;
  const std::size_t end = declaration.find(declaration[quote], quote + 1);
  if (end == std::string_view::npos) return std::nullopt;
  std::string name(declaration.substr(quote + 1, end - quote - 1));
  for (char& c : name)
    c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  if (name == "UTF-8" || name == "US-ASCII" || name == "ASCII") return std::nullopt;
  return problem(at, end + 1 - at, "the document says that it is in " + quoted(name) + "; only UTF-8 is read",
                 Code::unsupported);
}

std::optional<Diagnostic> check_bytes(std::string_view xml) {
  if (is_wide(xml)) return problem(0, 0, "the document is in UTF-16 or UTF-32; only UTF-8 is read", Code::unsupported);
  if (const auto wrong = check_declared_encoding(xml)) return wrong;
  const std::size_t malformed = find_invalid_utf8(xml);
  if (malformed != std::string_view::npos) return problem(malformed, 1, "the document is not UTF-8 here");
  const auto control = std::find_if(xml.begin(), xml.end(), is_no_xml_character);
  if (control != xml.end()) {
    return problem(static_cast<std::size_t>(control - xml.begin()), 1,
                   "XML has no control characters but tab and line ends");
  }
  if (static_cast<std::size_t>(std::count(xml.begin(), xml.end(), '<')) > 2 * most_elements) {
    return problem(0, 0, "the document has more than " + std::to_string(most_elements) + " elements");
  }
  return std::nullopt;
}

// ---- after parsing: the tree ---------------------------------------------------------------------

/// Elements in document order, without recursion: their namespaces, attributes and depth.
class TreeCheck {
 public:
  TreeCheck(std::string_view xml, pugi::xml_node root) : places_(xml, root), root_(root) {}

  std::optional<Diagnostic> run() {
    pugi::xml_node at = root_;
    while (at) {
      if (at.type() == pugi::node_element) {
        if (auto wrong = enter(at)) return wrong;
        if (at.first_child()) {
          at = at.first_child();
          continue;
        }
        leave();
      }
      while (at != root_ && !at.next_sibling()) {
        at = at.parent();
        leave();
      }
      if (at == root_) break;
      at = at.next_sibling();
    }
    return std::nullopt;
  }

 private:
  struct Binding {
    std::string_view prefix, uri;
  };

  std::optional<Diagnostic> enter(pugi::xml_node element) {
    open_.push_back(bindings_.size());
    const Span here = places_.span_of(element);
    if (open_.size() > deepest_xml) {
      return problem(here, "the document is nested deeper than the limit of " + std::to_string(deepest_xml));
    }
    if (auto wrong = read_attributes(element)) return wrong;
    const std::string_view name = element.name();
    const std::size_t colon = name.find(':');
    const std::string_view prefix = colon == std::string_view::npos ? std::string_view() : name.substr(0, colon);
    const std::string local(name.substr(colon == std::string_view::npos ? 0 : colon + 1));
    const std::string_view uri = uri_of(prefix);
    const bool is_edmx = uri == edmx_namespace;
    if (is_edmx || uri == edm_namespace) {
      const bool is_edmx_name = std::find(edmx_elements.begin(), edmx_elements.end(), local) != edmx_elements.end();
      if (is_edmx != is_edmx_name) {
        return problem(here, "there is no element " + quoted(local) + " in the namespace " + quoted(uri));
      }
      if (!prefix.empty()) element.set_name(local.c_str());
      return std::nullopt;
    }
    if (element == root_) return wrong_root(here, uri);
    if (uri.empty() && !prefix.empty())
      return problem(here, "the prefix " + quoted(prefix) + " stands for no namespace");
    element.set_name("");  // of another namespace
    return std::nullopt;
  }

  void leave() {
    bindings_.resize(open_.back());
    open_.pop_back();
  }

  std::optional<Diagnostic> read_attributes(pugi::xml_node element) {
    std::vector<std::string_view> names;
    for (const pugi::xml_attribute attribute : element.attributes()) {
      const std::string_view name = attribute.name();
      if (std::find(names.begin(), names.end(), name) != names.end()) {
        return problem(places_.span_of(element), "there are two attributes " + quoted(name));
      }
      names.push_back(name);
      if (names.size() > most_attributes) {
        return problem(places_.span_of(element),
                       "an element has at most " + std::to_string(most_attributes) + " attributes");
      }
      if (name == "xmlns") bindings_.push_back({"", attribute.value()});
      if (name.starts_with("xmlns:")) bindings_.push_back({name.substr(6), attribute.value()});
    }
    if (bindings_.size() > most_namespaces) {
      return problem(places_.span_of(element),
                     "more than " + std::to_string(most_namespaces) + " namespaces are declared");
    }
    return std::nullopt;
  }

  std::string_view uri_of(std::string_view prefix) const {
    const auto found = std::find_if(bindings_.rbegin(), bindings_.rend(),
                                    [&](const Binding& binding) { return binding.prefix == prefix; });
    return found == bindings_.rend() ? std::string_view() : found->uri;
  }

  static Diagnostic wrong_root(Span here, std::string_view uri) {
    if (uri.starts_with("http://schemas.microsoft.com/ado/")) {
      return {Severity::error, Code::unsupported, here, "this is metadata of OData 3 or older; 4.0 and newer is read"};
    }
    return problem(here,
                   "the document is no CSDL XML: its element is not Edmx of the namespace " + quoted(edmx_namespace));
  }

  XmlPlaces places_;
  pugi::xml_node root_;
  std::vector<Binding> bindings_{};
  std::vector<std::size_t> open_{};  // how many bindings there were when each open element began
};

/// The one element of the document; nothing else but comments and instructions beside it.
std::optional<Diagnostic> find_root(std::string_view xml, const pugi::xml_document& document, pugi::xml_node& root) {
  const XmlPlaces places(xml, document);
  for (const pugi::xml_node node : document.children()) {
    const auto offset = static_cast<std::size_t>(std::max<std::ptrdiff_t>(node.offset_debug(), 0));
    if (node.type() == pugi::node_doctype) {
      return problem(offset, 0, "the document has a document type declaration; that is not read", Code::unsupported);
    }
    if (node.type() != pugi::node_element || root)
      return problem(offset, 0, "there is more in the document than one element");
    root = node;
  }
  if (!root) return problem(0, 0, "the document has no element");
  return std::nullopt;
}

}  // namespace

std::optional<Diagnostic> read_xml(std::string_view xml, pugi::xml_document& document) {
  if (const auto wrong = check_bytes(xml)) return wrong;
  constexpr unsigned options =
      pugi::parse_default | pugi::parse_ws_pcdata_single | pugi::parse_doctype | pugi::parse_fragment;
  const auto result = document.load_buffer(xml.data(), xml.size(), options, pugi::encoding_utf8);
  if (!result) {
    const auto offset = std::min(static_cast<std::size_t>(std::max<std::ptrdiff_t>(result.offset, 0)), xml.size());
    return problem(offset, 0, std::string("the document is not XML: ") + result.description());
  }
  pugi::xml_node root;
  if (auto wrong = find_root(xml, document, root)) return wrong;
  return TreeCheck(xml, root).run();
}

bool is_own_attribute(std::string_view name) noexcept {
  return name != "xmlns" && name.find(':') == std::string_view::npos;
}

}  // namespace csdl
}  // namespace v0
}  // namespace tamis
