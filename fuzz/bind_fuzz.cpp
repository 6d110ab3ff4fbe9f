// Property: any text, checked against a schema, is right or has diagnostics within it; the canonical form of what is
// right is right, and is its own canonical form. The first two bytes choose the kind of text and the schema.
#include "fuzz/property.hpp"
#include "fuzz/schemas.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace tamis;
  using namespace tamis::fuzz;
  constexpr unsigned kinds = static_cast<unsigned>(TextKind::literal) + 1;
  Bytes bytes(data, size);
  const unsigned manner = bytes.next();
  const Schema& against = schema(choice(bytes.next()));
  CheckOptions options;
  options.as = static_cast<TextKind>(manner % kinds);
  options.encoded = manner / kinds % 2 == 1;
  options.service_rules = manner / kinds / 2 % 2 == 1;
  const std::string_view text = bytes.rest();

  const auto checked = check(text, against, options);
  if (!checked) return check_failure(checked.error(), text), 0;
  check_diagnostics(checked->warnings, text);
  if (checked->warnings.has_errors()) violated("right, and has errors", text, to_json(checked->warnings));
  options.limits.bytes *= 4;  // encoding and canonical literals may lengthen a text
  const auto again = check(checked->canonical, against, options);
  if (!again) violated("the canonical form is not right", text, checked->canonical + "\n" + render(again.error()));
  if (again->canonical != checked->canonical)
    violated("the canonical form is not its own", checked->canonical, again->canonical);
  return 0;
}
