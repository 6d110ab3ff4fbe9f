// complete(): the places of tests/cases/complete/places.json have the candidates that they list; and at every offset of
// the texts of texts.json no candidate is wrong, and what the author wrote is among them.
#include <algorithm>
#include <boost/json.hpp>
#include <cctype>
#include <chrono>
#include <fstream>
#include <iterator>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include <doctest/doctest.h>

#include "tamis/tamis.hpp"
#include "tests/support/sanitizer.hpp"
#include "tests/support/text_kind.hpp"

namespace {

namespace json = boost::json;
using namespace tamis;

std::string read_file(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  std::stringstream text;
  text << in.rdbuf();
  return text.str();
}

json::value cases(const std::string& name) {
  return json::parse(read_file(std::string(TAMIS_TEST_DATA_DIR) + "/cases/complete/" + name));
}

std::string word(const json::object& in, std::string_view name, std::string_view standard) {
  const json::value* const found = in.if_contains({name.data(), name.size()});
  return found == nullptr ? std::string(standard) : std::string(found->as_string());
}

bool flag(const json::object& in, std::string_view name) {
  const json::value* const found = in.if_contains({name.data(), name.size()});
  return found != nullptr && found->as_bool();
}

const Schema& schema_named(const std::string& name) {
  static const Schema hiking =
      Schema::from_csdl(read_file(std::string(TAMIS_TEST_DATA_DIR) + "/data/hiking.csdl.json")).value();
  static const Schema none;
  return name == "hiking" ? hiking : name == "none" ? none : referral_schema();
}

/// How a case is to be read.
struct Setting {
  const Schema& schema;
  CompleteOptions completing{};
  CheckOptions checking{};

  explicit Setting(const json::object& from) : schema(schema_named(word(from, "schema", "referral"))) {
    completing.as = checking.as = tests::text_kind(word(from, "as", "filter"));
    completing.type = checking.type = word(from, "type", "");
    completing.service_rules = checking.service_rules = flag(from, "service_rules");
  }
  bool is_query() const { return checking.as == TextKind::query; }
  std::vector<Candidate> complete(const std::string& text, std::size_t offset) const {
    return v0::complete(text, offset, schema, completing);
  }
};

std::vector<std::string> strings(const json::object& from, std::string_view name) {
  std::vector<std::string> out;
  if (const json::value* const list = from.if_contains({name.data(), name.size()}))
    for (const json::value& item : list->as_array())
      out.emplace_back(item.as_string());
  return out;
}

std::vector<std::string> inserts(const std::vector<Candidate>& candidates) {
  std::vector<std::string> out;
  for (const Candidate& candidate : candidates)
    out.push_back(candidate.insert);
  return out;
}

std::string joined(const std::vector<std::string>& words) {
  std::string out;
  for (const std::string& one : words)
    out += one + " ";
  return out;
}

// ---- whether a text can be continued to a right one, found out through check() alone ----

/// What may come next, by the words of the syntax error at the end of a text.
std::vector<std::string> next_words(const std::string& message) {
  static const std::vector<std::pair<std::string_view, std::vector<std::string>>> table = {
      {"')'", {")"}},
      {"']'", {"]"}},
      {"','", {",null", ",Edm.Untyped"}},
      {"':'", {":null", ":true"}},
      {"a blank and an expression", {" null", " '0'"}},
      {"an expression", {"null", "(null)"}},
      {"a literal", {"null"}},
      {"a type name", {"Edm.Untyped"}},
      {"a range variable", {"zz:true"}},
      {"'as' and a name", {" as zz"}},
      {"a blank and a name", {" zz"}},
      {"a blank", {" "}},
      {"a name", {"zz"}},
      {"an enumeration literal", {"'0'"}},
      {"true or false", {"true"}},
      {"a number", {"1"}},
      {"a positive number", {"1"}},
      {"'='", {"=1"}},
      {"a navigation property", {"*"}},
      {"a property name", {"*"}},
      {"media type", {"json"}},
      {"the option's value", {"=1"}},
  };
  std::vector<std::string> out;
  for (const auto& [label, words] : table)
    if (message.find(label) != std::string::npos) out.insert(out.end(), words.begin(), words.end());
  return out;
}

/// A search for what makes a text right. It knows nothing of how candidates are found.
class Continuation {
 public:
  explicit Continuation(const Setting& setting) : setting_(setting) {}
  /// What stands behind the place: the other options of a query.
  void set_rest(std::string rest) { rest_ = std::move(rest); }

  /// `like`: what texts are alike that most likely end in the same way.
  bool exists(const std::string& text, const std::string& like) {
    std::string& known = known_[like];
    if (is_right(text + known)) return true;
    const std::vector<std::string> all = tails(text);
    // What ended other texts at this place, behind another beginning.
    for (std::size_t i = 0; i < endings_.size(); ++i)
      for (std::size_t j = 0; j < std::min(all.size(), short_tails); ++j)
        if (is_right(text + all[j] + endings_[i])) return known = all[j] + endings_[i], true;
    for (const int tries : {24, 400})  // what is near is found before much is tried
      for (const std::string& tail : all) {
        tries_ = tries;
        if (!search(text, tail, 0, 0)) continue;
        endings_.insert(endings_.begin(), found_.substr(tail.size()));
        if (endings_.size() > 3) endings_.pop_back();
        return known = found_, true;
      }
    return false;
  }
  std::string first_error(const std::string& text) const {
    const auto checked = check(text + rest_, setting_.schema, setting_.checking);
    return checked ? std::string() : render(checked.error());
  }

 private:
  bool is_right(const std::string& text) const {
    return check(text + rest_, setting_.schema, setting_.checking).has_value();
  }

  /// What may make another type of an operand: a path, a count, a difference, a product.
  std::vector<std::string> tails(const std::string& text) const {
    std::vector<std::string> out{
        "",        " eq null", "null)",         "null,null)",         "null,Edm.Untyped)",        ",null)",
        "/$count", "/any()",   "null) eq null", "null,null) eq null", "null,Edm.Untyped) eq null"};
    for (const auto* other : {" mul duration'PT1S'", " null", "*", "1", "true", "json", "1 as zz"})
      out.emplace_back(other);
    std::size_t word = text.size();
    while (word > 0 && std::string_view(" (,:=").find(text[word - 1]) == std::string_view::npos)
      --word;
    out.push_back(" sub " + text.substr(word));
    for (const EntitySet& set : setting_.schema.entity_sets())
      for (const std::string& path : set.rules.sortable_paths)
        out.push_back(path);
    for (const ServiceFunction& function : setting_.schema.functions()) {
      std::string parameters;
      for (std::size_t i = function.bound ? 1 : 0; i < function.parameters.size(); ++i)
        parameters += (parameters.empty() ? "" : ",") + function.parameters[i].name + "=null";
      out.push_back(parameters + ")");
      out.push_back(parameters + ") eq null");
    }
    for (const StructuredType& type : setting_.schema.structured_types())
      add_paths(type, "", 3, out);
    return out;
  }

  void add_paths(const StructuredType& type, const std::string& front, int depth, std::vector<std::string>& out) const {
    for (const Property& property : type.properties) {
      const std::string path = front + "/" + property.name;
      out.push_back(path);
      if (property.type.collection) out.push_back(path + "/$count");
      if (depth > 1 && property.type.kind == TypeKind::structured && !property.type.collection)
        add_paths(setting_.schema.structured_types()[property.type.definition], path, depth - 1, out);
    }
  }

  bool search(const std::string& text, const std::string& tail, int depth, int operators) {
    if (depth > 8 || --tries_ < 0) return false;
    const std::string whole = text + tail;
    const auto checked = check(whole + rest_, setting_.schema, setting_.checking);
    if (checked) return found_ = tail, true;
    const Diagnostic* first = nullptr;
    for (const Diagnostic& d : checked.error())
      if (first == nullptr && d.severity == Severity::error) first = &d;
    const bool unfinished = first != nullptr && first->code == Code::syntax && first->span.offset == whole.size();
    if (unfinished)
      for (const std::string& next : next_words(first->message))
        if (search(text, tail + next, depth + 1, operators)) return true;
    // What is complete but of the wrong type, or could be, may be compared with something.
    if (operators == 1 || first->code == Code::wrong_argument_count
        || (unfinished && first->message.find("an operator") == std::string::npos))
      return false;
    if (first->code == Code::syntax && !unfinished) return false;
    return search(text, tail + " eq null", depth + 1, operators + 1)
        || search(text, tail + " in (null)", depth + 1, operators + 1);
  }

  const Setting& setting_;
  std::string rest_{};
  static constexpr std::size_t short_tails = 11;  ///< those that stand first and are no paths
  std::map<std::string, std::string> known_{};
  std::vector<std::string> endings_{};
  std::string found_{};
  int tries_ = 0;
};

// ---- what an author wrote ----

struct Written {
  std::size_t offset;
  std::string text;
};

bool starts_name(char c) {
  return std::isalpha(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '$' || c == '@';
}
bool continues_name(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '.'; }

/// The words of a text: names, operators, functions, keywords, quoted texts. Not: numbers, dates, and new names.
std::vector<Written> words_of(const std::string& text) {
  std::vector<Written> out;
  for (std::size_t i = 0; i < text.size();) {
    std::size_t end = i + 1;
    if (text[i] == '\'') {
      while (end < text.size() && (text[end] != '\'' || (end + 1 < text.size() && text[end + 1] == '\'')))
        end += text[end] == '\'' ? 2 : 1;
      out.push_back({i, text.substr(i, ++end - i)});
    } else if (starts_name(text[i])) {
      while (end < text.size() && continues_name(text[end]))
        ++end;
      if (end < text.size() && text[end] == '\'') end = text.find('\'', end + 1) + 1;  // Ns.Type'Member', duration'P1D'
      out.push_back({i, text.substr(i, end - i)});
    } else if (std::isdigit(static_cast<unsigned char>(text[i])) != 0) {
      while (end < text.size() && (continues_name(text[end]) || text[end] == '-' || text[end] == ':'))
        ++end;
    }
    i = end;
  }
  return out;
}

/// Whether a word is the author's own: a text, a duration, a new name, a part of a URL's path.
bool is_free(const std::string& text, const Written& written, const Schema& schema) {
  const std::size_t end = written.offset + written.text.size();
  if (written.offset < text.find('?') && text.find('?') != std::string::npos) return true;
  if (written.offset >= 4 && text.substr(written.offset - 4, 4) == " as ") return true;
  if (written.offset > 0 && text[written.offset - 1] == '(' && end < text.size() && text[end] == ':') return true;
  if (written.text.starts_with('@') && end < text.size() && text[end] == '=') return true;
  if (written.text == "$filter" && written.offset > 0 && text[written.offset - 1] == '/')
    return true;  // only once begun
  if (written.text.starts_with("duration'") || written.text.starts_with("geography'")) return true;
  if (written.text.find('\'') == std::string::npos) return false;
  if (written.text.find(',') != std::string::npos) return true;  // of several members each is offered in its turn
  const std::string member = written.text.substr(written.text.find('\'') + 1);
  const std::string last = member.substr(member.rfind(',') + 1);
  return std::none_of(schema.enum_types().begin(), schema.enum_types().end(),
                      [&](const EnumType& type) { return type.find(last.substr(0, last.size() - 1)) != nullptr; });
}

struct Tally {
  std::size_t texts = 0, offsets = 0, candidates = 0, distinct = 0, words = 0, found = 0;
  std::chrono::nanoseconds total{0}, longest{0};
};

/// Checks all candidates at one offset.
void check_offset(const Setting& setting, const std::string& text, std::size_t offset, Continuation& continuation,
                  std::set<std::string>& known, Tally& tally) {
  CAPTURE(text);
  CAPTURE(offset);
  const auto begin = std::chrono::steady_clock::now();
  const std::vector<Candidate> candidates = setting.complete(text, offset);
  const std::chrono::nanoseconds took = std::chrono::steady_clock::now() - begin;
  tally.total += took;
  tally.longest = std::max(tally.longest, took);
  ++tally.offsets;
  tally.candidates += candidates.size();
  if (offset % 8 == 0) CHECK(to_json(candidates) == to_json(setting.complete(text, offset)));
  const std::size_t ampersand = setting.is_query() ? text.find('&', offset) : std::string::npos;
  const std::size_t before = offset == 0 ? std::string::npos : text.rfind('&', offset - 1);
  const bool computes = text.compare(before == std::string::npos ? 0 : before + 1, 9, "$compute=") == 0;
  const std::string rest = ampersand == std::string::npos || computes ? std::string() : text.substr(ampersand);
  std::set<std::string> labels, written;
  for (const Candidate& candidate : candidates) {
    CHECK(candidate.span.offset <= offset);
    const bool in_percent_sequence = text.find('%', offset < 2 ? 0 : offset - 2) < offset;
    CHECK((candidate.span.end() >= offset || in_percent_sequence));
    CHECK(candidate.span.end() <= text.size());
    CHECK(labels.insert(std::string(name(candidate.kind)) + " " + candidate.label).second);
    CHECK(written.insert(candidate.insert).second);
    const std::string applied = text.substr(0, candidate.span.offset) + candidate.insert;
    if (!known.insert(applied).second) continue;
    ++tally.distinct;
    // The name of an option stands in the place of one that the others may need.
    continuation.set_rest(candidate.kind == CandidateKind::option ? std::string() : rest);
    if (continuation.exists(applied, std::string(name(candidate.kind)) + candidate.detail)) continue;
    FAIL_CHECK("wrong: " << applied << "\n" << continuation.first_error(applied));
  }
}

/// Whether what the author wrote is offered where it begins.
void check_recall(const Setting& setting, const std::string& text, Tally& tally) {
  for (const Written& written : words_of(text)) {
    if (is_free(text, written, setting.schema)) continue;
    ++tally.words;
    const std::vector<std::string> offered = inserts(setting.complete(text, written.offset));
    const bool found = std::any_of(offered.begin(), offered.end(), [&](const std::string& insert) {
      return insert == written.text || insert == written.text + "(" || insert == written.text + "="
          || insert == written.text + ":" || (insert == written.text + "()");
    });
    if (found) ++tally.found;
    if (!found) MESSAGE("not offered: " << written.text << " at " << written.offset << " of " << text);
  }
}

void check_place(const json::object& place) {
  const Setting setting(place);
  std::string text = word(place, "text", "");
  CAPTURE(text);
  const std::size_t offset = text.find('|');
  text.erase(offset, 1);
  const std::vector<Candidate> candidates = setting.complete(text, offset);
  const std::vector<std::string> offered = inserts(candidates);
  CAPTURE(joined(offered));
  const std::vector<std::string> first = strings(place, "first");
  CHECK(std::vector<std::string>(offered.begin(),
                                 offered.begin() + static_cast<std::ptrdiff_t>(std::min(first.size(), offered.size())))
        == first);
  for (const std::string& one : strings(place, "has"))
    CHECK_MESSAGE(std::find(offered.begin(), offered.end(), one) != offered.end(), one);
  for (const std::string& one : strings(place, "not"))
    CHECK_MESSAGE(std::find(offered.begin(), offered.end(), one) == offered.end(), one);
  if (place.contains("only")) {
    std::vector<std::string> only = strings(place, "only"), sorted = offered;
    std::sort(only.begin(), only.end());
    std::sort(sorted.begin(), sorted.end());
    CHECK(sorted == only);
  }
  if (const json::value* const span = place.if_contains("span"))
    for (const Candidate& candidate : candidates) {
      const bool whole =
          candidate.span == Span{span->at(0).to_number<std::uint32_t>(), span->at(1).to_number<std::uint32_t>()};
      CHECK(whole);
    }
}

}  // namespace

TEST_CASE("complete: what is offered at some places, and what is not") {
  const json::value places = cases("places.json");
  REQUIRE(places.as_array().size() > 40);
  for (const json::value& place : places.as_array())
    check_place(place.as_object());
}

TEST_CASE("complete: at every offset of many texts no candidate is wrong, and what the author wrote is offered") {
  // A sanitizer takes ten times as long: there each text has its turn at some of its offsets.
  constexpr std::size_t step = TAMIS_ADDRESS_SANITIZER != 0 ? 8 : 1;
  Tally tally;
  const json::value groups = cases("texts.json");
  for (const json::value& group : groups.as_array()) {
    const Setting setting(group.as_object());
    for (const std::string& text : strings(group.as_object(), "texts")) {
      ++tally.texts;
      const auto right = check(text, setting.schema, setting.checking);
      if (!right) FAIL(render(right.error()));
      std::set<std::string> known;
      Continuation continuation(setting);
      for (std::size_t offset = tally.texts % step; offset <= text.size(); offset += step)
        check_offset(setting, text, offset, continuation, known, tally);
      check_recall(setting, text, tally);
    }
  }
  CHECK(tally.texts >= 140);
  CHECK(tally.found == tally.words);
  const auto microseconds = [](std::chrono::nanoseconds time) { return time.count() / 1000; };
  MESSAGE(tally.texts << " texts, " << tally.offsets << " offsets, " << tally.candidates << " candidates, of which "
                      << tally.distinct << " were continued; " << tally.found << " of " << tally.words
                      << " words offered where they stand; "
                      << microseconds(tally.total) / static_cast<std::int64_t>(tally.offsets) << " us a call, "
                      << microseconds(tally.longest) << " us the longest");
}

TEST_CASE("complete: bad input is no error") {
  for (const std::string& text :
       {std::string("\xFF\xFE"), std::string("a eq '\xC3"), std::string("((((((("), std::string("%"),
        std::string("a eq '"), std::string("$"), std::string("@"), std::string("a."), std::string(200, '('),
        std::string("\0a", 2), std::string("a/$filter("), std::string("in (("), std::string("[{\"a\":")})
    for (int kind = 0; kind <= static_cast<int>(TextKind::literal); ++kind)
      for (const bool encoded : {false, true}) {
        CompleteOptions options;
        options.as = static_cast<TextKind>(kind);
        options.encoded = encoded;
        for (std::size_t offset = 0; offset <= text.size() + 3; ++offset)
          for (const Candidate& candidate : complete(text, offset, referral_schema(), options))
            CHECK(candidate.span.end() <= text.size());
      }
  CompleteOptions unknown;
  unknown.type = "No.Such";
  CHECK(complete("", 0, referral_schema(), unknown).empty());
  CompleteOptions small;
  small.limits.bytes = 4;
  CHECK(complete("status eq ", 10, referral_schema(), small).empty());
}

TEST_CASE("complete: candidates say what they are, also as JSON") {
  const auto found = complete("custo", 5, referral_schema());
  REQUIRE(found.size() == 1);
  CHECK(name(found[0].kind) == "property");
  CHECK(found[0].detail == "PartnerCenter.Referrals.CustomerProfile");
  CHECK(to_json(complete("createdDateTime gt n", 20, referral_schema()))
        == R"json([{"kind":"function","label":"now","insert":"now()","offset":19,"length":1,)json"
           R"json("detail":"now(): Edm.DateTimeOffset","documentation":"OData 4.01 Part 2 §5.1.1.8.9"},)json"
           R"json({"kind":"keyword","label":"null","insert":"null","offset":19,"length":1}])json");
  CHECK(to_json(complete("substring", 9, referral_schema()))
            .find("substring(Edm.String, Edm.Int32[, Edm.Int32]): Edm.String")
        != std::string::npos);
  CHECK(to_json(std::vector<Candidate>{}) == "[]");
}
