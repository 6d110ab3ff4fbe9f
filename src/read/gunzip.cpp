// Gunzip, with zlib or without.
#include "src/read/gunzip.hpp"

#include <algorithm>
#include <limits>
#include <utility>

#if TAMIS_GZIP
#  include <zlib.h>
#endif

namespace tamis {
inline namespace v0 {
namespace read {

bool Gunzip::fail(std::string message) {
  error_ = std::move(message);
  return false;
}

#if TAMIS_GZIP

struct Gunzip::Inflater {
  z_stream zip{};
  Inflater() = default;
  Inflater(const Inflater&) = delete;
  Inflater& operator=(const Inflater&) = delete;
  ~Inflater() { inflateEnd(&zip); }
};

Gunzip::Gunzip(Next next) : inflater_(std::make_unique<Inflater>()), next_(std::move(next)) {
  constexpr int largest_window = 15, gzip_only = 16;
  if (inflateInit2(&inflater_->zip, largest_window + gzip_only) != Z_OK) fail("there is no memory to unzip with");
}

bool Gunzip::next_input() {
  if (input_.empty()) input_ = next_();
  return !input_.empty();
}

/// What stands behind a member: another one, or zero bytes (tapes and archives fill up with those).
bool Gunzip::begin_member() {
  while (next_input() && input_.front() == '\0')
    input_.remove_prefix(1);
  if (input_.empty()) return false;
  if (!begins_gzip(static_cast<unsigned char>(input_.front()))) return fail("what follows the gzip data is none");
  in_member_ = inflateReset(&inflater_->zip) == Z_OK;
  return in_member_;
}

std::size_t Gunzip::read(char* to, std::size_t room) {
  constexpr std::size_t most = std::numeric_limits<uInt>::max();
  while (error_.empty()) {
    if (!in_member_ && !begin_member()) return 0;
    if (!next_input()) return fail("the gzip data end too early"), 0;
    z_stream& zip = inflater_->zip;
    const auto given = static_cast<uInt>(std::min(input_.size(), most));
    const auto free = static_cast<uInt>(std::min(room, most));
    zip.next_in = reinterpret_cast<z_const Bytef*>(const_cast<char*>(input_.data()));
    zip.avail_in = given;
    zip.next_out = reinterpret_cast<Bytef*>(to);
    zip.avail_out = free;
    const int state = inflate(&zip, Z_NO_FLUSH);
    input_.remove_prefix(given - zip.avail_in);
    if (state == Z_STREAM_END)
      in_member_ = false;
    else if (state != Z_OK && state != Z_BUF_ERROR)
      fail(std::string("the gzip data are damaged: ") + (zip.msg != nullptr ? zip.msg : "they cannot be unzipped"));
    if (zip.avail_out < free) return free - zip.avail_out;
  }
  return 0;
}

#else

struct Gunzip::Inflater {};

Gunzip::Gunzip(Next next) : next_(std::move(next)) {
  fail("the data are gzip, which this build cannot read (TAMIS_GZIP is off)");
}
std::size_t Gunzip::read(char*, std::size_t) { return 0; }

#endif

Gunzip::~Gunzip() = default;

}  // namespace read
}  // namespace v0
}  // namespace tamis
