/**
 * What a viewer (查阅人) reads: released results from the close on, and what scoring and review made of them once the grade
 * is approved. Every call that is open to viewers is asked. @source docs/accounts.md
 */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { unpackWorkbook } from "../../server/imports/unpack-workbook.ts";
import { createApp } from "../../server/http/app.ts";
import type { Grade, UnitAssessment } from "../../server/core/scoring/scheme.ts";
import { type Deps, KEEPER } from "../../server/services/deps.ts";
import { approveGrade, proposeGrade, reviewGrade } from "../../server/services/review/take-step.ts";
import { saveAssessment } from "../../server/services/save-assessment.ts";
import { startClosedRound } from "./closed-round.ts";
import { holdLaterRound } from "./later-round.ts";
import { OfficeClient } from "./office-client.ts";
import { testAssessment, testUnit, type TestServer } from "./start-server.ts";

const INSIDE = "内部讨论的话";
const GROUP = "县委第一巡察组";
let server: TestServer;
let office: OfficeClient;
let viewer: OfficeClient;
let later: string;
let poll: string;

const unit = testUnit("water", "县水利局党组", [4, 5, 11]);

beforeAll(async () => {
  server = await startClosedRound({ units: [unit], climate: 0.5 });
  later = await holdLaterRound(server, "十五届县委第四轮巡察", [unit], 0.95);
  for (const round of [server.round, later])
    await saveAssessment(server.deps, KEEPER, round, "water", JUDGED, null);
  office = await OfficeClient.signIn(server);
  viewer = await OfficeClient.signIn(server, "查阅人", "viewer");
  const { units } = await office.get(`/rounds/${later}`);
  poll = units[0].poll;
});
afterAll(() => server.stop());

/** What people judged and counted, with words that stand nowhere else. */
const JUDGED: UnitAssessment = {
  ...testAssessment,
  judgement: Object.fromEntries(
    Object.entries(testAssessment.judgement!).map(([id, one]) => [id, { ...one, reason: `${INSIDE}，研判` }]),
  ),
  deductions: [{ points: "1.5", reason: `${INSIDE}，扣分` }],
};

/** One grade lower than computed, with a reason at every step. */
async function propose(deps: Deps, round: string): Promise<Grade> {
  const { rows, grades } = await office.get(`/rounds/${round}/grades`);
  const at = grades.findIndex(({ grade }: { grade: string }) => grade === rows[0].computed);
  const { grade } = grades[at === grades.length - 1 ? at - 1 : at + 1];
  const one = { round, unit: "water" };
  await proposeGrade(deps, KEEPER, one, { grade, reason: `${INSIDE}，调整` });
  await reviewGrade(deps, { account: "reviewer", name: "审核人" }, one, `${INSIDE}，意见`);
  return grade;
}
const approve = (deps: Deps, round: string, grade: Grade) =>
  approveGrade(deps, KEEPER, { round, unit: "water" }, { grade, meeting: "2026年12月1日", reason: "" });

/** Every reading call of the application about a round, a unit or a poll, the documents in JSON among them. */
async function answersOf(who: OfficeClient, except = /^$/): Promise<ReadonlyMap<string, string>> {
  const app = createApp({
    deps: server.deps,
    pages: new Map(),
    exportsFolder: server.dataFolder,
    onFault: () => {},
  });
  const paths = app.routes
    .filter(({ method, path }) => method === "GET" && /^\/api\/office\/(rounds|polls)\//.test(path))
    .map(({ path }) => path.replace("/api/office", ""));
  const listed = await office.get(`/rounds/${later}/documents`);
  const keys: string[] = listed.units[0].documents.map(({ key }: { key: string }) => key);
  const asked = [...new Set(paths)].flatMap((path) => {
    const filled = path.replace(":round", later).replace(":unit", "water").replace(":poll", poll);
    if (path === "/polls/:poll/documents/:file")
      return keys.map((key) => filled.replace(":file", `${key}.json`));
    return filled.includes("/:") ? [] : [filled];
  });
  const answers = new Map<string, string>();
  for (const path of asked.filter((one) => !except.test(one))) {
    const response = await who.send("GET", path);
    if (!response.ok) continue;
    const bytes = new Uint8Array(await response.arrayBuffer());
    answers.set(path, path.endsWith(".zip") ? textsIn(bytes) : new TextDecoder().decode(bytes));
  }
  return answers;
}

/** Names and, of tables as plain text, contents. */
const textsIn = (zip: Uint8Array): string =>
  [...unpackWorkbook(zip)].map(([name, bytes]) => `${name}\n${new TextDecoder().decode(bytes)}`).join("\n");

/** Calls whose answer has one of these words. */
const callsWith = (answers: ReadonlyMap<string, string>, words: readonly string[]): readonly string[] =>
  [...answers].flatMap(([path, said]) => (words.some((word) => said.includes(word)) ? [path] : []));

describe("before the grade is approved", () => {
  let grade: Grade;
  beforeAll(async () => {
    grade = await propose(server.deps, later);
  });

  it("answers a viewer nothing of total, grades, judgement, deductions and review, on no call", async () => {
    const { score, forms } = await office.get(`/polls/${poll}/results`);
    const past = await office.get(`/rounds/${later}/units/water/look-back`);
    const { before, now } = past.lines[0].total;
    const secret = [INSIDE, before, now, score.opinion.printed, "政治生态评估报告"];
    // None of them is a number of the release by chance.
    expect(secret.filter((word) => JSON.stringify(forms).includes(word))).toEqual([]);
    const told = callsWith(await answersOf(office, /zip$/), secret);
    for (const part of [
      "grades",
      "results",
      "look-back",
      "past",
      "comparison",
      "derivation",
      "unit-report.json",
    ])
      expect([part, told.some((path) => path.includes(part))]).toEqual([part, true]);
    const answers = await answersOf(viewer);
    expect(callsWith(answers, secret)).toEqual([]);
    expect(answers.get(`/polls/${poll}/documents.zip`)).toContain("测评结果报告单");
    for (const part of [
      "grades",
      "results",
      "look-back",
      "past",
      "comparison",
      "ranks",
      "result-sheet",
      "zip",
    ])
      expect([part, [...answers.keys()].some((path) => path.includes(part))]).toEqual([part, true]);
  });

  it("says that it is not approved yet, beside the released results", async () => {
    const { score, forms, roundMean } = await viewer.get(`/polls/${poll}/results`);
    const known = await office.get(`/polls/${poll}/results`);
    expect(forms).toEqual(known.forms);
    expect(score).toMatchObject({
      awaitsApproval: true,
      total: null,
      opinion: null,
      computed: null,
      proposed: null,
      approved: null,
      firmness: null,
      deductions: [],
      bonus: [],
      caps: [],
      notes: [],
    });
    expect(roundMean).toBeNull();
    expect(score.parts.map(({ value }: { value: { printed: string } }) => value.printed)).toEqual(
      known.score.parts.slice(0, 3).map(({ value }: { value: { printed: string } }) => value.printed),
    );
    const { rows, paragraph } = await viewer.get(`/rounds/${later}/grades`);
    expect(rows[0]).toMatchObject({
      awaitsApproval: true,
      total: null,
      deduction: "",
      computed: null,
      proposed: null,
      approved: null,
      review: { state: "entry", steps: [], moved: [] },
    });
    expect(paragraph).toEqual([]);
    expect(await viewer.get(`/rounds/${later}/ranks`)).toEqual([]);
  });

  it("lists the documents of the release and hands out no other", async () => {
    const { units } = await viewer.get(`/rounds/${later}/documents`);
    const keys: string[] = units[0].documents.map(({ key }: { key: string }) => key);
    expect(keys).toContain("result-sheet");
    expect(keys.filter((key) => /derivation|report|recount/.test(key))).toEqual([]);
    for (const key of ["derivation", "unit-report"])
      expect([key, await viewer.status("GET", `/polls/${poll}/documents/${key}.json`)]).toEqual([key, 403]);
  });

  it("leaves office and group what they had", async () => {
    const group = await OfficeClient.signIn(server, "组长", "group", GROUP);
    for (const who of [office, group]) {
      const { score } = await who.get(`/polls/${poll}/results`);
      expect([score.awaitsApproval, score.proposed, score.total === null]).toEqual([false, grade, false]);
      const { rows } = await who.get(`/rounds/${later}/grades`);
      expect([rows[0].awaitsApproval, rows[0].review.state, rows[0].review.moved.length]).toEqual([
        false,
        "reviewed",
        1,
      ]);
    }
  });
});

describe("after the grade is approved", () => {
  it("reads total and grades as they stand in the table, and neither who took the steps nor why", async () => {
    const grade = (await office.get(`/rounds/${later}/grades`)).rows[0].proposed;
    await approve(server.deps, later, grade);
    const { score } = await viewer.get(`/polls/${poll}/results`);
    const known = await office.get(`/polls/${poll}/results`);
    expect(score).toMatchObject({ awaitsApproval: false, total: known.score.total, approved: grade });
    const { rows, paragraph } = await viewer.get(`/rounds/${later}/grades`);
    expect(rows[0]).toMatchObject({
      awaitsApproval: false,
      total: known.score.total,
      proposed: grade,
      approved: grade,
      review: { state: "approved", steps: [], moved: [] },
    });
    expect(JSON.stringify(rows)).not.toContain(INSIDE);
    expect(paragraph.length).toBeGreaterThan(0);
  });

  it("has the derivation, and the report once the earlier round beside it is approved too", async () => {
    const keysOf = async (): Promise<readonly string[]> =>
      (await viewer.get(`/rounds/${later}/documents`)).units[0].documents.map(
        ({ key }: { key: string }) => key,
      );
    const { lines } = await viewer.get(`/rounds/${later}/units/water/look-back`);
    expect([lines[0].grade, lines[0].total.before]).toEqual([null, null]);
    expect(await keysOf()).toContain("derivation");
    expect(await keysOf()).not.toContain("unit-report");
    await approve(server.deps, server.round, await propose(server.deps, server.round));
    expect(await keysOf()).toEqual(expect.arrayContaining(["derivation", "unit-report"]));
    const after = await viewer.get(`/rounds/${later}/units/water/look-back`);
    expect(after).toEqual(await office.get(`/rounds/${later}/units/water/look-back`));
    expect(await viewer.status("GET", `/polls/${poll}/documents/unit-report.json`)).toBe(200);
    expect(await viewer.status("GET", `/polls/${poll}/documents/unit-report-with-texts.json`)).toBe(403);
  });

  it("loses them again when the grade is reopened", async () => {
    const other = await OfficeClient.signIn(server);
    const body = { reason: "会议纪要有误", ...office.withSecond(other) };
    expect(await office.status("POST", `/rounds/${later}/units/water/reopen`, body)).toBe(200);
    const { score } = await viewer.get(`/polls/${poll}/results`);
    expect([score.awaitsApproval, score.total, score.approved]).toEqual([true, null, null]);
  });
});
