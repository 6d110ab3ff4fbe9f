// The command lines of other programs, and how their answers are read.
#include "tests/bench/outside.hpp"

#include <sstream>
#include <stdexcept>

#include "tests/bench/child.hpp"

namespace tamis::bench {

namespace {

ChildRun run_well(const std::vector<std::string>& command, Clock clock, bool one_core) {
  ChildRun run = run_child(command, clock, one_core);
  if (!run.ended_well) throw std::runtime_error(command[0] + " failed");
  return run;
}

// A program that prints its count; its whole time counts.
Contestant counting_program(const Setup& setup, std::string name, std::vector<std::string> command, bool one_core) {
  return {std::move(name), [clock = setup.clock, command = std::move(command), one_core] {
            const ChildRun run = run_well(command, clock, one_core);
            return Run{std::stoull(run.output), run.seconds};
          }};
}

// A script of tests/bench/outside that prints its count, the processor time and the elapsed time of its work.
Contestant script(const Setup& setup, std::string name, std::vector<std::string> command) {
  return {std::move(name), [clock = setup.clock, command = std::move(command)] {
            const ChildRun run = run_well(command, clock, true);
            std::istringstream words(run.output);
            std::uint64_t count = 0;
            double processor = 0, wall = 0;
            if (!(words >> count >> processor >> wall)) throw std::runtime_error(command[1] + " printed " + run.output);
            return Run{count, clock == Clock::wall ? wall : processor};
          }};
}

std::string script_path(std::string_view name) {
  return std::string(TAMIS_SOURCE_DIR "/tests/bench/outside/") + std::string(name);
}

}  // namespace

Contestant tamis_program(const Setup& setup, std::string name, const Workload& workload, const std::string& path,
                         const std::vector<std::string>& options) {
  std::vector<std::string> command = {setup.program, "filter", std::string(workload.filter), "--output", "count"};
  command.insert(command.end(), options.begin(), options.end());
  command.push_back(path);
  return counting_program(setup, std::move(name), std::move(command), false);
}

std::optional<Contestant> duckdb(const Setup& setup, const Workload& workload, const std::string& path) {
  if (!setup.outside || setup.node_modules.empty() || !is_installed("node")) return std::nullopt;
  const std::string query = "select count(*) from read_json('" + path + "', format = 'newline_delimited', columns = "
                          + std::string(workload.duckdb_columns) + ") where " + std::string(workload.duckdb);
  return script(setup, "DuckDB, one thread", {"node", script_path("duckdb.cjs"), setup.node_modules, query});
}

std::optional<Contestant> node(const Setup& setup, const Workload& workload, const std::string& path) {
  if (!setup.outside || !is_installed("node")) return std::nullopt;
  return script(setup, "Node, JSON.parse", {"node", script_path("lines.cjs"), path, std::string(workload.javascript)});
}

std::optional<Contestant> jq(const Setup& setup, const Workload& workload, const std::string& path) {
  if (!setup.outside || !is_installed("jq")) return std::nullopt;
  const std::string program = "reduce (inputs | select(" + std::string(workload.jq) + ")) as $record (0; . + 1)";
  return counting_program(setup, "jq", {"jq", "-n", program, path}, true);
}

}  // namespace tamis::bench
