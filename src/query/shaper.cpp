// Shaping: one walk over the record along the outline, over a heap stack. Collections with options are put in order
// when they are entered; their items are computed with when they are entered in turn.
#include "src/query/shaper.hpp"

#include <algorithm>

#include "src/json/write_string.hpp"
#include "src/query/shape_output.hpp"

namespace tamis {
inline namespace v0 {

namespace {

template <typename Record, typename Output>
class Shaper {
 public:
  Shaper(const Outline& outline, const Program& program, const Record& record, EvaluationContext::State& state,
         Output& output)
      : outline_(outline), program_(program), record_(record), state_(state), output_(output) {}

  std::optional<Diagnostic> run() {
    std::fill(state_.slots.begin() + 1, state_.slots.end(), Value());  // what a record that failed has left
    const Part& root = outline_.root();
    if (record_.kind(record_.root()) != JsonKind::object) return output_.copy(record_.root()), std::nullopt;
    if (!enter_object(record_.root(), {&root, 1})) return std::move(fault_);
    while (!frames_.empty())
      if (!step()) return std::move(fault_);
    return std::nullopt;
  }

 private:
  /// What is known of a place beside its node.
  struct View {
    const Part* part = nullptr;
    std::uint64_t levels = 1;  ///< how much deeper $levels goes
  };
  /// An item, or a member.
  struct Entry {
    std::string_view name;
    std::uint64_t node;
  };
  /// An object or array being written. Its entries, as far as they are still to come, are on top of entries_.
  struct Frame {
    View view;
    bool object = false;
    std::size_t begin = 0, next = 0;
    std::vector<typename Output::Piece> computed{};  ///< one an item of $compute that stays
    const Clauses* item_clauses = nullptr;           ///< array: range over each item
    const Clauses* restore = nullptr;                ///< whose slot held another instance, further out
    Value outer{};                                   ///< that instance
    std::optional<bool> prefixed{};                  ///< object: whether its control information is, once asked
  };

  bool check(std::optional<Diagnostic>&& fault) {
    if (!fault) return true;
    fault_ = std::move(fault);
    return false;
  }

  bool step() {
    Frame& frame = frames_.back();
    if (frame.next == entries_.size()) return leave(), true;
    const Entry entry = entries_[frame.next++];
    return frame.object ? member(entry) : item(entry);
  }

  void leave() {
    Frame& frame = frames_.back();
    const Part& part = *frame.view.part;
    auto piece = frame.computed.begin();
    if (frame.object && part.clauses)
      for (const Clauses::Computed& computed : part.clauses->computed)
        if (shows(frame.view, computed.name)) output_.computed(computed.name, std::move(*piece++));
    output_.close(frame.object);
    restore(frame);
    entries_.resize(frame.begin);
    frames_.pop_back();
  }

  void restore(const Frame& frame) {
    if (!frame.restore) return;
    state_.slots[frame.restore->slot] = frame.outer;
    state_.aliases.assign(program_.aliases.size(), std::nullopt);
  }

  static bool shows(const View& view, std::string_view computed) {
    return view.part->whole || view.part->find(computed) != nullptr;
  }

  // ---- members ----

  bool member(const Entry& entry) {
    const View view = frames_.back().view;
    const Part& part = *view.part;
    if (part.computes(entry.name)) return true;  // what is computed stands for it
    const Part::Member* named = part.find(entry.name);
    if (!named) {
      const bool stays = part.reference ? entry.name.starts_with('@') : part.whole && !is_stale(part, entry.name);
      if (stays) copy(entry);
      return true;
    }
    if (named->again && view.levels <= 1) return true;
    const Part& below = outline_.parts[named->part];
    return expand(entry, {&below, named->again ? view.levels - 1 : below.levels});
  }

  // Whether this is control information about a collection that the answer shows otherwise: the number of its items
  // where it is counted anew or not all belong to it, and the link to more of them where they come in another order,
  // too.
  bool is_stale(const Part& part, std::string_view name) const {
    const std::size_t at = name.find('@');
    if (at == 0 || at == std::string_view::npos) return false;
    const std::string_view control = name.substr(at);
    const bool count = control == "@odata.count" || control == "@count";
    if (!count && control != "@odata.nextLink" && control != "@nextLink") return false;
    const Part::Member* named = part.find(name.substr(0, at));
    const Part* below = named ? &outline_.parts[named->part] : nullptr;
    if (!below || !below->clauses) return false;
    const Clauses& clauses = *below->clauses;
    if (below->only_count || clauses.chooses()) return true;
    return count ? clauses.counts : clauses.skip != 0 || clauses.top || !clauses.descending.empty();
  }

  // OData 4.01 leaves the prefix of control information out, and an object does so everywhere.
  std::string_view count_name() {
    Frame& frame = frames_.back();
    if (!frame.prefixed)
      frame.prefixed = std::none_of(
          entries_.begin() + static_cast<std::ptrdiff_t>(frame.begin), entries_.end(), [](const Entry& entry) {
            const std::size_t at = entry.name.rfind('@');
            return at != std::string_view::npos && entry.name.find('.', at) == std::string_view::npos;
          });
    return *frame.prefixed ? "@odata.count" : "@count";
  }

  void copy(const Entry& entry) {
    output_.member(entry.node, entry.name);
    output_.copy(entry.node);
  }

  bool expand(const Entry& entry, const View& view) {
    const Part& part = *view.part;
    const JsonKind kind = record_.kind(entry.node);
    const bool container = kind == JsonKind::array || kind == JsonKind::object;
    if (kind != JsonKind::array && kind != JsonKind::null && part.clauses && part.clauses->of_collection)
      return no_collection(entry.node, part);
    if (!container || part.stays_as_it_is()) {
      if (!part.only_count) copy(entry);
      return true;
    }
    if (kind == JsonKind::object) {
      output_.member(entry.node, entry.name);
      return enter_single(entry.node, view);
    }
    const bool counts = part.clauses && (part.clauses->counts || part.only_count);
    const std::string_view suffix = counts ? count_name() : std::string_view();
    std::uint64_t matched = 0;
    if (!enter_array(entry.node, view, part.clauses, matched)) return false;
    if (counts) output_.count(entry.node, entry.name, suffix, matched);
    if (part.only_count) {
      restore(frames_.back());
      entries_.resize(frames_.back().begin);
      frames_.pop_back();
      return true;
    }
    output_.member(entry.node, entry.name);
    output_.open(false);
    return true;
  }

  bool no_collection(std::uint64_t node, const Part& part) {
    const std::string path = full_path(program_, part.clauses->shape);
    fault_ = Diagnostic{Severity::error, Code::invalid_data, Span{},
                        path + " should be an array, but is " + std::string(words(record_.kind(node)))};
    fault_->data_offset = record_.offset(node);
    return false;
  }

  // ---- entering ----

  // An object whose options, if any, range over it.
  bool enter_single(std::uint64_t node, const View& view) {
    const Clauses* const clauses = view.part->clauses;
    const Value outer = clauses ? state_.slots[clauses->slot] : Value();
    if (clauses && !begin(*clauses, node, false)) return false;
    if (!enter_object(node, view)) return false;
    frames_.back().restore = clauses;
    frames_.back().outer = outer;
    return true;
  }

  bool enter_object(std::uint64_t node, const View& view) {
    Frame frame{view, true, entries_.size(), entries_.size()};
    if (view.part->clauses)
      for (const Clauses::Computed& computed : view.part->clauses->computed) {
        if (!shows(view, computed.name)) continue;
        Value value;
        if (!check(evaluate(program_, computed.entry, record_, state_, value))) return false;
        frame.computed.push_back(output_.piece(value, program_, record_));
      }
    record_.each_member(node, [&](std::string_view name, std::uint64_t value) {
      entries_.push_back({name, value});
      return true;
    });
    frames_.push_back(std::move(frame));
    output_.open(true);
    return true;
  }

  // Says how many items there are before $skip and $top.
  bool enter_array(std::uint64_t node, const View& view, const Clauses* clauses, std::uint64_t& matched) {
    Frame frame{view, false, entries_.size(), entries_.size()};
    frame.item_clauses = frame.restore = clauses;
    if (clauses) frame.outer = state_.slots[clauses->slot];
    std::vector<SortRow> rows;
    const std::size_t count = record_.size(node);
    std::uint64_t item = 0;
    for (std::size_t i = 0; i < count; ++i) {
      item = i == 0 ? record_.first(node) : record_.next(item);
      bool met = true;
      SortRow row;
      if (clauses && !judge(*clauses, item, met, row)) return false;
      if (!met) continue;
      row.index = entries_.size();
      entries_.push_back({{}, item});
      if (clauses && !clauses->descending.empty()) rows.push_back(std::move(row));
    }
    matched = entries_.size() - frame.begin;
    if (clauses) arrange(*clauses, frame.begin, rows);
    frames_.push_back(std::move(frame));
    return true;
  }

  bool begin(const Clauses& clauses, std::uint64_t node, bool item) {
    return check(begin_item(program_, record_, state_, node, clauses.shape, item, clauses.slot));
  }

  // Whether an item belongs to the answer, and where.
  bool judge(const Clauses& clauses, std::uint64_t item, bool& met, SortRow& row) {
    if (!clauses.search && !clauses.filter && clauses.descending.empty()) return true;
    return begin(clauses, item, true) && check(clauses.meets(program_, record_, item, state_, met))
        && (!met || check(clauses.keys(program_, record_, state_, row)));
  }

  // $orderby, $skip and $top of the entries from `begin` on.
  void arrange(const Clauses& clauses, std::size_t begin, std::vector<SortRow>& rows) {
    if (!rows.empty()) {
      std::sort(rows.begin(), rows.end(), [&](const SortRow& a, const SortRow& b) {
        return comes_before(a, b, clauses.descending, state_.options.collation);
      });
      std::vector<Entry> ordered;
      for (const SortRow& row : rows)
        ordered.push_back(entries_[static_cast<std::size_t>(row.index)]);
      std::copy(ordered.begin(), ordered.end(), entries_.begin() + static_cast<std::ptrdiff_t>(begin));
    }
    const std::uint64_t count = entries_.size() - begin;
    const auto from = begin + static_cast<std::size_t>(std::min(clauses.skip, count));
    const auto to = begin + static_cast<std::size_t>(std::min(clauses.wanted(), count));
    entries_.resize(to);
    entries_.erase(entries_.begin() + static_cast<std::ptrdiff_t>(begin),
                   entries_.begin() + static_cast<std::ptrdiff_t>(from));
  }

  // ---- items ----

  bool item(const Entry& entry) {
    const View view = frames_.back().view;
    const Clauses* const clauses = frames_.back().item_clauses;
    output_.item();
    const JsonKind kind = record_.kind(entry.node);
    if (kind == JsonKind::object)
      return (!clauses || begin(*clauses, entry.node, true)) && enter_object(entry.node, view);
    if (kind != JsonKind::array) return output_.copy(entry.node), true;
    std::uint64_t matched = 0;
    if (!enter_array(entry.node, view, nullptr, matched)) return false;
    frames_.back().item_clauses = clauses;  // its objects are computed with as well
    output_.open(false);
    return true;
  }

  const Outline& outline_;
  const Program& program_;
  const Record& record_;
  EvaluationContext::State& state_;
  Output& output_;
  std::vector<Frame> frames_;
  std::vector<Entry> entries_;
  std::optional<Diagnostic> fault_;
};

// The record's own text, with what is computed at its end; false where a member of the record has to go for it.
bool appends_only(const Outline& outline, const TapeRecord& record) {
  if (!outline.root().whole || !outline.root().members.empty()) return false;
  if (record.kind(record.root()) != JsonKind::object) return false;
  return record.each_member(record.root(),
                            [&](std::string_view name, std::uint64_t) { return !outline.of_query().computes(name); });
}

std::optional<Diagnostic> append_computed(const Outline& outline, const Program& program, const TapeRecord& record,
                                          EvaluationContext::State& state, std::string& out) {
  const std::string_view text = state.document.text();
  out.append(text.substr(0, text.rfind('}')));
  bool first = record.size(record.root()) == 0;
  const TextOutput output(state.document, out);
  for (const Clauses::Computed& computed : outline.of_query().computed) {
    Value value;
    if (auto fault = evaluate(program, computed.entry, record, state, value)) return fault;
    if (!first) out += ',';
    first = false;
    json::write_string(computed.name, out);
    out.append(1, ':').append(output.piece(value, program, record));
  }
  out += '}';
  return std::nullopt;
}

}  // namespace

std::optional<Diagnostic> shape(const Outline& outline, const Program& program, EvaluationContext::State& state,
                                std::string& out) {
  const TapeRecord record(state.document, state.scratch);
  if (appends_only(outline, record)) return append_computed(outline, program, record, state, out);
  TextOutput output(state.document, out);
  return Shaper(outline, program, record, state, output).run();
}

std::optional<Diagnostic> shape(const Outline& outline, const Program& program, EvaluationContext::State& state,
                                const boost::json::value& json, boost::json::value& out) {
  const ValueRecord record(json, state.scratch);
  ValueOutput output;
  if (auto fault = Shaper(outline, program, record, state, output).run()) return fault;
  out = output.take();
  return std::nullopt;
}

}  // namespace v0
}  // namespace tamis
