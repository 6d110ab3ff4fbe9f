// What predicates ask of one value.
#include "src/evaluate/fused.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstring>
#include <span>

#include "src/text/case_mapping.hpp"
#include "src/text/find.hpp"

namespace tamis {
inline namespace v0 {

namespace {

template <typename T>
int sign_of(T a, T b) noexcept {
  return a < b ? -1 : a > b ? 1 : 0;
}

// ---- enumeration members ----

Verdict ask_member(std::span<const MemberAnswer> members, bool ne, std::string_view text) noexcept {
  const KeyedText key(text);
  for (const MemberAnswer& member : members)
    if (member.name == key) return verdict(member.among != ne);
  return Verdict::unsure;  // unknown to the enumeration, a number, several flags
}

// ---- date-times ----

// Of two digits.
unsigned two_digits(const char* text) noexcept {
  return static_cast<unsigned char>(text[0]) * 10U + static_cast<unsigned char>(text[1]) - 11U * unsigned{'0'};
}

unsigned days_of_month(unsigned year, unsigned month) noexcept {
  if (month == 2) return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 ? 29 : 28;
  return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
}

constexpr std::uint64_t zeros = 0x3030303030303030U;  // eight times the digit 0

std::uint64_t eight_bytes(const char* text) noexcept {
  std::uint64_t eight = 0;
  std::memcpy(&eight, text, sizeof eight);
  return eight;
}

bool are_digits(std::uint64_t eight) noexcept {
  constexpr std::uint64_t high = 0xF0F0F0F0F0F0F0F0U, six = 0x0606060606060606U;
  return (eight & high) == zeros && ((eight + six) & high) == zeros;
}

/// Whether eight characters are digits and, in two places, these separators. The bytes are compared as they lie in
/// memory, whatever their order in a number.
template <std::size_t At, char First, std::size_t Then, char Second>
bool are_digits_around(const char* text) noexcept {
  constexpr auto place = [](char first, char second, char other) {
    std::array<char, 8> bytes{};
    bytes.fill(other);
    bytes[At] = first;
    bytes[Then] = second;
    return std::bit_cast<std::uint64_t>(bytes);
  };
  constexpr std::uint64_t mask = place('\xFF', '\xFF', '\0');
  const std::uint64_t eight = eight_bytes(text);
  return (eight & mask) == place(First, Second, '\0') && are_digits((eight & ~mask) | (zeros & mask));
}

/// Whether a text begins with `YYYY-MM-DDThh:mm:ss`, and that is a moment there is.
bool is_plain_moment(const char* text) noexcept {
  if (!are_digits_around<4, '-', 7, '-'>(text) || !are_digits_around<2, 'T', 5, ':'>(text + 8)
      || !are_digits_around<2, ':', 5, ':'>(text + 11))
    return false;
  const unsigned month = two_digits(text + 5), day = two_digits(text + 8);
  if (month < 1 || month > 12 || day < 1) return false;
  if (day > 28 && day > days_of_month(two_digits(text) * 100 + two_digits(text + 2), month)) return false;
  return two_digits(text + 11) < 24 && text[14] < '6' && text[17] < '6';
}

// `YYYY-MM-DDThh:mm:ss[.f…]Z`; any other spelling is for the machine.
Verdict ask_moment(const InstantText& wanted, Operator op, std::string_view text) noexcept {
  if (text.size() < 20 || text.back() != 'Z' || !is_plain_moment(text.data())) return Verdict::unsure;
  const std::string_view digits = text.size() > 20 ? text.substr(20, text.size() - 21) : std::string_view();
  if (text.size() > 20 && (text[19] != '.' || digits.empty() || digits.size() > 12)) return Verdict::unsure;
  for (const char c : digits)
    if (c < '0' || c > '9') return Verdict::unsure;
  if (const int seconds = std::memcmp(text.data(), wanted.seconds, 19)) return verdict(holds(op, seconds));
  std::int64_t picoseconds = 0;
  for (std::size_t i = 0; i < 12; ++i)
    picoseconds = picoseconds * 10 + (i < digits.size() ? digits[i] - '0' : 0);
  return verdict(holds(op, sign_of(picoseconds, wanted.picoseconds)));
}

// ---- strings ----

bool is_among(std::span<const KeyedText> texts, std::string_view text) noexcept {
  constexpr std::size_t few = 12;
  if (texts.size() <= few) {
    const KeyedText key(text);
    return std::any_of(texts.begin(), texts.end(), [&](const KeyedText& wanted) { return wanted == key; });
  }
  const auto place = std::lower_bound(texts.begin(), texts.end(), text,
                                      [](const KeyedText& a, std::string_view b) { return a.text < b; });
  return place != texts.end() && place->text == text;
}

bool is_ascii(std::string_view text) noexcept {
  unsigned char all = 0;
  for (const char c : text)
    all |= static_cast<unsigned char>(c);
  return all < 0x80;
}

std::string_view folded(Fold fold, std::string_view text, std::string& buffer) {
  if (fold == Fold::none) return text;
  const bool lower = fold == Fold::lower;
  if (!is_ascii(text)) {
    buffer.clear();
    lower ? append_lower(text, buffer) : append_upper(text, buffer);
    return buffer;
  }
  buffer.resize(text.size());
  const unsigned char first = lower ? 'A' : 'a';
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto c = static_cast<unsigned char>(text[i]);
    buffer[i] = static_cast<char>(c ^ (static_cast<unsigned char>(c - first) < 26 ? 0x20 : 0));
  }
  return buffer;
}

}  // namespace

Verdict ask_text(const Predicates& all, const Predicate& p, std::string_view text, std::string& buffer) {
  switch (p.ask) {
    case Ask::text: {
      const KeyedText& wanted = all.texts[p.constant];
      if (p.op == Operator::eq) return verdict(text.size() == wanted.text.size() && KeyedText(text) == wanted);
      return verdict(holds(p.op, text.compare(wanted.text)));
    }
    case Ask::texts: {
      return verdict(is_among({all.texts.data() + p.constant, p.count}, text));
    }
    case Ask::member: return ask_member({all.members.data() + p.constant, p.count}, p.op == Operator::ne, text);
    case Ask::moment: return ask_moment(all.moments[p.constant], p.op, text);
    case Ask::contains:
      return verdict(find(folded(p.fold, text, buffer), all.texts[p.constant].text) != std::string_view::npos);
    case Ask::starts: return verdict(folded(p.fold, text, buffer).starts_with(all.texts[p.constant].text));
    case Ask::ends: return verdict(folded(p.fold, text, buffer).ends_with(all.texts[p.constant].text));
    default: return Verdict::unsure;
  }
}

// ---- numbers ----

Verdict ask_integer(const Bound& bound, Operator op, std::int64_t number) noexcept {
  if (bound.as_double) {
    const double a = static_cast<double>(number), b = bound.nearest;
    return std::isnan(b) ? verdict(op == Operator::ne) : verdict(holds(op, sign_of(a, b)));
  }
  if (!bound.in_range) return verdict(holds(op, bound.nearest > 0 ? -1 : 1));
  const int to_floor = sign_of(number, bound.floor);
  return verdict(holds(op, to_floor == 0 && !bound.whole ? -1 : to_floor));
}

Verdict ask_double(const Bound& bound, Operator op, double number) noexcept {
  if (!std::isfinite(number)) return Verdict::unsure;
  if (bound.as_double && std::isnan(bound.nearest)) return verdict(op == Operator::ne);
  const int order = sign_of(number, bound.nearest);
  // A double stands for a decimal (Decimal::from_double). Those of two doubles are in their order; of the same, who
  // knows.
  if (order == 0 && !bound.as_double) return Verdict::unsure;
  return verdict(holds(op, order));
}

namespace {

__extension__ using Wide = __int128;

constexpr std::int64_t powers_of_ten[] = {1,
                                          10,
                                          100,
                                          1'000,
                                          10'000,
                                          100'000,
                                          1'000'000,
                                          10'000'000,
                                          100'000'000,
                                          1'000'000'000,
                                          10'000'000'000,
                                          100'000'000'000,
                                          1'000'000'000'000,
                                          10'000'000'000'000,
                                          100'000'000'000'000,
                                          1'000'000'000'000'000,
                                          10'000'000'000'000'000,
                                          100'000'000'000'000'000,
                                          1'000'000'000'000'000'000};

}  // namespace

// A JSON number of up to 18 digits without exponent; any other is for the machine.
Verdict ask_number_text(const Bound& bound, Operator op, std::string_view text, bool integral) noexcept {
  const bool negative = text.starts_with('-');
  std::int64_t coefficient = 0;
  int digits = 0, scale = -1;  // -1: no decimal point yet
  if (text.size() - negative > 19) return Verdict::unsure;
  for (std::size_t i = negative; i < text.size(); ++i) {
    if (text[i] == '.' && scale < 0) {
      scale = 0;
      continue;
    }
    const int digit = text[i] - '0';
    if (digit < 0 || digit > 9 || ++digits > 18) return Verdict::unsure;
    coefficient = coefficient * 10 + digit;
    scale += scale >= 0;
  }
  if (digits == 0) return Verdict::unsure;
  if (negative) coefficient = -coefficient;
  if (scale <= 0) return ask_integer(bound, op, coefficient);
  if (integral || bound.as_double || !bound.small) return Verdict::unsure;
  const int difference = scale - bound.scale;
  if (difference < -18 || difference > 18) return Verdict::unsure;
  const Wide a = Wide{coefficient} * (difference < 0 ? powers_of_ten[-difference] : 1);
  const Wide b = Wide{bound.coefficient} * (difference > 0 ? powers_of_ten[difference] : 1);
  return verdict(holds(op, sign_of(a, b)));
}

}  // namespace v0
}  // namespace tamis
