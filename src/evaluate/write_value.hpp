// Values as text: the OData text of a primitive value, and JSON.
#pragma once

#include <string>

#include <tamis/schema.hpp>

#include "src/value/value.hpp"

namespace tamis {
inline namespace v0 {

/// A double, shortest round-trip, without exponent from 1e-6 to 1e21: `1.5`, `100000`, `1e-7`.
std::string write_number(double number);

/// The text of a primitive value that is not null: what cast(…,Edm.String) gives.
std::string primitive_text(const Value& value, const Schema& schema);

/// A value that is no part of a record, no list and no object, as JSON: numbers and Booleans bare (NaN and infinities
/// in a string), all else in a string, null and unknown as null.
void write_json(const Value& value, const Schema& schema, std::string& out);

}  // namespace v0
}  // namespace tamis
