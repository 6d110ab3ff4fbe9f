// Random texts of every kind, and what is asked of them.
#include "tests/support/random_tree.hpp"

#include "tamis/print.hpp"
#include "tests/support/random_author.hpp"

namespace tamis::tests {

RandomText Author::write() {
  static constexpr std::string_view paths[] = {"http://host/service/Orders", "/Orders(1)", "/a%20b/c",
                                               "Orders('x')/Items",          "../x",       "https://h:1/"};
  as_ = static_cast<TextKind>(shape_.below(static_cast<std::size_t>(TextKind::literal) + 1));
  const bool query = as_ == TextKind::query || as_ == TextKind::url;
  encode_ = query || manner_.one_in(3);
  budget_ = 4 + static_cast<int>(shape_.below(shape_.one_in(8) ? 60 : 20));
  RandomText out;
  out.options.as = as_;
  out.options.encoded = encode_;
  switch (as_) {
    case TextKind::query:
      out.text = shape_.one_in(5) ? shape_.pick(paths) << "?" << query_string() : query_string();
      break;
    case TextKind::url:
      out.text = shape_.pick(paths) << (shape_.one_in(9) ? std::string() : "?" << query_string());
      break;
    case TextKind::filter: out.text = expression().text; break;
    case TextKind::expression: out.text = shape_.one_in(20) ? lambda() : expression().text; break;
    case TextKind::orderby: out.text = orderby(); break;
    case TextKind::select: out.text = select(); break;
    case TextKind::expand: out.text = expand(); break;
    case TextKind::compute: out.text = compute(); break;
    case TextKind::search: out.text = search(); break;
    case TextKind::literal: out.text = literal(); break;
  }
  if (!query) out.text = encoded(out.text);
  if (as_ == TextKind::url && manner_.one_in(9))
    out.text = "GET " + out.text + " HTTP/1.1\r\n";
  else if (manner_.one_in(9))
    out.text = rws() << out.text << rws();
  out.opaque = opaque_;
  return out;
}

RandomText random_text(std::uint64_t shape, std::uint64_t manner) { return Author(shape, manner).write(); }

std::optional<std::string> find_round_trip_fault(std::uint64_t seed) {
  const RandomText one = random_text(seed, seed + 1), other = random_text(seed, ~seed);
  const auto fault = [&](std::string_view what, const std::string& text) {
    return "seed " + std::to_string(seed) + ": " + std::string(what) + ":\n  " + one.text + "\n  " + other.text + "\n"
         + text;
  };
  std::string printed[2];
  std::optional<Tree> trees[2];
  for (const int i : {0, 1}) {
    const RandomText& text = i == 0 ? one : other;
    auto tree = parse(text.text, text.options);
    if (!tree) return fault("the text does not parse", render(tree.error()));
    PrintOptions options;
    options.percent_encode = text.options.encoded;
    printed[i] = print(*tree, options);
    const auto again = parse(printed[i], text.options);
    if (!again) return fault("the printed text does not parse", render(again.error()));
    if (!same(*tree, *again))
      return fault("the printed text is another tree", printed[i] + "\n" + dump(*tree) + dump(*again));
    if (const std::string twice = print(*again, options); twice != printed[i])
      return fault("printing again gives another text", printed[i] + "\n" + twice);
    if (!text.opaque) printed[i] = print(*tree);
    trees[i].emplace(std::move(*tree));
  }
  if (!same(*trees[0], *trees[1]))
    return fault("two manners of writing are two trees", dump(*trees[0]) + dump(*trees[1]));
  if (!one.opaque && printed[0] != printed[1])
    return fault("two manners of writing print as two texts", printed[0] + "\n" + printed[1]);
  return std::nullopt;
}

}  // namespace tamis::tests
