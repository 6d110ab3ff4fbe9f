// The front end: text to a tree that has been checked.
#include "src/compile/front.hpp"

#include <algorithm>

#include "src/bind/conditions.hpp"
#include "src/bind/resource_path.hpp"

namespace tamis {
inline namespace v0 {

namespace {

bool has_error(const std::vector<Diagnostic>& found) noexcept {
  return std::any_of(found.begin(), found.end(), [](const Diagnostic& d) { return d.severity == Severity::error; });
}

}  // namespace

std::optional<Type> record_type(const Tree& tree, const Schema& schema, std::string_view named) {
  if (named.empty() && tree.is_url())
    if (const auto by_path = resource_type(tree, schema)) return by_path;
  if (named.empty()) return schema.is_dynamic() ? Type() : schema.default_type();
  return schema.find_type(named);
}

Result<Checked> check(std::string_view text, TextKind as, const Schema& schema, const CompileOptions& options) {
  ParseOptions parsing;
  parsing.as = as;
  parsing.encoded = options.encoded;
  parsing.plus_is_blank = options.plus_is_blank;
  parsing.limits = options.limits;
  parsing.aliases = options.aliases;
  auto tree = parse(text, parsing);
  if (!tree) return std::move(tree).error();

  Checked checked{schema, *std::move(tree), {}, {}, {}};
  checked.warnings.text = checked.tree.source().typed();
  std::vector<Diagnostic> found = checked.tree.warnings();
  const auto record = record_type(checked.tree, schema, options.type);
  if (!record) {
    found.push_back({Severity::error, Code::unknown_type, Span{}, "there is no type '" + options.type + "'"});
    return failure(checked, std::move(found));
  }
  checked.record = *record;
  BindOptions binding;
  binding.service_rules = options.service_rules;
  binding.condition = as == TextKind::filter;
  checked.binding = v0::bind(checked.tree, schema, checked.record, binding, found);
  check_resource_options(checked.tree, schema, found);
  if (!has_error(found)) review_conditions(checked.tree, schema, checked.binding, found);
  silence(found, options.silenced);
  if (has_error(found)) return failure(checked, std::move(found));
  checked.warnings.items = std::move(found);
  checked.warnings.sort();
  return checked;
}

void silence(std::vector<Diagnostic>& found, const std::vector<Code>& codes) {
  if (codes.empty()) return;
  std::erase_if(found, [&](const Diagnostic& d) {
    return d.severity != Severity::error && std::find(codes.begin(), codes.end(), d.code) != codes.end();
  });
}

Diagnostics failure(const Checked& checked, std::vector<Diagnostic> found) {
  Diagnostics all{checked.warnings};
  all.items.insert(all.items.end(), std::make_move_iterator(found.begin()), std::make_move_iterator(found.end()));
  all.sort();
  return all;
}

}  // namespace v0
}  // namespace tamis
