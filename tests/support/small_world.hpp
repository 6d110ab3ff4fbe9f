// All expressions of few operators over few atoms, over all records of a small domain: the evaluator against its slow
// twin.
#pragma once

#include <boost/json/value.hpp>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <tamis/evaluation.hpp>

#include "tests/support/json_tree.hpp"

namespace tamis::tests {

class SmallWorld {
 public:
  SmallWorld();

  /// Every expression of up to so many operators (each of the table, `has` left out). Those that are ill-typed are only
  /// counted; both evaluators start from what compiles.
  void try_all(unsigned most_operators);
  /// So many random ones of three to five operators, well-typed but for what is found out by the compiler.
  void try_some(std::uint64_t count, std::uint64_t seed);

  std::uint64_t expressions() const noexcept { return expressions_; }
  std::uint64_t well_typed() const noexcept { return well_typed_; }
  std::uint64_t evaluations() const noexcept { return evaluations_; }
  std::uint64_t differences() const noexcept { return differences_; }
  /// Expression, record and both answers; empty when there is none.
  const std::string& first_difference() const noexcept { return first_; }

 private:
  struct Record {
    Json json;
    std::string text;
    boost::json::value value;
  };
  void try_one(const std::string& text);
  void differ(const std::string& text, const Record& record, const std::string& slow, const std::string& fast);

  EvaluationContext context_;
  std::vector<Record> records_{};
  std::uint64_t expressions_ = 0, well_typed_ = 0, evaluations_ = 0, differences_ = 0;
  std::string first_{};
};

}  // namespace tamis::tests
