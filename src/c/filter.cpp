// Filters for C callers: compiled, written, and held against one record or the records of an input.
#include <tamis/filter.hpp>

#include "src/c/objects.hpp"

using namespace tamis;

namespace {

constexpr std::uint32_t filter_flags = TAMIS_ENCODED | TAMIS_PLUS_IS_BLANK;

tamis_summary summary_of(const MatchSummary& read) {
  tamis_summary summary{};
  summary.layout = static_cast<std::int32_t>(read.layout);
  summary.stopped = read.stopped ? 1 : 0;
  summary.records = read.records;
  summary.matched = read.matched;
  summary.passed_over = read.passed_over;
  return summary;
}

bool go_on(std::int32_t answer) {
  c::require(answer == TAMIS_GO_ON || answer == TAMIS_STOP);
  return answer == TAMIS_GO_ON;
}

}  // namespace

static_assert(TAMIS_NO_RECORDS == static_cast<int>(RecordLayout::none));
static_assert(TAMIS_NDJSON == static_cast<int>(RecordLayout::ndjson));
static_assert(TAMIS_ARRAY == static_cast<int>(RecordLayout::array));
static_assert(TAMIS_RESPONSE == static_cast<int>(RecordLayout::response));
static_assert(TAMIS_OBJECT == static_cast<int>(RecordLayout::object));

extern "C" {

tamis_status tamis_filter_compile(const tamis_schema* schema, const char* text, size_t text_size,
                                  const tamis_options* options, tamis_filter** filter,
                                  tamis_diagnostics** diagnostics) {
  return c::compile<tamis_filter, Filter>(schema, text, text_size, options, filter_flags, filter, diagnostics);
}

tamis_status tamis_filter_text(const tamis_filter* filter, uint32_t form, tamis_text** text) {
  return c::guarded([&] {
    c::begin(text);
    c::require(filter != nullptr);
    const PrintOptions options = c::read_form(form, TAMIS_FORM_ENCODED | TAMIS_FORM_V4_0);
    c::hand_out(filter->memory, filter->compiled.text(options), text);
    return TAMIS_OK;
  });
}

tamis_status tamis_filter_match(const tamis_filter* filter, tamis_context* context, const char* record,
                                size_t record_size, int32_t* matches, tamis_diagnostics** diagnostics) {
  return c::guarded([&]() -> tamis_status {
    c::begin_failing(diagnostics);
    c::begin(matches);
    c::require(filter != nullptr && context != nullptr);
    const Result<bool> met = filter->compiled.matches(c::view(record, record_size), context->context);
    if (!met) return c::fail_in_record(context->memory, c::view(record, record_size), met.error(), diagnostics);
    *matches = *met ? 1 : 0;
    return TAMIS_OK;
  });
}

tamis_status tamis_filter_match_each(const tamis_filter* filter, tamis_context* context, const char* input,
                                     size_t input_size, tamis_on_record on_record, tamis_on_fault on_fault, void* user,
                                     tamis_summary* summary, tamis_diagnostics** diagnostics) {
  return c::guarded([&]() -> tamis_status {
    c::begin_failing(diagnostics);
    if (summary != nullptr) c::write_structure(tamis_summary{}, summary);
    c::require(filter != nullptr && context != nullptr && on_record != nullptr);
    const auto take = [&](const Record& record) {
      const tamis_record found{record.json.data(), record.json.size(), record.index,
                               record.offset,      record.line,        record.column};
      return go_on(on_record(user, &found));
    };
    RecordErrorCallback pass_over;
    if (on_fault != nullptr)
      pass_over = [&](const RecordError& error) {
        const tamis_diagnostics fault{context->memory, {{}, {error.diagnostic}}, error.place};
        return go_on(on_fault(user, &fault));
      };
    const MatchSummary read =
        match_records(c::view(input, input_size), filter->compiled, context->context, take, pass_over);
    if (summary != nullptr) c::write_structure(summary_of(read), summary);
    return read.error ? c::fail(TAMIS_WRONG_DATA, context->memory, *read.error, diagnostics) : TAMIS_OK;
  });
}

tamis_status tamis_filter_find(const tamis_filter* filter, tamis_context* context, const char* input, size_t input_size,
                               tamis_matches** matches, tamis_diagnostics** diagnostics) {
  return c::guarded([&]() -> tamis_status {
    c::begin_failing(diagnostics);
    c::begin(matches);
    c::require(filter != nullptr && context != nullptr);
    using Matches = decltype(tamis_matches::matches);
    auto found = c::make<tamis_matches>(context->memory, Matches(c::MemoryOf<tamis_match>(context->memory)));
    const auto take = [&](const Record& record) {
      found->matches.push_back({record.index, record.offset, record.json.size()});
      return true;
    };
    const MatchSummary read = match_records(c::view(input, input_size), filter->compiled, context->context, take);
    if (read.error) return c::fail(TAMIS_WRONG_DATA, context->memory, *read.error, diagnostics);
    *matches = found.release();
    return TAMIS_OK;
  });
}

size_t tamis_matches_count(const tamis_matches* matches) { return matches == nullptr ? 0 : matches->matches.size(); }

const tamis_match* tamis_matches_data(const tamis_matches* matches) {
  return matches == nullptr || matches->matches.empty() ? nullptr : matches->matches.data();
}

void tamis_matches_free(tamis_matches* matches) { c::destroy(matches); }

void tamis_filter_free(tamis_filter* filter) { c::destroy(filter); }

}  // extern "C"
