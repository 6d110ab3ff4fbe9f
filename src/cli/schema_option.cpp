// The schema that the command line names.
#include "src/cli/schema_option.hpp"

#include <algorithm>
#include <utility>
#include <vector>

#include "src/cli/input.hpp"

namespace tamis::cli {

std::optional<Schema> choose_schema(const Options& options, const Terminal& terminal, Status& status) {
  if (options.no_schema) return Schema();
  if (options.schema_files.empty()) return referral_schema();
  std::vector<std::string> texts;
  for (const std::string& file : options.schema_files) {
    std::string error;
    if (!read_file(file, texts.emplace_back(), error)) {
      terminal.complain(error);
      status = Status::io_failed;
      return std::nullopt;
    }
  }
  status = Status::wrong_data;
  SchemaOptions further;
  further.documents.assign(texts.begin() + 1, texts.end());
  Result<Schema> schema = Schema::from_csdl(texts.front(), further);
  if (schema) return std::move(*schema);
  const auto wrong = std::find(texts.begin(), texts.end(), schema.error().text);
  const std::size_t index = wrong == texts.end() ? 0 : static_cast<std::size_t>(wrong - texts.begin());
  terminal.show(schema.error(), options.schema_files[index]);
  return std::nullopt;
}

CLI::Option* add_schema_files(CLI::App& command, Options& options) {
  return command
      .add_option("--schema", options.schema_files,
                  "CSDL XML or JSON, instead of the embedded referral schema; again for each document it refers to")
      ->type_name("FILE")
      ->allow_extra_args(false);
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
