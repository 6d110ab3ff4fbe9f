#include <stdio.h>
#include <string.h>
#include <tamis/tamis.h>

int main(void) {
  tamis_schema* schema = NULL;
  tamis_text* canonical = NULL;
  tamis_options options = {0};
  int right;
  options.struct_size = sizeof options;
  options.as = TAMIS_AS_FILTER;
  right = tamis_schema_referral(NULL, &schema) == TAMIS_OK
       && tamis_check(schema, TAMIS_LITERAL("(status eq 'New')"), &options, &canonical, NULL) == TAMIS_OK
       && strcmp(tamis_text_data(canonical), "status eq 'New'") == 0;
  printf("%s, from C with tamis %s\n", tamis_text_data(canonical), tamis_version());
  tamis_text_free(canonical);
  tamis_schema_free(schema);
  return right ? 0 : 1;
}
