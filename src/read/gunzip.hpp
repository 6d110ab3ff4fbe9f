// Gunzip: the bytes that gzip data stand for, as they come.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace tamis {
inline namespace v0 {
namespace read {

/// Whether a text that begins with this byte is gzip: no JSON text begins so.
constexpr bool begins_gzip(int first_byte) noexcept { return first_byte == 0x1F; }

/// Unzips gzip data (RFC 1952): one member or several one after another, and zero bytes behind them. Memory is the same
/// for data of any length. Where the library was built without zlib (TAMIS_GZIP) all data are an error that says so.
class Gunzip {
 public:
  /// Gives the next bytes, valid until the next call; none at the end.
  using Next = std::function<std::string_view()>;

  explicit Gunzip(Next next);
  ~Gunzip();

  /// Writes what there is, at least one byte and at most `room`; 0 at the end or at an error.
  std::size_t read(char* to, std::size_t room);
  /// Why there is no more; empty when it is the end.
  const std::string& error() const noexcept { return error_; }

 private:
  bool next_input();
  bool begin_member();
  bool fail(std::string message);

  struct Inflater;
  std::unique_ptr<Inflater> inflater_;
  Next next_;
  std::string_view input_{};
  bool in_member_ = true;
  std::string error_{};
};

}  // namespace read
}  // namespace v0
}  // namespace tamis
