// tamis_options, as tamis_check(), tamis_check_answer(), tamis_complete() and tamis_tree() read them.
#pragma once

#include <tamis/tamis.h>
#include <tamis/check.hpp>
#include <tamis/complete.hpp>

namespace tamis {
inline namespace v0 {
namespace c {

CheckOptions read_check_options(const tamis_options& given);
CompleteOptions read_complete_options(const tamis_options& given);

}  // namespace c
}  // namespace v0
}  // namespace tamis
