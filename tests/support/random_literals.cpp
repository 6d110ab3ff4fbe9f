// The manner of random texts, and their literals.
#include "tests/support/random_author.hpp"

namespace tamis::tests {

std::string Author::encoded(std::string_view text, bool is_name) {
  static constexpr char hex[] = "0123456789ABCDEFabcdef";
  std::string out;
  for (const char c : text) {
    if (c == data_semicolon) {
      out += encode_ ? "%3B" : ";";
      continue;
    }
    const auto byte = static_cast<unsigned char>(c);
    const bool must = c == '%' || c == '&' || c == '#' || byte < 0x20 || (is_name && c == '=');
    if (!encode_ || (!must && (c == ';' || !manner_.one_in(c == ' ' ? 3 : 25)))) {
      out += c;
      continue;
    }
    const unsigned low = byte & 15u;
    out += {'%', hex[byte >> 4], hex[low >= 10 && manner_.one_in(3) ? low + 6 : low]};
  }
  return out;
}

std::string Author::quoted_json(std::string_view text) {
  std::string out = "\"";
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    const bool ascii = static_cast<unsigned char>(c) < 0x80;
    static constexpr char hex[] = "0123456789abcdef";
    if (ascii && (static_cast<unsigned char>(c) < 0x20 || manner_.one_in(12)))
      out += std::string("\\u00") + hex[c >> 4] + hex[c & 15];
    else if (c == '"' || c == '\\' || (c == '/' && manner_.one_in(3)))
      out += {'\\', c};
    else if (text.substr(i).starts_with("\xE2\x82\xAC") && manner_.one_in(2))
      out += any_case("\\u").substr(0, 1) << "u20aC", i += 2;
    else if (text.substr(i).starts_with("\xF0\x9F\x98\x80") && manner_.one_in(2))
      out += "\\uD83D\\ude00", i += 3;
    else
      out += c;
  }
  return out << "\"";
}

/// The operand in parentheses where it binds less tightly than required, and now and then where it need not be.
std::string Author::fit(const Written& operand, int required, bool bare) {
  std::string text = operand.text;
  if (operand.binds < required) text = "(" << bws() << text << bws() << ")";
  if (!bare && manner_.one_in(8)) text = "(" << bws() << text << bws() << ")";
  return text;
}

std::string Author::around(std::string_view keyword, std::string left, const std::string& right) {
  const bool missing_before = left.back() == ')' && manner_.one_in(9);
  const bool missing_behind = right.front() == '(' && manner_.one_in(9);
  left += missing_before ? std::string() : rws();
  return left << any_case(keyword) << (missing_behind ? std::string() : rws()) << right;
}

// ---- literals ---------------------------------------------------------------------------------------------------

std::string Author::string_literal() {
  std::string out = "'";
  for (const char c : characters_of(6)) {
    out += c;
    if (c == '\'') out += c;
  }
  return out << "'";
}

std::string Author::number(bool* is_number) {
  if (is_number != nullptr) *is_number = true;
  const bool negative = shape_.one_in(4);
  std::string out = negative ? "-" : manner_.one_in(12) ? "+" : "";
  if (is_number != nullptr && !out.empty()) *is_number = false;
  if (manner_.one_in(12)) out += "00";
  out += digits(shape_.one_in(20) ? 30 : 4);
  switch (shape_.below(4)) {
    case 0: return out << "." << digits(4) << (manner_.one_in(6) ? "0" : "");
    case 1:
      return out << (shape_.one_in(2) ? "." << digits(3) : "") << any_case("e")
                 << (shape_.one_in(2)    ? "-"
                     : manner_.one_in(3) ? "+"
                                         : "")
                 << two_digits(0, 60);
    default: return out;
  }
}

std::string Author::time() {
  const std::string minutes = two_digits(0, 24) << ":" << two_digits(0, 60);
  switch (shape_.below(3)) {
    case 0: return minutes << (manner_.one_in(2) ? ":00" : "");
    case 1: return minutes << ":" << two_digits(0, 61);
    default: return minutes << ":" << two_digits(0, 60) << "." << digits(12);
  }
}

std::string Author::duration() {
  std::string out = shape_.one_in(3) ? "-P" : "P";
  const std::size_t parts = 1 + shape_.below(15);
  if ((parts & 1) != 0) out += digits(3) << "D";
  if (parts > 1) out += "T";
  if ((parts & 2) != 0) out += digits(2) << "H";
  if ((parts & 4) != 0) out += digits(2) << "M";
  if ((parts & 8) != 0) out += digits(2) << (shape_.one_in(2) ? "." << digits(9) : "") << "S";
  return any_case("duration") << "'" << any_case(out) << "'";
}

std::string Author::binary() {
  static constexpr std::string_view letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  const auto letter = [&](std::size_t step) { return letters[step * shape_.below(64 / step)]; };
  std::string out = any_case("binary") << "'";
  for (std::size_t n = 4 * shape_.below(4); n > 0; --n)
    out += letter(1);
  const std::size_t rest = shape_.below(3);
  if (rest == 1) out += {letter(1), letter(16)};
  if (rest == 2) out += {letter(1), letter(1), letter(4)};
  if (rest != 0 && manner_.one_in(2)) out += rest == 1 ? "==" : "=";
  return out << "'";
}

std::string Author::geo(int depth) {
  const auto position = [&] {
    return digits(3) << (shape_.one_in(2) ? ".5 -" : " ") << digits(2) << (shape_.one_in(4) ? " 7e2" : "");
  };
  const auto points = [&](std::size_t least) { return "(" << list_of(least, 4, position, ",") << ")"; };
  const auto ring = [&] {
    const std::string first = position();
    const std::string between = list_of(0, 3, position, ",");
    return "(" << first << (between.empty() ? "" : ",") << between << "," << first << ")";
  };
  switch (shape_.below(depth > 0 ? 7 : 6)) {
    case 0: return "Point" << points(1).substr(0, 0) << "(" << position() << ")";
    case 1: return "LineString" << points(2);
    case 2: return "Polygon(" << list_of(1, 2, ring, ",") << ")";
    case 3:
      return "MultiPoint(" << list_of(
                 0, 3, [&] { return "(" << position() << ")"; }, ",")
                           << ")";
    case 4:
      return "MultiLineString(" << list_of(
                 0, 2, [&] { return points(2); }, ",")
                                << ")";
    case 5:
      return "MultiPolygon(" << list_of(
                 0, 2, [&] { return "(" << ring() << ")"; }, ",")
                             << ")";
    default:
      return "GeometryCollection(" << list_of(
                 1, 3, [&] { return geo(depth - 1); }, ",")
                                   << ")";
  }
}

std::string Author::enumeration_members() {
  return "'" << list_of(
             1, 3, [&] { return shape_.one_in(5) ? (shape_.one_in(2) ? "-" : "") << digits(3) : name(); }, ",")
             << "'";
}

std::string Author::literal(bool* is_number) {
  if (is_number != nullptr) *is_number = false;
  switch (shape_.below(16)) {
    case 0: return "null";
    case 1: return any_case(shape_.one_in(2) ? "true" : "false");
    case 2:
      if (is_number != nullptr) *is_number = true;
      return shape_.one_in(2) ? "INF" : "NaN";
    case 3: return "-INF";
    case 4: {
      const std::string guid = shape_.one_in(2) ? "01234567-89ab-cdef-0123-456789abcdef"
                                                : "abcdef01-89ab-cdef-0123-456789abcde" << digits(1);
      if (is_number != nullptr) *is_number = guid[0] == '0';
      return any_case(guid);
    }
    case 5: {
      const std::string text = date();
      if (is_number != nullptr) *is_number = text[0] != '-';
      return text;
    }
    case 6: {
      const std::string text = date() << any_case("T") << time();
      if (is_number != nullptr) *is_number = text[0] != '-';
      if (shape_.one_in(2)) return text << (manner_.one_in(4) ? std::string("+00:00") : any_case("Z"));
      return text << (shape_.one_in(2) ? "+" : "-") << two_digits(0, 24) << ":" << two_digits(0, 60);
    }
    case 7:
      if (is_number != nullptr) *is_number = true;
      return time();
    case 8: return duration();
    case 9: return binary();
    case 10:
      return any_case(shape_.one_in(2) ? "geography" : "geometry") << "'SRID=" << digits(5) << ";" << geo(3) << "'";
    case 11: return qualified_name() << enumeration_members();
    case 12:
    case 13: return string_literal();
    default: return number(is_number);
  }
}

}  // namespace tamis::tests
