// Values of the slow evaluator: one plain struct, read from JSON by type, compared and written as the standard says.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <tamis/schema.hpp>

#include "tests/support/json_tree.hpp"
#include "tests/support/slow_number.hpp"
#include "tests/support/slow_time.hpp"

namespace tamis::tests {

struct Value {
  enum class Kind {
    null,
    boolean,
    integer,  ///< of any width
    decimal,
    single,
    floating,  ///< Edm.Double; also what a Decimal is divided to by `divby 0`
    string,
    guid,
    date,
    date_time,
    time_of_day,
    duration,
    binary,
    enumeration,
    collection,
    complex
  };
  Kind kind = Kind::null;
  bool truth = false;
  Dec number{};                 ///< integer, decimal
  bool floating_scale = false;  ///< decimal: of a property with floating scale
  double real = 0;              ///< single (exactly), floating
  std::string text{};           ///< string; guid in lower case; binary as base64url; an enumeration's unknown member
  Moment moment{};              ///< date, date_time, time_of_day
  Integer duration = 0;         ///< picoseconds
  std::optional<Integer> member{};        ///< enumeration: its number, unless the member is unknown
  std::uint32_t definition = Type::none;  ///< enumeration, complex: index by kind into the schema
  std::vector<Value> items{};             ///< collection
  const Json* json = nullptr;             ///< complex: the record or a part of it

  bool is_null() const { return kind == Kind::null; }
  bool is_number() const { return kind >= Kind::integer && kind <= Kind::floating; }
  bool is_true() const { return kind == Kind::boolean && truth; }
  double to_double() const;
  float to_float() const;

  static Value boolean(bool value);
  static Value integer(Integer value);  ///< past Int64 it is a decimal
  static Value decimal(Dec value);
  static Value single(float value);
  static Value floating(double value);
  static Value string(std::string text);
  static Value duration_of(Integer picoseconds);
  static Value of_moment(Kind kind, Moment moment);
  static Value collection(std::vector<Value> items = {});
};

/// Thrown where the standard, or the schema, makes evaluation fail.
struct Failure {
  Code code;
};

/// The value of a literal of the type in a payload (ABNF primitiveValue): nothing if the text is none.
std::optional<Value> parse_primitive(const Schema& schema, const Type& type, std::string_view text);
/// The value of a record's member, nullptr if it is absent. Throws Failure{invalid_data}.
Value read_json(const Schema& schema, const Type& type, const Json* json);
/// The property of a complex value; null if it has none.
Value read_property(const Schema& schema, const Value& complex, std::string_view name);

/// `eq` of two values, null included: nothing where the types do not go together.
std::optional<bool> equal(const Schema& schema, const Value& a, const Value& b);
/// -1, 0, 1; nothing where the two have no order (NaN, null, unknown members, other types).
std::optional<int> order(const Value& a, const Value& b);

/// The OData text of a primitive value, as in a payload: what cast(…,Edm.String) gives.
std::string primitive_text(const Schema& schema, const Value& value);
/// The value as JSON, in the form of Expression::evaluate.
Json to_json(const Schema& schema, const Value& value);
/// Whether the answer of an evaluation says this value: numbers exactly, doubles by value, the rest as text.
bool says(const Schema& schema, const Value& value, const Json& answer);

}  // namespace tamis::tests
