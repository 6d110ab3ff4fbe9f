// The steps of reading a CSDL document, one after the other.
#include "src/schema/csdl/document.hpp"

#include <string>
#include <utility>

#include "src/schema/csdl/steps.hpp"

namespace tamis {
inline namespace v0 {
namespace csdl {

namespace {

constexpr std::size_t longest = std::size_t{32} << 20;  // bytes; the largest services publish about 10 MiB
constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

}  // namespace

std::optional<Diagnostics> check_length(std::string_view text) {
  if (text.size() <= longest) return std::nullopt;
  const std::string message =
      "the document has " + std::to_string(text.size()) + " bytes; the limit is " + std::to_string(longest);
  return Diagnostics{{}, {{Severity::error, Code::invalid_schema, {}, message}}};
}

std::size_t length_of_mark(std::string_view text) noexcept {
  return text.starts_with(byte_order_mark) ? byte_order_mark.size() : 0;
}

Result<Schema> read_document(Context& context, const boost::json::object& json, std::string_view text,
                             std::size_t start) {
  const Element document{&json, {}};
  declare(context, document);
  read_types(context);
  annotate_types(context);
  read_functions(context);
  read_containers(context, document);
  check_targets(context);
  if (context.errors.empty()) return Schema(std::move(context.data));
  Diagnostics diagnostics{std::string(text), context.errors.take()};
  for (Diagnostic& diagnostic : diagnostics.items)
    diagnostic.span.offset += static_cast<std::uint32_t>(start);
  diagnostics.sort();
  return diagnostics;
}

}  // namespace csdl
}  // namespace v0
}  // namespace tamis
