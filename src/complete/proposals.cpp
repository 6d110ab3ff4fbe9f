// Which kinds of candidates a place has.
#include "src/complete/proposals.hpp"

#include <algorithm>
#include <utility>

#include "grammar/options.hpp"

namespace tamis {
inline namespace v0 {

namespace {

char lower(char c) noexcept { return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c; }

std::string section(std::string_view number) { return "OData 4.01 Part 2 §" + std::string(number); }

/// A value that an option takes, to try its name with.
std::string sample_value(Option option) {
  switch (option) {
    case Option::filter:
    case Option::count: return "true";
    case Option::select:
    case Option::expand:
    case Option::schemaversion: return "*";
    case Option::compute: return "1 as zz_";
    case Option::orderby: return "null";
    case Option::search: return "x";
    case Option::format: return "json";
    default: return "1";
  }
}

/// What is missing behind an operator.
std::string_view right_operand(Operator op) noexcept {
  return op == Operator::in ? " (null)" : op == Operator::has ? " '0'" : " null";
}

Worth worth_of(Operator op, bool behind_condition) noexcept {
  switch (grammar::row(op).precedence) {
    case grammar::Precedence::conditional_and: return 0;
    case grammar::Precedence::conditional_or: return 1;
    case grammar::Precedence::equality: return behind_condition ? 20 : 5;
    case grammar::Precedence::membership: return 6;
    case grammar::Precedence::relational: return behind_condition ? 21 : 7;
    default: return 8;
  }
}

}  // namespace

std::vector<Candidate> Proposals::find() {
  if (place_.literal) return {};
  closing_ = closing(place_.levels);
  closing_whole_ = closing(place_.levels, true);
  const Level& level = place_.inner();
  if (level.ended) return {};
  switch (level.reading) {
    case Reading::option_name: at_option_name(); break;
    case Reading::select:
    case Reading::expand: at_item(); break;
    case Reading::boolean:
      for (const auto* word : {"true", "false"})
        add_word(0, CandidateKind::keyword, word, "");
      break;
    case Reading::levels: add_word(0, CandidateKind::keyword, "max", ""); break;
    case Reading::format:
      for (const auto* word : {"json", "xml", "atom"})
        add_word(0, CandidateKind::keyword, word, "");
      break;
    case Reading::other: break;
    default:
      if (level.kind == Level::Kind::lambda && !level.colon)
        at_range_variable();
      else if (level.operand)
        at_operator();
      else if (level.path)
        at_segment();
      else
        at_operand();
  }
  std::stable_sort(found_.begin(), found_.end(), [](const Ranked& a, const Ranked& b) { return a.worth < b.worth; });
  std::vector<Candidate> out;
  for (Ranked& ranked : found_) {
    const bool known = std::any_of(out.begin(), out.end(), [&](const Candidate& other) {
      return other.kind == ranked.candidate.kind && other.label == ranked.candidate.label;
    });
    if (!known) out.push_back(std::move(ranked.candidate));
  }
  return out;
}

bool Proposals::is_type_argument() const noexcept {
  const Level& level = place_.inner();
  return level.kind == Level::Kind::call
      && (level.function->id == grammar::Function::cast || level.function->id == grammar::Function::isof)
      && !level.path;
}

/// A condition begins here, so that an operand of any type may be compared with something.
bool Proposals::begins_condition() const noexcept {
  const Level& level = place_.inner();
  if (level.pending != nullptr && level.pending->id == Operator::not_) return true;
  if (level.pending != nullptr && level.pending->precedence > grammar::Precedence::conditional_and) return false;
  return level.condition || level.chained || (level.kind == Level::Kind::group && place_.levels.front().condition);
}

void Proposals::at_operand() {
  const Level& level = place_.inner();
  const bool has = level.pending != nullptr && level.pending->id == Operator::has;
  const bool list = level.kind == Level::Kind::list;
  auto around = look_around(trial_, has ? "'zz_'" : list ? "null" : "zz_", closing_);
  if (!around) return;
  around_ = *std::move(around);
  if (list) around_.beside = around_.beside.element();
  add_members();
  if (has) return;
  if (!place_.quoted && !list) {
    if (is_type_argument()) at_type();
    if (is_type_argument() && level.commas > 0) return;
    add_variables();
    add_computed();
    add_properties(around_.subject, false);
    add_casts(around_.subject);
    add_functions();
    add_service_functions(false);
    for (const std::string& alias : aliases_)
      if (try_tails(alias, {}).right && begins_like_token(alias)) add(12, {CandidateKind::alias, alias, alias, {}});
  }
  if (!place_.quoted) add_words();
}

void Proposals::at_operator() {
  const Level& level = place_.inner();
  // Behind a bracket a missing blank is read as one, with a warning; that is not to be offered.
  if (trial_.value.empty() || (trial_.value.back() != ' ' && trial_.value.back() != '\t')) return;
  const auto word_of = [](const grammar::OperatorRow& row) {
    return std::string(row.keyword) + std::string(right_operand(row.id));
  };
  const bool behind_condition = fits("and", "and null");
  for (const grammar::OperatorRow& row : grammar::operators) {
    if (row.arity == grammar::Arity::prefix || !begins_like_token(row.keyword)) continue;
    if (!fits(row.keyword, word_of(row))) continue;
    add(worth_of(row.id, behind_condition),
        {CandidateKind::operator_, std::string(row.keyword), std::string(row.keyword), {}, {}, section(row.section)});
  }
  if (level.reading == Reading::orderby)
    for (const auto* word : {"desc", "asc"})
      add_word(-1, CandidateKind::keyword, word, "");
  if (level.reading == Reading::compute && begins_like_token("as") && fits("as", ""))  // closing_ has it
    add(-1, {CandidateKind::keyword, "as", "as", {}, "as NAME"});
}

void Proposals::at_segment() {
  auto around = look_around(trial_, "zz_", closing_);
  if (!around) return;
  around_ = *std::move(around);
  if (around_.at_root) {
    for (const EntitySet& set : schema_.entity_sets())
      add_word(0, CandidateKind::entity_set, set.name, "",
               schema_.type_name({TypeKind::structured, !set.singleton, false, set.type}));
    return;
  }
  const Type& source = around_.source;
  if (source.collection || source.kind == TypeKind::dynamic) {
    for (const auto* word : {"any", "all"})
      if (begins_like_token(word) && fits(std::string(word) + "(", std::string(word) + "(zz_:true)"))
        add(0, {CandidateKind::lambda,
                word,
                std::string(word) + "(",
                {},
                std::string(word) + "(item:condition): Edm.Boolean"});
    add_word(1, CandidateKind::keyword, "$count", "", "Edm.Int64");
    // Rare, so only once it has been begun.
    if (!token_.empty() && begins_like_token("$filter") && fits("$filter(", "$filter(true)"))
      add(2, {CandidateKind::keyword, "$filter", "$filter(", {}, schema_.type_name(source)});
  }
  add_properties(source, false);
  add_casts(source);
  add_service_functions(true);
}

void Proposals::at_item() {
  const Level& level = place_.inner();
  if (level.operand) return;
  auto around = look_around(trial_, "zz_", closing_);
  if (!around) return;
  around_ = *std::move(around);
  const Type& of = around_.has_source ? around_.source : around_.subject;
  if (level.reading == Reading::select) add_computed();
  add_properties(of, level.reading == Reading::expand);
  add_casts(of);
  if (!level.path || level.reading == Reading::expand) add_word(40, CandidateKind::keyword, "*", "");
  if (!level.path || level.reading == Reading::select) return;
  for (const auto* word : {"$ref", "$count"})
    add_word(40, CandidateKind::keyword, word, "");
}

void Proposals::at_option_name() {
  if (place_.inner().operand) return;
  const bool dollar = token_.empty() || token_.front() == '$';
  const auto rules =
      std::find_if(schema_.entity_sets().begin(), schema_.entity_sets().end(), [&](const EntitySet& set) {
        return trial_.record.kind == TypeKind::structured && set.type == trial_.record.definition;
      });
  for (std::size_t i = 0; i < static_cast<std::size_t>(Option::alias); ++i) {
    const auto option = static_cast<Option>(i);
    const std::string name = (dollar ? "$" : "") + std::string(grammar::option_word_text(option));
    if (!begins_like_token(name)) continue;
    std::string value = sample_value(option);
    Worth worth = 10;
    if (rules != schema_.entity_sets().end() && place_.levels.size() == 1) {
      const auto& recommended = rules->rules.recommended;
      if (std::find(recommended.begin(), recommended.end(), "$" + std::string(grammar::option_word_text(option)))
          != recommended.end())
        worth = 0;
      if (option == Option::orderby && !rules->rules.sortable_paths.empty())
        value = rules->rules.sortable_paths.front();
    }
    if (option >= Option::format || option == Option::index) worth = 20;
    if (fits(name + "=", name + "=" + value)) add(worth, {CandidateKind::option, name, name + "=", {}});
  }
}

void Proposals::at_type() {
  // As the only argument: nothing but the bracket is missing.
  std::vector<Level> levels = place_.levels;
  levels.back().commas = 1;
  const std::string around[] = {std::exchange(closing_, closing(levels)),
                                std::exchange(closing_whole_, closing(levels, true))};
  const auto add_type = [&](std::string_view name) {
    const bool begins = begins_like_token(name) || begins_like_token(name.substr(name.rfind('.') + 1));
    if (begins && fits(name, name)) add(30, {CandidateKind::type, std::string(name), std::string(name), {}});
  };
  for (auto kind = static_cast<int>(TypeKind::boolean); kind <= static_cast<int>(TypeKind::geometry_collection); ++kind)
    add_type(edm_name(static_cast<TypeKind>(kind)));
  for (const auto& type : schema_.enum_types())
    add_type(type.qualified_name);
  for (const auto& type : schema_.structured_types())
    add_type(type.qualified_name);
  for (const auto& type : schema_.type_definitions())
    add_type(type.qualified_name);
  closing_ = around[0];
  closing_whole_ = around[1];
}

// A new name is the author's; what is offered is the usual one, the first letter of the collection's.
void Proposals::at_range_variable() {
  if (place_.inner().operand) return;
  const auto around = look_around(trial_, "zz_", closing_);
  if (!around || around->source_name.empty()) return;
  std::string variable(1, lower(around->source_name.front()));
  const auto is_taken = [&] {
    return std::any_of(around->variables.begin(), around->variables.end(),
                       [&](const auto& other) { return other.name == variable; });
  };
  while (is_taken())
    variable += variable.front();
  if (begins_like_token(variable) && fits(variable + ":", variable))  // the colon stands in closing_
    add(0, {CandidateKind::variable, variable, variable + ":", {}});
}

// ---- trying ----

bool Proposals::begins_like_token(std::string_view text) const noexcept {
  return token_.size() <= text.size()
      && std::equal(token_.begin(), token_.end(), text.begin(), [](char a, char b) { return lower(a) == lower(b); });
}

bool Proposals::fits(std::string_view candidate, std::string_view sample) {
  if (trial_(std::string(sample) + closing_, candidate.size()).right) return true;
  return closing_whole_ != closing_ && trial_(std::string(sample) + closing_whole_, candidate.size()).right;
}

void Proposals::add_word(Worth worth, CandidateKind kind, std::string_view word, std::string_view missing,
                         std::string detail) {
  if (begins_like_token(word) && fits(word, std::string(word) + std::string(missing)))
    add(worth, {kind, std::string(word), std::string(word), {}, std::move(detail)});
}

}  // namespace v0
}  // namespace tamis
