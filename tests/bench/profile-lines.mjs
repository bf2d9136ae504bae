/**
 * `node tests/bench/profile-lines.mjs FILE.cpuprofile…`: where the time of one or several runs with
 * `node --cpu-prof` went, as the files in docs/performance hold it: share of the time not idle, by function, self time only.
 */
import { readFileSync } from "node:fs";
import { basename } from "node:path";

const FUNCTIONS = 25;

/** A process that waits, not one that works. */
const IDLE = "(idle)";

const total = new Map();
for (const path of process.argv.slice(2)) {
  const { nodes, samples, timeDeltas } = JSON.parse(readFileSync(path, "utf8"));
  const names = new Map(nodes.map(({ id, callFrame }) => [id, nameOf(callFrame)]));
  samples.forEach((node, at) => {
    const name = names.get(node);
    total.set(name, (total.get(name) ?? 0) + timeDeltas[at]);
  });
}
const idle = total.get(IDLE) ?? 0;
total.delete(IDLE);
const busy = [...total.values()].reduce((sum, one) => sum + one, 0);
const ms = (microseconds) => (microseconds / 1000).toFixed(0);
console.log(
  `${process.argv.length - 2} profiles; ${ms(busy)} ms not idle, ${ms(idle)} ms idle, all runs together\n`,
);
for (const [name, one] of [...total].toSorted((a, b) => b[1] - a[1]).slice(0, FUNCTIONS))
  console.log(`${((one * 100) / busy).toFixed(1).padStart(5)} %  ${ms(one).padStart(6)} ms  ${name}`);

/** The place without the folders of this machine. */
function nameOf({ functionName, url, lineNumber, columnNumber }) {
  const name = functionName || "(anonymous)";
  if (url === "") return name;
  const place = /(?:node_modules|server|tests|dist)\/.*$/.exec(url)?.[0] ?? basename(url);
  return `${name}  ${url.startsWith("node:") ? url : place}:${lineNumber + 1}:${columnNumber + 1}`;
}
