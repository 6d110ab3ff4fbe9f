// The schema of Partner Center referrals, which is compiled in.
#include <tamis/schema.hpp>

#include "src/schema/embedded.hpp"

namespace tamis {
inline namespace v0 {

const Schema& referral_schema() {
  // value() would throw if the embedded text were wrong; a test reads it before anyone else does.
  static const Schema schema = Schema::from_csdl_json(embedded::referral_csdl).value();
  return schema;
}

}  // namespace v0
}  // namespace tamis
