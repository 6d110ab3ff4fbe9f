// tamis_bench: measures tamis beside yardsticks, in one run, and prints how they compare.
#include <algorithm>
#include <array>
#include <charconv>
#include <cstdio>
#include <exception>
#include <optional>
#include <string_view>
#include <vector>

#include "tests/bench/setup.hpp"

namespace {

using tamis::bench::Report;
using tamis::bench::Setup;

constexpr const char* usage = R"(usage: tamis_bench [WHAT…] [OPTION…]

WHAT is any of values, files, response, orderby, threads, allocations, parse; nothing means all.

  --records N           of the files (100000)
  --rounds N            of each comparison (7)
  --seed N              of the generated records (1)
  --clock processor     take processor time (the default), which bears a busy machine
  --clock wall          take elapsed time
  --directory PATH      for generated files (bench-data)
  --program PATH        the program tamis, to be measured too
  --node-modules PATH   a folder that holds @duckdb/node-api
  --markdown FILE       write the table of measures to it
  --no-outside          leave out jq, Node and DuckDB
)";

struct Part {
  std::string_view name;
  void (*measure)(const Setup&, Report&);
};
constexpr std::array<Part, 7> parts = {{{"values", tamis::bench::measure_values},
                                        {"files", tamis::bench::measure_files},
                                        {"response", tamis::bench::measure_response},
                                        {"orderby", tamis::bench::measure_orderby},
                                        {"threads", tamis::bench::measure_threads},
                                        {"allocations", tamis::bench::measure_allocations},
                                        {"parse", tamis::bench::measure_parse}}};

template <typename Number>
bool read_number(std::string_view text, Number& number) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc() && end == text.data() + text.size() && number > 0;
}

bool read_option(std::string_view name, std::string_view value, Setup& setup) {
  if (name == "--records") return read_number(value, setup.records);
  if (name == "--rounds") return read_number(value, setup.rounds);
  if (name == "--seed") return read_number(value, setup.seed);
  if (name == "--directory") return setup.directory = value, true;
  if (name == "--program") return setup.program = value, true;
  if (name == "--markdown") return setup.markdown = value, true;
  if (name == "--node-modules") return setup.node_modules = value, true;
  if (name != "--clock") return false;
  setup.clock = value == "wall" ? tamis::bench::Clock::wall : tamis::bench::Clock::processor;
  return value == "wall" || value == "processor";
}

struct Wishes {
  Setup setup;
  std::vector<Part> parts;
};

std::optional<Wishes> read_arguments(int argc, char** argv) {
  Wishes wishes;
  for (int i = 1; i < argc; ++i) {
    const std::string_view argument = argv[i];
    if (argument == "--no-outside") {
      wishes.setup.outside = false;
    } else if (argument.starts_with("--")) {
      if (i + 1 == argc || !read_option(argument, argv[++i], wishes.setup)) return std::nullopt;
    } else {
      const std::size_t before = wishes.parts.size();
      for (const Part& part : parts)
        if (part.name == argument || argument == "all") wishes.parts.push_back(part);
      if (wishes.parts.size() == before) return std::nullopt;
    }
  }
  if (wishes.parts.empty()) wishes.parts.assign(parts.begin(), parts.end());
  return wishes;
}

int run(const Wishes& wishes) {
  const Setup& setup = wishes.setup;
  std::printf("%llu records, %d rounds, %s time\n", static_cast<unsigned long long>(setup.records), setup.rounds,
              setup.clock == tamis::bench::Clock::wall ? "elapsed" : "processor");
  Report report;
  tamis::bench::check_against_slow_evaluator(setup, report);
  for (const Part& part : wishes.parts)
    part.measure(setup, report);
  return report.finish(setup.markdown) ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) {
  if (std::find(argv + 1, argv + argc, std::string_view("--help")) != argv + argc) {
    std::fputs(usage, stdout);
    return 0;
  }
  const auto wishes = read_arguments(argc, argv);
  if (!wishes) {
    std::fputs(usage, stderr);
    return 2;
  }
  try {
    return run(*wishes);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "tamis_bench: %s\n", error.what());
    return 1;
  }
}
