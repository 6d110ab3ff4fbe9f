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
#include <tamis/read.hpp>
#include <tamis/result.hpp>
#include <tamis/schema.hpp>
#include <tamis/tree.hpp>

namespace tamis {
inline namespace v0 {

/// How an answer is to be given.
struct ApplyOptions {
  /// The most records of one answer; where the query asks for more, the answer has a link to the next page. 0: no
  /// pages.
  std::uint64_t page_size = 0;
  /// How the link to the next page is written. It is the canonical URL of the query, with $skip moved on and $top
  /// lowered; `?…`, relative to the URL asked for, where the query was given without one.
  PrintOptions link{};
};

/// A checked, compiled query: $compute, $search, $filter, $count, $orderby, $skip, $top, $expand, $select.
/// Immutable, shareable.
class Query {
 public:
  /// Reads a query string, a URL, or a pasted request line.
  /// With CompileOptions::service_rules also what the service accepts is checked.
  static Result<Query> compile(std::string_view text, const Schema& schema, const CompileOptions& options = {});

  /// Internal state; defined in src/query/.
  struct State;

  /// What the service would answer from these records: a response (object with `value`), an array of records, or one
  /// record. Options are applied in the standard's order (Part 1 §11.2.1), whatever their order in the text:
  ///
  /// - `$compute`: its properties may be named by the other options and are the last members of a record of the answer,
  ///   unless `$select` leaves them out. They stand for members that a record has under their name.
  /// - `$search`: words and phrases are found where a string value, at any depth, contains them; letter case does not
  ///   count. Names of members and control information are not searched.
  /// - `$orderby`: null first, then NaN; stable; with EvaluationOptions::collation.
  /// - `$expand`: of what is inlined in the record its options leave out members and items; what is not inlined
  ///   stays absent. Nothing is fetched. Navigation properties that the query does not name stay as they are.
  /// - `$select`, its paths, and options in parentheses at any depth.
  ///
  /// The envelope of a response is kept, a link to the next page of the service, too; `@odata.count` is set on
  /// `$count=true` to the number of matching records given. With ApplyOptions::page_size the records given count as all
  /// there are: an array becomes a response, and only our own links to further pages stand in it.
  ///
  /// One record that does not match gives null. Errors: those of Filter::matches, with the number of the record.
  Result<boost::json::value> apply(const boost::json::value& records, EvaluationContext& context,
                                   const ApplyOptions& options = {}) const;

  /// The canonical URL or query string, percent-encoded.
  std::string url(const PrintOptions& options = {}) const;

  const Tree& tree() const noexcept;
  const Diagnostics& warnings() const noexcept;
  /// What of the query is right but cannot be applied on this machine (`unsupported`); while there is any,
  /// apply(), QueryRun::add() and QueryRun::finish() fail with it. Writing the query as a URL is not concerned.
  const Diagnostics& not_applicable() const noexcept;
  bool has_filter() const noexcept;
  bool has_search() const noexcept;
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
/// Without $orderby each record is emitted as soon as it is known to belong to the answer; with it, all come in
/// finish(). Keeps only the records it needs ($skip + $top of them).
class QueryRun {
 public:
  /// `emit` gets the text of one record of the answer: the record's own text, what $select left of it, or that text
  /// with the members of $compute at its end.
  using Emit = std::function<void(std::string_view json)>;

  QueryRun(const Query& query, EvaluationContext& context, Emit emit, const ApplyOptions& options = {});
  ~QueryRun();

  /// Takes one record: strict JSON text of an object. Returns false when no further record can change the answer (the
  /// page is full and no count is asked for).
  Result<bool> add(std::string_view json);
  /// The same for a record that was read from an input: finish() can say where it stands there.
  Result<bool> add(const Record& record);
  /// Emits what is held back, and returns how many records were emitted in all. Call once, after the last record. Fails
  /// where a record that was held back does: those in front of it have been emitted.
  Result<std::uint64_t> finish() { return finish({}); }
  /// Takes the fault of a record that was held back, with the places that it was added with; returns true to pass over
  /// it.
  using OnFault = std::function<bool(const Record& record, const Diagnostics& fault)>;
  /// The same, going on behind faults as `on_fault` says.
  Result<std::uint64_t> finish(const OnFault& on_fault);
  /// How many records matched, whatever the paging.
  std::uint64_t matched() const noexcept;
  /// How many records were emitted.
  std::uint64_t emitted() const noexcept;
  /// The URL of the next page, once all records were added; empty when there is none, or no page size.
  std::string next_link() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace v0
}  // namespace tamis
