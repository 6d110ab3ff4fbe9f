// The coefficient of a long Decimal. Included by the two files of Decimal only: the header is costly.
#pragma once

#include <boost/multiprecision/cpp_int.hpp>

#include "src/value/decimal.hpp"

namespace tamis {
inline namespace v0 {

struct BigInteger {
  boost::multiprecision::cpp_int value;

  static BigInteger of(const Decimal& number) {
    return {number.big_ ? number.big_->value : boost::multiprecision::cpp_int(number.coefficient_)};
  }
};

/// 10^exponent; the exponent is bounded by the caller.
inline boost::multiprecision::cpp_int power_of_ten(std::int64_t exponent) {
  return boost::multiprecision::pow(boost::multiprecision::cpp_int(10), static_cast<unsigned>(exponent));
}

}  // namespace v0
}  // namespace tamis
