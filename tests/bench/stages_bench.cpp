// The stages of a filter one by one, over the documented filters: parse, bind, compile, print, evaluate.
#include <benchmark/benchmark.h>

#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>
#include <memory>
#include <string>
#include <vector>

#include <tamis/complete.hpp>
#include <tamis/filter.hpp>
#include <tamis/parse.hpp>
#include <tamis/schema.hpp>

#include "src/compile/compile.hpp"
#include "src/compile/front.hpp"
#include "tests/bench/documented_filters.hpp"
#include "tests/bench/handwritten_parser.hpp"
#include "tests/bench/referral_generator.hpp"

namespace {

using namespace tamis;
using benchmark::State;

std::string_view text_of(const State& state) {
  return bench::documented_filters[static_cast<std::size_t>(state.range(0))];
}

void parse_text(State& state) {
  const std::string_view text = text_of(state);
  for (auto _ : state)
    benchmark::DoNotOptimize(parse(text));
  state.SetLabel(std::string(text.substr(0, 60)));
}

void parse_by_hand(State& state) {
  bench::HandwrittenError error;
  for (auto _ : state)
    benchmark::DoNotOptimize(bench::parse_by_hand(text_of(state), error));
}

void bind_tree(State& state) {
  const Tree tree = parse(text_of(state)).value();
  const Type type = referral_schema().default_type();
  for (auto _ : state) {
    std::vector<Diagnostic> found;
    benchmark::DoNotOptimize(v0::bind(tree, referral_schema(), type, {}, found));
  }
}

void compile_tree(State& state) {
  const auto checked = check(text_of(state), TextKind::filter, referral_schema(), {}).value();
  const NodeId root = checked.tree.root();
  for (auto _ : state) {
    std::vector<Diagnostic> found;
    benchmark::DoNotOptimize(
        compile_program(checked.tree, {}, root, referral_schema(), checked.binding, checked.record, found));
  }
}

void compile_filter(State& state) {
  for (auto _ : state)
    benchmark::DoNotOptimize(Filter::compile(text_of(state), referral_schema()));
}

void print_text(State& state) {
  const Filter filter = Filter::compile(text_of(state), referral_schema()).value();
  for (auto _ : state)
    benchmark::DoNotOptimize(filter.text());
}

// At every offset in turn; the time is that of one call.
void complete_text(State& state) {
  const std::string_view text = text_of(state);
  std::size_t offset = 0;
  for (auto _ : state) {
    benchmark::DoNotOptimize(complete(text, offset, referral_schema()));
    offset = offset == text.size() ? 0 : offset + 1;
  }
}

std::vector<std::string> some_records() {
  std::vector<std::string> records(64);
  for (std::size_t index = 0; index < records.size(); ++index)
    bench::append_referral(records[index], 1, index);
  return records;
}

void evaluate_value(State& state) {
  const Filter filter = Filter::compile(text_of(state), referral_schema()).value();
  std::vector<boost::json::value> values;
  for (const std::string& record : some_records())
    values.push_back(boost::json::parse(record));
  EvaluationContext context;
  std::size_t next = 0;
  for (auto _ : state)
    benchmark::DoNotOptimize(filter.matches(values[next++ % values.size()], context));
}

void evaluate_text(State& state) {
  const Filter filter = Filter::compile(text_of(state), referral_schema()).value();
  const std::vector<std::string> records = some_records();
  EvaluationContext context;
  std::size_t next = 0, bytes = 0;
  for (auto _ : state) {
    const std::string& record = records[next++ % records.size()];
    bytes += record.size();
    benchmark::DoNotOptimize(filter.matches(record, context));
  }
  state.SetBytesProcessed(static_cast<std::int64_t>(bytes));
}

constexpr int filters = bench::documented_filters.size();
BENCHMARK(parse_text)->DenseRange(0, filters - 1);
BENCHMARK(parse_by_hand)->DenseRange(0, filters - 1);
BENCHMARK(bind_tree)->DenseRange(0, filters - 1);
BENCHMARK(compile_tree)->DenseRange(0, filters - 1);
BENCHMARK(compile_filter)->DenseRange(0, filters - 1);
BENCHMARK(complete_text)->DenseRange(0, filters - 1);
BENCHMARK(print_text)->DenseRange(0, filters - 1);
BENCHMARK(evaluate_value)->DenseRange(0, filters - 1);
BENCHMARK(evaluate_text)->DenseRange(0, filters - 1);

}  // namespace
