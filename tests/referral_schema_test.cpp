// The schema of referrals against what is known of the service: its payloads, the names its documentation has used,
// and sources for every fact. The annotations that it uses are obeyed in any other schema, too.
#include <tamis/tamis.hpp>

#include <doctest/doctest.h>

#include <boost/json.hpp>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "src/schema/csdl/rules.hpp"
#include "src/schema/embedded.hpp"
#include "tests/support/skip.hpp"

namespace {

namespace json = boost::json;
using tamis::Schema;
using tamis::StructuredType;
using tamis::TypeKind;

std::string file(const std::string& name) {
  std::ifstream stream(name, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

/// The suggestion for the one name in an expression that the schema does not have.
std::string suggestion(std::string_view expression) {
  const auto filter = tamis::Filter::compile(expression, tamis::referral_schema());
  if (filter) return "(accepted)";
  for (const auto& diagnostic : filter.error()) {
    if (diagnostic.code == tamis::Code::unknown_property) return diagnostic.suggestion;
  }
  return "(another error)";
}

/// Paths of the members of a record that its type does not declare; annotations apart.
void collect_unknown(const json::value& value, const StructuredType* type, const std::string& path,
                     std::set<std::string>& unknown) {
  if (const auto* items = value.if_array()) {
    for (const json::value& item : *items)
      collect_unknown(item, type, path, unknown);
  }
  const auto* record = value.if_object();
  if (record == nullptr || type == nullptr) return;
  for (const auto& member : *record) {
    const std::string_view name = member.key();
    if (name.find('@') != std::string_view::npos) continue;
    const std::string at = path + (path.empty() ? "" : "/") + std::string(name);
    const tamis::Property* property = type->find(name);
    if (property == nullptr) {
      unknown.insert(at);
    } else if (property->type.kind == TypeKind::structured) {
      const auto types = tamis::referral_schema().structured_types();
      collect_unknown(member.value(), &types[property->type.definition], at, unknown);
    }
  }
}

/// The codes of what is said about a request that is to be sent.
std::string codes(std::string_view request, const Schema& schema) {
  tamis::CompileOptions options;
  options.service_rules = true;
  const auto query = tamis::Query::compile(request, schema, options);
  const tamis::Diagnostics diagnostics = query ? query->warnings() : query.error();
  std::string all;
  for (const auto& diagnostic : diagnostics)
    all += std::string(tamis::name(diagnostic.code)) + " ";
  return all;
}

}  // namespace

TEST_CASE("referral schema: every member of the documented payloads is known, but those given up") {
  const std::filesystem::path examples = std::string(TAMIS_SHARED_DIR) + "/referrals/examples";
  if (!std::filesystem::exists(examples))
    return tamis::tests::skip("the documentation's examples are not beside the checkout");
  const Schema& schema = tamis::referral_schema();
  const StructuredType& referral = schema.structured_types()[schema.default_type().definition];
  std::set<std::string> unknown;
  std::size_t files = 0;
  for (const auto& entry : std::filesystem::directory_iterator(examples)) {
    const std::string name = entry.path().filename().string();
    // Hooks, errors and JSON patches are no referrals.
    if (name.starts_with("webhook-") || name.starts_with("error-") || name.starts_with("patch-")) continue;
    json::value document = json::parse(file(entry.path().string()));
    for (const char* list : {"value", "items"}) {
      const auto* records = document.is_object() ? document.get_object().if_contains(list) : nullptr;
      if (records != nullptr && records->is_array()) document = json::value(*records);
    }
    collect_unknown(document, &referral, "", unknown);
    ++files;
  }
  CHECK(files > 15);
  const std::set<std::string> given_up = {
      "StatusReason", "Substatus", "attributes", "links/relatedReferrals/headers", "links/self/headers",  // 2018
      // A request that mixes the spellings of tables and payloads, 2024.
      "consent/ConsentToContact", "consent/ConsentToMicrosoftToContactSpecificPartners",
      "consent/ConsentToToShareInfoWithOthers"};
  for (const std::string& path : unknown) {
    CAPTURE(path);
    CHECK(given_up.contains(path));
  }
}

TEST_CASE("referral schema: the names of the documentation's tables lead to those of the payloads") {
  const std::pair<const char*, const char*> names[] = {
      {"ReferralType eq null", "type"},
      {"Type eq null", "type"},
      {"ETag eq null", "eTag"},
      {"Id eq null", "id"},
      {"ID eq null", "id"},
      {"EngagementId eq null", "engagementId"},
      {"EngagementID eq null", "engagementId"},
      {"ExternalReferenceID eq null", "externalReferenceId"},
      {"Substatus eq null", "substatus"},
      {"StatusReason eq null", "statusReason"},
      {"CreatedDateTime eq null", "createdDateTime"},
      {"ExpirationDateTime eq null", "expirationDateTime"},
      {"ReferralSource eq null", "referralSource"},
      {"CallToAction eq null", "callToAction"},
      {"CustomerProfile eq null", "customerProfile"},
      {"Team/any()", "team"},
      {"Target/any()", "target"},
      {"consent/ConsentToToShareInfoWithOthers eq true", "consentToToShareInfoWithOthers"},
      {"consent/consentToShareInfoWithOthers eq true", "consentToToShareInfoWithOthers"},
      {"details/requirements/solutions/any(s:s/SolutionType eq 'Name')", "type"},
      {"details/DealValue gt 1", "dealValue"},
      {"email eq 'x'", "team/any(t:t/email eq 'x')"},
      {"invitedByOrganization eq null", "inviteContext/invitedBy"},
  };
  for (const auto& name : names) {
    CAPTURE(name.first);
    CHECK(suggestion(name.first) == name.second);
  }
}

TEST_CASE("referral schema: every property, enumeration and rule states its source") {
  const json::value document = json::parse(tamis::embedded::referral_csdl);
  std::vector<std::string> without;
  for (const auto& element : document.at("PartnerCenter.Referrals").as_object()) {
    const auto* object = element.value().if_object();
    if (object == nullptr || element.key().starts_with("@")) continue;
    if (object->at("$Kind") == "EnumType" && !object->contains("@Tamis.Source")) without.emplace_back(element.key());
    for (const auto& member : *object) {
      const std::string name(element.key());
      const auto* property = member.value().if_object();
      const bool is_property = object->at("$Kind") != "EntityContainer" && property != nullptr;
      if (is_property && !property->contains("@Tamis.Source"))
        without.push_back(name + "/" + std::string(member.key()));
    }
    if (object->at("$Kind") != "EntityContainer") continue;
    for (const auto& rule : object->at("referrals").as_object()) {
      const std::string term(rule.key());
      if (!term.starts_with("@Capabilities.") || term.find('@', 1) != std::string::npos) continue;
      if (!object->at("referrals").as_object().contains(term + "@Tamis.Source")) without.push_back(term);
    }
  }
  CHECK(without == std::vector<std::string>{});
}

TEST_CASE("referral schema: the vocabulary of its terms is a schema of its own") {
  for (const StructuredType& type : tamis::referral_schema().structured_types())
    CHECK_FALSE(type.qualified_name.starts_with("Tamis."));
  const auto vocabulary = Schema::from_csdl(file(std::string(TAMIS_SOURCE_DIR) + "/src/schema/tamis.csdl.json"));
  REQUIRE(vocabulary);
  std::set<std::string> terms;
  for (const tamis::Term& term : vocabulary->terms())
    terms.insert(term.qualified_name);
  // Each term that the embedded schema uses is explained there.
  const std::string_view text = tamis::embedded::referral_csdl;
  constexpr std::string_view prefix = "@Tamis.";
  for (std::size_t at = text.find(prefix); at != std::string_view::npos; at = text.find(prefix, at + 1)) {
    const std::size_t begin = at + prefix.size();
    const std::string name(text.substr(begin, text.find_first_of("\"@#", begin) - begin));
    CAPTURE(name);
    CHECK(terms.contains("Tamis.V1." + name));
  }
}

#if TAMIS_CSDL_XML
TEST_CASE("capabilities of any schema are obeyed by requests that are to be sent, and by no others") {
  const auto loaded = Schema::from_csdl(
      R"xml(<e:Edmx Version="4.0" xmlns:e="http://docs.oasis-open.org/odata/ns/edmx"><e:Reference Uri="c">
      <e:Include Namespace="Org.OData.Capabilities.V1" Alias="Cap"/></e:Reference><e:DataServices>
      <Schema Namespace="N" Alias="S" xmlns="http://docs.oasis-open.org/odata/ns/edm">
      <EntityType Name="T"><Key><PropertyRef Name="a"/></Key><Property Name="a" Type="Edm.Int32" Nullable="false"/>
        <Property Name="b" Type="Edm.Int32"/><Property Name="c" Type="Edm.Int32"/></EntityType>
      <EntityContainer Name="C"><EntitySet Name="Ts" EntityType="S.T">
        <Annotation Term="Cap.FilterRestrictions"><Record><PropertyValue Property="NonFilterableProperties"><Collection>
          <PropertyPath>b</PropertyPath></Collection></PropertyValue></Record></Annotation>
        <Annotation Term="Cap.SortRestrictions"><Record><PropertyValue Property="NonSortableProperties"><Collection>
          <PropertyPath>c</PropertyPath></Collection></PropertyValue></Record></Annotation>
        <Annotation Term="Cap.SkipSupported" Bool="false"/></EntitySet></EntityContainer>
      <Annotations Target="S.C/Ts"><Annotation Term="Cap.TopSupported" Bool="false"/></Annotations>
      </Schema></e:DataServices></e:Edmx>)xml");
  REQUIRE(loaded);
  CHECK(codes("$filter=a eq 1&$orderby=b", *loaded) == "");
  CHECK(codes("$filter=b eq 1", *loaded) == "not-filterable ");
  CHECK(codes("$orderby=c", *loaded) == "not-sortable ");
  CHECK(codes("$skip=1", *loaded) == "not-supported-by-service ");
  CHECK(codes("$top=1", *loaded) == "not-supported-by-service ");
  CHECK(tamis::Query::compile("$filter=b eq 1&$orderby=c&$top=1", *loaded));
}
#endif

TEST_CASE("the README names the annotations that are obeyed") {
  const std::string readme = file(std::string(TAMIS_SOURCE_DIR) + "/README.md");
  const auto check_named = [&](std::string_view term, std::string_view member) {
    const std::string name(member.empty() || member == "Supported" ? term : member);
    CAPTURE(name);
    CHECK(readme.find("`" + name + "`") != std::string::npos);
  };
  for (const auto& rule : tamis::csdl::flag_rules)
    check_named(rule.term, rule.member);
  for (const auto& rule : tamis::csdl::list_rules)
    if (rule.space == tamis::csdl::capabilities) check_named(rule.term, rule.member);
}
