// Candidates of each kind that may stand where an operand or a step of a path is wanted.
#include <algorithm>

#include "src/bind/signature.hpp"
#include "src/complete/proposals.hpp"

namespace tamis {
inline namespace v0 {

using grammar::Function;
using grammar::FunctionRow;
using grammar::Operand;

namespace {

constexpr Worth by_path = 20;  ///< fits only with something behind it
constexpr Worth not_documented = 100;
constexpr std::size_t longest_path = 3;

/// A call of the function that is right wherever its result is.
std::string sample_call(const FunctionRow& row) {
  std::string call(row.name);
  if (row.id == Function::cast || row.id == Function::isof) return call + "(null,Edm.Untyped)";
  if (row.id == Function::case_) return call + "(true:null)";
  call += '(';
  for (std::size_t i = 0; i < row.least; ++i)
    call += i == 0 ? "null" : ",null";
  return call + ")";
}

}  // namespace

// ---- trying operands ----

/// The service accepts some paths and refuses others of the same type, so each is tried.
bool Proposals::is_one_by_one() const noexcept { return trial_.service_rules; }

// What may stand behind an operand of a type to make another type of it. The empty text comes first.
const std::vector<std::string>& Proposals::tails(const Type& type) {
  const Class key{type.kind, type.collection, type.definition, true};
  const auto known = tails_.find(key);
  if (known != tails_.end()) return known->second;
  std::vector<std::string> out{""};
  struct Step {
    std::string path;
    Type type;
    std::size_t length;
  };
  std::vector<Step> steps{{"", type, 0}};
  std::vector<Type> seen;
  const bool item = place_.inner().reading == Reading::select || place_.inner().reading == Reading::expand;
  for (std::size_t next = 0; next < steps.size(); ++next) {
    const Step step = steps[next];
    if (step.type.collection && !item) {
      out.push_back(step.path + "/$count");
      out.push_back(step.path + "/any()");
      continue;
    }
    if (step.type.kind != TypeKind::structured || step.length == longest_path) continue;
    for (const Property& property : schema_.structured_types()[step.type.definition].properties) {
      if (std::find(seen.begin(), seen.end(), property.type) != seen.end() && !item) continue;
      if (item && !property.navigation && property.type.kind != TypeKind::structured) continue;
      seen.push_back(property.type);
      const std::string path = step.path + "/" + property.name;
      out.push_back(path);
      if (seen.size() < 64) steps.push_back({path, property.type, step.length + 1});
    }
  }
  return tails_.emplace(key, std::move(out)).first->second;
}

Proposals::Tried Proposals::try_tails(std::string_view sample, const Type& type) {
  const auto attempt = [&](const std::string& tail) {
    const std::string text = std::string(sample) + tail;
    Verdict verdict = trial_(text + closing_, sample.size());
    const bool nested = place_.levels.size() > 1 && place_.levels.front().reading == Reading::orderby;
    if (!verdict.right && nested) verdict = trial_(text + closing_whole_, sample.size());
    return verdict;
  };
  for (const std::string& tail : tails(type))
    if (const Verdict verdict = attempt(tail); verdict.right) return {true, tail.empty(), verdict.documented};
  // The difference of two times, and the product of a number and a duration, are durations.
  const bool time = type.kind == TypeKind::date || type.kind == TypeKind::date_time_offset;
  std::string tail;
  if (time) tail = " sub " + std::string(sample);
  if (is_numeric(type.kind)) tail = " mul duration'PT1S'";
  if (type.collection || tail.empty()) return {};
  const Verdict verdict = attempt(tail);
  return {verdict.right, false, verdict.documented};
}

Proposals::Tried Proposals::try_operand(std::string_view sample, const Type& type, bool ordered) {
  if (is_one_by_one()) return try_tails(sample, type);
  const Class key{type.kind, type.collection, type.definition, ordered};
  const auto known = tried_.find(key);
  if (known != tried_.end()) return known->second;
  return tried_.emplace(key, try_tails(sample, type)).first->second;
}

// ---- properties, variables, names ----

void Proposals::add_properties(const Type& of, bool navigation_only) {
  const bool item = place_.inner().reading == Reading::select || place_.inner().reading == Reading::expand;
  if (of.kind != TypeKind::structured || (of.collection && !item)) return;
  for (const Property& property : schema_.structured_types()[of.definition].properties)
    add_property(property, navigation_only);
}

void Proposals::add_property(const Property& property, bool navigation_only) {
  if (!begins_like_token(property.name)) return;
  if (navigation_only && !property.navigation && property.type.kind != TypeKind::structured
      && property.type.kind != TypeKind::stream)
    return;
  // In an item of $expand only navigation properties end a path, whatever their types.
  const Tried tried = navigation_only ? try_tails(property.name, property.type)
                                      : try_operand(property.name, property.type, property.ordered);
  if (!tried.right) return;
  Worth worth = 10;
  if (property.type.collection)
    worth = 14;
  else if (property.type.kind == TypeKind::structured)
    worth = 13;
  const auto* const pending = place_.inner().pending;
  if (pending != nullptr && pending->id == Operator::not_ && property.type == Type{TypeKind::boolean}) worth = 8;
  if (!tried.direct) worth += by_path;
  if (!tried.documented) worth += not_documented;
  add(worth, {property.navigation ? CandidateKind::navigation : CandidateKind::property,
              property.name,
              property.name,
              {},
              schema_.type_name(property.type),
              property.description});
}

void Proposals::add_computed() {
  for (const auto& computed : around_.computed)
    if (begins_like_token(computed.name) && try_tails(computed.name, computed.type).right)
      add(11,
          {CandidateKind::property, computed.name, computed.name, {}, schema_.type_name(computed.type), "computed"});
}

void Proposals::add_variables() {
  for (const auto& variable : around_.variables)
    if (begins_like_token(variable.name) && try_operand(variable.name, variable.type, true).right)
      add(5, {CandidateKind::variable, variable.name, variable.name, {}, schema_.type_name(variable.type)});
  const bool is_it = around_.subject == trial_.record;
  for (const auto& [name, type] : {std::pair<std::string, Type>{"$it", trial_.record}, {"$this", around_.subject}})
    if ((name == "$it" || !is_it || !token_.empty()) && begins_like_token(name) && try_operand(name, type, true).right)
      add(60, {CandidateKind::variable, name, name, {}, schema_.type_name(type)});
}

// ---- functions ----

void Proposals::add_functions() {
  const bool condition = begins_condition();
  std::map<Operand, Tried> by_result;
  for (const FunctionRow& row : grammar::functions) {
    if (!begins_like_token(row.name)) continue;
    const Operand result = row.signatures[0].result;
    auto known = by_result.find(result);
    if (known == by_result.end()) {
      const std::string call = sample_call(row);
      Verdict verdict = trial_(call + closing_, row.name.size() + 1);
      if (!verdict.right && closing_whole_ != closing_) verdict = trial_(call + closing_whole_, row.name.size() + 1);
      known = by_result.emplace(result, Tried{verdict.right, true, verdict.documented}).first;
    }
    if (!known->second.right) continue;
    const bool boolean = condition && result == Operand::boolean;
    add(result == Operand::special ? 27
        : boolean                  ? 15
                                   : 25,
        {CandidateKind::function,
         std::string(row.name),
         std::string(row.name) + (row.most == 0 ? "()" : "("),
         {},
         signature_text(row),
         "OData 4.01 Part 2 §" + std::string(row.section)});
  }
}

void Proposals::add_service_functions(bool bound) {
  for (const ServiceFunction& function : schema_.functions()) {
    if (bound && !function.bound) continue;
    const std::string name = function.qualified_name;
    if (!begins_like_token(name) || !fits(name + "(", name + "()")) continue;
    std::string detail = name + "(";
    for (const FunctionParameter& parameter : function.parameters)
      detail += (detail.back() == '(' ? "" : ", ") + parameter.name + ": " + schema_.type_name(parameter.type);
    add(26, {CandidateKind::function, name, name + "(", {}, detail + "): " + schema_.type_name(function.result)});
  }
  for (const OperationImport& import : schema_.function_imports())
    if (!bound && begins_like_token(import.name) && fits(import.name + "(", import.name + "()"))
      add(26, {CandidateKind::function, import.name, import.name + "(", {}, import.operation});
}

// ---- words ----

void Proposals::add_words() {
  const bool boolean = around_.beside.kind == TypeKind::boolean && !around_.beside.collection;
  for (const auto* word : {"true", "false"})
    add_word(boolean ? 1 : 40, CandidateKind::keyword, word, "");
  add_word(boolean ? 2 : 41, CandidateKind::keyword, "null", "");
  const auto& row = grammar::row(Operator::not_);
  if (begins_like_token(row.keyword) && fits(row.keyword, "not null"))
    add(28, {CandidateKind::operator_,
             std::string(row.keyword),
             std::string(row.keyword),
             {},
             {},
             "OData 4.01 Part 2 §" + std::string(row.section)});
}

void Proposals::add_casts(const Type& from) {
  if (from.kind != TypeKind::structured) return;
  for (std::uint32_t i = 0; i < schema_.structured_types().size(); ++i) {
    const StructuredType& type = schema_.structured_types()[i];
    if (i == from.definition || !schema_.derives_from(i, from.definition) || !begins_like_token(type.qualified_name))
      continue;
    if (try_tails(type.qualified_name, {TypeKind::structured, from.collection, true, i}).right)
      add(45, {CandidateKind::type, type.qualified_name, type.qualified_name, {}});
  }
}

// The members of the enumeration on the other side; of a named one where its name stands in front of the quote.
void Proposals::add_members() {
  const std::size_t quote_at = token_.find('\'');
  const std::string_view prefix = token_.substr(0, quote_at == std::string_view::npos ? 0 : quote_at);
  std::optional<Type> type = around_.beside;
  if (!prefix.empty()) type = schema_.find_type(prefix);
  if (!type || type->kind != TypeKind::enumeration || type->collection) return;
  const EnumType& enumeration = schema_.enum_types()[type->definition];
  std::string_view written = quote_at == std::string_view::npos ? std::string_view() : token_.substr(quote_at + 1);
  written = written.substr(0, written.rfind(',') + 1);  // of flags: the members in front
  bool first = true, right = false;
  for (const EnumMember& member : enumeration.members) {
    const std::string insert = std::string(prefix) + "'" + std::string(written) + member.name + "'";
    const std::string qualified = enumeration.qualified_name + "'" + member.name + "'";
    const bool bare = begins_like_token(insert) || (prefix.empty() && begins_like_token(member.name));
    const bool in_full = quote_at == std::string_view::npos && begins_like_token(qualified);
    if (!bare && !in_full) continue;
    if (first || !written.empty()) right = fits(insert, insert);
    first = false;
    if (!right) continue;
    if (bare) add(0, {CandidateKind::member, member.name, insert, {}, enumeration.qualified_name});
    if (in_full) add(70, {CandidateKind::member, qualified, qualified, {}, enumeration.qualified_name});
  }
}

}  // namespace v0
}  // namespace tamis
