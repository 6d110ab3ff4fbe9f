// The schema that the command line names.
#include "src/cli/schema_option.hpp"

#include <utility>

#include "src/cli/input.hpp"

namespace tamis::cli {

std::optional<Schema> choose_schema(const Options& options, const Terminal& terminal, Status& status) {
  if (options.no_schema) return Schema();
  if (options.schema_file.empty()) return referral_schema();
  std::string text, error;
  if (!read_file(options.schema_file, text, error)) {
    terminal.complain(error);
    status = Status::io_failed;
    return std::nullopt;
  }
  status = Status::wrong_data;
  Result<Schema> schema = Schema::from_csdl(text);
  if (schema) return std::move(*schema);
  terminal.show(schema.error(), options.schema_file);
  return std::nullopt;
}

std::optional<Schema> choose_typed_schema(const Options& options, const Terminal& terminal, Status& status) {
  std::optional<Schema> schema = choose_schema(options, terminal, status);
  if (!schema || options.type.empty() || schema->find_type(options.type)) return schema;
  terminal.complain("--type: the schema has no type '" + options.type + "'; `tamis schema` lists its types");
  status = Status::usage;
  return std::nullopt;
}

const StructuredType* record_type(const Schema& schema, const Options& options) {
  const Type type = options.type.empty() ? schema.default_type() : schema.find_type(options.type).value_or(Type{});
  if (type.kind != TypeKind::structured || type.collection) return nullptr;
  return &schema.structured_types()[type.definition];
}

}  // namespace tamis::cli
