// Shaped records as text and as values.
#include "src/query/shape_output.hpp"

#include <charconv>
#include <cmath>

#include "src/evaluate/machine.hpp"
#include "src/evaluate/write_value.hpp"
#include "src/json/compact.hpp"
#include "src/json/write_string.hpp"

namespace tamis {
inline namespace v0 {

// ---- text ----

void TextOutput::separate() {
  if (out_.back() != '{' && out_.back() != '[') out_ += ',';
}

// The element in front of a member's value is its name.
std::string_view TextOutput::name_text(std::uint64_t value) const {
  return document_.text(document_.elements()[static_cast<std::size_t>(value) - 1]);
}

void TextOutput::member(std::uint64_t value, std::string_view) {
  separate();
  out_.append(1, '"').append(name_text(value)).append("\":");
}

void TextOutput::copy(std::uint64_t node) {
  const json::Element& e = document_.elements()[static_cast<std::size_t>(node)];
  if (e.kind == json::Kind::array || e.kind == json::Kind::object)
    json::compact(document_.text(e), out_);
  else if (e.kind == json::Kind::string)
    out_.append(1, '"').append(document_.text(e)).append(1, '"');
  else
    out_.append(document_.text(e));
}

void TextOutput::count(std::uint64_t value, std::string_view, std::string_view suffix, std::uint64_t number) {
  separate();
  out_.append(1, '"').append(name_text(value)).append(suffix).append("\":").append(std::to_string(number));
}

std::string TextOutput::piece(const Value& value, const Program& program, const TapeRecord& record) const {
  std::string text, line;
  write_any(value, program, record, text);
  if (!json::spans_lines(text)) return text;
  json::drop_blanks(text, line);
  return line;
}

void TextOutput::computed(std::string_view name, Piece&& piece) {
  separate();
  json::write_string(name, out_);
  out_.append(1, ':').append(piece);
}

// ---- values ----

void ValueOutput::put(boost::json::value value) {
  if (open_.empty())
    result_ = std::move(value);
  else if (auto* object = open_.back().value.if_object())
    object->insert_or_assign(name_, std::move(value));
  else
    open_.back().value.get_array().push_back(std::move(value));
}

void ValueOutput::open(bool object) {
  open_.push_back(
      {name_, object ? boost::json::value(boost::json::object()) : boost::json::value(boost::json::array())});
}

void ValueOutput::close(bool) {
  Open done = std::move(open_.back());
  open_.pop_back();
  name_ = std::move(done.name);
  put(std::move(done.value));
}

void ValueOutput::count(std::uint64_t, std::string_view name, std::string_view suffix, std::uint64_t number) {
  name_.assign(name).append(suffix);
  put(number);
}

void ValueOutput::computed(std::string_view name, Piece&& piece) {
  name_ = name;
  put(std::move(piece));
}

namespace {

// As boost would read the number's text, but that doubles are rounded once.
boost::json::value number(const std::string& text) {
  const char *const begin = text.data(), *const end = begin + text.size();
  std::int64_t integer = 0;
  std::uint64_t natural = 0;
  double real = 0;
  if (text == "-0") return -0.0;
  if (const auto read = std::from_chars(begin, end, integer); read.ec == std::errc() && read.ptr == end) return integer;
  if (const auto read = std::from_chars(begin, end, natural); read.ec == std::errc() && read.ptr == end) return natural;
  std::from_chars(begin, end, real);
  return real;
}

// What write_json() writes.
boost::json::value scalar(const Value& value, const Schema& schema) {
  switch (value.kind) {
    case ValueKind::null:
    case ValueKind::unknown:
    case ValueKind::opaque: return nullptr;
    case ValueKind::boolean: return value.boolean;
    default: break;
  }
  const std::string text = primitive_text(value, schema);
  if (value.is_number() && (value.kind != ValueKind::floating || std::isfinite(value.floating))) return number(text);
  return boost::json::value(boost::json::string_view(text.data(), text.size()));
}

bool is_part_of_record(const Value& value) noexcept {
  return value.kind == ValueKind::object || value.kind == ValueKind::array || value.kind == ValueKind::geo_node;
}

}  // namespace

boost::json::value ValueOutput::piece(const Value& value, const Program& program, const ValueRecord&) const {
  struct List {
    const Value* at;
    const Value* end;
    bool members;
  };
  ValueOutput result;
  std::vector<List> lists;
  const auto add = [&](const Value& v) {
    if (v.is_composite()) {
      result.open(v.kind == ValueKind::members);
      lists.push_back({v.list.data, v.list.data + v.list.count, v.kind == ValueKind::members});
    } else if (is_part_of_record(v)) {
      result.copy(v.node);
    } else {
      result.put(scalar(v, program.schema));
    }
  };
  add(value);
  while (!lists.empty()) {
    List& list = lists.back();
    if (list.at == list.end) {
      result.close(list.members);
      lists.pop_back();
      continue;
    }
    if (list.members) result.name_ = list.at++->text();
    add(*list.at++);
  }
  return result.take();
}

}  // namespace v0
}  // namespace tamis
