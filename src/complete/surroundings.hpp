// What is known about the place of a candidate: which type names there belong to, which variables there are, and the
// type that the operator or function around it has on its other side.
#pragma once

#include <string>
#include <vector>

#include "src/complete/trial.hpp"
#include "tamis/schema.hpp"

namespace tamis {
inline namespace v0 {

struct Surroundings {
  Type subject{};  ///< what names without a path in front belong to
  bool has_source = false;
  bool at_root = false;       ///< the path in front is `$root`
  Type source{};              ///< the type of the path in front
  std::string source_name{};  ///< the last name of the path in front of a lambda's range variable
  Type beside{};              ///< of the operand on the other side; dynamic where there is none
  struct Variable {
    std::string name;
    Type type;
  };
  std::vector<Variable> variables{};  ///< range variables, the innermost first
  struct Computed {
    std::string name;
    Type type;
  };
  std::vector<Computed> computed{};  ///< names of $compute, wherever they belong
};

/// `probe` stands for a candidate. Nothing where no such candidate fits the grammar.
std::optional<Surroundings> look_around(const Trial& trial, std::string_view probe, std::string_view closing);

}  // namespace v0
}  // namespace tamis
