/** A round like an earlier one, and a roster that is looked at before it is imported. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { OfficeClient } from "./office-client.ts";
import { startTestServer, type TestServer } from "./start-server.ts";

const ROSTER = [
  "单位名称,单位类型,巡察组,A类应参加,B类应参加,C类应参加",
  "县气象局党组,县直,县委第二巡察组,3,5,12",
].join("\n");

let server: TestServer;
let office: OfficeClient;
beforeAll(async () => {
  server = await startTestServer();
  office = await OfficeClient.signIn(server);
});
afterAll(() => server.stop());

const copy = async (take: string) => {
  const body = { title: `照搬 ${take}`, openUntil: "", take };
  const response = await office.send("POST", `/rounds/${server.round}/copies`, body);
  expect(response.status).toBe(201);
  return (await response.json()) as {
    id: string;
    units: { name: string; eligible: number; leaders: number }[];
  };
};

describe("copying a round", () => {
  it.each([
    ["settings", []],
    ["units", [{ name: "县水利局党组", eligible: 0, leaders: 0 }]],
    ["roster", [{ name: "县水利局党组", eligible: 45, leaders: 3 }]],
  ] as const)("takes %s along, in draft, on record with where it came from", async (take, units) => {
    const made = await copy(take);
    expect(made).toMatchObject({ title: `照搬 ${take}`, isFrozen: false, openUntil: "", units });
    const before = await office.get(`/rounds/${server.round}`);
    const after = await office.get(`/rounds/${made.id}`);
    for (const part of ["forms", "scheme", "setUp", "thresholds", "period", "contactPhone"])
      expect([part, after[part]]).toEqual([part, before[part]]);
    const lines = await server.deps.office.inTransaction((o) => o.audit());
    const about = lines.filter((line) => line.about === made.id);
    expect(about.map(({ act }) => act)).toEqual(
      take === "settings" ? ["round.created"] : ["round.created", "units.saved"],
    );
    expect(JSON.parse(about[0]!.detail)).toMatchObject({ from: server.round, take });
  });

  it("needs a round that is there", async () => {
    const body = { title: "照搬", openUntil: "", take: "settings" };
    expect(await office.status("POST", "/rounds/none/copies", body)).toBe(404);
  });
});

describe("looking at a roster before it is imported", () => {
  const preview = (round: string, roster: string): Promise<Response> =>
    fetch(`${server.address}/api/office/rounds/${round}/roster/preview`, {
      method: "POST",
      headers: {
        cookie: office.cookie,
        origin: server.address,
        "content-type": "text/csv",
        "x-file-name": "units.csv",
      },
      body: roster,
    });

  it("says what would come and go, and changes nothing", async () => {
    const { id } = await copy("units");
    const lines = (await server.deps.office.inTransaction((o) => o.audit())).length;
    const response = await preview(id, ROSTER);
    expect(response.status).toBe(422);
    // This round's forms ask for leaders, so the other table is missing.
    expect(await response.json()).toMatchObject({ code: "roster.invalid" });
    const plain = await office.send("POST", "/rounds", {
      title: "只有班子表",
      authority: "县委",
      setUp: "onsite",
      period: "近三年",
      openUntil: "",
      contactPhone: "",
      scheme: "political-ecology",
      forms: [{ instrument: "leadership-team", categories: ["A", "B", "C"], include: [] }],
    });
    const round = ((await plain.json()) as { id: string }).id;
    const looked = await preview(round, ROSTER);
    expect(await looked.json()).toMatchObject({
      units: 1,
      eligible: 20,
      rows: [{ name: "县气象局党组", eligible: 20, change: "new" }],
      gone: [],
    });
    expect((await office.get(`/rounds/${round}`)).units).toEqual([]);
    // One line for the round itself.
    expect((await server.deps.office.inTransaction((o) => o.audit())).length).toBe(lines + 1);
  });
});
