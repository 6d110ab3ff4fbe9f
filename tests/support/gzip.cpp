// Makes gzip data.
#include "tests/support/gzip.hpp"

#if TAMIS_GZIP
#  include <zlib.h>
#endif

namespace tamis::tests {

#if TAMIS_GZIP
std::string gzipped(std::string_view text) {
  z_stream zip{};
  deflateInit2(&zip, Z_BEST_SPEED, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY);
  std::string out(deflateBound(&zip, static_cast<uLong>(text.size())), '\0');
  zip.next_in = reinterpret_cast<z_const Bytef*>(const_cast<char*>(text.data()));
  zip.avail_in = static_cast<uInt>(text.size());
  zip.next_out = reinterpret_cast<Bytef*>(out.data());
  zip.avail_out = static_cast<uInt>(out.size());
  deflate(&zip, Z_FINISH);
  out.resize(zip.total_out);
  deflateEnd(&zip);
  return out;
}
#else
std::string gzipped(std::string_view) { return {}; }
#endif

}  // namespace tamis::tests
