// JSON as a plain tree whose numbers keep their text: records of random tests, and what evaluation answered.
#pragma once

#include <boost/json/value.hpp>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tamis::tests {

struct Json {
  enum class Kind { null, boolean, number, string, array, object };
  Kind kind = Kind::null;
  bool truth = false;
  std::string text{};  ///< a string's characters (UTF-8), or a number as written
  std::vector<Json> items{};
  std::vector<std::pair<std::string, Json>> members{};  ///< in order; of equal names the last counts

  static Json boolean(bool value);
  static Json number(std::string text);
  static Json string(std::string text);
  static Json array(std::vector<Json> items = {});
  static Json object();

  /// The member of this name, the last if there are several; nullptr if there is none.
  const Json* find(std::string_view name) const;
};

/// Strict JSON text, without blanks.
std::string to_text(const Json& json);
/// The same value for the evaluation of Boost values; numbers become int64, uint64 or the nearest double.
boost::json::value to_boost(const Json& json);
/// Whether no number of the value changes on its way through to_boost().
bool survives_boost(const Json& json);
/// Reads what evaluation answered. Throws std::runtime_error if it is no JSON.
Json parse_json(std::string_view text);

}  // namespace tamis::tests
