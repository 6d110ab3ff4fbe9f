// The two forms of a record that the machine runs over: the tape of a text, and a boost::json::value. Both
// offer the same members; a node is a number that only they understand.
#pragma once

#include <boost/json/value.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "src/evaluate/fused.hpp"
#include "src/json/document.hpp"
#include "src/value/decimal.hpp"
#include "src/value/scratch.hpp"

namespace tamis {
inline namespace v0 {

enum class JsonKind : std::uint8_t { null, boolean, number, string, array, object };

/// "a string", "an object"…
std::string_view words(JsonKind kind) noexcept;

/// A record on the tape of a Document: nodes are indexes of elements.
class TapeRecord {
 public:
  static constexpr bool uses_scratch = true;  ///< for strings with escapes
  TapeRecord(const json::Document& document, Scratch& scratch) : document_(document), scratch_(scratch) {}

  std::uint64_t root() const noexcept { return 0; }
  JsonKind kind(std::uint64_t node) const noexcept;
  bool boolean(std::uint64_t node) const noexcept { return element(node).kind == json::Kind::true_; }
  /// The text with escapes undone; lives as long as the record's text and the scratch.
  std::string_view string(std::uint64_t node) const;
  /// A number without fraction and exponent that fits.
  std::optional<std::int64_t> integer(std::uint64_t node) const noexcept;
  std::optional<Decimal> decimal(std::uint64_t node) const;
  /// Nothing beyond the range of double.
  std::optional<double> real(std::uint64_t node) const;
  /// What a predicate asks of a number that is no integer.
  Verdict ask_fraction(std::uint64_t node, const Bound& bound, Operator op) const;

  std::size_t size(std::uint64_t array_or_object) const noexcept { return element(array_or_object).count; }
  std::uint64_t first(std::uint64_t array) const noexcept { return array + 1; }
  std::uint64_t next(std::uint64_t item) const noexcept { return element(item).next; }
  /// The last member of this name.
  std::optional<std::uint64_t> find(std::uint64_t object, std::string_view name) const;
  /// The same; `place` is a guess where it stands, and is set right.
  std::optional<std::uint64_t> find(std::uint64_t object, std::string_view name, std::uint32_t&) const {
    return find(object, name);
  }
  /// Calls take(name, node) for each member until it returns false; whether it never did.
  template <typename Take>
  bool each_member(std::uint64_t object, Take&& take) const {
    std::uint64_t at = object + 1;
    for (std::size_t left = size(object); left > 0; --left, at = element(at + 1).next)
      if (!take(string(at), at + 1)) return false;
    return true;
  }

  /// Where the value begins in the record's text.
  std::optional<std::uint64_t> offset(std::uint64_t node) const noexcept {
    const json::Element& e = element(node);
    return e.offset - (e.kind == json::Kind::string ? 1u : 0u);
  }
  /// Appends the JSON text.
  void write(std::uint64_t node, std::string& out) const;
  /// About how many bytes that text has.
  std::size_t text_size(std::uint64_t node) const noexcept { return element(node).length; }

 private:
  const json::Element& element(std::uint64_t node) const noexcept {
    return document_.elements()[static_cast<std::size_t>(node)];
  }
  bool is_named(const json::Element& member, std::string_view name) const;
  const json::Document& document_;
  Scratch& scratch_;
};

/// A record that is a boost::json::value: nodes are addresses of values. Doubles stand for decimals, as
/// Decimal::from_double says.
class ValueRecord {
 public:
  static constexpr bool uses_scratch = false;
  ValueRecord(const boost::json::value& record, Scratch&) : root_(&record) {}

  std::uint64_t root() const noexcept { return address(*root_); }
  JsonKind kind(std::uint64_t node) const noexcept {
    switch (value(node).kind()) {
      case boost::json::kind::null: return JsonKind::null;
      case boost::json::kind::bool_: return JsonKind::boolean;
      case boost::json::kind::int64:
      case boost::json::kind::uint64:
      case boost::json::kind::double_: return JsonKind::number;
      case boost::json::kind::string: return JsonKind::string;
      case boost::json::kind::array: return JsonKind::array;
      case boost::json::kind::object: break;
    }
    return JsonKind::object;
  }
  bool boolean(std::uint64_t node) const noexcept { return value(node).get_bool(); }
  std::string_view string(std::uint64_t node) const noexcept {
    const boost::json::string& text = value(node).get_string();
    return {text.data(), text.size()};
  }
  std::optional<std::int64_t> integer(std::uint64_t node) const noexcept;
  std::optional<Decimal> decimal(std::uint64_t node) const;
  std::optional<double> real(std::uint64_t node) const;
  Verdict ask_fraction(std::uint64_t node, const Bound& bound, Operator op) const {
    const double* const number = value(node).if_double();
    return number ? ask_double(bound, op, *number) : Verdict::unsure;
  }

  std::size_t size(std::uint64_t node) const noexcept;
  std::uint64_t first(std::uint64_t array) const noexcept;
  std::uint64_t next(std::uint64_t item) const noexcept { return item + sizeof(boost::json::value); }
  std::optional<std::uint64_t> find(std::uint64_t object, std::string_view name) const;
  /// The same; `place` is a guess where it stands, and is set right.
  std::optional<std::uint64_t> find(std::uint64_t node, std::string_view name, std::uint32_t& place) const {
    const boost::json::object& object = value(node).get_object();
    const std::uint32_t guess = likely_place(object, name.size(), place);
    if (guess < object.size()) {
      const auto& member = object.begin()[guess];
      if (same_text({member.key().data(), member.key().size()}, name)) {
        place = guess;
        return address(member.value());
      }
    }
    const auto found = object.find({name.data(), name.size()});
    if (found == object.end()) return std::nullopt;
    place = static_cast<std::uint32_t>(found - object.begin());
    return address(found->value());
  }
  /// The place, near another, of a member whose name has the length; beyond all if there is none. Records of one
  /// origin have their members in one order, but now and then leave some out.
  static std::uint32_t likely_place(const boost::json::object& object, std::size_t length,
                                    std::uint32_t place) noexcept {
    const auto members = object.begin();
    const auto size = static_cast<std::uint32_t>(object.size());
    constexpr std::uint32_t reach = 4;
    if (place < size && members[place].key().size() == length) return place;
    for (std::uint32_t away = 1; away <= reach; ++away) {
      if (place >= away && place - away < size && members[place - away].key().size() == length) return place - away;
      if (place + away < size && members[place + away].key().size() == length) return place + away;
    }
    return size;
  }
  template <typename Take>
  bool each_member(std::uint64_t object, Take&& take) const {
    for (const auto& member : value(object).get_object())
      if (!take(std::string_view(member.key().data(), member.key().size()), address(member.value()))) return false;
    return true;
  }

  static std::optional<std::uint64_t> offset(std::uint64_t) noexcept { return std::nullopt; }  ///< a value has no text
  void write(std::uint64_t node, std::string& out) const;
  std::size_t text_size(std::uint64_t node) const;

  static const boost::json::value& value(std::uint64_t node) noexcept {
    return *reinterpret_cast<const boost::json::value*>(static_cast<std::uintptr_t>(node));
  }

 private:
  static std::uint64_t address(const boost::json::value& value) noexcept {
    return reinterpret_cast<std::uintptr_t>(&value);
  }
  const boost::json::value* root_;
};

}  // namespace v0
}  // namespace tamis
