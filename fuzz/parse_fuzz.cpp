// Property: any bytes, read as each kind of text, are a tree or a diagnostic within them; a tree's nodes lie in the
// text, children in front of their parents, and it can be walked and shown. The first byte says how they are encoded.
#include "fuzz/property.hpp"

namespace {

using namespace tamis;
using namespace tamis::fuzz;

void check_tree(const Tree& tree, std::string_view text) {
  std::size_t entered = 0;
  walk(
      tree, tree.root(),
      [&](NodeId id) {
        ++entered;
        if (tree[id].span.end() > tree.text().size() || tree[id].name.end() > tree.text().size())
          violated("a node lies outside of the text", text, name(tree[id].kind));
        for (const NodeId child : tree.children(id))
          if (child >= id) violated("a child stands behind its parent", text, name(tree[id].kind));
        return true;
      },
      [](NodeId) {});
  if (entered != tree.size()) violated("the root does not reach all nodes", text, dump(tree));
  (void)dump(tree);
  (void)to_dot(tree);
  (void)parsed_json(to_json(tree), text);
  check_diagnostics({std::string(text), tree.warnings()}, text);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  Bytes bytes(data, size);
  const unsigned manner = bytes.next();
  ParseOptions options;
  options.encoded = (manner & 1) != 0;
  options.plus_is_blank = (manner & 2) != 0;
  for (unsigned kind = 0; kind <= static_cast<unsigned>(TextKind::literal); ++kind) {
    options.as = static_cast<TextKind>(kind);
    const auto tree = parse(bytes.rest(), options);
    if (!tree) {
      for (const Diagnostic& d : tree.error())
        if (d.code == Code::syntax && tree.error().size() != 1)
          violated("a syntax error is the only diagnostic", bytes.rest(), to_json(tree.error()));
      check_failure(tree.error(), bytes.rest());
    } else {
      check_tree(*tree, bytes.rest());
    }
  }
  return 0;
}
