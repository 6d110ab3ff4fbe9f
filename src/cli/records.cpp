// What `filter` and `query` have in common.
#include "src/cli/records.hpp"

#include <algorithm>
#include <istream>
#include <system_error>
#include <utility>

#include <tamis/apply_text.hpp>
#include <tamis/filter.hpp>
#include <tamis/read.hpp>

#include "src/cli/input.hpp"
#include "src/cli/input_files.hpp"

namespace tamis::cli {

namespace {

/// The members of the first of several responses, with the link to the page behind the last one, if it has one.
std::string with_next_link_of(const std::string& first, const std::string& last) {
  std::string joined = with_control(first, "nextLink", find_control(last, "nextLink"));
  return joined == "{}" ? std::string() : joined;
}

/// Reads one file after another.
class FileReader {
 public:
  /// Reads all of a stream. Gives index numbers to records by itself.
  using ReadStream = std::function<MatchSummary(std::istream& stream, const Input& input)>;

  FileReader(const Options& options, Terminal& terminal) : options_(options), terminal_(terminal) {}

  /// Takes all records.
  Reading read_all(const TakeRecord& take, const Conclude& conclude) {
    const auto on_record = [&](const Record& read) {
      Record record = read;
      record.index = records_++;
      const Result<bool> taken = take(record);
      return taken ? *taken && terminal_.out.usable() : say_fault(record, taken.error());
    };
    return run(
        [&](std::istream& stream, const Input& input) {
          const auto on_error = [&](const ReadError& error) { return pass_over(malformed(error), {}, input); };
          ReadSummary read = read_records(stream, {}, on_record, on_error, options_.trust);
          MatchSummary summary;
          summary.layout = read.layout;
          summary.envelope = std::move(read.envelope);
          summary.stopped = read.stopped;
          if (read.error) summary.error = malformed(*read.error);
          return summary;
        },
        {}, conclude);
  }

  /// Takes those that meet a filter.
  Reading match_all(const Filter& filter, EvaluationContext& context, const RecordCallback& take) {
    const std::string& text = filter.warnings().text;
    MatchOptions matching;
    matching.threads = options_.threads;
    return run(
        [&](std::istream& stream, const Input& input) {
          const std::uint64_t before = records_;
          const auto on_match = [&](const Record& read) {
            Record record = read;
            record.index += before;
            records_ = record.index + 1;
            return take(record) && terminal_.out.usable();
          };
          const auto on_error = [&](const RecordError& error) { return pass_over(error, text, input); };
          MatchSummary summary = match_records(stream, filter, context, on_match, on_error, matching);
          records_ = before + summary.records;
          return summary;
        },
        text, {});
  }

 private:
  Reading run(const ReadStream& read_stream, const std::string& text, const Conclude& conclude) {
    const InputFiles files = find_input_files(options_, terminal_);
    reading_.status = files.status;
    if (files.status != Status::ok) return std::move(reading_);
    if (!options_.quiet) terminal_.progress.begin(files.bytes);
    for (const std::string& file : files.names) {
      if (!read(file, read_stream, text)) break;
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

  bool read(const std::string& file, const ReadStream& read_stream, const std::string& text) {
    files_.push_back({file == "-" ? "<stdin>" : file, records_});
    std::uint64_t bytes = 0;
    Input input(file, [&] {
      terminal_.out.flush();
      terminal_.progress.show(bytes_ + bytes, records_);
      bytes = input.bytes_read();
    });
    std::istream stream(&input);
    MatchSummary summary = read_stream(stream, input);
    bytes_ += input.bytes_read();
    if (summary.layout == RecordLayout::response) keep_envelope(std::move(summary.envelope));
    if (input.error() != 0) {
      terminal_.complain(input.name() + ": " + std::generic_category().message(input.error()));
      return stop(Status::io_failed);
    }
    if (summary.error) {
      say(*summary.error, text, input.name());
      return stop(Status::wrong_data);
    }
    return !summary.stopped;
  }

  void keep_envelope(std::string&& envelope) {
    if (responses_++ == 0) reading_.envelope = envelope;
    last_envelope_ = std::move(envelope);
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

  static RecordError malformed(const ReadError& error) {
    return {error.place, {Severity::error, Code::malformed_data, {}, error.message}};
  }

  bool pass_over(const RecordError& error, const std::string& text, const Input& input) {
    const bool cut_off = error.diagnostic.code == Code::malformed_data && input.error() != 0;
    if (!options_.skip_errors || cut_off) return false;
    say(error, text, input.name());
    ++passed_over_;
    return true;
  }

  /// `text`: of the expression that the error may have a place in.
  void say(const RecordError& error, const std::string& text, const std::string& file) {
    terminal_.out.flush();  // good records before it come first where both go to one terminal
    terminal_.show_fault(file, error.place.line, error.place.column, error.diagnostic, text);
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

  const Options& options_;
  Terminal& terminal_;
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

Reading read_files(const Options& options, Terminal& terminal, const TakeRecord& take, const Conclude& conclude) {
  return FileReader(options, terminal).read_all(take, conclude);
}

Reading match_files(const Options& options, Terminal& terminal, const Filter& filter, EvaluationContext& context,
                    const RecordCallback& take) {
  return FileReader(options, terminal).match_all(filter, context, take);
}

std::unique_ptr<RecordSink> choose_sink(const Options& options, Terminal& terminal, const Schema& schema,
                                        const Columns& selected, const Columns& computed) {
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
  if (!are_readable(options.columns, options, terminal, computed.empty() ? schema : Schema())) return nullptr;
  Columns columns = !options.columns.empty() ? options.columns : !selected.empty() ? selected : default_columns(type);
  if (options.columns.empty() && selected.empty()) columns.insert(columns.end(), computed.begin(), computed.end());
  return make_sink(options.output, terminal.out, columns, keys);
}

std::string without_count(const std::string& envelope) {
  return envelope.empty() ? envelope : with_control(envelope, "count", std::nullopt);
}

Status answer_status(const Options& options, const Reading& reading, bool matched) {
  if (reading.status != Status::ok || matched || !options.exit_status) return reading.status;
  return Status::nothing_matched;
}

}  // namespace tamis::cli
