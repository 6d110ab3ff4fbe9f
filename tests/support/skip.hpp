// How a test case says that it could not be run.
#pragma once

#include <string_view>

namespace tamis::tests {

/// Prints the reason and makes the running test case count as skipped, unless it fails. It does not
/// end the test case: return after it.
void skip(std::string_view reason);

}  // namespace tamis::tests
