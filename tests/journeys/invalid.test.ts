/** A closed poll is declared invalid by two: nothing of it leaves any more, record and file stay; it is held anew. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readEvidence } from "../../server/cli/verify/read-evidence.ts";
import { KEEPER } from "../../server/services/deps.ts";
import { scoreRound } from "../../server/services/score-round.ts";
import { listReceiptPolls, listReceipts } from "../../server/services/list-receipts.ts";
import { tallyClosed } from "../../server/services/tally-closed.ts";
import { verify } from "../../server/services/verify/verify.ts";
import { writeVerificationFolder } from "../../server/cli/verify/write-verification-folder.ts";
import { openPoll } from "../../server/services/change-poll-state.ts";
import { answerAndClose, startClosedRound } from "./closed-round.ts";
import { OfficeClient } from "./office-client.ts";
import { replyOf } from "./phone-client.ts";
import { type TestServer, testUnit } from "./start-server.ts";
import { copyStores } from "./stores-of-test.ts";

const GROUP = "县委第一巡察组";
const REASON = "名册漏列一个股室";
/** Everything of one closed poll that leaves. */
const PATHS = [
  "results",
  "texts",
  "unit-copy",
  "documents.zip",
  "documents/result-sheet.pdf",
  "documents/derivation.csv",
  "roll-sheet.html",
];

let server: TestServer;
let office: OfficeClient;
let second: OfficeClient;
let leader: OfficeClient;
let viewer: OfficeClient;
let poll: string;
let other: string;
beforeAll(async () => {
  server = await startClosedRound({
    units: [testUnit("water", "县水利局党组", [4, 7, 10]), testUnit("roads", "县交通局党组", [4, 7, 10])],
  });
  office = await OfficeClient.signIn(server);
  second = await OfficeClient.signIn(server, "审核人");
  leader = await OfficeClient.signIn(server, "一组组长", "group", GROUP);
  viewer = await OfficeClient.signIn(server, "领导小组", "viewer");
  poll = server.polls.get("water")!;
  other = server.polls.get("roads")!;
}, 120_000);
afterAll(() => server.stop());

const declare = async (who: OfficeClient, people: object, about = poll) =>
  replyOf(await who.send("POST", `/polls/${about}/invalid`, { reason: REASON, ...people }));
const stateOf = async (id = poll) => (await server.deps.office.inTransaction((o) => o.poll(id)))!.state;
const wentOut = async () => {
  const rows = await server.deps.office.inTransaction(async (o) => [
    ...(await o.auditOf("documents.downloaded")),
    ...(await o.auditOf("texts.read")),
  ]);
  return rows.map(({ who, about, detail }) => {
    return { who, about, title: (JSON.parse(detail) as { title?: string }).title };
  });
};
const lines = async () => server.deps.office.inTransaction((o) => o.auditOf("poll.invalid"));

describe("before it is declared", () => {
  it("gives its results, its documents and a pack of the round", async () => {
    for (const path of PATHS)
      expect([path, await office.status("GET", `/polls/${poll}/${path}`)]).toEqual([path, 200]);
    expect((await listReceiptPolls(server.deps)).map((one) => one.poll)).toContain(poll);
    // What went out stands on record, once each.
    const out = await wentOut();
    expect(out.map(({ about, title }) => [about, title])).toEqual([
      [poll, "可以交给被巡察单位的部分.json"],
      [poll, "全部材料.zip"],
      [poll, expect.stringMatching(/.+\.pdf$/)],
      [poll, expect.stringMatching(/.+\.csv$/)],
      [poll, "登记表.html"],
      [poll, undefined],
    ]);
    expect(out.every(({ who }) => who.endsWith(` ${office.name}`))).toBe(true);
    expect(await office.status("GET", `/polls/${poll}/documents/result-sheet.nothing`)).toBe(404);
    expect(await viewer.status("GET", `/polls/${poll}/texts`)).toBe(403);
    expect(await wentOut()).toEqual(out);
    const pack = await office.send("POST", `/rounds/${server.round}/exports`, {});
    expect(pack.ok).toBe(true);
    await expect
      .poll(async () => (await office.get(`/rounds/${server.round}/exports`))[0]?.state, { timeout: 240_000 })
      .toBe("done");
  }, 90_000);

  it("is declared by two alone, of whom the second is of the office, with a reason", async () => {
    expect(await declare(office, { own: office.password })).toMatchObject({ status: 400 });
    expect(
      await declare(office, { own: "falsch", second: { name: second.name, password: second.password } }),
    ).toMatchObject({ code: "account.own-password" });
    const byGroup = await declare(leader, leader.withSecond(leader));
    expect(byGroup).toMatchObject({ code: "account.same-person" });
    const member = await OfficeClient.signIn(server, "一组联络员", "group", GROUP);
    expect(await declare(leader, leader.withSecond(member))).toMatchObject({ code: "account.not-allowed" });
    expect(await declare(viewer, viewer.withSecond(second))).toMatchObject({ status: 403 });
    const noReason = { ...office.withSecond(second), reason: " " };
    expect(await declare(office, noReason)).toMatchObject({ status: 400 });
    expect([await stateOf(), (await lines()).length]).toEqual(["closed", 0]);
  });
});

describe("declared invalid", () => {
  beforeAll(async () => {
    expect(await declare(leader, leader.withSecond(second))).toMatchObject({ status: 200 });
  });

  it("stays so, on record with both names and the reason", async () => {
    expect(await stateOf()).toBe("invalid");
    const [line] = await lines();
    expect(line).toMatchObject({ about: poll, who: expect.stringContaining("一组组长") });
    expect(JSON.parse(line!.detail)).toMatchObject({
      from: "closed",
      reason: REASON,
      second: expect.stringContaining("审核人"),
    });
    for (const act of ["invalid", "void", "open", "close", "extend"]) {
      const reply = await office.send("POST", `/polls/${poll}/${act}`, {
        reason: REASON,
        openUntil: "明天",
        ...(act !== "extend" && office.withSecond(second)),
        ...(act === "extend" && { reason: undefined }),
      });
      expect([act, reply.ok]).toEqual([act, false]);
    }
    expect([await stateOf(), (await lines()).length]).toEqual(["invalid", 1]);
  });

  it("gives nobody anything of it", async () => {
    const before = await wentOut();
    for (const who of [office, leader, viewer]) {
      for (const path of PATHS) {
        const reply = await who.send("GET", `/polls/${poll}/${path}`);
        expect([path, reply.ok]).toEqual([path, false]);
      }
    }
    for (const path of PATHS.filter((one) => !one.startsWith("roll-sheet")))
      expect([path, (await replyOf(await office.send("GET", `/polls/${poll}/${path}`))).code]).toEqual([
        path,
        "poll.invalid",
      ]);
    expect(await replyOf(await office.send("GET", `/polls/${poll}/results`))).toMatchObject({
      status: 409,
      code: "poll.invalid",
    });
    expect(await wentOut()).toEqual(before);
    expect(await office.get(`/rounds/${server.round}/exports`)).toEqual([]);
    expect((await listReceiptPolls(server.deps)).map((one) => one.poll)).toEqual([other]);
    await expect(listReceipts(server.deps, poll)).rejects.toMatchObject({ code: "poll.invalid" });
    await expect(tallyClosed(server.deps, KEEPER, [poll])).rejects.toMatchObject({ code: "poll.invalid" });
  });

  it("is scored nowhere, and every table of the round says why", async () => {
    const { rows } = await office.get(`/rounds/${server.round}/grades`);
    const row = rows.find(({ unit }: { unit: { id: string } }) => unit.id === "water");
    expect(row).toMatchObject({ withdrawn: "invalid", level: "open", total: null, computed: null });
    expect(rows.find(({ unit }: { unit: { id: string } }) => unit.id === "roads")).toMatchObject({
      withdrawn: null,
    });
    const standing = await scoreRound(server.deps, server.round);
    expect(standing.units.map(({ unit, score }) => [unit.id, score !== null])).toEqual([
      ["water", false],
      ["roads", true],
    ]);
    const csv = await (await office.send("GET", `/rounds/${server.round}/documents/grade-table.csv`)).text();
    expect(csv.split("\n").filter((one) => one.includes("测评已宣布无效，不计"))).toHaveLength(1);
    expect(csv).not.toContain("尚未封存,");
    const totals = await office.get(`/rounds/${server.round}/totals`);
    expect(JSON.stringify(totals)).not.toContain(poll);
  });

  it("is still verified: its file, and whether it was declared so", async () => {
    const copy = join(server.dataFolder, "..", `${poll}-copy`);
    await copyStores(server, copy);
    const whole = await verify(await readEvidence(copy), null);
    expect(whole.differences).toEqual([]);
    expect(whole.rounds[0]).toMatchObject({ closed: 1 });
    const file = join(copy, "closed", `${poll}.db`);
    const bytes = readFileSync(file);
    bytes[bytes.length - 100]! ^= 1;
    writeFileSync(file, bytes);
    expect((await verify(await readEvidence(copy), null)).differences.length).toBeGreaterThan(0);
  });
});

describe("held anew", () => {
  let again: string;

  const repeat = async (id: string, people: object) =>
    replyOf(await office.send("POST", `/polls/${id}/repeat`, people));

  it("is for a poll that was withdrawn, by two, once", async () => {
    expect(await repeat(other, office.withSecond(second))).toMatchObject({ code: "poll.wrong-state" });
    expect(await repeat(poll, office.withSecond(second))).toMatchObject({
      status: 200,
      body: { state: "sealed" },
    });
    expect(await repeat(poll, office.withSecond(second))).toMatchObject({ code: "poll.wrong-state" });
    const { units } = await office.get(`/rounds/${server.round}`);
    const [water] = units.filter(({ id }: { id: string }) => id === "water");
    again = water.poll;
    expect([water.state, again === poll]).toEqual(["sealed", false]);
    const line = (await server.deps.office.inTransaction((o) => o.auditOf("poll.repeated")))[0]!;
    expect([line.about, JSON.parse(line.detail)]).toEqual([
      poll,
      { unit: "县水利局党组", to: again, second: expect.stringContaining("审核人") },
    ]);
  });

  it("asks the same forms with other keys; its own result counts, the first stays invalid", async () => {
    const rows = await server.deps.office.inTransaction(async (o) => [
      await o.poll(poll),
      await o.poll(again),
    ]);
    const digests = rows.map((row) => row!.plan!.forms.map(({ digest }) => digest));
    expect(digests[1]).toEqual(digests[0]);
    const head = await server.deps.closed.head(poll);
    const before = new Set(head.keys.map(({ keyId }) => keyId));
    const now = (await server.deps.roll.signingKeys(again)).map(({ keyId }) =>
      Buffer.from(keyId).toString("base64url"),
    );
    expect(now.filter((id) => before.has(id))).toEqual([]);
    await openPoll(server.deps, KEEPER, again);
    await answerAndClose(server, again, 0.6);
    expect(await office.status("GET", `/polls/${again}/results`)).toBe(200);
    expect(await office.status("GET", `/polls/${poll}/results`)).toBe(409);
    expect(await stateOf()).toBe("invalid");
    const { rows: table } = await office.get(`/rounds/${server.round}/grades`);
    expect(table.filter(({ unit }: { unit: { id: string } }) => unit.id === "water")).toMatchObject([
      { withdrawn: null, level: "tables" },
    ]);
  });

  it("leaves both files under verification, and both on record", async () => {
    const copy = join(server.dataFolder, "..", `${poll}-both`);
    await copyStores(server, copy);
    expect((await verify(await readEvidence(copy), null)).differences).toEqual([]);
    const file = join(copy, "closed", `${poll}.db`);
    const bytes = readFileSync(file);
    bytes[bytes.length - 100]! ^= 1;
    writeFileSync(file, bytes);
    const { differences } = await verify(await readEvidence(copy), null);
    expect(differences.map((one) => one.poll)).toContain(poll);
    const exported = join(server.dataFolder, "..", `${poll}-exported`);
    const sheet = await writeVerificationFolder(server.deps, server.dataFolder, server.round, exported);
    expect((await verify(await readEvidence(exported), sheet.digest)).differences).toEqual([]);
  });
});
