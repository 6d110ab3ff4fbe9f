// The filters, and predicates over boost::json::object as a careful programmer writes them: no copies, the cheapest
// test first, ISO times in UTC compared as text.
#include "tests/bench/workloads.hpp"

#include <boost/json/value.hpp>

namespace tamis::bench {

namespace {

using boost::json::object;
using boost::json::value;

const object* object_in(const object& parent, std::string_view name) {
  const value* const member = parent.if_contains(name);
  return member ? member->if_object() : nullptr;
}

// The text of a member; data() is nullptr where it is none.
std::string_view text_in(const object& parent, std::string_view name) {
  const value* const member = parent.if_contains(name);
  const boost::json::string* const text = member ? member->if_string() : nullptr;
  return text ? std::string_view(text->data(), text->size()) : std::string_view();
}

bool is_w1(const object& r) { return text_in(r, "status") == "New" && text_in(r, "qualification") == "SalesQualified"; }

bool is_w2(const object& r) {
  if (text_in(r, "direction") != "Incoming") return false;
  const object* const profile = object_in(r, "customerProfile");
  const object* const address = profile ? object_in(*profile, "address") : nullptr;
  return address && text_in(*address, "country") == "US";
}

bool is_w3(const object& r) {
  if (text_in(r, "status") != "Active" || text_in(r, "direction") != "Outgoing" || text_in(r, "type") != "Shared")
    return false;
  const value* const team = r.if_contains("team");
  const boost::json::array* const members = team ? team->if_array() : nullptr;
  if (!members) return false;
  for (const value& member : *members) {
    const object* const person = member.if_object();
    if (person && text_in(*person, "email") == "r2d2@contoso.com") return true;
  }
  return false;
}

bool exceeds(const value* number, int bound) {
  if (!number) return false;
  if (const auto* const whole = number->if_int64()) return *whole > bound;
  if (const auto* const large = number->if_uint64()) return *large > static_cast<std::uint64_t>(bound);
  if (const auto* const real = number->if_double()) return *real > bound;
  return false;
}

bool is_w4(const object& r) {
  const std::string_view status = text_in(r, "status");
  if (status != "New" && status != "Active") return false;
  if (text_in(r, "createdDateTime") < "2020-10-01T00:00:00") return false;
  const object* const details = object_in(r, "details");
  if (!details || !exceeds(details->if_contains("dealValue"), 5000)) return false;
  const std::string_view organization = text_in(r, "organizationName");
  if (organization.data() && !organization.ends_with("Ltd")) return true;
  const object* const profile = object_in(r, "customerProfile");
  return profile && contains_fabrikam(text_in(*profile, "name"));
}

}  // namespace

bool contains_fabrikam(std::string_view text) {
  constexpr std::string_view wanted = "fabrikam";
  for (std::size_t start = 0; start + wanted.size() <= text.size(); ++start) {
    std::size_t same = 0;
    while (same < wanted.size()) {
      const char c = text[start + same];
      if ((c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c) != wanted[same]) break;
      ++same;
    }
    if (same == wanted.size()) return true;
  }
  return false;
}

const std::array<Workload, 4>& workloads() {
  static constexpr std::array<Workload, 4> all = {{
      {"W1", "status eq 'New' and qualification eq 'SalesQualified'", is_w1,
       R"(.status == "New" and .qualification == "SalesQualified")",
       "r.status === 'New' && r.qualification === 'SalesQualified'", "{status:'VARCHAR',qualification:'VARCHAR'}",
       "status = 'New' and qualification = 'SalesQualified'"},
      {"W2", "customerProfile/address/country eq 'US' and direction eq 'Incoming'", is_w2,
       R"(.customerProfile.address.country == "US" and .direction == "Incoming")",
       "r.customerProfile?.address?.country === 'US' && r.direction === 'Incoming'",
       "{direction:'VARCHAR',customerProfile:'STRUCT(address STRUCT(country VARCHAR))'}",
       "customerProfile.address.country = 'US' and direction = 'Incoming'"},
      {"W3",
       "status eq 'Active' and direction eq 'Outgoing' and type eq 'Shared' and "
       "team/any(t:t/email eq 'r2d2@contoso.com')",
       is_w3,
       R"(.status == "Active" and .direction == "Outgoing" and .type == "Shared" and any(.team[]; .email == "r2d2@contoso.com"))",
       "r.status === 'Active' && r.direction === 'Outgoing' && r.type === 'Shared' && "
       "r.team.some(t => t.email === 'r2d2@contoso.com')",
       "{status:'VARCHAR',direction:'VARCHAR',type:'VARCHAR',team:'STRUCT(email VARCHAR)[]'}",
       "status = 'Active' and direction = 'Outgoing' and type = 'Shared' and "
       "list_contains(list_transform(team, lambda t: t.email), 'r2d2@contoso.com')"},
      {"W4",
       "createdDateTime ge 2020-10-01T00:00:00Z and details/dealValue gt 5000 and "
       "(contains(tolower(customerProfile/name),'fabrikam') or not endswith(organizationName,'Ltd')) and "
       "status in ('New','Active')",
       is_w4,
       R"(.createdDateTime >= "2020-10-01T00:00:00" and .details.dealValue > 5000 and )"
       R"(((.customerProfile.name | ascii_downcase | contains("fabrikam")) or )"
       R"((.organizationName != null and (.organizationName | endswith("Ltd") | not))) and )"
       R"((.status == "New" or .status == "Active"))",
       "r.createdDateTime >= '2020-10-01T00:00:00' && r.details.dealValue > 5000 && "
       "(r.customerProfile.name.toLowerCase().includes('fabrikam') || "
       "(r.organizationName !== null && !r.organizationName.endsWith('Ltd'))) && "
       "(r.status === 'New' || r.status === 'Active')",
       "{createdDateTime:'VARCHAR',details:'STRUCT(dealValue DOUBLE)',customerProfile:'STRUCT(\"name\" VARCHAR)',"
       "organizationName:'VARCHAR',status:'VARCHAR'}",
       "createdDateTime >= '2020-10-01T00:00:00' and details.dealValue > 5000 and "
       "(contains(lower(customerProfile.name), 'fabrikam') or not ends_with(organizationName, 'Ltd')) and "
       "status in ('New', 'Active')"},
  }};
  return all;
}

}  // namespace tamis::bench
