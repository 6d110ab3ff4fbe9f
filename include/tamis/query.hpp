// Query: a compiled set of query options, and its application to records on this machine.
#pragma once

#include <boost/json/fwd.hpp>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include <tamis/evaluation.hpp>
#include <tamis/filter.hpp>
#include <tamis/print.hpp>
#include <tamis/result.hpp>
#include <tamis/schema.hpp>
#include <tamis/tree.hpp>

namespace tamis {
inline namespace v0 {

/// A checked, compiled query: $filter, $orderby, $select, $top, $skip, $count. Immutable, shareable.
class Query {
 public:
  /// Reads a query string, a URL, or a pasted request line.
  /// With CompileOptions::service_rules also what the service accepts is checked.
  static Result<Query> compile(std::string_view text, const Schema& schema, const CompileOptions& options = {});

  /// Internal state; defined in src/query/.
  struct State;

  /// What the service would answer from these records: a response (object with `value`), an array of
  /// records, or one record. The envelope of a response is kept; `@odata.count` is set on `$count=true`.
  /// Options are applied in the standard's order (Part 1 §11.2.1). One record that does not match gives null.
  Result<boost::json::value> apply(const boost::json::value& records, EvaluationContext& context) const;

  /// The canonical URL or query string, percent-encoded.
  std::string url(const PrintOptions& options = {}) const;

  const Tree& tree() const noexcept;
  const Diagnostics& warnings() const noexcept;
  /// What of the query is right but cannot be applied on this machine (`unsupported`); while there is any,
  /// apply() and QueryRun::add() fail with it. Writing the query as a URL is not concerned.
  const Diagnostics& not_applicable() const noexcept;
  bool has_filter() const noexcept;
  bool has_orderby() const noexcept;
  std::optional<std::uint64_t> top() const noexcept;
  std::uint64_t skip() const noexcept;
  /// Whether `$count=true`.
  bool counts() const noexcept;

 private:
  friend class QueryRun;
  std::shared_ptr<const State> state_;
};

/// One application of a query to a stream of records given as text, in order.
///
/// Without $orderby each record is emitted as soon as it is known to belong to the answer; with it,
/// all come in finish(). Keeps only the records it needs ($skip + $top of them).
class QueryRun {
 public:
  /// `emit` gets the text of one record of the answer: the record's own text, or what $select left of it.
  using Emit = std::function<void(std::string_view json)>;

  QueryRun(const Query& query, EvaluationContext& context, Emit emit);
  ~QueryRun();

  /// Takes one record: strict JSON text of an object. Returns false when no further record can change
  /// the answer (the page is full and no count is asked for).
  Result<bool> add(std::string_view json);
  /// Emits what is held back. Call once, after the last record.
  void finish();
  /// How many records matched, whatever the paging.
  std::uint64_t matched() const noexcept;
  /// How many records were emitted.
  std::uint64_t emitted() const noexcept;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace v0
}  // namespace tamis
