// SchemaBuilder: schemas made in code rather than read from a document, and checked in the same way.
#pragma once

#include <boost/json.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <tamis/result.hpp>
#include <tamis/schema.hpp>

namespace tamis {
inline namespace v0 {

/// What may be said of a property beside its type. Facets are those of Facets.
struct PropertyOptions {
  bool nullable = true;
  std::optional<std::uint32_t> max_length{}, precision{};
  std::optional<std::int32_t> scale{};  ///< -1 variable (which it is when absent), -2 floating
  std::optional<std::int32_t> srid{};   ///< -1 variable
  bool unicode = true;
};

struct FunctionOptions {
  bool bound = false;  ///< to its first parameter
  bool composable = false;
};

/// Builds a schema of one namespace.
///
/// Types are named as in CSDL XML: `Edm.String`, `Collection(Edm.Int32)`, and those of this schema with or without
/// their namespace; they may be used before they are declared. Whatever is wrong (names that are no identifiers or are
/// given twice, unknown types, circles of base types, keys that lead nowhere, …) is said by build().
class SchemaBuilder {
 public:
  /// One declared element; lives no longer than the builder.
  class Element {
   public:
    /// Annotates the element: `Org.OData.Core.V1.Description`, or `Core.…`, `Capabilities.…`, `Tamis.…` for short.
    Element& annotate(std::string_view term, boost::json::value value);

   protected:
    friend class SchemaBuilder;
    Element(SchemaBuilder& builder, std::vector<std::string> path) : builder_(&builder), path_(std::move(path)) {}
    boost::json::object& json() const;
    void add(std::string_view name, boost::json::value value) const;

    SchemaBuilder* builder_;
    std::vector<std::string> path_;
  };

  /// An entity or complex type.
  class Structured : public Element {
   public:
    using Element::Element;
    Structured& base(std::string_view type);
    Structured& abstract();
    Structured& open();
    /// A part of the key, in order: a property or a path, and what key predicates call it if that is another name.
    Structured& key(std::string_view path, std::string_view name = {});
    Structured& property(std::string_view name, std::string_view type, const PropertyOptions& options = {});
    /// To an entity type: `Maker` or `Collection(Part)`.
    Structured& navigation(std::string_view name, std::string_view type, bool nullable = true);
    /// The annotations of a property of this type.
    Structured& annotate(std::string_view property, std::string_view term, boost::json::value value);
    using Element::annotate;
  };

  class Enumeration : public Element {
   public:
    using Element::Element;
    Enumeration& flags();
    Enumeration& member(std::string_view name, std::int64_t value);
  };

  explicit SchemaBuilder(std::string_view name_space, std::string_view alias = {});

  Structured entity_type(std::string_view name);
  Structured complex_type(std::string_view name);
  Enumeration enumeration(std::string_view name, std::string_view underlying = "Edm.Int32");
  Element type_definition(std::string_view name, std::string_view underlying, const PropertyOptions& facets = {});
  Element entity_set(std::string_view name, std::string_view type);
  Element singleton(std::string_view name, std::string_view type);
  /// One overload. Parameters are names and types.
  SchemaBuilder& function(std::string_view name, std::string_view result,
                          const std::vector<std::pair<std::string, std::string>>& parameters = {},
                          const FunctionOptions& options = {});

  /// The schema, or what is wrong with it; the text of the diagnostics is the CSDL JSON that was built.
  Result<Schema> build() const;

 private:
  Element declare(std::string_view name, std::string_view kind);
  Element contain(std::string_view name, std::string_view type);
  void set_type(boost::json::object& json, std::string_view type) const;
  std::string qualified(std::string_view type) const;
  void refuse_second(std::string_view name);

  std::string space_, alias_;
  boost::json::object schema_{};
  std::vector<std::string> refused_{};
};

}  // namespace v0
}  // namespace tamis
