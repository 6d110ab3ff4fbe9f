// Heap allocations per evaluation, counted by replacing operator new of the whole program.
#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>
#include <cstdlib>
#include <new>
#include <string>
#include <vector>

#include <tamis/filter.hpp>
#include <tamis/schema.hpp>

#include "tests/bench/allocations.hpp"
#include "tests/bench/referral_generator.hpp"
#include "tests/bench/setup.hpp"
#include "tests/bench/workloads.hpp"

namespace {

thread_local std::uint64_t allocations = 0;

void* allocate(std::size_t size) noexcept {
  ++allocations;
  return std::malloc(size == 0 ? 1 : size);
}

void* allocate(std::size_t size, std::align_val_t alignment) noexcept {
  ++allocations;
  void* memory = nullptr;
  return ::posix_memalign(&memory, static_cast<std::size_t>(alignment), size == 0 ? 1 : size) == 0 ? memory : nullptr;
}

}  // namespace

void* operator new(std::size_t size) {
  if (void* const memory = allocate(size)) return memory;
  throw std::bad_alloc();
}
void* operator new(std::size_t size, std::align_val_t alignment) {
  if (void* const memory = allocate(size, alignment)) return memory;
  throw std::bad_alloc();
}
void* operator new(std::size_t size, const std::nothrow_t&) noexcept { return allocate(size); }
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }
void operator delete(void* memory, std::align_val_t) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t, std::align_val_t) noexcept { std::free(memory); }

namespace tamis::bench {

std::uint64_t allocations_so_far() { return allocations; }

namespace {

// The second time over the same records nothing is to be allocated.
template <typename Records>
double allocations_when_warm(const Records& records, const Filter& filter) {
  EvaluationContext context;
  std::uint64_t before = 0;
  for (int i = 0; i < 2; ++i) {
    before = allocations_so_far();
    for (const auto& record : records)
      (void)filter.matches(record, context).value();
  }
  return static_cast<double>(allocations_so_far() - before) / static_cast<double>(records.size());
}

}  // namespace

void measure_allocations(const Setup& setup, Report& report) {
  report.heading("Heap allocations per evaluation, after each record has been seen once");
  std::vector<std::string> texts(1'000);
  std::vector<boost::json::value> values;
  for (std::size_t index = 0; index < texts.size(); ++index) {
    append_referral(texts[index], setup.seed, index);
    values.push_back(boost::json::parse(texts[index]));
  }
  for (const Workload& workload : workloads()) {
    const Filter filter = Filter::compile(workload.filter, referral_schema()).value();
    const double of_value = allocations_when_warm(values, filter);
    const double of_text = allocations_when_warm(texts, filter);
    report.measure(std::string(workload.id) + ", allocations per value", at_most(0), {of_value, of_value, of_value});
    report.measure(std::string(workload.id) + ", allocations per text", at_most(0), {of_text, of_text, of_text});
  }
}

}  // namespace tamis::bench
