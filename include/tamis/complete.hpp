// complete: what may be written at a place of a text, for editors and shells.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <tamis/diagnostic.hpp>
#include <tamis/parse.hpp>
#include <tamis/schema.hpp>

namespace tamis {
inline namespace v0 {

/// What a candidate is.
enum class CandidateKind : std::uint8_t {
  property,    ///< a structural property, also a name of $compute
  navigation,  ///< a navigation property
  member,      ///< a member of an enumeration, with its quotes
  operator_,   ///< an operator of expressions: `eq`, `and`, `not`, …
  function,    ///< a canonical function, or one of the service
  lambda,      ///< `any` and `all`
  keyword,     ///< `null`, `true`, `asc`, `$count`, `*`, …
  variable,    ///< a range variable, `$it`, `$this`
  alias,       ///< a parameter alias that the query gives a value
  option,      ///< the name of a query option, with its `=`
  type,        ///< the name of a type
  entity_set   ///< behind `$root/`
};

/// "property", "navigation", "member", "operator", …
std::string_view name(CandidateKind kind) noexcept;

/// One thing that may be written. Owns its strings.
struct Candidate {
  CandidateKind kind = CandidateKind::property;
  std::string label;            ///< what to show: the name alone
  std::string insert;           ///< what to write instead of `span`; percent-encoded where the text is
  Span span;                    ///< bytes of the text as typed that `insert` replaces; may be empty
  std::string detail{};         ///< its type, or its signature; empty where there is none
  std::string documentation{};  ///< a sentence of the schema, or a section of the standard; may be empty
};

struct CompleteOptions : ParseOptions {
  std::string type{};          ///< the type that the text ranges over; empty: as check() chooses it
  bool service_rules = false;  ///< leave out what the service is known to refuse; `query` and `url` only
};

/// What may be written at `offset`, a byte of the text as typed (beyond its end: at the end); the best first, no label
/// twice with the same kind, in the same order every time.
///
/// The text in front of `offset` decides; what follows is looked at only for the other options of a query, whose
/// aliases and computed names are offered too. A word or an open quoted text that ends at `offset` is the beginning of
/// each candidate, in any letter case; `span` is that word, with the rest of it behind `offset`.
///
/// No candidate is wrong: the text up to `span.offset` followed by `insert` can be continued to a text that check()
/// finds no error in, but for what is wrong in front already: unknown names, other options of a query. Where the
/// expression in front is not of the language there are none. Complete they are not: numbers, dates, free text and new
/// names are the author's.
///
/// Never throws on bad input. Each kind of candidate is tried by parsing and checking the text with it, so the cost is
/// some fifty times that of check() for the text in front.
std::vector<Candidate> complete(std::string_view text, std::size_t offset, const Schema& schema,
                                const CompleteOptions& options = {});

/// The candidates as a JSON array of objects: kind, label, insert, offset, length, and where there are any detail and
/// documentation.
std::string to_json(std::span<const Candidate> candidates);

}  // namespace v0
}  // namespace tamis
