// Files and standard input, read as their bytes come.
#pragma once

#include <cstdint>
#include <functional>
#include <streambuf>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tamis::cli {

/// A file, or standard input for `-`. A stream buffer that gives what there is without waiting for more.
class Input : public std::streambuf {
 public:
  /// `before_waiting` is called before each read: the place to flush what the user may wait for.
  explicit Input(const std::string& name, std::function<void()> before_waiting = {});
  ~Input() override;
  Input(const Input&) = delete;
  Input& operator=(const Input&) = delete;

  /// The next bytes, whatever their number; none at the end or at an error.
  std::string_view next_chunk();
  /// Why it cannot be read: an errno, or 0.
  int error() const noexcept { return error_; }
  /// How many bytes have been read.
  std::uint64_t bytes_read() const noexcept { return bytes_read_; }
  /// How messages call it.
  const std::string& name() const noexcept { return name_; }

 protected:
  int_type underflow() override;
  /// How many bytes are there to be read, or come within a moment.
  std::streamsize showmanyc() override;

 private:
  std::string name_;
  std::function<void()> before_waiting_;
  std::vector<char> bytes_;
  std::uint64_t bytes_read_ = 0;
  int file_ = -1;
  int error_ = 0;
};

/// All of a file; nothing, and the reason in `error`, when it cannot be read.
bool read_file(const std::string& name, std::string& text, std::string& error);

/// Splits an input into lines of which no more is kept than asked for.
class LineReader {
 public:
  /// `next_chunk` gives the next bytes, none at the end; they stay until it is called again.
  LineReader(std::function<std::string_view()> next_chunk, std::size_t longest)
      : next_chunk_(std::move(next_chunk)), longest_(longest) {}

  /// The next line, without its line feed and one carriage return before that. False at the end: a last
  /// line feed begins no line. Of a line that is longer than `longest` only that many bytes and one are
  /// kept; the rest is passed over.
  bool next(std::string& line);

 private:
  void keep(std::string& line, std::string_view part) const;

  std::function<std::string_view()> next_chunk_;
  std::size_t longest_;
  std::string_view chunk_{};
};

}  // namespace tamis::cli
