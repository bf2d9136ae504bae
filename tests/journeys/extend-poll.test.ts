/** Another end of a poll: told to people, on record, and of no effect on anything else. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { beginClosing, continueClosing } from "../../server/services/close-poll.ts";
import { KEEPER } from "../../server/services/deps.ts";
import { OfficeClient } from "./office-client.ts";
import { startTestServer, testUnit, type TestServer } from "./start-server.ts";

const UNTIL = "2026年11月28日 12:00";

let server: TestServer;
let group: OfficeClient;
let water: string;
beforeAll(async () => {
  server = await startTestServer({
    units: [
      testUnit("water", "县水利局党组", [5, 10, 30]),
      { ...testUnit("media", "县融媒体中心党组", [5, 10, 20]), group: "县委第二巡察组" },
    ],
  });
  group = await OfficeClient.signIn(server, "一组组长", "group", "县委第一巡察组");
  water = server.polls.get("water")!;
});
afterAll(() => server.stop());

const told = async (poll: string): Promise<string> =>
  ((await (await fetch(`${server.address}/api/polls/${poll}`)).json()) as { openUntil: string }).openUntil;

describe("extending a poll", () => {
  it("changes what people of this unit are told, and no other's", async () => {
    expect(await told(water)).toBe("2026年11月27日 18:00");
    const answer = await group.send("POST", `/polls/${water}/extend`, { openUntil: UNTIL });
    expect([answer.status, await answer.json()]).toEqual([200, { state: "open" }]);
    expect(await told(water)).toBe(UNTIL);
    expect(await told(server.polls.get("media")!)).toBe("2026年11月27日 18:00");
    const { units } = await group.get(`/rounds/${server.round}`);
    expect(units).toMatchObject([{ id: "water", openUntil: UNTIL }]);
  });

  it("is on record with both times, and needs a time", async () => {
    const lines = await server.deps.office.inTransaction((office) => office.auditOf("poll.extended"));
    expect(lines.map(({ about, detail }) => [about, JSON.parse(detail)])).toEqual([
      [water, { from: "2026年11月27日 18:00", until: UNTIL }],
    ]);
    expect(await group.status("POST", `/polls/${water}/extend`, { openUntil: " " })).toBe(400);
  });

  it("ends with the closing", async () => {
    await beginClosing(server.deps, KEEPER, water, { second: KEEPER });
    await continueClosing(server.deps, KEEPER, water);
    const refused = await group.send("POST", `/polls/${water}/extend`, { openUntil: "明天" });
    expect([refused.status, await refused.json()]).toMatchObject([
      409,
      { code: "poll.wrong-state", facts: { state: "closed" } },
    ]);
  });
});
