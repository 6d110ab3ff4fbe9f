// --alias @name=value: parameter aliases given on the command line.
#include "src/cli/alias_option.hpp"

#include <algorithm>
#include <boost/json.hpp>

#include <tamis/filter.hpp>

namespace tamis::cli {

namespace {

bool is_identifier(std::string_view name) {
  const auto fits = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_'
        || static_cast<unsigned char>(c) >= 0x80;
  };
  return !name.empty() && !(name.front() >= '0' && name.front() <= '9') && std::all_of(name.begin(), name.end(), fits);
}

/// Whether an expression looks at a record, or at another alias: a value must not.
bool looks_at_records(const Tree& tree) {
  for (NodeId id = 0; id < tree.size(); ++id) {
    const NodeKind kind = tree[id].kind;
    if (kind == NodeKind::member || kind == NodeKind::variable || kind == NodeKind::alias) return true;
  }
  return false;
}

bool names(const Tree& tree, std::string_view alias) {
  for (NodeId id = 0; id < tree.size(); ++id)
    if (tree[id].kind == NodeKind::alias && tree.name(id) == alias) return true;
  return false;
}

/// The value that a text stands for, in the form of a record's members.
std::optional<boost::json::value> value_of(const std::string& name, const std::string& text, const Options& options,
                                           const Schema& schema, EvaluationContext& context, const Terminal& terminal) {
  ParseOptions parsing;
  parsing.as = TextKind::expression;
  const Result<Tree> tree = parse(text, parsing);
  if (!tree) return terminal.show(tree.error(), "--alias " + name), std::nullopt;
  if (looks_at_records(*tree)) {
    terminal.complain("--alias " + name + ": '" + text + "' is no value; a string stands in single quotes");
    return std::nullopt;
  }
  CompileOptions compiling;
  compiling.type = options.type;
  const Result<Expression> expression = Expression::compile(text, schema, compiling);
  if (!expression) return terminal.show(expression.error(), "--alias " + name), std::nullopt;
  const Result<std::string> value = expression->evaluate("{}", context);
  if (!value) return terminal.show(value.error(), "--alias " + name), std::nullopt;
  boost::json::parse_options deep;
  deep.max_depth = context.options().limits.record_depth;
  boost::json::error_code wrong;
  boost::json::value parsed = boost::json::parse(*value, wrong, {}, deep);
  if (!wrong) return parsed;
  terminal.complain("--alias " + name + ": " + wrong.message());
  return std::nullopt;
}

}  // namespace

void add_aliases(CLI::App& command, Options& options) {
  command.add_option("--alias", options.aliases, "A parameter alias and its value, as in a URL: @s='New'")
      ->type_name("@NAME=VALUE")
      ->allow_extra_args(false);
}

Status bind_aliases(const Options& options, const Schema& schema, const Tree* used, EvaluationContext& context,
                    const Terminal& terminal) {
  std::vector<std::string> bound;
  for (const std::string& alias : options.aliases) {
    const std::size_t equals = alias.find('=');
    const std::string name = alias.substr(0, equals);
    if (equals == std::string::npos || !name.starts_with('@') || !is_identifier(std::string_view(name).substr(1))) {
      terminal.complain("--alias takes @name=value, not '" + alias + "'");
      return Status::usage;
    }
    if (std::find(bound.begin(), bound.end(), name) != bound.end()) {
      terminal.complain("--alias gives " + name + " twice");
      return Status::usage;
    }
    const auto value = value_of(name, alias.substr(equals + 1), options, schema, context, terminal);
    if (!value) return Status::wrong_query;
    context.bind(name, *value);
    bound.push_back(name);
    if (used != nullptr && !names(*used, name)) terminal.remark("nothing names the alias " + name);
  }
  return Status::ok;
}

}  // namespace tamis::cli
