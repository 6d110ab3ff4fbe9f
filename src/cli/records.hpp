// What `filter` and `query` have in common: records of files in, records in the form asked for out.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include <tamis/match_records.hpp>
#include <tamis/read.hpp>
#include <tamis/result.hpp>

#include "src/cli/options.hpp"
#include "src/cli/output.hpp"
#include "src/cli/schema_option.hpp"
#include "src/cli/terminal.hpp"

namespace tamis::cli {

/// What becomes of one record; false when no further one is wanted. Errors are of this record. Record::index counts on
/// through all files.
using TakeRecord = std::function<Result<bool>(const Record& record)>;
/// Says what is wrong with a record that was taken before; whether to go on.
using SayFault = std::function<bool(const Record& record, const Diagnostics& fault)>;

/// How reading all files went.
struct Reading {
  Status status = Status::ok;
  std::string envelope{};  ///< of the first response; of several with the nextLink of the last
};

/// What is done when all has been read, or reading has ended with this status.
using Conclude = std::function<void(Status status, const SayFault& say)>;

/// Reads the records of all files, or of standard input. Says what is wrong with the data and, where the
/// options say so, goes on.
Reading read_files(const Options& options, Terminal& terminal, const TakeRecord& take, const Conclude& conclude = {});

/// The same, but takes only the records that meet a filter. NDJSON is looked at in several threads; `take` is called in
/// this one.
Reading match_files(const Options& options, Terminal& terminal, const Filter& filter, EvaluationContext& context,
                    const RecordCallback& take);

/// The sink that the options ask for; nothing, said why, when they cannot be met. `selected` are the
/// columns that the query leaves in a record, if it says so; `computed` are the names of those that it makes.
std::unique_ptr<RecordSink> choose_sink(const Options& options, Terminal& terminal, const Schema& schema,
                                        const Columns& selected = {}, const Columns& computed = {});

/// The members of a response but the number of its records, which is not that of the records that are put out.
std::string without_count(const std::string& envelope);

/// The status of an answer: that of reading, or `nothing_matched` where -e asks.
Status answer_status(const Options& options, const Reading& reading, bool matched);

}  // namespace tamis::cli
