// The schema of a Thing, which has a property of every kind, and evaluation over it in one line.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>

#include <tamis/tamis.hpp>

namespace tamis::tests {

const Schema& things();

/// The errors of some diagnostics: "code at offset+length: message; …".
std::string words(const Diagnostics& diagnostics);
/// The first word of that.
std::string code(const std::string& words);

/// The clock says 2020-09-13T12:26:40Z.
EvaluationOptions options_with(Absent absent);

/// The value as JSON, or the error. Evaluated over text and over a boost::json::value, which must agree.
std::string evaluate(std::string_view expression, std::string_view record = "{}", const Schema& schema = things(),
                     Absent absent = Absent::null, const std::string& type = {});

struct Row {
  const char* expression;
  const char* value;
};
void check_all(std::initializer_list<Row> rows, std::string_view record = "{}", const Schema& schema = things());

}  // namespace tamis::tests
