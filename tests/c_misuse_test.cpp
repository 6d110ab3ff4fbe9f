// The C interface: calls that are wrong, structures of other versions, allocators, and what the library exports.
#include <tamis/tamis.h>

#include <doctest/doctest.h>

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <regex>
#include <set>
#include <sstream>
#include <string>

#include "tests/support/c_calls.hpp"
#include "tests/support/c_objects.hpp"
#include "tests/support/run_program.hpp"
#include "tests/support/skip.hpp"
#include "tests/support/tamis_program.hpp"

namespace {

using namespace tamis::tests;

/// Counts what it has given out; gives nothing once `left` is used up.
struct Counter {
  std::size_t blocks = 0, bytes = 0;
  std::size_t given = 0;
  std::size_t left = static_cast<std::size_t>(-1);
  bool wrong_size = false;

  static void* allocate(void* context, std::size_t size, std::size_t alignment) {
    Counter& self = *static_cast<Counter*>(context);
    if (self.left == 0) return nullptr;
    --self.left;
    ++self.given;
    ++self.blocks;
    self.bytes += size;
    CHECK(alignment <= alignof(std::max_align_t));
    auto* const block = static_cast<std::size_t*>(std::malloc(size + sizeof(std::max_align_t)));
    *block = size;
    return reinterpret_cast<char*>(block) + sizeof(std::max_align_t);
  }

  static void deallocate(void* context, void* memory, std::size_t size, std::size_t) {
    Counter& self = *static_cast<Counter*>(context);
    auto* const block = reinterpret_cast<std::size_t*>(static_cast<char*>(memory) - sizeof(std::max_align_t));
    self.wrong_size = self.wrong_size || *block != size;
    --self.blocks;
    self.bytes -= size;
    std::free(block);
  }

  tamis_allocator allocator() {
    tamis_allocator out = sized<tamis_allocator>();
    out.allocate = allocate;
    out.deallocate = deallocate;
    out.context = this;
    return out;
  }
};

std::string read_file(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  std::stringstream text;
  text << in.rdbuf();
  return text.str();
}

/// The functions that the header declares.
std::set<std::string> declared() {
  const std::string header = read_file(TAMIS_SOURCE_DIR "/include/tamis/tamis.h");
  std::set<std::string> names;
  const std::regex declaration("TAMIS_API [^;(]*?(tamis_\\w+)\\(");
  for (std::sregex_iterator at(header.begin(), header.end(), declaration), end; at != end; ++at)
    names.insert((*at)[1]);
  return names;
}

}  // namespace

TEST_CASE("C: an allocator gives all of it and gets all of it back") {
  Counter counter;
  CHECK(go_through(counter.allocator()) == TAMIS_OK);
  CHECK(counter.given > 20);
  CHECK(counter.blocks == 0);
  CHECK(counter.bytes == 0);
  CHECK_FALSE(counter.wrong_size);
}

TEST_CASE("C: an allocator that gives nothing is out of memory, wherever it happens") {
  Counter all;
  REQUIRE(go_through(all.allocator()) == TAMIS_OK);
  for (std::size_t i = 0; i < all.given; ++i) {
    CAPTURE(i);
    Counter counter;
    counter.left = i;
    CHECK(go_through(counter.allocator()) == TAMIS_OUT_OF_MEMORY);
    CHECK(counter.blocks == 0);
    CHECK_FALSE(counter.wrong_size);
  }
}

TEST_CASE("C: NULL is misuse, and free takes it") {
  const CObject<tamis_schema> schema = referral();
  const CObject<tamis_context> context = plain_context();
  const CObject<tamis_filter> filter = compiled("true");
  CObject<tamis_expression> expression;
  CObject<tamis_query> query;
  REQUIRE(tamis_expression_compile(schema.get(), TAMIS_LITERAL("1"), nullptr, expression.out(), nullptr) == TAMIS_OK);
  REQUIRE(tamis_query_compile(schema.get(), nullptr, 0, nullptr, query.out(), nullptr) == TAMIS_OK);
  tamis_text* text = nullptr;
  tamis_filter* no_filter = nullptr;
  tamis_expression* no_expression = nullptr;
  tamis_query* no_query = nullptr;
  tamis_matches* matches = nullptr;
  tamis_schema* no_schema = nullptr;
  tamis_diagnostic diagnostic = sized<tamis_diagnostic>();
  int32_t met = 0;
  const auto stop = [](void*, const tamis_record*) -> int32_t { return TAMIS_STOP; };
  const tamis_piece nowhere{nullptr, 5};
#define MISUSE(call) CHECK((call) == TAMIS_MISUSE)
  MISUSE(tamis_quote(nullptr, 1, nullptr, &text));
  MISUSE(tamis_quote("", 0, nullptr, nullptr));
  MISUSE(tamis_percent_encode(nullptr, 1, nullptr, &text));
  MISUSE(tamis_percent_encode("", 0, nullptr, nullptr));
  MISUSE(tamis_diagnostics_get(nullptr, 0, &diagnostic));
  MISUSE(tamis_diagnostics_json(nullptr, nullptr));
  MISUSE(tamis_diagnostics_render(nullptr, 0, nullptr));
  MISUSE(tamis_diagnostics_render(nullptr, 2, &text));
  MISUSE(tamis_schema_referral(nullptr, nullptr));
  MISUSE(tamis_schema_none(nullptr, nullptr));
  MISUSE(tamis_schema_from_csdl(nullptr, 1, nullptr, &no_schema, nullptr, nullptr));
  MISUSE(tamis_schema_from_csdl(&nowhere, 1, nullptr, &no_schema, nullptr, nullptr));
  MISUSE(tamis_schema_from_csdl(&nowhere, 1, nullptr, nullptr, nullptr, nullptr));
  MISUSE(tamis_schema_csdl(nullptr, 0, &text));
  MISUSE(tamis_schema_csdl(schema.get(), 0, nullptr));
  MISUSE(tamis_check(nullptr, "", 0, nullptr, &text, nullptr));
  MISUSE(tamis_check(schema.get(), nullptr, 1, nullptr, &text, nullptr));
  MISUSE(tamis_check_answer(nullptr, "", 0, nullptr, &text));
  MISUSE(tamis_check_answer(schema.get(), "", 0, nullptr, nullptr));
  MISUSE(tamis_complete(nullptr, "", 0, 0, nullptr, &text));
  MISUSE(tamis_complete(schema.get(), nullptr, 1, 0, nullptr, &text));
  MISUSE(tamis_complete(schema.get(), "", 0, 0, nullptr, nullptr));
  MISUSE(tamis_tree(nullptr, 1, nullptr, &text, nullptr));
  MISUSE(tamis_tree("", 0, nullptr, nullptr, nullptr));
  MISUSE(tamis_context_new(nullptr, nullptr));
  MISUSE(tamis_context_bind(nullptr, "@a", 2, "1", 1, nullptr));
  MISUSE(tamis_context_bind(context.get(), nullptr, 2, "1", 1, nullptr));
  MISUSE(tamis_context_bind(context.get(), "@a", 2, nullptr, 1, nullptr));
  MISUSE(tamis_context_unbind(nullptr, "@a", 2));
  MISUSE(tamis_context_unbind(context.get(), nullptr, 2));
  MISUSE(tamis_filter_compile(nullptr, "true", 4, nullptr, &no_filter, nullptr));
  MISUSE(tamis_filter_compile(schema.get(), nullptr, 4, nullptr, &no_filter, nullptr));
  MISUSE(tamis_filter_compile(schema.get(), "true", 4, nullptr, nullptr, nullptr));
  MISUSE(tamis_filter_text(nullptr, 0, &text));
  MISUSE(tamis_filter_text(filter.get(), 0, nullptr));
  MISUSE(tamis_filter_text(filter.get(), 4, &text));
  MISUSE(tamis_filter_match(nullptr, context.get(), "{}", 2, &met, nullptr));
  MISUSE(tamis_filter_match(filter.get(), nullptr, "{}", 2, &met, nullptr));
  MISUSE(tamis_filter_match(filter.get(), context.get(), nullptr, 2, &met, nullptr));
  MISUSE(tamis_filter_match(filter.get(), context.get(), "{}", 2, nullptr, nullptr));
  MISUSE(tamis_filter_match_each(nullptr, context.get(), "{}", 2, stop, nullptr, nullptr, nullptr, nullptr));
  MISUSE(tamis_filter_match_each(filter.get(), nullptr, "{}", 2, stop, nullptr, nullptr, nullptr, nullptr));
  MISUSE(tamis_filter_match_each(filter.get(), context.get(), nullptr, 2, stop, nullptr, nullptr, nullptr, nullptr));
  MISUSE(tamis_filter_match_each(filter.get(), context.get(), "{}", 2, nullptr, nullptr, nullptr, nullptr, nullptr));
  MISUSE(tamis_filter_find(nullptr, context.get(), "{}", 2, &matches, nullptr));
  MISUSE(tamis_filter_find(filter.get(), nullptr, "{}", 2, &matches, nullptr));
  MISUSE(tamis_filter_find(filter.get(), context.get(), nullptr, 2, &matches, nullptr));
  MISUSE(tamis_filter_find(filter.get(), context.get(), "{}", 2, nullptr, nullptr));
  MISUSE(tamis_expression_compile(nullptr, "1", 1, nullptr, &no_expression, nullptr));
  MISUSE(tamis_expression_compile(schema.get(), "1", 1, nullptr, nullptr, nullptr));
  MISUSE(tamis_expression_text(nullptr, 0, &text));
  MISUSE(tamis_expression_text(expression.get(), 0, nullptr));
  MISUSE(tamis_expression_evaluate(nullptr, context.get(), "{}", 2, &text, nullptr));
  MISUSE(tamis_expression_evaluate(expression.get(), nullptr, "{}", 2, &text, nullptr));
  MISUSE(tamis_expression_evaluate(expression.get(), context.get(), "{}", 2, nullptr, nullptr));
  MISUSE(tamis_evaluate_answer(nullptr, "1", 1, nullptr, context.get(), "{}", 2, &text, nullptr));
  MISUSE(tamis_evaluate_answer(schema.get(), "1", 1, nullptr, nullptr, "{}", 2, &text, nullptr));
  MISUSE(tamis_evaluate_answer(schema.get(), "1", 1, nullptr, context.get(), "{}", 2, nullptr, nullptr));
  MISUSE(tamis_query_compile(nullptr, "", 0, nullptr, &no_query, nullptr));
  MISUSE(tamis_query_compile(schema.get(), "", 0, nullptr, nullptr, nullptr));
  MISUSE(tamis_query_url(nullptr, 0, nullptr, 0, &text));
  MISUSE(tamis_query_url(query.get(), 0, nullptr, 1, &text));
  MISUSE(tamis_query_url(query.get(), TAMIS_FORM_ENCODED, nullptr, 0, &text));
  MISUSE(tamis_query_url(query.get(), 0, nullptr, 0, nullptr));
  MISUSE(tamis_query_apply(nullptr, context.get(), "{}", 2, nullptr, &text, nullptr));
  MISUSE(tamis_query_apply(query.get(), nullptr, "{}", 2, nullptr, &text, nullptr));
  MISUSE(tamis_query_apply(query.get(), context.get(), "{}", 2, nullptr, nullptr, nullptr));
#undef MISUSE
  CHECK(text == nullptr);
  CHECK(tamis_text_data(nullptr) == std::string());
  CHECK(tamis_text_size(nullptr) == 0);
  CHECK(tamis_matches_count(nullptr) == 0);
  CHECK(tamis_matches_data(nullptr) == nullptr);
  tamis_text_free(nullptr);
  tamis_diagnostics_free(nullptr);
  tamis_schema_free(nullptr);
  tamis_context_free(nullptr);
  tamis_filter_free(nullptr);
  tamis_matches_free(nullptr);
  tamis_expression_free(nullptr);
  tamis_query_free(nullptr);
}

TEST_CASE("C: options of another header") {
  const CObject<tamis_schema> schema = referral();
  struct Newer {
    tamis_options known{};
    std::uint64_t more = 0;
  } newer;
  CObject<tamis_filter> filter;
  const auto compile = [&](const tamis_options* options) {
    return tamis_filter_compile(schema.get(), TAMIS_LITERAL("true"), options, filter.out(), nullptr);
  };
  newer.known.struct_size = sizeof newer;
  CHECK(compile(&newer.known) == TAMIS_OK);
  newer.more = 1;
  CHECK(compile(&newer.known) == TAMIS_MISUSE);
  CHECK(filter.get() == nullptr);
  tamis_options older{};
  older.struct_size = offsetof(tamis_options, flags);
  older.flags = 0xFFFFFFFF;  // behind its end
  CHECK(compile(&older) == TAMIS_OK);
  older.struct_size = 0;
  CHECK(compile(&older) == TAMIS_MISUSE);
  for (const int flag : {+TAMIS_SERVICE_RULES, +TAMIS_SYNTAX_ONLY, +TAMIS_WRITE_ENCODED, +TAMIS_WRITE_V4_0, 64}) {
    tamis_options options = sized<tamis_options>();
    options.flags = static_cast<std::uint32_t>(flag);
    CHECK(compile(&options) == TAMIS_MISUSE);
  }
  const auto complete = [&](const tamis_options& options) {
    CObject<tamis_text> candidates;
    return tamis_complete(schema.get(), TAMIS_LITERAL("true"), 4, &options, candidates.out());
  };
  tamis_options completing = sized<tamis_options>();
  CHECK(complete(completing) == TAMIS_OK);
  for (const int flag : {+TAMIS_SYNTAX_ONLY, +TAMIS_WRITE_ENCODED, +TAMIS_WRITE_V4_0, 64}) {
    completing.flags = static_cast<std::uint32_t>(flag);
    CHECK(complete(completing) == TAMIS_MISUSE);
  }
  completing = sized<tamis_options>();
  completing.as = TAMIS_AS_LITERAL + 1;
  CHECK(complete(completing) == TAMIS_MISUSE);
  completing = sized<tamis_options>();
  completing.base = "https://x";
  completing.base_size = 9;
  CHECK(complete(completing) == TAMIS_MISUSE);
  completing = sized<tamis_options>();
  completing.silenced = "keeps-null";
  completing.silenced_size = 10;
  CHECK(complete(completing) == TAMIS_MISUSE);
  tamis_options as_search = sized<tamis_options>();
  as_search.as = TAMIS_AS_SEARCH;
  CHECK(compile(&as_search) == TAMIS_MISUSE);
  tamis_allocator half = sized<tamis_allocator>();
  half.allocate = Counter::allocate;
  tamis_options with_half = sized<tamis_options>();
  with_half.allocator = &half;
  CHECK(compile(&with_half) == TAMIS_MISUSE);
  CHECK(tamis_schema_none(&half, CObject<tamis_schema>().out()) == TAMIS_MISUSE);
}

TEST_CASE("C: results for another header are filled as far as they go") {
  const CObject<tamis_schema> schema = referral();
  CObject<tamis_filter> filter;
  CObject<tamis_diagnostics> diagnostics;
  REQUIRE(tamis_filter_compile(schema.get(), TAMIS_LITERAL("x eq 1"), nullptr, filter.out(), diagnostics.out())
          == TAMIS_WRONG_QUERY);
  tamis_diagnostic older;
  std::memset(&older, 0x55, sizeof older);
  older.struct_size = offsetof(tamis_diagnostic, code);
  CHECK(tamis_diagnostics_get(diagnostics.get(), 0, &older) == TAMIS_OK);
  CHECK(older.length == 1);
  CHECK(older.data_line == 0x5555555555555555u);
  CHECK(older.struct_size == offsetof(tamis_diagnostic, code));
}

TEST_CASE("C: the library exports what the header declares, and nothing else") {
  const std::string library = TAMIS_C_LIBRARY;
  if (library.empty()) return skip("the C library was not built");
  if (no_posix()) return;
  const Ran ran = run_program({"/bin/sh", "-c", "nm -D --defined-only --format=posix '" + library + "'"});
  if (ran.status == 127) return skip("there is no nm");
  REQUIRE(ran.status == 0);
  std::set<std::string> exported;
  std::istringstream lines(ran.out);
  for (std::string line; std::getline(lines, line);)
    exported.insert(line.substr(0, line.find(' ')));
  CHECK(declared().size() > 40);
  CHECK(exported == declared());
}
