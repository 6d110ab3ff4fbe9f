// The front end that Filter, Expression and Query share: text to a tree that has been checked.
#pragma once

#include <optional>
#include <string_view>

#include <tamis/filter.hpp>
#include <tamis/parse.hpp>

#include "src/bind/binding.hpp"

namespace tamis {
inline namespace v0 {

/// A tree with what the binder found about it.
struct Checked {
  Schema schema;
  Tree tree;
  Binding binding;
  Type record;           ///< the type that the text ranges over
  Diagnostics warnings;  ///< of parser and binder; `text` is the text as typed
};

/// Parses and binds. On an error gives all that was found, in order of place.
Result<Checked> check(std::string_view text, TextKind as, const Schema& schema, const CompileOptions& options);

/// The type of records: the one that is named, or that of the URL's path, or the schema's default. Nothing where the
/// schema has no type of that name.
std::optional<Type> record_type(const Tree& tree, const Schema& schema, std::string_view named);

/// Takes the warnings and notes of these codes away.
void silence(std::vector<Diagnostic>& found, const std::vector<Code>& codes);

/// Adds what was found later; errors among it make the whole thing fail.
Diagnostics failure(const Checked& checked, std::vector<Diagnostic> found);

}  // namespace v0
}  // namespace tamis
