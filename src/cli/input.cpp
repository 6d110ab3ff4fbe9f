// Files and standard input, read as their bytes come.
#include "src/cli/input.hpp"

#include <algorithm>
#include <cerrno>
#include <system_error>
#include <utility>

#include "src/cli/system.hpp"

namespace tamis::cli {

namespace {
constexpr std::size_t chunk = std::size_t{256} * 1024;
}

Input::Input(const std::string& name, std::function<void()> before_waiting)
    : name_(name == "-" ? "<stdin>" : name), before_waiting_(std::move(before_waiting)), bytes_(chunk) {
  file_ = name == "-" ? system::standard_input : system::open(name);
  if (file_ < 0) error_ = errno;
}

Input::~Input() {
  if (file_ > system::standard_input) system::close(file_);
}

std::string_view Input::next_chunk() {
  if (error_ != 0) return {};
  if (before_waiting_) before_waiting_();
  const std::ptrdiff_t got = system::read(file_, bytes_.data(), bytes_.size());
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

std::streamsize Input::showmanyc() { return error_ != 0 ? 0 : system::bytes_ready(file_); }

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
