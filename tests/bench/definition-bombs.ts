/** Definition bombs: how long the slowest refusal takes, and whether anybody else on the server waits meanwhile. */
import { alternate, type Comparison } from "./alternate.ts";
import { ask, startChild } from "./child.ts";
import type { Refused } from "./definition-checker.ts";
import type { Effort, Row } from "./row.ts";

const rowOf = (id: string, what: string, atMost: number, of: "slowestSeconds" | "blockSeconds"): Row => ({
  id,
  ...(id === "BD block" && { notQuick: "BD slowest, looked at from another side" }),
  what: `${what}; base: one sound form`,
  goal: { atMost, of: "this" },
  unit: "µs",
  run: (effort) => run(effort, of),
});

export const bombRefusal = rowOf(
  "BD slowest",
  "from sending the costliest of the definition bombs to its refusal",
  2_000_000,
  "slowestSeconds",
);
export const bombBlock = rowOf(
  "BD block",
  "longest time for which the server's event loop is held while all of them are refused",
  25_000,
  "blockSeconds",
);

async function run({ pairs }: Effort, of: "slowestSeconds" | "blockSeconds"): Promise<Comparison> {
  const { child } = await startChild("definition-checker.ts", []);
  try {
    const slice = async (asked: "sound" | "bombs") => {
      const before = await ask<number>(child, "cpu");
      const refused = await ask<Refused>(child, asked);
      const childSeconds = (await ask<number>(child, "cpu")) - before;
      const failed = refused.taken === (asked === "sound" ? 1 : 0) ? 0 : 1;
      return { work: 1, failed, measuredSeconds: refused[of], childSeconds };
    };
    // The thread that checks is started by the first.
    await slice("sound");
    return await alternate(
      pairs,
      "cpuMicroseconds",
      () => slice("sound"),
      () => slice("bombs"),
    );
  } finally {
    await ask(child, "stop").catch(() => child.kill());
  }
}
