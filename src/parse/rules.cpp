// The grammar, instantiated: one parser per kind of text. All in one place because they share most of
// their templates, which take long to compile.
#include "src/parse/run.hpp"

namespace tamis {
inline namespace v0 {

#define TAMIS_PARSER(...)                                                                                  \
  template std::optional<Diagnostic> parse_part<__VA_ARGS__>(TreeBuilder&, const DecodedText&, Span, bool, \
                                                             const Limits&);

TAMIS_PARSER(grammar::filter_text)
TAMIS_PARSER(grammar::expression_text)
TAMIS_PARSER(grammar::literal_text)
TAMIS_PARSER(grammar::option_text<grammar::orderby_value>)
TAMIS_PARSER(grammar::option_text<grammar::select_value>)
TAMIS_PARSER(grammar::option_text<grammar::expand_value>)
TAMIS_PARSER(grammar::option_text<grammar::compute_value>)
TAMIS_PARSER(grammar::option_text<grammar::search_value>)
TAMIS_PARSER(grammar::option_text<grammar::number_value>)
TAMIS_PARSER(grammar::option_text<grammar::index_value>)
TAMIS_PARSER(grammar::option_text<grammar::boolean_value>)
TAMIS_PARSER(grammar::option_text<grammar::format_value>)
TAMIS_PARSER(grammar::option_text<grammar::schemaversion_value>)
TAMIS_PARSER(grammar::option_text<grammar::text_value>)

#undef TAMIS_PARSER

}  // namespace v0
}  // namespace tamis
