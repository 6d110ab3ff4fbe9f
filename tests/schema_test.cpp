// Schemas: types and their names, lookups, suggestions, and the embedded schema of referrals.
#include <tamis/schema.hpp>

#include <doctest/doctest.h>

#include <algorithm>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "src/schema/suggest.hpp"

namespace {

using tamis::EntitySet;
using tamis::EnumType;
using tamis::Property;
using tamis::Schema;
using tamis::StructuredType;
using tamis::Type;
using tamis::TypeKind;

std::string_view closest(std::string_view wrong, std::initializer_list<std::string_view> candidates) {
  return tamis::closest(wrong, {candidates.begin(), candidates.size()});
}

/// Two namespaces with an alias each, a chain of three types, a name that is in both namespaces.
Schema small_schema() {
  Schema::Data data;
  const auto add = [&](std::string space, std::string name, std::uint32_t base) {
    StructuredType type;
    type.name = name;
    type.qualified_name = space + "." + name;
    type.base = base;
    type.properties.push_back({"b" + name, Type{TypeKind::string}});
    type.properties.push_back({"a", Type{TypeKind::int32}});
    data.structured_types.push_back(std::move(type));
  };
  add("My.Shop", "Thing", Type::none);
  add("My.Shop", "Product", 0);
  add("My.Shop", "Book", 1);
  add("Other", "Book", Type::none);
  data.enum_types.push_back({"Color", "My.Shop.Color", TypeKind::int32, false, false, {{"Red", 1}}});
  data.enum_types.push_back({"Size", "Other.Size"});
  data.type_definitions.push_back({"My.Shop.Weight", Type{TypeKind::decimal}});
  data.aliases = {{"S", "My.Shop"}, {"O", "Other"}};
  data.entity_sets.push_back({"Me", 0, true});
  data.entity_sets.push_back({"Products", 1});
  return Schema(std::move(data));
}

const StructuredType& referral_type(std::string_view name) {
  const auto type = tamis::referral_schema().find_type(name);
  REQUIRE(type);
  REQUIRE(type->kind == TypeKind::structured);
  return tamis::referral_schema().structured_types()[type->definition];
}

const Property& referral_property(std::string_view type, std::string_view name) {
  const Property* property = referral_type(type).find(name);
  CAPTURE(name);
  REQUIRE(property != nullptr);
  return *property;
}

std::string members_of(std::string_view name) {
  const auto type = tamis::referral_schema().find_type(name);
  REQUIRE(type);
  REQUIRE(type->kind == TypeKind::enumeration);
  std::string text;
  for (const auto& member : tamis::referral_schema().enum_types()[type->definition].members) {
    text += member.name + "=" + std::to_string(member.value) + " ";
  }
  return text;
}

}  // namespace

TEST_CASE("type: names of the built-in types, there and back") {
  CHECK(tamis::edm_name(TypeKind::boolean) == "Edm.Boolean");
  CHECK(tamis::edm_name(TypeKind::double_) == "Edm.Double");
  CHECK(tamis::edm_name(TypeKind::date_time_offset) == "Edm.DateTimeOffset");
  CHECK(tamis::edm_name(TypeKind::stream) == "Edm.Stream");
  CHECK(tamis::edm_name(TypeKind::geography) == "Edm.Geography");
  CHECK(tamis::edm_name(TypeKind::geography_collection) == "Edm.GeographyCollection");
  CHECK(tamis::edm_name(TypeKind::geometry_multi_line_string) == "Edm.GeometryMultiLineString");
  CHECK(tamis::edm_name(TypeKind::dynamic) == "Edm.Untyped");
  CHECK(tamis::edm_name(TypeKind::null) == "null");
  CHECK(tamis::edm_name(TypeKind::enumeration) == "enumeration");
  CHECK(tamis::edm_name(TypeKind::structured) == "structured");
  CHECK(tamis::edm_name(static_cast<TypeKind>(200)) == "");

  std::set<std::string_view> names;
  for (auto kind = static_cast<int>(TypeKind::boolean); kind <= static_cast<int>(TypeKind::geometry_collection);
       ++kind) {
    const auto name = tamis::edm_name(static_cast<TypeKind>(kind));
    CAPTURE(name);
    CHECK(names.insert(name).second);
    CHECK(tamis::primitive_kind(name) == static_cast<TypeKind>(kind));
  }
  CHECK(names.size() == 33);
  for (const auto* other : {"", "String", "Edm.", "Edm.string", "Edm.Untyped", "null", "enumeration", "structured"}) {
    CHECK_FALSE(tamis::primitive_kind(other));
  }
}

TEST_CASE("schema: without one, only Edm types are known") {
  const Schema none;
  CHECK(none.is_dynamic());
  CHECK(none.structured_types().empty());
  CHECK(none.enum_types().empty());
  CHECK(none.type_definitions().empty());
  CHECK(none.functions().empty());
  CHECK(none.entity_sets().empty());
  CHECK(none.service_roots().empty());
  CHECK(none.allowed_together().empty());
  CHECK(none.find_type("Edm.Guid") == Type{TypeKind::guid});
  CHECK(none.find_type("Collection(Edm.Guid)") == Type{TypeKind::guid, true});
  CHECK_FALSE(none.find_type("Ns.Type"));
  CHECK_FALSE(none.find_type("Type"));
  CHECK(none.find_entity_set("x") == nullptr);
  CHECK_FALSE(none.derives_from(0, 0));
  CHECK(none.default_type() == Type{});
  CHECK_FALSE(Schema(Schema::Data{}).is_dynamic());
}

TEST_CASE("schema: find_type by every form of name") {
  const Schema schema = small_schema();
  const auto structured = [](std::uint32_t index, bool collection = false) {
    return Type{TypeKind::structured, collection, true, index};
  };
  CHECK(schema.find_type("Edm.String") == Type{TypeKind::string});
  CHECK(schema.find_type("Edm.Untyped") == Type{TypeKind::dynamic});
  CHECK(schema.find_type("My.Shop.Product") == structured(1));
  CHECK(schema.find_type("S.Product") == structured(1));
  CHECK(schema.find_type("Product") == structured(1));
  CHECK(schema.find_type("Collection(S.Product)") == structured(1, true));
  CHECK(schema.find_type("Collection(Product)") == structured(1, true));
  CHECK(schema.find_type("S.Book") == structured(2));
  CHECK(schema.find_type("O.Book") == structured(3));
  CHECK(schema.find_type("Color") == Type{TypeKind::enumeration, false, true, 0});
  CHECK(schema.find_type("O.Size") == Type{TypeKind::enumeration, false, true, 1});
  CHECK(schema.find_type("S.Weight") == Type{TypeKind::decimal});
  CHECK(schema.find_type("Collection(Weight)") == Type{TypeKind::decimal, true});
  for (const auto* wrong : {"Book", "Shop.Product", "S.product", "s.Product", "S.Nothing", "Edm.Product", "", ".", "S.",
                            ".Product", "Collection(", "Collection()", "Collection(S.Product", "collection(S.Product)",
                            "Collection(Collection(S.Product))", "Collection( S.Product)", "String"}) {
    CAPTURE(wrong);
    CHECK_FALSE(schema.find_type(wrong));
  }
}

TEST_CASE("schema: names of types") {
  const Schema schema = small_schema();
  CHECK(schema.type_name(Type{TypeKind::string}) == "Edm.String");
  CHECK(schema.type_name(Type{TypeKind::int64, true}) == "Collection(Edm.Int64)");
  CHECK(schema.type_name(*schema.find_type("O.Book")) == "Other.Book");
  CHECK(schema.type_name(*schema.find_type("Collection(Color)")) == "Collection(My.Shop.Color)");
  CHECK(schema.type_name(Type{}) == "Edm.Untyped");
  CHECK(schema.type_name(Type{TypeKind::structured, false, true, 99}) == "structured");
  CHECK(schema.type_name(Type{TypeKind::enumeration}) == "enumeration");
}

TEST_CASE("schema: derives_from follows base types, and ends in a circle too") {
  const Schema schema = small_schema();
  CHECK(schema.derives_from(2, 2));
  CHECK(schema.derives_from(2, 1));
  CHECK(schema.derives_from(2, 0));
  CHECK_FALSE(schema.derives_from(0, 2));
  CHECK_FALSE(schema.derives_from(3, 0));
  CHECK_FALSE(schema.derives_from(2, 99));
  CHECK_FALSE(schema.derives_from(99, 0));
  CHECK_FALSE(schema.derives_from(Type::none, Type::none));
  Schema::Data circle;
  circle.structured_types.resize(3);
  circle.structured_types[0].base = 1;
  circle.structured_types[1].base = 0;
  CHECK_FALSE(Schema(circle).derives_from(0, 2));
  CHECK(Schema(circle).derives_from(0, 1));
}

TEST_CASE("schema: properties, members and sets by name; the type that queries range over") {
  const Schema schema = small_schema();
  const StructuredType& type = schema.structured_types()[1];
  REQUIRE(type.find("a") != nullptr);
  CHECK(type.find("a")->type == Type{TypeKind::int32});
  CHECK(type.find("bProduct")->type == Type{TypeKind::string});
  for (const auto* wrong : {"", "A", "aa", "b", "bProducts", "z"})
    CHECK(type.find(wrong) == nullptr);
  const EnumType& color = schema.enum_types()[0];
  REQUIRE(color.find("Red") != nullptr);
  CHECK(color.find("Red")->value == 1);
  CHECK(color.find("red") == nullptr);
  REQUIRE(schema.find_entity_set("Products") != nullptr);
  CHECK(schema.find_entity_set("Products")->type == 1);
  CHECK(schema.find_entity_set("products") == nullptr);
  CHECK(schema.default_type() == Type{TypeKind::structured, false, true, 1});  // not the singleton in front
}

TEST_CASE("schema: data made in code may leave out what is known by default, and is written all the same") {
  Schema::Data data;
  StructuredType type;
  type.name = "T";
  type.qualified_name = "N.T";
  type.entity = true;
  type.keys = {"id"};
  type.properties.push_back({"id", Type{TypeKind::int32}});
  data.structured_types.push_back(std::move(type));
  data.entity_sets.push_back({"Ts", 0});
  const Schema schema(std::move(data));
  CHECK(schema.structured_types()[0].key_names == std::vector<std::string>{"id"});
  const auto read = Schema::from_csdl_json(schema.to_csdl_json());
  REQUIRE(read);
  CHECK(read->structured_types()[0].keys == std::vector<std::string>{"id"});
  CHECK(read->find_entity_set("Ts")->container == "Default.Container");
}

TEST_CASE("schema: a copy shares its data") {
  const Schema a = small_schema();
  const Schema b = a;
  CHECK(a.structured_types().data() == b.structured_types().data());
}

TEST_CASE("closest: what was meant, or nothing") {
  CHECK(closest("statuss", {"id", "status", "substatus"}) == "status");
  CHECK(closest("STATUS", {"statu", "status"}) == "status");     // letter case is no edit
  CHECK(closest("Status", {"status", "STATUS"}) == "status");    // ties: the earlier one
  CHECK(closest("stauts", {"startups", "status"}) == "status");  // a swap is one edit
  CHECK(closest("satuts", {"status"}) == "status");              // two of them
  CHECK(closest("lenght", {"indexof", "length"}) == "length");
  CHECK(closest("nam", {"name"}) == "name");
  CHECK(closest("di", {"id"}) == "id");
  CHECK(closest("Nwe", {"None", "New"}) == "New");
  CHECK(closest("createDateTime", {"closedDateTime", "createdDateTime"}) == "createdDateTime");
  CHECK(closest("größe", {"GRÖSSE", "GRÖßE"}) == "GRÖßE");  // by characters, not bytes
  CHECK(closest("abc", {"xyz"}) == "");
  CHECK(closest("x", {"y", "z"}) == "");  // nothing in common
  CHECK(closest("", {"a", "b"}) == "");
  CHECK(closest("a", {}) == "");
  CHECK(closest("a", {"", "A"}) == "A");
}

TEST_CASE("closest: how many edits are near") {
  CHECK(closest("abc", {"abd"}) == "abd");
  CHECK(closest("abc", {"axd"}) == "");
  CHECK(closest("abcd", {"abxd"}) == "abxd");
  CHECK(closest("abcd", {"abxy"}) == "");
  CHECK(closest("abcdefg", {"abcdexy"}) == "abcdexy");
  CHECK(closest("abcdefg", {"abcdxyz"}) == "");
  CHECK(closest("abcdefgh", {"abcdexyz"}) == "abcdexyz");
  CHECK(closest("abcdefgh", {"abcdwxyz"}) == "");
  CHECK(closest("abcdefgh", {"defgh"}) == "defgh");
  CHECK(closest("abcdefgh", {"efgh"}) == "");
  CHECK(closest("abcdefgh", {"abcdefgh123"}) == "abcdefgh123");
  CHECK(closest("abcdefgh", {"abcdefgh1234"}) == "");
  CHECK(closest("abcdefgh", {"badcfegh"}) == "badcfegh");  // three swaps
  CHECK(closest("abcdefgh", {"badcfehg"}) == "");          // four
  CHECK(closest("ca", {"abc"}) == "");                     // a swapped pair is not edited again
}

TEST_CASE("closest: agrees with the plain recurrence on all short words of two letters") {
  std::vector<std::string> words = {""};
  for (std::size_t i = 0; words[i].size() < 5; ++i) {
    words.push_back(words[i] + "a");
    words.push_back(words[i] + "b");
  }
  const auto plain = [](std::string_view a, std::string_view b) {
    std::vector<std::vector<std::size_t>> d(a.size() + 1, std::vector<std::size_t>(b.size() + 1));
    for (std::size_t i = 0; i <= a.size(); ++i) {
      for (std::size_t j = 0; j <= b.size(); ++j) {
        if (i == 0 || j == 0) {
          d[i][j] = i + j;
          continue;
        }
        d[i][j] = std::min({d[i - 1][j] + 1, d[i][j - 1] + 1, d[i - 1][j - 1] + (a[i - 1] != b[j - 1])});
        if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
          d[i][j] = std::min(d[i][j], d[i - 2][j - 2] + 1);
        }
      }
    }
    return d[a.size()][b.size()];
  };
  std::size_t near = 0;
  for (const std::string& a : words) {
    for (const std::string& b : words) {
      const std::size_t distance = plain(a, b);
      const bool expected =
          !b.empty() && distance <= (a.size() <= 4 ? 1u : 2u) && distance < std::max(a.size(), b.size());
      CAPTURE(a);
      CAPTURE(b);
      REQUIRE((closest(a, {b}) == b && !b.empty()) == expected);
      near += expected;
    }
  }
  CHECK(near > 1000);
}

TEST_CASE("closest: long names are cut, bytes that are no text are compared as bytes") {
  const std::string a(128, 'a');
  CHECK(closest(a + "bbbbbbbbbb", {a + "cccccccccc"}) == a + "cccccccccc");
  CHECK(closest(std::string(1 << 20, 'x'), {std::string(1 << 20, 'y')}) == "");
  CHECK(closest("ab\xff", {"ab\xfe"}) == "ab\xfe");
  CHECK(closest("\xff\xff", {"\xfe\xfe"}) == "");
}

// ---- the embedded schema -------------------------------------------------------------------------

TEST_CASE("referral schema: one entity set of one entity type") {
  const Schema& schema = tamis::referral_schema();
  CHECK(&schema == &tamis::referral_schema());
  REQUIRE(schema.entity_sets().size() == 1);
  const EntitySet& set = schema.entity_sets()[0];
  CHECK(set.name == "referrals");
  CHECK_FALSE(set.singleton);
  CHECK(schema.type_name(schema.default_type()) == "PartnerCenter.Referrals.Referral");
  CHECK(schema.find_type("Referrals.Referral") == schema.default_type());
  const StructuredType& type = referral_type("Referral");
  CHECK(type.entity);
  CHECK_FALSE(type.open);
  CHECK_FALSE(type.abstract);
  CHECK(type.keys == std::vector<std::string>{"id"});
  CHECK(schema.service_roots()[0] == "https://api.partner.microsoft.com/v1.0/engagements/");
}

TEST_CASE("referral schema: types and nullability of properties") {
  const Schema& schema = tamis::referral_schema();
  struct Row {
    std::string_view owner, property, type;
    bool nullable;
  };
  const Row rows[] = {
      {"Referral", "id", "Edm.String", false},
      {"Referral", "name", "Edm.String", true},
      {"Referral", "createdDateTime", "Edm.DateTimeOffset", false},
      {"Referral", "expirationDateTime", "Edm.DateTimeOffset", true},
      {"Referral", "status", "PartnerCenter.Referrals.ReferralStatus", true},
      {"Referral", "type", "PartnerCenter.Referrals.ReferralType", true},
      {"Referral", "isSpam", "Edm.Boolean", true},
      {"Referral", "tags", "Collection(Edm.String)", false},
      {"Referral", "team", "Collection(PartnerCenter.Referrals.Member)", false},
      {"Referral", "customerProfile", "PartnerCenter.Referrals.CustomerProfile", false},
      {"Referral", "consent", "PartnerCenter.Referrals.Consent", true},
      {"CustomerProfile", "ids", "Collection(PartnerCenter.Referrals.CustomerProfileId)", false},
      {"ReferralDetails", "dealValue", "Edm.Decimal", true},
      {"ReferralRequirements", "offers", "Collection(Edm.Untyped)", false},
      {"SolutionTag", "quantity", "Edm.Int32", true},
      {"RegistrationContract", "value", "Edm.Double", true},
  };
  for (const Row& row : rows) {
    const Property& property = referral_property(row.owner, row.property);
    CAPTURE(row.owner);
    CAPTURE(row.property);
    CHECK(schema.type_name(property.type) == row.type);
    CHECK(property.type.nullable == row.nullable);
    CHECK_FALSE(property.navigation);
  }
  CHECK(referral_type("Referral").find("statuss") == nullptr);
  CHECK(referral_type("Referral").find("Status") == nullptr);
  CHECK(referral_property("Referral", "createdDateTime").precision == 7);
  CHECK(referral_property("ReferralDetails", "dealValue").scale == -1);
}

TEST_CASE("referral schema: enumerations and their numbers, all of them extensible") {
  CHECK(members_of("ReferralStatus") == "None=0 New=1 Active=2 Closed=3 ");
  CHECK(members_of("ReferralSubstatus") == "None=0 Pending=1 Received=2 Accepted=3 Won=4 Lost=5 Declined=6 Expired=7 ");
  CHECK(members_of("ReferralType") == "Shared=0 Independent=1 ");
  CHECK(members_of("ReferralQualification") == "None=0 Direct=1 MarketingQualified=2 SalesQualified=3 ");
  CHECK(members_of("SolutionType") == "None=0 Category=1 Name=2 ");
  CHECK(tamis::referral_schema().enum_types().size() == 14);
  for (const EnumType& type : tamis::referral_schema().enum_types()) {
    CAPTURE(type.name);
    CHECK(type.extensible);
    CHECK_FALSE(type.flags);
    CHECK(type.underlying == TypeKind::int32);
  }
}

TEST_CASE("referral schema: how values may look, and other spellings") {
  CHECK(referral_property("CustomerProfile", "ids").empty_object_is_empty);
  CHECK_FALSE(referral_property("Referral", "team").empty_object_is_empty);
  CHECK(referral_property("ReferralDetails", "dealValue").number_as_string);
  CHECK_FALSE(referral_property("SolutionTag", "price").number_as_string);
  CHECK(referral_property("Referral", "team").ordered);
  CHECK(referral_property("Referral", "type").spellings == std::vector<std::string>{"ReferralType", "Type"});
  CHECK(referral_property("Referral", "id").spellings == std::vector<std::string>{"Id", "ID"});
  CHECK(referral_property("Referral", "mpnId").spellings.empty());
  CHECK(referral_property("Referral", "mpnId").description == "Digits as text");
  const auto& instead = referral_type("Referral").write_instead;
  REQUIRE(instead.size() == 2);
  CHECK(instead[0].spelling == "email");
  CHECK(instead[1].expression == "inviteContext/invitedBy");
}

TEST_CASE("referral schema: what the service accepts") {
  const tamis::ServiceRules& rules = tamis::referral_schema().entity_sets()[0].rules;
  CHECK(rules.sortable_paths == std::vector<std::string>{"createdDateTime", "updatedDateTime"});
  const std::set<std::string> refused(rules.non_sortable.begin(), rules.non_sortable.end());
  CHECK(refused.contains("status"));
  CHECK(refused.contains("details/dealValue"));
  CHECK_FALSE(refused.contains("updatedDateTime"));
  CHECK(rules.non_filterable.empty());
  CHECK(rules.documented_filter.size() == 9);
  CHECK(rules.documented_filter.back() == "team/email");
  CHECK(rules.filterable);
  CHECK(rules.sortable);
  CHECK(rules.selectable);
  CHECK(rules.countable);
  CHECK(rules.top);
  CHECK(rules.skip);
  CHECK_FALSE(rules.expandable);
  CHECK_FALSE(rules.searchable);
}

TEST_CASE("referral schema: which substatus goes with which status") {
  const Schema& schema = tamis::referral_schema();
  std::string table;
  for (const auto& row : schema.allowed_together()) {
    CHECK(row.type == schema.default_type().definition);
    table += row.property + " " + row.value + " " + row.other + ":";
    for (const std::string& value : row.allowed)
      table += " " + value;
    table += "\n";
  }
  CHECK(table ==
        "status New substatus: Pending Received\n"
        "status Active substatus: Accepted\n"
        "status Closed substatus: Won Lost Declined Expired\n");
}
