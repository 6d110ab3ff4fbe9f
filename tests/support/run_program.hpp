// Runs a program with arguments and text on its standard input, and collects what it says.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace tamis::tests {

struct Ran {
  int status = -1;  ///< as its parent sees it; 128 + the signal that ended it
  std::string out;
  std::string err;
  /// Kibibytes of resident memory, but never less than this process had when it started the program.
  long peak_memory = 0;
  double processor_seconds = 0;  ///< that it took, its own and the system's for it
};

/// What else the program may find.
struct Surroundings {
  std::string output_file{};               ///< standard output goes to this file; Ran::out stays empty
  bool close_output = false;               ///< the reading end of standard output is closed from the start
  std::vector<std::string> environment{};  ///< `NAME=value`, the whole of it; on Windows added to what there is
  unsigned short output_terminal = 0;      ///< standard output is a terminal of so many columns
  unsigned short error_terminal = 0;       ///< standard error is one
  unsigned short input_terminal = 0;       ///< standard input is one, at which Ctrl-D is typed
  std::size_t data_limit = 0;              ///< the program may have so many kibibytes of memory for data, not more
};

/// Whether there are the shell, the terminals, the devices and the limits that POSIX has. Without them a program can be
/// given an input, and have its output closed.
bool has_posix();

/// The program and its arguments; the first is its path.
Ran run_program(const std::vector<std::string>& command, std::string_view input = {},
                const Surroundings& surroundings = {});

/// A directory for one test's files, removed with all in it.
class TemporaryDirectory {
 public:
  TemporaryDirectory();
  ~TemporaryDirectory();
  TemporaryDirectory(const TemporaryDirectory&) = delete;
  TemporaryDirectory& operator=(const TemporaryDirectory&) = delete;

  const std::string& path() const noexcept { return path_; }
  /// Writes a file; its path.
  std::string write(const std::string& name, std::string_view text) const;

 private:
  std::string path_;
};

/// A running program to talk with, line by line.
class Conversation {
 public:
  explicit Conversation(const std::vector<std::string>& command);
  ~Conversation();
  Conversation(const Conversation&) = delete;
  Conversation& operator=(const Conversation&) = delete;

  void say(std::string_view text) const;
  /// The next line of its standard output, waited for no longer than some seconds; without its line feed.
  std::string hear() const;
  /// Closes its input; its status.
  int end();

 private:
  struct Program;
  std::unique_ptr<Program> program_;  ///< none once it has ended
};

}  // namespace tamis::tests
