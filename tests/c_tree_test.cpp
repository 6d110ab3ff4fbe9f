// Syntax trees through the C interface.
#include <tamis/tamis.h>

#include <doctest/doctest.h>

#include <string>

#include <tamis/tamis.hpp>

#include "tests/support/c_objects.hpp"

using namespace tamis::tests;

namespace {

tamis_options reading(std::int32_t as, std::uint32_t flags = 0) {
  tamis_options options = sized<tamis_options>();
  options.as = as;
  options.flags = flags;
  return options;
}

}  // namespace

TEST_CASE("C: trees are the library's") {
  const tamis_options options = reading(TAMIS_AS_FILTER);
  CObject<tamis_text> tree;
  CObject<tamis_diagnostics> diagnostics;
  REQUIRE(tamis_tree(TAMIS_LITERAL("a eq 1 or b"), &options, tree.out(), diagnostics.out()) == TAMIS_OK);
  CHECK(text_of(tree.get()) == tamis::to_json(*tamis::parse("a eq 1 or b")));
  CHECK(tamis_diagnostics_count(diagnostics.get()) == 0);
  CHECK(tamis_tree(TAMIS_LITERAL("a eq"), &options, tree.out(), diagnostics.out()) == TAMIS_WRONG_QUERY);
  CHECK(tree.get() == nullptr);
  CHECK(tamis_diagnostics_count(diagnostics.get()) == 1);

  const tamis_options encoded = reading(TAMIS_AS_FILTER, TAMIS_ENCODED);
  REQUIRE(tamis_tree(TAMIS_LITERAL("a%20eq%201"), &encoded, tree.out(), nullptr) == TAMIS_OK);
  CHECK(text_of(tree.get()).starts_with(R"({"kind":"operation","detail":"eq")"));
  const tamis_options ruled = reading(TAMIS_AS_QUERY, TAMIS_SERVICE_RULES);
  CHECK(tamis_tree(TAMIS_LITERAL("$top=1"), &ruled, tree.out(), nullptr) == TAMIS_MISUSE);
}
