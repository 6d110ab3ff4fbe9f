// Property: any sequence of calls of the C interface with any arguments ends with a status that its results agree with,
// and all memory of the caller's allocator comes back, also when that gives nothing at times.
//
// The input is a list of calls: a byte that chooses one, then its arguments; texts are a length byte, or 255 for all up
// to the next line feed, and the bytes.
#include <tamis/tamis.h>

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

namespace {

void require(bool right, const char* what) {
  if (right) return;
  std::fprintf(stderr, "violated: %s\n", what);
  std::abort();
}

/// Gives memory until `left` is used up; counts what is out.
struct Memory {
  std::size_t blocks = 0, left = static_cast<std::size_t>(-1);

  static void* allocate(void* context, std::size_t size, std::size_t) {
    Memory& self = *static_cast<Memory*>(context);
    if (self.left == 0) return nullptr;
    --self.left;
    ++self.blocks;
    return std::malloc(size);
  }
  static void deallocate(void* context, void* memory, std::size_t, std::size_t) {
    --static_cast<Memory*>(context)->blocks;
    std::free(memory);
  }
};

class Calls {
 public:
  Calls(const std::uint8_t* data, std::size_t size) : data_(data), left_(size) {
    allocator_.struct_size = sizeof allocator_;
    allocator_.allocate = Memory::allocate;
    allocator_.deallocate = Memory::deallocate;
    allocator_.context = &memory_;
    require(tamis_schema_referral(nullptr, &schema_) == TAMIS_OK, "there is a schema");
    make_context();
  }

  void run() {
    for (int count = 0; left_ != 0 && count < 200; ++count)
      call(byte() % 16);
  }

  ~Calls() {
    drop_all();
    tamis_context_free(context_);
    tamis_schema_free(schema_);
    require(memory_.blocks == 0, "all memory comes back");
  }

 private:
  std::uint8_t byte() {
    if (left_ == 0) return 0;
    --left_;
    return *data_++;
  }

  std::string_view text() {
    const std::size_t length = byte();
    std::size_t taken = 0;
    while (taken < left_ && (length == 255 ? data_[taken] != '\n' : taken < length))
      ++taken;
    const std::string_view out(reinterpret_cast<const char*>(data_), taken);
    data_ += taken;
    left_ -= taken;
    if (length == 255) byte();
    return out;
  }

  tamis_options options() {
    tamis_options out{};
    out.struct_size = sizeof out;
    out.allocator = &allocator_;
    out.flags = byte() & 63;
    if (byte() % 4 == 0) {
      type_ = text();
      out.type = type_.data();
      out.type_size = type_.size();
    }
    return out;
  }

  /// What every call leaves behind; the object is looked at after the call.
  template <typename Object>
  void made(tamis_status status, Object* const& object, const char* what) {
    require(status != TAMIS_INTERNAL, what);
    require(status != TAMIS_OUT_OF_MEMORY || memory_.left == 0, "out of memory only where there is none");
    require((status == TAMIS_OK) == (object != nullptr), what);
  }

  void take_diagnostics(tamis_status status, tamis_diagnostics* diagnostics, std::string_view about) {
    const bool failed = status == TAMIS_WRONG_QUERY || status == TAMIS_WRONG_DATA || status == TAMIS_LIMIT;
    require(!failed || tamis_diagnostics_count(diagnostics) > 0, "a failure has a reason");
    for (std::size_t i = 0; i < tamis_diagnostics_count(diagnostics); ++i) {
      tamis_diagnostic one{};
      one.struct_size = sizeof one;
      require(tamis_diagnostics_get(diagnostics, i, &one) == TAMIS_OK, "each diagnostic can be had");
      require(one.offset + one.length <= about.size(), "a place is in the text");
    }
    tamis_text* out = nullptr;
    made(tamis_diagnostics_json(diagnostics, &out), out, "diagnostics as JSON");
    tamis_text_free(out);
    const tamis_status drawn = tamis_diagnostics_render(diagnostics, byte() % 2, &out);
    require(drawn == TAMIS_OK || drawn == TAMIS_OUT_OF_MEMORY, "diagnostics as a picture");
    tamis_text_free(out);
    tamis_diagnostics_free(diagnostics);
  }

  void make_context() {
    tamis_context_free(context_);
    context_ = nullptr;
    tamis_context_options out{};
    out.struct_size = sizeof out;
    out.allocator = &allocator_;
    tamis_limits limits{};
    limits.struct_size = sizeof limits;
    limits.steps = 100000;
    out.limits = &limits;
    out.absent = byte() % 3;
    made(tamis_context_new(&out, &context_), context_, "a context");
  }

  void drop_all() {
    tamis_filter_free(filter_);
    tamis_expression_free(expression_);
    tamis_query_free(query_);
    filter_ = nullptr;
    expression_ = nullptr;
    query_ = nullptr;
  }

  void check() {
    tamis_options how = options();
    how.as = byte() % 11;
    const std::string_view what = text();
    tamis_text* canonical = nullptr;
    tamis_diagnostics* found = nullptr;
    const tamis_status status = tamis_check(schema_, what.data(), what.size(), &how, &canonical, &found);
    made(status, canonical, "a check");
    take_diagnostics(status, found, what);
    tamis_text_free(canonical);
    tamis_text* answer = nullptr;
    made(tamis_check_answer(schema_, what.data(), what.size(), &how, &answer), answer, "an answer");
    tamis_text_free(answer);
    tamis_options of_text{};
    of_text.struct_size = sizeof of_text;
    of_text.allocator = &allocator_;
    of_text.as = how.as;
    of_text.flags = how.flags & (TAMIS_ENCODED | TAMIS_PLUS_IS_BLANK);
    tamis_text* tree = nullptr;
    const tamis_status parsed = tamis_tree(what.data(), what.size(), &of_text, &tree, &found);
    made(parsed, tree, "a tree");
    take_diagnostics(parsed, found, what);
    tamis_text_free(tree);
    if (what.size() > 512) return;  // completing costs many checks
    const std::size_t offset = what.size() * (how.flags >> 3U) / 7;
    how.flags &= 7;
    tamis_text* candidates = nullptr;
    const tamis_status completed = tamis_complete(schema_, what.data(), what.size(), offset, &how, &candidates);
    made(completed, candidates, "candidates");
    require(completed != TAMIS_WRONG_QUERY && completed != TAMIS_LIMIT, "a wrong text is no failure");
    tamis_text_free(candidates);
  }

  template <typename Handle, typename Compile>
  void compile(Handle*& handle, Compile&& compile_it) {
    drop_all();
    const tamis_options how = options();
    const std::string_view what = text();
    tamis_diagnostics* found = nullptr;
    const tamis_status status = compile_it(schema_, what.data(), what.size(), &how, &handle, &found);
    made(status, handle, "a compiled text");
    take_diagnostics(status, found, what);
    compiled_.assign(what);
  }

  void match() {
    const std::string_view record = text();
    std::int32_t met = 7;
    tamis_diagnostics* found = nullptr;
    const tamis_status status = tamis_filter_match(filter_, context_, record.data(), record.size(), &met, &found);
    require(met == 0 || (met == 1 && (status == TAMIS_OK)) || status == TAMIS_MISUSE, "an answer");
    take_diagnostics(status, found, compiled_);
  }

  void find() {
    const std::string_view input = text();
    tamis_matches* matches = nullptr;
    tamis_diagnostics* found = nullptr;
    const tamis_status status = tamis_filter_find(filter_, context_, input.data(), input.size(), &matches, &found);
    made(status, matches, "matches");
    take_diagnostics(status, found, compiled_);
    std::size_t calls = 0;
    const auto count = [](void* user, const tamis_record* record) -> std::int32_t {
      ++*static_cast<std::size_t*>(user);
      return record->json[0] == '{' ? TAMIS_GO_ON : 9;
    };
    const tamis_status again = tamis_filter_match_each(filter_, context_, input.data(), input.size(), count, nullptr,
                                                       &calls, nullptr, nullptr);
    require(status != TAMIS_OK || (again == TAMIS_OK && calls == tamis_matches_count(matches)), "the same matches");
    tamis_matches_free(matches);
  }

  void evaluate() {
    const std::string_view input = text();
    tamis_text* value = nullptr;
    tamis_diagnostics* found = nullptr;
    tamis_status status = tamis_expression_evaluate(expression_, context_, input.data(), input.size(), &value, &found);
    made(status, value, "a value");
    tamis_text_free(value);
    take_diagnostics(status, found, compiled_);
    const std::string_view what = text();
    status = tamis_evaluate_answer(schema_, what.data(), what.size(), nullptr, context_, input.data(), input.size(),
                                   &value, &found);
    made(status, value, "an answer");
    tamis_text_free(value);
    take_diagnostics(status, found, {});
  }

  void apply() {
    tamis_apply_options how{};
    how.struct_size = sizeof how;
    how.page_size = byte() % 4;
    const std::string_view input = text();
    tamis_text* answer = nullptr;
    tamis_diagnostics* found = nullptr;
    const tamis_status status = tamis_query_apply(query_, context_, input.data(), input.size(), &how, &answer, &found);
    made(status, answer, "an answer");
    tamis_text_free(answer);
    take_diagnostics(status, found, compiled_);
  }

  void bind() {
    const std::string_view name = text(), value = text();
    tamis_diagnostics* found = nullptr;
    const tamis_status status =
        tamis_context_bind(context_, name.data(), name.size(), value.data(), value.size(), &found);
    require(status != TAMIS_INTERNAL, "a bound alias");
    take_diagnostics(status, found, {});
  }

  void write() {
    const std::uint32_t form = byte();
    tamis_text* out = nullptr;
    made(tamis_filter_text(filter_, form, &out), out, "a filter's text");
    tamis_text_free(out);
    made(tamis_expression_text(expression_, form, &out), out, "an expression's text");
    tamis_text_free(out);
    made(tamis_query_url(query_, form, "https://x", 9, &out), out, "a query's text");
    tamis_text_free(out);
  }

  void quote() {
    const std::string_view what = text();
    tamis_text* out = nullptr;
    made(tamis_quote(what.data(), what.size(), &allocator_, &out), out, "a quoted text");
    tamis_text_free(out);
    made(tamis_percent_encode(what.data(), what.size(), &allocator_, &out), out, "an encoded text");
    tamis_text_free(out);
  }

  void read_schema() {
    const std::string_view document = text();
    const tamis_piece piece{document.data(), document.size()};
    tamis_schema* schema = nullptr;
    tamis_diagnostics* found = nullptr;
    const tamis_status status = tamis_schema_from_csdl(&piece, 1, &allocator_, &schema, nullptr, &found);
    made(status, schema, "a schema");
    take_diagnostics(status, found, document);
    tamis_schema_free(schema);
  }

  void call(int which) {
    switch (which) {
      case 0: return check();
      case 1:
      case 2: return compile(filter_, tamis_filter_compile);
      case 3: return compile(expression_, tamis_expression_compile);
      case 4:
      case 5: return compile(query_, tamis_query_compile);
      case 6:
      case 7: return match();
      case 8: return find();
      case 9: return evaluate();
      case 10: return apply();
      case 11: return bind();
      case 12: return write();
      case 13: return quote();
      case 14: return read_schema();
      default: memory_.left = byte() % 2 == 0 ? static_cast<std::size_t>(-1) : byte() % 8; return make_context();
    }
  }

  const std::uint8_t* data_;
  std::size_t left_;
  Memory memory_{};
  tamis_allocator allocator_{};
  tamis_schema* schema_ = nullptr;
  tamis_context* context_ = nullptr;
  tamis_filter* filter_ = nullptr;
  tamis_expression* expression_ = nullptr;
  tamis_query* query_ = nullptr;
  std::string type_{};
  std::string compiled_{};  ///< the text that the diagnostics of an evaluation speak of
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  Calls(data, size).run();
  return 0;
}
