// Functions and actions of the service (CSDL JSON §12), one entry per overload; terms (§14.1).
#include <algorithm>
#include <array>

#include "src/schema/csdl/steps.hpp"

namespace tamis {
inline namespace v0 {
namespace csdl {

namespace {

constexpr std::size_t most_parameters = 100;  // each is compared with those before it

constexpr std::array<std::string_view, 6> operation_keywords = {"$Kind",         "$IsBound",   "$EntitySetPath",
                                                                "$IsComposable", "$Parameter", "$ReturnType"};
constexpr std::array<std::string_view, 12> term_keywords = {"$Kind",     "$Type",         "$Collection", "$Nullable",
                                                            "$BaseTerm", "$DefaultValue", "$AppliesTo",  "$MaxLength",
                                                            "$Unicode",  "$Precision",    "$Scale",      "$SRID"};
constexpr std::array<std::string_view, 9> parameter_keywords = {
    "$Name", "$Type", "$Collection", "$Nullable", "$MaxLength", "$Unicode", "$Precision", "$Scale", "$SRID"};

void read_parameter(Context& context, const boost::json::value& value, const Path& at,
                    std::vector<FunctionParameter>& parameters) {
  const Element element{value.if_object(), at};
  if (element.json == nullptr) {
    context.errors.add(at, "a parameter is an object");
    return;
  }
  context.check_keywords(element, parameter_keywords);
  const auto name = context.text(element, "$Name");
  if (!name) {
    context.errors.add(at, "a parameter has no $Name");
    return;
  }
  if (!context.check_identifier(*name, at.member("$Name"))) return;
  const bool is_repeated = std::any_of(parameters.begin(), parameters.end(),
                                       [&](const FunctionParameter& other) { return other.name == *name; });
  if (is_repeated) {
    context.errors.add(at.member("$Name"), "there are two parameters " + quoted(*name));
    return;
  }
  parameters.push_back({std::string(*name), context.type_of(element)});
}

std::vector<FunctionParameter> read_parameters(Context& context, const Element& element) {
  std::vector<FunctionParameter> read;
  const boost::json::value* parameters = element.find("$Parameter");
  if (parameters == nullptr) return read;
  const Path at = element.at.member("$Parameter");
  if (!parameters->is_array()) {
    context.errors.add(at, "$Parameter is an array");
    return read;
  }
  if (parameters->get_array().size() > most_parameters) {
    context.errors.add(at, "a function has at most " + std::to_string(most_parameters) + " parameters");
    return read;
  }
  std::size_t index = 0;
  for (const auto& value : parameters->get_array()) {
    read_parameter(context, value, at.item(index++), read);
  }
  return read;
}

/// The type of $ReturnType, if there is one.
std::optional<Type> read_result(Context& context, const Element& element) {
  const boost::json::value* result = element.find("$ReturnType");
  if (result == nullptr) return std::nullopt;
  const Element return_type{result->if_object(), element.at.member("$ReturnType")};
  if (return_type.json != nullptr) return context.type_of(return_type);
  context.errors.add(return_type.at, "$ReturnType is an object");
  return Type{};
}

void read_operation(Context& context, const Declaration& declaration) {
  const Element& element = declaration.element;
  context.check_keywords(element, operation_keywords);
  const bool is_function = context.text(element, "$Kind") == "Function";
  const bool bound = context.flag(element, "$IsBound", false);
  auto parameters = read_parameters(context, element);
  const auto result = read_result(context, element);
  if (bound && parameters.empty()) {
    context.errors.add(element.at, (is_function ? "bound function " : "bound action ") + quoted(declaration.name)
                                       + " has no parameter to be bound to");
  }
  if (!bound) (is_function ? context.unbound_functions : context.unbound_actions).insert(declaration.qualified);
  if (!is_function) {
    context.data.actions.push_back({declaration.qualified, bound, std::move(parameters), result});
    return;
  }
  if (!result) context.errors.add(element.at, "function " + quoted(declaration.name) + " needs a $ReturnType");
  const bool composable = context.flag(element, "$IsComposable", false);
  context.data.functions.push_back(
      {declaration.qualified, bound, composable, std::move(parameters), result.value_or(Type{})});
}

}  // namespace

void read_operations(Context& context) {
  for (const Declaration& declaration : context.terms) {
    context.check_keywords(declaration.element, term_keywords);
    context.data.terms.push_back({declaration.qualified, context.type_of(declaration.element)});
  }
  for (const Declaration& declaration : context.operations)
    read_operation(context, declaration);
}

}  // namespace csdl
}  // namespace v0
}  // namespace tamis
