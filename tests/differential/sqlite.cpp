// Filters compared with SQLite: a table of integers and texts, with nulls, and the same rows as records.
#include "tests/differential/sqlite.hpp"

#ifndef TAMIS_HAVE_SQLITE

namespace tamis::tests {
bool have_sqlite() { return false; }
std::optional<std::string> find_sql_difference(std::uint64_t, std::uint64_t) { return std::nullopt; }
}  // namespace tamis::tests

#else

#  include <sqlite3.h>

#  include <memory>
#  include <set>
#  include <stdexcept>
#  include <vector>

#  include <tamis/tamis.hpp>

#  include "tests/differential/sql.hpp"
#  include "tests/support/every_type.hpp"

namespace tamis::tests {

namespace {

constexpr std::size_t rows = 200;
constexpr const char* columns[] = {"int32", "int16", "byte", "sbyte", "string", "other"};

struct Close {
  void operator()(sqlite3* database) const { sqlite3_close(database); }
  void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};

class Database {
 public:
  Database() {
    sqlite3* database = nullptr;
    if (sqlite3_open(":memory:", &database) != SQLITE_OK) throw std::runtime_error("no database in memory");
    database_.reset(database);
  }

  /// The first column of each row, as integers.
  std::set<std::size_t> run(const std::string& sql) {
    sqlite3_stmt* prepared = nullptr;
    if (sqlite3_prepare_v2(database_.get(), sql.c_str(), -1, &prepared, nullptr) != SQLITE_OK)
      throw std::runtime_error(std::string(sqlite3_errmsg(database_.get())) + ": " + sql);
    const std::unique_ptr<sqlite3_stmt, Close> statement(prepared);
    std::set<std::size_t> found;
    int status = SQLITE_OK;
    while ((status = sqlite3_step(prepared)) == SQLITE_ROW)
      found.insert(static_cast<std::size_t>(sqlite3_column_int64(prepared, 0)));
    if (status != SQLITE_DONE) throw std::runtime_error(std::string(sqlite3_errmsg(database_.get())) + ": " + sql);
    return found;
  }

 private:
  std::unique_ptr<sqlite3, Close> database_;
};

std::string sql_value(const Json& json) {
  if (json.kind == Json::Kind::null) return "NULL";
  return json.kind == Json::Kind::string ? quote(json.text) : json.text;
}

std::vector<std::string> fill(Database& database, Random& random) {
  database.run("CREATE TABLE record (id INTEGER, int32 INT, int16 INT, byte INT, sbyte INT, string TEXT, other TEXT)");
  std::vector<std::string> records;
  for (std::size_t i = 0; i < rows; ++i) {
    const Json record = random_record(random);
    std::string values = std::to_string(i);
    for (const char* column : columns) {
      const Json* value = record.find(column);
      values += "," + (value == nullptr ? "NULL" : sql_value(*value));
    }
    database.run("INSERT INTO record VALUES (" + values + ")");
    records.push_back(to_text(record));
  }
  return records;
}

}  // namespace

bool have_sqlite() { return true; }

std::optional<std::string> find_sql_difference(std::uint64_t seed, std::uint64_t filters) {
  Database database;
  Random row_source(seed);
  const std::vector<std::string> records = fill(database, row_source);
  EvaluationContext context;
  for (std::uint64_t i = 0; i < filters; ++i) {
    Random random(seed + i);
    const std::string text = random_sql_filter(random, 3);
    const auto filter = Filter::compile(text, every_type());
    if (!filter) return text + "\n" + render(filter.error());
    const std::string sql = "SELECT id FROM record WHERE " + to_sql(filter->tree(), filter->tree().root());
    const std::set<std::size_t> expected = database.run(sql);
    for (std::size_t row = 0; row < rows; ++row) {
      const auto hit = filter->matches(records[row], context);
      if (hit && *hit == expected.contains(row)) continue;
      return "seed " + std::to_string(seed + i) + "\nfilter " + text + "\nsql " + sql + "\nrecord " + records[row]
           + "\ntamis " + (hit ? (*hit ? "takes it" : "leaves it") : render(hit.error()));
    }
  }
  return std::nullopt;
}

}  // namespace tamis::tests

#endif
