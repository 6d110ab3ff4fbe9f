// The kinds of texts by the words of --as, and which the commands take theirs for without it.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <tamis/parse.hpp>

namespace tamis::cli {

const std::vector<std::pair<std::string, TextKind>>& text_kinds();

/// What a command takes its text for unless --as says otherwise.
TextKind usual_kind(std::string_view command) noexcept;

}  // namespace tamis::cli
