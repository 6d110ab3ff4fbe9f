// Finding places in a text that is known to be valid JSON: a scanner that only skips.
#include "src/schema/csdl/path.hpp"

#include <boost/json.hpp>

#include <unordered_set>

namespace tamis {
inline namespace v0 {
namespace csdl {

namespace {

constexpr std::size_t longest_shown = 60;

/// At most 60 characters of a name.
std::string cut(std::string_view name) {
  std::size_t characters = 0;
  for (std::size_t i = 0; i < name.size(); ++i) {
    const bool starts_character = (static_cast<unsigned char>(name[i]) & 0xC0) != 0x80;
    if (starts_character && characters++ == longest_shown) return std::string(name.substr(0, i)) + "…";
  }
  return std::string(name);
}

/// A cursor over valid JSON.
class Scanner {
 public:
  explicit Scanner(std::string_view json) : json_(json) { skip_blanks(); }

  bool at_end() const noexcept { return at_ >= json_.size(); }
  char peek() const noexcept { return at_end() ? '\0' : json_[at_]; }
  std::size_t offset() const noexcept { return at_; }
  /// Passes over one punctuation character and the blanks after it.
  void step() noexcept {
    ++at_;
    skip_blanks();
  }

  /// Passes over a string; its text without the quotes.
  std::string_view string() noexcept {
    const std::size_t begin = ++at_;
    while (peek() != '"' && !at_end())
      at_ += peek() == '\\' ? 2 : 1;
    const std::string_view text = json_.substr(begin, at_ - begin);
    step();
    return text;
  }

  /// Passes over a value and all that it contains.
  void value() noexcept {
    std::size_t depth = 0;
    do {
      const char c = peek();
      if (c == '"') {
        string();
      } else if (c == '{' || c == '[') {
        ++depth;
        step();
      } else if (c == '}' || c == ']') {
        --depth;
        step();
      } else if (c == ',' || c == ':') {
        step();
      } else {
        word();
      }
    } while (depth != 0 && !at_end());
  }

 private:
  void skip_blanks() noexcept {
    while (!at_end() && std::string_view(" \t\r\n").find(json_[at_]) != std::string_view::npos)
      ++at_;
  }
  /// A number, true, false or null.
  void word() noexcept {
    while (!at_end() && std::string_view(",:]} \t\r\n").find(json_[at_]) == std::string_view::npos)
      ++at_;
    skip_blanks();
  }

  std::string_view json_;
  std::size_t at_ = 0;
};

std::string unescaped(std::string_view raw) {
  if (raw.find('\\') == std::string_view::npos) return std::string(raw);
  boost::json::error_code error;
  const boost::json::value value = boost::json::parse("\"" + std::string(raw) + "\"", error);
  return error ? std::string(raw) : std::string(value.as_string());
}

Span span_of(std::size_t offset, std::size_t length) noexcept {
  return {static_cast<std::uint32_t>(offset), static_cast<std::uint32_t>(length)};
}

/// Moves into the member of the object in front; false if it has none of this name.
bool enter_member(Scanner& scanner, std::string_view name, Span& place) {
  if (scanner.peek() != '{') return false;
  scanner.step();
  while (scanner.peek() == '"') {
    const std::size_t offset = scanner.offset();
    const std::string_view raw = scanner.string();
    scanner.step();  // the colon
    if (unescaped(raw) == name) {
      place = span_of(offset, raw.size() + 2);
      return true;
    }
    scanner.value();
    if (scanner.peek() == ',') scanner.step();
  }
  return false;
}

/// Moves into the item of the array in front; false if it has not so many.
bool enter_item(Scanner& scanner, std::size_t index, Span& place) {
  if (scanner.peek() != '[') return false;
  scanner.step();
  for (std::size_t i = 0; i < index && scanner.peek() != ']'; ++i) {
    scanner.value();
    if (scanner.peek() == ',') scanner.step();
  }
  if (scanner.peek() == ']') return false;
  const std::size_t offset = scanner.offset();
  Scanner after = scanner;
  place = span_of(offset, scanner.peek() == '"' ? after.string().size() + 2 : 1);
  return true;
}

}  // namespace

Path Path::member(std::string_view name) const {
  Path path = *this;
  path.steps_.push_back({name, 0, false});
  return path;
}

Path Path::item(std::size_t index) const {
  Path path = *this;
  path.steps_.push_back({{}, index, true});
  return path;
}

std::string Path::pointer() const {
  std::string text;
  for (const Step& step : steps_) {
    text += '/';
    for (const char c : step.is_item ? std::to_string(step.index) : cut(step.name)) {
      if (c == '~') {
        text += "~0";
      } else if (c == '/') {
        text += "~1";
      } else {
        text += c;
      }
    }
  }
  return text;
}

Span find_place(std::string_view json, const Path& path) {
  Scanner scanner(json);
  Span place = span_of(scanner.offset(), 0);
  for (const Path::Step& step : path.steps()) {
    const bool found = step.is_item ? enter_item(scanner, step.index, place) : enter_member(scanner, step.name, place);
    if (!found) break;
  }
  return place;
}

std::optional<DuplicateMember> find_duplicate_member(std::string_view json) {
  Scanner scanner(json);
  std::vector<std::unordered_set<std::string>> open;  // names seen; an array has a set that stays empty
  bool expects_name = false;
  while (!scanner.at_end()) {
    const char c = scanner.peek();
    if (c == '{' || c == '[') {
      open.emplace_back();
      expects_name = c == '{';
      scanner.step();
    } else if (c == '}' || c == ']') {
      open.pop_back();
      scanner.step();
      // What follows is a comma or a closing bracket; a comma of an object announces a name.
      expects_name = !open.empty() && !open.back().empty();
    } else if (c == ',' || c == ':') {
      scanner.step();
    } else if (expects_name) {
      const std::size_t offset = scanner.offset();
      const std::string_view raw = scanner.string();
      auto [name, is_new] = open.back().insert(unescaped(raw));
      if (!is_new) return DuplicateMember{span_of(offset, raw.size() + 2), *name};
      expects_name = false;
    } else {
      scanner.value();
      expects_name = !open.empty() && !open.back().empty();
    }
  }
  return std::nullopt;
}

std::string quoted(std::string_view name) { return "'" + cut(name) + "'"; }

}  // namespace csdl
}  // namespace v0
}  // namespace tamis
