/* A filter from C: compiled once, held against records, written for a URL; what is wrong is said with its place. */
#include <stdio.h>
#include <tamis/tamis.h>

/* Says what went wrong, frees it, and gives the status of the program. */
static int failed(const char* what, tamis_status status, tamis_diagnostics* diagnostics) {
  tamis_text* picture = NULL;
  fprintf(stderr, "%s: %s\n", what, tamis_status_name(status));
  if (tamis_diagnostics_render(diagnostics, 0, &picture) == TAMIS_OK) fputs(tamis_text_data(picture), stderr);
  tamis_text_free(picture);
  tamis_diagnostics_free(diagnostics);
  return 1;
}

static int32_t print_record(void* user, const tamis_record* record) {
  (void)user;
  printf("record %d, line %d: %.*s\n", (int)record->index, (int)record->line, (int)record->size, record->json);
  return TAMIS_GO_ON;
}

static int run(const tamis_filter* filter, tamis_context* context) {
  static const char records[] =
      "{\"id\":\"1\",\"status\":\"New\",\"team\":[{\"email\":\"r2d2@contoso.com\"}]}\n"
      "{\"id\":\"2\",\"status\":\"Closed\"}\n";
  tamis_diagnostics* diagnostics = NULL;
  tamis_text* url = NULL;
  int32_t matches = 0;

  tamis_status status = tamis_filter_text(filter, TAMIS_FORM_ENCODED, &url);
  if (status != TAMIS_OK) return failed("the URL", status, NULL);
  printf("$filter=%s\n", tamis_text_data(url));
  tamis_text_free(url);

  status =
      tamis_filter_match(filter, context, TAMIS_LITERAL("{\"status\":\"New\",\"team\":[]}"), &matches, &diagnostics);
  if (status != TAMIS_OK) return failed("the record", status, diagnostics);
  puts(matches ? "matches" : "does not match");

  status = tamis_filter_match_each(filter, context, records, sizeof records - 1, print_record, NULL, NULL, NULL,
                                   &diagnostics);
  return status == TAMIS_OK ? 0 : failed("the records", status, diagnostics);
}

int main(void) {
  tamis_schema* schema = NULL;
  tamis_filter* filter = NULL;
  tamis_context* context = NULL;
  tamis_diagnostics* diagnostics = NULL;
  int result = 1;

  tamis_status status = tamis_schema_referral(NULL, &schema);
  if (status == TAMIS_OK)
    status =
        tamis_filter_compile(schema, TAMIS_LITERAL("status eq 'New' and team/any(t:t/email eq 'r2d2@contoso.com')"),
                             NULL, &filter, &diagnostics);
  tamis_schema_free(schema); /* the filter shares it */
  if (status == TAMIS_OK) status = tamis_context_new(NULL, &context);
  if (status == TAMIS_OK) {
    tamis_diagnostics_free(diagnostics); /* warnings, which there are none of here */
    result = run(filter, context);
  } else {
    result = failed("the filter", status, diagnostics);
  }
  tamis_context_free(context);
  tamis_filter_free(filter);
  return result;
}
