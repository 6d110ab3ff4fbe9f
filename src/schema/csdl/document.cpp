// From documents to a schema: which documents there are, then the steps of reading them, one after the other.
#include "src/schema/csdl/document.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include "src/schema/csdl/steps.hpp"
#include "src/text/utf8.hpp"

namespace tamis {
inline namespace v0 {
namespace csdl {

namespace {

constexpr std::size_t longest = std::size_t{32} << 20;  // bytes of all documents; the largest services publish 10 MiB
constexpr std::size_t most_documents = 64;

/// The first document, those given with it, and those that any of them refers to.
class Library {
 public:
  explicit Library(const SchemaOptions& options) : options_(options) {}

  std::optional<Diagnostics> collect(std::string_view text, Syntax syntax) {
    if (auto wrong = add(text, syntax, "")) return wrong;
    std::size_t number = 1;
    for (const std::string& further : options_.documents) {
      if (auto wrong = add(further, syntax_of(further), "document " + std::to_string(++number))) return wrong;
    }
    for (std::size_t i = 0; i < documents_.size(); ++i) {  // documents come on while this goes
      if (auto wrong = follow(documents_[i])) return wrong;
    }
    return std::nullopt;
  }
  const std::deque<Document>& documents() const noexcept { return documents_; }

 private:
  std::optional<Diagnostics> add(std::string_view text, Syntax syntax, const std::string& name) {
    total_ += text.size();
    if (total_ > longest) {
      return failure({}, 0, 0,
                     "the document has " + std::to_string(total_) + " bytes; the limit is " + std::to_string(longest));
    }
    if (documents_.size() == most_documents) {
      return failure({}, 0, 0, "there are more than " + std::to_string(most_documents) + " documents");
    }
    auto document = syntax == Syntax::xml ? read_xml_document(text) : read_json_document(text);
    if (!document) {
      Diagnostics diagnostics = std::move(document).error();
      for (Diagnostic& diagnostic : diagnostics.items) {
        if (!name.empty()) diagnostic.notes.push_back("this is in the referenced document " + quoted(name));
      }
      return diagnostics;
    }
    document->name = name;
    for (const auto& member : document->json) {
      if (is_child_name(member.key())) declared_.emplace(member.key());
    }
    documents_.push_back(*std::move(document));
    return std::nullopt;
  }

  /// Fetches what a document refers to, as far as no document has it.
  std::optional<Diagnostics> follow(const Document& document) {
    const auto* references = document.json.if_contains("$Reference");
    if (references == nullptr || !references->is_object() || !options_.resolve) return std::nullopt;
    for (const auto& reference : references->get_object()) {
      const std::string_view uri = reference.key();
      if (!is_wanted(reference.value()) || !asked_.emplace(uri).second) continue;
      auto text = options_.resolve(uri);
      if (!text) continue;
      texts_.push_back(*std::move(text));
      if (auto wrong = add(texts_.back(), syntax_of(texts_.back()), std::string(uri))) return wrong;
    }
    return std::nullopt;
  }

  /// Whether a $Reference includes a schema that is not there yet and is no standard vocabulary.
  bool is_wanted(const boost::json::value& reference) const {
    const auto* object = reference.if_object();
    const auto* includes = object == nullptr ? nullptr : object->if_contains("$Include");
    if (includes == nullptr || !includes->is_array()) return false;
    const auto& all = includes->get_array();
    return std::any_of(all.begin(), all.end(), [&](const boost::json::value& include) {
      const auto* entry = include.if_object();
      const auto* space = entry == nullptr ? nullptr : entry->if_contains("$Namespace");
      return space != nullptr && space->is_string() && !is_vocabulary(space->get_string())
          && !declared_.contains(std::string_view(space->get_string()));
    });
  }

  const SchemaOptions& options_;
  std::deque<Document> documents_{};
  std::deque<std::string> texts_{};  // of those fetched
  std::set<std::string, std::less<>> declared_{}, asked_{};
  std::size_t total_ = 0;
};

}  // namespace

Syntax syntax_of(std::string_view text) noexcept {
  const std::size_t first = text.find_first_not_of(std::string_view(" \t\r\n\0\xEF\xBB\xBF\xFE\xFF", 10));
  return first != std::string_view::npos && text[first] == '<' ? Syntax::xml : Syntax::json;
}

std::size_t length_of_mark(std::string_view text) noexcept {
  return text.starts_with(byte_order_mark) ? byte_order_mark.size() : 0;
}

Diagnostics failure(std::string_view text, std::size_t offset, std::size_t length, std::string message, Code code) {
  const Span span{static_cast<std::uint32_t>(offset), static_cast<std::uint32_t>(length)};
  return Diagnostics{std::string(text), {{Severity::error, code, span, std::move(message)}}};
}

Result<Schema> load(std::string_view text, Syntax syntax, const SchemaOptions& options) {
  Library library(options);
  if (auto wrong = library.collect(text, syntax)) return *std::move(wrong);
  Context context(library.documents());
  declare(context);
  read_types(context);
  annotate_types(context);
  read_operations(context);
  read_containers(context);
  check_targets(context);
  if (context.errors.empty()) return Schema(std::move(context.data));
  return context.errors.take();
}

}  // namespace csdl
}  // namespace v0
}  // namespace tamis
