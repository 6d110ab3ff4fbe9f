// EvaluationContext::State: what evaluations on one thread use again and again.
#pragma once

#include <boost/json/value.hpp>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include <tamis/evaluation.hpp>

#include "src/json/document.hpp"
#include "src/scan/text_condition.hpp"
#include "src/scan/trusted_condition.hpp"
#include "src/value/scratch.hpp"

namespace tamis {
inline namespace v0 {

/// A loop under way: over an array of the record, or over a list.
struct LoopFrame {
  std::uint64_t node = 0;        ///< the next item of an array
  const Value* items = nullptr;  ///< the next item of a list
  std::size_t left = 0;          ///< items not yet taken
  std::uint32_t shape = 0;
  std::size_t kept = 0;    ///< filter: where its items begin in State::kept
  bool unordered = false;  ///< filter: what is kept has no order either
};

struct AliasFrame {
  std::uint32_t alias = 0;
  std::uint32_t back = 0;  ///< the instruction to go on with
};

/// The items of a lambda that a condition goes through.
struct ItemLoop {
  std::uint64_t node = 0;       ///< the next item
  std::size_t left = 0;         ///< items not yet taken
  std::uint32_t predicate = 0;  ///< the loop's own
};

struct EvaluationContext::State {
  EvaluationOptions options{};
  Scratch scratch{};
  json::Document document{};  ///< of the record being evaluated, when it is text
  scan::ScanMemory scan{};
  scan::TrustMemory trust{};
  std::vector<Value> stack{};
  std::vector<Value> slots{};
  std::vector<LoopFrame> loops{};
  std::vector<Value> kept{};  ///< items that filters under way have kept
  std::vector<AliasFrame> calls{};
  std::vector<ItemLoop> item_loops{};
  std::vector<std::uint32_t> places{};          ///< for each step of a program, at which place a member was found last
  std::string folded{};                         ///< a text in another case
  std::vector<std::optional<Value>> aliases{};  ///< values of this record
  std::map<std::string, boost::json::value, std::less<>> bound{};  ///< values of parameter aliases, by name
  std::optional<DateTimeOffset> now{};                             ///< of this call into the library
};

}  // namespace v0
}  // namespace tamis
