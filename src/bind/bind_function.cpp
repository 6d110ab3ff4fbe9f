// Binding of the service's functions: which overload is called, and its parameters. OData 4.01 Part 1 §11.5.4.1,
// Part 2 §5.1.1.15.
#include <algorithm>

#include "src/bind/binder.hpp"
#include "src/parse/foreign_functions.hpp"
#include "src/schema/suggest.hpp"

namespace tamis {
inline namespace v0 {

namespace {

std::string_view last_name(std::string_view qualified) noexcept {
  return qualified.substr(qualified.rfind('.') + 1);  // npos + 1 is 0
}

/// Whether an operation is called so, with its namespace or without.
bool is_called(std::string_view qualified_name, std::string_view wanted) noexcept {
  return (wanted.find('.') == std::string_view::npos ? last_name(qualified_name) : qualified_name) == wanted;
}

/// The parameters that a call names: all but the one that a function is bound to.
std::span<const FunctionParameter> named_parameters(const ServiceFunction& function) noexcept {
  return std::span(function.parameters).subspan(function.bound && !function.parameters.empty() ? 1 : 0);
}

std::string listed(const ServiceFunction& function) {
  std::string out;
  for (const FunctionParameter& parameter : named_parameters(function))
    out += (out.empty() ? "" : ", ") + parameter.name;
  return out.empty() ? "no parameters" : out;
}

std::string in_full(const Schema& schema, std::string_view name) {
  const std::size_t dot = name.rfind('.');
  if (dot == std::string_view::npos) return std::string(name);
  for (const auto& [alias, space] : schema.aliases())
    if (alias == name.substr(0, dot)) return space + std::string(name.substr(dot));
  return std::string(name);
}

}  // namespace

bool is_operation(const Schema& schema, std::string_view name) {
  const std::string wanted = in_full(schema, name);
  const auto named = [&](const auto& operation) { return is_called(operation.qualified_name, wanted); };
  return std::any_of(schema.functions().begin(), schema.functions().end(), named)
      || std::any_of(schema.actions().begin(), schema.actions().end(), named);
}

// `Ns.F(p,q)` of $select: the function has an overload with these parameters.
void Binder::bind_overload(NodeId id) {
  if (schema_.is_dynamic()) return;
  const std::string wanted = in_full(schema_, tree_.name(id));
  const auto names = tree_.arguments(id);
  const ServiceFunction* named = nullptr;
  for (const ServiceFunction& function : schema_.functions()) {
    if (!is_called(function.qualified_name, wanted)) continue;
    named = &function;
    const auto parameters = named_parameters(function);
    if (parameters.size() == names.size()
        && std::all_of(parameters.begin(), parameters.end(), [&](const FunctionParameter& parameter) {
             return std::any_of(names.begin(), names.end(),
                                [&](NodeId name) { return tree_.name(name) == parameter.name; });
           }))
      return;
  }
  if (named == nullptr) return unknown_function(id);
  auto& d = error(Code::wrong_argument_count, id, named->qualified_name + " has no overload with these parameters");
  d.notes.push_back("it takes " + listed(*named));
}

// `Ns.*` of $select: all operations of a namespace.
void Binder::bind_star(NodeId id) {
  const std::string_view wanted = tree_.name(id);
  if (schema_.is_dynamic() || wanted.empty()) return;
  const std::string space = in_full(schema_, std::string(wanted) + ".*");
  std::vector<std::string_view> namespaces;
  const auto collect = [&](const auto& declared) {
    for (const auto& one : declared)
      namespaces.push_back(std::string_view(one.qualified_name).substr(0, one.qualified_name.rfind('.')));
  };
  collect(schema_.functions());
  collect(schema_.actions());
  collect(schema_.structured_types());
  collect(schema_.enum_types());
  if (std::find(namespaces.begin(), namespaces.end(), std::string_view(space).substr(0, space.size() - 2))
      != namespaces.end())
    return;
  auto& d = report(Severity::error, Code::unknown_function, tree_[id].name,
                   "the service has no namespace '" + std::string(wanted) + "'");
  suggest(d, tree_[id].name, std::string(closest(wanted, namespaces)));
}

void Binder::bind_function(NodeId id) {
  if (schema_.is_dynamic() || bind_named_key(id)) return;
  std::string wanted = in_full(schema_, tree_.name(id));
  const bool root = starts_at_root(id);
  for (const OperationImport& import : schema_.function_imports())
    if (import.name == wanted && (root || !tree_[id].has_source)) wanted = import.operation;
  const auto functions = schema_.functions();
  std::vector<std::size_t> candidates;
  bool named = false;
  for (std::size_t i = 0; i < functions.size(); ++i) {
    if (!is_called(functions[i].qualified_name, wanted)) continue;
    named = true;
    if (functions[i].bound ? !root && is_bound_to(functions[i], id) : root || !tree_[id].has_source)
      candidates.push_back(i);
  }
  if (!named) return unknown_function(id);
  if (candidates.empty()) {
    const NodeId source = tree_.source_of(id);
    error(Code::type_mismatch, id,
          "the function " + wanted + " cannot be called on "
              + (root ? "$root" : type_text(source == no_node ? subject().type : type(source))));
    return;
  }
  const std::size_t chosen = choose_overload(id, candidates);
  binding_.targets[id].kind = Target::Kind::function;
  binding_.targets[id].index = static_cast<std::uint32_t>(chosen);
  set(id, functions[chosen].result);
  check_parameters(id, functions[chosen]);
}

void Binder::unknown_function(NodeId id) {
  const std::string_view wanted = tree_.name(id);
  auto& d = error(Code::unknown_function, id, "the service has no function '" + std::string(wanted) + "'");
  if (const ForeignFunction* const foreign = find_foreign_function(wanted)) {
    if (!foreign->note.empty()) d.notes.emplace_back(foreign->note);
    return suggest(d, tree_[id].name, std::string(foreign->instead));
  }
  std::vector<std::string_view> names;
  const bool qualified = wanted.find('.') != std::string_view::npos;
  for (const ServiceFunction& function : schema_.functions())
    names.push_back(qualified ? std::string_view(function.qualified_name) : last_name(function.qualified_name));
  suggest(d, tree_[id].name, std::string(closest(wanted, names)));
}

/// Whether what stands in front of the call can be the function's binding parameter.
bool Binder::is_bound_to(const ServiceFunction& function, NodeId id) const {
  if (function.parameters.empty()) return true;
  const NodeId source = tree_.source_of(id);
  const Type& from = source == no_node ? subject().type : type(source);
  const Type& wanted = function.parameters[0].type;
  if (!is_known(from) || !is_known(wanted)) return true;
  if (from.collection != wanted.collection) return false;
  if (from.kind == TypeKind::structured && wanted.kind == TypeKind::structured)
    return schema_.derives_from(from.definition, wanted.definition);
  return comparable(from, wanted);
}

/// The first whose parameters are those given; failing that, the one that has most of those given.
std::size_t Binder::choose_overload(NodeId id, const std::vector<std::size_t>& candidates) {
  std::size_t best = candidates[0];
  std::ptrdiff_t best_fit = PTRDIFF_MIN;
  for (const std::size_t candidate : candidates) {
    const auto parameters = named_parameters(schema_.functions()[candidate]);
    std::ptrdiff_t fit = 0;
    for (const FunctionParameter& parameter : parameters) {
      const auto given = tree_.arguments(id);
      const bool is_given = std::any_of(given.begin(), given.end(),
                                        [&](NodeId argument) { return tree_.name(argument) == parameter.name; });
      fit += is_given ? 2 : has_implicit_alias(parameter.name) ? 0 : -1;
    }
    if (fit <= best_fit) continue;
    best = candidate;
    best_fit = fit;
  }
  return best;
}

/// Whether a query option `@name=…` or `name=…` gives a parameter's value (Part 1 §11.5.4.1.1).
bool Binder::has_implicit_alias(std::string_view parameter) const {
  const NodeId root = tree_.root();
  if (tree_[root].kind != NodeKind::query) return false;
  for (const NodeId option : tree_.children(root)) {
    const std::string_view name = tree_.name(option);
    if (tree_[option].option() == Option::custom && name == parameter) return true;
    if (tree_[option].option() == Option::alias && name.substr(1) == parameter) return true;
  }
  return false;
}

void Binder::check_parameters(NodeId id, const ServiceFunction& function) {
  const auto given = tree_.arguments(id);
  for (std::size_t i = 0; i < given.size(); ++i) {
    const std::string_view name = tree_.name(given[i]);
    if (std::any_of(given.begin(), given.begin() + static_cast<std::ptrdiff_t>(i),
                    [&](NodeId before) { return tree_.name(before) == name; }))
      report(Severity::error, Code::wrong_argument_count, tree_[given[i]].name,
             "'" + std::string(name) + "' is given more than once");
    else
      check_parameter(given[i], function);
  }
  std::string missing;
  for (const FunctionParameter& parameter : named_parameters(function)) {
    const bool is_given = std::any_of(given.begin(), given.end(),
                                      [&](NodeId argument) { return tree_.name(argument) == parameter.name; });
    if (!is_given && !has_implicit_alias(parameter.name)) missing += (missing.empty() ? "" : ", ") + parameter.name;
  }
  if (missing.empty() || given.size() >= named_parameters(function).size()) return;
  report(Severity::error, Code::wrong_argument_count, {tree_[id].span.end() - 1, 0},
         function.qualified_name + " takes " + listed(function) + "; not given: " + missing);
}

void Binder::check_parameter(NodeId argument, const ServiceFunction& function) {
  const std::string_view name = tree_.name(argument);
  const auto parameters = named_parameters(function);
  const auto found =
      std::find_if(parameters.begin(), parameters.end(), [&](const FunctionParameter& p) { return p.name == name; });
  if (found == parameters.end()) {
    auto& d = report(Severity::error, Code::wrong_argument_count, tree_[argument].name,
                     function.qualified_name + " has no parameter '" + std::string(name) + "'");
    std::vector<std::string_view> names;
    for (const FunctionParameter& parameter : parameters)
      names.push_back(parameter.name);
    suggest(d, tree_[argument].name, std::string(closest(name, names)));
    if (d.suggestion.empty()) d.notes.push_back("it takes " + listed(function));
    return;
  }
  const NodeId value = tree_.child(argument, 0);
  if (!(type(value) == found->type)) adapt(value, found->type);
  const Type& given = type(value);
  const bool geo = is_geo(given.kind) && is_geo(found->type.kind) && given.collection == found->type.collection;
  const bool shape_is_open = found->type.kind == TypeKind::geography || found->type.kind == TypeKind::geometry;
  if (comparable(given, found->type) || (geo && shape_is_open)) {
    check_items(value, found->type);
    return;
  }
  auto& d = error(Code::type_mismatch, value,
                  "the parameter " + found->name + " is " + type_text(found->type) + ", but " + node_text(value)
                      + " is " + type_text(given));
  suggest_literal(d, value, found->type);
}

}  // namespace v0
}  // namespace tamis
