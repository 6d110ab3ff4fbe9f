// Evaluation: arithmetic operators and canonical functions.
#include <doctest/doctest.h>

#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>
#include <chrono>
#include <string>

#include "tests/support/things.hpp"

namespace {

using namespace tamis;
using namespace tamis::tests;

}  // namespace

TEST_CASE("arithmetic") {
  check_all({{"1 add 2", "3"},
             {"0.1 add 0.2", "0.3"},
             {"5 sub 7", "-2"},
             {"5 div 2", "2"},
             {"-5 div 2", "-2"},
             {"5 div -2", "-2"},
             {"5 div 2.0", "2.5"},
             {"5 divby 2", "2.5"},
             {"1 divby 3", "0.3333333333333333333333333333333333"},
             {"2 divby 3", "0.6666666666666666666666666666666667"},
             {"5 divby 0", "\"INF\""},
             {"-5 divby 0", "\"-INF\""},
             {"0 divby 0", "\"NaN\""},
             {"5e0 div 0", "\"INF\""},
             {"5 div 0e0", "\"INF\""},
             {"5 mod 3", "2"},
             {"-5 mod 3", "-2"},
             {"5 mod -3", "2"},
             {"5.5 mod 2", "1.5"},
             {"2.5 mul 4", "10"},
             {"1e2 mul 2", "200"},
             {"int sub 1 sub 1", "8"},
             {"int sub (1 sub 1)", "10"},
             {"-int", "-10"},
             {"-(1.5)", "-1.5"},
             {"int add price", "12.5"},
             {"9223372036854775807 add 1.0", "9223372036854775808"},
             {"9223372036854775808 add 1", "9223372036854775809"}},
            R"({"int":10,"price":2.5})");
  check_all({{"1 div 0", "division-by-zero at 6+1: division by zero"},
             {"1.0 div 0", "division-by-zero at 8+1: division by zero"},
             {"1 mod 0", "division-by-zero at 6+1: division by zero"},
             {"1e0 mod 0", "division-by-zero at 8+1: division by zero"},
             {"case(true:1) div 0", "division-by-zero at 0+18: division by zero"},
             {"9223372036854775807 add 1", "9223372036854775808"},
             {"-9223372036854775808 sub 1", "-9223372036854775809"},
             {"4611686018427387904 mul 2", "9223372036854775808"},
             {"-9223372036854775808 div -1", "9223372036854775808"},
             {"-9223372036854775808 mod -1", "0"},
             {"-(-9223372036854775808)", "9223372036854775808"}});
  CHECK(evaluate("odd div 0", R"({"odd":-1})") == "\"-INF\"");  // floating scale
  CHECK(evaluate("odd", R"({"odd":"INF"})") == "\"INF\"");
}

TEST_CASE("arithmetic of times") {
  check_all({{"at add duration'PT1.5S'", "\"2020-01-01T00:00:01.5+01:00\""},
             {"at sub duration'P1D'", "\"2019-12-31T00:00:00+01:00\""},
             {"day add duration'PT23H'", "\"2020-03-01\""},
             {"day sub duration'PT1H'", "\"2020-02-29\""},
             {"day sub 2020-02-01", "\"P29D\""},
             {"at sub 2019-12-31T22:00:00Z", "\"PT1H\""},
             {"span add duration'PT1H'", "\"PT2H30M\""},
             {"span sub duration'PT2H'", "\"-PT30M\""},
             {"-span", "\"-PT1H30M\""},
             {"span mul 2", "\"PT3H\""},
             {"2 mul span", "\"PT3H\""},
             {"span div 2", "\"PT45M\""},
             {"span divby 4", "\"PT22M30S\""},
             {"span mul 1.5", "\"PT2H15M\""},
             {"span div 0", "division-by-zero at 0+10: division by zero"},
             {"totalseconds(span)", "5400"},
             {"at add duration'P999999999999D'", "overflow at 0+31: the result does not fit Edm.DateTimeOffset"}},
            R"({"at":"2020-01-01T00:00:00+01:00","day":"2020-03-01","span":"PT1H30M"})");
}

TEST_CASE("string functions") {
  check_all({{"concat(name,'!')", "\"H\xc3\xa9llo W\xc3\xb6rld!\""},
             {"contains(name,'llo')", "true"},
             {"contains(name,'LLO')", "false"},
             {"contains(name,'')", "true"},
             {"startswith(name,'H\xc3\xa9')", "true"},
             {"endswith(name,'rld')", "true"},
             {"endswith(name,'x')", "false"},
             {"indexof(name,'llo')", "2"},
             {"indexof(name,'zzz')", "-1"},
             {"indexof(name,'')", "0"},
             {"length(name)", "11"},
             {"length('\xf0\x9f\x98\x80')", "1"},
             {"substring(name,1)", "\"\xc3\xa9llo W\xc3\xb6rld\""},
             {"substring(name,1,4)", "\"\xc3\xa9llo\""},
             {"substring(name,6,99)", "\"W\xc3\xb6rld\""},
             {"substring(name,99)", "\"\""},
             {"substring(name,-3)", "\"rld\""},
             {"substring(name,-3,2)", "\"rl\""},
             {"substring(name,-99,2)", "\"H\xc3\xa9\""},
             {"substring(name,2,0)", "\"\""},
             {"substring(name,2,-1)", "invalid-argument at 0+20: substring takes no negative length, but got -1"},
             {"tolower(name)", "\"h\xc3\xa9llo w\xc3\xb6rld\""},
             {"toupper(name)", "\"H\xc3\x89LLO W\xc3\x96RLD\""},
             {"tolower('\xc4\xb0\xce\xa3')", "\"i\xcc\x87\xcf\x82\""},
             {"trim('\xc2\xa0\t a b \xe3\x80\x80')", "\"a b\""},
             {"trim('   ')", "\"\""},
             {"CONTAINS(name,'W')", "true"}},
            R"({"name":"Héllo Wörld"})");
  CHECK(evaluate("length(name)", R"({"name":"\u00e9\ud83d\ude00\n"})") == "3");
  const std::string long_text(200'000, 'a');
  CHECK(evaluate("contains(name,'" + std::string(20'000, 'a') + "b')", R"({"name":")" + long_text + "\"}") == "false");
}

TEST_CASE("collection functions") {
  check_all({{"length(tags)", "3"},
             {"concat(tags,['d'])", R"(["a","b","c","d"])"},
             {"contains(tags,['b','c'])", "true"},
             {"contains(tags,['a','c'])", "false"},
             {"contains(tags,[])", "true"},
             {"startswith(tags,['a'])", "true"},
             {"endswith(tags,['c'])", "true"},
             {"endswith(tags,['b'])", "false"},
             {"indexof(tags,['c'])", "2"},
             {"substring(tags,1)", R"(["b","c"])"},
             {"substring(tags,-2,1)", R"(["b"])"},
             {"tags eq ['a','b','c']", "true"},
             {"tags eq ['a','c','b']", "false"},
             {"tags ne ['a']", "true"},
             {"tags", R"(["a","b","c"])"}},
            R"({"tags":["a","b","c"]})");
}

TEST_CASE("date and time functions") {
  check_all({{"year(at)", "2019"},
             {"month(at)", "12"},
             {"day(at)", "31"},
             {"hour(at)", "23"},
             {"minute(at)", "59"},
             {"second(at)", "60"},
             {"fractionalseconds(at)", "0.25"},
             {"date(at)", "\"2019-12-31\""},
             {"time(at)", "\"23:59:60.25\""},
             {"totaloffsetminutes(at)", "-90"},
             {"year(day)", "2020"},
             {"month(day)", "2"},
             {"day(day)", "29"},
             {"hour(clock)", "7"},
             {"minute(clock)", "30"},
             {"second(clock)", "15"},
             {"fractionalseconds(clock)", "0"},
             {"totalseconds(span)", "-0.5"},
             {"mindatetime()", "\"0001-01-01T00:00:00Z\""},
             {"maxdatetime()", "\"9999-12-31T23:59:59.999999999999Z\""},
             {"now()", "\"2020-09-13T12:26:40Z\""},
             {"now() eq now()", "true"},
             {"at lt now()", "true"}},
            R"({"at":"2019-12-31T23:59:60.250-01:30","day":"2020-02-29","clock":"07:30:15","span":"-PT0.5S"})");
}

TEST_CASE("now() is taken once a call") {
  int asked = 0;
  EvaluationOptions options;
  options.clock = [&] { return std::chrono::system_clock::time_point(std::chrono::seconds(asked++)); };
  EvaluationContext context(std::move(options));
  const auto same = Expression::compile("now() eq now() and now() eq now()", things());
  CHECK(*same->evaluate("{}", context) == "true");
  CHECK(asked == 1);
  CHECK(*Expression::compile("now()", things())->evaluate("{}", context) == "\"1970-01-01T00:00:01Z\"");
}

TEST_CASE("rounding") {
  check_all({{"round(0.5)", "1"},
             {"round(-0.5)", "-1"},
             {"round(2.5)", "3"},
             {"round(2.4)", "2"},
             {"round(2.5e0)", "3"},
             {"floor(-1.5)", "-2"},
             {"ceiling(-1.5)", "-1"},
             {"ceiling(1.1e0)", "2"},
             {"floor(7)", "7"},
             {"round(price)", "3"},
             {"floor(5) div 2", "2.5"}},
            R"({"price":"2.5"})");
}

TEST_CASE("cast and isof") {
  check_all({{"cast(int,Edm.String)", "\"5\""},
             {"cast(price,Edm.String)", "\"2.5\""},
             {"cast('2.50',Edm.Decimal)", "2.5"},
             {"cast('x',Edm.Int32)", "null"},
             {"cast('300',Edm.Byte)", "null"},
             {"cast(price,Edm.Int32)", "3"},
             {"cast(300,Edm.Byte)", "null"},
             {"cast(null,Edm.Int32)", "null"},
             {"cast('2020-01-01',Edm.Date)", "\"2020-01-01\""},
             {"cast('2020-01-01T00:00:00',Edm.DateTimeOffset)", "\"2020-01-01T00:00:00Z\""},
             {"cast('PT60S',Edm.Duration)", "\"PT1M\""},
             {"cast(colour,Edm.String)", "\"Green\""},
             {"cast(colour,Edm.Int32)", "2"},
             {"cast('true',Edm.Boolean)", "true"},
             {"cast(1e30,Edm.Int64)", "null"},
             {"cast(1.5e0,Edm.Decimal)", "1.5"},
             {"isof(name,Edm.String)", "true"},
             {"isof('x',Edm.Int32)", "false"},
             {"isof(null,Edm.Int32)", "true"}},
            R"({"int":5,"price":2.5,"name":"n","colour":"Green"})");
}

TEST_CASE("case") {
  check_all({{"case(int gt 0:'plus',int lt 0:'minus',true:'zero')", "\"minus\""},
             {"case(none:1,true:2)", "2"},
             {"case(false:1)", "null"},
             {"case(false:1) eq null", "true"},
             {"case(int lt 0:case(true:1),true:2) add 1", "2"}},
            R"({"int":-1,"none":null})");
}
