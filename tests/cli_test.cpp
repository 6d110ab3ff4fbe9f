// The program as a user meets it: its commands, what goes to which stream, and with what status it ends.
#include <doctest/doctest.h>

#include <algorithm>
#include <boost/json.hpp>
#include <string>
#include <vector>

#include "tests/support/tamis_program.hpp"

namespace {

using namespace tamis::tests;

}  // namespace

TEST_CASE("cli: filter writes the matching records as they stood, whatever the layout") {
  if (no_program()) return;
  for (const std::string& input : {ndjson, array, response, "\xEF\xBB\xBF" + ndjson}) {
    const Ran ran = tamis_with({"filter", is_new}, input);
    CHECK(ran.status == 0);
    CHECK(ran.out == line_a + '\n' + line_c + '\n');
    CHECK(ran.err == "");
  }
  CHECK(tamis_with({"filter", is_new}, line_a).out == line_a + '\n');
  CHECK(tamis_with({"filter", is_new}, line_a + "\r\n\r\n" + line_c + "\r\n").out == line_a + '\n' + line_c + '\n');
  CHECK(tamis_with({"filter", is_new}, "{\r\n \"status\": \"New\",\n \"name\" : \"a b\" }").out
        == "{\"status\":\"New\",\"name\":\"a b\"}\n");
  for (const char* nothing : {"", "\n", "[]", "{\"value\":[]}", "\xEF\xBB\xBF"}) {
    const Ran ran = tamis_with({"filter", is_new}, nothing);
    CHECK(ran.status == 0);
    CHECK(ran.out == "");
  }
}

TEST_CASE("cli: query") {
  if (no_program()) return;
  CHECK(tamis_with({"query", "$filter=status eq 'New'&$top=1"}, response).out == line_a + '\n');
  CHECK(tamis_with({"query", "$skip=1&$top=1"}, ndjson).out == line_b + '\n');
  CHECK(tamis_with({"query", "$orderby=id desc&$select=id"}, array).out
        == "{\"id\":\"c\"}\n{\"id\":\"b\"}\n{\"id\":\"a\"}\n");
  CHECK(tamis_with({"query", "https://x.example/referrals?$filter=id%20eq%20'b'"}, ndjson).out == line_b + '\n');
  CHECK(tamis_with({"query", ""}, ndjson).out == ndjson);
  // A full page ends the reading: what is wrong behind it is not seen.
  CHECK(tamis_with({"query", "$top=1"}, line_a + "\nbroken").status == 0);
}

TEST_CASE("cli: status 1 only with -e") {
  if (no_program()) return;
  CHECK(tamis_with({"filter", "false"}, ndjson).status == 0);
  CHECK(tamis_with({"filter", "-e", "false"}, ndjson).status == 1);
  CHECK(tamis_with({"filter", "-e", "true"}, "").status == 1);
  CHECK(tamis_with({"filter", "-e", is_new}, ndjson).status == 0);
  CHECK(tamis_with({"query", "-e", "$filter=id eq 'z'"}, ndjson).status == 1);
}

TEST_CASE("cli: status 2, wrong usage") {
  if (no_program()) return;
  for (const Words& words : std::vector<Words>{{},
                                               {"sift"},
                                               {"filter"},
                                               {"query"},
                                               {"check"},
                                               {"filter", "true", "--output", "yaml"},
                                               {"filter", "true", "--no-such-flag"},
                                               {"filter", "true", "--columns", "id", "--output", "json"},
                                               {"filter", "true", "--columns", "nope"},
                                               {"filter", "true", "--type", "Nope"},
                                               {"filter", "true", "--no-schema", "--schema", "x.json"},
                                               {"check", "--lines", "$top=1"},
                                               {"check", "--as", "poem", "x"},
                                               {"url", "--base", "https://h/svc?x=1", "$top=1"},
                                               {"url", "--base", "https://h/svc#x", "$top=1"},
                                               {"schema", "Nope"}}) {
    CAPTURE(words);
    check_refused(tamis_with(words), 2);
  }
}

TEST_CASE("cli: status 3, a wrong query prints nothing on standard output") {
  if (no_program()) return;
  for (const Words& words : std::vector<Words>{{"filter", "statuss eq 'New'"},
                                               {"filter", "status eq"},
                                               {"filter", ""},
                                               {"filter", "name"},
                                               {"filter", "statuss eq 'New'", "--output", "json"},
                                               {"query", "$filtre=true"},
                                               {"query", "$top=-1", "--output", "count"},
                                               {"check", "$filter=statuss eq 'New'"},
                                               {"check", "--as", "filter", ""},
                                               {"check", "--as", "expression", "  "},
                                               {"check", "--as", "filter", "name"},
                                               {"check", "$orderby=status"},
                                               {"url", "$orderby=status"},
                                               {"check", "--as", "literal", "--type", "Edm.Byte", "300"},
                                               {"check", "--as", "literal", "--type", "Edm.Boolean", "0"},
                                               {"ast", "a eq"}}) {
    CAPTURE(words);
    check_refused(tamis_with(words, ndjson), 3);
  }
}

TEST_CASE("cli: check and url print the canonical form") {
  if (no_program()) return;
  const auto out = [](const Words& words) {
    const Ran ran = tamis_with(words);
    CHECK(ran.status == 0);
    return ran.out;
  };
  CHECK(out({"check", "$filter=status  EQ 'New'&$top=10"}) == "$filter=status%20eq%20'New'&$top=10\n");
  CHECK(out({"url", "$filter=name eq 'R%26D'"}) == "$filter=name%20eq%20'R%26D'\n");
  CHECK(out({"check", ""}) == "\n");
  CHECK(out({"url", "--base", "https://x.example", "/referrals?$top=3"}) == "https://x.example/referrals?$top=3\n");
  CHECK(out({"check", "--as", "filter", "name eq 'a b'"}) == "name eq 'a b'\n");
  CHECK(out({"check", "--as", "filter", "--encoded", "name%20eq%20'a%20b'"}) == "name%20eq%20'a%20b'\n");
  CHECK(out({"check", "--as", "filter", "--encoded", "--plus-is-blank", "name+eq+'a+b'"}) == "name%20eq%20'a%20b'\n");
  CHECK(out({"check", "--as", "orderby", "createdDateTime  desc"}) == "createdDateTime desc\n");
  CHECK(out({"check", "--syntax-only", "$filter=anything eq 1"}) == "$filter=anything%20eq%201\n");
  CHECK(out({"check", "--local", "$orderby=status"}) == "$orderby=status\n");
  CHECK(out({"check", "--no-schema", "$filter=anything eq 1"}) == "$filter=anything%20eq%201\n");
  CHECK(out({"check", "--as", "literal", "--type", "Edm.Byte", "+255"}) == "255\n");
  CHECK(out({"check", "--as", "literal", "--type", "ReferralStatus", "'New'"}) == "'New'\n");
  CHECK(out({"check", "--odata-version", "4.0", "--as", "filter", "status eq 'New'"}).find(".ReferralStatus'New'\n")
        != std::string::npos);
}

TEST_CASE("cli: warnings go to standard error and change no status") {
  if (no_program()) return;
  const Ran ran = tamis_with({"check", "--as", "filter", " status eq 'New'"});
  CHECK(ran.status == 0);
  CHECK(ran.out == "status eq 'New'\n");
  CHECK(ran.err.find("surrounding-blanks") != std::string::npos);
  CHECK(tamis_with({"check", "--quiet", "--as", "filter", " status eq 'New'"}).err == "");
  const Ran as_json = tamis_with({"check", "--json", "--as", "filter", " status eq 'New'"});
  CHECK(boost::json::parse(as_json.err).at(0).at("severity") == "warning");
}

TEST_CASE("cli: diagnostics for people and as JSON") {
  if (no_program()) return;
  const Ran drawn = tamis_with({"filter", "statuss eq 'New'"});
  CHECK(drawn.err.find("error[unknown-property]") != std::string::npos);
  CHECK(drawn.err.find("^^^^^^^") != std::string::npos);
  CHECK(drawn.err.find('\x1b') == std::string::npos);  // no terminal, no colour
  const Ran as_json = tamis_with({"filter", "--json", "statuss eq 'New'"});
  const boost::json::value found = boost::json::parse(as_json.err);
  CHECK(found.at(0).at("code") == "unknown-property");
  CHECK(found.at(0).at("offset") == 0);
  CHECK(found.at(0).at("length") == 7);
  // What strangers wrote is shown, not obeyed.
  CHECK(tamis_with({"filter", "a \x1b[31m"}).err.find('\x1b') == std::string::npos);
}

TEST_CASE("cli: ast and schema") {
  if (no_program()) return;
  CHECK(tamis_with({"ast", "a eq 1"}).out.find("eq") != std::string::npos);
  CHECK(boost::json::parse(tamis_with({"ast", "a eq 1", "--json"}).out).at("kind") == "operation");
  CHECK(tamis_with({"ast", "a eq 1", "--dot"}).out.substr(0, 7) == "digraph");
  CHECK(tamis_with({"ast", "--as", "query", "$filter=a eq 1"}).status == 0);
  CHECK(tamis_with({"schema", "ReferralStatus"}).out.find("New = ") != std::string::npos);
  const boost::json::value referral = boost::json::parse(tamis_with({"schema", "Referral", "--json"}).out);
  CHECK(referral.at("key").at(0) == "id");
  CHECK(boost::json::parse(tamis_with({"schema", "--json"}).out).at("entitySets").at(0).at("name") == "referrals");
}

TEST_CASE("cli: schema describes types, facets and rules") {
  if (no_program()) return;
  const std::string facets = TAMIS_TEST_DATA_DIR "/data/facets.csdl.json",
                    every_type = TAMIS_TEST_DATA_DIR "/data/every-type.csdl.xml";
  const std::string all = tamis_with({"schema", "--schema", facets}).out;
  for (const char* line :
       {"Ts: entity set of N.T\n", "  refuses      $orderby\n", "One: singleton of N.T\n",
        "  orders by    id, when, name, price, rate\n", "N.T: entity type, key id\n",
        "  when   Edm.DateTimeOffset(3)  not null  filter\n", "  name   Edm.String(9)          not null\n",
        "  price  Edm.Decimal(5,1)       not null  filter\n"}) {
    CAPTURE(line);
    CHECK(all.find(line) != std::string::npos);
  }
  const boost::json::value json = boost::json::parse(tamis_with({"schema", "--schema", facets, "T", "--json"}).out);
  const auto property = [&](std::size_t index) { return json.at("properties").at(index).as_object(); };
  CHECK(property(1).at("precision") == 3);
  CHECK(property(2).at("maxLength") == 9);
  CHECK_FALSE(property(2).at("filter").as_bool());
  CHECK(property(3).at("srid") == 7);
  CHECK(property(4).at("srid") == "variable");
  CHECK(property(5).at("scale") == 1);
  CHECK(property(6).at("scale") == "floating");
  CHECK(property(7).at("navigation").as_bool());
  const auto first_line = [&](const char* type) {
    const std::string text = tamis_with({"schema", "--schema", every_type, type}).out;
    return text.substr(0, text.find('\n'));
  };
  CHECK(first_line("PostalAddress") == "Ns.PostalAddress: complex type based on Ns.Address");
  CHECK(first_line("Tags") == "Ns.Tags: complex type, open");
  CHECK(first_line("Employee") == "Ns.Employee: entity type based on Ns.Person, key Id");
  CHECK(first_line("Access") == "Ns.Access: enumeration of Edm.Int64, flags");
  CHECK(tamis_with({"schema", "--schema", every_type, "Everything"}).out.find("Edm.Decimal(34,variable)")
        != std::string::npos);
  // What is said to be ordered by is right, and what has no order is not said to be.
  const auto everything =
      boost::json::parse(tamis_with({"schema", "--schema", every_type, "Everything", "--json"}).out);
  std::string ordered;
  for (const auto& described : everything.at("properties").as_array()) {
    const auto* by = described.as_object().if_contains("orderby");
    if (by != nullptr && by->as_bool()) ordered += "$orderby=" + std::string(described.at("name").as_string()) + "\n";
  }
  CHECK(ordered.find("$orderby=String\n") != std::string::npos);
  CHECK(tamis_with({"check", "--lines", "--schema", every_type}, ordered).out.find("\"ok\":false")
        == std::string::npos);
  CHECK(tamis_with({"schema", "--schema", every_type, "Everything"}).out.find("not null  filter\n  Untyped ")
        != std::string::npos);  // the stream
  const auto based = boost::json::parse(tamis_with({"schema", "--schema", every_type, "Employee", "--json"}).out);
  CHECK(based.at("base") == "Ns.Person");
  CHECK(tamis_with({"schema", "--no-schema"}).out
        == "no schema: any name is a property, types are found in the records\n");
  check_refused(tamis_with({"schema", "--schema", facets, "Digits"}), 2);
}

TEST_CASE("cli: schemas written as CSDL, and schemas in several documents") {
  const TemporaryDirectory directory;
  const std::string main = directory.write("main.json", R"({"$Version":"4.01","$Reference":{"o":{"$Include":[
    {"$Namespace":"O"}]}},"N":{"T":{"$Kind":"EntityType","$BaseType":"O.B"},
    "C":{"$Kind":"EntityContainer","Ts":{"$Collection":true,"$Type":"N.T"}}}})");
  const std::string other = directory.write(
      "other.json", R"({"$Version":"4.01","O":{"B":{"$Kind":"EntityType","n":{"$Type":"Edm.Int32"}}}})");
  const std::string bad = directory.write("bad.json", R"({"$Version":"4.01","O":{"B":{"$Kind":"EntityTipe"}}})");
  CHECK(tamis_with({"filter", "--schema", main, "--schema", other, "n gt 1", "-o", "count"}, "{\"n\":2}").out == "1\n");
  check_refused(tamis_with({"filter", "--schema", main, "n gt 1"}, "{\"n\":2}"), 4);
  const Ran refused = tamis_with({"filter", "--schema", main, "--schema", bad, "n gt 1"}, "{\"n\":2}");
  CHECK(refused.status == 4);
  CHECK(refused.err.find("bad.json") != std::string::npos);
  const std::string json = tamis_with({"schema", "--schema", main, "--schema", other, "--csdl-json"}).out;
  const std::string one = directory.write("one.json", json);
  CHECK(tamis_with({"schema", "--schema", one, "--csdl-json"}).out == json);
#if TAMIS_CSDL_XML
  const std::string xml = directory.write("one.xml", tamis_with({"schema", "--schema", one, "--csdl-xml"}).out);
  CHECK(tamis_with({"schema", "--schema", xml, "--csdl-json"}).out == json);
#endif
  check_refused(tamis_with({"schema", "--csdl-json", "Referral"}), 2);
  check_refused(tamis_with({"schema", "--csdl-json", "--csdl-xml"}), 2);
}

TEST_CASE("cli: a schema of one's own") {
  if (no_program()) return;
  const TemporaryDirectory directory;
  const std::string schema = directory.write("schema.json", R"({"$Version":"4.01","N":{
      "T":{"$Kind":"EntityType","$Key":["k"],"k":{},"n":{"$Type":"Edm.Int32","$Nullable":true}},
      "C":{"$Kind":"EntityContainer","Ts":{"$Collection":true,"$Type":"N.T"}}},"$EntityContainer":"N.C"})");
  const Ran ran =
      tamis_with({"filter", "--schema", schema, "n gt 1", "-o", "ids"}, "{\"k\":\"a\",\"n\":1}\n{\"k\":\"b\",\"n\":2}");
  CHECK(ran.err == "");
  CHECK(ran.out == "b\n");
  check_refused(tamis_with({"filter", "--schema", schema, "status eq 'New'"}), 3);
#if TAMIS_CSDL_XML
  const std::string every_type = std::string(TAMIS_TEST_DATA_DIR) + "/data/every-type.csdl.xml";
  CHECK(tamis_with({"filter", "--schema", every_type, "--type", "Ns.Person", "Born gt 2000-01-01"},
                   "{\"Id\":1,\"Born\":\"2001-01-01\"}")
            .out
        == "{\"Id\":1,\"Born\":\"2001-01-01\"}\n");
#endif
  check_refused(tamis_with({"filter", "--schema", directory.write("x.xml", "<edmx:Edmx/>"), "true"}), 4);
  check_refused(tamis_with({"filter", "--schema", directory.write("x.json", "{}x"), "true"}), 4);
  CHECK(tamis_with({"filter", "--no-schema", "anything gt 1"}, "{\"anything\":2}").out == "{\"anything\":2}\n");
}

TEST_CASE("cli: absent members") {
  if (no_program()) return;
  CHECK(tamis_with({"filter", "name eq null", "-o", "ids"}, ndjson).out == "b\n");
  CHECK(tamis_with({"filter", "name eq null", "-o", "ids", "--absent", "unknown"}, ndjson).out == "");
  CHECK(tamis_with({"filter", "name eq null", "-o", "ids", "--absent", "error"}, ndjson).status == 4);
}

TEST_CASE("cli: help and version") {
  if (no_program()) return;
  const Ran version = tamis_with({"--version"});
  CHECK(version.status == 0);
  CHECK(version.out.substr(0, 6) == "tamis ");
  for (const Words& words : std::vector<Words>{{"--help"},
                                               {"filter", "--help"},
                                               {"query", "--help"},
                                               {"check", "--help"},
                                               {"url", "--help"},
                                               {"ast", "--help"},
                                               {"schema", "--help"}}) {
    CAPTURE(words);
    const Ran help = tamis_with(words);
    CHECK(help.status == 0);
    CHECK(help.err == "");
    CHECK(help.out.find("Examples:") != std::string::npos);
  }
}

TEST_CASE("cli: eval writes the value over each record") {
  if (no_program()) return;
  CHECK(tamis_with({"eval", "details/dealValue mul 2"}, ndjson).out == "21\n4\nnull\n");
  CHECK(tamis_with({"eval", "name"}, line_a).out == "\"caf\xC3\xA9\"\n");
  CHECK(tamis_with({"eval", "details"}, response).out == "{\"dealValue\":10.50}\n{\"dealValue\":2}\nnull\n");
  CHECK(tamis_with({"eval", "--no-schema", "--encoded", "a%20eq%201"}, "{\"a\":1}").out == "true\n");
  check_refused(tamis_with({"eval", "statuss"}, line_a), 3);
  check_refused(tamis_with({"eval"}, line_a), 2);
  const Ran skipped =
      tamis_with({"eval", "--on-error", "skip", "--no-schema", "1 div a"}, "{\"a\":1}\n{\"a\":0}\n{\"a\":2}\n");
  CHECK(skipped.status == 0);
  CHECK(skipped.out == "1\n0\n");
  CHECK(skipped.err.find("division-by-zero") != std::string::npos);
  const Ran stopped = tamis_with({"eval", "--no-schema", "1 div a"}, "{\"a\":1}\n{\"a\":0}\n{\"a\":2}\n");
  CHECK(stopped.status == 4);
  CHECK(stopped.out == "1\n");
}

TEST_CASE("cli: --no-warning takes one code and leaves the query alone") {
  if (no_program()) return;
  const Ran ran = tamis_with({"check", "--no-warning", "recommended-option", "--no-warning", "keeps-null", "$top=1"});
  CHECK(ran.status == 0);
  CHECK(ran.out == "$top=1\n");
  CHECK(ran.err == "");
  CHECK(tamis_with({"check", "--no-warning", "nonsense", "$top=1"}).status == 2);
}

TEST_CASE("cli: a command that does not exist is named, with one that is meant") {
  if (no_program()) return;
  const std::string all = "There are filter, query, check, url, eval, ast, complete, schema, completion, manual";
  const std::string more = " (`tamis --help` says more)\n";
  CHECK(tamis_with({"fliter", "true"}).err == "tamis: there is no command 'fliter'; did you mean 'filter'?" + more);
  CHECK(tamis_with({"uri"}).err == "tamis: there is no command 'uri'; did you mean 'url'?" + more);
  CHECK(tamis_with({"status eq 'New'", "x.json"}).err == "tamis: there is no command 'status eq 'New''. " + all + more);
  CHECK(tamis_with({""}).err == "tamis: there is no command ''. " + all + more);
  CHECK(tamis_with({}).err == "tamis: which command? " + all + more);
  CHECK(tamis_with({"a\x1b[31m"}).err.find('\x1b') == std::string::npos);
}

TEST_CASE("cli: texts that begin with - go after --, as the help says") {
  if (no_program()) return;
  CHECK(tamis_with({"check", "--as", "expression", "--no-schema", "--", "-n lt 0"}).out == "-n lt 0\n");
  CHECK(tamis_with({"filter", "--no-schema", "--", "-n lt 0"}, "{\"n\":1}").out == "{\"n\":1}\n");
  for (const char* command : {"check", "filter", "eval"}) {
    CAPTURE(command);
    CHECK(tamis_with({command, "--help"}).out.find("goes after --") != std::string::npos);
  }
}

TEST_CASE("cli: parameter aliases") {
  if (no_program()) return;
  const auto ids = [](const std::string& filter, const Words& aliases) {
    Words words{"filter", filter, "-o", "ids"};
    for (const std::string& alias : aliases)
      words.insert(words.end(), {"--alias", alias});
    return tamis_with(words, ndjson);
  };
  CHECK(ids("status eq @s", {"@s='New'"}).out == "a\nc\n");
  CHECK(ids("status eq @s and details/dealValue gt @v", {"@s='New'", "@v=10.4"}).out == "a\n");
  CHECK(ids("status in @s", {"@s=[\"New\",\"Closed\"]"}).out == "a\nb\nc\n");
  CHECK(ids("createdDateTime eq @t", {"@t=null"}).out == "a\nb\nc\n");
  CHECK(ids("@t lt now()", {"@t=2024-01-01T00:00:00Z"}).out == "a\nb\nc\n");
  CHECK(tamis_with({"query", "$filter=id eq @i&$select=id&@i='a'", "--alias", "@i='b'"}, ndjson).out
        == "{\"id\":\"b\"}\n");
  CHECK(tamis_with({"eval", "@n add 1", "--alias", "@n=2"}, "{}").out == "3\n");
  const TemporaryDirectory directory;
  const Words lines{"eval", "--lines", "--alias", "@n=2", directory.write("one", "{}")};
  CHECK(tamis_with(lines, "@n\n-@n\n").out.find("[-2]") != std::string::npos);

  const auto exact = [&](const std::string& filter, const std::string& alias, const std::string& record) {
    return tamis_with({"filter", filter, "--alias", alias, "-o", "count"}, record).out;
  };
  const std::string deal = R"({"details":{"dealValue":1234567.12345678901234567}})";
  CHECK(exact("details/dealValue eq @v", "@v=1234567.12345678901234567", deal) == "1\n");
  CHECK(exact("details/dealValue lt @m", "@m=INF", deal) == "1\n");
  const auto value = [&](const std::string& text, const Words& aliases) {
    Words words{"eval", "--no-schema", text};
    for (const std::string& alias : aliases)
      words.insert(words.end(), {"--alias", alias});
    return tamis_with(words, "{}").out;
  };
  CHECK(value("@a div 2", {"@a=7.0"}) == "3.5\n");
  CHECK(value("@a div 2", {"@a=7e0"}) == "3.5\n");
  CHECK(value("@a div 0", {"@a=1e0"}) == "\"INF\"\n");
  CHECK(value("@n eq @n", {"@n=NaN"}) == "false\n");
  CHECK(value("@t eq @s", {"@t=2024-01-01T00:00:00Z", "@s=2024-01-01T02:00:00+02:00"}) == "true\n");
  CHECK(value("@d gt 'PT30M'", {"@d=duration'PT1H'"}) == "true\n");
  CHECK(value("@d gt duration'PT30M'", {"@d='PT1H'"}) == "true\n");

  const Ran mistyped = tamis_with({"eval", "--no-schema", "length(@d)", "--alias", "@d=duration'PT60M'"}, "{}");
  check_refused(mistyped, 3);
  CHECK(mistyped.err.find("length(@d)&@d=duration'PT60M'") != std::string::npos);

  const Ran unused = ids("id eq 'b'", {"@s='New'"});
  CHECK(unused.out == "b\n");
  CHECK(unused.err == "tamis: nothing names the alias @s\n");
  for (const char* wrong : {"s='New'", "@s", "@='New'", "@1='New'", "@s t='New'"}) {
    CAPTURE(wrong);
    check_refused(ids("status eq @s", {wrong}), 2);
  }
  check_refused(ids("status eq @s", {"@s='New'", "@s='Old'"}), 2);
  for (const char* wrong : {"@s=New", "@s=", "@s='New", "@s=@t", "@s=1 div 0", "@s=$it/id", "@s='a'&@t='b'"}) {
    CAPTURE(wrong);
    check_refused(ids("status eq @s", {wrong}), 3);
  }
  check_refused(ids("createdDateTime gt @t", {"@t='soon'"}), 3);  // as in a query
}
