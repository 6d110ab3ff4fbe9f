// All calls of the C interface that take memory, one after the other.
#pragma once

#include <tamis/tamis.h>

namespace tamis::tests {

/// The first status that is not as it should be, else TAMIS_OK. All that was made is freed.
tamis_status go_through(const tamis_allocator& allocator);

}  // namespace tamis::tests
