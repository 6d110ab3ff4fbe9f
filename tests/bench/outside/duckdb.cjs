// duckdb.cjs NODE_MODULES QUERY: runs a query that counts, on one thread, and prints the count, the processor time
// and the elapsed time of the query in seconds.
const path = require('node:path');
const { createRequire } = require('node:module');
const [folder, query] = process.argv.slice(2);
const { DuckDBInstance } = createRequire(path.resolve(folder) + '/')('@duckdb/node-api');

(async () => {
  const instance = await DuckDBInstance.create(':memory:', { threads: '1' });
  const connection = await instance.connect();
  const used = process.cpuUsage();
  const start = process.hrtime.bigint();
  const rows = (await connection.runAndReadAll(query)).getRows();
  const elapsed = Number(process.hrtime.bigint() - start) / 1e9;
  const { user, system } = process.cpuUsage(used);
  console.log(`${rows[0][0]} ${(user + system) / 1e6} ${elapsed}`);
})();
