// cast and isof for primitive values: OData 4.01 Part 2 §5.1.1.10.
#pragma once

#include <tamis/schema.hpp>

#include "src/value/scratch.hpp"

namespace tamis {
inline namespace v0 {

/// The value as a value of the type, or null where that cannot be. Of a list, item by item. Structured types
/// are the machine's matter. Unknown stays unknown.
Value cast_value(const Value& value, const Type& type, const Schema& schema, Scratch& scratch);

/// Whether an integer type can hold the number.
bool fits(std::int64_t number, TypeKind type) noexcept;

}  // namespace v0
}  // namespace tamis
