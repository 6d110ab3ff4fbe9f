// Expressions for C callers.
#include <string>
#include <vector>

#include <tamis/answer.hpp>
#include <tamis/read.hpp>

#include "src/c/objects.hpp"

using namespace tamis;

namespace {

constexpr std::uint32_t expression_flags = TAMIS_ENCODED | TAMIS_PLUS_IS_BLANK;

}  // namespace

extern "C" {

tamis_status tamis_expression_compile(const tamis_schema* schema, const char* text, size_t text_size,
                                      const tamis_options* options, tamis_expression** expression,
                                      tamis_diagnostics** diagnostics) {
  return c::compile<tamis_expression, Expression>(schema, text, text_size, options, expression_flags, expression,
                                                  diagnostics);
}

tamis_status tamis_expression_text(const tamis_expression* expression, uint32_t form, tamis_text** text) {
  return c::guarded([&] {
    c::begin(text);
    c::require(expression != nullptr);
    const PrintOptions options = c::read_form(form, TAMIS_FORM_ENCODED | TAMIS_FORM_V4_0);
    c::hand_out(expression->memory, expression->compiled.text(options), text);
    return TAMIS_OK;
  });
}

tamis_status tamis_expression_evaluate(const tamis_expression* expression, tamis_context* context, const char* record,
                                       size_t record_size, tamis_text** value, tamis_diagnostics** diagnostics) {
  return c::guarded([&]() -> tamis_status {
    c::begin_failing(diagnostics);
    c::begin(value);
    c::require(expression != nullptr && context != nullptr);
    const Result<std::string> found = expression->compiled.evaluate(c::view(record, record_size), context->context);
    if (!found) return c::fail_in_record(context->memory, c::view(record, record_size), found.error(), diagnostics);
    c::hand_out(context->memory, *found, value);
    return TAMIS_OK;
  });
}

void tamis_expression_free(tamis_expression* expression) { c::destroy(expression); }

tamis_status tamis_evaluate_answer(const tamis_schema* schema, const char* text, size_t text_size,
                                   const tamis_options* options, tamis_context* context, const char* input,
                                   size_t input_size, tamis_text** answer, tamis_diagnostics** diagnostics) {
  return c::guarded([&]() -> tamis_status {
    c::begin_failing(diagnostics);
    c::begin(answer);
    c::require(schema != nullptr && context != nullptr);
    const CompileOptions compiling = c::read_compile_options(c::read_structure(options), expression_flags);
    std::vector<std::string> records;
    const ReadSummary read =
        read_records(c::view(input, input_size), context->context.options().limits,
                     [&](const Record& record) { return records.emplace_back(record.json), true; });
    if (read.error) {
      const RecordError error{read.error->place, {Severity::error, Code::malformed_data, {}, read.error->message}};
      return c::fail(TAMIS_WRONG_DATA, context->memory, error, diagnostics);
    }
    c::hand_out(context->memory,
                answer_evaluation(c::view(text, text_size), schema->schema, compiling, records, context->context),
                answer);
    return TAMIS_OK;
  });
}

}  // extern "C"
