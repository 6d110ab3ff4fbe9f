// Window: loads, forgets, and counts lines.
#include "src/read/window.hpp"

#include <cstring>
#include <new>
#include <utility>

namespace tamis {
inline namespace v0 {
namespace read {

namespace {

constexpr std::size_t chunk = std::size_t{256} * 1024;

}  // namespace

Place place_after(Place place, std::string_view text) noexcept {
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

void GrowingBytes::grow(std::size_t size) {
  char* const grown = static_cast<char*>(std::realloc(bytes_.get(), size));
  if (grown == nullptr) throw std::bad_alloc();
  static_cast<void>(bytes_.release());  // realloc has freed it, or kept it
  bytes_.reset(grown);
  size_ = size;
}

Window::Window(std::istream& input, bool gzip)
    : input_(&input), looked_(!gzip), unreadable_(input.fail() && !input.eof()) {}

Window::Window(std::string_view text, bool gzip) : text_(text), looked_(!gzip), base_(text.data()), end_(text.size()) {
  if (gzip) look_for_gzip(text.empty() ? -1 : static_cast<unsigned char>(text.front()));
  if (gunzip_) end_ = 0;
}

void Window::look_for_gzip(int first_byte) {
  looked_ = true;
  if (!begins_gzip(first_byte)) return;
  if (input_ == nullptr) {
    gunzip_ = std::make_unique<Gunzip>([this] { return std::exchange(text_, std::string_view()); });
    return;
  }
  zipped_.resize(chunk);
  gunzip_ = std::make_unique<Gunzip>(
      [this] { return std::string_view(zipped_.data(), load_plain(zipped_.data(), zipped_.size())); });
}

bool Window::load() {
  if (!looked_) look_for_gzip(input_->good() ? input_->peek() : -1);
  if (input_ == nullptr && !gunzip_) return false;
  make_room();
  char* const to = bytes_.data() + end_;
  const std::size_t room = bytes_.size() - end_;
  const std::size_t got = gunzip_ ? gunzip_->read(to, room) : load_plain(to, room);
  end_ += got;
  return got > 0;
}

std::size_t Window::load_plain(char* to, std::size_t room) {
  using Traits = std::istream::traits_type;
  const auto size = [](std::streamsize got) { return got > 0 ? static_cast<std::size_t>(got) : 0; };
  if (!input_->good() || Traits::eq_int_type(input_->peek(), Traits::eof())) return 0;
  std::size_t got = size(input_->readsome(to, static_cast<std::streamsize>(room)));
  if (got > 0) {  // of a file, what is behind the stream's own buffer is there as well
    if (got < room && input_->good()) got += size(input_->readsome(to + got, static_cast<std::streamsize>(room - got)));
    return got;
  }
  *to = Traits::to_char_type(input_->get());  // a stream that cannot say how much is there
  return 1;
}

void Window::make_room() {
  if (begin_ > 0 && begin_ >= end_ - begin_) {  // moving costs no more than was dropped, and little memory is touched
    std::memmove(bytes_.data(), bytes_.data() + begin_, end_ - begin_);
    end_ -= begin_;
    begin_ = 0;
  }
  if (bytes_.size() - end_ < chunk) bytes_.grow(2 * bytes_.size() + chunk);
  base_ = bytes_.data();
}

bool Window::has_more_at_hand() { return input_ != nullptr && input_->good() && input_->rdbuf()->in_avail() > 0; }

GrowingBytes Window::give(std::size_t count, GrowingBytes other, std::size_t& begin) {
  const std::size_t rest = end_ - begin_ - count;
  if (other.size() < rest + chunk) other.grow(rest + chunk);
  std::memcpy(other.data(), base_ + begin_ + count, rest);
  begin = std::exchange(begin_, 0);
  end_ = rest;
  std::swap(bytes_, other);
  base_ = bytes_.data();
  return other;
}

void Window::put_back(std::string_view bytes, Place mark) {
  mark_ = mark;
  if (stays()) {
    begin_ -= bytes.size();
    return;
  }
  const std::size_t held = end_ - begin_;
  GrowingBytes joined;
  joined.grow(bytes.size() + held + chunk);
  std::memcpy(joined.data(), bytes.data(), bytes.size());
  std::memcpy(joined.data() + bytes.size(), base_ + begin_, held);
  bytes_ = std::move(joined);
  base_ = bytes_.data();
  begin_ = 0;
  end_ = bytes.size() + held;
}

std::string Window::error() const {
  if (unreadable_ || (input_ != nullptr && input_->bad())) return "the input could not be read";
  return gunzip_ ? gunzip_->error() : std::string();
}

int Window::at(std::size_t index) {
  while (index >= end_ - begin_) {
    if (!load()) return -1;
  }
  return static_cast<unsigned char>(base_[begin_ + index]);
}

void Window::drop(std::size_t count, bool one_line) noexcept {
  if (one_line)
    mark_ = {mark_.offset + count, mark_.line, mark_.column + count};
  else
    mark_ = place(count);
  begin_ += count;
}

Place Window::place(std::size_t index) const noexcept { return place_after(mark_, held().substr(0, index)); }

}  // namespace read
}  // namespace v0
}  // namespace tamis
