// Makes gzip data.
#pragma once

#include <string>
#include <string_view>

namespace tamis::tests {

/// One member of gzip data; empty where the tests are built without zlib.
std::string gzipped(std::string_view text);

}  // namespace tamis::tests
