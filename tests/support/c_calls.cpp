// All calls of the C interface that take memory, one after the other.
#include "tests/support/c_calls.hpp"

#include <string_view>

#include "tests/support/c_object.hpp"

namespace tamis::tests {

namespace {

constexpr std::string_view input = R"([{"status":"New","id":"1"},{"status":"Closed","id":"2"}])";

}  // namespace

tamis_status go_through(const tamis_allocator& allocator) {
  tamis_options options = sized<tamis_options>();
  options.allocator = &allocator;
  options.silenced = "keeps-null";
  options.silenced_size = 10;
  tamis_options allocating = sized<tamis_options>();
  allocating.allocator = &allocator;
  tamis_options as_filter = options;
  as_filter.as = TAMIS_AS_FILTER;
  tamis_context_options of_context = sized<tamis_context_options>();
  of_context.allocator = &allocator;
  CObject<tamis_schema> schema, read, none;
  CObject<tamis_context> context;
  CObject<tamis_filter> filter, no_filter;
  CObject<tamis_expression> expression;
  CObject<tamis_query> query;
  CObject<tamis_matches> matches;
  CObject<tamis_text> text;
  CObject<tamis_diagnostics> diagnostics;
  constexpr std::string_view csdl = R"({"$Version":"4.01","N":{"T":{"$Kind":"EntityType","$Key":["id"],"id":{}}}})";
  const tamis_piece piece{csdl.data(), csdl.size()}, wrong_piece{"{", 1};
  const auto json = [](const CObject<tamis_diagnostics>& of) {
    CObject<tamis_text> written;
    return tamis_diagnostics_json(of.get(), written.out());
  };
  tamis_status status = TAMIS_OK;
#define STEP(call, expected) \
  if ((status = call) != expected) return status == TAMIS_OK ? TAMIS_INTERNAL : status
  STEP(tamis_schema_none(&allocator, none.out()), TAMIS_OK);
  STEP(tamis_schema_referral(&allocator, schema.out()), TAMIS_OK);
  STEP(tamis_schema_from_csdl(&piece, 1, &allocator, read.out(), nullptr, nullptr), TAMIS_OK);
  STEP(tamis_schema_from_csdl(&wrong_piece, 1, &allocator, read.out(), nullptr, diagnostics.out()), TAMIS_WRONG_DATA);
  STEP(tamis_schema_csdl(schema.get(), TAMIS_CSDL_XML_FORM, text.out()), TAMIS_OK);
  STEP(tamis_context_new(&of_context, context.out()), TAMIS_OK);
  STEP(tamis_context_bind(context.get(), TAMIS_LITERAL("@s"), TAMIS_LITERAL("\"New\""), nullptr), TAMIS_OK);
  STEP(tamis_context_bind(context.get(), TAMIS_LITERAL("@s"), TAMIS_LITERAL("x"), diagnostics.out()), TAMIS_WRONG_DATA);
  STEP(tamis_filter_compile(schema.get(), TAMIS_LITERAL("status eq @s or status eq 'Nwe'"), &options, filter.out(),
                            diagnostics.out()),
       TAMIS_OK);
  STEP(
      tamis_filter_compile(schema.get(), TAMIS_LITERAL("x eq 1 or y eq"), &options, no_filter.out(), diagnostics.out()),
      TAMIS_WRONG_QUERY);
  STEP(json(diagnostics), TAMIS_OK);
  STEP(tamis_diagnostics_render(diagnostics.get(), 1, text.out()), TAMIS_OK);
  STEP(tamis_filter_text(filter.get(), TAMIS_FORM_ENCODED, text.out()), TAMIS_OK);
  int32_t met = 0;
  STEP(tamis_filter_match(filter.get(), context.get(), TAMIS_LITERAL("{\"status\":\"New\"}"), &met, nullptr), TAMIS_OK);
  STEP(tamis_filter_match(filter.get(), context.get(), TAMIS_LITERAL("{\"status\":true}"), &met, diagnostics.out()),
       TAMIS_WRONG_DATA);
  STEP(tamis_filter_find(filter.get(), context.get(), input.data(), input.size(), matches.out(), nullptr), TAMIS_OK);
  STEP(tamis_expression_compile(schema.get(), TAMIS_LITERAL("concat(id,'x')"), &options, expression.out(), nullptr),
       TAMIS_OK);
  STEP(tamis_expression_evaluate(expression.get(), context.get(), TAMIS_LITERAL("{\"id\":\"1\"}"), text.out(), nullptr),
       TAMIS_OK);
  STEP(tamis_evaluate_answer(schema.get(), TAMIS_LITERAL("concat(id,'x')"), &options, context.get(), input.data(),
                             input.size(), text.out(), nullptr),
       TAMIS_OK);
  STEP(tamis_query_compile(schema.get(), TAMIS_LITERAL("$select=id&$orderby=id desc&$count=true&$search=new"), &options,
                           query.out(), diagnostics.out()),
       TAMIS_OK);
  STEP(tamis_query_url(query.get(), 0, nullptr, 0, text.out()), TAMIS_OK);
  STEP(tamis_query_apply(query.get(), context.get(), input.data(), input.size(), nullptr, text.out(), nullptr),
       TAMIS_OK);
  STEP(tamis_check(schema.get(), TAMIS_LITERAL("status eq 'Nwe'"), &as_filter, text.out(), diagnostics.out()),
       TAMIS_OK);
  STEP(tamis_check_answer(schema.get(), TAMIS_LITERAL("$filter=status"), &options, text.out()), TAMIS_OK);
  tamis_options completing = as_filter;
  completing.silenced_size = 0;
  STEP(tamis_complete(schema.get(), TAMIS_LITERAL("status eq 'N"), 12, &completing, text.out()), TAMIS_OK);
  STEP(tamis_tree(TAMIS_LITERAL("$filter=true"), &allocating, text.out(), diagnostics.out()), TAMIS_OK);
  STEP(tamis_tree(TAMIS_LITERAL("$filter="), &allocating, text.out(), diagnostics.out()), TAMIS_WRONG_QUERY);
  STEP(tamis_quote(TAMIS_LITERAL("'"), &allocator, text.out()), TAMIS_OK);
  STEP(tamis_percent_encode(TAMIS_LITERAL(" "), &allocator, text.out()), TAMIS_OK);
#undef STEP
  return TAMIS_OK;
}

}  // namespace tamis::tests
