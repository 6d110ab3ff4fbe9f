// A schema built in code: two types, an entity set that may not be ordered by one of its properties, a filter over it.
#include <tamis/tamis.hpp>

#include <iostream>

int main() {
  tamis::SchemaBuilder shop("My.Shop");
  shop.enumeration("Size").member("Small", 1).member("Large", 2);
  shop.entity_type("Product")
      .key("id")
      .property("id", "Edm.Int64", {.nullable = false})
      .property("size", "Size")
      .property("price", "Edm.Decimal", {.precision = 10, .scale = 2})
      .property("tags", "Collection(Edm.String)");
  shop.entity_set("Products", "Product").annotate("Capabilities.TopSupported", false);

  const auto schema = shop.build();
  if (!schema) {
    std::cerr << tamis::render(schema.error());
    return 1;
  }
  const auto filter = tamis::Filter::compile("size eq 'Large' and tags/any(t:t eq 'new')", *schema);
  if (!filter) {
    std::cerr << tamis::render(filter.error());
    return 1;
  }
  std::cout << filter->text() << '\n';
  return filter->text() == "size eq 'Large' and tags/any(t:t eq 'new')" ? 0 : 1;
}
