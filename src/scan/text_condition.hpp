// A condition over a record as text: decided on the leaves that a walk has noted.
#pragma once

#include <string_view>

#include <tamis/limits.hpp>

#include "src/compile/program.hpp"
#include "src/scan/ask_leaf.hpp"
#include "src/scan/walk.hpp"

namespace tamis {
inline namespace v0 {
namespace scan {

/// What text conditions use again and again.
struct ScanMemory {
  struct Loop {
    std::size_t index;        ///< of the structure: the next item, or the closing bracket
    std::uint32_t predicate;  ///< the loop's own
  };
  WalkMemory walk{};
  std::vector<Loop> loops{};
  TextMemory texts{};
};

class TextCondition {
 public:
  TextCondition(const Program& program, const Wanted& wanted, const Limits& limits, ScanMemory& memory)
      : program_(program), all_(program.predicates), wanted_(wanted), limits_(limits), memory_(memory) {}

  /// The record, blanks around it: yes or no; unsure where it is not right or takes the machine.
  Verdict one(std::string_view json);
  /// The record that a text begins with. Gives the number of its bytes; 0 if the text does not begin with one that is
  /// right and within the limits. `verdict` as above.
  std::size_t first(std::string_view text, Verdict& verdict);

 private:
  Verdict decide(const Walk& walk);
  Verdict ask(const Predicate& p, const Walk& walk);
  bool begin_loop(std::uint32_t at, const Walk& walk);
  bool next_item(const Walk& walk, std::uint32_t& at);

  const Program& program_;
  const Predicates& all_;
  const Wanted& wanted_;
  const Limits& limits_;
  // Takes steps off the budget for the record. What is too much is left to the machine, which says so.
  bool affords(std::uint64_t steps) noexcept {
    steps_ -= steps < steps_ ? steps : steps_;
    return steps_ > 0;
  }

  ScanMemory& memory_;
  std::uint64_t steps_ = 0;
};

}  // namespace scan
}  // namespace v0
}  // namespace tamis
