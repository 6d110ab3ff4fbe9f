// The kinds of texts by the words of --as.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include <tamis/parse.hpp>

namespace tamis::cli {

const std::vector<std::pair<std::string, TextKind>>& text_kinds();

}  // namespace tamis::cli
