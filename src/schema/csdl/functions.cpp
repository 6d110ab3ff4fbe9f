// Functions of the service (CSDL JSON §12), one entry per overload.
#include <algorithm>
#include <array>

#include "src/schema/csdl/steps.hpp"

namespace tamis {
inline namespace v0 {
namespace csdl {

namespace {

constexpr std::size_t most_parameters = 100;  // each is compared with those before it

constexpr std::array<std::string_view, 6> function_keywords = {"$Kind",         "$IsBound",   "$EntitySetPath",
                                                               "$IsComposable", "$Parameter", "$ReturnType"};
constexpr std::array<std::string_view, 9> parameter_keywords = {
    "$Name", "$Type", "$Collection", "$Nullable", "$MaxLength", "$Unicode", "$Precision", "$Scale", "$SRID"};

void read_parameter(Context& context, const boost::json::value& value, const Path& at, ServiceFunction& function) {
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
  auto& parameters = function.parameters;
  const bool is_repeated = std::any_of(parameters.begin(), parameters.end(),
                                       [&](const FunctionParameter& other) { return other.name == *name; });
  if (is_repeated) {
    context.errors.add(at.member("$Name"), "there are two parameters " + quoted(*name));
    return;
  }
  parameters.push_back({std::string(*name), context.type_of(element)});
}

void read_parameters(Context& context, const Element& element, ServiceFunction& function) {
  const boost::json::value* parameters = element.find("$Parameter");
  if (parameters == nullptr) return;
  const Path at = element.at.member("$Parameter");
  if (!parameters->is_array()) {
    context.errors.add(at, "$Parameter is an array");
    return;
  }
  if (parameters->get_array().size() > most_parameters) {
    context.errors.add(at, "a function has at most " + std::to_string(most_parameters) + " parameters");
    return;
  }
  std::size_t index = 0;
  for (const auto& value : parameters->get_array()) {
    read_parameter(context, value, at.item(index++), function);
  }
}

void read_function(Context& context, const Declaration& declaration) {
  const Element& element = declaration.element;
  context.check_keywords(element, function_keywords);
  ServiceFunction function;
  function.qualified_name = declaration.qualified;
  function.bound = context.flag(element, "$IsBound", false);
  function.composable = context.flag(element, "$IsComposable", false);
  read_parameters(context, element, function);
  if (function.bound && function.parameters.empty()) {
    context.errors.add(element.at, "bound function " + quoted(declaration.name) + " has no parameter to be bound to");
  }
  const boost::json::value* result = element.find("$ReturnType");
  const Element return_type{result == nullptr ? nullptr : result->if_object(), element.at.member("$ReturnType")};
  if (return_type.json == nullptr) {
    context.errors.add(element.at, "function " + quoted(declaration.name) + " needs a $ReturnType, an object");
  } else {
    function.result = context.type_of(return_type);
  }
  context.data.functions.push_back(std::move(function));
}

}  // namespace

void read_functions(Context& context) {
  for (const Declaration& declaration : context.functions)
    read_function(context, declaration);
}

}  // namespace csdl
}  // namespace v0
}  // namespace tamis
