// Property: any text is a regular expression of ECMAScript or is refused at a place in it; what is accepted is matched
// against any text without fail, and always in the same way. The input: a line that is the pattern, then the text.
#include "fuzz/property.hpp"
#include "src/pattern/pattern.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace tamis;
  using namespace tamis::fuzz;
  Bytes bytes(data, size);
  const std::string_view pattern = bytes.line();
  PatternError error;
  const auto compiled = Pattern::compile(pattern, error);
  if (!compiled) {
    if (error.fault.offset + error.fault.length > pattern.size() || error.fault.message.empty())
      violated("a fault of a pattern lies in it", pattern, error.fault.message);
    return 0;
  }
  const bool found = compiled->is_found_in(bytes.rest());
  if (compiled->is_found_in(bytes.rest()) != found)
    violated("matched again, it is another answer", pattern, bytes.rest());
  return 0;
}
