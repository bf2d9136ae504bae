/** Judges' sheets from the entry to the grade, the derivation, the documents and what verify reads. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { compareDocuments } from "../../server/cli/verify/compare-documents.ts";
import { writeDocuments } from "../../server/cli/write-documents.ts";
import { openPoll } from "../../server/services/change-poll-state.ts";
import { KEEPER } from "../../server/services/deps.ts";
import { roundSheet } from "../../server/services/round-sheet.ts";
import { scoreRound } from "../../server/services/score-round.ts";
import { sealRound } from "../../server/services/seal-round.ts";
import { answerAndClose } from "./closed-round.ts";
import { OfficeClient } from "./office-client.ts";
import { addPanelRound } from "./panel-round.ts";
import { runCommand } from "./run-command.ts";
import { startTestServer, type TestServer } from "./start-server.ts";
import { copyStores } from "./stores-of-test.ts";

/** Seven who score, one absent, one who withdrew; 95 and 60 are left out, so (90 + 92 + 85 + 78 + 88) ÷ 5 = 86.60. */
const SHEETS = [
  ...["90", "92", "85", "95", "78", "88", "60"].map((score, at) => {
    return { judge: `评委${at + 1}`, score, isRecused: false };
  }),
  { judge: "评委8", score: null, isRecused: false },
  { judge: "评委9", score: "10", isRecused: true },
];

let server: TestServer;
let office: OfficeClient;
let round: string;
let poll: string;
let folder: string;

beforeAll(async () => {
  server = await startTestServer();
  office = await OfficeClient.signIn(server);
  folder = await mkdtemp(join(tmpdir(), "plumbline-panel-"));
  round = await addPanelRound(server);
  await sealRound(server.deps, KEEPER, round);
  const [row] = await server.deps.office.inTransaction((store) => store.polls(round));
  poll = row!.id;
  await openPoll(server.deps, KEEPER, poll);
  await answerAndClose(server, poll, 0.9);
  await enter(SHEETS);
}, 120_000);
afterAll(async () => {
  await server.stop();
  await rm(folder, { recursive: true, force: true });
});

async function enter(panel: readonly object[]): Promise<void> {
  const place = `/rounds/${round}/units/water/assessment`;
  const { entered, version } = await office.get(place);
  const supervision = { petitions: 0, cases: 0, audit: 0, rectification: 0 };
  const body = { ...entered, supervision, panels: { panel }, basedOn: version };
  expect(await office.status("PUT", place, body)).toBe(200);
}

interface Part {
  readonly title: string;
  readonly value: { readonly printed: string };
  readonly earned: { readonly printed: string };
}

it("gives the part the mean without one highest and one lowest, and the grade comes of it", async () => {
  const { score } = await office.get(`/polls/${poll}/results`);
  const parts = score.parts as readonly Part[];
  const panel = parts.find(({ title }) => title === "专班评审")!;
  expect(panel).toMatchObject({ value: { printed: "86.60" }, earned: { printed: "17.32" } });
  const opinion = Number(parts[0]!.value.printed);
  const total = 0.6 * opinion + 0.2 * 86.6 + 0.2 * 100;
  expect(Math.abs(Number(score.total.printed) - total)).toBeLessThanOrEqual(0.01);
  expect(score.computed).toBe(total >= 90 ? "良好" : "较好");
});

it("derives it judge by judge, with why a sheet does not count", async () => {
  const sheet = await office.get(`/polls/${poll}/documents/derivation.json`);
  const rows = sheet.body[0].table.body.map((cells: { text?: string; printed?: string }[]) =>
    cells.map(({ text, printed }) => printed ?? text ?? ""),
  ) as readonly (readonly string[])[];
  const judges = rows.filter(([, title]) => title!.startsWith("评委"));
  expect(judges.map(([, , , ground, value, given]) => [ground, value, given])).toEqual([
    ["90.00 ÷ 5", "90.00", "18.00"],
    ["92.00 ÷ 5", "92.00", "18.40"],
    ["85.00 ÷ 5", "85.00", "17.00"],
    ["最高分或最低分，不计", "95.00", "—"],
    ["78.00 ÷ 5", "78.00", "15.60"],
    ["88.00 ÷ 5", "88.00", "17.60"],
    ["最高分或最低分，不计", "60.00", "—"],
    ["未录入", "—", "—"],
    ["回避，不计", "—", "—"],
  ]);
  const added = judges.reduce((sum, [, , , , , given]) => sum + (Number(given) || 0), 0);
  expect(added.toFixed(2)).toBe("86.60");
});

it("is in documents and sheet that verify makes anew, and a sheet changed later is found by what was signed", async () => {
  const { deps } = server;
  const digest = async () => (await roundSheet(deps, await scoreRound(deps, round)))!.digest;
  const signed = await digest();
  const written = join(folder, "written");
  await writeDocuments(deps, round, written, { formats: ["json"], withTexts: false, progress: () => {} });
  const copied = async (name: string): Promise<string> => {
    await copyStores(server, join(folder, name));
    return join(folder, name);
  };
  const verified = async (name: string) => (await runCommand(["verify", name, "--sheet", signed])).code;
  const before = await copied("before");
  expect((await compareDocuments(before, written)).differences).toEqual([]);
  expect(await verified(before)).toBe(0);
  await enter(SHEETS.map((one) => (one.judge === "评委1" ? { ...one, score: "91" } : one)));
  expect(await digest()).not.toBe(signed);
  const after = await copied("after");
  expect((await compareDocuments(after, written)).differences.length).toBeGreaterThan(0);
  expect(await verified(after)).toBe(1);
});
