// Program: a bound expression, or several of one text, as flat code for the machine of src/evaluate/.
// Immutable once compiled; shared between threads.
#pragma once

#include <cstdint>
#include <forward_list>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include <tamis/diagnostic.hpp>
#include <tamis/schema.hpp>
#include <tamis/type.hpp>

#include "src/compile/predicate.hpp"
#include "src/pattern/pattern.hpp"
#include "src/value/geo.hpp"
#include "src/value/value.hpp"

namespace tamis {
inline namespace v0 {

/// What an instruction does to the stack of values. `operand`, `detail` and `slot` are Instruction's.
enum class Op : std::uint8_t {
  constant,    ///< pushes constants[operand]
  slot,        ///< pushes the instance in the slot
  path,        ///< pushes what paths[operand] leads to from the slot
  step,        ///< pops an object, pushes what paths[operand] leads to from it
  parameter,   ///< pushes the value that parameters[operand] is bound to and passes over the next; else goes there
  alias,       ///< pushes the value of aliases[operand], computed once a record
  alias_end,   ///< ends an alias's code: keeps the top value and goes back
  compare,     ///< pops two, pushes a Boolean or null; detail = Operator
  in,          ///< pops a collection and a value
  has,         ///< pops two
  arithmetic,  ///< pops two; detail = Operator
  negate,      ///< pops one
  and_,
  or_,               ///< pops two, pushes their combination in three-valued logic
  not_,              ///< pops one
  jump,              ///< goes to operand
  jump_if_false,     ///< goes to operand if the top value is false, which stays
  jump_if_true,      ///< goes to operand if the top value is true, which stays
  jump_unless_true,  ///< pops; goes to operand unless that was true
  has_items,         ///< pops a collection, pushes whether it has items
  count,             ///< pops a collection, pushes the number of its items
  loop,              ///< pops a collection; detail = Loop; its items go through the slot; operand = behind the loop
  next,              ///< ends a loop's body: pops the predicate; operand = the body
  named_items,       ///< pops operand-many values, pushes the object whose names and values they are in turn
  key,    ///< pops values, one for each path of keys[operand], and a collection; pushes the item that has them
  match,  ///< pops a string, pushes whether patterns[operand] is found in it
  call,   ///< pops slot-many arguments; detail = grammar::Function
  now,    ///< pushes the instant of this call
  cast,
  isof,   ///< pops one; operand = index into types
  items,  ///< pops operand-many values, pushes their list
  end     ///< ends an entry: the top value is its result
};

/// What a loop makes of its predicate.
enum class Loop : std::uint8_t {
  any,    ///< whether it is true for an item
  all,    ///< whether it is true for all items; null counts as not true in both
  filter  ///< the items for which it is true
};

struct Instruction {
  Op op = Op::end;
  std::uint8_t detail = 0;
  std::uint16_t slot = 0;
  std::uint32_t operand = 0;
};
static_assert(sizeof(Instruction) == 8);

/// What is expected at a place of a record, and how to read it.
struct Shape {
  Type type;
  bool number_as_string = false;       ///< see Property
  bool empty_object_is_empty = false;  ///< see Property
  bool floating_scale = false;         ///< decimal with floating scale
  bool unordered = false;              ///< a collection whose items have no order
  std::optional<std::int32_t> srid{};  ///< see Property
  // For messages: `details/dealValue`; items of a collection are named by the collection.
  static constexpr std::uint32_t none = 0xFFFFFFFFu;
  std::uint32_t parent = none;  ///< the shape of the collection that the path starts in
  std::string_view path{};      ///< from there on; kept by the program or its schema
};

/// One segment of a path.
struct Step {
  std::string_view name{};                ///< of a member; kept by the program or its schema
  std::uint32_t definition = Type::none;  ///< cast: only instances of this structured type lead on
  std::uint32_t declared = Type::none;    ///< cast: the type that an instance has unless it says otherwise
  bool object_expected = false;           ///< member: by the schema, its value is an object or null
  bool annotation = false;                ///< `@Ns.Term#Qualifier` of what the path has led to
};

struct Path {
  std::uint32_t first = 0, count = 0;  ///< of Program::steps
  std::uint32_t shape = 0;             ///< of the value at its end
  std::uint32_t casts = 0;             ///< that many steps behind the others: casts of the items of the collection
};

/// The members that count when two objects of a structured type are compared: keys first, no navigation.
struct Structure {
  struct Member {
    std::string name{};
    std::uint32_t shape = 0;
  };
  std::uint32_t keys = 0;
  std::vector<Member> members{};
};

/// The key properties that a key predicate gives values for: paths from an item.
using KeyPaths = std::vector<std::uint32_t>;

/// What cast and isof ask for; facets where the name is that of a type definition.
struct CastType {
  Type type;
  Facets facets{};
  std::uint32_t shape = Shape::none;  ///< geography and geometry: that of one of the type
};

/// A parameter alias that may be bound when the program runs.
struct Parameter {
  std::string name{};
  std::uint32_t shape = 0;
};

/// Texts that stay where they are, many in one block.
class KeptTexts {
 public:
  std::string_view keep(std::string_view text) {
    if (blocks_.empty() || blocks_.front().capacity() - blocks_.front().size() < text.size()) {
      constexpr std::size_t usual = 240;
      blocks_.emplace_front();
      blocks_.front().reserve(text.size() > usual ? text.size() : usual);
    }
    std::string& block = blocks_.front();
    const std::size_t at = block.size();
    block.append(text);
    return std::string_view(block).substr(at);
  }

 private:
  std::forward_list<std::string> blocks_;
};

struct Program {
  struct Entry {
    std::uint32_t start = 0;
    Type type;
  };
  std::vector<Instruction> code{};
  std::vector<Span> spans{};  ///< of the typed text, one an instruction
  std::vector<Value> constants{};
  std::vector<Path> paths{};
  std::vector<Step> steps{};
  std::vector<Shape> shapes{};
  std::vector<CastType> types{};
  std::unordered_map<std::uint32_t, Structure> structures{};  ///< by definition; only those that are compared
  std::vector<KeyPaths> keys{};
  std::vector<Parameter> parameters{};
  std::vector<std::shared_ptr<const Pattern>> patterns{};
  std::vector<std::uint32_t> aliases{};  ///< where the code of each begins
  std::vector<Entry> entries{};          ///< one an expression, in the order given; then the leaves of a condition
  Predicates predicates{};               ///< of the condition, if there is one
  std::uint32_t stack = 0;               ///< values that may be on the stack at once
  std::uint16_t slots = 1;
  Schema schema{};

  // What constants point into.
  KeptTexts texts{};
  std::forward_list<Decimal> decimals{};
  std::forward_list<std::vector<Value>> lists{};
  std::forward_list<Geo> geos{};
};

/// The whole path of a shape, from the record on.
std::string full_path(const Program& program, std::uint32_t shape);

/// The shape of records, shapes[0] of every program, and of what has no declared type, shapes[1].
inline constexpr std::uint32_t record_shape = 0, dynamic_shape = 1;

}  // namespace v0
}  // namespace tamis
