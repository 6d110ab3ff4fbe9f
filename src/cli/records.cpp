// What `filter` and `query` have in common.
#include "src/cli/records.hpp"

#include <algorithm>
#include <istream>
#include <system_error>
#include <utility>

#include <tamis/filter.hpp>
#include <tamis/read.hpp>

#include "src/cli/input.hpp"

namespace tamis::cli {

namespace {

/// Reads one file after another.
class FileReader {
 public:
  FileReader(const Options& options, Terminal& terminal, const TakeRecord& take)
      : options_(options), terminal_(terminal), take_(take) {}

  Reading run() {
    static const std::vector<std::string> standard_input = {"-"};
    for (const std::string& file : options_.files.empty() ? standard_input : options_.files) {
      if (!read(file)) break;
    }
    if (passed_over_ > 0) {
      terminal_.remark("passed over " + std::to_string(passed_over_)
                       + (passed_over_ == 1 ? " wrong record" : " wrong records"));
    }
    return std::move(reading_);
  }

 private:
  bool read(const std::string& file) {
    Input input(file, [this] { terminal_.out.flush(); });
    std::istream stream(&input);
    const auto on_record = [&](const Record& record) { return take_record(record, input.name()); };
    const auto on_error = [&](const ReadError& error) { return pass_over(error, input); };
    const ReadSummary summary = read_records(stream, {}, on_record, on_error);
    if (reading_.envelope.empty()) reading_.envelope = summary.envelope;
    if (input.error() != 0) {
      terminal_.complain(input.name() + ": " + std::generic_category().message(input.error()));
      return stop(Status::io_failed);
    }
    if (summary.error) {
      say(*summary.error, input.name());
      return stop(Status::wrong_data);
    }
    return !summary.stopped;
  }

  bool take_record(const Record& record, const std::string& file) {
    const Result<bool> taken = take_(record.json);
    if (taken) return *taken && terminal_.out.usable();
    for (const Diagnostic& fault : taken.error()) {
      terminal_.show_fault(file, record.line, record.column, fault, taken.error().text);
    }
    if (!options_.skip_errors) return stop(Status::wrong_data);
    ++passed_over_;
    return true;
  }

  bool pass_over(const ReadError& error, const Input& input) {
    if (!options_.skip_errors || input.error() != 0) return false;
    say(error, input.name());
    ++passed_over_;
    return true;
  }

  void say(const ReadError& error, const std::string& file) const {
    terminal_.show_fault(file, error.place.line, error.place.column,
                         {Severity::error, Code::malformed_data, {}, error.message});
  }

  bool stop(Status status) {
    reading_.status = status;
    return false;
  }

  const Options& options_;
  Terminal& terminal_;
  const TakeRecord& take_;
  Reading reading_;
  std::uint64_t passed_over_ = 0;
};

/// The columns of a table when none are named.
Columns default_columns(const StructuredType* type) {
  if (type == nullptr) return {"id"};
  Columns of_referrals = {"id", "status", "substatus", "type", "direction", "createdDateTime"};
  const auto has = [&](const std::string& name) { return type->find(name) != nullptr; };
  if (std::all_of(of_referrals.begin(), of_referrals.end(), has)) return of_referrals;
  Columns columns;
  for (const Property& property : type->properties) {
    if (property.type.kind == TypeKind::structured || property.type.collection) continue;
    if (columns.size() < of_referrals.size()) columns.push_back(property.name);
  }
  return columns;
}

/// Whether every column is an expression of names that the records have. Cells are read without a schema,
/// so it has to be one without, too.
bool are_readable(const Columns& columns, const Options& options, const Terminal& terminal, const Schema& schema) {
  CompileOptions typed;
  typed.type = options.type;
  for (const std::string& column : columns) {
    Result<Expression> expression = Expression::compile(column, schema, schema.is_dynamic() ? CompileOptions() : typed);
    if (expression) expression = Expression::compile(column, Schema());
    if (expression) continue;
    terminal.show(expression.error(), "--columns");
    return false;
  }
  return true;
}

}  // namespace

Reading read_files(const Options& options, Terminal& terminal, const TakeRecord& take) {
  return FileReader(options, terminal, take).run();
}

std::unique_ptr<RecordSink> choose_sink(const Options& options, Terminal& terminal, const Schema& schema,
                                        const Columns& selected, bool own_names) {
  const StructuredType* const type = record_type(schema, options);
  const Columns keys = type != nullptr ? type->keys : Columns{"id"};
  if (options.output == OutputForm::ids && type != nullptr && keys.empty()) {
    terminal.complain("--output ids: the type " + type->name + " has no key");
    return nullptr;
  }
  if (!options.columns.empty() && options.output != OutputForm::table) {
    terminal.complain("--columns is for --output table");
    return nullptr;
  }
  if (!are_readable(options.columns, options, terminal, own_names ? Schema() : schema)) return nullptr;
  Columns columns = !options.columns.empty() ? options.columns : !selected.empty() ? selected : default_columns(type);
  return make_sink(options.output, terminal.out, columns, keys);
}

Status answer_status(const Options& options, const Reading& reading, bool matched) {
  if (reading.status != Status::ok || matched || !options.exit_status) return reading.status;
  return Status::nothing_matched;
}

}  // namespace tamis::cli
