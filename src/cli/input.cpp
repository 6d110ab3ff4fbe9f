// Files and standard input, read as their bytes come.
#include "src/cli/input.hpp"

#include <fcntl.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <system_error>
#include <utility>

namespace tamis::cli {

namespace {
constexpr std::size_t chunk = std::size_t{256} * 1024;
}

Input::Input(const std::string& name, std::function<void()> before_waiting)
    : name_(name == "-" ? "<stdin>" : name), before_waiting_(std::move(before_waiting)), bytes_(chunk) {
  file_ = name == "-" ? STDIN_FILENO : ::open(name.c_str(), O_RDONLY | O_CLOEXEC);
  if (file_ < 0) error_ = errno;
}

Input::~Input() {
  if (file_ > STDIN_FILENO) ::close(file_);
}

std::string_view Input::next_chunk() {
  if (error_ != 0) return {};
  if (before_waiting_) before_waiting_();
  ssize_t got = 0;
  do {
    got = ::read(file_, bytes_.data(), bytes_.size());
  } while (got < 0 && errno == EINTR);
  if (got < 0) error_ = errno;
  if (got <= 0) return {};
  bytes_read_ += static_cast<std::uint64_t>(got);
  return {bytes_.data(), static_cast<std::size_t>(got)};
}

Input::int_type Input::underflow() {
  const std::size_t got = next_chunk().size();
  if (got == 0) return traits_type::eof();
  setg(bytes_.data(), bytes_.data(), bytes_.data() + got);
  return traits_type::to_int_type(*gptr());
}

std::streamsize Input::showmanyc() {
  constexpr int moment = 1;  // a millisecond: for who writes to a pipe to fill it again
  struct stat file {};
  if (error_ != 0 || ::fstat(file_, &file) != 0) return 0;
  if (S_ISREG(file.st_mode)) return std::max<off_t>(file.st_size - ::lseek(file_, 0, SEEK_CUR), 0);
  pollfd waiting{file_, POLLIN, 0};
  int bytes = 0;
  return ::poll(&waiting, 1, moment) > 0 && ::ioctl(file_, FIONREAD, &bytes) == 0 ? bytes : 0;
}

bool read_file(const std::string& name, std::string& text, std::string& error) {
  Input input(name);
  text.clear();
  for (std::string_view part; !(part = input.next_chunk()).empty();)
    text += part;
  if (input.error() == 0) return true;
  error = input.name() + ": " + std::generic_category().message(input.error());
  return false;
}

void LineReader::keep(std::string& line, std::string_view part) const {
  // Two more than the longest: one to tell that it is longer, one for a carriage return.
  const std::size_t room = longest_ + 2 - std::min(line.size(), longest_ + 2);
  line += part.substr(0, room);
}

bool LineReader::next(std::string& line) {
  line.clear();
  bool any = false;
  while (true) {
    if (chunk_.empty() && (chunk_ = next_chunk_()).empty()) break;
    any = true;
    const std::size_t feed = chunk_.find('\n');
    keep(line, chunk_.substr(0, feed));
    chunk_.remove_prefix(feed == std::string_view::npos ? chunk_.size() : feed + 1);
    if (feed == std::string_view::npos) continue;
    if (!line.empty() && line.back() == '\r' && line.size() <= longest_ + 1) line.pop_back();
    break;
  }
  line.resize(std::min(line.size(), longest_ + 1));
  return any;
}

}  // namespace tamis::cli
