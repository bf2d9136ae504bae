/** B12, page: the phone page from memory beside a Hono route that does nothing, at 50 connections. */
import { alternate, type Comparison, type Done } from "./alternate.ts";
import { ask, childInFolder } from "./child.ts";
import { getBytes, sendAll } from "./load.ts";
import type { Ready } from "./page-server.ts";
import type { Effort, Row } from "./row.ts";

const CONNECTIONS = 50;
const REQUESTS = 8_000;

export const cachedPage: Row = {
  id: "B12 page",
  what: "the phone page as brotli from memory ÷ Hono no-op GET",
  goal: { atLeast: 0.75 },
  unit: "per second",
  run,
};

async function run({ pairs, scale, isQuick }: Effort): Promise<Comparison> {
  // The process of B1 has a no-op as well, and pages; only that they are kept as bytes is this one's.
  const file = isQuick ? "intake-server.ts" : "page-server.ts";
  const { child, ready, stop } = await childInFolder<Ready>(file, isQuick);
  const requests = Array.from({ length: Math.round(REQUESTS * scale) }, () =>
    getBytes("/v", { "accept-encoding": "br" }),
  );
  const slice = async (port: number): Promise<Done> => {
    const before = await ask<number>(child, "cpu");
    const { accepted, failed } = await sendAll(port, CONNECTIONS, requests);
    const used = (await ask<number>(child, "cpu")) - before;
    return { work: accepted, failed, childSeconds: used, measuredSeconds: used };
  };
  try {
    await slice(ready.noopPort);
    await slice(ready.port);
    return await alternate(
      pairs,
      "perSecond",
      () => slice(ready.noopPort),
      () => slice(ready.port),
    );
  } finally {
    await stop();
  }
}
