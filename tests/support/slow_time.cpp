// Dates, times and durations for the slow evaluator.
#include "tests/support/slow_time.hpp"

#include <cstdlib>
#include <regex>

namespace tamis::tests {

const Integer picoseconds_per_second = power_of_ten(12);
const Integer picoseconds_per_day = picoseconds_per_second * 86400;

namespace {

Integer floor_divide(const Integer& n, const Integer& d) {
  const Integer q = n / d;
  return n % d < 0 ? Integer(q - 1) : q;
}

bool is_leap(std::int64_t year) { return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0); }

int days_in_month(std::int64_t year, int month) {
  static constexpr int lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  return month == 2 && is_leap(year) ? 29 : lengths[month - 1];
}

// Days from 1 January of year 0 to 1 January of this year.
Integer days_before_year(const Integer& year) {
  const Integer last = year - 1;
  return 365 * year + floor_divide(last, 4) - floor_divide(last, 100) + floor_divide(last, 400) + 1;
}

const Integer days_before_1970 = days_before_year(1970);

std::string padded(std::int64_t number, std::size_t width) {
  std::string digits = std::to_string(number);
  if (digits.size() < width) digits.insert(0, width - digits.size(), '0');
  return digits;
}

std::string fraction_text(std::int64_t picoseconds) {
  std::string digits = padded(picoseconds, 12);
  while (!digits.empty() && digits.back() == '0')
    digits.pop_back();
  return digits.empty() ? digits : "." + digits;
}

std::int64_t fraction_of(std::string digits) {
  digits.resize(12, '0');
  return std::strtoll(digits.c_str(), nullptr, 10);
}

using Match = std::match_results<std::string_view::const_iterator>;

bool matches(std::string_view text, Match& match, const std::regex& pattern) {
  return std::regex_match(text.begin(), text.end(), match, pattern);
}

bool read_date_fields(const Match& match, std::size_t first, Moment& moment) {
  moment.year = std::strtoll(match[first].str().c_str(), nullptr, 10);
  moment.month = std::atoi(match[first + 1].str().c_str());
  moment.day = std::atoi(match[first + 2].str().c_str());
  return moment.month >= 1 && moment.month <= 12 && moment.day >= 1
      && moment.day <= days_in_month(moment.year, moment.month);
}

bool read_time_fields(const Match& match, std::size_t first, Moment& moment) {
  moment.hour = std::atoi(match[first].str().c_str());
  moment.minute = std::atoi(match[first + 1].str().c_str());
  moment.second = std::atoi(match[first + 2].str().c_str());
  moment.picosecond = fraction_of(match[first + 3].str());
  return moment.hour <= 23 && moment.minute <= 59 && moment.second <= 60;
}

#define DATE "(-?(?:0[0-9]{3}|[1-9][0-9]{3,}))-([0-9]{2})-([0-9]{2})"
#define TIME "([0-9]{2}):([0-9]{2})(?::([0-9]{2})(?:[.]([0-9]{1,12}))?)?"
const std::regex date_pattern(DATE);
const std::regex time_pattern(TIME);
const std::regex date_time_pattern(DATE "[Tt]" TIME "(?:([Zz])|([+-])([0-9]{2}):([0-9]{2}))?");
#undef DATE
#undef TIME
const std::regex duration_pattern(
    "(-)?P(?:([0-9]+)D)?(T(?:([0-9]+)H)?(?:([0-9]+)M)?(?:([0-9]+)(?:[.]([0-9]{1,12}))?S)?)?",
    std::regex::icase);  // quoted letters of the ABNF stand for either case

}  // namespace

// ---- as numbers ----

Integer Moment::days() const {
  Integer days = days_before_year(year) - days_before_1970 + day - 1;
  for (int m = 1; m < month; ++m)
    days += days_in_month(year, m);
  return days;
}

Integer Moment::clock() const {
  return Integer((hour * 60 + minute) * 60 + second) * picoseconds_per_second + picosecond;
}

Integer Moment::instant() const {
  return days() * picoseconds_per_day + clock() - Integer(offset) * 60 * picoseconds_per_second;
}

Moment date_of_days(const Integer& days) {
  const Integer target = days + days_before_1970;
  Integer year = floor_divide(target * 400, 146097);  // right, or one off
  while (days_before_year(year) > target)
    --year;
  while (days_before_year(year + 1) <= target)
    ++year;
  Moment moment;
  moment.year = static_cast<std::int64_t>(year);
  int rest = static_cast<int>(target - days_before_year(year));
  while (rest >= days_in_month(moment.year, moment.month))
    rest -= days_in_month(moment.year, moment.month++);
  moment.day = rest + 1;
  return moment;
}

Moment moment_of_instant(const Integer& instant, int offset) {
  const Integer local = instant + Integer(offset) * 60 * picoseconds_per_second;
  const Integer days = floor_divide(local, picoseconds_per_day);
  Moment moment = date_of_days(days);
  const Integer clock = local - days * picoseconds_per_day;
  const int seconds = static_cast<int>(clock / picoseconds_per_second);
  moment.picosecond = static_cast<std::int64_t>(clock % picoseconds_per_second);
  moment.hour = seconds / 3600;
  moment.minute = seconds / 60 % 60;
  moment.second = seconds % 60;
  moment.offset = offset;
  return moment;
}

// ---- reading ----

std::optional<Moment> parse_date(std::string_view text) {
  Match match;
  Moment moment;
  if (!matches(text, match, date_pattern) || !read_date_fields(match, 1, moment)) return std::nullopt;
  return moment;
}

std::optional<Moment> parse_time_of_day(std::string_view text) {
  Match match;
  Moment moment;
  if (!matches(text, match, time_pattern) || !read_time_fields(match, 1, moment)) return std::nullopt;
  return moment;
}

std::optional<Moment> parse_date_time(std::string_view text, bool offset_optional) {
  Match match;
  Moment moment;
  if (!matches(text, match, date_time_pattern)) return std::nullopt;
  if (!read_date_fields(match, 1, moment) || !read_time_fields(match, 4, moment)) return std::nullopt;
  if (match[9].matched) {
    const int hours = std::atoi(match[10].str().c_str()), minutes = std::atoi(match[11].str().c_str());
    if (hours > 23 || minutes > 59) return std::nullopt;
    moment.offset = (hours * 60 + minutes) * (match[9].str() == "-" ? -1 : 1);
  } else if (!match[8].matched && !offset_optional) {
    return std::nullopt;
  }
  return moment;
}

std::optional<Integer> parse_duration(std::string_view text) {
  Match match;
  if (!matches(text, match, duration_pattern)) return std::nullopt;
  const bool any_time = match[4].matched || match[5].matched || match[6].matched;
  if (match[3].matched ? !any_time : !match[2].matched) return std::nullopt;  // "P", "PT", "P1DT"
  const auto number = [&](std::size_t group) {
    const std::string digits = match[group].str();
    return digits.empty() ? Integer(0) : Dec::parse(digits)->coefficient;
  };
  Integer seconds = ((number(2) * 24 + number(4)) * 60 + number(5)) * 60 + number(6);
  Integer total = seconds * picoseconds_per_second + fraction_of(match[7].str());
  return match[1].matched ? Integer(-total) : total;
}

// ---- writing ----

std::string date_text(const Moment& moment) {
  return (moment.year < 0 ? "-" + padded(-moment.year, 4) : padded(moment.year, 4)) + "-" + padded(moment.month, 2)
       + "-" + padded(moment.day, 2);
}

std::string time_text(const Moment& moment) {
  return padded(moment.hour, 2) + ":" + padded(moment.minute, 2) + ":" + padded(moment.second, 2)
       + fraction_text(moment.picosecond);
}

std::string date_time_text(const Moment& moment) {
  std::string text = date_text(moment) + "T" + time_text(moment);
  if (moment.offset == 0) return text + "Z";
  const int minutes = std::abs(moment.offset);
  return text + (moment.offset < 0 ? "-" : "+") + padded(minutes / 60, 2) + ":" + padded(minutes % 60, 2);
}

std::string duration_text(const Integer& picoseconds) {
  if (picoseconds == 0) return "PT0S";
  const Integer size = abs(picoseconds);
  const Integer seconds = size / picoseconds_per_second;
  const auto fraction = static_cast<std::int64_t>(size % picoseconds_per_second);
  const Integer days = seconds / 86400;
  const int rest = static_cast<int>(seconds % 86400);
  std::string text = picoseconds < 0 ? "-P" : "P";
  if (days != 0) text += days.str() + "D";
  if (rest == 0 && fraction == 0) return text;
  text += "T";
  if (rest / 3600 != 0) text += std::to_string(rest / 3600) + "H";
  if (rest / 60 % 60 != 0) text += std::to_string(rest / 60 % 60) + "M";
  if (rest % 60 != 0 || fraction != 0) text += std::to_string(rest % 60) + fraction_text(fraction) + "S";
  return text;
}

}  // namespace tamis::tests
