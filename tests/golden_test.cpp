// Golden file of rendered diagnostics: every picture that tests/golden/diagnostics.txt holds is drawn anew and
// compared, and every fix is applied. TAMIS_REWRITE_GOLDEN=1 in the environment writes the file; read the difference.
#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "tamis/tamis.hpp"
#include "tests/support/text_kind.hpp"

namespace {

using tamis::Severity;

const std::string golden_file = std::string(TAMIS_TEST_DATA_DIR) + "/golden/diagnostics.txt";

/// `== filter: status == 'New'`, and what is drawn for it up to the next such line.
struct Picture {
  std::string as, text, drawn;
};

std::vector<Picture> pictures() {
  std::ifstream file(golden_file);
  std::vector<Picture> out;
  for (std::string line; std::getline(file, line);) {
    if (line.starts_with("== ")) {
      const std::size_t colon = line.find(": ");
      REQUIRE(colon != std::string::npos);
      out.push_back({line.substr(3, colon - 3), line.substr(colon + 2), ""});
    } else if (!out.empty()) {
      out.back().drawn += line + "\n";
    }
  }
  return out;
}

tamis::Diagnostics diagnose(const Picture& picture, const std::string& text) {
  tamis::CheckOptions options;
  options.as = tamis::tests::text_kind(picture.as);
  options.service_rules = true;
  auto checked = tamis::check(text, tamis::referral_schema(), options);
  return checked ? std::move(checked->warnings) : std::move(checked).error();
}

std::string mended(const tamis::Diagnostics& found) {
  std::vector<tamis::Edit> edits;
  for (const auto& d : found)
    edits.insert(edits.end(), d.fixes.begin(), d.fixes.end());
  std::stable_sort(edits.begin(), edits.end(),
                   [](const auto& a, const auto& b) { return a.span.offset > b.span.offset; });
  std::string text = found.text;
  for (const auto& edit : edits)
    text.replace(edit.span.offset, edit.span.length, edit.replacement);
  return text;
}

}  // namespace

TEST_CASE("golden: diagnostics are drawn as they were") {
  const std::vector<Picture> all = pictures();
  CHECK(all.size() >= 80);
  const bool rewrite = std::getenv("TAMIS_REWRITE_GOLDEN") != nullptr;
  std::ostringstream fresh;
  for (const Picture& picture : all) {
    CAPTURE(picture.text);
    const std::string drawn = tamis::render(diagnose(picture, picture.text));
    if (rewrite)
      fresh << "== " << picture.as << ": " << picture.text << "\n" << drawn << "\n";
    else
      CHECK(drawn + "\n" == picture.drawn);
  }
  if (rewrite) std::ofstream(golden_file) << fresh.str();
}

TEST_CASE("golden: every fix, applied, takes away what it was offered for") {
  std::size_t applied = 0;
  for (const Picture& picture : pictures()) {
    CAPTURE(picture.text);
    const tamis::Diagnostics found = diagnose(picture, picture.text);
    const auto is_error = [](const auto& d) { return d.severity == Severity::error; };
    const bool offers = std::any_of(found.begin(), found.end(), [](const auto& d) { return !d.fixes.empty(); });
    if (!offers) continue;
    ++applied;
    const std::string better = mended(found);
    CAPTURE(better);
    const tamis::Diagnostics after = diagnose(picture, better);
    CHECK(std::none_of(after.begin(), after.end(), is_error));
    for (const auto& d : found)
      if (!d.fixes.empty() && d.severity != Severity::error)
        CHECK(std::none_of(after.begin(), after.end(), [&](const auto& a) { return a.code == d.code; }));
  }
  CHECK(applied >= 50);
}
