// EvaluationContext: options and state.
#include <tamis/evaluation.hpp>

#include "src/evaluate/state.hpp"

namespace tamis {
inline namespace v0 {

EvaluationContext::EvaluationContext(EvaluationOptions options) : state_(std::make_unique<State>()) {
  state_->options = std::move(options);
}

EvaluationContext::~EvaluationContext() = default;
EvaluationContext::EvaluationContext(EvaluationContext&&) noexcept = default;
EvaluationContext& EvaluationContext::operator=(EvaluationContext&&) noexcept = default;

void EvaluationContext::bind(std::string_view name, const boost::json::value& value) {
  state_->bound.insert_or_assign(std::string(name), value);
}

void EvaluationContext::unbind(std::string_view name) {
  const auto found = state_->bound.find(name);
  if (found != state_->bound.end()) state_->bound.erase(found);
}

const EvaluationOptions& EvaluationContext::options() const noexcept { return state_->options; }

}  // namespace v0
}  // namespace tamis
