/**
 * Promise P7 as people meet it: the production server is killed at moments of chance while phones redeem and hand in over
 * http, started again on the same folder, and killed again.
 */
import { randomInt } from "node:crypto";
import { once } from "node:events";
import { rmSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, describe, expect, it } from "vitest";
import { openServices } from "../../server/compose.ts";
import { beginClosing, continueClosing } from "../../server/services/close-poll.ts";
import { KEEPER } from "../../server/services/deps.ts";
import { freePort } from "../journeys/free-port.ts";
import { crowd } from "./processes/crowd.ts";
import { rounds } from "./long-form.ts";
import { apartFolder, preparePoll, startApart } from "./served-apart.ts";

const KILLS = rounds(4, 200);
/** As many as hand in at least between two kills. */
const BETWEEN = 12;
/** In which a server of this test answers some requests. */
const MOMENTS_MS = 60;

const folder = apartFolder();
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe("the server killed while phones hand in", () => {
  it(
    "has every ballot that it acknowledged, none twice, and is there again for whoever was cut off",
    async () => {
      // More than are needed, so that there is work at every kill.
      const { poll, slips } = await preparePoll(BETWEEN * (KILLS + 2) + 12, folder);
      const port = await freePort();
      let server = await startApart(folder, port);
      const people = crowd(`http://127.0.0.1:${port}`, slips);
      for (let kill = 1; kill <= KILLS; kill += 1) {
        await people.reaches(people.receipts.length + BETWEEN);
        await sleep(randomInt(MOMENTS_MS));
        const ended = once(server, "exit");
        server.kill("SIGKILL");
        expect(await ended).toEqual([null, "SIGKILL"]);
        expect(people.receipts.length).toBeLessThan(slips.length);
        server = await startApart(folder, port);
      }
      await people.done;
      const ended = once(server, "exit");
      server.kill("SIGTERM");
      expect(await ended).toEqual([0, null]);
      expect(new Set(people.receipts).size).toBe(slips.length);
      const { deps, close } = await openServices({ dataFolder: folder, address: null });
      try {
        await beginClosing(deps, KEEPER, poll, { second: KEEPER });
        await continueClosing(deps, KEEPER, poll);
        expect(await deps.closed.receipts(poll)).toEqual(people.receipts.toSorted());
      } finally {
        await close();
      }
    },
    240_000 + KILLS * 30_000,
  );
});
