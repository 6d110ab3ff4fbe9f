// CSDL documents: each becomes CSDL JSON with places; all of them together become one schema.
#pragma once

#include <boost/json.hpp>
#include <deque>
#include <functional>
#include <string>
#include <string_view>

#include <tamis/schema.hpp>

#include "src/schema/csdl/path.hpp"

namespace tamis {
inline namespace v0 {
namespace csdl {

/// What a document is written in: XML has an attribute `Name` where JSON has a member `$Name`.
enum class Syntax { json, xml };

/// A document that has been read. `text` is not owned.
struct Document {
  std::string name{};  // the URI under which it was found; empty for the first
  std::string_view text{};
  Syntax syntax = Syntax::json;
  boost::json::object json{};
  std::function<Span(const Path&)> locate{};  // in the text
};

/// Told apart by the first character that is not blank: XML begins with `<`, in any encoding.
Syntax syntax_of(std::string_view text) noexcept;

/// json_document.cpp and xml_document.cpp; failures are about the text as such and, in XML, about values of attributes.
Result<Document> read_json_document(std::string_view text);
Result<Document> read_xml_document(std::string_view text);

/// Reads a document and those that it refers to, and makes a schema of them.
Result<Schema> load(std::string_view text, Syntax syntax, const SchemaOptions& options);

/// `invalid-schema`, or another code, about a text.
Diagnostics failure(std::string_view text, std::size_t offset, std::size_t length, std::string message,
                    Code code = Code::invalid_schema);

/// How many bytes at the beginning of a text are the byte order mark of UTF-8.
std::size_t length_of_mark(std::string_view text) noexcept;

}  // namespace csdl
}  // namespace v0
}  // namespace tamis
