// Files of src/schema/ that are compiled in. The build writes the definitions (.cmake/embed.cmake).
#pragma once

#include <string_view>

namespace tamis::embedded {

/// The bytes of referral.csdl.json: the schema of Partner Center referrals, CSDL JSON in UTF-8.
extern const std::string_view referral_csdl;

}  // namespace tamis::embedded
