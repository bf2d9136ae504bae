import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { closedRound, type ClosedRound, verifyFolder } from "./verify-kit.ts";

let round: ClosedRound;
beforeAll(async () => {
  round = await closedRound();
});
afterAll(() => round.dispose());

describe("verify", () => {
  it("finds nothing in what was closed, exported or as a data folder, with the digest and without", async () => {
    for (const folder of [round.exported, round.dataFolder]) {
      for (const digest of [round.digest, null]) {
        const verification = await verifyFolder(folder, digest);
        expect(verification.differences).toEqual([]);
        expect(verification.isBound).toBe(digest !== null);
        expect(verification.rounds).toMatchObject([{ units: 3, closed: 2, ballots: 2 * (13 + 7) }]);
        expect(verification.rounds[0]?.sheet?.digest).toBe(round.digest);
      }
    }
  });
});
