// Scratch: the memory of one evaluation, its budget, and the fault that ended it. Reused from record to
// record; once warm nothing is allocated.
#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <tamis/diagnostic.hpp>

#include "src/pattern/pattern.hpp"
#include "src/value/geo.hpp"
#include "src/value/value.hpp"

namespace tamis {
inline namespace v0 {

/// Memory handed out in pieces that stay where they are until clear(), which keeps the blocks.
template <typename T>
class Arena {
 public:
  T* take(std::size_t count) {
    while (block_ < blocks_.size() && blocks_[block_].size - used_ < count) {
      ++block_;
      used_ = 0;
    }
    if (block_ == blocks_.size()) {
      const std::size_t size = count > smallest ? count : smallest;
      blocks_.push_back({std::make_unique<T[]>(size), size});
      used_ = 0;
    }
    T* const piece = blocks_[block_].data.get() + used_;
    used_ += count;
    return piece;
  }
  void clear() noexcept {
    block_ = 0;
    used_ = 0;
  }

 private:
  static constexpr std::size_t smallest = 4096 / sizeof(T) + 1;
  struct Block {
    std::unique_ptr<T[]> data;
    std::size_t size;
  };
  std::vector<Block> blocks_;
  std::size_t block_ = 0;
  std::size_t used_ = 0;
};

/// <0, 0, >0 for two strings.
using Collation = std::function<int(std::string_view, std::string_view)>;

/// Why an evaluation ended without a value. The machine adds the place.
struct Fault {
  Code code = Code::invalid_data;
  std::string message;
  std::optional<std::uint64_t> data_offset{};  ///< of the value at fault, in the record's text
};

class Scratch {
 public:
  /// Forgets all that was kept and starts a new budget.
  void begin(std::uint64_t steps);

  /// Takes steps off the budget; false, with a fault, when it is used up.
  bool spend(std::uint64_t steps);
  /// The same for work on so many bytes.
  bool spend_bytes(std::size_t bytes) { return bytes < bytes_per_step || spend(bytes / bytes_per_step); }

  /// The same for work on the digits of a number.
  bool spend_digits(const Value& number) { return !number.is_long || spend(number.big->cost()); }

  /// Sets the fault; returns false, for `return scratch.fail(…)`.
  bool fail(Code code, std::string message, std::optional<std::uint64_t> data_offset = {});
  /// The fault, if it has the code `from`, has the code `to` instead; returns false.
  bool recode(Code from, Code to);
  const std::optional<Fault>& fault() const noexcept { return fault_; }

  /// How strings are ordered; empty: by code point.
  const Collation& collation() const noexcept { return collation_ ? *collation_ : by_code_point_; }
  /// The collation must live as long as it is used.
  void use(const Collation& collation) noexcept { collation_ = &collation; }

  std::string_view keep(std::string_view text);
  Value keep(const Decimal& number);
  Value keep(std::span<const Value> items);
  /// A Geo to fill, empty; its memory is used again after begin().
  Geo& geo();
  char* text(std::size_t size) { return text_.take(size); }
  Value* values(std::size_t count) { return values_.take(count); }
  /// So many flags, all off.
  bool* flags(std::size_t count);
  const Value** places(std::size_t count) { return places_.take(count); }
  /// Places still to be worked on, for one piece of work; empty.
  std::vector<Value*>& waiting() noexcept {
    waiting_.clear();
    return waiting_;
  }
  PatternCache& patterns() noexcept { return patterns_; }
  /// A buffer for one piece of work; its content is lost at the next call.
  std::string& buffer() noexcept {
    buffer_.clear();
    return buffer_;
  }

 private:
  static constexpr std::size_t bytes_per_step = 64;  // copying or comparing so much costs about an instruction
  Arena<char> text_;
  Arena<Value> values_;
  Arena<bool> flags_;
  Arena<const Value*> places_;
  Collation by_code_point_{};
  const Collation* collation_ = nullptr;
  std::deque<Decimal> decimals_;
  std::deque<Geo> geos_;
  std::size_t geos_used_ = 0;
  PatternCache patterns_;
  std::string buffer_;
  std::vector<Value*> waiting_;
  std::uint64_t steps_ = 0;
  std::uint64_t limit_ = 0;
  std::optional<Fault> fault_;
};

/// The number of a value of kind integer, decimal or floating (finite).
Decimal to_decimal(const Value& number);
/// The same as a double.
double to_double(const Value& number);
/// The same as the nearest float, rounded once; an infinity beyond its range.
float to_single(const Value& number);

}  // namespace v0
}  // namespace tamis
