// CellReader: what a record has at some paths, as text for people.
#include <boost/json.hpp>
#include <optional>
#include <utility>

#include <tamis/filter.hpp>

#include "src/cli/output.hpp"

namespace tamis::cli {

struct CellReader::State {
  std::vector<std::optional<Expression>> paths;
  EvaluationContext context;
};

namespace {

CellReader::Cell to_cell(std::string value) {
  if (value.empty() || value == "null") return {};
  if (value.front() == '"') {
    boost::json::error_code wrong;
    const boost::json::value string = boost::json::parse(value, wrong);
    return {wrong ? std::move(value) : std::string(string.as_string()), false};
  }
  const bool number = value.front() == '-' || (value.front() >= '0' && value.front() <= '9');
  return {std::move(value), number};
}

}  // namespace

CellReader::CellReader(const Columns& paths) : state_(std::make_unique<State>()) {
  // Without a schema, so that the columns may also be what $compute made, and values are shown as they
  // stand in the record.
  const Schema any;
  for (const std::string& path : paths) {
    Result<Expression> expression = Expression::compile(path, any);
    if (expression)
      state_->paths.emplace_back(std::move(*expression));
    else
      state_->paths.emplace_back();
  }
}

CellReader::~CellReader() = default;

std::vector<CellReader::Cell> CellReader::read(std::string_view record) {
  std::vector<Cell> cells;
  for (const std::optional<Expression>& path : state_->paths) {
    cells.emplace_back();
    if (!path) continue;
    Result<std::string> value = path->evaluate(record, state_->context);
    if (value) cells.back() = to_cell(std::move(*value));
  }
  return cells;
}

}  // namespace tamis::cli
