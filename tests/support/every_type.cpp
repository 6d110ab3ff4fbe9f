// A schema with a property of every type, in CSDL JSON.
#include "tests/support/every_type.hpp"

#include <cstdio>
#include <cstdlib>

#include <tamis/diagnostic.hpp>

namespace tamis::tests {

std::string_view every_type_csdl() {
  return R"json({
  "$Version": "4.01",
  "$EntityContainer": "T.Main",
  "$Reference": {"https://example.com/tamis": {"$Include": [{"$Namespace": "Tamis.V1"}]}},
  "T": {
    "Colour": {"$Kind": "EnumType", "@Tamis.V1.Extensible": true, "Red": 1, "Green": 2, "Blue": 4},
    "Finish": {"$Kind": "EnumType", "$UnderlyingType": "Edm.Int64", "Dull": -1, "Matt": 0, "Gloss": 300},
    "Pattern": {"$Kind": "EnumType", "$IsFlags": true, "Plain": 0, "Dots": 1, "Lines": 2, "Checks": 4},
    "Part": {
      "$Kind": "ComplexType",
      "name": {"$Nullable": true},
      "size": {"$Type": "Edm.Int32", "$Nullable": true},
      "ratio": {"$Type": "Edm.Double", "$Nullable": true},
      "price": {"$Type": "Edm.Decimal", "$Scale": "Variable", "$Nullable": true},
      "good": {"$Type": "Edm.Boolean", "$Nullable": true},
      "day": {"$Type": "Edm.Date", "$Nullable": true},
      "at": {"$Type": "Edm.DateTimeOffset", "$Precision": 12, "$Nullable": true},
      "colour": {"$Type": "T.Colour", "$Nullable": true},
      "words": {"$Collection": true, "$Nullable": true},
      "sub": {"$Type": "T.Part", "$Nullable": true},
      "parts": {"$Type": "T.Part", "$Collection": true}
    },
    "BigPart": {
      "$Kind": "ComplexType", "$BaseType": "T.Part",
      "weight": {"$Type": "Edm.Decimal", "$Scale": "Variable", "$Nullable": true}
    },
    "Record": {
      "$Kind": "EntityType", "$Key": ["key"],
      "key": {"$Type": "Edm.Int32"},
      "yes": {"$Type": "Edm.Boolean", "$Nullable": true},
      "no": {"$Type": "Edm.Boolean", "$Nullable": true},
      "byte": {"$Type": "Edm.Byte", "$Nullable": true},
      "sbyte": {"$Type": "Edm.SByte", "$Nullable": true},
      "int16": {"$Type": "Edm.Int16", "$Nullable": true},
      "int32": {"$Type": "Edm.Int32", "$Nullable": true},
      "int64": {"$Type": "Edm.Int64", "$Nullable": true},
      "other64": {"$Type": "Edm.Int64", "$Nullable": true},
      "decimal": {"$Type": "Edm.Decimal", "$Scale": "Variable", "$Nullable": true},
      "rate": {"$Type": "Edm.Decimal", "$Scale": "Floating", "$Nullable": true},
      "money": {"$Type": "Edm.Decimal", "$Precision": 20, "$Scale": 2, "$Nullable": true},
      "single": {"$Type": "Edm.Single", "$Nullable": true},
      "double": {"$Type": "Edm.Double", "$Nullable": true},
      "string": {"$Nullable": true},
      "other": {"$Nullable": true},
      "guid": {"$Type": "Edm.Guid", "$Nullable": true},
      "date": {"$Type": "Edm.Date", "$Nullable": true},
      "at": {"$Type": "Edm.DateTimeOffset", "$Precision": 12, "$Nullable": true},
      "until": {"$Type": "Edm.DateTimeOffset", "$Precision": 12, "$Nullable": true},
      "clock": {"$Type": "Edm.TimeOfDay", "$Precision": 12, "$Nullable": true},
      "duration": {"$Type": "Edm.Duration", "$Precision": 12, "$Nullable": true},
      "binary": {"$Type": "Edm.Binary", "$Nullable": true},
      "colour": {"$Type": "T.Colour", "$Nullable": true},
      "finish": {"$Type": "T.Finish", "$Nullable": true},
      "pattern": {"$Type": "T.Pattern", "$Nullable": true},
      "part": {"$Type": "T.Part", "$Nullable": true},
      "strings": {"$Collection": true, "$Nullable": true},
      "words": {"$Collection": true, "$Nullable": true},
      "ints": {"$Type": "Edm.Int32", "$Collection": true, "$Nullable": true},
      "decimals": {"$Type": "Edm.Decimal", "$Scale": "Variable", "$Collection": true, "$Nullable": true},
      "doubles": {"$Type": "Edm.Double", "$Collection": true, "$Nullable": true},
      "dates": {"$Type": "Edm.Date", "$Collection": true, "$Nullable": true},
      "colours": {"$Type": "T.Colour", "$Collection": true, "$Nullable": true},
      "parts": {"$Type": "T.Part", "$Collection": true}
    },
    "Main": {"$Kind": "EntityContainer", "Records": {"$Collection": true, "$Type": "T.Record"}}
  }
})json";
}

const Schema& every_type() {
  static const Schema schema = [] {
    auto read = Schema::from_csdl_json(every_type_csdl());
    if (!read) {
      std::fputs(render(read.error()).c_str(), stderr);
      std::abort();
    }
    return *std::move(read);
  }();
  return schema;
}

Type record_type() { return every_type().default_type(); }

}  // namespace tamis::tests
