// A condition over a record as text that is trusted to be right JSON: decided as early as the text allows.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <tamis/limits.hpp>

#include "src/compile/program.hpp"
#include "src/scan/ask_leaf.hpp"
#include "src/scan/trusted_walk.hpp"

namespace tamis {
inline namespace v0 {
namespace scan {

/// What trusting conditions use again and again.
struct TrustMemory {
  struct Loop {
    TrustedObject items{};
    std::uint32_t predicate = 0;  ///< the loop's own
    std::size_t charged = 0;      ///< up to where its text was taken off the budget
  };
  NeededTextSearch needed{};
  TrustedObject record{};
  std::vector<Loop> loops{};  ///< the first `open` are under way
  std::size_t open = 0;
  std::vector<Leaf> leaves{};
  std::string name{};
  TextMemory texts{};
};

/// A record without a text that the condition needs is not met. In others predicates are asked in their order, and the
/// record is walked through once, no further than to the values that are asked for. What stands behind these is not
/// looked at. Of members of one name the first counts.
class TrustedCondition {
 public:
  TrustedCondition(const Program& program, const Wanted& wanted, const Limits& limits, TrustMemory& memory)
      : program_(program), all_(program.predicates), wanted_(wanted), limits_(limits), memory_(memory) {}

  /// The record: yes or no; unsure where it takes the machine, or is seen not to be right.
  Verdict one(std::string_view json);

 private:
  Verdict decide();
  Verdict ask(const Predicate& p);
  const Leaf* find(const Predicate& p);
  bool begin_loop(std::uint32_t& at);
  bool next_item(std::uint32_t& at);
  // Takes steps off the budget for the record. What is too much is left to the machine, which says so.
  bool affords(std::uint64_t steps) noexcept {
    steps_ -= steps < steps_ ? steps : steps_;
    return steps_ > 0;
  }

  const Program& program_;
  const Predicates& all_;
  const Wanted& wanted_;
  const Limits& limits_;
  TrustMemory& memory_;
  std::string_view json_{};
  std::uint64_t steps_ = 0;
};

}  // namespace scan
}  // namespace v0
}  // namespace tamis
