// W5, which orders and takes ten, beside W1, which only filters.
#include <string>

#include <tamis/query.hpp>
#include <tamis/schema.hpp>

#include "tests/bench/mapped_file.hpp"
#include "tests/bench/setup.hpp"
#include "tests/bench/workloads.hpp"

namespace tamis::bench {

namespace {

std::uint64_t run_query(const std::string& path, const Query& query) {
  EvaluationContext context;
  QueryRun run(query, context, [](std::string_view) {});
  const MappedFile file(path);
  for (std::string_view text = file.text(); !text.empty();)
    run.add(take_line(text)).value();
  (void)run.finish().value();
  return run.matched();
}

}  // namespace

void measure_orderby(const Setup& setup, Report& report) {
  const std::string path = ndjson_file(setup, setup.records);
  const std::string filter = "$filter=" + std::string(workloads()[0].filter);
  const Query w1 = Query::compile(filter, referral_schema()).value();
  const Query w5 = Query::compile(filter + std::string(w5_options), referral_schema()).value();
  const Race race({{"W1", timed(setup.clock, [&] { return run_query(path, w1); })},
                   {"W5", timed(setup.clock, [&] { return run_query(path, w5); })}},
                  setup.rounds);
  report.heading("W5: W1 with $orderby and $top, through QueryRun");
  report.throughput(race, size_of(path));
  report.check("W5", race);
  report.measure("W5: time / W1", at_most(1.1), race.ratio("W5", "W1"));
}

}  // namespace tamis::bench
