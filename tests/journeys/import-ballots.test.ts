/** Ballots that were collected elsewhere are counted with the prices of the round's own scheme. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { printRatio } from "../../server/core/ratio.ts";
import { beginClosing, continueClosing } from "../../server/services/close-poll.ts";
import { KEEPER } from "../../server/services/deps.ts";
import { importBallots } from "../../server/services/import-ballots.ts";
import { readRelease } from "../../server/services/release-poll.ts";
import { startTestServer, testUnit, type TestServer } from "./start-server.ts";

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ units: [testUnit("water", "县水利局党组", [4, 5, 11])], opens: false });
});
afterAll(() => server.stop());

/** Twelve people of one category who all say 较好 to everything. */
async function scoreBy(scheme: string): Promise<string> {
  const { deps } = server;
  const { instrument: shipped } = deps.library.instruments.get("leadership-team")!;
  // A form that was used elsewhere has its words in it, no variables.
  const instrument = JSON.parse(
    JSON.stringify(shipped).replaceAll(/\{\{[^}]*\}\}/g, "本单位"),
  ) as typeof shipped;
  const rated = Object.keys(instrument.items).filter((name) => /^t(0\d|1[0-6])$/.test(name));
  const answers = Object.fromEntries(rated.map((name) => [name, "fairly"]));
  const ballots = Array.from({ length: 12 }, () => ({ unit: "县水利局党组", category: "C", answers }));
  const { round } = await importBallots(deps, KEEPER, { title: "导入", scheme, instrument, ballots });
  const [poll] = await deps.office.inTransaction((office) => office.polls(round));
  await beginClosing(deps, KEEPER, poll!.id, { second: KEEPER });
  await continueClosing(deps, KEEPER, poll!.id);
  const { result } = await readRelease(deps, poll!.id);
  const [team] = result.forms;
  return team!.level === "none" ? "withheld" : printRatio(team!.score!, 2);
}

describe("importBallots", () => {
  it("prices options as the scheme says, else as the form does", async () => {
    expect(await scoreBy("thousand-points")).toBe("85.00");
    expect(await scoreBy("political-ecology")).toBe("80.00");
  });

  it("refuses a form with variables, by their names: what stood there elsewhere is not known here", async () => {
    const { deps } = server;
    const { instrument } = deps.library.instruments.get("leadership-team")!;
    const ballots = [{ unit: "县水利局党组", category: "C", answers: {} }];
    const rounds = (): Promise<number> =>
      deps.office.inTransaction(async (office) => (await office.rounds()).length);
    const before = await rounds();
    const refused = importBallots(deps, KEEPER, {
      title: "导入",
      scheme: "political-ecology",
      instrument,
      ballots,
    });
    await expect(refused).rejects.toMatchObject({
      code: "definition.invalid",
      facts: { faults: expect.arrayContaining([{ path: "$", sentence: "变量“{{单位}}”没有对应的内容" }]) },
    });
    expect(await rounds()).toBe(before);
  });

  it("refuses a scheme that there is not", async () => {
    await expect(scoreBy("no-such-scheme")).rejects.toMatchObject({ code: "definition.unknown" });
  });
});
