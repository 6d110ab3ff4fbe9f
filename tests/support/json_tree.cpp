// JSON as a plain tree: building, writing, reading.
#include "tests/support/json_tree.hpp"

#include <charconv>
#include <cstdlib>
#include <stdexcept>

#include "tests/support/slow_number.hpp"

namespace tamis::tests {

Json Json::boolean(bool value) {
  Json json;
  json.kind = Kind::boolean;
  json.truth = value;
  return json;
}

Json Json::number(std::string text) {
  Json json;
  json.kind = Kind::number;
  json.text = std::move(text);
  return json;
}

Json Json::string(std::string text) {
  Json json;
  json.kind = Kind::string;
  json.text = std::move(text);
  return json;
}

Json Json::array(std::vector<Json> items) {
  Json json;
  json.kind = Kind::array;
  json.items = std::move(items);
  return json;
}

Json Json::object() {
  Json json;
  json.kind = Kind::object;
  return json;
}

const Json* Json::find(std::string_view name) const {
  for (auto member = members.rbegin(); member != members.rend(); ++member)
    if (member->first == name) return &member->second;
  return nullptr;
}

// ---- writing ----

namespace {

void write_string(std::string& out, std::string_view text) {
  static constexpr char hex[] = "0123456789abcdef";
  out += '"';
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (byte < 0x20) {
      out += "\\u00";
      out += hex[byte >> 4];
      out += hex[byte & 15];
    } else {
      out += c;
    }
  }
  out += '"';
}

void write(std::string& out, const Json& json) {
  switch (json.kind) {
    case Json::Kind::null: out += "null"; return;
    case Json::Kind::boolean: out += json.truth ? "true" : "false"; return;
    case Json::Kind::number: out += json.text; return;
    case Json::Kind::string: return write_string(out, json.text);
    case Json::Kind::array:
      out += '[';
      for (std::size_t i = 0; i < json.items.size(); ++i) {
        if (i != 0) out += ',';
        write(out, json.items[i]);
      }
      out += ']';
      return;
    case Json::Kind::object:
      out += '{';
      for (std::size_t i = 0; i < json.members.size(); ++i) {
        if (i != 0) out += ',';
        write_string(out, json.members[i].first);
        out += ':';
        write(out, json.members[i].second);
      }
      out += '}';
      return;
  }
}

}  // namespace

std::string to_text(const Json& json) {
  std::string out;
  write(out, json);
  return out;
}

// ---- Boost values ----

namespace {

boost::json::value number_to_boost(const std::string& text) {
  const char* end = text.data() + text.size();
  std::int64_t small = 0;
  if (text != "-0" && std::from_chars(text.data(), end, small) == std::from_chars_result{end, std::errc()})
    return small;
  std::uint64_t large = 0;
  if (std::from_chars(text.data(), end, large) == std::from_chars_result{end, std::errc()}) return large;
  return std::strtod(text.c_str(), nullptr);
}

}  // namespace

boost::json::value to_boost(const Json& json) {
  switch (json.kind) {
    case Json::Kind::null: return nullptr;
    case Json::Kind::boolean: return json.truth;
    case Json::Kind::number: return number_to_boost(json.text);
    case Json::Kind::string: return boost::json::value(json.text);
    case Json::Kind::array: {
      boost::json::array array;
      for (const Json& item : json.items)
        array.push_back(to_boost(item));
      return array;
    }
    case Json::Kind::object: {
      boost::json::object object;
      for (const auto& [name, value] : json.members)
        object[name] = to_boost(value);
      return object;
    }
  }
  return nullptr;
}

bool survives_boost(const Json& json) {
  if (json.kind == Json::Kind::number) {
    const boost::json::value value = number_to_boost(json.text);
    if (!value.is_double()) return true;
    char shortest[64];
    const auto end = std::to_chars(shortest, shortest + sizeof shortest, value.get_double()).ptr;
    const auto before = Dec::parse(json.text), after = Dec::parse(std::string(shortest, end));
    return before && after && *before == *after;
  }
  for (const Json& item : json.items)
    if (!survives_boost(item)) return false;
  for (const auto& member : json.members)
    if (!survives_boost(member.second)) return false;
  return true;
}

// ---- reading ----

namespace {

class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {}

  Json all() {
    pass_blanks();
    Json json = value();
    if (at_ != text_.size()) fail();
    return json;
  }

 private:
  [[noreturn]] void fail() const { throw std::runtime_error("no JSON: " + std::string(text_)); }
  char peek() const { return at_ < text_.size() ? text_[at_] : '\0'; }
  void pass_blanks() {
    while (at_ < text_.size() && std::string_view(" \t\r\n").find(text_[at_]) != std::string_view::npos)
      ++at_;
  }
  /// A token, and the blanks behind it.
  bool take(std::string_view word) {
    if (text_.substr(at_, word.size()) != word) return false;
    at_ += word.size();
    pass_blanks();
    return true;
  }
  void need(std::string_view word) {
    if (!take(word)) fail();
  }

  Json value() {
    if (take("null")) return {};
    if (take("true")) return Json::boolean(true);
    if (take("false")) return Json::boolean(false);
    if (peek() == '"') return Json::string(string());
    if (take("[")) return array();
    if (take("{")) return object();
    const std::size_t begin = at_;
    while (at_ < text_.size() && std::string_view("0123456789+-.eE").find(text_[at_]) != std::string_view::npos)
      ++at_;
    if (begin == at_) fail();
    Json json = Json::number(std::string(text_.substr(begin, at_ - begin)));
    pass_blanks();
    return json;
  }

  Json array() {
    Json json = Json::array();
    if (take("]")) return json;
    do
      json.items.push_back(value());
    while (take(","));
    need("]");
    return json;
  }

  Json object() {
    Json json = Json::object();
    if (take("}")) return json;
    do {
      std::string name = string();
      need(":");
      json.members.emplace_back(std::move(name), value());
    } while (take(","));
    need("}");
    return json;
  }

  unsigned code_unit() {
    unsigned unit = 0;
    const char* begin = text_.data() + at_;
    if (at_ + 4 > text_.size() || std::from_chars(begin, begin + 4, unit, 16).ptr != begin + 4) fail();
    at_ += 4;
    return unit;
  }

  std::string string() {
    if (peek() != '"') fail();
    ++at_;
    std::string out;
    while (peek() != '"') {
      if (at_ >= text_.size()) fail();
      const char c = text_[at_++];
      if (c != '\\') {
        out += c;
        continue;
      }
      const char escape = peek();
      ++at_;
      static constexpr std::string_view names = "\"\\/bfnrt", meant = "\"\\/\b\f\n\r\t";
      if (const auto i = names.find(escape); i != std::string_view::npos) {
        out += meant[i];
      } else if (escape == 'u') {
        char32_t point = code_unit();
        if (point >= 0xD800 && point < 0xDC00) {
          at_ += 2;  // \u
          point = 0x10000 + ((point - 0xD800) << 10) + (code_unit() - 0xDC00);
        }
        append_utf8(out, point);
      } else {
        fail();
      }
    }
    ++at_;
    pass_blanks();
    return out;
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

}  // namespace

Json parse_json(std::string_view text) { return Reader(text).all(); }

}  // namespace tamis::tests
