// What stands behind the handles of the C interface.
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include <tamis/evaluation.hpp>
#include <tamis/filter.hpp>
#include <tamis/match_records.hpp>
#include <tamis/query.hpp>
#include <tamis/schema.hpp>

#include "src/c/boundary.hpp"

struct tamis_diagnostics {
  tamis::c::Memory memory;
  tamis::Diagnostics diagnostics;
  std::optional<tamis::Place> place{};  ///< in the data, of the only diagnostic
};

struct tamis_schema {
  tamis::c::Memory memory;
  tamis::Schema schema;
};

struct tamis_context {
  tamis::c::Memory memory;
  tamis::EvaluationContext context;
};

struct tamis_filter {
  tamis::c::Memory memory;
  tamis::Filter compiled;
};

struct tamis_expression {
  tamis::c::Memory memory;
  tamis::Expression compiled;
};

struct tamis_query {
  tamis::c::Memory memory;
  tamis::Query compiled;
};

struct tamis_matches {
  tamis::c::Memory memory;
  std::vector<tamis_match, tamis::c::MemoryOf<tamis_match>> matches;
};

namespace tamis {
inline namespace v0 {
namespace c {

/// Sets `wanted`, unless it is NULL or there is nothing to say.
void hand_out(const Memory& memory, const Diagnostics& diagnostics, tamis_diagnostics** wanted);

/// The same for a failure: the status that it is.
tamis_status fail(tamis_status status, const Memory& memory, const Diagnostics& diagnostics,
                  tamis_diagnostics** wanted);
/// The same for data that were read from an input.
tamis_status fail(tamis_status status, const Memory& memory, const RecordError& error, tamis_diagnostics** wanted);

/// The same for one record given as text.
tamis_status fail_in_record(const Memory& memory, std::string_view json, const Diagnostics& diagnostics,
                            tamis_diagnostics** wanted);

/// The status of a text or a record that has failed so: over a limit, or else `otherwise`.
tamis_status status_of(const Diagnostics& diagnostics, tamis_status otherwise) noexcept;

/// The codes of a list with commas between them.
std::vector<Code> read_codes(std::string_view list);

/// What tamis_options say to compile by. `allowed` are the flags that the function heeds.
CompileOptions read_compile_options(const tamis_options& given, std::uint32_t allowed);

/// Compiles a text into a handle: of all three kinds.
template <typename Handle, typename Compiled>
tamis_status compile(const tamis_schema* schema, const char* text, std::size_t text_size, const tamis_options* options,
                     std::uint32_t allowed, Handle** handle, tamis_diagnostics** diagnostics) noexcept {
  return guarded([&]() -> tamis_status {
    begin_failing(diagnostics);
    begin(handle);
    require(schema != nullptr);
    const tamis_options given = read_structure(options);
    const Memory memory(given.allocator);
    const CompileOptions compiling = read_compile_options(given, allowed);
    const Result<Compiled> compiled = Compiled::compile(view(text, text_size), schema->schema, compiling);
    if (!compiled) return fail(TAMIS_WRONG_QUERY, memory, compiled.error(), diagnostics);
    Owned<Handle> made = make<Handle>(memory, *compiled);
    hand_out(memory, compiled->warnings(), diagnostics);
    *handle = made.release();
    return TAMIS_OK;
  });
}

/// How a tree is to be written.
PrintOptions read_form(std::uint32_t form, std::uint32_t allowed);

}  // namespace c
}  // namespace v0
}  // namespace tamis
