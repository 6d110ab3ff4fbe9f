// check(): the library's pipeline for a text that is not to be evaluated: parse, bind, print.
#include <tamis/check.hpp>

#include <optional>
#include <utility>

#include "src/check_literal.hpp"
#include "src/compile/front.hpp"
#include "src/parse/literal_form.hpp"
#include "src/print/print_tree.hpp"

namespace tamis {
inline namespace v0 {

namespace {

PrintOptions print_options(const CheckOptions& options) {
  PrintOptions form = options.print;
  form.percent_encode = form.percent_encode || options.encoded;
  return form;
}

CompileOptions compile_options(const CheckOptions& options) {
  CompileOptions compiling;
  compiling.type = options.type;
  compiling.encoded = options.encoded;
  compiling.plus_is_blank = options.plus_is_blank;
  compiling.service_rules = options.service_rules && (options.as == TextKind::query || options.as == TextKind::url);
  compiling.silenced = options.silenced;
  compiling.limits = options.limits;
  compiling.aliases = options.aliases;
  return compiling;
}

void require_literal_type(const Tree& tree, const Schema& schema, const CheckOptions& options,
                          std::vector<Diagnostic>& found) {
  if (options.as != TextKind::literal || options.literal_type.empty()) return;
  if (const std::optional<Type> type = schema.find_type(options.literal_type)) {
    check_literal(tree, *type, schema, options.syntax_only, found);
  } else {
    found.push_back({Severity::error, Code::unknown_type, {}, "there is no type '" + options.literal_type + "'"});
  }
}

/// A literal that is to be of a type is read by that type's rule, which says better where it goes wrong.
std::optional<Diagnostic> wrong_form(std::string_view text, const Schema& schema, const CheckOptions& options) {
  if (options.as != TextKind::literal || options.literal_type.empty()) return std::nullopt;
  const std::optional<Type> type = schema.find_type(options.literal_type);
  if (!type || type->collection) return std::nullopt;
  return literal_form_error(text, type->kind, schema.type_name(*type), options.syntax_only, options);
}

Result<CheckedText> check_syntax(std::string_view text, const Schema& schema, const CheckOptions& options) {
  Result<Tree> tree = parse(text, options);
  if (!tree) return std::move(tree).error();
  Diagnostics found{tree->source().typed(), tree->warnings()};
  require_literal_type(*tree, schema, options, found.items);
  const std::vector<Diagnostic> newer = find_newer(*tree, options.print.version);
  found.items.insert(found.items.end(), newer.begin(), newer.end());
  silence(found.items, options.silenced);
  found.sort();
  if (found.has_errors()) return found;
  return CheckedText{print(*tree, print_options(options)), std::move(found)};
}

}  // namespace

Result<CheckedText> check(std::string_view text, const Schema& schema, const CheckOptions& options) {
  if (std::optional<Diagnostic> error = wrong_form(text, schema, options))
    return Diagnostics{std::string(text), {std::move(*error)}};
  if (options.syntax_only) return check_syntax(text, schema, options);
  Result<Checked> bound = check(text, options.as, schema, compile_options(options));
  if (!bound) return std::move(bound).error();
  std::vector<Diagnostic> found = find_newer(bound->tree, bound->binding, options.print.version);
  require_literal_type(bound->tree, schema, options, found);
  if (!found.empty()) return failure(*bound, std::move(found));
  return CheckedText{print(bound->tree, bound->binding, schema, print_options(options)), bound->warnings};
}

}  // namespace v0
}  // namespace tamis
