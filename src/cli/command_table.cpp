// What the program takes, read from CLI11's tables.
#include "src/cli/command_table.hpp"

#include <tamis/diagnostic_codes.hpp>

namespace tamis::cli {

namespace {

/// `WORD:{stop,skip}` is how CLI11 calls a value that is one of some words.
void split_type(const std::string& type, OptionRow& row) {
  const std::size_t brace = type.find(":{");
  row.value = type.substr(0, brace);
  if (brace == std::string::npos) return;
  std::size_t begin = brace + 2;
  while (begin < type.size()) {
    const std::size_t end = type.find_first_of(",}", begin);
    row.words.push_back(type.substr(begin, end - begin));
    if (end == std::string::npos || type[end] == '}') return;
    begin = end + 1;
  }
}

std::vector<std::string> all_codes() {
  return {
#define TAMIS_CODE(identifier, word, meaning, remedy, example) word,
      TAMIS_DIAGNOSTIC_CODES(TAMIS_CODE)
#undef TAMIS_CODE
  };
}

}  // namespace

std::vector<OptionRow> option_rows(const CLI::App& command) {
  std::vector<OptionRow> rows;
  for (const CLI::Option* const option :
       command.get_options([](const CLI::Option* o) { return !o->get_group().empty(); })) {
    OptionRow row;
    row.description = option->get_description();
    row.is_argument = option->get_positional();
    for (const std::string& name : option->get_lnames())
      row.names.push_back("--" + name);
    for (const std::string& name : option->get_snames())
      row.names.push_back("-" + name);
    if (row.is_argument) row.names = {option->get_name()};
    row.is_required = option->get_required();
    row.repeats = option->get_items_expected_max() > 1;
    row.takes_value = option->get_items_expected_max() > 0;
    split_type(option->get_type_name(), row);
    if (row.value == "CODE") row.words = all_codes();
    rows.push_back(std::move(row));
  }
  return rows;
}

std::vector<const CLI::App*> command_rows(const CLI::App& app) {
  return app.get_subcommands([](const CLI::App* command) { return !command->get_group().empty(); });
}

}  // namespace tamis::cli
