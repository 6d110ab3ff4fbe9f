// What one evaluation needs beside the filter and the record: scratch memory, clock, parameters, options.
#pragma once

#include <boost/json/fwd.hpp>
#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include <tamis/limits.hpp>
#include <tamis/result.hpp>
#include <tamis/trust.hpp>

namespace tamis {
inline namespace v0 {

/// What a member that a record does not have stands for.
enum class Absent : std::uint8_t {
  null,     ///< null, the default: services leave null members out
  unknown,  ///< unknown: any comparison with it is neither true nor false
  error     ///< `invalid-data`
};

struct EvaluationOptions {
  Absent absent = Absent::null;
  Trust trust = Trust::nothing;
  Limits limits{};
  /// The order of strings: <0, 0, >0, consistent and free of side effects; equality with `eq` and `in` is 0. Default:
  /// by code point. $orderby obeys it, too. Text functions (contains, indexof, …) compare code points whatever the
  /// collation.
  std::function<int(std::string_view, std::string_view)> collation{};
  /// The instant that now() returns, taken once per call into the library. Default: the system clock.
  std::function<std::chrono::system_clock::time_point()> clock{};
};

/// Scratch, caches and parameters of evaluations. Not shareable: one per thread. Reusing it makes
/// evaluation free of allocations once warm. Filters and queries stay const.
class EvaluationContext {
 public:
  explicit EvaluationContext(EvaluationOptions options = {});
  ~EvaluationContext();
  EvaluationContext(EvaluationContext&&) noexcept;
  EvaluationContext& operator=(EvaluationContext&&) noexcept;

  const EvaluationOptions& options() const noexcept;

  /// Gives the parameter alias `name` (with its @) a value for all evaluations from now on, whatever value the text
  /// gives it: nothing is compiled anew. The value has the JSON form of a record's members and is read as the type that
  /// the alias is compared with; where it is none the evaluation fails with `invalid-argument`. Not bound, an alias has
  /// the value that the text gives it, else null (Part 2 §5.3).
  void bind(std::string_view name, const boost::json::value& value);
  /// Takes that back.
  void unbind(std::string_view name);

  /// Internal state; defined in src/evaluate/.
  struct State;
  State& state() noexcept { return *state_; }

 private:
  std::unique_ptr<State> state_;
};

}  // namespace v0
}  // namespace tamis
