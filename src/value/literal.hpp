// Text to value and value to canonical text, for every primitive type (OData 4.01 ABNF §7). The binder
// asks whether a literal has a value, the printer for its canonical form, compiler and machine for the
// value itself. `text` is the value's text: no `duration'…'` or `binary'…'` around it (see inner_text).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include <tamis/tree.hpp>

#include "src/value/decimal.hpp"
#include "src/value/guid.hpp"
#include "src/value/temporal.hpp"

namespace tamis {
inline namespace v0 {

/// What stands between the first and the last single quote of `duration'…'`, `Ns.Enum'…'`, `'…'`; all of a
/// text without quotes. Does not undo doubled quotes.
std::string_view inner_text(std::string_view literal) noexcept;
/// The part in front of the first quote: `duration`, `Ns.Enum`, or nothing.
std::string_view literal_prefix(std::string_view literal) noexcept;

/// Whether two texts are equal but for the case of ASCII letters.
bool equal_ignoring_case(std::string_view a, std::string_view b) noexcept;

// Readers: nothing when the text has not the shape, or has it but no value (a day that does not exist, a
// number out of range). They read all of the text.
std::optional<bool> read_boolean(std::string_view text) noexcept;  ///< any letter case
std::optional<std::int64_t> read_int64(std::string_view text) noexcept;
/// Number texts with or without fraction and exponent; see Decimal::parse for the bounds.
std::optional<Decimal> read_decimal(std::string_view text);
/// The nearest double; also NaN, INF, -INF. Nothing beyond the range of double.
std::optional<double> read_double(std::string_view text);
std::optional<Guid> read_guid(std::string_view text) noexcept;
std::optional<Date> read_date(std::string_view text) noexcept;
/// Seconds may be missing, up to 12 fraction digits. With `assume_utc` the zone may be missing too.
std::optional<DateTimeOffset> read_date_time_offset(std::string_view text, bool assume_utc = false) noexcept;
std::optional<TimeOfDay> read_time_of_day(std::string_view text) noexcept;
/// `[-]P[nD][T[nH][nM][n[.n]S]]` with at least one part, in either letter case; up to 12 significant
/// fraction digits.
std::optional<Duration> read_duration(std::string_view text) noexcept;
/// base64url (also with the characters of plain base64), padding optional: the bytes.
std::optional<std::string> read_binary(std::string_view text);

// Writers of canonical text. read(write(x)) is x, and write(read(write(x))) is write(x).
std::string write_double(double number);   ///< shortest that reads back, always with exponent: `1.5e-7`
std::string write_guid(const Guid& guid);  ///< lower case
std::string write_date(Date date);
std::string write_date_time_offset(const DateTimeOffset& time);  ///< T, Z upper; seconds written
std::string write_time_of_day(const TimeOfDay& time);
std::string write_duration(const Duration& duration);  ///< `P1DT12H`; zero is `PT0S`
std::string write_binary(std::string_view bytes);      ///< base64url without padding

/// The canonical text of a literal, given as it stands in the tree (prefix and quotes included): integers
/// without + or leading zeros, decimals that stay decimals (`5.00` → `5.0`), prefixes in lower case, the
/// words of geographies as `SRID`, `Point`, and so on, and as the writers above have it. A text without a value comes
/// back unchanged. Strings and enumerations, whose canonical form depends on more than their text, come back unchanged
/// too. Idempotent.
std::string canonical_literal(LiteralKind kind, std::string_view literal);

}  // namespace v0
}  // namespace tamis
