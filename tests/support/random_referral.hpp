// Made-up referrals, of about two kilobytes each: the same ones on every machine.
#pragma once

#include "tests/support/json_tree.hpp"
#include "tests/support/random_expression.hpp"

namespace tamis::tests {

/// A referral. What the documented requests ask for is common enough that each selects some; members are null or
/// absent now and then, texts are of many languages.
Json random_referral(Random& random);

}  // namespace tamis::tests
