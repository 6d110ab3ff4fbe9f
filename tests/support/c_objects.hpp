// Objects of the C interface that tests want again and again.
#pragma once

#include <tamis/tamis.h>

#include <string>
#include <string_view>

#include <doctest/doctest.h>

#include "tests/support/c_object.hpp"

namespace tamis::tests {

inline std::string text_of(const tamis_text* text) { return {tamis_text_data(text), tamis_text_size(text)}; }

inline std::string json_of(const tamis_diagnostics* diagnostics) {
  CObject<tamis_text> json;
  CHECK(tamis_diagnostics_json(diagnostics, json.out()) == TAMIS_OK);
  return text_of(json.get());
}

inline CObject<tamis_schema> referral() {
  CObject<tamis_schema> schema;
  REQUIRE(tamis_schema_referral(nullptr, schema.out()) == TAMIS_OK);
  return schema;
}

inline CObject<tamis_context> plain_context() {
  CObject<tamis_context> context;
  REQUIRE(tamis_context_new(nullptr, context.out()) == TAMIS_OK);
  return context;
}

/// A filter over referrals.
inline CObject<tamis_filter> compiled(std::string_view text) {
  const CObject<tamis_schema> schema = referral();
  CObject<tamis_filter> filter;
  REQUIRE(tamis_filter_compile(schema.get(), text.data(), text.size(), nullptr, filter.out(), nullptr) == TAMIS_OK);
  return filter;
}

}  // namespace tamis::tests
