// Dates, times, durations: values of the temporal Edm types, their order and their arithmetic.
// Fields keep what the text said (offset, second 60); comparisons are by what it means.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>

#include "src/value/decimal.hpp"

namespace tamis {
inline namespace v0 {

inline constexpr std::int64_t picoseconds_per_second = 1'000'000'000'000;
/// Largest year, in either direction. Texts beyond are no dates.
inline constexpr std::int64_t max_year = 999'999'999;

/// A day of the proleptic Gregorian calendar, with a year 0 (Edm.Date).
struct Date {
  std::int64_t days = 0;  ///< since 1970-01-01
};

struct CivilDate {
  std::int64_t year = 1970;
  int month = 1, day = 1;
};

/// A time within a day (Edm.TimeOfDay). The last second of a minute may be the 61st.
struct TimeOfDay {
  std::int32_t minutes = 0;      ///< since midnight
  std::int64_t picoseconds = 0;  ///< within the minute
  int hour() const noexcept { return minutes / 60; }
  int minute() const noexcept { return minutes % 60; }
  int second() const noexcept { return static_cast<int>(picoseconds / picoseconds_per_second); }
  std::int64_t fraction() const noexcept { return picoseconds % picoseconds_per_second; }
};

/// A local date and time with its distance from UTC (Edm.DateTimeOffset).
struct DateTimeOffset {
  Date date;
  TimeOfDay time;
  std::int16_t offset = 0;  ///< minutes east of UTC
};

/// A length of time (Edm.Duration). Both members have the same sign or are zero.
struct Duration {
  std::int64_t seconds = 0;
  std::int64_t picoseconds = 0;
};

/// The day of the calendar; nothing for a day that does not exist or a year out of range.
std::optional<Date> to_date(const CivilDate& civil) noexcept;
CivilDate to_civil(Date date) noexcept;

/// <0, 0, >0: natural order; date-times as instants.
int compare(Date a, Date b) noexcept;
int compare(const TimeOfDay& a, const TimeOfDay& b) noexcept;
int compare(const DateTimeOffset& a, const DateTimeOffset& b) noexcept;
int compare(const Duration& a, const Duration& b) noexcept;

// Arithmetic of OData 4.01 Part 2 §5.1.1.2; nothing when the result is out of range.
Duration negated(const Duration& duration) noexcept;
std::optional<Duration> add(const Duration& a, const Duration& b) noexcept;
std::optional<DateTimeOffset> add(const DateTimeOffset& time, const Duration& duration) noexcept;
/// Takes the date's midnight, adds, and drops the time of day.
std::optional<Date> add(Date date, const Duration& duration) noexcept;
Duration difference(Date a, Date b) noexcept;
Duration difference(const DateTimeOffset& a, const DateTimeOffset& b) noexcept;

/// The length in seconds, fraction included.
Decimal total_seconds(const Duration& duration);
/// To whole picoseconds, halves away from zero.
std::optional<Duration> to_duration(const Decimal& seconds);

/// The instant in UTC.
DateTimeOffset to_date_time(std::chrono::system_clock::time_point instant) noexcept;
DateTimeOffset min_date_time() noexcept;  ///< 0001-01-01T00:00:00Z
DateTimeOffset max_date_time() noexcept;  ///< 9999-12-31T23:59:59.999999999999Z

}  // namespace v0
}  // namespace tamis
