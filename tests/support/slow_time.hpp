// Dates, times and durations for the slow evaluator: fields as written, exact arithmetic in picoseconds.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "tests/support/slow_number.hpp"

namespace tamis::tests {

/// What a Date, a TimeOfDay or a DateTimeOffset says, each using its fields.
struct Moment {
  std::int64_t year = 0;  ///< astronomical: year 0 is 1 BC
  int month = 1, day = 1;
  int hour = 0, minute = 0, second = 0;  ///< second 60 is written down at a leap second
  std::int64_t picosecond = 0;
  int offset = 0;  ///< minutes east of UTC

  /// Days since 1970-01-01 of the date as written.
  Integer days() const;
  /// Picoseconds since midnight as written.
  Integer clock() const;
  /// Picoseconds since 1970-01-01T00:00:00Z.
  Integer instant() const;
};

/// `[-]YYYY-MM-DD`, a day that the calendar has.
std::optional<Moment> parse_date(std::string_view text);
/// `hh:mm[:ss[.f]]`, at most 12 digits of fraction.
std::optional<Moment> parse_time_of_day(std::string_view text);
/// Date, T, time, Z or ±hh:mm; without offset only where `offset_optional`, and then UTC.
std::optional<Moment> parse_date_time(std::string_view text, bool offset_optional = false);
/// `[-]P[nD][T[nH][nM][n[.f]S]]` in picoseconds.
std::optional<Integer> parse_duration(std::string_view text);

Moment date_of_days(const Integer& days);
/// The instant written in an offset.
Moment moment_of_instant(const Integer& instant, int offset);

std::string date_text(const Moment& moment);
std::string time_text(const Moment& moment);
std::string date_time_text(const Moment& moment);
std::string duration_text(const Integer& picoseconds);

extern const Integer picoseconds_per_second, picoseconds_per_day;

}  // namespace tamis::tests
