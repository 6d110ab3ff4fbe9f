// Places in a JSON document: by path while it is read, by bytes when there is something to say.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <tamis/diagnostic.hpp>

namespace tamis {
inline namespace v0 {
namespace csdl {

/// The way from the top of a document to one of its values. Does not own the names.
class Path {
 public:
  struct Step {
    std::string_view name;  // of a member
    std::size_t index = 0;  // of an array's item
    bool is_item = false;
  };

  Path() = default;
  /// The top of one of several documents.
  explicit Path(std::uint32_t document) : document_(document) {}

  Path member(std::string_view name) const;
  Path item(std::size_t index) const;
  const std::vector<Step>& steps() const noexcept { return steps_; }
  std::uint32_t document() const noexcept { return document_; }
  /// As a JSON pointer (RFC 6901), long names cut.
  std::string pointer() const;

 private:
  std::uint32_t document_ = 0;
  std::vector<Step> steps_{};
};

/// Where a path leads: the span of a member's name; of an array's item, if it is a string, all of it, else its
/// first byte. Where the path leads nowhere, that of its last step which exists. The text must be valid JSON.
/// Linear in the length of the text.
Span find_place(std::string_view json, const Path& path);

/// The second of two members of one object that have the same name, if there is any.
struct DuplicateMember {
  Span span;
  std::string name;
};
std::optional<DuplicateMember> find_duplicate_member(std::string_view json);

/// A name out of a document as it may stand in a message: in quotes, cut to 60 characters.
std::string quoted(std::string_view name);

}  // namespace csdl
}  // namespace v0
}  // namespace tamis
