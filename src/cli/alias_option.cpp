// --alias @name=value: parameter aliases given on the command line.
#include "src/cli/alias_option.hpp"

#include <algorithm>

#include <tamis/parse.hpp>

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

/// Whether a text is a value. Says why it is none.
bool is_value(const GivenAlias& alias, const Terminal& terminal) {
  ParseOptions parsing;
  parsing.as = TextKind::expression;
  const Result<Tree> tree = parse(alias.value, parsing);
  if (!tree) return terminal.show(tree.error(), "--alias " + alias.name), false;
  if (!looks_at_records(*tree)) return true;
  terminal.complain("--alias " + alias.name + ": '" + alias.value + "' is no value; a string stands in single quotes");
  return false;
}

}  // namespace

void add_aliases(CLI::App& command, Options& options) {
  command.add_option("--alias", options.aliases, "A parameter alias and its value, as in a URL: @s='New'")
      ->type_name("@NAME=VALUE")
      ->allow_extra_args(false);
}

Status read_aliases(const Options& options, const Terminal& terminal, std::vector<GivenAlias>& aliases) {
  for (const std::string& text : options.aliases) {
    const std::size_t equals = text.find('=');
    const std::string name = text.substr(0, equals);
    if (equals == std::string::npos || !name.starts_with('@') || !is_identifier(std::string_view(name).substr(1))) {
      terminal.complain("--alias takes @name=value, not '" + text + "'");
      return Status::usage;
    }
    if (std::ranges::find(aliases, name, &GivenAlias::name) != aliases.end()) {
      terminal.complain("--alias gives " + name + " twice");
      return Status::usage;
    }
    aliases.push_back({name, text.substr(equals + 1)});
    if (!is_value(aliases.back(), terminal)) return Status::wrong_query;
  }
  return Status::ok;
}

void remark_unused(const std::vector<GivenAlias>& aliases, const Tree& used, const Terminal& terminal) {
  for (const GivenAlias& alias : aliases)
    if (!names(used, alias.name)) terminal.remark("nothing names the alias " + alias.name);
}

}  // namespace tamis::cli
