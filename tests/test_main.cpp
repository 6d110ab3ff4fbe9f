// Runs the test cases and ends with the line `N passed, N failed, N skipped`.
#include "tests/support/sanitizer.hpp"
#include "tests/support/skip.hpp"

#define DOCTEST_CONFIG_IMPLEMENT
#if TAMIS_ADDRESS_SANITIZER
#  define DOCTEST_CONFIG_NO_POSIX_SIGNALS  // AddressSanitizer reports crashes better
#endif
#include <doctest/doctest.h>

#include <iostream>

namespace {

struct Tally {
  int passed = 0;
  int failed = 0;
  int skipped = 0;
  bool finished = false;  // false when doctest only lists test cases or prints help
};

Tally tally;
const char* running = "";   // name of the test case
bool skip_running = false;  // it called skip()

struct TallyListener : doctest::IReporter {
  explicit TallyListener(const doctest::ContextOptions&) {}

  void report_query(const doctest::QueryData&) override {}
  void test_run_start() override {}
  void test_run_end(const doctest::TestRunStats&) override { tally.finished = true; }
  void test_case_start(const doctest::TestCaseData& test_case) override {
    running = test_case.m_name;
    skip_running = false;
  }
  void test_case_reenter(const doctest::TestCaseData&) override {}
  void test_case_end(const doctest::CurrentTestCaseStats& stats) override {
    ++(!stats.testCaseSuccess ? tally.failed : skip_running ? tally.skipped : tally.passed);
  }
  void test_case_exception(const doctest::TestCaseException&) override {}
  void subcase_start(const doctest::SubcaseSignature&) override {}
  void subcase_end() override {}
  void log_assert(const doctest::AssertData&) override {}
  void log_message(const doctest::MessageData&) override {}
  void test_case_skipped(const doctest::TestCaseData&) override {}  // left out by a filter
};

DOCTEST_REGISTER_LISTENER("tally", 0, TallyListener);

}  // namespace

void tamis::tests::skip(std::string_view reason) {
  skip_running = true;
  std::cout << "skipped: " << running << ": " << reason << std::endl;
}

int main(int argc, char** argv) {
  doctest::Context context(argc, argv);
  const int status = context.run();
  if (tally.finished) {
    std::cout << tally.passed << " passed, " << tally.failed << " failed, " << tally.skipped << " skipped" << std::endl;
  }
  return status;
}
