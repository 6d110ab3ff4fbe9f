// Text to value and value to canonical text: dates, times, durations.
#include <array>

#include "src/value/literal.hpp"

namespace tamis {
inline namespace v0 {

namespace {

bool is_digit(char c) noexcept { return c >= '0' && c <= '9'; }

// Reads from the front of a text. A failed step leaves the text as it was.
struct Cursor {
  std::string_view rest;

  bool take(char c) noexcept {
    if (rest.empty() || rest[0] != c) return false;
    rest.remove_prefix(1);
    return true;
  }

  // Either letter case of an upper-case letter.
  bool take_letter(char upper) noexcept { return take(upper) || take(static_cast<char>(upper - 'A' + 'a')); }

  std::optional<int> take_two_digits(int most) noexcept {
    if (rest.size() < 2 || !is_digit(rest[0]) || !is_digit(rest[1])) return std::nullopt;
    const int value = (rest[0] - '0') * 10 + (rest[1] - '0');
    if (value > most) return std::nullopt;
    rest.remove_prefix(2);
    return value;
  }

  std::string_view take_digits() noexcept {
    std::size_t n = 0;
    while (n < rest.size() && is_digit(rest[n]))
      ++n;
    const std::string_view digits = rest.substr(0, n);
    rest.remove_prefix(n);
    return digits;
  }
};

std::int64_t number(std::string_view digits) noexcept {
  std::int64_t value = 0;
  for (const char c : digits)
    value = value * 10 + (c - '0');
  return value;
}

// The picoseconds of a fraction's digits; nothing for none or more than 12.
std::optional<std::int64_t> picoseconds(std::string_view digits) noexcept {
  if (digits.empty() || digits.size() > 12) return std::nullopt;
  std::int64_t value = number(digits);
  for (std::size_t n = digits.size(); n < 12; ++n)
    value *= 10;
  return value;
}

std::optional<Date> take_date(Cursor& cursor) noexcept {
  const bool negative = cursor.take('-');
  const std::string_view year = cursor.take_digits();
  if (year.size() < 4 || year.size() > 9 || (year.size() > 4 && year[0] == '0')) return std::nullopt;
  if (!cursor.take('-')) return std::nullopt;
  const auto month = cursor.take_two_digits(12);
  if (!month || !cursor.take('-')) return std::nullopt;
  const auto day = cursor.take_two_digits(31);
  if (!day) return std::nullopt;
  return to_date({negative ? -number(year) : number(year), *month, *day});
}

std::optional<TimeOfDay> take_time(Cursor& cursor) noexcept {
  const auto hour = cursor.take_two_digits(23);
  if (!hour || !cursor.take(':')) return std::nullopt;
  const auto minute = cursor.take_two_digits(59);
  if (!minute) return std::nullopt;
  TimeOfDay time{*hour * 60 + *minute, 0};
  if (!cursor.take(':')) return time;
  const auto second = cursor.take_two_digits(60);
  if (!second) return std::nullopt;
  time.picoseconds = *second * picoseconds_per_second;
  if (!cursor.take('.')) return time;
  const auto fraction = picoseconds(cursor.take_digits());
  if (!fraction) return std::nullopt;
  time.picoseconds += *fraction;
  return time;
}

std::optional<std::int16_t> take_zone(Cursor& cursor) noexcept {
  if (cursor.take_letter('Z')) return std::int16_t(0);
  const bool west = cursor.take('-');
  if (!west && !cursor.take('+')) return std::nullopt;
  const auto hours = cursor.take_two_digits(23);
  if (!hours || !cursor.take(':')) return std::nullopt;
  const auto minutes = cursor.take_two_digits(59);
  if (!minutes) return std::nullopt;
  const int offset = *hours * 60 + *minutes;
  return static_cast<std::int16_t>(west ? -offset : offset);
}

// One part of a duration, `12H`, in seconds.
struct Part {
  bool there = false;
  bool fits = true;
  std::int64_t seconds = 0;
};

Part take_part(Cursor& cursor, char unit, std::int64_t seconds_per_unit) noexcept {
  Cursor ahead = cursor;
  std::string_view digits = ahead.take_digits();
  if (digits.empty() || !ahead.take_letter(unit)) return {};
  cursor = ahead;
  digits.remove_prefix(std::min(digits.find_first_not_of('0'), digits.size()));
  if (digits.size() > 18) return {true, false, 0};
  const std::int64_t count = number(digits);
  constexpr std::int64_t most = 1'000'000'000'000'000'000;
  if (count > most / seconds_per_unit) return {true, false, 0};
  return {true, true, count * seconds_per_unit};
}

// The seconds, which alone may have a fraction.
bool take_seconds(Cursor& cursor, bool& any, Duration& total) noexcept {
  if (cursor.rest.empty()) return true;
  std::string_view whole = cursor.take_digits();
  if (whole.empty()) return false;
  if (cursor.take('.')) {
    std::string_view fraction = cursor.take_digits();
    if (fraction.empty()) return false;
    while (fraction.size() > 1 && fraction.back() == '0')
      fraction.remove_suffix(1);
    const auto value = picoseconds(fraction);
    if (!value) return false;
    total.picoseconds = *value;
  }
  whole.remove_prefix(std::min(whole.find_first_not_of('0'), whole.size()));
  if (!cursor.take_letter('S') || whole.size() > 18) return false;
  total.seconds += number(whole);
  any = true;
  return true;
}

void append_two_digits(std::string& out, int value) {
  out += static_cast<char>('0' + value / 10);
  out += static_cast<char>('0' + value % 10);
}

// A fraction of a second with its point, without trailing zeros; nothing for zero.
void append_fraction(std::string& out, std::int64_t picoseconds) {
  if (picoseconds == 0) return;
  std::string digits = std::to_string(picoseconds);
  digits.insert(0, 12 - digits.size(), '0');
  digits.erase(digits.find_last_not_of('0') + 1);
  out.append(1, '.').append(digits);
}

void append_part(std::string& out, std::int64_t count, char unit) {
  if (count != 0) out.append(std::to_string(count)).append(1, unit);
}

}  // namespace

std::optional<Date> read_date(std::string_view text) noexcept {
  Cursor cursor{text};
  const auto date = take_date(cursor);
  return cursor.rest.empty() ? date : std::nullopt;
}

std::optional<TimeOfDay> read_time_of_day(std::string_view text) noexcept {
  Cursor cursor{text};
  const auto time = take_time(cursor);
  return cursor.rest.empty() ? time : std::nullopt;
}

std::optional<DateTimeOffset> read_date_time_offset(std::string_view text, bool assume_utc) noexcept {
  Cursor cursor{text};
  const auto date = take_date(cursor);
  if (!date || !cursor.take_letter('T')) return std::nullopt;
  const auto time = take_time(cursor);
  if (!time) return std::nullopt;
  if (assume_utc && cursor.rest.empty()) return DateTimeOffset{*date, *time, 0};
  const auto zone = take_zone(cursor);
  if (!zone || !cursor.rest.empty()) return std::nullopt;
  return DateTimeOffset{*date, *time, *zone};
}

std::optional<Duration> read_duration(std::string_view text) noexcept {
  Cursor cursor{text};
  const bool negative = cursor.take('-');
  if (!cursor.take_letter('P')) return std::nullopt;
  Duration total;
  const Part days = take_part(cursor, 'D', 86'400);
  bool any = days.there;
  total.seconds = days.seconds;
  bool fits = days.fits;
  if (cursor.take_letter('T')) {
    const Part hours = take_part(cursor, 'H', 3'600);
    const Part minutes = take_part(cursor, 'M', 60);
    total.seconds += hours.seconds + minutes.seconds;
    fits = fits && hours.fits && minutes.fits;
    any = hours.there || minutes.there;  // a T wants a part after it
    if (!take_seconds(cursor, any, total)) return std::nullopt;
  }
  if (!any || !fits || !cursor.rest.empty()) return std::nullopt;
  return negative ? negated(total) : total;
}

std::string write_date(Date date) {
  const CivilDate civil = to_civil(date);
  std::string year = std::to_string(civil.year < 0 ? -civil.year : civil.year);
  if (year.size() < 4) year.insert(0, 4 - year.size(), '0');
  std::string out = civil.year < 0 ? "-" + year : year;
  out += '-';
  append_two_digits(out, civil.month);
  out += '-';
  append_two_digits(out, civil.day);
  return out;
}

std::string write_time_of_day(const TimeOfDay& time) {
  std::string out;
  append_two_digits(out, time.hour());
  out += ':';
  append_two_digits(out, time.minute());
  out += ':';
  append_two_digits(out, time.second());
  append_fraction(out, time.fraction());
  return out;
}

std::string write_date_time_offset(const DateTimeOffset& t) {
  std::string out = write_date(t.date) + 'T' + write_time_of_day(t.time);
  if (t.offset == 0) return out + 'Z';
  const int distance = t.offset < 0 ? -t.offset : t.offset;
  out += t.offset < 0 ? '-' : '+';
  append_two_digits(out, distance / 60);
  out += ':';
  append_two_digits(out, distance % 60);
  return out;
}

std::string write_duration(const Duration& duration) {
  const bool negative = duration.seconds < 0 || duration.picoseconds < 0;
  const Duration d = negative ? negated(duration) : duration;
  if (d.seconds == 0 && d.picoseconds == 0) return "PT0S";
  std::string out = negative ? "-P" : "P";
  append_part(out, d.seconds / 86'400, 'D');
  if (d.seconds % 86'400 == 0 && d.picoseconds == 0) return out;
  out += 'T';
  append_part(out, d.seconds / 3'600 % 24, 'H');
  append_part(out, d.seconds / 60 % 60, 'M');
  if (d.seconds % 60 == 0 && d.picoseconds == 0) return out;
  out += std::to_string(d.seconds % 60);
  append_fraction(out, d.picoseconds);
  return out + 'S';
}

}  // namespace v0
}  // namespace tamis
