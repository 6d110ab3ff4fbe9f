// Contexts of evaluations for C callers.
#include <tamis/evaluation.hpp>

#include <chrono>
#include <string_view>

#include <tamis/parse.hpp>

#include "src/c/objects.hpp"
#include "src/json/members.hpp"

using namespace tamis;

namespace {

EvaluationOptions read_options(const tamis_context_options& given) {
  c::require(given.reserved == 0 && given.absent >= TAMIS_ABSENT_NULL && given.absent <= TAMIS_ABSENT_ERROR);
  EvaluationOptions options;
  options.absent = static_cast<Absent>(given.absent);
  options.limits = c::read_limits(given.limits);
  if (given.clock != nullptr)
    options.clock = [clock = given.clock, user = given.user] {
      using std::chrono::system_clock;
      return system_clock::time_point(
          std::chrono::duration_cast<system_clock::duration>(std::chrono::nanoseconds(clock(user))));
    };
  if (given.collation != nullptr)
    options.collation = [compare = given.collation, user = given.user](std::string_view a, std::string_view b) {
      return static_cast<int>(compare(user, a.data(), a.size(), b.data(), b.size()));
    };
  return options;
}

/// A parameter alias as texts write it, with its @.
std::string_view alias_name(const char* name, std::size_t size) {
  const std::string_view text = c::view(name, size);
  const Result<Tree> tree = parse(text, {TextKind::expression, false, false, {}});
  c::require(tree && (*tree)[tree->root()].kind == NodeKind::alias && tree->name(tree->root()) == text);
  return text;
}

}  // namespace

static_assert(TAMIS_ABSENT_NULL == static_cast<int>(Absent::null));
static_assert(TAMIS_ABSENT_UNKNOWN == static_cast<int>(Absent::unknown));
static_assert(TAMIS_ABSENT_ERROR == static_cast<int>(Absent::error));

extern "C" {

tamis_status tamis_context_new(const tamis_context_options* options, tamis_context** context) {
  return c::guarded([&] {
    c::begin(context);
    const tamis_context_options given = c::read_structure(options);
    *context = c::make<tamis_context>(c::Memory(given.allocator), EvaluationContext(read_options(given))).release();
    return TAMIS_OK;
  });
}

tamis_status tamis_context_bind(tamis_context* context, const char* name, size_t name_size, const char* json,
                                size_t json_size, tamis_diagnostics** diagnostics) {
  return c::guarded([&]() -> tamis_status {
    c::begin_failing(diagnostics);
    c::require(context != nullptr);
    const std::string_view alias = alias_name(name, name_size);
    const std::string_view text = c::view(json, json_size);
    const auto value = json::parse_value(text, context->context.options().limits.record_depth);
    if (!value) {
      const Diagnostic fault{Severity::error, Code::malformed_data, {}, "the value of the alias is no JSON"};
      return c::fail(TAMIS_WRONG_DATA, context->memory, Diagnostics{{}, {fault}}, diagnostics);
    }
    context->context.bind(alias, *value);
    return TAMIS_OK;
  });
}

tamis_status tamis_context_unbind(tamis_context* context, const char* name, size_t name_size) {
  return c::guarded([&] {
    c::require(context != nullptr);
    context->context.unbind(alias_name(name, name_size));
    return TAMIS_OK;
  });
}

void tamis_context_free(tamis_context* context) { c::destroy(context); }

}  // extern "C"
