// Diagnostics as JSON, for programs: one array, one object each.
#include <tamis/diagnostic.hpp>

#include "src/json/write_string.hpp"

namespace tamis {
inline namespace v0 {

namespace {

void write_member(std::string_view name, std::string_view value, std::string& out) {
  json::write_string(name, out);
  out += ':';
  json::write_string(value, out);
}

void write_span(Span span, std::string& out) {
  out += "\"offset\":" + std::to_string(span.offset) + ",\"length\":" + std::to_string(span.length);
}

void write_notes(const std::vector<std::string>& notes, std::string& out) {
  out += ",\"notes\":[";
  for (std::size_t i = 0; i < notes.size(); ++i) {
    if (i != 0) out += ',';
    json::write_string(notes[i], out);
  }
  out += ']';
}

void write_fixes(const std::vector<Edit>& fixes, std::string& out) {
  out += ",\"fixes\":[";
  for (std::size_t i = 0; i < fixes.size(); ++i) {
    out += i == 0 ? "{" : ",{";
    write_span(fixes[i].span, out);
    out += ',';
    write_member("replacement", fixes[i].replacement, out);
    out += '}';
  }
  out += ']';
}

void write_diagnostic(const Diagnostic& diagnostic, std::string& out) {
  out += '{';
  write_member("severity", name(diagnostic.severity), out);
  out += ',';
  write_member("code", name(diagnostic.code), out);
  out += ',';
  write_span(diagnostic.span, out);
  out += ',';
  write_member("message", diagnostic.message, out);
  if (!diagnostic.notes.empty()) write_notes(diagnostic.notes, out);
  if (!diagnostic.suggestion.empty()) {
    out += ',';
    write_member("suggestion", diagnostic.suggestion, out);
  }
  if (!diagnostic.fixes.empty()) write_fixes(diagnostic.fixes, out);
  out += '}';
}

}  // namespace

std::string to_json(const Diagnostics& diagnostics) {
  std::string out = "[";
  for (std::size_t i = 0; i < diagnostics.size(); ++i) {
    if (i != 0) out += ',';
    write_diagnostic(diagnostics.items[i], out);
  }
  return out += ']';
}

}  // namespace v0
}  // namespace tamis
