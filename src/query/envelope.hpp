// The members of a response beside its records.
#pragma once

#include <boost/json/object.hpp>
#include <string>
#include <string_view>

namespace tamis {
inline namespace v0 {

/// What control information such as `count` is called in a response: 4.01 leaves the prefix `odata.` out, and a
/// response does so everywhere.
std::string control_name(const boost::json::object& envelope, std::string_view name);

}  // namespace v0
}  // namespace tamis
