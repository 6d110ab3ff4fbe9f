// RE2's log where there is nowhere to write one, and no streams: what RE2 must not go on after ends the module. Stands
// in front of RE2's own header of this name.
#pragma once

#include <cassert>

#include "util/util.h"

struct LogNothing {
  LogNothing& stream() { return *this; }
  template <typename Word>
  LogNothing& operator<<(const Word&) {
    return *this;
  }
};
struct LogEnd : LogNothing {
  [[noreturn]] ~LogEnd() { __builtin_trap(); }
};

#define DCHECK(condition) assert(condition)
#define DCHECK_EQ(a, b) assert((a) == (b))
#define DCHECK_NE(a, b) assert((a) != (b))
#define DCHECK_LE(a, b) assert((a) <= (b))
#define DCHECK_LT(a, b) assert((a) < (b))
#define DCHECK_GE(a, b) assert((a) >= (b))
#define DCHECK_GT(a, b) assert((a) > (b))

#define CHECK(condition) \
  if (condition) {       \
  } else                 \
    LogEnd().stream()
#define CHECK_EQ(a, b) CHECK((a) == (b))
#define CHECK_NE(a, b) CHECK((a) != (b))
#define CHECK_LE(a, b) CHECK((a) <= (b))
#define CHECK_LT(a, b) CHECK((a) < (b))
#define CHECK_GE(a, b) CHECK((a) >= (b))
#define CHECK_GT(a, b) CHECK((a) > (b))

#define LOG_INFO LogNothing()
#define LOG_WARNING LogNothing()
#define LOG_ERROR LogNothing()
#define LOG_DFATAL LogNothing()
#define LOG_FATAL LogEnd()
#define LOG_QFATAL LogEnd()
#define LOG(severity) LOG_##severity.stream()
#define VLOG(level) LogNothing()
