// A condition over a record as text: decided on the leaves that a walk has noted.
#pragma once

#include <string_view>

#include <tamis/limits.hpp>

#include "src/compile/program.hpp"
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
  std::string unescaped{}, folded{};
};

class TextCondition {
 public:
  TextCondition(const Program& program, const Wanted& wanted, const Limits& limits, ScanMemory& memory)
      : program_(program), all_(program.predicates), wanted_(wanted), limits_(limits), memory_(memory) {}

  /// One record: yes or no; unsure where it is not right or takes the machine.
  Verdict one(std::string_view json);

  /// Takes records off the front of `text` while all goes well: NDJSON, or items of an array with commas between them
  /// (`array`). Each must be there wholly; `text` should end behind a record. For those that meet the condition,
  /// calls `take(record)`, which says whether to go on. Gives how far it came: to a record that is not right or that
  /// only the machine can judge, or to the end.
  struct Progress {
    std::size_t bytes = 0;      ///< taken; the next byte is the first of a record, a blank, a comma or a bracket
    std::uint64_t records = 0;  ///< taken
    bool stopped = false;       ///< `take` said so
  };
  template <typename Take>
  Progress several(std::string_view text, bool array, Take&& take);

 private:
  Verdict decide(const Walk& walk);
  Verdict ask(const Predicate& p, const Walk& walk);
  Verdict ask_number(const Predicate& p, TypeKind type, std::string_view text) const;
  bool begin_loop(std::uint32_t at, const Walk& walk);
  bool next_item(const Walk& walk, std::uint32_t& at);

  const Program& program_;
  const Predicates& all_;
  const Wanted& wanted_;
  const Limits& limits_;
  ScanMemory& memory_;
};

template <typename Take>
TextCondition::Progress TextCondition::several(std::string_view text, bool array, Take&& take) {
  Progress progress;
  if (!find_structure(text.data(), text.size(), memory_.walk.structure)) return progress;
  const Walk walk(text, wanted_, limits_.record_depth, memory_.walk);
  for (std::size_t index = 0; index < walk.count();) {
    const std::size_t next = walk.record(index);
    if (next == 0) return progress;
    const std::uint32_t begin = walk.place(index), end = walk.place(next - 1) + 1;
    const bool comma = next < walk.count() && walk.at(next) == ',';
    const bool apart = array ? comma : end < text.size() && static_cast<unsigned char>(text[end]) <= ' ';
    if (!apart || end - begin > limits_.record_bytes) return progress;
    const Verdict verdict = decide(walk);
    if (verdict == Verdict::unsure) return progress;
    progress.bytes = end;
    ++progress.records;
    if (verdict == Verdict::yes && !take(text.substr(begin, end - begin))) {
      progress.stopped = true;
      return progress;
    }
    index = array ? next + 1 : next;
  }
  return progress;
}

}  // namespace scan
}  // namespace v0
}  // namespace tamis
