#include <tamis/tamis.hpp>

#include <iostream>

int main() {
  auto filter = tamis::Filter::compile("status eq 'New'", tamis::referral_schema());
  if (!filter) {
    std::cerr << tamis::render(filter.error());
    return 1;
  }
  std::cout << filter->text() << '\n';
  return filter->text() == "status eq 'New'" ? 0 : 1;
}
