// The dictionary of fuzz targets that read expressions is made from the tables of the grammar: made anew and compared
// with the file. TAMIS_REWRITE_GOLDEN=1 in the environment writes it.
#include <doctest/doctest.h>

#include <cstdlib>
#include <fstream>
#include <set>
#include <sstream>
#include <string>

#include "grammar/functions.hpp"
#include "grammar/operators.hpp"
#include "tamis/schema.hpp"
#include "tamis/tree.hpp"

namespace {

/// One entry; only quotes and backslashes need a backslash in front.
std::string entry(std::string_view text) {
  std::string line = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') line += '\\';
    line += c;
  }
  return line += "\"\n";
}

std::string dictionary() {
  using namespace tamis;
  std::set<std::string> entries;
  for (const auto& row : grammar::operators)
    entries.insert(
        entry(row.arity == grammar::Arity::prefix ? std::string(row.keyword) : " " + std::string(row.keyword) + " "));
  for (const auto& row : grammar::functions)
    entries.insert(entry(std::string(row.name) + "("));
  for (unsigned option = 0; option <= static_cast<unsigned>(Option::id); ++option)
    entries.insert(entry(std::string(name(static_cast<Option>(option))) + "="));
  for (const auto& property :
       referral_schema().structured_types()[referral_schema().default_type().definition].properties)
    entries.insert(entry(property.name));
  // What the tables do not list: segments, punctuation, and a literal of each kind.
  for (const std::string_view text : {"/any(x:",
                                      "/all(x:",
                                      "/$count",
                                      "/$filter(",
                                      "$it",
                                      "$this",
                                      "$root/",
                                      "@a",
                                      "&@a=",
                                      " asc",
                                      " desc",
                                      " as ",
                                      "not ",
                                      " in (",
                                      "($expand=",
                                      "($select=",
                                      "($levels=max)",
                                      "/$ref",
                                      "NOT ",
                                      " OR ",
                                      "%27",
                                      "%25",
                                      "%2F",
                                      "null",
                                      "true",
                                      "false",
                                      "'a''b'",
                                      "1.5",
                                      "-1e-3",
                                      "NaN",
                                      "INF",
                                      "9223372036854775808",
                                      "2020-02-29",
                                      "2020-02-29T23:59:59.999999999999Z",
                                      "23:59:60",
                                      "duration'P1DT2H3M4.5S'",
                                      "binary'AA'",
                                      "01234567-89ab-cdef-0123-456789abcdef",
                                      "geography'SRID=4326;Point(1 2)'",
                                      "geometry'SRID=0;Polygon((0 0,1 0,0 1,0 0))'",
                                      "[1,\"a\"]",
                                      "{\"a\":",
                                      "Edm.String",
                                      "Collection(Edm.Int32)",
                                      "T.Colour'Red'",
                                      "@odata.type"})
    entries.insert(entry(text));
  std::string text = "# Made from the tables in grammar/ by tests/fuzz_dictionary_test.cpp.\n";
  for (const std::string& line : entries)
    text += line;
  return text;
}

}  // namespace

TEST_CASE("the dictionary for fuzzing is made from the tables") {
  const std::string file = TAMIS_SOURCE_DIR "/fuzz/expression.dict";
  if (std::getenv("TAMIS_REWRITE_GOLDEN") != nullptr) std::ofstream(file, std::ios::binary) << dictionary();
  std::ifstream in(file, std::ios::binary);
  std::stringstream written;
  written << in.rdbuf();
  CHECK(written.str() == dictionary());
}
