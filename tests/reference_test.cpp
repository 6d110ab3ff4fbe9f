// The reference pages of docs/ are made from the tables: each is written anew and compared with the file.
// TAMIS_REWRITE_GOLDEN=1 in the environment writes the files.
#include <doctest/doctest.h>

#include <cstdlib>
#include <fstream>
#include <sstream>
#include <string>

#include "grammar/functions.hpp"
#include "grammar/operators.hpp"
#include "src/bind/signature.hpp"
#include "tamis/tamis.hpp"

namespace {

using tamis::Code;

struct Row {
  std::string_view word, meaning, remedy, example;
};

constexpr Row codes[] = {
#define TAMIS_CODE(identifier, word, meaning, remedy, example) {word, meaning, remedy, example},
    TAMIS_DIAGNOSTIC_CODES(TAMIS_CODE)
#undef TAMIS_CODE
};

bool is_query(std::string_view text) { return text.starts_with('$'); }
bool is_url(std::string_view text) { return text.starts_with("http") || text.starts_with('/'); }

/// What is said about an example.
tamis::Diagnostics diagnose(std::string_view text) {
  tamis::CheckOptions options;
  options.as = is_url(text) ? tamis::TextKind::url : is_query(text) ? tamis::TextKind::query : tamis::TextKind::filter;
  options.service_rules = true;
  auto checked = tamis::check(text, tamis::referral_schema(), options);
  return checked ? std::move(checked->warnings) : std::move(checked).error();
}

std::string diagnostics_page() {
  std::ostringstream page;
  page << "# Diagnostics\n\n"
          "What tamis says about a text or a record: the word of each code, what it means, what to do, and an example "
          "over\n"
          "the embedded schema. Words are stable. Warnings and notes never make a query wrong; `--no-warning CODE` (in "
          "C++:\n"
          "`silenced`) leaves one out. This page is made from the table in `include/tamis/diagnostic_codes.hpp`.\n";
  for (const Row& row : codes) {
    page << "\n## " << row.word << "\n\nMeaning: " << row.meaning << ".  \nRemedy: " << row.remedy << ".\n";
    if (row.example.empty()) continue;
    page << "\n```text\n";
    tamis::Diagnostics found = diagnose(row.example);
    std::erase_if(found.items, [&](const auto& d) { return name(d.code) != row.word; });
    page << tamis::render(found) << "```\n";
  }
  return page.str();
}

std::string language_page() {
  namespace g = tamis::grammar;
  std::ostringstream page;
  page << "# Operators and functions\n\n"
          "What expressions are made of; sections are of OData 4.01 Part 2. This page is made from the tables in\n"
          "`grammar/operators.hpp` and `grammar/functions.hpp`.\n\n"
          "## Operators, loosest first\n\n| operator | section | since |\n|---|---|---|\n";
  for (int level = 0; level <= static_cast<int>(g::Precedence::primary); ++level)
    for (const g::OperatorRow& row : g::operators)
      if (static_cast<int>(row.precedence) == level)
        page << "| `" << row.keyword << "` | " << row.section << " | " << (row.since_4_01 ? "4.01" : "4.0") << " |\n";
  page << "\nOperators of one section of precedence group to the left: `a sub b sub c` is `(a sub b) sub c`.\n\n"
          "## Functions\n\n| function | section | since |\n|---|---|---|\n";
  for (const g::FunctionRow& row : g::functions) {
    std::string text = tamis::signature_text(row);
    for (std::size_t at = 0; (at = text.find("; ", at)) != std::string::npos;)
      text.replace(at, 2, "`<br>`");
    page << "| `" << text << "`";
    page << " | " << row.section << " | " << (row.since_4_01 ? "4.01" : "4.0") << " |\n";
  }
  return page.str();
}

void check_page(const std::string& name, const std::string& fresh) {
  const std::string path = std::string(TAMIS_SOURCE_DIR) + "/docs/" + name;
  if (std::getenv("TAMIS_REWRITE_GOLDEN") != nullptr) std::ofstream(path) << fresh;
  std::ifstream file(path);
  std::ostringstream written;
  written << file.rdbuf();
  CHECK(written.str() == fresh);
}

}  // namespace

TEST_CASE("reference: every example of a code gives that code") {
  for (const Row& row : codes) {
    if (row.example.empty()) continue;
    CAPTURE(row.example);
    bool given = false;
    for (const auto& d : diagnose(row.example))
      given = given || name(d.code) == row.word;
    CHECK(given);
  }
}

TEST_CASE("reference: the page of diagnostics is made from the table") {
  check_page("diagnostics.md", diagnostics_page());
}

TEST_CASE("reference: the page of operators and functions is made from the tables") {
  check_page("operators-and-functions.md", language_page());
}
