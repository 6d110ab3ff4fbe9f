// lines.cjs FILE CONDITION: counts the lines of a file whose JSON value `r` meets a condition, and prints the count,
// the processor time and the elapsed time in seconds.
const fs = require('node:fs');
const [path, condition] = process.argv.slice(2);
const meets = new Function('r', 'return ' + condition);

const used = process.cpuUsage();
const start = process.hrtime.bigint();
const block = Buffer.alloc(1 << 20);
const file = fs.openSync(path);
let count = 0;
let kept = 0;
for (;;) {
  const got = fs.readSync(file, block, kept, block.length - kept, null);
  const size = kept + got;
  let line = 0;
  for (let end; (end = block.indexOf(10, line)) >= 0 && end < size; line = end + 1)
    if (meets(JSON.parse(block.toString('utf8', line, end)))) ++count;
  if (got === 0) break;
  block.copyWithin(0, line, size);
  kept = size - line;
}
const elapsed = Number(process.hrtime.bigint() - start) / 1e9;
const { user, system } = process.cpuUsage(used);
console.log(`${count} ${(user + system) / 1e6} ${elapsed}`);
