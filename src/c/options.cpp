// What C callers say about how a text is to be read, checked and written; versions and words of the C interface.
#include <tamis/check.hpp>

#include "src/c/check_options.hpp"
#include "src/c/objects.hpp"

namespace tamis {
inline namespace v0 {
namespace c {

std::vector<Code> read_codes(std::string_view list) {
  std::vector<Code> codes;
  while (!list.empty()) {
    const std::string_view word = list.substr(0, list.find(','));
    const std::optional<Code> code = find_code(word);
    require(code.has_value());
    codes.push_back(*code);
    list.remove_prefix(std::min(list.size(), word.size() + 1));
  }
  return codes;
}

namespace {

std::string_view type_of(const tamis_options& given) { return view(given.type, given.type_size); }

/// What all have in common.
template <typename Options>
void read_common(const tamis_options& given, std::uint32_t allowed, Options& options) {
  require((given.flags & ~allowed) == 0);
  options.type = type_of(given);
  options.encoded = (given.flags & TAMIS_ENCODED) != 0;
  options.plus_is_blank = (given.flags & TAMIS_PLUS_IS_BLANK) != 0;
  options.service_rules = (given.flags & TAMIS_SERVICE_RULES) != 0;
  options.limits = read_limits(given.limits);
}

/// What is read as what it is said to be.
TextKind read_kind(const tamis_options& given) {
  require(given.as >= TAMIS_AS_QUERY && given.as <= TAMIS_AS_LITERAL);
  return static_cast<TextKind>(given.as);
}

}  // namespace

CompileOptions read_compile_options(const tamis_options& given, std::uint32_t allowed) {
  require(given.as == 0 && given.base_size == 0);
  CompileOptions options;
  read_common(given, allowed, options);
  options.silenced = read_codes(view(given.silenced, given.silenced_size));
  return options;
}

CheckOptions read_check_options(const tamis_options& given) {
  CheckOptions options;
  read_common(given,
              TAMIS_ENCODED | TAMIS_PLUS_IS_BLANK | TAMIS_SERVICE_RULES | TAMIS_SYNTAX_ONLY | TAMIS_WRITE_ENCODED
                  | TAMIS_WRITE_V4_0,
              options);
  options.silenced = read_codes(view(given.silenced, given.silenced_size));
  options.as = read_kind(given);
  if (options.as == TextKind::literal) std::swap(options.literal_type, options.type);
  options.syntax_only = (given.flags & TAMIS_SYNTAX_ONLY) != 0;
  options.print.percent_encode = (given.flags & TAMIS_WRITE_ENCODED) != 0;
  if ((given.flags & TAMIS_WRITE_V4_0) != 0) options.print.version = Version::v4_0;
  options.print.base = view(given.base, given.base_size);
  return options;
}

CompleteOptions read_complete_options(const tamis_options& given) {
  require(given.base_size == 0 && given.silenced_size == 0);
  CompleteOptions options;
  read_common(given, TAMIS_ENCODED | TAMIS_PLUS_IS_BLANK | TAMIS_SERVICE_RULES, options);
  options.as = read_kind(given);
  return options;
}

PrintOptions read_form(std::uint32_t form, std::uint32_t allowed) {
  require((form & ~allowed) == 0);
  PrintOptions options;
  options.percent_encode = (form & TAMIS_FORM_ENCODED) != 0;
  if ((form & TAMIS_FORM_V4_0) != 0) options.version = Version::v4_0;
  return options;
}

}  // namespace c
}  // namespace v0
}  // namespace tamis

static_assert(TAMIS_AS_QUERY == static_cast<int>(tamis::TextKind::query));
static_assert(TAMIS_AS_URL == static_cast<int>(tamis::TextKind::url));
static_assert(TAMIS_AS_FILTER == static_cast<int>(tamis::TextKind::filter));
static_assert(TAMIS_AS_EXPRESSION == static_cast<int>(tamis::TextKind::expression));
static_assert(TAMIS_AS_ORDERBY == static_cast<int>(tamis::TextKind::orderby));
static_assert(TAMIS_AS_SELECT == static_cast<int>(tamis::TextKind::select));
static_assert(TAMIS_AS_EXPAND == static_cast<int>(tamis::TextKind::expand));
static_assert(TAMIS_AS_COMPUTE == static_cast<int>(tamis::TextKind::compute));
static_assert(TAMIS_AS_SEARCH == static_cast<int>(tamis::TextKind::search));
static_assert(TAMIS_AS_LITERAL == static_cast<int>(tamis::TextKind::literal));

extern "C" {

uint32_t tamis_abi_version(void) { return TAMIS_ABI_VERSION; }

const char* tamis_version(void) { return TAMIS_VERSION; }

const char* tamis_status_name(tamis_status status) {
  switch (status) {
    case TAMIS_OK: return "ok";
    case TAMIS_MISUSE: return "misuse";
    case TAMIS_WRONG_QUERY: return "wrong query";
    case TAMIS_WRONG_DATA: return "wrong data";
    case TAMIS_LIMIT: return "over a limit";
    case TAMIS_OUT_OF_MEMORY: return "out of memory";
    case TAMIS_INTERNAL: return "internal error";
    default: return "unknown status";
  }
}

}  // extern "C"
