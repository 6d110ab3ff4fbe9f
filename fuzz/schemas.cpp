// The schemas that fuzz targets choose from by a byte, and records for them.
#include "fuzz/schemas.hpp"

#include <cstdio>
#include <cstdlib>

#include <tamis/diagnostic.hpp>

#include "src/schema/embedded.hpp"
#include "tests/support/every_type.hpp"

namespace tamis::embedded {
extern const std::string_view hiking_csdl;
}

namespace tamis::fuzz {

const Schema& schema(Choice choice) {
  static const Schema none;
  static const Schema hiking = [] {
    auto read = Schema::from_csdl(embedded::hiking_csdl);
    if (!read) std::fputs(render(read.error()).c_str(), stderr), std::abort();
    return *std::move(read);
  }();
  switch (choice) {
    case Choice::referral: return referral_schema();
    case Choice::every_type: return tests::every_type();
    case Choice::hiking: return hiking;
    default: return none;
  }
}

const std::vector<std::string_view>& records(Choice choice) {
  static const std::vector<std::string_view> referrals{
      R"({"id":"1","status":"New","substatus":"Pending","name":"a b","createdDateTime":"2020-02-29T12:00:00Z",)"
      R"("details":{"dealValue":1000.5,"currency":"USD"},"team":[{"email":"a@b.c"},{"email":"d@e.f"}],"tags":[]})",
      R"({"id":"2","status":"Closed","substatus":"Won","createdDateTime":"2019-01-01T00:00:00.5+02:00",)"
      R"("details":null,"team":[],"customerProfile":{"name":"x","ids":{}}})",
      R"({})"};
  static const std::vector<std::string_view> every_type{
      R"({"key":1,"yes":true,"int32":7,"double":0.5,"decimal":2.5,"string":"aXb","date":"2020-02-29",)"
      R"("at":"2020-02-29T01:02:03Z","duration":"PT1M","colour":"Red","pattern":"Dots,Lines","strings":["a","b",null],)"
      R"("ints":[1,2,3],"part":{"@odata.type":"#T.BigPart","size":3,"weight":1.5},"parts":[{"size":1},{"name":"n"}]})",
      R"({"key":2,"int64":9007199254740993,"single":-1.5,"guid":"01234567-89ab-cdef-0123-456789abcdef",)"
      R"("binary":"AA","clock":"23:59:59.999","finish":"Gloss","part":null,"parts":[]})",
      R"({"key":3})"};
  static const std::vector<std::string_view> hiking{
      R"({"Login":"a","GivenName":"Ada","Leader":{"Login":"z"},"Companions":[{"Login":"b"},{"Login":"c"}]})",
      R"({"Login":"d","Companions":[]})"};
  static const std::vector<std::string_view> loose{R"({"a":1,"b":"x","c":[1,2,{"d":null}],"e":{"f":true}})",
                                                   R"({"a":-0.5,"b":"2020-01-01","c":[]})", R"({})"};
  switch (choice) {
    case Choice::referral: return referrals;
    case Choice::every_type: return every_type;
    case Choice::hiking: return hiking;
    default: return loose;
  }
}

}  // namespace tamis::fuzz
