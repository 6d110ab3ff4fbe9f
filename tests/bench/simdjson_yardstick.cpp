// simdjson, On-Demand and DOM, with handwritten predicates.
#ifdef TAMIS_HAVE_SIMDJSON

#  include <simdjson.h>

#  include <stdexcept>

#  include "tests/bench/mapped_file.hpp"
#  include "tests/bench/yardsticks.hpp"

namespace tamis::bench {

namespace {

namespace ondemand = simdjson::ondemand;
namespace dom = simdjson::dom;

// ---- On-Demand: members in the order of the document, done at the first that decides ----

template <typename From>
std::string_view text_in(From&& from, std::string_view name) {
  std::string_view text;
  return from[name].get_string().get(text) ? std::string_view() : text;
}

bool is_w1(ondemand::object& r) {
  return text_in(r, "status") == "New" && text_in(r, "qualification") == "SalesQualified";
}

bool is_w2(ondemand::object& r) {
  return text_in(r, "direction") == "Incoming" && text_in(r["customerProfile"]["address"], "country") == "US";
}

bool is_w3(ondemand::object& r) {
  if (text_in(r, "status") != "Active" || text_in(r, "type") != "Shared" || text_in(r, "direction") != "Outgoing")
    return false;
  ondemand::array team;
  if (r["team"].get_array().get(team)) return false;
  for (auto member : team)
    if (text_in(member, "email") == "r2d2@contoso.com") return true;
  return false;
}

bool is_w4(ondemand::object& r) {
  const std::string_view organization = text_in(r, "organizationName");
  if (text_in(r, "createdDateTime") < "2020-10-01T00:00:00") return false;
  const std::string_view status = text_in(r, "status");
  if (status != "New" && status != "Active") return false;
  if ((!organization.data() || organization.ends_with("Ltd"))
      && !contains_fabrikam(text_in(r["customerProfile"], "name")))
    return false;
  double deal_value = 0;
  return !r["details"]["dealValue"].get_double().get(deal_value) && deal_value > 5000;
}

// ---- DOM ----

bool is_w1(dom::element r) { return text_in(r, "status") == "New" && text_in(r, "qualification") == "SalesQualified"; }

bool is_w2(dom::element r) {
  return text_in(r, "direction") == "Incoming" && text_in(r["customerProfile"]["address"], "country") == "US";
}

bool is_w3(dom::element r) {
  if (text_in(r, "status") != "Active" || text_in(r, "type") != "Shared" || text_in(r, "direction") != "Outgoing")
    return false;
  dom::array team;
  if (r["team"].get_array().get(team)) return false;
  for (const dom::element member : team)
    if (text_in(member, "email") == "r2d2@contoso.com") return true;
  return false;
}

bool is_w4(dom::element r) {
  if (text_in(r, "createdDateTime") < "2020-10-01T00:00:00") return false;
  const std::string_view status = text_in(r, "status");
  if (status != "New" && status != "Active") return false;
  const std::string_view organization = text_in(r, "organizationName");
  if ((!organization.data() || organization.ends_with("Ltd"))
      && !contains_fabrikam(text_in(r["customerProfile"], "name")))
    return false;
  double deal_value = 0;
  return !r["details"]["dealValue"].get_double().get(deal_value) && deal_value > 5000;
}

// ---- over a file ----

template <typename Record>
using Predicate = bool (*)(Record);

template <typename Record>
Predicate<Record> predicate_of(const Workload& workload) {
  constexpr Predicate<Record> all[] = {is_w1, is_w2, is_w3, is_w4};
  return all[workload.id[1] - '1'];
}

constexpr std::size_t batch_size = 1'000'000;  // of streams, simdjson's default

// Streams find the structure of the next block in a thread of their own, unless told otherwise.
template <typename Parser>
void in_one_thread([[maybe_unused]] Parser& parser) {
#  ifdef SIMDJSON_THREADS_ENABLED
  parser.threaded = false;
#  endif
}

}  // namespace

std::uint64_t count_with_ondemand(const std::string& path, const Workload& workload) {
  const auto meets = predicate_of<ondemand::object&>(workload);
  ondemand::parser parser;
  std::uint64_t count = 0;
  const MappedFile file(path);
  for (std::string_view text = file.text(); !text.empty();) {
    const std::string_view line = take_line(text);
    ondemand::document document = parser.iterate(line.data(), line.size(), line.size() + MappedFile::padding);
    ondemand::object record = document.get_object();
    if (meets(record)) ++count;
  }
  return count;
}

std::uint64_t count_with_dom(const std::string& path, const Workload& workload) {
  const auto meets = predicate_of<dom::element>(workload);
  dom::parser parser;
  std::uint64_t count = 0;
  const MappedFile file(path);
  for (std::string_view text = file.text(); !text.empty();) {
    const std::string_view line = take_line(text);
    const dom::element record = parser.parse(line.data(), line.size(), false);
    if (meets(record)) ++count;
  }
  return count;
}

std::uint64_t count_with_ondemand_stream(const std::string& path, const Workload& workload) {
  const auto meets = predicate_of<ondemand::object&>(workload);
  const MappedFile file(path);
  ondemand::parser parser;
  in_one_thread(parser);
  std::uint64_t count = 0;
  ondemand::document_stream records = parser.iterate_many(file.text().data(), file.text().size(), batch_size);
  for (auto next = records.begin(); next != records.end(); ++next) {
    auto document = *next;
    ondemand::object record = document.get_object();
    if (meets(record)) ++count;
  }
  return count;
}

std::uint64_t count_with_dom_stream(const std::string& path, const Workload& workload) {
  const auto meets = predicate_of<dom::element>(workload);
  const MappedFile file(path);
  dom::parser parser;
  in_one_thread(parser);
  std::uint64_t count = 0;
  dom::document_stream records = parser.parse_many(file.text().data(), file.text().size(), batch_size);
  for (auto next = records.begin(); next != records.end(); ++next)
    if (meets(*next)) ++count;
  return count;
}

}  // namespace tamis::bench

#endif
