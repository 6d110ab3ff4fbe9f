// Standard output for data and standard error for words.
#include "src/cli/terminal.hpp"

#include <algorithm>

#include <boost/json.hpp>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <system_error>

#include "src/cli/system.hpp"

namespace tamis::cli {

namespace {

/// Colours on standard error: only for a person, and not against their wish (https://no-color.org).
bool use_color() {
  const char* const no_color = std::getenv("NO_COLOR");
  const bool unwanted = no_color != nullptr && *no_color != '\0';
  return !unwanted && !is_dumb_terminal() && system::is_terminal(system::standard_error);
}

}  // namespace

void say(std::string_view text) {
  // What cannot be said to anyone is not worth a status of its own.
  while (!text.empty()) {
    const std::ptrdiff_t written = system::write(system::standard_error, text);
    if (written <= 0) return;
    text.remove_prefix(static_cast<std::size_t>(written));
  }
}

bool is_dumb_terminal() {
  const char* const term = std::getenv("TERM");
  return term != nullptr && std::string_view(term) == "dumb";
}

void Terminal::tell(std::string_view text) const {
  progress.erase();
  say(text);
}

bool Output::write(std::string_view text) {
  if (error_ != 0) return false;
  if (buffer_.size() + text.size() > capacity && !flush()) return false;
  if (text.size() > capacity) return write_through(text);
  buffer_ += text;
  return true;
}

bool Output::flush() {
  const bool written = error_ == 0 && write_through(buffer_);
  buffer_.clear();
  return written;
}

bool Output::write_through(std::string_view text) {
  if (before_writing_ && !text.empty()) before_writing_();
  while (!text.empty()) {
    const std::ptrdiff_t written = system::write(system::standard_output, text);
    if (written < 0) return error_ = errno, false;
    text.remove_prefix(static_cast<std::size_t>(written));
  }
  return true;
}

bool Output::is_terminal() const noexcept { return system::is_terminal(system::standard_output); }

std::size_t Output::width() const noexcept { return is_terminal() ? system::columns(system::standard_output) : 0; }

void Terminal::remark(std::string_view text) const {
  if (!manners.quiet) complain(text);
}

void Terminal::complain(std::string_view text) const { tell("tamis: " + printable(text) + "\n"); }

void Terminal::show(const Diagnostics& diagnostics, const std::string& source) const {
  Diagnostics shown = diagnostics;
  if (manners.quiet) std::erase_if(shown.items, [](const Diagnostic& d) { return d.severity != Severity::error; });
  if (shown.empty()) return;
  shown.sort();
  tell(manners.json ? to_json(shown) + "\n" : render(shown, {use_color(), source}));
}

void Terminal::show_fault(const std::string& file, std::uint64_t line, std::uint64_t column, const Diagnostic& fault,
                          std::string_view text) const {
  const Span span = fault.span;
  const bool placed = span.length > 0 && span.end() <= text.size();
  if (manners.json) {
    boost::json::object told{{"severity", "error"}, {"code", name(fault.code)}, {"file", file}};
    if (line > 0) {
      told["line"] = line;
      told["column"] = column;
    }
    told["message"] = fault.message;
    if (placed) {
      told["offset"] = span.offset;
      told["length"] = span.length;
    }
    tell("[" + boost::json::serialize(told) + "]\n");
    return;
  }
  const std::string place = line == 0 ? file : file + ":" + std::to_string(line) + ":" + std::to_string(column);
  constexpr std::uint32_t most = 60;
  std::string part;
  if (placed && span.length < text.size()) {
    std::string_view shown = text.substr(span.offset, std::min(span.length, most));
    while (shown.size() < span.length && !shown.empty() && (static_cast<unsigned char>(shown.back()) & 0x80U) != 0)
      shown.remove_suffix(1);  // not in the middle of a character
    part = ", in '" + std::string(shown) + (shown.size() < span.length ? "…'" : "'");
  }
  tell(printable(place) + ": error[" + std::string(name(fault.code)) + "]: " + printable(fault.message + part) + "\n");
}

Status Terminal::finish(Status status) {
  out.flush();
  if (out.usable()) return status;
  if (out.error() == EPIPE) return Status::ok;
  complain("standard output: " + std::generic_category().message(out.error()));
  return Status::io_failed;
}

}  // namespace tamis::cli
