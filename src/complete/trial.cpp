#include "src/complete/trial.hpp"

#include "src/print/encode.hpp"

namespace tamis {
inline namespace v0 {

namespace {

bool is_unknown_name(Code code) noexcept {
  switch (code) {
    case Code::unknown_property:
    case Code::unknown_function:
    case Code::unknown_member:
    case Code::unknown_type:
    case Code::not_sortable:
    case Code::not_filterable: return true;
    default: return false;
  }
}

}  // namespace

std::string encode_value(std::string_view decoded) {
  std::string out;
  for (const char c : decoded) {
    if (c == '%' || c == '&' || c == '#' || c == '+')
      append_encoded(c, out);
    else
      out += c;
  }
  return out;
}

std::string Trial::text(std::string_view behind) const {
  if (as == TextKind::query) return front + encode_value(value) + encode_value(behind);
  return value + std::string(behind);
}

std::optional<Tree> Trial::parse_text(std::string_view behind) const {
  ParseOptions options;
  options.as = as;
  options.limits = limits;
  Result<Tree> tree = parse(text(behind), options);
  if (!tree) return std::nullopt;
  return *std::move(tree);
}

std::optional<BoundText> Trial::bind(std::string_view behind) const {
  std::optional<Tree> tree = parse_text(behind);
  if (!tree) return std::nullopt;
  std::vector<Diagnostic> found;
  BoundText bound{*std::move(tree), {}, 0};
  bound.binding = v0::bind(bound.tree, schema_, record, {}, found);
  bound.at = front_length + static_cast<std::uint32_t>(value.size());
  return bound;
}

Verdict Trial::operator()(std::string_view behind, std::size_t length) const {
  const std::optional<Tree> tree = parse_text(behind);
  if (!tree) return {};
  std::vector<Diagnostic> found;
  BindOptions options;
  options.service_rules = service_rules;
  options.condition = as == TextKind::filter;
  (void)v0::bind(*tree, schema_, record, options, found);
  const std::size_t begin = as == TextKind::query ? front.size() + encode_value(value).size() : value.size();
  const std::size_t end = begin + encode_value(behind.substr(0, length)).size();
  Verdict verdict{true};
  for (const Diagnostic& d : found) {
    const bool in_front = d.span.end() <= begin;
    if (d.code == Code::not_documented && !in_front) verdict.documented = false;
    if (d.severity != Severity::error || (in_front && is_unknown_name(d.code))) continue;
    if (d.code == Code::wrong_argument_count && d.span.offset >= end) continue;  // parameters that are still to come
    verdict.right = false;
  }
  return verdict;
}

}  // namespace v0
}  // namespace tamis
