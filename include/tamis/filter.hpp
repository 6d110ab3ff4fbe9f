// Filter: a compiled $filter expression.
#pragma once

#include <boost/json/fwd.hpp>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <tamis/evaluation.hpp>
#include <tamis/limits.hpp>
#include <tamis/parse.hpp>
#include <tamis/print.hpp>
#include <tamis/result.hpp>
#include <tamis/schema.hpp>
#include <tamis/tree.hpp>

namespace tamis {
inline namespace v0 {

class RecordMatcher;

struct CompileOptions {
  std::string type{};            ///< the type that the text ranges over; empty: Schema::default_type()
  bool encoded = false;          ///< the text is percent-encoded (a query always is)
  bool plus_is_blank = false;    ///< read `+` as a blank when decoding
  bool service_rules = false;    ///< also check what the service is known to accept (queries)
  std::vector<Code> silenced{};  ///< warnings and notes to leave out; errors are never left out
  Limits limits{};
  std::vector<GivenAlias> aliases{};  ///< values of parameter aliases, as in ParseOptions
};

/// A checked, compiled $filter. Immutable: share it between threads, one EvaluationContext per thread.
class Filter {
 public:
  /// Parses, checks and compiles. All errors are reported at once; warnings stand in warnings().
  static Result<Filter> compile(std::string_view text, const Schema& schema, const CompileOptions& options = {});

  /// Whether the record meets the filter: true only if the expression is true, not if false or null.
  /// Asks no more of a record than it takes, cheap comparisons first; wrong data where nothing was asked is no error.
  /// Errors: `invalid-data`, `division-by-zero`, `invalid-argument`, `budget-exceeded`, ….
  Result<bool> matches(const boost::json::value& record, EvaluationContext& context) const;
  /// The same for one record as JSON text (UTF-8). Numbers are exact.
  Result<bool> matches(std::string_view json, EvaluationContext& context) const;
  /// Many records at once: faster than one by one, most of all beyond the processor's caches. Bit i % 64 of
  /// bits[i / 64] becomes whether record i meets the filter; `bits` has room for all, (records.size() + 63) / 64
  /// words. Gives how many do. The first record at fault ends it; a note says which, and the bits before it are set.
  Result<std::uint64_t> matches(std::span<const boost::json::value> records, std::span<std::uint64_t> bits,
                                EvaluationContext& context) const;
  Result<bool> matches(const char* json, EvaluationContext& context) const {
    return matches(std::string_view(json), context);
  }

  /// The canonical text, not percent-encoded.
  std::string text(const PrintOptions& options = {}) const;
  /// The canonical text, percent-encoded for the value of `$filter=`.
  std::string url() const;

  const Tree& tree() const noexcept;
  /// The type of a node, as checked.
  Type type(NodeId node) const noexcept;
  /// Warnings of parsing and checking.
  const Diagnostics& warnings() const noexcept;

 private:
  friend class Expression;
  friend class RecordMatcher;
  struct State;
  std::shared_ptr<const State> state_;
};

/// A checked, compiled expression of any type.
class Expression {
 public:
  static Result<Expression> compile(std::string_view text, const Schema& schema, const CompileOptions& options = {});
  /// The value over a record, as JSON text: plain digits for exact numbers, OData text in a string for
  /// temporal values, guids, durations, binary, enumeration members, NaN and the infinities.
  Result<std::string> evaluate(const boost::json::value& record, EvaluationContext& context) const;
  Result<std::string> evaluate(std::string_view json, EvaluationContext& context) const;
  Result<std::string> evaluate(const char* json, EvaluationContext& context) const {
    return evaluate(std::string_view(json), context);
  }
  std::string text(const PrintOptions& options = {}) const;
  const Tree& tree() const noexcept;
  /// The type of the whole expression, as checked.
  Type type() const noexcept;
  /// The type of a node, as checked; of a literal, the type that it takes in its place.
  Type type(NodeId node) const noexcept;
  const Diagnostics& warnings() const noexcept;

 private:
  std::shared_ptr<const Filter::State> state_;
};

}  // namespace v0
}  // namespace tamis
