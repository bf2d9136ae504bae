/** The group's own network: set with the round, frozen with it, printed; its password is on paper and nowhere else. */
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { streamTicketSheet } from "../../server/exports/ticket-sheet-pdf.ts";
import { beginClosing, continueClosing } from "../../server/services/close-poll.ts";
import { KEEPER } from "../../server/services/deps.ts";
import { mintSheet } from "../../server/services/mint-tickets.ts";
import { OfficeClient } from "./office-client.ts";
import { startTestServer, type TestServer } from "./start-server.ts";

const NETWORK = { name: "巡察二组", password: "Zq7-unguessable" };

let server: TestServer;
let office: OfficeClient;
beforeAll(async () => {
  server = await startTestServer({ round: { setUp: "onsite", wireless: NETWORK } });
  office = await OfficeClient.signIn(server);
});
afterAll(() => server.stop());

const settings = (more: object) => ({
  title: "只有班子表",
  authority: "县委",
  setUp: "onsite",
  period: "近三年",
  openUntil: "",
  contactPhone: "",
  scheme: "political-ecology",
  forms: [{ instrument: "leadership-team", categories: ["A", "B", "C"], include: [] }],
  ...more,
});

const acts = async (about: string) =>
  (await server.deps.office.inTransaction((o) => o.audit()))
    .filter((line) => line.about === about && line.act === "round.network-set")
    .map((line) => JSON.parse(line.detail) as unknown);

describe("the network of a draft", () => {
  it("is set, changed and taken away, each on record without the password", async () => {
    const save = async (more: object) => {
      const response = await office.send("POST", "/rounds", settings(more));
      expect(response.status).toBe(200);
      return (await response.json()) as { id: string; wireless: unknown };
    };
    const { id, wireless } = await save({ wireless: NETWORK });
    expect(wireless).toEqual(NETWORK);
    await save({ id, wireless: NETWORK });
    expect((await save({ id, wireless: { ...NETWORK, password: "other-pass-1" } })).wireless).toEqual({
      name: "巡察二组",
      password: "other-pass-1",
    });
    expect((await save({ id, setUp: "online", wireless: NETWORK })).wireless).toBeNull();
    expect(await acts(id)).toEqual([
      { networkBefore: "", network: "巡察二组", passwordChanged: true },
      { networkBefore: "巡察二组", network: "巡察二组", passwordChanged: true },
      { networkBefore: "巡察二组", network: "", passwordChanged: true },
    ]);
    const lines = JSON.stringify(await server.deps.office.inTransaction((o) => o.audit()));
    expect(lines).not.toContain(NETWORK.password);
    expect(lines).not.toContain("other-pass-1");
  });

  it.each([
    { name: "", password: "a1b2c3d4" },
    { name: "x", password: "short" },
    { name: "x", password: "with space 1" },
    { name: "三".repeat(11), password: "a1b2c3d4" },
    { name: "x", password: "a1b2c3d4", open: true },
  ])("is refused as %j", async (wireless) => {
    const status = await office.status("POST", "/rounds", settings({ wireless }));
    expect(status).toBe(400);
  });

  it("goes along when the round is copied", async () => {
    const body = { title: "照搬", openUntil: "", take: "settings" };
    const response = await office.send("POST", `/rounds/${server.round}/copies`, body);
    expect(await response.json()).toMatchObject({ wireless: NETWORK });
  });
});

describe("the network of a sealed round", () => {
  it("cannot change any more", async () => {
    const id = server.round;
    expect(await office.status("POST", "/rounds", settings({ id, wireless: NETWORK }))).toBe(409);
    expect((await office.get(`/rounds/${id}`)).wireless).toEqual(NETWORK);
  });

  it("is shown with its password to the office alone; phones read the name", async () => {
    const group = await OfficeClient.signIn(server, "组长", "group", "县委第一巡察组");
    expect((await group.get(`/rounds/${server.round}`)).wireless).toBeNull();
    const document = await (await fetch(`${server.address}/api/polls/${server.polls.get("water")!}`)).text();
    expect(JSON.parse(document)).toMatchObject({ network: "巡察二组" });
    expect(document).not.toContain(NETWORK.password);
  });

  it("is printed on the back of the slips and on the poster of the meeting", async () => {
    const poll = server.polls.get("water")!;
    const { batches } = (await server.deps.live.get(poll)).plan;
    const sheet = await mintSheet(server.deps, KEEPER, poll, batches[0]!.id, 0);
    expect(sheet).toMatchObject({ setUp: "onsite", isEncrypted: false, size: "normal", place: 0 });
    const chunks: Uint8Array[] = [];
    for await (const chunk of streamTicketSheet(sheet)) chunks.push(chunk as Uint8Array);
    const slips = wordsOf(Buffer.concat(chunks));
    expect(slips).toContain("请连巡察组自带的无线网“巡察二组”，不要用单位的无线网。");
    expect(slips).toContain(`连Wi-Fi“巡察二组”密码${NETWORK.password}手机提示`);
    const poster = await office.send("GET", `/polls/${poll}/meeting/poster/A4`);
    expect(wordsOf(Buffer.from(await poster.arrayBuffer()))).toContain(
      `先连巡察组自带的无线网“巡察二组”，再扫码。密码${NETWORK.password}不问姓名`,
    );
  });

  it("leaves its password in no file but the office's own, after close neither", async () => {
    const poll = server.polls.get("water")!;
    await beginClosing(server.deps, KEEPER, poll, { second: null });
    expect((await continueClosing(server.deps, KEEPER, poll)).state).toBe("closed");
    // The file that is handed out, wherever the stores are.
    await server.deps.closed.digest(poll);
    const files = readdirSync(server.dataFolder, { recursive: true, withFileTypes: true }).filter((one) =>
      one.isFile(),
    );
    const holding = files
      .filter((one) => readFileSync(join(one.parentPath, one.name)).includes(NETWORK.password))
      .map(({ name }) => name.replace(/-(wal|shm)$/, ""));
    expect(files.map(({ name }) => name)).toContain(`${poll}.db`);
    expect([...new Set(holding)]).toEqual(server.databaseUrl === null ? ["office.db"] : []);
  });
});

const wordsOf = (pdf: Buffer): string =>
  execFileSync("pdftotext", ["-raw", "-", "-"], { input: pdf, encoding: "utf8" }).replace(/\s/g, "");
