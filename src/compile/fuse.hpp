// Fusing: the code of a leaf, recognised as one of the tests that a predicate can make by itself.
#pragma once

#include "src/compile/program.hpp"

namespace tamis {
inline namespace v0 {

/// Looks at the code of an entry, from `start` to its end. Where it is one of the common forms, gives the predicate
/// that form; else leaves it to the machine.
void fuse(Program& program, std::uint32_t start, Predicate& predicate);

/// Whether the path consists of members only.
bool is_plain(const Program& program, const Path& path) noexcept;

}  // namespace v0
}  // namespace tamis
