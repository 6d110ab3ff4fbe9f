// Printing.
#include "tests/bench/report.hpp"

#include <array>
#include <cmath>
#include <cstdio>
#include <fstream>
#include <stdexcept>

namespace tamis::bench {

namespace {

std::string number(double value) {
  std::array<char, 32> buffer;
  const int digits = value == 0 || std::fabs(value) >= 100 ? 0 : std::fabs(value) >= 10 ? 1 : 2;
  return {buffer.data(), static_cast<std::size_t>(std::snprintf(buffer.data(), buffer.size(), "%.*f", digits, value))};
}

std::string words(Spread spread, std::string_view unit) {
  std::string text = number(spread.median);
  if (spread.least != spread.most) text += " [" + number(spread.least) + " - " + number(spread.most) + "]";
  if (!unit.empty()) text += " " + std::string(unit);
  return text;
}

}  // namespace

void Report::print(const Row& row) {
  std::printf("  %-58s %-9s %-28s %s\n", row.name.c_str(), row.goal.c_str(), row.measured.c_str(), row.verdict.c_str());
  std::fflush(stdout);
}

void Report::heading(std::string_view text) {
  std::printf("\n%.*s\n", static_cast<int>(text.size()), text.data());
  std::fflush(stdout);
}

void Report::figure(std::string_view name, Spread measured, std::string_view unit) {
  print({std::string(name), "", words(measured, unit), ""});
}

void Report::throughput(const Race& race, double bytes) {
  for (const std::string& name : race.names()) {
    const Spread seconds = race.seconds(name);
    const auto rate = [bytes](double time) { return bytes / time / 1e6; };
    figure(name, {rate(seconds.median), rate(seconds.most), rate(seconds.least)}, "MB/s");
  }
}

void Report::measure(std::string_view name, Goal goal, Spread measured, std::string_view unit) {
  const bool at_most = goal.kind == Goal::Kind::at_most;
  const bool met = at_most ? measured.median <= goal.bound : measured.median >= goal.bound;
  rows_.push_back({std::string(name), (at_most ? "<= " : ">= ") + number(goal.bound), words(measured, unit),
                   met ? "pass" : "MISS"});
  print(rows_.back());
}

void Report::skip(std::string_view name, std::string_view why) {
  rows_.push_back({std::string(name), "", std::string(why) + ", skipped", ""});
  print(rows_.back());
}

void Report::fault(std::string_view text) {
  faults_.emplace_back(text);
  std::printf("  WRONG: %.*s\n", static_cast<int>(text.size()), text.data());
}

void Report::check(std::string_view what, const Race& race) {
  if (!race.complaint().empty()) fault(std::string(what) + ": " + race.complaint());
}

void Report::write_markdown(const std::string& path) const {
  std::ofstream file(path);
  file << "| measure | goal | median [least - most] | |\n|---|---|---|---|\n";
  for (const Row& row : rows_)
    file << "| " << row.name << " | " << row.goal << " | " << row.measured << " | " << row.verdict << " |\n";
  if (!file.flush()) throw std::runtime_error("cannot write " + path);
}

bool Report::finish(const std::string& markdown) {
  if (!markdown.empty()) write_markdown(markdown);
  heading("All measures: name, goal, median [least - most] of the rounds");
  for (const Row& row : rows_)
    print(row);
  for (const std::string& fault : faults_)
    std::printf("  WRONG: %s\n", fault.c_str());
  return faults_.empty();
}

}  // namespace tamis::bench
