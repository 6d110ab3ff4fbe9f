// RE2's locks where there is one thread only: nothing. Stands in front of RE2's own header of this name, which needs
// std::shared_mutex.
#pragma once

namespace re2 {

class Mutex {
 public:
  void Lock() {}
  void Unlock() {}
  void ReaderLock() {}
  void ReaderUnlock() {}
  void WriterLock() {}
  void WriterUnlock() {}
};

class MutexLock {
 public:
  explicit MutexLock(Mutex*) {}
};
using ReaderMutexLock = MutexLock;
using WriterMutexLock = MutexLock;

}  // namespace re2
