// SortKey: what a record is ordered by.
#include "src/query/sort_key.hpp"

#include <cmath>

namespace tamis {
inline namespace v0 {

namespace {

enum Rank : std::uint8_t {
  null_rank,
  nan_rank,
  boolean_rank,
  least_rank,
  number_rank,
  greatest_rank,
  string_rank,
  guid_rank,
  date_rank,
  date_time_rank,
  time_rank,
  duration_rank,
  member_rank,
  unknown_member_rank,
  other_rank
};

Rank rank_of(const Value& value) noexcept {
  switch (value.kind) {
    case ValueKind::null:
    case ValueKind::unknown: return null_rank;
    case ValueKind::boolean: return boolean_rank;
    case ValueKind::integer:
    case ValueKind::decimal: return number_rank;
    case ValueKind::floating:
      if (std::isnan(value.floating)) return nan_rank;
      return std::isinf(value.floating) ? (value.floating < 0 ? least_rank : greatest_rank) : number_rank;
    case ValueKind::string: return string_rank;
    case ValueKind::guid: return guid_rank;
    case ValueKind::date: return date_rank;
    case ValueKind::date_time_offset: return date_time_rank;
    case ValueKind::time_of_day: return time_rank;
    case ValueKind::duration: return duration_rank;
    case ValueKind::enumeration: return member_rank;
    case ValueKind::unknown_member: return unknown_member_rank;
    default: return other_rank;
  }
}

int three_way(std::int64_t a, std::int64_t b) noexcept { return a < b ? -1 : a > b ? 1 : 0; }

int compare_values(std::uint8_t rank, const Value& a, const Value& b) noexcept {
  switch (rank) {
    case boolean_rank: return three_way(a.boolean ? 1 : 0, b.boolean ? 1 : 0);
    case guid_rank: return a.guid() < b.guid() ? -1 : b.guid() < a.guid() ? 1 : 0;
    case date_rank: return compare(a.date(), b.date());
    case date_time_rank: return compare(a.date_time(), b.date_time());
    case time_rank: return compare(a.time(), b.time());
    case duration_rank: return compare(a.duration(), b.duration());
    case member_rank: return three_way(a.integer, b.integer);
    default: return 0;
  }
}

}  // namespace

SortKey::SortKey(const Value& value) : rank_(rank_of(value)) {
  if (rank_ == number_rank)
    content_ = to_decimal(value);
  else if (rank_ == string_rank || rank_ == unknown_member_rank)
    content_ = std::string(value.text());
  else if (rank_ != other_rank)
    content_ = value;
}

int compare(const SortKey& a, const SortKey& b, const Collation& collation) {
  if (a.rank_ != b.rank_) return a.rank_ < b.rank_ ? -1 : 1;
  if (const auto* number = std::get_if<Decimal>(&a.content_)) return compare(*number, std::get<Decimal>(b.content_));
  if (const auto* text = std::get_if<std::string>(&a.content_)) {
    const std::string& other = std::get<std::string>(b.content_);
    return collation && a.rank_ == string_rank ? collation(*text, other) : text->compare(other);
  }
  if (const auto* value = std::get_if<Value>(&a.content_))
    return compare_values(a.rank_, *value, std::get<Value>(b.content_));
  return 0;
}

bool comes_before(const SortRow& a, const SortRow& b, const std::vector<bool>& descending, const Collation& collation) {
  for (std::size_t i = 0; i < descending.size(); ++i) {
    const int order = compare(a.keys[i], b.keys[i], collation);
    if (order != 0) return (order < 0) != descending[i];
  }
  return a.index < b.index;
}

}  // namespace v0
}  // namespace tamis
