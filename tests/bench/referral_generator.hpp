// Made-up referrals for benchmarks: the same ones on every machine, from a seed and a number.
#pragma once

#include <cstdint>
#include <string>

namespace tamis::bench {

/// Appends one referral as JSON text on one line, without a line feed: about 2 KB, all members of the type in the
/// order in which a service writes them, strings with escapes and with UTF-8, 0 to 5 members of the team. The text
/// follows from `seed` and `index` alone.
///
/// How often things hold: `status` New 22 %, Active 38 %; `qualification` SalesQualified 15 %; `direction` Incoming
/// 55 %; `country` US 10 %; `type` Shared 60 %; a team with r2d2@contoso.com 5 %.
void append_referral(std::string& text, std::uint64_t seed, std::uint64_t index);

/// What stands in front of the records of a response, and behind them.
std::string response_head(std::uint64_t records);
std::string response_tail();

/// A number that changes when the generator does: part of the names of generated files.
std::uint64_t generator_fingerprint(std::uint64_t seed);

}  // namespace tamis::bench
