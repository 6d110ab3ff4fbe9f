// What `filter` and `query` have in common.
#include "src/cli/records.hpp"

#include <algorithm>
#include <boost/json.hpp>
#include <istream>
#include <system_error>
#include <utility>

#include <tamis/filter.hpp>
#include <tamis/read.hpp>

#include "src/cli/input.hpp"
#include "src/cli/input_files.hpp"

namespace tamis::cli {

namespace {

/// The members of the first of several responses, with the link to the page behind the last one, if it has one.
std::string with_next_link_of(const std::string& first, const std::string& last) {
  const auto members = [](const std::string& text) {
    boost::json::error_code wrong;
    const boost::json::value parsed = boost::json::parse(text, wrong);
    return wrong || !parsed.is_object() ? boost::json::object() : parsed.get_object();
  };
  boost::json::object joined = members(first);
  const boost::json::object others = members(last);
  for (const char* const link : {"@odata.nextLink", "@nextLink"}) {
    joined.erase(link);
    if (const boost::json::value* const next = others.if_contains(link)) joined[link] = *next;
  }
  return joined.empty() ? std::string() : boost::json::serialize(joined);
}

/// Reads one file after another.
class FileReader {
 public:
  FileReader(const Options& options, Terminal& terminal, const TakeRecord& take, const read::FindRecord& find)
      : options_(options), terminal_(terminal), take_(take), find_(find ? find : read::any_record(limits_)) {}

  Reading run(const Conclude& conclude) {
    const InputFiles files = find_input_files(options_, terminal_);
    reading_.status = files.status;
    if (files.status != Status::ok) return std::move(reading_);
    if (!options_.quiet) terminal_.progress.begin(files.bytes);
    for (const std::string& file : files.names) {
      if (!read(file)) break;
    }
    if (conclude)
      conclude(reading_.status,
               [&](const Record& record, const Diagnostics& fault) { return say_fault(record, fault); });
    terminal_.progress.end();
    if (responses_ > 1) reading_.envelope = with_next_link_of(reading_.envelope, last_envelope_);
    terminal_.out.flush();
    if (passed_over_ > 0) {
      terminal_.remark("passed over " + std::to_string(passed_over_)
                       + (passed_over_ == 1 ? " wrong record" : " wrong records"));
    }
    return std::move(reading_);
  }

 private:
  bool read(const std::string& file) {
    std::uint64_t bytes = 0;
    files_.push_back({file == "-" ? "<stdin>" : file, records_});
    Input input(file, [&] {
      terminal_.out.flush();
      terminal_.progress.show(bytes_ + bytes, records_);
    });
    std::istream stream(&input);
    const auto on_record = [&](const Record& record) {
      bytes = input.bytes_read();
      return take_record(record);
    };
    const auto on_error = [&](const ReadError& error) { return pass_over(error, input); };
    ReadSummary summary = read::read_records(stream, limits_, find_, on_record, on_error);
    bytes_ += input.bytes_read();
    if (summary.layout == RecordLayout::response) keep_envelope(std::move(summary.envelope));
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

  void keep_envelope(std::string&& envelope) {
    if (responses_++ == 0) reading_.envelope = envelope;
    last_envelope_ = std::move(envelope);
  }

  bool take_record(const Record& read) {
    Record record = read;
    record.index = records_++;
    const Result<bool> taken = take_(record);
    if (taken) return *taken && terminal_.out.usable();
    return say_fault(record, taken.error());
  }

  /// The name of the file that a record comes from.
  const std::string& file_of(const Record& record) const {
    const auto begins_behind = [](std::uint64_t index, const File& file) { return index < file.first; };
    return std::prev(std::upper_bound(files_.begin(), files_.end(), record.index, begins_behind))->name;
  }

  bool say_fault(const Record& record, const Diagnostics& faults) {
    terminal_.out.flush();  // good records before it come first where both go to one terminal
    for (const Diagnostic& fault : faults) {
      const Place place = place_in(record, fault.data_offset.value_or(0));
      terminal_.show_fault(file_of(record), place.line, place.column, fault, faults.text);
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

  void say(const ReadError& error, const std::string& file) {
    terminal_.out.flush();
    terminal_.show_fault(file, error.place.line, error.place.column,
                         {Severity::error, Code::malformed_data, {}, error.message});
  }

  bool stop(Status status) {
    reading_.status = status;
    return false;
  }

  /// A file that was read, and the number of its first record.
  struct File {
    std::string name;
    std::uint64_t first;
  };

  const Limits limits_{};
  const Options& options_;
  Terminal& terminal_;
  const TakeRecord& take_;
  const read::FindRecord find_;
  Reading reading_;
  std::vector<File> files_;
  std::string last_envelope_;
  std::uint64_t responses_ = 0;
  std::uint64_t bytes_ = 0;  ///< of the files before
  std::uint64_t records_ = 0;
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

Reading read_files(const Options& options, Terminal& terminal, const TakeRecord& take, const Conclude& conclude,
                   const read::FindRecord& find) {
  return FileReader(options, terminal, take, find).run(conclude);
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
