/** B2: ballots that share a sync to disk, beside one transaction for each. */
import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { Box, CastRows } from "../../server/store/box.ts";
import { openStores } from "../../server/store/sqlite/open-stores.ts";
import { alternate, type Done } from "./alternate.ts";
import { ARTIFACTS } from "./machine.ts";
import type { Row } from "./row.ts";

const AT_ONCE = 100;
const ANSWERS = JSON.stringify(Array.from({ length: 43 }, (_, i) => i % 5));
const KEY = randomBytes(32);

const newCast = (): CastRows => ({
  spent: {
    keyId: KEY,
    nullifier: randomBytes(32),
    message: randomBytes(32),
    signature: randomBytes(256),
    retryDigest: randomBytes(32),
  },
  ballot: { keyId: KEY, tag: randomBytes(16), answers: ANSWERS },
  texts: [],
});

/** Every caller waits for its own ballot to be on disk before it sends the next. */
async function castAll(box: Box, count: number, callers: number): Promise<Done> {
  let left = count;
  let failed = 0;
  const caller = async () => {
    while (left > 0) {
      left -= 1;
      if ((await box.cast(newCast())) !== "new") failed += 1;
    }
  };
  await Promise.all(Array.from({ length: callers }, caller));
  return { work: count, failed };
}

export const groupCommit: Row = {
  id: "B2",
  what: `group commit (${AT_ONCE} callers) ÷ one transaction per ballot, both durable`,
  goal: { atLeast: 8 },
  unit: "per second",
  async run({ pairs, scale }) {
    const folder = mkdtempSync(join(ARTIFACTS, "b2-"));
    const stores = await openStores(folder);
    try {
      const single = Math.round(600 * scale);
      const grouped = Math.round(6_000 * scale);
      await castAll(stores.box, 200, AT_ONCE);
      const compared = await alternate(
        pairs,
        "perSecond",
        () => castAll(stores.box, single, 1),
        () => castAll(stores.box, grouped, AT_ONCE),
      );
      const [rows] = await stores.box.countSpent([KEY]);
      const expected = 200 + single * (pairs + 1) + grouped * pairs;
      if (rows !== expected) throw new Error(`${rows} rows after ${expected} accepted ballots`);
      return compared;
    } finally {
      await stores.close();
      rmSync(folder, { recursive: true, force: true });
    }
  },
};
