// Query: options gathered from a checked tree, compiled, and applied to values.
#include <tamis/query.hpp>

#include <algorithm>
#include <boost/json/value.hpp>
#include <charconv>
#include <limits>

#include "src/compile/compile.hpp"
#include "src/evaluate/machine.hpp"
#include "src/print/print_tree.hpp"
#include "src/query/query_state.hpp"

namespace tamis {
inline namespace v0 {

namespace {

std::uint64_t number_of(std::string_view digits) noexcept {
  std::uint64_t number = 0;
  const auto error = std::from_chars(digits.data(), digits.data() + digits.size(), number).ec;
  return error == std::errc() ? number : std::numeric_limits<std::uint64_t>::max();
}

/// Reads the options of a tree into a State.
class Gatherer {
 public:
  explicit Gatherer(Query::State& state) : state_(state), tree_(state.checked.tree) {}

  void run() {
    const NodeId root = tree_.root();
    if (root == no_node || tree_[root].kind != NodeKind::query) return;
    if (tree_.is_url()) check_path();
    for (const NodeId option : tree_.children(root))
      gather(option);
    state_.first_key = state_.filter ? 1 : 0;
    expressions_.insert(expressions_.end(), keys_.begin(), keys_.end());
  }

  void compile() {
    const Checked& c = state_.checked;
    state_.program = compile_program(c.tree, expressions_, no_node, c.schema, c.binding, c.record, state_.refused.items);
    state_.refused.text = c.warnings.text;
    state_.refused.sort();
  }

 private:
  void gather(NodeId option) {
    const Node& node = tree_[option];
    const auto children = tree_.children(option);
    switch (node.option()) {
      case Option::filter:
        state_.filter = 0;
        expressions_.push_back(children[0]);
        return;
      case Option::orderby: return gather_keys(children);
      case Option::top: state_.top = number_of(tree_.name(children[0])); return;
      case Option::skip: state_.skip = number_of(tree_.name(children[0])); return;
      case Option::count: state_.counts = (tree_.name(children[0])[0] | 0x20) == 't'; return;
      case Option::select:
        state_.selection.emplace(tree_, option, state_.checked.binding, state_.refused.items);
        return;
      case Option::format:  // says how the service is to answer
      case Option::alias:
      case Option::custom: return;
      default: return refuse(option);
    }
  }

  // The path of a URL names a collection; what it says beyond that, such as a key or /$filter(…), would be lost.
  void check_path() {
    const std::string_view path = tree_.url_path();
    const std::size_t scheme = path.find("://");
    std::size_t from = scheme == std::string_view::npos ? 0 : std::min(path.find('/', scheme + 3), path.size());
    bool in_set = false;
    while (from < path.size()) {
      const std::size_t to = std::min(path.find('/', from), path.size());
      const std::string_view segment = path.substr(from, to - from);
      const bool more = in_set && !segment.empty();
      if (more || segment.starts_with('$') || segment.find('(') != std::string_view::npos) {
        const Span place{tree_.url_path_span().offset + static_cast<std::uint32_t>(from),
                         static_cast<std::uint32_t>(segment.size())};
        state_.refused.items.push_back(
            {Severity::error, Code::unsupported, place, "a path that goes beyond a collection cannot be applied here"});
        return;
      }
      in_set = state_.checked.schema.find_entity_set(segment) != nullptr;
      from = to + 1;
    }
  }

  void gather_keys(std::span<const NodeId> items) {
    for (const NodeId item : items) {
      keys_.push_back(tree_.child(item, 0));
      state_.descending.push_back(tree_[item].descending);
    }
  }

  void refuse(NodeId option) {
    state_.refused.items.push_back({Severity::error, Code::unsupported, tree_.source().to_typed(tree_[option].span),
                                    std::string(tree_.name(option)) + " cannot be applied here"});
  }

  Query::State& state_;
  const Tree& tree_;
  std::vector<NodeId> expressions_, keys_;
};

}  // namespace

template <typename Record>
std::optional<Diagnostic> Query::State::matches(const Record& record, EvaluationContext::State& state,
                                                bool& met) const {
  met = true;
  if (!filter) return std::nullopt;
  Value value;
  auto fault = evaluate(*program, *filter, record, state, value);
  met = !fault && value.is_true();
  return fault;
}

template <typename Record>
std::optional<Diagnostic> Query::State::keys(const Record& record, EvaluationContext::State& state,
                                             SortRow& row) const {
  for (std::size_t i = 0; i < descending.size(); ++i) {
    Value value;
    if (auto fault = evaluate(*program, first_key + static_cast<std::uint32_t>(i), record, state, value)) return fault;
    row.keys.emplace_back(value);
  }
  return std::nullopt;
}

template std::optional<Diagnostic> Query::State::matches(const TapeRecord&, EvaluationContext::State&, bool&) const;
template std::optional<Diagnostic> Query::State::matches(const ValueRecord&, EvaluationContext::State&, bool&) const;
template std::optional<Diagnostic> Query::State::keys(const TapeRecord&, EvaluationContext::State&, SortRow&) const;
template std::optional<Diagnostic> Query::State::keys(const ValueRecord&, EvaluationContext::State&, SortRow&) const;

std::uint64_t Query::State::wanted() const noexcept {
  constexpr std::uint64_t most = std::numeric_limits<std::uint64_t>::max();
  return !top || *top > most - skip ? most : skip + *top;
}

Result<Query> Query::compile(std::string_view text, const Schema& schema, const CompileOptions& options) {
  auto checked = check(text, TextKind::query, schema, options);
  if (!checked) return std::move(checked).error();
  auto state = std::make_shared<State>(State{*std::move(checked)});
  Gatherer gatherer(*state);
  gatherer.run();
  gatherer.compile();
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
bool Query::has_filter() const noexcept { return state_->filter.has_value(); }
bool Query::has_orderby() const noexcept { return !state_->descending.empty(); }
std::optional<std::uint64_t> Query::top() const noexcept { return state_->top; }
std::uint64_t Query::skip() const noexcept { return state_->skip; }
bool Query::counts() const noexcept { return state_->counts; }

}  // namespace v0
}  // namespace tamis
