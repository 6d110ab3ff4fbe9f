// The members of a response beside its records.
#include "src/query/envelope.hpp"

namespace tamis {
inline namespace v0 {

std::string control_name(const boost::json::object& envelope, std::string_view name) {
  bool short_names = false;
  for (const std::string_view known : {"@context", "@count", "@nextLink"})
    short_names = short_names || envelope.contains({known.data(), known.size()});
  return (short_names ? "@" : "@odata.") + std::string(name);
}

}  // namespace v0
}  // namespace tamis
