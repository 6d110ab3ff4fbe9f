// mmap(2). To read(2) the file in blocks into the same memory again and again was a fifth slower for the newline scan.
#include "tests/bench/mapped_file.hpp"

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cstring>
#include <stdexcept>

namespace tamis::bench {

MappedFile::MappedFile(const std::string& path) {
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  const off_t end = file < 0 ? 0 : ::lseek(file, 0, SEEK_END);
  if (file < 0 || end <= 0) throw std::runtime_error("cannot read " + path);
  size_ = static_cast<std::size_t>(end);
  mapped_ = size_ + padding;
  // Anonymous memory first, then the file over it: what the file does not fill stays readable.
  void* const place = ::mmap(nullptr, mapped_, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (place != MAP_FAILED)
    memory_ = static_cast<char*>(::mmap(place, size_, PROT_READ, MAP_PRIVATE | MAP_FIXED, file, 0));
  ::close(file);
  if (place == MAP_FAILED || memory_ == MAP_FAILED) throw std::runtime_error("cannot map " + path);
}

MappedFile::~MappedFile() { ::munmap(memory_, mapped_); }

std::string_view take_line(std::string_view& text) {
  const void* const found = std::memchr(text.data(), '\n', text.size());
  const std::size_t length =
      found ? static_cast<std::size_t>(static_cast<const char*>(found) - text.data()) : text.size();
  const std::string_view line = text.substr(0, length);
  text.remove_prefix(found ? length + 1 : length);
  return line;
}

std::uint64_t count_lines(const std::string& path) {
  const MappedFile file(path);
  std::uint64_t lines = 0;
  for (std::string_view text = file.text(); !text.empty(); ++lines)
    take_line(text);
  return lines;
}

}  // namespace tamis::bench
