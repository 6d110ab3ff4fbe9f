// Property: the evaluator and its slow twin agree. The bytes make the choices of a random expression that is well-typed
// and of the records that it is evaluated over.
#include "fuzz/property.hpp"
#include "tests/support/differential.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static tamis::EvaluationContext context(tamis::tests::random_test_options());
  tamis::tests::Random random(std::string_view(reinterpret_cast<const char*>(data), size));
  if (const auto difference = tamis::tests::find_difference(random, "these bytes", context))
    tamis::fuzz::violated("the evaluator and its slow twin differ", "", *difference);
  return 0;
}
