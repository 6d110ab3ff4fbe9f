// Texts that a record must have somewhere for a condition to be true: a trusted record without them needs no walk.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "src/compile/program.hpp"

namespace tamis {
inline namespace v0 {
namespace scan {

/// Whether a right JSON text may have a string that says this: false only if it has none, however that is escaped. The
/// string is one of NeededTexts.
bool may_have(std::string_view json, std::string_view string);

// The ones that may_have() chooses between. All do the same; the first runs anywhere. The others run where those of
// scan_record.hpp do.
bool may_have_anywhere(std::string_view json, std::string_view string);
bool may_have_avx2(std::string_view json, std::string_view string);
bool may_have_avx512(std::string_view json, std::string_view string);

/// The strings that a condition asks for by `eq` and that all must be there: operands of its outermost `and`, or of an
/// `any` there. They are those of strings only: members of enumerations are also written as numbers. Behind an operand
/// that could fail on right data there are none: it would be missed.
class NeededTexts {
 public:
  static constexpr std::size_t most = 4;

  NeededTexts() = default;
  explicit NeededTexts(const Program& program) { collect(program, program.predicates.first); }

  const std::string_view* begin() const noexcept { return texts_.data(); }
  std::size_t size() const noexcept { return count_; }

 private:
  bool collect(const Program& program, std::uint32_t from);

  std::array<std::string_view, most> texts_{};  // kept by the program
  std::size_t count_ = 0;
};

/// Looks for the needed text that the fewest of the records so far had. Where most had all of them it looks for none.
class NeededTextSearch {
 public:
  /// Whether a record cannot meet the condition.
  bool rules_out(std::string_view json, const NeededTexts& needed) {
    if (needed.size() == 0) return false;
    if (&needed != needed_ || left_ == 0) begin(needed);
    --left_;
    if (learning_) return learn(json);
    return chosen_ < needed.size() && !may_have(json, needed.begin()[chosen_]);
  }

 private:
  static constexpr std::uint32_t learns_from = 32, learns_again_after = 4096;  // records

  void begin(const NeededTexts& needed) noexcept;
  bool learn(std::string_view json);

  const NeededTexts* needed_ = nullptr;
  std::uint32_t left_ = 0;
  bool learning_ = false;
  std::size_t chosen_ = 0;
  std::array<std::uint32_t, NeededTexts::most> without_{};  // records
};

}  // namespace scan
}  // namespace v0
}  // namespace tamis
