// A thread with so little machine stack that whatever goes down with its input runs off it.
#pragma once

#include <cstddef>
#include <functional>

namespace tamis::tests {

/// Runs something on a thread with a stack of `bytes`; gives how much of it was used. What runs off it ends the
/// program: below the stack lies memory that cannot be touched.
class SmallStack {
 public:
  /// 256 KiB where the compiler optimises, 512 KiB where not, 2 MiB with AddressSanitizer.
  static const std::size_t bytes;

  SmallStack();
  ~SmallStack();
  SmallStack(const SmallStack&) = delete;
  SmallStack& operator=(const SmallStack&) = delete;

  std::size_t run(std::function<void()> what);

 private:
  char* memory_;  // a page that cannot be touched, then the stack
};

}  // namespace tamis::tests
