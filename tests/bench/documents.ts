/** B10: a workbook of 10 000 units and sheets of 10 000 tickets, beside a hundredth of them. */
import { alternate, type Comparison } from "./alternate.ts";
import { ask, childFor, startChild } from "./child.ts";
import type { Written } from "./document-writer.ts";
import type { CountRow, Effort, Row } from "./row.ts";

const MANY = 10_000;

type Asked = "xlsx" | "tickets";

const rowOf = (
  id: string,
  what: string,
  atMost: number,
  asked: Asked,
  of: "seconds" | "blockSeconds",
): Row => ({
  id,
  ...(id === "B10 block" && { notQuick: "B10 xlsx, looked at from another side" }),
  what: `${what}, beside a hundredth of it`,
  goal: { atMost, of: "this" },
  unit: "µs",
  run: (effort) => run(effort, asked, of),
});

export const workbook = rowOf(
  "B10 xlsx",
  "from the rows of the results to the last byte of a workbook of 10 000 units, checksum included",
  1_000_000,
  "xlsx",
  "seconds",
);
export const workbookBlock = rowOf(
  "B10 block",
  "longest time for which the event loop is held meanwhile",
  25_000,
  "xlsx",
  "blockSeconds",
);
export const ticketSheets = rowOf(
  "B10 tickets",
  "a PDF of 10 000 tickets, worker included",
  20_000_000,
  "tickets",
  "seconds",
);

async function run(
  { pairs, scale, isQuick }: Effort,
  asked: Asked,
  of: "seconds" | "blockSeconds",
): Promise<Comparison> {
  const { child, stop } = await childFor("document-writer.ts", isQuick);
  try {
    const slice = async (size: number) => {
      const before = await ask<number>(child, "cpu");
      const written = await ask<Written>(child, asked, size);
      const childSeconds = (await ask<number>(child, "cpu")) - before;
      return { work: 1, measuredSeconds: written[of], childSeconds };
    };
    const many = MANY * scale;
    if (!isQuick) await slice(many);
    return await alternate(
      pairs,
      "cpuMicroseconds",
      () => slice(many / 100),
      () => slice(many),
    );
  } finally {
    await stop();
  }
}

export const workbookMemory: CountRow = {
  id: "B10 memory",
  notQuick: "it takes a process that has written nothing yet",
  what: "how much a fresh process grows at most while it writes a workbook of 10 000 units",
  async count({ scale }: Effort) {
    const base = {
      what: "of another fresh process for a hundredth of it",
      value: await grown((MANY * scale) / 100),
    };
    const value = await grown(MANY * scale);
    return [{ what: "bytes", value, base, ...(scale === 1 && { atMost: 100_000_000 }) }];
  },
};

async function grown(units: number): Promise<number> {
  const { child } = await startChild("document-writer.ts", []);
  try {
    return (await ask<Written>(child, "xlsx", units)).grownBytes;
  } finally {
    await ask(child, "stop").catch(() => child.kill());
  }
}
