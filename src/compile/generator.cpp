// Generator: one node at a time, over a heap stack. Leaves and paths are written when they are entered, all
// else piece by piece around its children.
#include "src/compile/generator.hpp"

#include <algorithm>

#include "grammar/functions.hpp"
#include "grammar/operators.hpp"
#include "src/evaluate/functions.hpp"
#include "src/pattern/literal_place.hpp"

namespace tamis {
inline namespace v0 {

using grammar::Function;

namespace {

bool is_filter(const Node& node) noexcept { return node.kind == NodeKind::option && node.option() == Option::filter; }

// Whether the argument is the pattern of matchesPattern, known already.
bool is_constant_pattern(const Tree& tree, NodeId call, std::size_t argument) {
  if (function_of(tree[call]) != Function::matchespattern || argument != 1) return false;
  const Node& pattern = tree[tree.child(call, 1)];
  return pattern.kind == NodeKind::literal && pattern.literal() == LiteralKind::string;
}

// Control information and annotations in an object literal: no part of its value.
bool is_control(const Tree& tree, NodeId object_member) {
  return tree.name(object_member).find('@') != std::string_view::npos;
}

bool compares_items(Function function) noexcept {
  switch (function) {
    case Function::contains:
    case Function::endswith:
    case Function::indexof:
    case Function::startswith:
    case Function::hassubset:
    case Function::hassubsequence: return true;
    default: return false;
  }
}

}  // namespace

Generator::Generator(const Tree& tree, const Schema& schema, const Binding& binding, std::vector<Diagnostic>& found)
    : tree_(tree), schema_(schema), binding_(binding), found_(found) {
  program_->schema = schema;
  program_->slots = std::max<std::uint16_t>(binding.slots, 1);
  slot_shapes_.assign(program_->slots, Shape::none);
  made_.assign(tree.size(), none);
  reserve();
}

// Room for what most programs come to. All of it is freed at once with the program, and seldom much too large.
void Generator::reserve() {
  std::size_t members = 0, literals = 0, tests = 0;
  for (NodeId id = 0; id < tree_.size(); ++id) {
    const NodeKind kind = tree_[id].kind;
    members += kind == NodeKind::member;
    literals += kind == NodeKind::literal;
    tests += kind == NodeKind::operation || kind == NodeKind::call || kind == NodeKind::lambda;
  }
  Program& p = *program_;
  p.code.reserve(2 * tree_.size());
  p.spans.reserve(2 * tree_.size());
  p.constants.reserve(literals);
  p.steps.reserve(members);
  p.paths.reserve(members);
  p.shapes.reserve(members + 2);
  p.entries.reserve(tests + 1);
  p.predicates.list.reserve(tests);
}

void Generator::entry(NodeId expression) {
  program_->entries.push_back({here(), type(expression)});
  generate(expression);
  emit(expression, Op::end, -1);
}

void Generator::aliases() {
  for (std::size_t i = 0; i < alias_nodes_.size(); ++i) {  // grows while aliases use aliases
    const NodeId expression = alias_nodes_[i];
    program_->aliases.push_back(here());
    const std::uint32_t others = deepest_;
    deepest_ = 0;
    generate(expression);
    emit(expression, Op::alias_end, -1);
    deepest_ += others;  // an alias runs on top of whatever uses it, and never twice at once
  }
  program_->stack = deepest_ + 1;
}

void Generator::generate(NodeId expression) {
  depth_ = 0;
  enter(expression);
  while (!frames_.empty()) {
    Frame& frame = frames_.back();
    const bool one = frame.base != no_node;
    const std::uint32_t count = one ? 1 : tree_[frame.id].child_count;
    if (frame.next == count) {
      leave(frame);
      frames_.pop_back();
      continue;
    }
    const std::uint32_t index = frame.next++;
    if (!one && index > 0) after(frame, index - 1);
    if (one || before(frame, index)) enter(one ? frame.base : tree_.child(frame.id, index));  // may move frames
  }
}

void Generator::open(NodeId id) {
  frames_.emplace_back();
  frames_.back().id = id;
}

void Generator::enter(NodeId id) {
  const Node& node = tree_[id];
  switch (node.kind) {
    case NodeKind::literal:
      if (made_[id] == none) made_[id] = add_constant(literal_value(id, type(id)).value_or(Value()));
      emit(id, Op::constant, 1, made_[id]);
      return;
    case NodeKind::variable: return enter_variable(id);
    case NodeKind::alias: return enter_alias(id);
    case NodeKind::member:
      if (target(id).kind == Target::Kind::alias) return enter_alias(id);  // a property of $compute
      [[fallthrough]];
    case NodeKind::annotation:
    case NodeKind::type_cast: return enter_path(id);
    case NodeKind::array:
    case NodeKind::list: return enter_values(id);
    case NodeKind::call: return enter_call(id);
    case NodeKind::operation:
    case NodeKind::object:
    case NodeKind::object_member:
    case NodeKind::named_argument: return open(id);
    case NodeKind::lambda:
    case NodeKind::count:
    case NodeKind::filter_segment:
      if (!node.has_source) return unsupported(id, "this without a path in front");
      return open(id);
    case NodeKind::option: return open(id);
    case NodeKind::key: return enter_key(id);
    case NodeKind::function: return enter_function(id);
    default: return unsupported(id, std::string(name(node.kind)));
  }
}

void Generator::enter_variable(NodeId id) {
  if (target(id).kind != Target::Kind::slot) return unsupported(id, std::string(tree_.name(id)));
  emit(id, Op::slot, 1, 0, 0, target(id).slot);
}

void Generator::enter_alias(NodeId id) {
  const NodeId value = target(id).index;
  if (tree_[id].kind == NodeKind::alias) {
    Shape shape{type(id)};
    shape.path = program_->texts.keep(tree_.name(id));
    program_->parameters.push_back({std::string(shape.path), add_shape(shape)});
    emit(id, Op::parameter, 0, static_cast<std::uint32_t>(program_->parameters.size() - 1));
  }
  if (value == no_node) {  // no value given: null
    emit(id, Op::constant, 1, add_constant(Value()));
    return;
  }
  if (const auto constant = alias_constant(id, value)) {
    emit(id, Op::constant, 1, add_constant(*constant));
    return;
  }
  const auto [place, added] = alias_index_.try_emplace(value, static_cast<std::uint32_t>(alias_nodes_.size()));
  if (added) alias_nodes_.push_back(value);
  emit(id, Op::alias, 1, place->second);
}

// A list of literals is one constant; any other is put together when it is evaluated.
void Generator::enter_values(NodeId id) {
  const auto children = tree_.children(id);
  const bool constant = std::all_of(children.begin(), children.end(),
                                    [&](NodeId child) { return tree_[child].kind == NodeKind::literal; });
  if (!constant) return open(id);
  std::vector<Value>& items = program_->lists.emplace_front();
  items.reserve(children.size());
  for (const NodeId child : children)
    items.push_back(literal_value(child, type(child)).value_or(Value()));
  emit(id, Op::constant, 1, add_constant(Value::of_list(items.data(), items.size())));
}

// Literals behind an alias, where this place of the alias gives them another type than their own.
std::optional<Value> Generator::alias_constant(NodeId id, NodeId value) {
  while (value != no_node && tree_[value].kind == NodeKind::alias)
    value = target(value).index;
  if (value == no_node || type(id) == type(value)) return std::nullopt;
  if (tree_[value].kind == NodeKind::literal) return literal_value(value, type(id));
  if (tree_[value].kind != NodeKind::array) return std::nullopt;
  const auto children = tree_.children(value);
  if (!std::all_of(children.begin(), children.end(),
                   [&](NodeId child) { return tree_[child].kind == NodeKind::literal; }))
    return std::nullopt;
  std::vector<Value>& items = program_->lists.emplace_front();
  for (const NodeId child : children)
    items.push_back(literal_value(child, type(id).element()).value_or(Value()));
  return Value::of_list(items.data(), items.size());
}

void Generator::enter_call(NodeId id) {
  const Function function = function_of(tree_[id]);
  const bool special = function == Function::cast || function == Function::isof || function == Function::case_;
  if (function == Function::now) {
    emit(id, Op::now, 1);
  } else if (!special && !is_implemented(function)) {
    unsupported(id, "the function " + std::string(function_name(tree_[id].detail)));
  } else {
    if (special && function != Function::case_ && tree_[id].child_count == 1)
      emit(id, Op::slot, 1, 0, 0, target(id).slot);  // of the current instance
    open(id);
  }
}

bool Generator::before(Frame& frame, std::size_t index) {
  const Node& node = tree_[frame.id];
  const NodeId child = tree_.child(frame.id, index);
  switch (node.kind) {
    case NodeKind::lambda: return tree_[child].kind != NodeKind::range_variable;
    case NodeKind::call:
      return tree_[child].kind != NodeKind::type_name && !is_constant_pattern(tree_, frame.id, index);
    case NodeKind::function: return index > 0 || !node.has_source;  // the path stands there already
    case NodeKind::object:
      if (is_control(tree_, child)) return false;
      emit(child, Op::constant, 1, add_constant(Value::of(program_->texts.keep(unquote(tree_.name(child))))));
      return true;
    case NodeKind::count: {
      if (index == 0) return true;
      const bool filter = is_filter(tree_[child]);
      if (filter)
        begin_loop(frame, Loop::filter, target(frame.id).slot);
      else
        unsupported(child, "this option of $count");
      return filter;
    }
    default: return true;
  }
}

void Generator::after(Frame& frame, std::size_t index) {
  const Node& node = tree_[frame.id];
  switch (node.kind) {
    case NodeKind::operation: return after_operand(frame, index);
    case NodeKind::lambda:
      if (tree_[tree_.child(frame.id, index)].kind == NodeKind::range_variable)
        begin_loop(frame, node.all ? Loop::all : Loop::any, target(tree_.child(frame.id, index)).slot);
      return;
    case NodeKind::filter_segment:
      if (index == 0) begin_loop(frame, Loop::filter, target(frame.id).slot);
      return;
    case NodeKind::count:
      if (index > 0 && is_filter(tree_[tree_.child(frame.id, index)])) end_loop(frame);
      return;
    case NodeKind::call:
      if (function_of(node) == Function::case_) after_case(frame, index);
      return;
    default: return;
  }
}

// and, or: go to the end as soon as one operand decides.
void Generator::after_operand(Frame& frame, std::size_t index) {
  const Operator op = tree_[frame.id].operation();
  if (op != Operator::and_ && op != Operator::or_) return;
  const bool conjunction = op == Operator::and_;
  if (index > 0) emit(frame.id, conjunction ? Op::and_ : Op::or_, -1);
  if (index + 1 < tree_[frame.id].child_count)
    chain(frame, emit(frame.id, conjunction ? Op::jump_if_false : Op::jump_if_true, 0));
}

// case: condition, value, condition, value, …
void Generator::after_case(Frame& frame, std::size_t index) {
  if (index % 2 == 0) {
    frame.pending = emit(frame.id, Op::jump_unless_true, -1);
    return;
  }
  const TypeKind common = type(frame.id).kind, own = type(tree_.child(frame.id, index)).kind;
  if (own != common && is_numeric(common) && !is_integer(common) && !type(frame.id).collection) {
    program_->types.push_back({Type{common}, {}});  // promoted, so that `case(…) div 2` does not depend on the branch
    emit(frame.id, Op::cast, 0, static_cast<std::uint32_t>(program_->types.size() - 1));
  }
  chain(frame, emit(frame.id, Op::jump, -1));  // what comes next runs without the value
  program_->code[frame.pending].operand = here();
}

void Generator::leave(Frame& frame) {
  const Node& node = tree_[frame.id];
  if (frame.base != no_node) return leave_path(frame);
  if (node.child_count > 0) after(frame, node.child_count - 1);
  switch (node.kind) {
    case NodeKind::operation: return leave_operation(frame);
    case NodeKind::call: return leave_call(frame);
    case NodeKind::array:
    case NodeKind::list: emit(frame.id, Op::items, 1 - static_cast<int>(node.child_count), node.child_count); return;
    case NodeKind::lambda:
      if (node.child_count == 1)
        emit(frame.id, Op::has_items, 0);
      else
        end_loop(frame);
      return;
    case NodeKind::filter_segment: return end_loop(frame);
    case NodeKind::count: emit(frame.id, Op::count, 0); return;
    case NodeKind::function: return leave_key(frame.id, type(frame.id));
    case NodeKind::key: return leave_key(frame.id, type(tree_.source_of(frame.id)));
    case NodeKind::object: return leave_object(frame.id);
    default: return;
  }
}

void Generator::leave_object(NodeId id) {
  std::uint32_t values = 0;
  for (const NodeId child : tree_.children(id))
    values += is_control(tree_, child) ? 0 : 2;
  emit(id, Op::named_items, 1 - static_cast<int>(values), values);
}

void Generator::enter_key(NodeId id) {
  const NodeId source = tree_.source_of(id);
  if (source == no_node) return unsupported(id, "a key without a path in front");
  const bool named = tree_[tree_.arguments(id)[0]].kind == NodeKind::named_argument;
  const Type& items = type(source);
  if (!named && (items.kind != TypeKind::structured || schema_.structured_types()[items.definition].keys.size() != 1))
    return unsupported(id, "a key without names where the type does not say which property it is");
  open(id);
}

// `Items(ID=1)`, where Items is a collection.
void Generator::enter_function(NodeId id) {
  if (target(id).kind != Target::Kind::property) return unsupported(id, "a function of the service");
  PathNodes nodes = path_nodes(tree_.source_of(id));
  nodes.push_back(id);
  const NodeId base = tree_.source_of(nodes.front());
  if (base != no_node && tree_[base].kind != NodeKind::variable) return unsupported(id, "a key behind an expression");
  const Target& from = target(base == no_node ? nodes.front() : base);
  if (base != no_node && from.kind != Target::Kind::slot) return unsupported(base, "$root");
  emit(id, Op::path, 1, add_path(nodes), 0, from.slot);
  open(id);
}

void Generator::leave_key(NodeId id, const Type& item) {
  const StructuredType* const definition =
      item.kind == TypeKind::structured ? &schema_.structured_types()[item.definition] : nullptr;
  KeyPaths& paths = program_->keys.emplace_back();
  for (const NodeId argument : tree_.arguments(id)) {
    const bool named = tree_[argument].kind == NodeKind::named_argument;
    paths.push_back(add_key_path(definition, named ? tree_.name(argument) : std::string_view(definition->keys[0])));
  }
  emit(id, Op::key, -static_cast<int>(paths.size()), static_cast<std::uint32_t>(program_->keys.size() - 1));
}

// Compiled once, however often it stands in the text.
void Generator::leave_match(NodeId id) {
  const NodeId literal = tree_.child(id, 1);
  const std::string text = string_value(tree_, literal);
  const auto [place, added] = pattern_index_.try_emplace(text, static_cast<std::uint32_t>(program_->patterns.size()));
  if (added) {
    PatternError error;
    program_->patterns.push_back(Pattern::compile(text, error));
    if (!program_->patterns.back())
      found_.push_back({Severity::error, error.code,
                        tree_.source().to_typed(pattern_place(tree_, literal, error.fault)),
                        std::move(error.fault.message)});
  }
  emit(id, Op::match, 0, place->second);
}

void Generator::leave_operation(const Frame& frame) {
  const Operator op = tree_[frame.id].operation();
  const auto detail = static_cast<std::uint8_t>(op);
  if (is_comparison(op) || op == Operator::in)
    for (const NodeId operand : tree_.children(frame.id))
      add_structures(operand);
  switch (op) {
    case Operator::and_:
    case Operator::or_: patch(frame.patch); return;
    case Operator::not_: emit(frame.id, Op::not_, 0); return;
    case Operator::negate: emit(frame.id, Op::negate, 0); return;
    case Operator::has: emit(frame.id, Op::has, -1); return;
    case Operator::in: emit(frame.id, Op::in, -1); return;
    default: emit(frame.id, is_comparison(op) ? Op::compare : Op::arithmetic, -1, 0, detail); return;
  }
}

// Of `Ns.Definition`, `Alias.Definition`, `Definition`, or a collection of it.
Facets Generator::facets_of(std::string_view name) const {
  const auto type = schema_.find_type(name);
  if (name.ends_with(')')) name = name.substr(name.find('(') + 1, name.size() - name.find('(') - 2);
  const std::string_view local = name.substr(name.rfind('.') + 1);  // npos + 1 is 0
  for (const TypeDefinition& definition : schema_.type_definitions()) {
    const std::string_view qualified = definition.qualified_name;
    const bool named = qualified == name || qualified.substr(qualified.rfind('.') + 1) == local;
    if (named && type && !primitive_kind(name) && definition.underlying.kind == type->kind) return definition.facets;
  }
  return {};
}

void Generator::leave_call(const Frame& frame) {
  const Node& node = tree_[frame.id];
  const Function function = function_of(node);
  if (function == Function::case_) {
    emit(frame.id, Op::constant, 1, add_constant(Value()));
    patch(frame.patch);
  } else if (function == Function::cast || function == Function::isof) {
    const NodeId name = tree_.child(frame.id, node.child_count - 1);
    CastType wanted{type(name), facets_of(tree_.name(name))};
    if (is_geo(wanted.type.kind)) wanted.shape = add_shape({wanted.type.element()});
    program_->types.push_back(std::move(wanted));
    const auto index = static_cast<std::uint32_t>(program_->types.size() - 1);
    emit(frame.id, function == Function::cast ? Op::cast : Op::isof, 0, index);
  } else if (function == Function::matchespattern && is_constant_pattern(tree_, frame.id, 1)) {
    leave_match(frame.id);
  } else {
    if (compares_items(function))
      for (const NodeId argument : tree_.children(frame.id))
        add_structures(argument);
    emit(frame.id, Op::call, 1 - static_cast<int>(node.child_count), 0, node.detail,
         static_cast<std::uint16_t>(node.child_count));
  }
}

void Generator::begin_loop(Frame& frame, Loop loop, std::uint16_t slot) {
  const Instruction& source = program_->code.back();
  if (source.op == Op::path || source.op == Op::step)
    slot_shapes_[slot] = program_->paths[source.operand].shape;
  else
    slot_shapes_[slot] = source.op == Op::next ? slot_shapes_[source.slot] : Shape::none;
  frame.pending = emit(frame.id, Op::loop, -1, 0, static_cast<std::uint8_t>(loop), slot);
}

void Generator::end_loop(Frame& frame) {
  const Instruction loop = program_->code[frame.pending];
  emit(frame.id, Op::next, 0, frame.pending + 1, loop.detail, loop.slot);
  program_->code[frame.pending].operand = here();
}

std::uint32_t Generator::emit(NodeId at, Op op, int effect, std::uint32_t operand, std::uint8_t detail,
                              std::uint16_t slot) {
  program_->code.push_back({op, detail, slot, operand});
  program_->spans.push_back(tree_.source().to_typed(tree_[at].span));
  depth_ = static_cast<std::uint32_t>(static_cast<int>(depth_) + effect);
  deepest_ = std::max(deepest_, depth_);
  return here() - 1;
}

// Jumps to one place are linked through their operands until the place is known.
void Generator::chain(Frame& frame, std::uint32_t instruction) {
  program_->code[instruction].operand = frame.patch;
  frame.patch = instruction;
}

void Generator::patch(std::uint32_t link) {
  while (link != none) {
    const std::uint32_t next = program_->code[link].operand;
    program_->code[link].operand = here();
    link = next;
  }
}

void Generator::report_unsupported(NodeId id, std::string what) {
  found_.push_back(
      {Severity::error, Code::unsupported, tree_.source().to_typed(tree_[id].span), what + " is not supported here"});
}

void Generator::unsupported(NodeId id, std::string what) {
  report_unsupported(id, std::move(what));
  emit(id, Op::constant, 1, add_constant(Value()));  // keeps the depth right
}

std::shared_ptr<const Program> compile_program(const Tree& tree, std::span<const NodeId> expressions, NodeId condition,
                                               const Schema& schema, const Binding& binding, const Type& record,
                                               std::vector<Diagnostic>& found, std::span<ItemScope> scopes) {
  Generator generator(tree, schema, binding, found);
  generator.add_shape({record});
  generator.add_shape({});
  for (ItemScope& scope : scopes)
    generator.scope(scope);
  for (const NodeId expression : expressions)
    generator.entry(expression);
  if (condition != no_node) generator.condition(condition);
  generator.aliases();
  return generator.program();
}

}  // namespace v0
}  // namespace tamis
