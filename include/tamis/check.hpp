// check: a text of any kind, read, checked against a schema, and written back in its canonical form.
#pragma once

#include <string>
#include <string_view>

#include <tamis/parse.hpp>
#include <tamis/print.hpp>
#include <tamis/result.hpp>
#include <tamis/schema.hpp>

namespace tamis {
inline namespace v0 {

struct CheckOptions : ParseOptions {
  std::string type{};            ///< the type that the text ranges over; empty: Schema::default_type()
  bool service_rules = false;    ///< also what the service is known to accept; `query` and `url` only
  std::vector<Code> silenced{};  ///< warnings and notes to leave out; errors are never left out
  bool syntax_only = false;      ///< stop after the parser: no names, no types
  std::string literal_type{};    ///< `literal` only: the type that it must be of, such as `Edm.Byte`
  /// How the canonical form is written. A query is always percent-encoded; other texts are where
  /// `encoded` or `print.percent_encode` is set.
  PrintOptions print{};
};

struct CheckedText {
  std::string canonical;
  Diagnostics warnings;
};

/// Reads a text as `options.as`, checks it and prints it. An empty query is right. All errors of
/// checking are reported at once, together with the warnings, in the order of Diagnostics::sort().
Result<CheckedText> check(std::string_view text, const Schema& schema, const CheckOptions& options = {});

}  // namespace v0
}  // namespace tamis
