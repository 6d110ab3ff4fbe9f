// What the program asks of the system: POSIX.
#include "src/cli/system.hpp"

#include <fcntl.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>

namespace tamis::cli::system {

const char* const end_key = "Ctrl-D";

void prepare() { std::signal(SIGPIPE, SIG_IGN); }

std::vector<std::string> arguments(int argc, char** argv) { return {argv, argv + argc}; }

// Where standard input is closed, a file must not take its place: it would be read twice.
int open(const std::string& name) {
  const int file = ::open(name.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0 || file > STDERR_FILENO) return file;
  const int moved = ::fcntl(file, F_DUPFD_CLOEXEC, STDERR_FILENO + 1);
  ::close(file);
  return moved;
}

void close(int file) noexcept { ::close(file); }

std::ptrdiff_t read(int file, char* to, std::size_t most) {
  ssize_t got = 0;
  do {
    got = ::read(file, to, most);
  } while (got < 0 && errno == EINTR);
  return got;
}

std::ptrdiff_t write(int file, std::string_view bytes) {
  ssize_t written = 0;
  do {
    written = ::write(file, bytes.data(), bytes.size());
  } while (written < 0 && errno == EINTR);
  return written;
}

std::int64_t bytes_ready(int file) {
  constexpr int moment = 1;  // a millisecond: for who writes to a pipe to fill it again
  struct stat status {};
  if (::fstat(file, &status) != 0) return 0;
  if (S_ISREG(status.st_mode)) return std::max<off_t>(status.st_size - ::lseek(file, 0, SEEK_CUR), 0);
  pollfd waiting{file, POLLIN, 0};
  int bytes = 0;
  return ::poll(&waiting, 1, moment) > 0 && ::ioctl(file, FIONREAD, &bytes) == 0 ? bytes : 0;
}

std::optional<std::uint64_t> file_size(const std::string& name) {
  struct stat status {};
  const int failed = name == "-" ? ::fstat(standard_input, &status) : ::stat(name.c_str(), &status);
  if (failed != 0 || !S_ISREG(status.st_mode)) return std::nullopt;
  return static_cast<std::uint64_t>(status.st_size);
}

bool is_terminal(int file) noexcept { return ::isatty(file) != 0; }

std::size_t columns(int file) noexcept {
  winsize size{};
  const bool known = ::ioctl(file, TIOCGWINSZ, &size) == 0 && size.ws_col > 0;
  return known ? size.ws_col : 80;
}

std::filesystem::path path(const std::string& name) { return name; }

std::string name(const std::filesystem::path& path) { return path.string(); }

bool ends_with_separator(std::string_view name) noexcept { return name.ends_with('/'); }

}  // namespace tamis::cli::system
