/** A unit of fewer than five people, asked and counted with another one: every paper of that one says so. */
import { afterAll, beforeAll, expect, it } from "vitest";
import { startClosedRound } from "./closed-round.ts";
import { OfficeClient } from "./office-client.ts";
import { type TestServer, testUnit } from "./start-server.ts";

const JOINED = "县档案馆党组含并入的县志办党支部、县党史办党支部，合并统计，不分开出数。";

let server: TestServer;
let office: OfficeClient;
beforeAll(async () => {
  server = await startClosedRound({
    units: [
      { ...testUnit("archive", "县档案馆党组", [2, 4, 8]), joined: ["县志办党支部", "县党史办党支部"] },
      testUnit("water", "县水利局党组", [2, 4, 8]),
    ],
  });
  office = await OfficeClient.signIn(server);
}, 120_000);
afterAll(() => server.stop());

const basisOf = async (path: string): Promise<string> => {
  const { basis } = (await office.get(path)) as { basis: readonly string[] };
  return basis.join("\n");
};

it("names the joined units in the papers of the unit and of the round, and in no other unit's", async () => {
  const own = `/polls/${server.polls.get("archive")}/documents`;
  for (const name of ["unit-report", "team-table.leadership-team", "result-sheet"])
    expect(await basisOf(`${own}/${name}.json`), name).toContain(JOINED);
  expect(await basisOf(`/rounds/${server.round}/documents/grade-table.json`)).toContain(
    `合并测评：${JOINED}`,
  );
  expect(await basisOf(`/polls/${server.polls.get("water")}/documents/unit-report.json`)).not.toContain(
    "合并统计，不分开出数",
  );
});
