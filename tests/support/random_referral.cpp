// Made-up referrals: members in the order of the service, values out of short lists.
#include "tests/support/random_referral.hpp"

#include <array>
#include <cstdio>

namespace tamis::tests {

namespace {

using Words = std::initializer_list<const char*>;

constexpr const char* texts[] = {
    "Contoso \"Nord\" GmbH",
    "Fabrikam, Inc.",
    "Yakamoz Feneri Lojistik A.Ş.",
    "株式会社コントソ",
    "Straße 5\\2\nStock 3",
    "Ελληνικός Οδηγός",
    "O'Brien & Søn / 😀",
    "مرحبا",
    "",
    ("We are interested in deploying Microsoft 365 and are looking for support in training "
     "our employees. Can you help?")};

Json text(std::string value) { return Json::string(std::move(value)); }

Json word(Random& random, Words words) { return text(words.begin()[random.below(words.size())]); }

std::string id(Random& random) {
  std::array<char, 40> buffer{};
  const std::uint64_t a = random.next(), b = random.next();
  std::snprintf(buffer.data(), buffer.size(), "%08x-%04x-%04x-%04x-%012llx", static_cast<unsigned>(a >> 32),
                static_cast<unsigned>(a >> 16 & 0xFFFF), static_cast<unsigned>(a & 0xFFFF),
                static_cast<unsigned>(b >> 48), static_cast<unsigned long long>(b & 0xFFFFFFFFFFFF));
  return buffer.data();
}

/// Few days, so that many are the same instant, written in more than one way.
Json instant(Random& random) {
  std::array<char, 48> buffer{};
  constexpr const char* fractions[] = {"", ".5", ".5000000", ".1234567", ".0000000"};
  constexpr const char* zones[] = {"Z", "Z", "Z", "+02:00", "-05:30"};
  std::snprintf(buffer.data(), buffer.size(), "20%02zu-%02zu-%02zuT%02zu:%02zu:00%s%s", 18 + random.below(7),
                1 + random.below(12), 1 + random.below(28), random.below(24), 30 * random.below(2),
                random.pick(fractions), random.pick(zones));
  return text(buffer.data());
}

/// Builds an object; a member in ten is null, one in ten absent, unless it is required.
class Members {
 public:
  explicit Members(Random& random) : random_(random) {}
  Members& required(const char* name, Json value) {
    object_.members.emplace_back(name, std::move(value));
    return *this;
  }
  Members& add(const char* name, Json value) {
    const std::size_t fate = random_.below(10);
    return fate == 0 ? *this : required(name, fate == 1 ? Json() : std::move(value));
  }
  Json take() { return std::move(object_); }

 private:
  Random& random_;
  Json object_ = Json::object();
};

Json any_text(Random& random) { return text(random.pick(texts)); }

Json address(Random& random) {
  return Members(random)
      .add("addressLine1", any_text(random))
      .add("addressLine2", any_text(random))
      .add("city", word(random, {"Redmond", "İstanbul", "Zürich", "東京"}))
      .add("state", word(random, {"WA", "ZH"}))
      .add("postalCode", word(random, {"98052", "8001"}))
      .add("country", word(random, {"US", "DE", "TR", "JP", "us"}))
      .take();
}

Json person(Random& random) {
  return Members(random)
      .add("firstName", any_text(random))
      .add("lastName", any_text(random))
      .add("phoneNumber", word(random, {"5550101", "+41 44 000 00 00"}))
      .add("email", word(random, {"r2d2@contoso.com", "c3po@contoso.com", "R2D2@contoso.com", "leia@fabrikam.example"}))
      .take();
}

template <typename Make>
Json several(Random& random, std::size_t most, Make make) {
  Json list = Json::array();
  for (std::size_t left = random.below(most + 1); left > 0; --left)
    list.items.push_back(make(random));
  return list;
}

Json details(Random& random) {
  const auto named = [](Random& r) {
    return Members(r).required("id", word(r, {"Microsoft365", "SOL-1", "Azure"})).add("name", any_text(r)).take();
  };
  Json requirements = Members(random)
                          .add("industries", several(random, 2, named))
                          .add("products", several(random, 3, named))
                          .add("services", several(random, 2, named))
                          .add("solutions", several(random, 3, named))
                          .take();
  const char* const values[] = {"10000", "1e4", "0.5", "123456.789", "-1"};
  return Members(random)
      .add("notes", any_text(random))
      .add("dealValue", Json::number(random.pick(values)))
      .add("currency", word(random, {"USD", "EUR"}))
      .add("closingDateTime", instant(random))
      .add("requirements", std::move(requirements))
      .take();
}

Json customer(Random& random) {
  return Members(random)
      .add("name", any_text(random))
      .add("size", word(random, {"1to9employees", "251to1000employees"}))
      .add("isMatchingComplete", Json::boolean(random.one_in(2)))
      .add("address", address(random))
      .add("team", several(random, 2, person))
      .take();
}

}  // namespace

Json random_referral(Random& random) {
  const char* const engagements[] = {"65edc0b5-3485-41b7-a17e-dfa9ef4706e2", "b1c40bb4-6d36-4eca-baa3-e1460cf2a454"};
  const std::string own_id = id(random);
  const std::string link = "https://api.partner.microsoft.com/v1.0/engagements/referrals/" + own_id;
  return Members(random)
      .required("id", text(own_id))
      .required("engagementId", text(random.one_in(10) ? random.pick(engagements) : id(random)))
      .add("name", any_text(random))
      .add("organizationId", text(id(random)))
      .add("organizationName", any_text(random))
      .required("createdDateTime", instant(random))
      .required("updatedDateTime", instant(random))
      .add("status", word(random, {"New", "Active", "Closed"}))
      .add("substatus", word(random, {"Pending", "Received", "Accepted", "Won"}))
      .add("qualification", word(random, {"Direct", "SalesQualified", "MarketingQualified"}))
      .add("type", word(random, {"Shared", "Independent"}))
      .add("direction", word(random, {"Incoming", "Outgoing"}))
      .add("favorite", Json::boolean(random.one_in(2)))
      .add("isSpam", Json::boolean(random.one_in(9)))
      .add("tags", several(random, 3, any_text))
      .add("customerProfile", customer(random))
      .add("team", several(random, 4, person))
      .add("details", details(random))
      .add("links",
           Members(random).add("self", Members(random).add("uri", text(link)).add("method", text("GET")).take()).take())
      .take();
}

}  // namespace tamis::tests
