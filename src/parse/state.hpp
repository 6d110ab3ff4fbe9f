// What the grammar's rules ask for while they match: nesting, the name scanned last, the operator and the
// call that were opened last. Shared by the pass that builds and the pass that explains a failure.
#pragma once

#include <cstdint>

#include "grammar/options.hpp"
#include "tamis/limits.hpp"
#include "tamis/tree.hpp"

namespace tamis {
inline namespace v0 {

/// A failure that ends the parse at once, whatever the grammar could still try.
struct Fatal {
  Code code = Code::syntax;
  std::uint32_t offset = 0;  ///< in the decoded text
  std::uint32_t limit = 0;
  bool set = false;
};

class ParseState {
 public:
  /// `text` is all of the decoded text; inputs are parts of it.
  ParseState(const Source& source, bool semicolon_is_data, const Limits& limits)
      : begin(source.decoded().data()), limits_(limits), source_(source), semicolon_is_data_(semicolon_is_data) {}

  // Read and written by rules in grammar/.
  const char* begin;
  grammar::ScannedName name{};
  grammar::CallForm call = grammar::CallForm::service;
  Operator operation = Operator::eq;
  grammar::ItemPath item_path{};
  std::uint32_t condition_depth = 0;  ///< depth of the condition of `case` around, 0 outside of one
  bool abandoned = false;  ///< a rule behind a point of no return did not match, or a limit was met: the text is wrong

  /// One level more; the text itself is a level too, around those that the limit counts.
  bool enter(const char* at) {
    if (depth_ > limits_.depth) {
      fail(Code::too_deep, at, limits_.depth);
      return false;
    }
    ++depth_;
    return true;
  }
  void leave() noexcept { --depth_; }

  /// Whether this byte was written as a percent sequence.
  bool was_encoded(const char* at) const noexcept { return source_.was_encoded(offset(at)); }
  /// Whether a semicolon inside a search word is data: written as %3B, or nothing else is possible here.
  bool is_data(const char* at) const noexcept { return semicolon_is_data_ || was_encoded(at); }

  std::uint32_t offset(const char* at) const noexcept { return static_cast<std::uint32_t>(at - begin); }
  const Fatal& fatal() const noexcept { return fatal_; }
  std::uint32_t depth() const noexcept { return depth_; }

  /// Records the first fatal failure.
  void fail(Code code, const char* at, std::uint32_t limit) noexcept {
    if (!fatal_.set) fatal_ = {code, offset(at), limit, true};
    abandoned = true;
  }

 protected:
  const Limits& limits_;
  const Source& source_;

 private:
  Fatal fatal_;
  std::uint32_t depth_ = 0;
  bool semicolon_is_data_;
};

}  // namespace v0
}  // namespace tamis
