// CSDL JSON (OData CSDL JSON 4.01): a text to JSON with places. document.cpp makes a schema of it.
#include <boost/json.hpp>

#include "src/schema/csdl/document.hpp"

namespace tamis {
inline namespace v0 {
namespace csdl {

namespace {

constexpr std::size_t deepest = 64;  // far above what the format itself needs

std::string describe(const boost::json::error_code& error) {
  if (error == boost::json::error::too_deep) {
    return "the document is nested deeper than the limit of " + std::to_string(deepest);
  }
  if (error == boost::json::error::incomplete) return "the document ends too early";
  return "the document is not JSON: " + error.message();
}

/// The text from `start` on as JSON, whole.
Result<boost::json::value> parse_json(std::string_view text, std::size_t start) {
  boost::json::parse_options options;
  options.max_depth = deepest;
  boost::json::parser parser({}, options);
  boost::json::error_code error;
  const std::size_t used = start + parser.write_some(text.data() + start, text.size() - start, error);
  if (error) return failure(text, used, 0, describe(error));
  if (used != text.size()) return failure(text, used, 0, "the document goes on after its end");
  return parser.release();
}

}  // namespace

Result<Document> read_json_document(std::string_view text) {
  const std::size_t start = length_of_mark(text);
  auto json = parse_json(text, start);
  if (!json) return std::move(json).error();
  const std::string_view body = text.substr(start);
  if (!json->is_object()) return failure(text, start, 0, "the document is not a JSON object");
  if (const auto duplicate = find_duplicate_member(body)) {
    return failure(text, start + duplicate->span.offset, duplicate->span.length,
                   "there are two members " + quoted(duplicate->name));
  }
  Document document;
  document.text = text;
  document.json = std::move(json->get_object());
  document.locate = [body, start](const Path& path) {
    const Span span = find_place(body, path);
    return Span{static_cast<std::uint32_t>(span.offset + start), span.length};
  };
  return document;
}

}  // namespace csdl
}  // namespace v0
}  // namespace tamis
