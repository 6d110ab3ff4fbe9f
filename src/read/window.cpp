// Window: loads, forgets, and counts lines.
#include "src/read/window.hpp"

#include <cstring>

namespace tamis {
inline namespace v0 {
namespace read {

namespace {

constexpr std::size_t chunk = std::size_t{64} * 1024;

/// Counts the lines of `text` on top of `place`, which is where the text begins.
Place after(Place place, std::string_view text) noexcept {
  place.offset += text.size();
  std::size_t line_begin = 0;
  for (std::size_t feed; (feed = text.find('\n', line_begin)) != std::string_view::npos;) {
    ++place.line;
    place.column = 1;
    line_begin = feed + 1;
  }
  place.column += text.size() - line_begin;
  return place;
}

}  // namespace

bool Window::load() {
  make_room();
  using Traits = std::istream::traits_type;
  if (!input_.good() || Traits::eq_int_type(input_.peek(), Traits::eof())) return false;
  const auto room = static_cast<std::streamsize>(bytes_.size() - end_);
  std::streamsize got = input_.readsome(bytes_.data() + end_, room);
  if (got <= 0) {  // a stream that cannot say how much is there
    bytes_[end_] = Traits::to_char_type(input_.get());
    got = 1;
  }
  end_ += static_cast<std::size_t>(got);
  return true;
}

void Window::make_room() {
  if (bytes_.size() - end_ >= chunk) return;
  if (begin_ > 0 && begin_ >= end_ - begin_) {  // moving costs no more than was dropped
    std::memmove(bytes_.data(), bytes_.data() + begin_, end_ - begin_);
    end_ -= begin_;
    begin_ = 0;
  }
  if (bytes_.size() - end_ < chunk) bytes_.resize(2 * bytes_.size() + chunk);
}

int Window::at(std::size_t index) {
  while (index >= end_ - begin_) {
    if (!load()) return -1;
  }
  return static_cast<unsigned char>(bytes_[begin_ + index]);
}

void Window::drop(std::size_t count) noexcept {
  mark_ = place(count);
  begin_ += count;
}

Place Window::place(std::size_t index) const noexcept { return after(mark_, held().substr(0, index)); }

}  // namespace read
}  // namespace v0
}  // namespace tamis
