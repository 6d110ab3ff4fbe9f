// The program under test, and a few records to give it.
#pragma once

#include <boost/json/value.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "tests/support/run_program.hpp"
#include "tests/support/skip.hpp"

namespace tamis::tests {

using Words = std::vector<std::string>;

/// Whether the program was not built; then the test case is skipped.
bool no_program();

/// Whether there is no POSIX for it (run_program.hpp); then the test case is skipped.
bool no_posix();

Ran tamis_with(const Words& arguments, std::string_view input = {}, const Surroundings& surroundings = {});

/// A status, nothing on standard output, and words on standard error.
void check_refused(const Ran& ran, int status);

/// Each line of standard output as JSON.
std::vector<boost::json::value> answers(const Ran& ran);

/// Three referrals, a line each; the second is not new.
extern const std::string line_a, line_b, line_c;
extern const std::string ndjson, array, response;  ///< the three in each layout
extern const std::string is_new;

}  // namespace tamis::tests
