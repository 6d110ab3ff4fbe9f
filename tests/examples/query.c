/* A query from C, with a parameter and options: sent as a URL, or answered from records that are here. Ends with 1
 * where something is not as this example says. */
#include <stdio.h>
#include <string.h>
#include <tamis/tamis.h>

static const char text[] = "/referrals?$filter=status eq @status&$orderby=createdDateTime desc&$top=1&$select=id";

static const char response[] =
    "{\"value\":[{\"id\":\"a\",\"status\":\"New\",\"createdDateTime\":\"2024-01-01T00:00:00Z\"},\n"
    "{\"id\":\"b\",\"status\":\"New\",\"createdDateTime\":\"2024-02-01T00:00:00Z\"},\n"
    "{\"id\":\"c\",\"status\":\"Closed\",\"createdDateTime\":\"2024-03-01T00:00:00Z\"}]}";

/* Prints a text, frees it, and tells whether it is the one expected. */
static int is(tamis_text* found, const char* expected) {
  const int same = strcmp(tamis_text_data(found), expected) == 0;
  puts(tamis_text_data(found));
  tamis_text_free(found);
  return same;
}

static int answer(const tamis_query* query) {
  tamis_context_options options = {0};
  tamis_limits limits = {0};
  tamis_context* context = NULL;
  tamis_text* found = NULL;
  int right = 0;

  limits.struct_size = sizeof limits;
  limits.steps = 10000; /* for each record */
  options.struct_size = sizeof options;
  options.limits = &limits;
  options.absent = TAMIS_ABSENT_NULL;
  if (tamis_context_new(&options, &context) == TAMIS_OK
      && tamis_context_bind(context, TAMIS_LITERAL("@status"), TAMIS_LITERAL("\"New\""), NULL) == TAMIS_OK
      && tamis_query_apply(query, context, response, sizeof response - 1, NULL, &found, NULL) == TAMIS_OK)
    right = is(found, "{\"value\":[{\"id\":\"b\"}]}");
  tamis_context_free(context);
  return right;
}

int main(void) {
  tamis_schema* schema = NULL;
  tamis_query* query = NULL;
  tamis_text* url = NULL;
  tamis_options options = {0};
  int right = 0;

  options.struct_size = sizeof options;
  options.flags = TAMIS_SERVICE_RULES; /* it is to be sent: what the service refuses is an error */
  if (tamis_schema_referral(NULL, &schema) == TAMIS_OK
      && tamis_query_compile(schema, text, sizeof text - 1, &options, &query, NULL) == TAMIS_OK
      && tamis_query_url(query, 0, TAMIS_LITERAL("https://api.partner.microsoft.com/v1.0/engagements"), &url)
             == TAMIS_OK)
    right = is(url,
               "https://api.partner.microsoft.com/v1.0/engagements/referrals?$filter=status%20eq%20@status"
               "&$orderby=createdDateTime%20desc&$top=1&$select=id")
         && answer(query);
  tamis_query_free(query);
  tamis_schema_free(schema);
  return right ? 0 : 1;
}
