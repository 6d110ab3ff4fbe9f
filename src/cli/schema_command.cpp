// tamis schema: the types in use, and what the service takes.
#include <algorithm>
#include <boost/json.hpp>

#include "src/cli/commands.hpp"
#include "src/cli/output.hpp"
#include "src/cli/schema_option.hpp"

namespace tamis::cli {

namespace {

constexpr const char* examples = R"help(Examples:
  tamis schema
  tamis schema Referral
  tamis schema ReferralStatus --json
  tamis schema --schema metadata.xml
  tamis schema --schema metadata.xml --csdl-json)help";

bool contains(const std::vector<std::string>& names, const std::string& name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

/// What the service is known to take of one property, where its type is that of an entity set.
struct Use {
  bool known = false;  ///< rules for this type are known, and the property is a single value
  bool filter = false, orderby = false;
  bool documented = false;  ///< as something to filter by
};

Use use_of(const Property& property, const EntitySet* set) {
  if (set == nullptr || property.type.collection || property.type.kind == TypeKind::structured) return {};
  const ServiceRules& rules = set->rules;
  Use use{true, rules.filterable && !contains(rules.non_filterable, property.name),
          contains(rules.sortable_paths, property.name), false};
  use.documented = use.filter && contains(rules.documented_filter, property.name);
  return use;
}

const EntitySet* set_of(const Schema& schema, const StructuredType& type) {
  for (const EntitySet& set : schema.entity_sets()) {
    if (set.type != Type::none && &schema.structured_types()[set.type] == &type) return &set;
  }
  return nullptr;
}

std::string joined(const std::vector<std::string>& words, const char* between = ", ") {
  std::string text;
  for (const std::string& word : words)
    text += (text.empty() ? "" : between) + word;
  return text;
}

// ---- for people ----

std::string text_of(const EntitySet& set, const Schema& schema) {
  const ServiceRules& rules = set.rules;
  std::vector<std::string> taken, refused;
  const std::pair<bool, const char*> options[] = {
      {rules.filterable, "$filter"}, {rules.sortable, "$orderby"},  {rules.selectable, "$select"},
      {rules.expandable, "$expand"}, {rules.searchable, "$search"}, {rules.computable, "$compute"},
      {rules.countable, "$count"},   {rules.top, "$top"},           {rules.skip, "$skip"}};
  for (const auto& [is_taken, option] : options)
    (is_taken ? taken : refused).emplace_back(option);
  std::string text = set.name + (set.singleton ? ": singleton" : ": entity set");
  if (set.type != Type::none) text += " of " + schema.structured_types()[set.type].qualified_name;
  text += "\n  takes        " + joined(taken) + "\n";
  if (!refused.empty()) text += "  refuses      " + joined(refused) + "\n";
  if (!rules.recommended.empty()) text += "  recommends   " + joined(rules.recommended) + "\n";
  if (!rules.documented_filter.empty()) text += "  filters      " + joined(rules.documented_filter) + " (documented)\n";
  if (!rules.sortable_paths.empty()) text += "  orders by    " + joined(rules.sortable_paths) + "\n";
  return text;
}

/// As SQL writes them: (10) characters at most, (34,variable) digits and decimal places.
std::string facets_of(const Property& property) {
  if (property.max_length) return "(" + std::to_string(*property.max_length) + ")";
  const bool has_scale = property.scale && property.type.kind == TypeKind::decimal;
  if (!property.precision) return "";
  std::string text = "(" + std::to_string(*property.precision);
  if (has_scale && *property.scale >= 0) text += "," + std::to_string(*property.scale);
  if (has_scale && *property.scale < 0) text += *property.scale == -1 ? ",variable" : ",floating";
  return text + ")";
}

std::string text_of(const StructuredType& type, const Schema& schema) {
  std::string text = type.qualified_name + (type.entity ? ": entity type" : ": complex type");
  if (type.base != Type::none) text += " based on " + schema.structured_types()[type.base].qualified_name;
  if (type.abstract) text += ", abstract";
  if (type.open) text += ", open";
  if (!type.keys.empty()) text += ", key " + joined(type.keys);
  const EntitySet* const set = set_of(schema, type);
  std::vector<std::vector<CellReader::Cell>> rows;
  for (const Property& property : type.properties) {
    const Use use = use_of(property, set);
    std::vector<std::string> uses;
    if (use.filter) uses.emplace_back(use.documented ? "filter (documented)" : "filter");
    if (use.orderby) uses.emplace_back("order");
    std::string of = schema.type_name(property.type);
    of += facets_of(property);
    rows.push_back({{"  " + property.name}, {of}, {property.type.nullable ? "" : "not null"}, {joined(uses)}});
  }
  return text + "\n" + align(rows, 0);
}

std::string text_of(const EnumType& type, const Schema&) {
  std::string text = type.qualified_name + ": enumeration of " + std::string(edm_name(type.underlying));
  if (type.flags) text += ", flags";
  if (type.extensible) text += ", extensible";
  text += '\n';
  for (const EnumMember& member : type.members)
    text += "  " + member.name + " = " + std::to_string(member.value) + "\n";
  return text;
}

// ---- as JSON ----

boost::json::array strings(const std::vector<std::string>& words) {
  boost::json::array array;
  for (const std::string& word : words)
    array.emplace_back(word);
  return array;
}

boost::json::value json_of(const EntitySet& set, const Schema& schema) {
  const ServiceRules& rules = set.rules;
  boost::json::object object{{"name", set.name}, {"singleton", set.singleton}};
  if (set.type != Type::none) object["type"] = schema.structured_types()[set.type].qualified_name;
  object["options"] = {{"$filter", rules.filterable}, {"$orderby", rules.sortable},  {"$select", rules.selectable},
                       {"$expand", rules.expandable}, {"$search", rules.searchable}, {"$compute", rules.computable},
                       {"$count", rules.countable},   {"$top", rules.top},           {"$skip", rules.skip}};
  object["recommended"] = strings(rules.recommended);
  object["documentedFilter"] = strings(rules.documented_filter);
  object["notFilterable"] = strings(rules.non_filterable);
  object["sortable"] = strings(rules.sortable_paths);
  object["notSortable"] = strings(rules.non_sortable);
  return object;
}

boost::json::value json_of(const Property& property, const EntitySet* set, const Schema& schema) {
  boost::json::object object{
      {"name", property.name}, {"type", schema.type_name(property.type)}, {"nullable", property.type.nullable}};
  if (property.navigation) object["navigation"] = true;
  if (property.max_length) object["maxLength"] = *property.max_length;
  if (property.precision) object["precision"] = *property.precision;
  if (property.scale && *property.scale >= 0) object["scale"] = *property.scale;
  if (property.scale && *property.scale < 0) object["scale"] = *property.scale == -1 ? "variable" : "floating";
  if (property.srid && *property.srid >= 0) object["srid"] = *property.srid;
  if (property.srid && *property.srid < 0) object["srid"] = "variable";
  if (!property.description.empty()) object["description"] = property.description;
  const Use use = use_of(property, set);
  if (use.known) {
    object["filter"] = use.filter;
    object["filterDocumented"] = use.documented;
    object["orderby"] = use.orderby;
  }
  return object;
}

boost::json::value json_of(const StructuredType& type, const Schema& schema) {
  boost::json::object object{{"name", type.qualified_name},
                             {"kind", type.entity ? "EntityType" : "ComplexType"},
                             {"open", type.open},
                             {"abstract", type.abstract}};
  if (type.base != Type::none) object["base"] = schema.structured_types()[type.base].qualified_name;
  if (!type.keys.empty()) object["key"] = strings(type.keys);
  boost::json::array properties;
  const EntitySet* const set = set_of(schema, type);
  for (const Property& property : type.properties)
    properties.push_back(json_of(property, set, schema));
  object["properties"] = std::move(properties);
  return object;
}

boost::json::value json_of(const EnumType& type, const Schema&) {
  boost::json::array members;
  for (const EnumMember& member : type.members) {
    members.push_back({{"name", member.name}, {"value", member.value}});
  }
  return {{"name", type.qualified_name},
          {"kind", "EnumType"},
          {"underlyingType", edm_name(type.underlying)},
          {"flags", type.flags},
          {"extensible", type.extensible},
          {"members", std::move(members)}};
}

// ---- both ----

template <typename Thing>
std::string describe(const Thing& thing, const Schema& schema, bool json) {
  return json ? boost::json::serialize(json_of(thing, schema)) + "\n" : text_of(thing, schema);
}

std::string describe_all(const Schema& schema, bool json) {
  if (json) {
    boost::json::array sets, types, enumerations;
    for (const EntitySet& set : schema.entity_sets())
      sets.push_back(json_of(set, schema));
    for (const StructuredType& type : schema.structured_types())
      types.push_back(json_of(type, schema));
    for (const EnumType& type : schema.enum_types())
      enumerations.push_back(json_of(type, schema));
    const boost::json::value all = {
        {"entitySets", std::move(sets)}, {"structuredTypes", std::move(types)}, {"enumTypes", std::move(enumerations)}};
    return boost::json::serialize(all) + "\n";
  }
  std::vector<std::string> parts;
  for (const EntitySet& set : schema.entity_sets())
    parts.push_back(text_of(set, schema));
  for (const StructuredType& type : schema.structured_types())
    parts.push_back(text_of(type, schema));
  for (const EnumType& type : schema.enum_types())
    parts.push_back(text_of(type, schema));
  return parts.empty() ? "no schema: any name is a property, types are found in the records\n" : joined(parts, "\n");
}

Status run(const Options& options, Terminal& terminal) {
  Status status = Status::ok;
  const std::optional<Schema> schema = choose_schema(options, terminal, status);
  if (!schema) return status;
  if (options.csdl_json || options.csdl_xml) {
    if (options.has_text) {
      terminal.complain("--csdl-json and --csdl-xml write the whole schema, not one TYPE");
      return Status::usage;
    }
    terminal.out.write(options.csdl_json ? schema->to_csdl_json() : schema->to_csdl_xml());
    return Status::ok;
  }
  if (!options.has_text) {
    terminal.out.write(describe_all(*schema, options.json));
    return Status::ok;
  }
  const std::optional<Type> type = schema->find_type(options.text);
  if (type && !type->collection && type->kind == TypeKind::structured) {
    terminal.out.write(describe(schema->structured_types()[type->definition], *schema, options.json));
  } else if (type && !type->collection && type->kind == TypeKind::enumeration) {
    terminal.out.write(describe(schema->enum_types()[type->definition], *schema, options.json));
  } else {
    terminal.complain("the schema defines no type '" + options.text + "'; `tamis schema` lists its types");
    return Status::usage;
  }
  return Status::ok;
}

}  // namespace

void add_schema_command(CLI::App& app, Program& program) {
  CLI::App& command = *app.add_subcommand("schema", "The schema in use: types, and what may be filtered and ordered");
  command.footer(examples);
  Options& options = program.options;
  add_text(command, options, "TYPE", "Only this type");
  command.add_flag("--no-schema", options.no_schema, "No schema at all")->excludes(add_schema_files(command, options));
  CLI::Option* json = command.add_flag("--json", options.json, "Described as JSON");
  CLI::Option* csdl_json = command.add_flag("--csdl-json", options.csdl_json, "The whole schema as CSDL JSON");
  CLI::Option* csdl_xml = command.add_flag("--csdl-xml", options.csdl_xml, "The whole schema as CSDL XML");
  csdl_json->excludes(json)->excludes(csdl_xml);
  csdl_xml->excludes(json);
  command.final_callback([&program] { program.command = run; });
}

}  // namespace tamis::cli
