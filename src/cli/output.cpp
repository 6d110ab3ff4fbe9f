// The forms in which records are put out, but for the table.
#include "src/cli/output.hpp"

#include <boost/json/serialize.hpp>
#include <tamis/apply_text.hpp>
#include <tamis/read.hpp>

namespace tamis::cli {

namespace {

class NdjsonSink : public RecordSink {
 public:
  explicit NdjsonSink(Output& out) : out_(out) {}
  void record(std::string_view json) override {
    out_.write(one_line(json, line_));
    out_.write("\n");
  }
  void finish(const Ending&) override {}

 private:
  Output& out_;
  std::string line_;
};

class ArraySink : public RecordSink {
 public:
  explicit ArraySink(Output& out) : out_(out) {}
  void record(std::string_view json) override {
    out_.write(first_ ? "[\n" : ",\n");
    out_.write(one_line(json, line_));
    first_ = false;
  }
  void finish(const Ending&) override { out_.write(first_ ? "[]\n" : "\n]\n"); }

 private:
  Output& out_;
  std::string line_;
  bool first_ = true;
};

class CountSink : public RecordSink {
 public:
  explicit CountSink(Output& out) : out_(out) {}
  void record(std::string_view) override { ++count_; }
  void finish(const Ending& ending) override {
    if (ending.complete) out_.write(std::to_string(count_) + "\n");
  }

 private:
  Output& out_;
  std::uint64_t count_ = 0;
};

class IdsSink : public RecordSink {
 public:
  IdsSink(Output& out, const Columns& keys) : out_(out), keys_(keys) {}
  void record(std::string_view json) override {
    std::string line;
    for (const CellReader::Cell& cell : keys_.read(json)) {
      if (!line.empty()) line += ',';
      line += printable(cell.text);
    }
    out_.write(line += '\n');
  }
  void finish(const Ending&) override {}

 private:
  Output& out_;
  CellReader keys_;
};

/// Members of a response stand before its records, so they have to wait for the end.
class ResponseSink : public RecordSink {
 public:
  explicit ResponseSink(Output& out) : out_(out) {}
  void record(std::string_view json) override {
    records_ += records_.empty() ? "\n" : ",\n";
    records_ += one_line(json, line_);
  }
  void finish(const Ending& ending) override {
    if (!ending.complete) return;
    const std::string others = other_members(ending);
    out_.write("{" + others + (others.empty() ? "" : ",") + "\"value\":[");
    out_.write(records_);
    out_.write(records_.empty() ? "]}\n" : "\n]}\n");
  }

 private:
  /// The members beside `value`, without braces: those read, the count asked for, and the link to the next page.
  static std::string other_members(const Ending& ending) {
    std::string members = ending.envelope.empty() ? "{}" : ending.envelope;
    if (ending.count) members = with_control(members, "count", std::to_string(*ending.count));
    if (ending.next) {
      std::optional<std::string> link;
      if (!ending.next->empty()) link = boost::json::serialize(boost::json::string_view(*ending.next));
      members = with_control(members, "nextLink", link);
    }
    return members.substr(1, members.size() - 2);
  }

  Output& out_;
  std::string line_;
  std::string records_;
};

}  // namespace

std::unique_ptr<RecordSink> make_sink(OutputForm form, Output& out, const Columns& columns, const Columns& keys) {
  switch (form) {
    case OutputForm::json: return std::make_unique<ArraySink>(out);
    case OutputForm::response: return std::make_unique<ResponseSink>(out);
    case OutputForm::table: return make_table_sink(out, columns);
    case OutputForm::count: return std::make_unique<CountSink>(out);
    case OutputForm::ids: return std::make_unique<IdsSink>(out, keys);
    case OutputForm::ndjson: break;
  }
  return std::make_unique<NdjsonSink>(out);
}

}  // namespace tamis::cli
