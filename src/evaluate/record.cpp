// The two forms of a record that the machine runs over.
#include "src/evaluate/record.hpp"

#include <charconv>
#include <cmath>

#include "src/evaluate/write_value.hpp"
#include "src/json/compact.hpp"
#include "src/json/write_string.hpp"
#include "src/value/literal.hpp"

namespace tamis {
inline namespace v0 {

std::string_view words(JsonKind kind) noexcept {
  switch (kind) {
    case JsonKind::null: return "null";
    case JsonKind::boolean: return "a Boolean";
    case JsonKind::number: return "a number";
    case JsonKind::string: return "a string";
    case JsonKind::array: return "an array";
    case JsonKind::object: return "an object";
  }
  return {};
}

// ---- tape ----

JsonKind TapeRecord::kind(std::uint64_t node) const noexcept {
  switch (element(node).kind) {
    case json::Kind::null: return JsonKind::null;
    case json::Kind::false_:
    case json::Kind::true_: return JsonKind::boolean;
    case json::Kind::number: return JsonKind::number;
    case json::Kind::string: return JsonKind::string;
    case json::Kind::array: return JsonKind::array;
    case json::Kind::object: break;
  }
  return JsonKind::object;
}

std::string_view TapeRecord::string(std::uint64_t node) const {
  const json::Element& text = element(node);
  if (!text.escaped) return document_.text(text);
  scratch_.spend_bytes(text.length);
  std::string& out = scratch_.buffer();
  json::unescape(document_.text(text), out);
  return scratch_.keep(out);
}

std::optional<std::int64_t> TapeRecord::integer(std::uint64_t node) const noexcept {
  constexpr std::size_t longest = 20;  // of -9223372036854775808; JSON has no zeros in front
  const std::string_view text = document_.text(element(node));
  return text.size() > longest ? std::nullopt : read_int64(text);
}

std::optional<Decimal> TapeRecord::decimal(std::uint64_t node) const {
  scratch_.spend_bytes(element(node).length);
  return Decimal::parse(document_.text(element(node)));
}

std::optional<double> TapeRecord::real(std::uint64_t node) const {
  const std::size_t length = element(node).length;
  scratch_.spend(length / 64 + Decimal::cost_of(length));
  return read_double(document_.text(element(node)));
}

Verdict TapeRecord::ask_fraction(std::uint64_t node, const Bound& bound, Operator op) const {
  if (!bound.as_double) return ask_number_text(bound, op, document_.text(element(node)), false);
  const auto number = real(node);
  return number ? ask_double(bound, op, *number) : Verdict::unsure;
}

bool TapeRecord::is_named(const json::Element& member, std::string_view name) const {
  if (!member.escaped) return document_.text(member) == name;
  constexpr std::size_t longest_escape = 6;  // of one byte: \u0061; two of them are four bytes
  if (member.length < name.size() || member.length > longest_escape * name.size()) return false;
  scratch_.spend_bytes(member.length);
  std::string& out = scratch_.buffer();
  json::unescape(document_.text(member), out);
  return out == name;
}

std::optional<std::uint64_t> TapeRecord::find(std::uint64_t object, std::string_view name) const {
  constexpr std::uint32_t members_per_step = 8;
  const json::Element& start = element(object);
  scratch_.spend(start.count / members_per_step);
  std::optional<std::uint64_t> found;
  std::uint64_t at = object + 1;
  for (std::uint32_t n = 0; n < start.count; ++n) {
    if (is_named(element(at), name)) found = at + 1;
    at = element(at + 1).next;
  }
  return found;
}

void TapeRecord::write(std::uint64_t node, std::string& out) const {
  const json::Element& e = element(node);
  if (e.kind == json::Kind::string)
    out.append(1, '"').append(document_.text(e)).append(1, '"');
  else
    json::drop_blanks(document_.text(e), out);
}

// ---- boost::json::value ----

std::optional<std::int64_t> ValueRecord::integer(std::uint64_t node) const noexcept {
  const boost::json::value& number = value(node);
  if (const std::int64_t* i = number.if_int64()) return *i;
  const std::uint64_t* u = number.if_uint64();
  if (u && *u <= static_cast<std::uint64_t>(INT64_MAX)) return static_cast<std::int64_t>(*u);
  return std::nullopt;
}

std::optional<Decimal> ValueRecord::decimal(std::uint64_t node) const {
  const boost::json::value& number = value(node);
  if (const std::int64_t* i = number.if_int64()) return Decimal(*i);
  if (const double* d = number.if_double())
    return std::isfinite(*d) ? std::optional(Decimal::from_double(*d)) : std::nullopt;
  return Decimal::parse(std::to_string(number.get_uint64()));
}

std::optional<double> ValueRecord::real(std::uint64_t node) const {
  const boost::json::value& number = value(node);
  if (const std::int64_t* i = number.if_int64()) return static_cast<double>(*i);
  if (const double* d = number.if_double()) return std::isfinite(*d) ? std::optional(*d) : std::nullopt;
  return static_cast<double>(number.get_uint64());
}

std::size_t ValueRecord::size(std::uint64_t node) const noexcept {
  const boost::json::value& v = value(node);
  return v.is_array() ? v.get_array().size() : v.get_object().size();
}

std::uint64_t ValueRecord::first(std::uint64_t array) const noexcept {
  return reinterpret_cast<std::uintptr_t>(value(array).get_array().data());
}

std::optional<std::uint64_t> ValueRecord::find(std::uint64_t object, std::string_view name) const {
  const boost::json::value* found = value(object).get_object().if_contains({name.data(), name.size()});
  return found ? std::optional(address(*found)) : std::nullopt;
}

namespace {

void write_scalar(const boost::json::value& value, std::string& out) {
  switch (value.kind()) {
    case boost::json::kind::bool_: out += value.get_bool() ? "true" : "false"; return;
    case boost::json::kind::int64: out += std::to_string(value.get_int64()); return;
    case boost::json::kind::uint64: out += std::to_string(value.get_uint64()); return;
    case boost::json::kind::double_: write_json(Value::of(value.get_double()), Schema(), out); return;
    case boost::json::kind::string:
      json::write_string({value.get_string().data(), value.get_string().size()}, out);
      return;
    default: out += "null"; return;
  }
}

}  // namespace

// As boost::json::serialize does, but with doubles as the rest of the library writes them.
void ValueRecord::write(std::uint64_t node, std::string& out) const {
  struct Frame {
    const boost::json::value* container;
    std::size_t next;
  };
  std::vector<Frame> open;
  const auto enter = [&](const boost::json::value& v) {
    if (!v.is_object() && !v.is_array()) return write_scalar(v, out);
    out += v.is_object() ? '{' : '[';
    open.push_back({&v, 0});
  };
  enter(value(node));
  while (!open.empty()) {
    Frame& frame = open.back();
    const auto* object = frame.container->if_object();
    if (frame.next == (object ? object->size() : frame.container->get_array().size())) {
      out += object ? '}' : ']';
      open.pop_back();
      continue;
    }
    const std::size_t index = frame.next++;
    if (index > 0) out += ',';
    if (!object) {
      enter(frame.container->get_array()[index]);
      continue;
    }
    const auto& member = *(object->begin() + static_cast<std::ptrdiff_t>(index));
    json::write_string({member.key().data(), member.key().size()}, out);
    out += ':';
    enter(member.value());
  }
}

std::size_t ValueRecord::text_size(std::uint64_t node) const {
  constexpr std::size_t number = 8;  // or a word
  std::size_t size = 0;
  std::vector<const boost::json::value*> open{&value(node)};
  while (!open.empty()) {
    const boost::json::value& next = *open.back();
    open.pop_back();
    size += next.is_string() ? next.get_string().size() : number;
    if (const auto* array = next.if_array())
      for (const boost::json::value& item : *array)
        open.push_back(&item);
    if (const auto* object = next.if_object())
      for (const auto& member : *object) {
        size += member.key().size();
        open.push_back(&member.value());
      }
  }
  return size;
}

}  // namespace v0
}  // namespace tamis
