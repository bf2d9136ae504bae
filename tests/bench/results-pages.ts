/** B8: pages of results, asked for as the console asks, in a round of 10 000 units with a million ballots. */
import { alternate, type Comparison, type Done } from "./alternate.ts";
import { ask, keptChild } from "./child.ts";
import { getBytes, sendAll } from "./load.ts";
import type { Ready } from "./results-server.ts";
import type { Effort, Row } from "./row.ts";

const UNITS = 10_000;
/** Of short runs, which judge nothing. */
const FEW = 10;
const NOOPS = 500;

interface Page {
  readonly path: (ready: Ready, at: number) => string;
  /** How many are asked for in one slice. */
  readonly requests: number;
}

const RESULTS: Page = { path: ({ polls }, at) => `/polls/${polls[at % polls.length]}/results`, requests: 20 };
const UNIT_COPY: Page = {
  path: ({ polls }, at) => `/polls/${polls[at % polls.length]}/unit-copy`,
  requests: 20,
};
const TEXTS: Page = { path: ({ polls }, at) => `/polls/${polls[at % polls.length]}/texts`, requests: 20 };
const GRADES: Page = { path: ({ round }) => `/rounds/${round}/grades`, requests: 2 };

const rowOf = (id: string, what: string, atMost: number, page: Page): Row => ({
  id,
  what: `${what}, from the request to the last byte, read before, ÷ Hono no-op GET`,
  goal: { atMost, of: "this" },
  unit: "µs CPU",
  run: (effort) => run(effort, page),
});

export const resultsPages: readonly Row[] = [
  rowOf("B8 results", "results of one of 10 000 units", 10_000, RESULTS),
  rowOf("B8 copy", "what may be handed to that unit", 10_000, UNIT_COPY),
  rowOf("B8 texts", "texts of that unit", 10_000, TEXTS),
  rowOf("B8 grades", "grade table of 10 000 units", 100_000, GRADES),
];

async function run({ pairs, scale }: Effort, { path, requests }: Page): Promise<Comparison> {
  const units = scale === 1 ? UNITS : FEW;
  const { child, ready } = await keptChild<Ready>("results-server.ts", [String(units)]);
  const slice = async (port: number, sent: readonly Buffer[]): Promise<Done> => {
    const before = await ask<number>(child, "cpu");
    const { accepted, failed } = await sendAll(port, 1, sent);
    const used = (await ask<number>(child, "cpu")) - before;
    return { work: accepted, failed, childSeconds: used, measuredSeconds: used };
  };
  let at = 0;
  const candidate = () => {
    const sent = Array.from({ length: requests }, () => {
      // 7 919 is prime: units from all over the round.
      at += 7_919;
      return getBytes(`/api/office${path(ready, at)}`, { cookie: ready.cookie });
    });
    return slice(ready.port, sent);
  };
  const noops = Array.from({ length: NOOPS }, () => getBytes("/", {}));
  const base = () => slice(ready.noopPort, noops);
  await base();
  await candidate();
  return alternate(pairs, "cpuMicroseconds", base, candidate);
}
