// Random records of T.Record: edges of every type, absent members, nulls, unknown members, spellings.
#include <algorithm>
#include <array>
#include <string_view>

#include "tests/support/every_type.hpp"
#include "tests/support/random_expression.hpp"
#include "tests/support/slow_number.hpp"

namespace tamis::tests {

namespace {

using Words = std::initializer_list<std::string_view>;

std::string word(Random& random, Words words) { return std::string(words.begin()[random.below(words.size())]); }

std::string digits(Random& random, std::size_t most) {
  std::string text(1 + random.below(most), '0');
  for (char& c : text)
    c = static_cast<char>('0' + random.below(10));
  if (text.size() > 1 && text[0] == '0') text[0] = '7';
  return text;
}

/// Digits with a point; drawn in order, which operands of + need not be.
std::string fixed(Random& random, std::size_t whole, std::size_t fraction) {
  std::string text = random.one_in(3) ? "-" : "";
  text += digits(random, whole);
  text += ".";
  return text += digits(random, fraction);
}

std::string integer(Random& random, TypeKind kind) {
  if (random.one_in(2)) return word(random, {"0", "1", "2", "3", "5", "7", "10", "100"});
  const bool negative = kind != TypeKind::byte && random.one_in(2);
  switch (kind) {
    case TypeKind::byte: return word(random, {"255", "128", "127", "200", "4"});
    case TypeKind::sbyte: return negative ? word(random, {"-128", "-1", "-5"}) : "127";
    case TypeKind::int16: return negative ? word(random, {"-32768", "-1", "-129"}) : "32767";
    case TypeKind::int32: return negative ? word(random, {"-2147483648", "-1", "-2", "-3", "-70000"}) : "2147483647";
    default:
      return negative ? word(random, {"-9223372036854775808", "-1", "-2", "-9007199254740993", "-4294967297"})
                      : word(random, {"9223372036854775807", "9007199254740993", "4294967296", "2147483648"});
  }
}

std::string decimal(Random& random, const RecordFeatures& features) {
  if (random.one_in(3)) return word(random, {"0", "0.1", "0.5", "-0.5", "2.5", "-2.5", "1.50", "100", "0.01", "-1"});
  if (features.long_numbers && random.one_in(4))
    return word(random, {"12345678901234567890.123456789", "-0.0000000000000000000001", "9223372036854775808",
                         "79228162514264337593543950335", "1e20", "3.333333333333333333333333333"});
  return fixed(random, 6, 5);
}

Json real(Random& random, bool single) {
  if (random.one_in(5)) return Json::string(word(random, {"NaN", "INF", "-INF"}));
  if (random.one_in(8))
    return Json::number(single ? "3.4028235e38" : word(random, {"1.7976931348623157e308", "5e-324"}));
  if (random.one_in(3))
    return Json::number(word(random, {"0", "-0.0", "0.5", "-0.5", "1", "-1", "2.5", "0.1", "1e10"}));
  return Json::number(fixed(random, 3, single ? 2 : 6));
}

std::string string(Random& random) {
  return word(random, {"",
                       "a",
                       "b",
                       "A",
                       "ab",
                       "abc",
                       "aXb",
                       "a'b",
                       "x y",
                       " a ",
                       "\xc3\xa9",
                       "e\xcc\x81",
                       "Stra\xc3\x9f"
                       "e",
                       "\xf0\x9f\x98\x80",
                       "a\xf0\x9f\x98\x80z",
                       "\xef\xbf\xbd",
                       "\xc4\xb0",
                       "\xce\xa3\xce\xa3",
                       "\xc2\xa0t\xe3\x80\x80",
                       "q\"uo\\te",
                       "tab\tline\n",
                       "5",
                       "-7",
                       "2.50",
                       "true",
                       "PT1M",
                       "2020-02-29",
                       "Red",
                       "NaN",
                       "a.c",
                       "^a",
                       "b$",
                       "("});
}

std::string date(Random& random) {
  return word(random,
              {"2020-02-29", "2019-12-31", "2020-01-01", "1970-01-01", "0001-01-01", "0000-02-29", "-0001-03-01",
               "9999-12-31", "2100-02-28", "1600-02-29", "2024-07-15", "10000-01-01", "-12345-06-07"});
}

std::string time(Random& random) {
  return word(random, {"00:00:00", "23:59:59", "12:30:00", "23:59:59.999999999999", "00:00:00.000000000001",
                       "07:05:09.5", "12:30", "01:02:03.120", "23:59:60", "12:30:60.5"});
}

std::string offset(Random& random) {
  return word(random, {"Z", "Z", "+00:00", "-00:00", "+02:00", "-08:00", "+05:30", "+14:00", "-01:30"});
}

std::string duration(Random& random) {
  return word(random, {"PT0S", "PT1S", "P1D", "-P1D", "PT36H", "PT0.000000000001S", "-PT0.5S", "P1DT2H3M4.5S", "PT90M",
                       "PT3600S", "P400D", "-PT1M30S"});
}

std::string guid(Random& random) {
  return word(random, {"00000000-0000-0000-0000-000000000000", "01234567-89ab-cdef-0123-456789abcdef",
                       "01234567-89AB-CDEF-0123-456789ABCDEF", "ffffffff-ffff-ffff-ffff-ffffffffffff",
                       "abcdef01-0000-0000-0000-000000000001"});
}

std::string member_of(Random& random, const Type& type) {
  const EnumType& enumeration = every_type().enum_types()[type.definition];
  if (enumeration.flags && random.one_in(2))
    return word(random, {"Dots,Lines", "Lines,Dots", "Dots,Lines,Checks", "3", "8", "0", "5"});
  if (enumeration.extensible && random.one_in(4)) return word(random, {"Mauve", "2", "8"});
  return random.pick(enumeration.members).name;
}

Json structure(Random& random, const Type& type, const RecordFeatures& features, int depth);

Json value(Random& random, const Type& type, const RecordFeatures& features, int depth) {
  if (type.collection) {
    Json array = Json::array();
    const std::size_t size = random.below(4);
    for (std::size_t i = 0; i < size; ++i) {
      const bool null = features.nulls && type.nullable && type.kind != TypeKind::structured && random.one_in(8);
      array.items.push_back(null ? Json() : value(random, type.element(), features, depth));
    }
    return array;
  }
  switch (type.kind) {
    case TypeKind::boolean: return Json::boolean(random.one_in(2));
    case TypeKind::byte:
    case TypeKind::sbyte:
    case TypeKind::int16:
    case TypeKind::int32:
    case TypeKind::int64: return Json::number(integer(random, type.kind));
    case TypeKind::decimal: return Json::number(decimal(random, features));
    case TypeKind::single:
    case TypeKind::double_: return real(random, type.kind == TypeKind::single);
    case TypeKind::guid: return Json::string(guid(random));
    case TypeKind::date: return Json::string(date(random));
    case TypeKind::date_time_offset: {
      std::string text = date(random);
      text += "T" + time(random);
      return Json::string(text += offset(random));
    }
    case TypeKind::time_of_day: return Json::string(time(random));
    case TypeKind::duration: return Json::string(duration(random));
    case TypeKind::binary: return Json::string(word(random, {"", "T0RhdGE", "AA", "_-8"}));
    case TypeKind::enumeration: return Json::string(member_of(random, type));
    case TypeKind::structured: return structure(random, type, features, depth);
    default: return Json::string(string(random));
  }
}

void shuffle(Random& random, Json& object) {
  for (std::size_t i = object.members.size(); i > 1; --i)
    std::swap(object.members[i - 1], object.members[random.below(i)]);
}

Json structure(Random& random, const Type& type, const RecordFeatures& features, int depth) {
  Json object = Json::object();
  std::uint32_t definition = type.definition;
  if (depth > 0 && random.one_in(4)) {  // a part is sometimes a big part
    const auto big = every_type().find_type("T.BigPart");
    definition = big->definition;
    object.members.emplace_back("@odata.type", Json::string("#T.BigPart"));
  }
  for (const Property& property : every_type().structured_types()[definition].properties) {
    const bool nested = property.type.kind == TypeKind::structured;
    if (nested && (depth >= 3 || (depth > 0 && random.one_in(2)))) continue;
    if (features.nulls && property.name != "key" && random.one_in(5)) {
      if (random.one_in(2)) object.members.emplace_back(property.name, Json());
      continue;
    }
    const bool special = property.scale == -2 && random.one_in(5);
    object.members.emplace_back(property.name, special ? Json::string(word(random, {"INF", "-INF", "NaN"}))
                                                       : value(random, property.type, features, depth + 1));
  }
  shuffle(random, object);
  return object;
}

Json unknown_value(Random& random) {
  switch (random.below(4)) {
    case 0: return Json::number("17");
    case 1: return Json::string("}],\"yes\":true");
    case 2: return Json::array({Json(), Json::object()});
    default: {
      Json object = Json::object();
      object.members.emplace_back("yes", Json::boolean(true));
      return object;
    }
  }
}

void spell_string(Random& random, std::string& out, const std::string& text) {
  static constexpr char hex[] = "0123456789abcdefABCDEF";
  const auto unit = [&](unsigned value) {
    out += "\\u";
    for (int shift = 12; shift >= 0; shift -= 4) {
      const unsigned nibble = value >> shift & 15;
      out += hex[nibble >= 10 && random.one_in(2) ? nibble + 6 : nibble];
    }
  };
  out += '"';
  for (std::size_t i = 0; i < text.size();) {
    std::size_t end = i + 1;
    while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80)
      ++end;
    const char c = text[i];
    const bool must = c == '"' || c == '\\' || static_cast<unsigned char>(c) < 0x20;
    if (must || random.one_in(8)) {
      const char32_t point = code_points(text.substr(i, end - i))[0];
      if (point >= 0x10000) {
        unit(static_cast<unsigned>(0xD800 + ((point - 0x10000) >> 10)));
        unit(static_cast<unsigned>(0xDC00 + ((point - 0x10000) & 0x3FF)));
      } else {
        unit(static_cast<unsigned>(point));
      }
    } else {
      out.append(text, i, end - i);
    }
    i = end;
  }
  out += '"';
}

void spell(Random& random, std::string& out, const Json& json) {
  const auto blank = [&] {
    if (random.one_in(12)) out += random.one_in(2) ? " " : "\n\t";
  };
  const bool array = json.kind == Json::Kind::array;
  blank();
  if (json.kind == Json::Kind::string) {
    spell_string(random, out, json.text);
  } else if (array || json.kind == Json::Kind::object) {
    out += array ? '[' : '{';
    for (std::size_t i = 0; i < std::max(json.items.size(), json.members.size()); ++i) {
      if (i != 0) out += ',';
      blank();
      if (!array) {
        if (random.one_in(40)) {  // of equal names the last counts
          spell_string(random, out, json.members[i].first);
          out += random.one_in(2) ? ":null," : R"(:[{"size":-1},"x"],)";
        }
        spell_string(random, out, json.members[i].first);
        blank();
        out += ':';
      }
      spell(random, out, array ? json.items[i] : json.members[i].second);
    }
    out += array ? ']' : '}';
  } else {
    out += to_text(json);
  }
  blank();
}

}  // namespace

Json random_record(Random& random, const RecordFeatures& features) {
  Json record = structure(random, record_type(), features, 0);
  return features.unknown && random.one_in(2) ? with_unknown_members(random, record) : record;
}

Json shuffled(Random& random, const Json& record) {
  Json other = record;
  shuffle(random, other);
  for (Json& item : other.items)
    item = shuffled(random, item);
  for (auto& member : other.members)
    member.second = shuffled(random, member.second);
  return other;
}

Json with_unknown_members(Random& random, const Json& record) {
  static constexpr std::array<std::string_view, 6> names = {"zzz", "Yes", "strin", "@odata.etag", "part@x.y", ""};
  Json other = record;
  for (auto& member : other.members)
    member.second = with_unknown_members(random, member.second);
  for (Json& item : other.items)
    item = with_unknown_members(random, item);
  if (other.kind != Json::Kind::object) return other;
  for (const std::string_view name : names) {
    if (random.one_in(3) || other.find(name) != nullptr) continue;
    const auto at = static_cast<std::ptrdiff_t>(random.below(other.members.size() + 1));
    other.members.insert(other.members.begin() + at, {std::string(name), unknown_value(random)});
  }
  return other;
}

std::string random_spelling(Random& random, const Json& record) {
  std::string text;
  spell(random, text, record);
  return text;
}

}  // namespace tamis::tests
