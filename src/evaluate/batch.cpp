// A condition over many parsed records: a block of them at a time, one predicate after the other and member by member,
// so that memory is waited for once a block and not at every pointer. What is not quickly sure is left to is_met().
#include <algorithm>
#include <array>
#include <bit>
#include <cassert>

#include "src/evaluate/ask_value.hpp"
#include "src/evaluate/cast.hpp"
#include "src/evaluate/condition.hpp"

namespace tamis {
inline namespace v0 {

namespace {

// GCC takes a function that does nothing but prefetch for one without effect, and drops the calls of it. The empty
// statement keeps them.
inline void fetch(const void* address) noexcept {
  __builtin_prefetch(address);
  asm volatile("");
}

/// Calls use(index) for each bit that is set.
template <typename Use>
void each(std::uint64_t bits, Use&& use) {
  for (; bits != 0; bits &= bits - 1)
    use(static_cast<std::size_t>(std::countr_zero(bits)));
}

constexpr std::uint64_t bit(std::size_t index) noexcept { return std::uint64_t{1} << index; }

/// Up to 64 records, as bits of a word.
class Block {
 public:
  static constexpr std::size_t size = 64;

  Block(const Program& program, EvaluationContext::State& state) : program_(program), state_(state) {
    if (state.places.size() != program.steps.size()) state.places.assign(program.steps.size(), 0);
  }

  /// Whether predicates may be asked here: there are some, they may decide on their own, and no record can use up the
  /// budget, as each is asked once at most, about one text at most.
  static bool is_possible(const Program& program, const EvaluationContext::State& state) noexcept {
    const std::size_t count = program.predicates.list.size();
    return is_usual(state) && program.predicates.first < count && count <= most
        && state.options.limits.steps / (1 + longest_text / 64) > count;
  }

  /// Decides what can be decided: which of the records meet the condition, and which are still open.
  void run(std::span<const boost::json::value> records, std::uint64_t& met, std::uint64_t& open) {
    met = open_ = 0;
    std::uint64_t objects = 0;
    for (std::size_t i = 0; i < records.size(); ++i) {
      roots_[i] = records[i].if_object();
      objects |= std::uint64_t{roots_[i] != nullptr} << i;
    }
    open_ = ~objects & (~std::uint64_t{0} >> (size - records.size()));
    // Ways lead to predicates that were written earlier, so each comes once, with all the records that get there.
    waiting_[program_.predicates.first] = objects;
    for (std::uint32_t at = program_.predicates.first + 1; at-- > 0;) {
      const std::uint64_t asked = waiting_[at];
      if (asked == 0) continue;
      waiting_[at] = 0;
      const Predicate& p = program_.predicates.list[at];
      const std::uint64_t yes = ask(p, records.data(), asked);
      const std::uint64_t no = asked & ~yes & ~open_;
      lead(at, p.yes, yes, met);
      lead(at, p.no, no, met);
    }
    open = open_;
  }

 private:
  using Objects = std::array<const boost::json::object*, size>;
  static constexpr std::size_t most = 128;           ///< predicates
  static constexpr std::size_t longest_text = 4096;  ///< longer ones are a matter of the budget

  void lead(std::uint32_t from, std::uint32_t way, std::uint64_t records, std::uint64_t& met) noexcept {
    assert(way < from || way >= Predicate::unmet);
    (void)from;
    if (way == Predicate::met)
      met |= records;
    else if (way != Predicate::unmet)
      waiting_[way] |= records;
  }

  // Those of the records for which the answer leads to `yes`. Those without a sure answer become open.
  std::uint64_t ask(const Predicate& p, const boost::json::value* records, std::uint64_t asked) {
    // An entry has no path.
    if (p.ask == Ask::entry || p.slot > 0 || program_.paths[p.path].count == 0) {
      open_ |= asked;
      return 0;
    }
    const Path& path = program_.paths[p.path];
    std::uint64_t lost = 0;  // those for which the path leads to nothing
    for (std::uint32_t i = 0; i + 1 < path.count; ++i) {
      std::uint64_t objects = 0;
      follow(i == 0 ? roots_ : inner_, path.first + i, asked, lost,
             [&](std::size_t at, const boost::json::value& value) {
               inner_[at] = value.if_object();
               if (inner_[at])
                 objects |= bit(at);
               else if (value.is_null() || !program_.steps[path.first + i].object_expected)
                 lost |= bit(at);
               else
                 open_ |= bit(at);
             });
      asked = objects;
    }
    const std::uint32_t last = path.first + path.count - 1;
    const Objects& from = path.count == 1 ? roots_ : inner_;
    if (p.ask == Ask::any || p.ask == Ask::all) return ask_items(p, records, from, last, asked, lost);
    std::uint64_t yes = 0, others = 0;
    switch (p.ask) {
      case Ask::member: ask_member(p, from, last, asked, lost, yes, others); break;
      case Ask::text:
        if (p.op == Operator::eq) {
          ask_text_equal(p, from, last, asked, lost, yes, others);
          break;
        }
        [[fallthrough]];
      case Ask::texts:
      case Ask::moment:
      case Ask::contains:
      case Ask::starts:
      case Ask::ends:
        ask_texts(p, from, last, asked, lost, yes, others, [&](std::string_view text) {
          if (text.size() > longest_text) return Verdict::unsure;
          return ask_text(program_.predicates, p, text, state_.folded);
        });
        break;
      default:
        follow(from, last, asked, lost, [&](std::size_t i, const boost::json::value& value) {
          values_[i] = &value;
          others |= bit(i);
        });
    }
    each(others, [&](std::size_t i) { note(p, ask_usual(p, *values_[i]), i, yes); });
    if (of_null(p) == Verdict::unsure) open_ |= lost;
    return leads_to_yes(p, of_null(p)) ? yes | lost : yes;
  }

  static bool leads_to_yes(const Predicate& p, Verdict answer) noexcept {
    return answer == (p.negative ? Verdict::no : Verdict::yes);
  }

  void note(const Predicate& p, Verdict answer, std::size_t record, std::uint64_t& yes) noexcept {
    yes |= std::uint64_t{leads_to_yes(p, answer)} << record;
    open_ |= std::uint64_t{answer == Verdict::unsure} << record;
  }

  Verdict ask_usual(const Predicate& p, const boost::json::value& value) {
    const ValueRecord record(value, state_.scratch);
    return ask_value(program_, p, record, record.root(), state_.folded,
                     [](std::size_t bytes) { return bytes <= longest_text; });
  }

  // ---- members ----

  // From the objects to their member of the step's name, which most likely stands where it stood last: calls
  // use(index, value) for each that has one.
  template <typename Use>
  void follow(const Objects& from, std::uint32_t step, std::uint64_t asked, std::uint64_t& lost, Use&& use) {
    std::uint32_t place = state_.places[step];
    const KeyedText name(program_.steps[step].name);
    each(asked, [&](std::size_t i) {
      const auto* const members = from[i]->begin();
      const auto* const member = reinterpret_cast<const char*>(members + place);
      fetch(reinterpret_cast<const char*>(members) - 1);  // an object's size stands in front of its members
      fetch(member);
      fetch(member + sizeof *members - 1);
    });
    each(asked, [&](std::size_t i) {
      const boost::json::object& object = *from[i];
      const std::uint32_t guess = ValueRecord::likely_place(object, name.text.size(), place);
      members_[i] = guess < object.size() ? object.begin() + guess : nullptr;
      if (!members_[i]) return;
      const auto& member = *members_[i];
      fetch(member.key().data());
      if (const auto* const text = member.value().if_string())
        fetch(text->data());
      else if (const auto* const items = member.value().if_array())
        fetch(items->data());
    });
    each(asked, [&](std::size_t i) {
      const boost::json::key_value_pair* member = members_[i];
      if (!member || !is_named(*member, name)) member = from[i]->find({name.text.data(), name.text.size()});
      if (member == from[i]->end()) {
        lost |= bit(i);
        return;
      }
      if (member != from[i]->begin() + place) place = static_cast<std::uint32_t>(member - from[i]->begin());
      use(i, member->value());
    });
    state_.places[step] = place;
  }

  static bool is_named(const boost::json::key_value_pair& member, const KeyedText& name) noexcept {
    return KeyedText({member.key().data(), name.text.size()}) == name;
  }

  // From one object to its member.
  const boost::json::value* find(const boost::json::object& object, std::uint32_t step) {
    const std::string_view name = program_.steps[step].name;
    std::uint32_t& place = state_.places[step];
    const std::uint32_t guess = ValueRecord::likely_place(object, name.size(), place);
    if (guess < object.size() && is_named(object.begin()[guess], KeyedText(name))) {
      place = guess;
      return &object.begin()[guess].value();
    }
    const auto* const member = object.find({name.data(), name.size()});
    if (member == object.end()) return nullptr;
    place = static_cast<std::uint32_t>(member - object.begin());
    return &member->value();
  }

  // ---- values ----

  // Answers for texts; what is no text, or has no answer, is among the others then.
  template <typename Answer>
  void ask_texts(const Predicate& p, const Objects& from, std::uint32_t step, std::uint64_t asked, std::uint64_t& lost,
                 std::uint64_t& yes, std::uint64_t& others, Answer&& answer) {
    follow(from, step, asked, lost, [&](std::size_t i, const boost::json::value& value) {
      const boost::json::string* const text = value.if_string();
      const Verdict told = text ? answer(std::string_view(text->data(), text->size())) : Verdict::unsure;
      yes |= std::uint64_t{leads_to_yes(p, told)} << i;
      if (told != Verdict::unsure) return;
      values_[i] = &value;
      others |= bit(i);
    });
  }

  void ask_member(const Predicate& p, const Objects& from, std::uint32_t step, std::uint64_t asked, std::uint64_t& lost,
                  std::uint64_t& yes, std::uint64_t& others) {
    const std::span<const MemberAnswer> members(program_.predicates.members.data() + p.constant, p.count);
    // By hash, so that no branch depends on which member it is, which cannot be foreseen. Of members with the same hash
    // only one is found; the others are asked the usual way.
    const auto hash = [](const KeyedText& text) {
      return static_cast<std::size_t>((text.head * 0x9E3779B97F4A7C15U) >> 58U);
    };
    std::array<std::uint8_t, 64> index{};
    for (std::size_t i = members.size(); i-- > 0;)
      index[hash(members[i].name)] = static_cast<std::uint8_t>(i);
    ask_texts(p, from, step, asked, lost, yes, others, [&](std::string_view value) {
      const KeyedText text(value);
      const std::size_t found = index[hash(text)];
      if (found >= members.size() || !(members[found].name == text)) return Verdict::unsure;
      return verdict(members[found].among != (p.op == Operator::ne));
    });
  }

  void ask_text_equal(const Predicate& p, const Objects& from, std::uint32_t step, std::uint64_t asked,
                      std::uint64_t& lost, std::uint64_t& yes, std::uint64_t& others) {
    const KeyedText& wanted = program_.predicates.texts[p.constant];
    ask_texts(p, from, step, asked, lost, yes, others, [&](std::string_view text) {
      return text.size() > longest_text ? Verdict::unsure : verdict(KeyedText(text) == wanted);
    });
  }

  // ---- items of a collection ----

  std::uint64_t ask_items(const Predicate& p, const boost::json::value* records, const Objects& from,
                          std::uint32_t step, std::uint64_t asked, std::uint64_t& lost) {
    std::uint64_t yes = 0;
    follow(from, step, asked, lost, [&](std::size_t i, const boost::json::value& value) {
      const boost::json::array* const items = value.if_array();
      if (items)
        note(p, ask_each(p, *items, records[i]), i, yes);
      else
        (value.is_null() ? lost : open_) |= bit(i);
    });
    return leads_to_yes(p, verdict(p.ask == Ask::all)) ? yes | lost : yes;
  }

  Verdict ask_each(const Predicate& p, const boost::json::array& items, const boost::json::value& record) {
    const std::uint64_t steps = (items.size() + 1) * program_.predicates.list.size() * (1 + longest_text / 64);
    if (steps > state_.options.limits.steps) return Verdict::unsure;
    const bool structured = program_.shapes[program_.paths[p.path].shape].type.kind == TypeKind::structured;
    for (const boost::json::value& item : items) {
      if (!item.is_null() && !(structured && item.is_object())) return Verdict::unsure;
      const Verdict met = ask_body(p, item, record);
      if (met == Verdict::unsure) return met;
      if ((met == Verdict::yes) != (p.ask == Ask::all)) return met;
    }
    return verdict(p.ask == Ask::all);
  }

  // Whether an item meets the body of a loop.
  Verdict ask_body(const Predicate& loop, const boost::json::value& item, const boost::json::value& record) {
    std::uint32_t at = loop.body;
    while (at < Predicate::unmet) {
      const Predicate& p = program_.predicates.list[at];
      if (p.ask == Ask::entry || p.ask == Ask::any || p.ask == Ask::all || (p.slot != loop.item && p.slot != 0))
        return Verdict::unsure;
      const Path& path = program_.paths[p.path];
      const boost::json::value* value = p.slot == 0 ? &record : &item;
      for (std::uint32_t i = path.first; value && i < path.first + path.count; ++i) {
        const boost::json::object* const object = value->if_object();
        const bool nothing = value->is_null() || (i > path.first && !program_.steps[i - 1].object_expected);
        if (!object && !nothing) return Verdict::unsure;
        value = object ? find(*object, i) : nullptr;
      }
      const Verdict answer = value ? ask_usual(p, *value) : of_null(p);
      if (answer == Verdict::unsure) return answer;
      at = way(p, answer);
    }
    return verdict(at == Predicate::met);
  }

  const Program& program_;
  EvaluationContext::State& state_;
  std::uint64_t open_ = 0;
  std::array<std::uint64_t, most> waiting_{};  ///< per predicate: the records that it is to be asked of
  Objects roots_, inner_;                      ///< the records; what the path has led to
  std::array<const boost::json::value*, size> values_;
  std::array<const boost::json::key_value_pair*, size> members_;
};

}  // namespace

std::optional<Diagnostic> are_met(const Program& program, std::span<const boost::json::value> records,
                                  EvaluationContext::State& state, std::span<std::uint64_t> bits,
                                  std::uint64_t& count) {
  Block block(program, state);
  const bool possible = Block::is_possible(program, state);
  count = 0;
  for (std::size_t first = 0; first < records.size(); first += Block::size) {
    const auto some = records.subspan(first, std::min(Block::size, records.size() - first));
    std::uint64_t met = 0, open = ~std::uint64_t{0} >> (Block::size - some.size());
    if (possible) block.run(some, met, open);
    for (; open != 0; open &= open - 1) {
      const auto i = static_cast<std::size_t>(std::countr_zero(open));
      bool is = false;
      if (auto fault = is_met(program, ValueRecord(some[i], state.scratch), state, is)) {
        bits[first / Block::size] = met & (bit(i) - 1);
        fault->notes.push_back("in record " + std::to_string(first + i) + " (counted from 0)");
        return fault;
      }
      met |= std::uint64_t{is} << i;
    }
    bits[first / Block::size] = met;
    count += static_cast<std::uint64_t>(std::popcount(met));
  }
  return std::nullopt;
}

}  // namespace v0
}  // namespace tamis
