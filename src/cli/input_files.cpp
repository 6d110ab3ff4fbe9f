// The files of records that the command line names.
#include "src/cli/input_files.hpp"

#include <algorithm>
#include <array>
#include <filesystem>
#include <istream>
#include <string_view>

#include <tamis/pages.hpp>

#include "src/cli/input.hpp"
#include "src/cli/system.hpp"

namespace tamis::cli {

namespace {

namespace fs = std::filesystem;

/// Takes the files of one directory.
class Directory {
 public:
  Directory(std::string name, const Options& options, Terminal& terminal)
      : name_(std::move(name)), options_(options), terminal_(terminal) {}

  /// Appends its files in order.
  Status list(std::vector<std::string>& files) {
    std::error_code error;
    for (auto entry = fs::directory_iterator(system::path(name_), error); !error && entry != fs::directory_iterator();
         entry.increment(error)) {
      std::error_code unknown;
      const std::string name = system::name(entry->path().filename());
      if (is_record_file(name) && entry->is_regular_file(unknown)) look_at(name);
    }
    if (error) return terminal_.complain(name_ + ": " + error.message()), Status::io_failed;
    if (pages_.empty()) {
      terminal_.complain(name_
                         + ": the directory has no file of records (*.json, *.ndjson, *.jsonl, or these with .gz)");
      return Status::io_failed;
    }
    const PageOrder order = order_pages(pages_);
    for (const std::size_t page : order.order)
      files.push_back(path_of(pages_[page].name));
    if (!order.fault) return Status::ok;
    terminal_.show_fault(path_of(pages_[order.fault->page].name), 0, 0,
                         {Severity::error, Code::malformed_data, {}, order.fault->message});
    return options_.skip_errors ? Status::ok : Status::wrong_data;
  }

 private:
  std::string path_of(const std::string& file) const {
    return system::ends_with_separator(name_) ? name_ + file : name_ + '/' + file;
  }

  /// What cannot be read says so when it is to be read.
  void look_at(const std::string& name) {
    Input input(path_of(name));
    std::istream stream(&input);
    pages_.push_back(look_at_page(name, stream, {}));
    if (input.error() != 0) pages_.back().damaged = true;
  }

  std::string name_;
  const Options& options_;
  Terminal& terminal_;
  std::vector<SavedPage> pages_;
};

/// The bytes of all files; 0 when one of them does not say.
std::uint64_t count_bytes(const std::vector<std::string>& names) {
  std::uint64_t sum = 0;
  for (const std::string& name : names) {
    const auto bytes = system::file_size(name);
    if (!bytes) return 0;
    sum += *bytes;
  }
  return sum;
}

}  // namespace

bool is_record_file(const std::string& name) {
  std::string_view rest = name;
  if (rest.starts_with('.')) return false;
  if (rest.ends_with(".gz")) rest.remove_suffix(3);
  constexpr std::array<std::string_view, 3> extensions = {".json", ".ndjson", ".jsonl"};
  return std::any_of(extensions.begin(), extensions.end(), [&](std::string_view e) { return rest.ends_with(e); });
}

InputFiles find_input_files(const Options& options, Terminal& terminal) {
  InputFiles found;
  for (const std::string& file : options.files) {
    std::error_code unknown;
    if (file == "-" || !fs::is_directory(system::path(file), unknown)) {
      found.names.push_back(file);
      continue;
    }
    found.status = Directory(file, options, terminal).list(found.names);
    if (found.status != Status::ok) return found;
  }
  if (options.files.empty()) found.names.emplace_back("-");
  if (options.files.empty() && system::is_terminal(system::standard_input))
    terminal.remark(std::string("records are read from the terminal; ") + system::end_key + " ends them");
  found.bytes = count_bytes(found.names);
  return found;
}

}  // namespace tamis::cli
