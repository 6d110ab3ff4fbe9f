// The classic slips: what authors who know another language write, and what OData writes instead.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include <tamis/diagnostic.hpp>

namespace tamis {
inline namespace v0 {

/// Adds notes, a suggestion and a fix to a syntax error, where the text around its place shows what was meant.
/// Spans are of the decoded text. `labels` is what the parser expected there; `end` is where the part that was
/// parsed ends.
void explain_slip(Diagnostic& d, const std::vector<std::string_view>& labels, std::string_view text, std::uint32_t end);

}  // namespace v0
}  // namespace tamis
