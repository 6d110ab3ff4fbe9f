// The records of a file that match a filter: NDJSON, an array or a response, gzip or not, in little memory.
#include <fstream>
#include <iostream>

#include <tamis/tamis.hpp>

int main(int argc, char** argv) {
  const auto filter = tamis::Filter::compile("status eq 'New'", tamis::referral_schema());
  if (!filter) return std::cerr << tamis::render(filter.error()), 1;
  tamis::EvaluationContext context;
  const auto print = [](const tamis::Record& record) {
    std::cout << record.line << ": " << record.json << '\n';
    return true;  // false would stop
  };
  const auto pass_over = [](const tamis::RecordError& error) {
    std::cerr << error.place.line << ':' << error.place.column << ": " << error.diagnostic.message << '\n';
    return true;  // false would end the reading with this error
  };

  if (argc > 1) {
    std::ifstream file(argv[1], std::ios::binary);
    const auto summary = tamis::match_records(file, *filter, context, print, pass_over);
    return summary.error ? 1 : 0;
  }
  const auto summary = tamis::match_records(R"([{"status":"New"},{"status":7.5},{"status":"Closed"}])", *filter,
                                            context, print, pass_over);
  return summary.matched == 1 && summary.passed_over == 1 && !summary.error ? 0 : 1;
}
