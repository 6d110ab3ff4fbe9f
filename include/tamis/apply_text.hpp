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
/// Query::apply(), but that records keep their own text, and numbers are exact; so does the envelope. Reads as
/// EvaluationOptions::trust of the context says.
TextAnswer apply_text(std::string_view text, const Query& query, EvaluationContext& context,
                      const ApplyOptions& options = {});

/// The text of control information (JSON Format, section 4.6) of a response, such as `count` or `nextLink`, in an
/// envelope as ReadSummary::envelope holds it: of the member `@odata.count`, or else `@count`. Linear in the envelope.
std::optional<std::string> find_control(std::string_view envelope, std::string_view name);

/// An envelope, which may be empty, whose one member of that name has `value`, a JSON text, or which has none. It is
/// named without `odata.` where the envelope names others so. All else keeps its text. Linear in the envelope.
std::string with_control(std::string_view envelope, std::string_view name, const std::optional<std::string>& value);

}  // namespace v0
}  // namespace tamis
