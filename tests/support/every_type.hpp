// A schema with a property of every type that expressions can speak of, in CSDL JSON.
#pragma once

#include <string_view>

#include <tamis/schema.hpp>

namespace tamis::tests {

/// The type T.Record: the names of its properties say their types.
const Schema& every_type();
/// What records of it are: the type T.Record.
Type record_type();
std::string_view every_type_csdl();

}  // namespace tamis::tests
