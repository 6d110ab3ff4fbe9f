// The schemas that fuzz targets choose from by a byte, and records for them.
#pragma once

#include <string_view>
#include <vector>

#include <tamis/schema.hpp>

namespace tamis::fuzz {

/// As seeds name them: the referrals, none, T.Record of tests/support/every_type.hpp, tests/data/hiking.csdl.json.
enum class Choice : unsigned char { referral, none, every_type, hiking, count_ };

constexpr Choice choice(unsigned byte) { return static_cast<Choice>(byte % static_cast<unsigned>(Choice::count_)); }
const Schema& schema(Choice choice);
/// A few records of its default type, as texts whose numbers Boost values hold exactly.
const std::vector<std::string_view>& records(Choice choice);

}  // namespace tamis::fuzz
