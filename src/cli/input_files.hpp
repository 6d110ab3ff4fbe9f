// The files of records that the command line names: files, standard input, and directories of saved pages.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "src/cli/options.hpp"
#include "src/cli/terminal.hpp"

namespace tamis::cli {

struct InputFiles {
  std::vector<std::string> names{};  ///< in the order in which they are to be read; `-` is standard input
  std::uint64_t bytes = 0;           ///< of all together, or 0 where that is not known
  Status status = Status::ok;        ///< if not ok nothing is to be read, and why has been said
};

/// Whether a file's name says that it holds records: *.json, *.ndjson, *.jsonl, and these with .gz.
bool is_record_file(const std::string& name);

/// Finds them. Of a directory these are its files of records, in the order of their links to one another. A page that
/// is missing among them is wrong data: said, and where the options pass over wrong data what is there is read.
InputFiles find_input_files(const Options& options, Terminal& terminal);

}  // namespace tamis::cli
