// tamis_options, as tamis_check() and tamis_check_answer() read them.
#pragma once

#include <tamis/tamis.h>
#include <tamis/check.hpp>

namespace tamis {
inline namespace v0 {
namespace c {

CheckOptions read_check_options(const tamis_options& given);

}  // namespace c
}  // namespace v0
}  // namespace tamis
