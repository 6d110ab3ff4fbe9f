// Standard output for data and standard error for words.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>

#include <tamis/diagnostic.hpp>

#include "src/cli/progress.hpp"
#include "src/cli/status.hpp"

namespace tamis::cli {

/// Standard output, buffered. Once it cannot be written to, nothing more is; finish() says what that
/// makes of the exit status.
class Output {
 public:
  /// `before_writing` is called before each write to the device.
  explicit Output(std::function<void()> before_writing) : before_writing_(std::move(before_writing)) {
    buffer_.reserve(capacity);
  }

  /// False once writing is in vain: the reader of a pipe has gone, or the device is full.
  bool write(std::string_view text);
  bool flush();
  bool usable() const noexcept { return error_ == 0; }

  bool is_terminal() const noexcept;
  /// Columns of the terminal, or 0 when it is none.
  std::size_t width() const noexcept;

  /// The errno of the first write that failed, or 0.
  int error() const noexcept { return error_; }

 private:
  static constexpr std::size_t capacity = std::size_t{64} * 1024;
  bool write_through(std::string_view text);

  std::function<void()> before_writing_;
  std::string buffer_;
  int error_ = 0;
};

/// How words are given.
struct Manners {
  bool json = false;   ///< diagnostics as JSON
  bool quiet = false;  ///< errors only
};

/// Both ends of the program towards its user.
class Terminal {
 public:
  Terminal() : out([this] { progress.erase(); }) {}
  Terminal(const Terminal&) = delete;
  Terminal& operator=(const Terminal&) = delete;

  mutable Progress progress;
  Output out;
  Manners manners;

  /// A remark, unless quiet.
  void remark(std::string_view text) const;
  /// Why the program ends as it does.
  void complain(std::string_view text) const;
  /// Diagnostics about a text of the command line, or of a named file.
  void show(const Diagnostics& diagnostics, const std::string& source = {}) const;
  /// One fault of the data: where (line 0: of the file as a whole), which code, what, and in which part of the
  /// expression `text` it was found.
  void show_fault(const std::string& file, std::uint64_t line, std::uint64_t column, const Diagnostic& fault,
                  std::string_view text = {}) const;

  /// Flushes; the status to end with, given that of the work done. A reader that went away has got what
  /// it wanted.
  Status finish(Status status);

 private:
  /// Says it, without a progress line before it.
  void tell(std::string_view text) const;
};

/// Writes to standard error, come what may.
void say(std::string_view text);

/// Whether the terminal is said to obey no control sequences: TERM=dumb.
bool is_dumb_terminal();

/// Text for people from strangers: control characters and what turns the writing direction escaped.
std::string printable(std::string_view text);

}  // namespace tamis::cli
