// Runs a fuzz target over saved inputs under MemorySanitizer, which sees only what code writes that is compiled with
// it. All is but libstdc++'s shared part: its templates are made here (_GLIBCXX_EXTERN_TEMPLATE=0) and stay here
// (--version-script), the few functions that write into memory of ours are below, and no other part of it is used: no
// files, no std::cout. What is below the linker puts in front of them (--wrap), to say what they have written.
//   find DIRECTORY… -type f | replay_NAME
// Ends with the number of inputs; what reads memory that was never written aborts.
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <istream>
#include <map>

#include <sanitizer/msan_interface.h>

extern "C" {

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

// std::map and std::set: the links of a node
void __real__ZSt29_Rb_tree_insert_and_rebalancebPSt18_Rb_tree_node_baseS0_RS_(bool, std::_Rb_tree_node_base*,
                                                                              std::_Rb_tree_node_base*,
                                                                              std::_Rb_tree_node_base&);
void __wrap__ZSt29_Rb_tree_insert_and_rebalancebPSt18_Rb_tree_node_baseS0_RS_(bool left, std::_Rb_tree_node_base* node,
                                                                              std::_Rb_tree_node_base* parent,
                                                                              std::_Rb_tree_node_base& header) {
  __real__ZSt29_Rb_tree_insert_and_rebalancebPSt18_Rb_tree_node_baseS0_RS_(left, node, parent, header);
  __msan_unpoison(node, sizeof *node);
}

// std::ios_base::ios_base()
void __real__ZNSt8ios_baseC2Ev(std::ios_base*);
void __wrap__ZNSt8ios_baseC2Ev(std::ios_base* stream) {
  __real__ZNSt8ios_baseC2Ev(stream);
  __msan_unpoison(stream, sizeof *stream);
}

// std::istream::readsome(char*, std::streamsize) and read
std::streamsize __real__ZNSi8readsomeEPcl(std::istream*, char*, std::streamsize);
std::streamsize __wrap__ZNSi8readsomeEPcl(std::istream* stream, char* to, std::streamsize room) {
  const std::streamsize got = __real__ZNSi8readsomeEPcl(stream, to, room);
  if (got > 0) __msan_unpoison(to, static_cast<std::size_t>(got));
  return got;
}
std::istream& __real__ZNSi4readEPcl(std::istream*, char*, std::streamsize);
std::istream& __wrap__ZNSi4readEPcl(std::istream* stream, char* to, std::streamsize count) {
  std::istream& result = __real__ZNSi4readEPcl(stream, to, count);
  __msan_unpoison(to, static_cast<std::size_t>(stream->gcount()));
  return result;
}
}

namespace {

// The bytes of a file in a block of its own; nullptr where it cannot be read.
std::uint8_t* read_file(const char* path, std::size_t& size) {
  std::FILE* const file = std::fopen(path, "rb");
  if (file == nullptr || std::fseek(file, 0, SEEK_END) != 0) return nullptr;
  size = static_cast<std::size_t>(std::ftell(file));
  std::rewind(file);
  auto* const bytes = static_cast<std::uint8_t*>(std::malloc(size + 1));
  const bool read = bytes != nullptr && std::fread(bytes, 1, size, file) == size;
  std::fclose(file);
  return read ? bytes : nullptr;
}

}  // namespace

int main() {
  char path[4096];
  std::size_t count = 0;
  for (; std::fgets(path, sizeof path, stdin) != nullptr; ++count) {
    for (char* c = path; *c != '\0'; ++c)
      if (*c == '\n') *c = '\0';
    std::size_t size = 0;
    std::uint8_t* const bytes = read_file(path, size);
    if (bytes == nullptr) {
      std::perror(path);
      return 2;
    }
    LLVMFuzzerTestOneInput(bytes, size);
    std::free(bytes);
  }
  std::printf("%zu inputs replayed\n", count);
}
