// Reading a file in blocks of whole lines, the same way for every contestant.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace tamis::bench {

/// A file, block by block: each ends with a line feed, or the file does. Behind each block stand at least `padding`
/// bytes that may be read. Throws std::runtime_error where the file cannot be read.
class LineBlocks {
 public:
  static constexpr std::size_t padding = 64;  ///< what simdjson asks for, and more
  static constexpr std::size_t usual_size = std::size_t{256} << 10;

  explicit LineBlocks(const std::string& path, std::size_t size = usual_size);
  ~LineBlocks();
  LineBlocks(const LineBlocks&) = delete;
  LineBlocks& operator=(const LineBlocks&) = delete;

  /// The next block, empty at the end; valid until the next call.
  std::string_view next();

 private:
  std::size_t fill(std::size_t kept);
  int file_;
  std::vector<char> buffer_;
  std::size_t begin_ = 0, end_ = 0;  // what has been read beyond the last block
};

/// The next line of a block, without its line feed; takes it off.
std::string_view take_line(std::string_view& block);

/// Reads the file and finds all line feeds, and does nothing else: as fast as this machine can.
std::uint64_t count_lines(const std::string& path);

}  // namespace tamis::bench
