// Query: compiled, and what it says about itself.
#include <tamis/query.hpp>

#include "src/bind/resource_path.hpp"
#include "src/print/print_tree.hpp"
#include "src/query/outline_builder.hpp"
#include "src/query/query_state.hpp"

namespace tamis {
inline namespace v0 {

namespace {

// The path of a URL names a collection; what it says beyond that, such as a key or /$filter(…), would be lost.
void check_path(Query::State& state) {
  const Tree& tree = state.checked.tree;
  if (!tree.is_url()) return;
  bool in_set = false;
  for (const PathSegment& segment : path_segments(tree.url_path())) {
    if (in_set || segment.text.starts_with('$') || segment.text.find('(') != std::string::npos) {
      const Span place{tree.url_path_span().offset + segment.place.offset, segment.place.length};
      state.refused.items.push_back(
          {Severity::error, Code::unsupported, place, "a path that goes beyond a collection cannot be applied here"});
      return;
    }
    in_set = state.checked.schema.find_entity_set(segment.text) != nullptr;
  }
}

}  // namespace

Diagnostics Query::State::failure(Diagnostic fault) const {
  const bool about_data = fault.span == Span{};
  return {about_data ? std::string() : checked.warnings.text, {std::move(fault)}};
}

Result<Query> Query::compile(std::string_view text, const Schema& schema, const CompileOptions& options) {
  auto checked = check(text, TextKind::query, schema, options);
  if (!checked) return std::move(checked).error();
  auto state = std::make_shared<State>(State{*std::move(checked)});
  check_path(*state);
  OutlineBuilder builder(state->checked, state->outline, state->refused.items);
  builder.run();
  state->program = builder.compile();
  state->prefilter = Prefilter(state->checked);
  state->refused.text = state->checked.warnings.text;
  state->refused.sort();
  Query query;
  query.state_ = std::move(state);
  return query;
}

std::string Query::url(const PrintOptions& options) const {
  const Checked& c = state_->checked;
  return print(c.tree, c.binding, c.schema, options);
}

const Tree& Query::tree() const noexcept { return state_->checked.tree; }
const Diagnostics& Query::warnings() const noexcept { return state_->checked.warnings; }
const Diagnostics& Query::not_applicable() const noexcept { return state_->refused; }
bool Query::has_filter() const noexcept { return state_->clauses().filter.has_value(); }
bool Query::has_search() const noexcept { return state_->clauses().search.has_value(); }
bool Query::has_orderby() const noexcept { return !state_->clauses().descending.empty(); }
std::optional<std::uint64_t> Query::top() const noexcept { return state_->clauses().top; }
std::uint64_t Query::skip() const noexcept { return state_->clauses().skip; }
bool Query::counts() const noexcept { return state_->clauses().counts; }

}  // namespace v0
}  // namespace tamis
