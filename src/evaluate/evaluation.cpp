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

const EvaluationOptions& EvaluationContext::options() const noexcept { return state_->options; }

}  // namespace v0
}  // namespace tamis
