// What is done with the library while memory runs out: each scenario makes all that it uses and gives back what came of
// it, in words.
#pragma once

#include <functional>
#include <string>
#include <vector>

namespace tamis::tests {

struct Scenario {
  std::string name;
  std::function<std::string()> run;
};

std::vector<Scenario> oom_scenarios();

}  // namespace tamis::tests
