// Dates, times, durations: calendar, order and arithmetic.
#include "src/value/temporal.hpp"

namespace tamis {
inline namespace v0 {

namespace {

constexpr std::int64_t seconds_per_day = 86'400;
constexpr std::int64_t picoseconds_per_minute = 60 * picoseconds_per_second;
// Durations stay below this, so that the sum of two never overflows a machine word.
constexpr std::int64_t max_seconds = 4'000'000'000'000'000'000;

constexpr std::int64_t floor_div(std::int64_t a, std::int64_t b) noexcept {
  return a / b - (a % b != 0 && (a % b < 0) != (b < 0) ? 1 : 0);
}

constexpr bool is_leap(std::int64_t year) noexcept { return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0); }

constexpr int days_in_month(std::int64_t year, int month) noexcept {
  constexpr int lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  return month == 2 && is_leap(year) ? 29 : lengths[month - 1];
}

// Days since 1970-01-01, by eras of 400 years that start on a 1st of March.
// Algorithm: Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms".
constexpr std::int64_t days_from_civil(std::int64_t year, int month, int day) noexcept {
  year -= month <= 2 ? 1 : 0;
  const std::int64_t era = floor_div(year, 400);
  const std::int64_t year_of_era = year - era * 400;
  const std::int64_t day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
  const std::int64_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
  return era * 146'097 + day_of_era - 719'468;
}

constexpr std::int64_t first_day = days_from_civil(-max_year, 1, 1);
constexpr std::int64_t last_day = days_from_civil(max_year, 12, 31);

constexpr bool in_range(std::int64_t days) noexcept { return days >= first_day && days <= last_day; }

int sign_of(std::int64_t difference) noexcept { return difference < 0 ? -1 : difference > 0 ? 1 : 0; }

// An instant: minutes since 1970-01-01T00:00Z, picoseconds within the minute (a second 60 is carried).
struct Instant {
  std::int64_t minutes, picoseconds;
};

Instant instant(const DateTimeOffset& t) noexcept {
  const std::int64_t carry = t.time.picoseconds / picoseconds_per_minute;
  return {t.date.days * 1440 + t.time.minutes - t.offset + carry, t.time.picoseconds % picoseconds_per_minute};
}

// Seconds and picoseconds brought to one sign.
Duration balanced(std::int64_t seconds, std::int64_t picoseconds) noexcept {
  seconds += picoseconds / picoseconds_per_second;
  picoseconds %= picoseconds_per_second;
  if (seconds > 0 && picoseconds < 0) return {seconds - 1, picoseconds + picoseconds_per_second};
  if (seconds < 0 && picoseconds > 0) return {seconds + 1, picoseconds - picoseconds_per_second};
  return {seconds, picoseconds};
}

}  // namespace

std::optional<Date> to_date(const CivilDate& civil) noexcept {
  if (civil.year < -max_year || civil.year > max_year || civil.month < 1 || civil.month > 12) return std::nullopt;
  if (civil.day < 1 || civil.day > days_in_month(civil.year, civil.month)) return std::nullopt;
  return Date{days_from_civil(civil.year, civil.month, civil.day)};
}

CivilDate to_civil(Date date) noexcept {
  const std::int64_t days = date.days + 719'468;
  const std::int64_t era = floor_div(days, 146'097);
  const std::int64_t day_of_era = days - era * 146'097;
  const std::int64_t year_of_era = (day_of_era - day_of_era / 1'460 + day_of_era / 36'524 - day_of_era / 146'096) / 365;
  const std::int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const std::int64_t shifted_month = (5 * day_of_year + 2) / 153;  // March is 0
  const int day = static_cast<int>(day_of_year - (153 * shifted_month + 2) / 5 + 1);
  const int month = static_cast<int>(shifted_month < 10 ? shifted_month + 3 : shifted_month - 9);
  return {year_of_era + era * 400 + (month <= 2 ? 1 : 0), month, day};
}

int compare(Date a, Date b) noexcept { return sign_of(a.days - b.days); }

int compare(const TimeOfDay& a, const TimeOfDay& b) noexcept {
  const auto total = [](const TimeOfDay& t) { return t.minutes * picoseconds_per_minute + t.picoseconds; };
  return sign_of(total(a) - total(b));
}

int compare(const DateTimeOffset& a, const DateTimeOffset& b) noexcept {
  const Instant left = instant(a), right = instant(b);
  if (left.minutes != right.minutes) return sign_of(left.minutes - right.minutes);
  return sign_of(left.picoseconds - right.picoseconds);
}

int compare(const Duration& a, const Duration& b) noexcept {
  if (a.seconds != b.seconds) return a.seconds < b.seconds ? -1 : 1;
  return sign_of(a.picoseconds - b.picoseconds);
}

Duration negated(const Duration& duration) noexcept { return {-duration.seconds, -duration.picoseconds}; }

std::optional<Duration> add(const Duration& a, const Duration& b) noexcept {
  const Duration sum = balanced(a.seconds + b.seconds, a.picoseconds + b.picoseconds);
  if (sum.seconds > max_seconds || sum.seconds < -max_seconds) return std::nullopt;
  return sum;
}

std::optional<DateTimeOffset> add(const DateTimeOffset& t, const Duration& duration) noexcept {
  constexpr std::int64_t picoseconds_per_day = seconds_per_day * picoseconds_per_second;
  std::int64_t days = t.date.days + duration.seconds / seconds_per_day;
  std::int64_t rest = t.time.minutes * picoseconds_per_minute + t.time.picoseconds
                    + duration.seconds % seconds_per_day * picoseconds_per_second + duration.picoseconds;
  days += floor_div(rest, picoseconds_per_day);
  rest -= floor_div(rest, picoseconds_per_day) * picoseconds_per_day;
  if (!in_range(days)) return std::nullopt;
  return DateTimeOffset{
      {days}, {static_cast<std::int32_t>(rest / picoseconds_per_minute), rest % picoseconds_per_minute}, t.offset};
}

std::optional<Date> add(Date date, const Duration& duration) noexcept {
  // Truncation toward the past: whatever part of a day is negative lands on the day before.
  std::int64_t days = floor_div(duration.seconds, seconds_per_day);
  if (duration.picoseconds < 0 && duration.seconds % seconds_per_day == 0) --days;
  days += date.days;
  if (!in_range(days)) return std::nullopt;
  return Date{days};
}

Duration difference(Date a, Date b) noexcept { return {(a.days - b.days) * seconds_per_day, 0}; }

Duration difference(const DateTimeOffset& a, const DateTimeOffset& b) noexcept {
  const Instant left = instant(a), right = instant(b);
  return balanced((left.minutes - right.minutes) * 60, left.picoseconds - right.picoseconds);
}

Decimal total_seconds(const Duration& duration) {
  const Decimal fraction(duration.picoseconds, 12);
  return add(Decimal(duration.seconds), fraction).value_or(Decimal(duration.seconds));
}

std::optional<Duration> to_duration(const Decimal& seconds) {
  const auto exact = seconds.rounded_to(12);
  if (!exact) return std::nullopt;
  const Decimal whole = exact->truncated();
  const auto count = whole.to_int64();
  const auto fraction = subtract(*exact, whole);
  if (!count || *count > max_seconds || *count < -max_seconds || !fraction) return std::nullopt;
  const auto picoseconds = multiply(*fraction, Decimal(picoseconds_per_second));
  return Duration{*count, picoseconds ? picoseconds->to_int64().value_or(0) : 0};
}

DateTimeOffset to_date_time(std::chrono::system_clock::time_point instant_utc) noexcept {
  using namespace std::chrono;
  const auto whole = floor<seconds>(instant_utc);
  const std::int64_t total = whole.time_since_epoch().count();
  const auto fraction = duration_cast<nanoseconds>(instant_utc - whole).count() * 1000;
  const std::int64_t days = floor_div(total, seconds_per_day);
  const std::int64_t rest = total - days * seconds_per_day;
  return {{days}, {static_cast<std::int32_t>(rest / 60), rest % 60 * picoseconds_per_second + fraction}, 0};
}

DateTimeOffset min_date_time() noexcept { return {{days_from_civil(1, 1, 1)}, {0, 0}, 0}; }

DateTimeOffset max_date_time() noexcept {
  return {{days_from_civil(9999, 12, 31)}, {1439, picoseconds_per_minute - 1}, 0};
}

}  // namespace v0
}  // namespace tamis
