// Values: exact decimals, the calendar, literals and their canonical text.
#include <doctest/doctest.h>

#include <chrono>
#include <cmath>
#include <string>

#include "src/value/decimal.hpp"
#include "src/value/literal.hpp"
#include "src/value/temporal.hpp"

namespace {

using namespace tamis;

Decimal dec(std::string_view text) {
  const auto number = Decimal::parse(text);
  REQUIRE_MESSAGE(number.has_value(), std::string(text));
  return *number;
}

std::string text_of(const std::optional<Decimal>& number) { return number ? number->text() : "nothing"; }

std::string plain(std::string_view text) { return text_of(Decimal::parse(text)); }

std::string sum(std::string_view a, std::string_view b) { return text_of(add(dec(a), dec(b))); }
std::string product(std::string_view a, std::string_view b) { return text_of(multiply(dec(a), dec(b))); }
std::string quotient(std::string_view a, std::string_view b) { return text_of(divide(dec(a), dec(b))); }
std::string rest(std::string_view a, std::string_view b) { return text_of(remainder(dec(a), dec(b))); }

}  // namespace

TEST_CASE("decimal: reads numbers and writes plain digits") {
  CHECK(plain("0") == "0");
  CHECK(plain("-0") == "0");
  CHECK(plain("0.000") == "0");
  CHECK(plain("+7") == "7");
  CHECK(plain("007") == "7");
  CHECK(plain("5.00") == "5");
  CHECK(plain("2.50") == "2.5");
  CHECK(plain("-0.050") == "-0.05");
  CHECK(plain("1e3") == "1000");
  CHECK(plain("1E-3") == "0.001");
  CHECK(plain("1.5e+2") == "150");
  CHECK(plain("12345e-2") == "123.45");
  CHECK(plain("9223372036854775807") == "9223372036854775807");
  CHECK(plain("9223372036854775808") == "9223372036854775808");
  CHECK(plain("-9223372036854775808") == "-9223372036854775808");
  CHECK(plain("00000000000000000000000017") == "17");
  CHECK(plain("123456789012345678901234567890.123456789") == "123456789012345678901234567890.123456789");
  CHECK(plain("1e30") == "1000000000000000000000000000000");
  CHECK(plain("100e28") == "1000000000000000000000000000000");
}

TEST_CASE("decimal: refuses what is no number") {
  for (const char* text :
       {"", "-", "+", ".1", "42.", "1e", "1e+", "1.e1", "0x1", "1 ", " 1", "1,5", "--1", "NaN", "INF"})
    CHECK_MESSAGE(!Decimal::parse(text), text);
}

TEST_CASE("decimal: huge exponents cost nothing") {
  CHECK(plain("0e99999999999999999999") == "0");
  CHECK(plain("1e900000000") == "1e900000000");
  CHECK(plain("-12e-900000000") == "-12e-900000000");
  CHECK(!Decimal::parse("1e9999999999"));
  CHECK(!Decimal::parse("1e-9999999999"));
  CHECK(compare(dec("1e900000000"), dec("2")) > 0);
  CHECK(compare(dec("-1e900000000"), dec("-2")) < 0);
  CHECK(compare(dec("1e-900000000"), dec("0")) > 0);
  CHECK(compare(dec("1e-900000000"), dec("0.001")) < 0);
  CHECK(compare(dec("1e900000000"), dec("10e899999999")) == 0);
  CHECK(!add(dec("1e900000000"), dec("1")));
  CHECK(!multiply(dec("1e900000000"), dec("1e900000000")));
  CHECK(dec("1e-900000000").ceiling().text() == "1");
  CHECK(dec("-1e-900000000").floor().text() == "-1");
  CHECK(dec("1e-900000000").rounded().text() == "0");
  CHECK(dec("1e900000000").to_double() == HUGE_VAL);
  CHECK(dec("1e-900000000").to_double() == 0.0);
  CHECK(!Decimal::parse(std::string(5000, '7')));
  CHECK(Decimal::parse(std::string(4096, '7')));
  CHECK(!multiply(dec(std::string(4096, '7')), dec(std::string(4096, '7'))));
}

TEST_CASE("decimal: compares exactly") {
  CHECK(compare(dec("0.1"), dec("0.10")) == 0);
  CHECK(compare(dec("0.1"), dec("0.11")) < 0);
  CHECK(compare(dec("-0.1"), dec("-0.11")) > 0);
  CHECK(compare(dec("10"), dec("9.999999999999999999999999")) > 0);
  CHECK(compare(dec("9007199254740993"), dec("9007199254740992")) > 0);
  CHECK(compare(dec("100000000000000000000.1"), dec("100000000000000000000.2")) < 0);
  CHECK(compare(dec("100000000000000000000"), dec("100000000000000000000.0")) == 0);
  CHECK(compare(dec("-5"), dec("3")) < 0);
  CHECK(compare(dec("12"), dec("1.2")) > 0);
  CHECK(compare(dec("0.000000000000000001"), dec("0.00000000000000001")) < 0);
  CHECK(compare(dec("-0.5"), dec("-0.25")) < 0);
  CHECK(compare(dec("9.223372036854775807"), dec("9.22337203685477580")) > 0);
}

TEST_CASE("decimal: adds, subtracts, multiplies exactly") {
  CHECK(sum("0.1", "0.2") == "0.3");
  CHECK(sum("9223372036854775807", "1") == "9223372036854775808");
  CHECK(sum("9223372036854775808", "-1") == "9223372036854775807");
  CHECK(sum("1e20", "1e-20") == "100000000000000000000.00000000000000000001");
  CHECK(text_of(subtract(dec("1"), dec("0.999"))) == "0.001");
  CHECK(product("1.5", "1.5") == "2.25");
  CHECK(product("99999999999", "99999999999") == "9999999999800000000001");
  CHECK(product("2.5", "4") == "10");
  CHECK(product("-0.5", "0") == "0");
  CHECK(dec("-9223372036854775808").negated().text() == "9223372036854775808");
}

TEST_CASE("decimal: divides to 34 digits, half even") {
  CHECK(quotient("1", "4") == "0.25");
  CHECK(quotient("1", "3") == "0.3333333333333333333333333333333333");
  CHECK(quotient("2", "3") == "0.6666666666666666666666666666666667");
  CHECK(quotient("-2", "3") == "-0.6666666666666666666666666666666667");
  CHECK(quotient("10", "3") == "3.333333333333333333333333333333333");
  CHECK(quotient("100", "8") == "12.5");
  CHECK(quotient("1", "0") == "nothing");
  CHECK(rest("5", "3") == "2");
  CHECK(rest("-5", "3") == "-2");
  CHECK(rest("5", "-3") == "2");
  CHECK(rest("5.5", "2") == "1.5");
  CHECK(rest("1", "0") == "nothing");
}

TEST_CASE("decimal: rounds halves away from zero") {
  struct Row {
    const char *number, *floor, *ceiling, *rounded;
  };
  for (const Row& row :
       {Row{"0.5", "0", "1", "1"}, Row{"-0.5", "-1", "0", "-1"}, Row{"2.5", "2", "3", "3"},
        Row{"2.4999999999999999999999", "2", "3", "2"}, Row{"-2.1", "-3", "-2", "-2"}, Row{"7", "7", "7", "7"},
        Row{"12345678901234567890.5", "12345678901234567890", "12345678901234567891", "12345678901234567891"}}) {
    CHECK(dec(row.number).floor().text() == row.floor);
    CHECK(dec(row.number).ceiling().text() == row.ceiling);
    CHECK(dec(row.number).rounded().text() == row.rounded);
  }
  CHECK(text_of(dec("1.23456").rounded_to(2)) == "1.23");
  CHECK(text_of(dec("-1.235").rounded_to(2)) == "-1.24");
}

TEST_CASE("decimal: to and from double") {
  CHECK(Decimal::from_double(0.1).text() == "0.1");
  CHECK(Decimal::from_double(-1e21).text() == "-1000000000000000000000");
  CHECK(Decimal::from_double(92233720368547744.0).text() == "92233720368547744");  // 9.223372036854774e16 reads back
  CHECK(Decimal::from_double(-9223372036854774784.0).text() == "-9223372036854774784");
  CHECK(Decimal::from_double(0x1p80).text() == "1208925819614629200000000");
  CHECK(Decimal::from_double(5e-324).to_double() == 5e-324);
  CHECK(dec("0.1").to_double() == 0.1);
  CHECK(dec("0.30000000000000000000001").to_double() == 0.3);
  CHECK(dec("123456789012345678901234567890").to_double() == 123456789012345678901234567890.0);
  CHECK(dec("17").to_int64() == 17);
  CHECK(!dec("17.5").to_int64());
  CHECK(!dec("9223372036854775808").to_int64());
}

TEST_CASE("date: calendar") {
  CHECK(read_date("1970-01-01")->days == 0);
  CHECK(read_date("2000-03-01")->days == 11017);
  CHECK(read_date("1969-12-31")->days == -1);
  CHECK(read_date("0000-02-29"));
  CHECK(read_date("2024-02-29"));
  CHECK(read_date("-0001-12-31")->days + 1 == read_date("0000-01-01")->days);
  for (const char* text :
       {"2023-02-29", "1900-02-29", "2020-13-01", "2020-00-01", "2020-01-00", "2020-04-31", "20-01-01", "02020-01-01",
        "2020-1-01", "2020-01-01T", "2020-01-01Z", "+2020-01-01", "9999999999-01-01", ""})
    CHECK_MESSAGE(!read_date(text), text);
  for (const char* text :
       {"0001-01-01", "10000-01-01", "-0044-03-15", "2024-02-29", "999999999-12-31", "-999999999-01-01"})
    CHECK(write_date(*read_date(text)) == text);
  CHECK(write_date(*read_date("-0000-01-01")) == "0000-01-01");
}

TEST_CASE("date-time: canonical text") {
  const auto canonical = [](std::string_view text) {
    const auto value = read_date_time_offset(text);
    return value ? write_date_time_offset(*value) : std::string("nothing");
  };
  CHECK(canonical("2020-01-02t03:04z") == "2020-01-02T03:04:00Z");
  CHECK(canonical("2020-01-02T03:04:05.120Z") == "2020-01-02T03:04:05.12Z");
  CHECK(canonical("2020-01-02T03:04:05.000Z") == "2020-01-02T03:04:05Z");
  CHECK(canonical("2020-01-02T03:04:05.123456789012Z") == "2020-01-02T03:04:05.123456789012Z");
  CHECK(canonical("2020-01-02T03:04:05-00:00") == "2020-01-02T03:04:05Z");
  CHECK(canonical("2020-01-02T03:04:05+02:00") == "2020-01-02T03:04:05+02:00");
  CHECK(canonical("2016-12-31T23:59:60Z") == "2016-12-31T23:59:60Z");
  for (const char* text :
       {"2020-01-02T24:00:00Z", "2020-01-02T03:04:05", "2020-01-02T03:04:61Z", "2020-01-02T03:60:00Z",
        "2020-02-30T00:00:00Z", "2020-01-02T03:04:05.1234567890123Z", "2020-01-02T03:04:05.Z",
        "2020-01-02T03:04:05+24:00", "2020-01-02T03:04:05+0200", "2020-01-02 03:04:05Z", "2020-01-02"})
    CHECK_MESSAGE(canonical(text) == "nothing", text);
  CHECK(read_date_time_offset("2020-01-02T03:04:05", true)->offset == 0);
}

TEST_CASE("date-time: compared as instants") {
  const auto at = [](std::string_view text) { return read_date_time_offset(text).value(); };
  CHECK(compare(at("2020-01-01T12:00:00Z"), at("2020-01-01T14:00:00+02:00")) == 0);
  CHECK(compare(at("2020-01-01T12:00:00Z"), at("2020-01-01T12:00:00-00:01")) < 0);
  CHECK(compare(at("2020-01-01T00:00:00+14:00"), at("2019-12-31T23:00:00Z")) < 0);
  CHECK(compare(at("2020-01-01T00:00:00.000000000001Z"), at("2020-01-01T00:00:00Z")) > 0);
  CHECK(compare(at("2016-12-31T23:59:60Z"), at("2016-12-31T23:59:59.999Z")) > 0);
  CHECK(compare(at("2016-12-31T23:59:60Z"), at("2017-01-01T00:00:00Z")) == 0);
}

TEST_CASE("durations and time of day") {
  const auto canonical = [](std::string_view text) {
    const auto value = read_duration(text);
    return value ? write_duration(*value) : std::string("nothing");
  };
  CHECK(canonical("PT36H") == "P1DT12H");
  CHECK(canonical("PT90M") == "PT1H30M");
  CHECK(canonical("-PT0.50S") == "-PT0.5S");
  CHECK(canonical("P0D") == "PT0S");
  CHECK(canonical("-PT0S") == "PT0S");
  CHECK(canonical("P1DT2H3M4.000000000005S") == "P1DT2H3M4.000000000005S");
  CHECK(canonical("pt1m") == "PT1M");
  CHECK(canonical("PT60S") == "PT1M");
  for (const char* text : {"P", "PT", "P1DT", "P1Y", "P1M", "P1H", "+PT1S", "PT.5S", "PT1.S", "PT1", "PT1S1M", "",
                           "T1S", "P999999999999999999999D", "PT0.1234567890123S"})
    CHECK_MESSAGE(canonical(text) == "nothing", text);
  CHECK(write_time_of_day(*read_time_of_day("07:30")) == "07:30:00");
  CHECK(write_time_of_day(*read_time_of_day("07:30:15.500")) == "07:30:15.5");
  CHECK(!read_time_of_day("24:00:00"));
  CHECK(!read_time_of_day("7:30"));
}

TEST_CASE("temporal arithmetic") {
  const auto at = [](std::string_view text) { return read_date_time_offset(text).value(); };
  const auto lasting = [](std::string_view text) { return read_duration(text).value(); };
  CHECK(write_date_time_offset(*add(at("2019-12-31T23:59:59+01:00"), lasting("PT1.5S")))
        == "2020-01-01T00:00:00.5+01:00");
  CHECK(write_date_time_offset(*add(at("2020-01-01T00:00:00Z"), lasting("-PT0.000000000001S")))
        == "2019-12-31T23:59:59.999999999999Z");
  CHECK(write_date(*add(*read_date("2020-02-28"), lasting("P2D"))) == "2020-03-01");
  CHECK(write_date(*add(*read_date("2020-02-28"), lasting("PT23H"))) == "2020-02-28");
  CHECK(write_date(*add(*read_date("2020-02-28"), lasting("-PT1H"))) == "2020-02-27");
  CHECK(write_date(*add(*read_date("2020-02-28"), lasting("-P1D"))) == "2020-02-27");
  CHECK(!add(*read_date("999999999-12-31"), lasting("P1D")));
  CHECK(write_duration(difference(*read_date("2020-03-01"), *read_date("2020-02-01"))) == "P29D");
  CHECK(write_duration(difference(at("2020-01-01T00:00:00Z"), at("2020-01-01T00:00:00.25+01:00"))) == "PT59M59.75S");
  CHECK(write_duration(*add(lasting("PT1S"), lasting("-PT1.5S"))) == "-PT0.5S");
  CHECK(total_seconds(lasting("P1DT0.5S")).text() == "86400.5");
  CHECK(write_duration(*to_duration(dec("-0.0000000000015"))) == "-PT0.000000000002S");
  CHECK(!to_duration(dec("1e30")));
  CHECK(write_date_time_offset(to_date_time(std::chrono::system_clock::time_point(std::chrono::milliseconds(-1))))
        == "1969-12-31T23:59:59.999Z");
  CHECK(write_date_time_offset(max_date_time()) == "9999-12-31T23:59:59.999999999999Z");
  CHECK(write_date_time_offset(min_date_time()) == "0001-01-01T00:00:00Z");
}

TEST_CASE("guid, binary, double") {
  CHECK(write_guid(*read_guid("01234567-89AB-cdef-0123-456789abcdef")) == "01234567-89ab-cdef-0123-456789abcdef");
  CHECK(!read_guid("01234567-89ab-cdef-0123-456789abcdeg"));
  CHECK(!read_guid("0123456789ab-cdef-0123-456789abcdef00"));
  CHECK(*read_binary("T0RhdGE") == "OData");
  CHECK(*read_binary("T0RhdGE=") == "OData");
  CHECK(read_binary("")->empty());
  CHECK(write_binary("OData") == "T0RhdGE");
  CHECK(write_binary("\xff\xfe") == "__4");
  for (const char* text : {"T", "T0RhdG=", "T0=hdGE", "T0RhdGF", "T0RhdGE==", "!!!!", "===="})
    CHECK_MESSAGE(!read_binary(text), text);
  CHECK(write_double(1e5) == "1e5");
  CHECK(write_double(-1.5e-7) == "-1.5e-7");
  CHECK(write_double(0.1) == "1e-1");
  CHECK(write_double(HUGE_VAL) == "INF");
  CHECK(std::isnan(*read_double("NaN")));
  CHECK(*read_double("-INF") == -HUGE_VAL);
  CHECK(!read_double("1e400"));
  CHECK(*read_double("1e-400") == 0.0);
  for (const char* text : {"", "+INF", "nan", "1.", ".5", "0x10", "1e", "inf", "infinity"})
    CHECK_MESSAGE(!read_double(text), text);
}

TEST_CASE("canonical literals are idempotent") {
  struct Row {
    LiteralKind kind;
    const char *written, *canonical;
  };
  using enum LiteralKind;
  for (const Row& row : {
           Row{null, "null", "null"},
           Row{boolean, "tRUe", "true"},
           Row{integer, "+007", "7"},
           Row{integer, "-0", "0"},
           Row{integer, "-00120", "-120"},
           Row{LiteralKind::decimal, "2.50", "2.5"},
           Row{LiteralKind::decimal, "5.00", "5.0"},
           Row{LiteralKind::decimal, "-0.0", "0.0"},
           Row{LiteralKind::decimal, "+00.1", "0.1"},
           Row{floating, "1E+05", "1e5"},
           Row{floating, "15.0e-1", "1.5e0"},
           Row{floating, "NaN", "NaN"},
           Row{floating, "-INF", "-INF"},
           Row{floating, "1e999", "1e999"},
           Row{guid, "01234567-89AB-CDEF-0123-456789ABCDEF", "01234567-89ab-cdef-0123-456789abcdef"},
           Row{date, "2020-01-02", "2020-01-02"},
           Row{date, "2023-02-30", "2023-02-30"},
           Row{date_time_offset, "2020-01-02t03:04z", "2020-01-02T03:04:00Z"},
           Row{time_of_day, "03:04", "03:04:00"},
           Row{duration, "Duration'PT36H'", "duration'P1DT12H'"},
           Row{duration, "duration'P'", "duration'P'"},
           Row{binary, "BINARY'T0RhdGE='", "binary'T0RhdGE'"},
           Row{geography, "Geography'SRID=4326;Point(1 2)'", "geography'SRID=4326;Point(1 2)'"},
           Row{string, "'O''Neil'", "'O''Neil'"},
           Row{enumeration, "Ns.E'A,B'", "Ns.E'A,B'"},
       }) {
    const std::string once = canonical_literal(row.kind, row.written);
    CHECK(once == row.canonical);
    CHECK(canonical_literal(row.kind, once) == once);
  }
}
