// CSDL JSON (OData CSDL JSON 4.01): a text to a Schema. Here the text becomes JSON; src/schema/csdl/ reads that.
#include <boost/json.hpp>

#include <tamis/schema.hpp>

#include "src/schema/csdl/document.hpp"

namespace tamis {
inline namespace v0 {

namespace {

constexpr std::size_t deepest = 64;  // far above what the format itself needs

Diagnostics failure(std::string_view text, std::size_t offset, std::size_t length, std::string message) {
  Diagnostics diagnostics{std::string(text)};
  diagnostics.items.push_back({Severity::error,
                               Code::invalid_schema,
                               {static_cast<std::uint32_t>(offset), static_cast<std::uint32_t>(length)},
                               std::move(message)});
  return diagnostics;
}

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

Result<Schema> Schema::from_csdl_json(std::string_view text) {
  if (auto too_long = csdl::check_length(text)) return *std::move(too_long);
  const std::size_t start = csdl::length_of_mark(text);
  auto json = parse_json(text, start);
  if (!json) return std::move(json).error();
  const std::string_view body = text.substr(start);
  if (!json->is_object()) return failure(text, start, 0, "the document is not a JSON object");
  if (const auto duplicate = csdl::find_duplicate_member(body)) {
    return failure(text, start + duplicate->span.offset, duplicate->span.length,
                   "there are two members " + csdl::quoted(duplicate->name));
  }

  csdl::Context context([&](const csdl::Path& path) { return csdl::find_place(body, path); }, csdl::Syntax::json);
  return csdl::read_document(context, json->get_object(), text, start);
}

}  // namespace v0
}  // namespace tamis
