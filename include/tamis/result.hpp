// Result<T>: a value, or the diagnostics that say why there is none.
#pragma once

#include <cassert>
#include <stdexcept>
#include <string>
#include <utility>
#include <variant>

#include <tamis/diagnostic.hpp>

namespace tamis {
inline namespace v0 {

/// Thrown by Result<T>::value() when there is no value. Nothing else in the library throws on bad input.
class BadResultAccess : public std::logic_error {
 public:
  explicit BadResultAccess(Diagnostics diagnostics);
  const Diagnostics& diagnostics() const noexcept { return diagnostics_; }

 private:
  Diagnostics diagnostics_;
};

/// A value of type T, or the Diagnostics of a failure; has the members of std::expected that matter.
///
/// `*result` and `result->` on an error are misuse (an assertion); `value()` on an error throws
/// BadResultAccess. A Result that holds a value carries no warnings: those stand on the value itself
/// (for example Filter::warnings()).
template <typename T>
class [[nodiscard]] Result {
 public:
  using value_type = T;
  using error_type = Diagnostics;

  Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}
  Result(Diagnostics error) : state_(std::in_place_index<1>, std::move(error)) {}

  bool has_value() const noexcept { return state_.index() == 0; }
  explicit operator bool() const noexcept { return has_value(); }

  T& value() & { return check(), *std::get_if<0>(&state_); }
  const T& value() const& { return check(), *std::get_if<0>(&state_); }
  T&& value() && { return check(), std::move(*std::get_if<0>(&state_)); }

  T& operator*() & noexcept { return assert(has_value()), *std::get_if<0>(&state_); }
  const T& operator*() const& noexcept { return assert(has_value()), *std::get_if<0>(&state_); }
  T&& operator*() && noexcept { return assert(has_value()), std::move(*std::get_if<0>(&state_)); }
  T* operator->() noexcept { return assert(has_value()), std::get_if<0>(&state_); }
  const T* operator->() const noexcept { return assert(has_value()), std::get_if<0>(&state_); }

  const Diagnostics& error() const& noexcept { return assert(!has_value()), *std::get_if<1>(&state_); }
  Diagnostics&& error() && noexcept { return assert(!has_value()), std::move(*std::get_if<1>(&state_)); }

  template <typename U>
  T value_or(U&& other) const& {
    return has_value() ? **this : static_cast<T>(std::forward<U>(other));
  }

 private:
  void check() const {
    if (!has_value()) throw BadResultAccess(error());
  }

  std::variant<T, Diagnostics> state_;
};

}  // namespace v0
}  // namespace tamis
