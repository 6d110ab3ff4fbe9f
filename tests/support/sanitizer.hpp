// TAMIS_ADDRESS_SANITIZER: 1 where AddressSanitizer watches, which makes all slower, keeps freed memory, and needs more
// stack.
#pragma once

#if defined(__SANITIZE_ADDRESS__)
#  define TAMIS_ADDRESS_SANITIZER 1
#elif defined(__has_feature)
#  if __has_feature(address_sanitizer)
#    define TAMIS_ADDRESS_SANITIZER 1
#  endif
#endif
#if !defined(TAMIS_ADDRESS_SANITIZER)
#  define TAMIS_ADDRESS_SANITIZER 0
#endif
