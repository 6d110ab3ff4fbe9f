// apply_text: a query applied to the records of a text.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include <tamis/match_records.hpp>
#include <tamis/query.hpp>
#include <tamis/read.hpp>

namespace tamis {
inline namespace v0 {

/// What a query gives over a text.
struct TextAnswer {
  std::string text{};  ///< empty on an error
  RecordLayout layout = RecordLayout::none;
  std::uint64_t matched = 0;  ///< records that meet the query, whatever the paging
  std::optional<RecordError> error{};
};

/// Applies a query to the records of a text, read as read_records() does; the limits are those of the context. The
/// answer has the layout of the text: a response for a response; an array for an array and lines for lines, but a
/// response with ApplyOptions::page_size; for one object that object, or `null` where it does not match. As
/// Query::apply(), but that records keep their own text, and numbers are exact.
TextAnswer apply_text(std::string_view text, const Query& query, EvaluationContext& context,
                      const ApplyOptions& options = {});

}  // namespace v0
}  // namespace tamis
