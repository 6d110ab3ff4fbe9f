// Blocks of lines by read(2): into the same memory again and again, which stays in the cache. (To map the file
// costs page faults, and was slower.)
#include "tests/bench/blocks.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cstring>
#include <stdexcept>

namespace tamis::bench {

LineBlocks::LineBlocks(const std::string& path, std::size_t size)
    : file_(::open(path.c_str(), O_RDONLY | O_CLOEXEC)), buffer_(size + padding) {
  if (file_ < 0) throw std::runtime_error("cannot open " + path);
}

LineBlocks::~LineBlocks() { ::close(file_); }

// Reads behind the `kept` first bytes; gives how many bytes there are then.
std::size_t LineBlocks::fill(std::size_t kept) {
  if (kept + padding == buffer_.size()) buffer_.resize(2 * buffer_.size());
  const auto got = ::read(file_, buffer_.data() + kept, buffer_.size() - padding - kept);
  if (got < 0) throw std::runtime_error("cannot read");
  return kept + static_cast<std::size_t>(got);
}

std::string_view LineBlocks::next() {
  std::size_t kept = end_ - begin_;
  std::memmove(buffer_.data(), buffer_.data() + begin_, kept);
  for (;;) {
    const std::size_t size = fill(kept);
    const void* const last = ::memrchr(buffer_.data() + kept, '\n', size - kept);
    const bool at_end = size == kept;
    if (!last && !at_end) {
      kept = size;
      continue;
    }
    begin_ = at_end ? size : static_cast<std::size_t>(static_cast<const char*>(last) - buffer_.data()) + 1;
    end_ = size;
    return {buffer_.data(), begin_};
  }
}

std::string_view take_line(std::string_view& block) {
  const void* const found = std::memchr(block.data(), '\n', block.size());
  const std::size_t length =
      found ? static_cast<std::size_t>(static_cast<const char*>(found) - block.data()) : block.size();
  const std::string_view line = block.substr(0, length);
  block.remove_prefix(found ? length + 1 : length);
  return line;
}

std::uint64_t count_lines(const std::string& path) {
  LineBlocks blocks(path);
  std::uint64_t lines = 0;
  for (std::string_view block = blocks.next(); !block.empty(); block = blocks.next())
    for (; !block.empty(); ++lines)
      take_line(block);
  return lines;
}

}  // namespace tamis::bench
