/** P14: whatever is changed after the closing is found from the digest on the signed sheet. */
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { seeded } from "../../server/cli/demo/simulated-answers.ts";
import { verificationLines } from "../../server/exports/verification-report.ts";
import { isProblem } from "../../server/core/problem.ts";
import { problemLine } from "../../web/text/problems.ts";
import { rounds } from "./long-form.ts";
import { spoilAtRandom } from "./random-spoils.ts";
import { closedRound, type ClosedRound, verifyFolder, verifyPlainly } from "./verify-kit.ts";

/** How many; PLUMBLINE_SEED says where the random numbers begin. */
const MUTATIONS = rounds(300, 1_000);
const SEED = Number(process.env["PLUMBLINE_SEED"] ?? 1);

let round: ClosedRound;
beforeAll(async () => {
  round = await closedRound();
});
afterAll(() => round.dispose());

/** Names and bytes of everything in a folder. */
function contentsOf(folder: string): string {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted()
    .map((path) => `${path.slice(folder.length)} ${readFileSync(path).toString("latin1")}`)
    .join("\n");
}

/** The first difference in a sentence; null when everything was found to agree. */
async function finding(recount: typeof verifyFolder, folder: string, digest: string): Promise<string | null> {
  try {
    const verification = await recount(folder, digest);
    return verification.differences.length === 0 ? null : verificationLines(verification)[0]!;
  } catch (error) {
    if (isProblem(error, "store.damaged") || isProblem(error, "store.newer-version"))
      return problemLine(error);
    throw error;
  }
}

describe("verify with the signed digest", () => {
  it("finds nothing in what was closed, exported or as a data folder, with the digest and without", async () => {
    for (const folder of [round.exported, round.dataFolder]) {
      for (const digest of [round.digest, null]) {
        const verification = await verifyFolder(folder, digest);
        expect(verification.differences).toEqual([]);
        expect(verification.isBound).toBe(digest !== null);
        expect(verification.rounds).toMatchObject([{ units: 3, closed: 2, ballots: 2 * (21 + 7) }]);
        expect(verification.rounds[0]?.sheet?.digest).toBe(round.digest);
      }
    }
  });

  it("signs for a sheet that holds what was released and no more", () => {
    const text = readFileSync(join(round.exported, "sheet.json"), "utf8");
    expect(createHash("sha256").update(text).digest("hex")).toBe(round.digest);
    const [water, archive, tiny] = JSON.parse(text).units;
    expect(water.result.forms[0]).toMatchObject({ level: "tables", ballots: 21 });
    expect(water.result.forms[0].items[0].counts).toBeInstanceOf(Array);
    expect(archive.result.forms[0]).toMatchObject({ level: "score", ballots: 7 });
    // Seven ballots: one score and how many they were; no count of any option, not even inside a digest of its own.
    expect(Object.keys(archive.result.forms[0])).not.toContain("items");
    expect(JSON.stringify(archive)).not.toMatch(/"(counts|leaves|tally)":|"valid":\d/);
    expect(tiny).toMatchObject({ poll: { state: "draft" }, closing: null, result: null, score: null });
    expect(text).not.toMatch(/\d{4}-\d{2}-\d{2}T/);
  });

  it(
    `finds each of ${MUTATIONS} random changes, with the database driver and without, and says what it is`,
    { timeout: 1_800_000 },
    async () => {
      const random = seeded(SEED);
      const honest = contentsOf(round.exported);
      const missed: string[] = [];
      let spoilt = 0;
      while (spoilt < MUTATIONS) {
        const folder = round.copy();
        const done = spoilAtRandom(folder, random);
        if (contentsOf(folder) === honest) continue;
        spoilt += 1;
        for (const recount of [verifyFolder, verifyPlainly]) {
          let found: string | null;
          try {
            found = await finding(recount, folder, round.digest);
          } catch (error) {
            throw new Error(`${recount.name} broke on: ${done}`, { cause: error });
          }
          if (found === null || !/[\u4E00-\u9FFF]/.test(found))
            missed.push(`${recount.name}, ${done}: ${found}`);
        }
      }
      expect(missed).toEqual([]);
    },
  );
});
