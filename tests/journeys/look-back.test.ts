/** A renamed unit beside its earlier round, and places among units of its type, over HTTP. */
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { seeded } from "../../server/cli/demo/simulated-answers.ts";
import { answerAll, httpPort } from "../../server/cli/demo/simulated-staff.ts";
import { compareDocuments } from "../../server/cli/verify/compare-documents.ts";
import { writeDocuments } from "../../server/cli/write-documents.ts";
import { openPoll } from "../../server/services/change-poll-state.ts";
import { beginClosing, continueClosing } from "../../server/services/close-poll.ts";
import { createRound } from "../../server/services/create-round.ts";
import { KEEPER } from "../../server/services/deps.ts";
import { mintTickets } from "../../server/services/mint-tickets.ts";
import { saveAssessment } from "../../server/services/save-assessment.ts";
import { backup } from "../../server/store/sqlite/backup.ts";
import { saveUnits } from "../../server/services/save-units.ts";
import { sealRound } from "../../server/services/seal-round.ts";
import { startClosedRound } from "./closed-round.ts";
import { OfficeClient } from "./office-client.ts";
import { testAssessment, testUnit, type TestServer } from "./start-server.ts";

let server: TestServer;
let office: OfficeClient;
let later: string;

beforeAll(async () => {
  server = await startClosedRound({
    units: [testUnit("water", "县水务局党组", [4, 5, 11])],
    climate: 0.5,
    round: { judgesFirst: true },
  });
  office = await OfficeClient.signIn(server);
  const { deps } = server;
  const first = await deps.office.inTransaction((store) => store.round(server.round));
  const { id: _, ...settings } = first!.round;
  later = (
    await createRound(deps, KEEPER, { ...settings, judgesFirst: false, title: "十五届县委第四轮巡察" })
  ).id;
  const unit = { ...testUnit("u01", "县水利局党组", [4, 5, 11]), predecessors: ["县水务局党组"] };
  await saveUnits(deps, KEEPER, later, [unit]);
  await saveAssessment(deps, KEEPER, later, "u01", testAssessment, null);
  await sealRound(deps, KEEPER, later);
  const [poll] = await deps.office.inTransaction((store) => store.polls(later));
  await openPoll(deps, KEEPER, poll!.id);
  for (const { id, eligible } of poll!.plan!.batches) {
    const { urls } = await mintTickets(deps, KEEPER, poll!.id, id, { count: eligible, voidUnused: false });
    const people = urls.map((url) => ({ url, climate: 0.95 }));
    await answerAll(httpPort(server.address), people, seeded(9), () => {});
  }
  await beginClosing(deps, KEEPER, poll!.id, { second: KEEPER });
  await continueClosing(deps, KEEPER, poll!.id);
});
afterAll(() => server.stop());

describe("looking back", () => {
  it("finds the round under the earlier name and compares what was printed then and now", async () => {
    const answer = await office.get(`/rounds/${later}/units/u01/look-back`);
    const then = await office.get(`/polls/${server.polls.get("water")}/results`);
    const { units } = await office.get(`/rounds/${later}`);
    const now = await office.get(`/polls/${units[0].poll}/results`);
    expect(answer.lines).toHaveLength(1);
    expect(answer.lines[0]).toMatchObject({
      name: "县水务局党组",
      notComparable: null,
      total: { before: then.score.total.printed, now: now.score.total.printed },
    });
    expect(answer.lines[0].forms.map(({ before }: { before: string }) => before)).toEqual(
      then.forms.map(({ score }: { score: { printed: string } }) => score.printed),
    );
    const said = answer.paragraph.map(({ text }: { text: string }) => text).join("");
    expect(said).toMatch(
      /^与十五届县委第三轮巡察相比（评估办法版本相同），.+得分由[\d.]+分变为[\d.]+分.*提高较多的是“.+”。$/,
    );
  });

  it("shows a group nothing of an earlier round in which it has yet to judge, nor does the unit's report", async () => {
    const own = await OfficeClient.signIn(server, "第一组组长", "group", "县委第一巡察组");
    const place = `/rounds/${later}/units/u01/look-back`;
    const { units } = await office.get(`/rounds/${later}`);
    const report = async (): Promise<string> =>
      JSON.stringify(await office.get(`/polls/${units[0].poll}/documents/unit-report.json`));
    expect(await own.get(place)).toEqual({ lines: [], paragraph: [] });
    expect(await report()).not.toContain("评估办法版本相同");
    const judged = { step: "judged" };
    expect(await own.status("POST", `/rounds/${server.round}/units/water/review`, judged)).toBe(200);
    const { lines, paragraph } = await own.get(place);
    expect(lines).toHaveLength(1);
    const said = paragraph.map(({ text }: { text: string }) => text).join("");
    expect(said).toContain("评估办法版本相同");
    expect(await report()).toContain(said);
  });

  it("is part of what verify makes anew from the closed files of both rounds", async () => {
    const folder = await mkdtemp(join(tmpdir(), "plumbline-look-back-"));
    const formats = ["json", "docx"] as const;
    await writeDocuments(server.deps, later, join(folder, "written"), {
      formats,
      withTexts: false,
      progress: () => {},
    });
    const names = await readdir(join(folder, "written"), { recursive: true });
    const report = names.find((name) => name.includes("政治生态评估报告") && name.endsWith(".json"))!;
    const path = join(folder, "written", report);
    const before = await readFile(path, "utf8");
    const copy = join(folder, "backup");
    backup(server.dataFolder, copy, { privateKeys: false });
    const differences = async () => (await compareDocuments(copy, join(folder, "written"))).differences;
    expect(await differences()).toEqual([]);
    const changed = before.replace(/(领导班子表得分由)[\d.]+分/, "$199.99分");
    expect(changed).not.toBe(before);
    await writeFile(path, changed);
    expect(await differences()).toMatchObject([{ facts: { file: report } }]);
    await rm(folder, { recursive: true });
  });

  it("has nothing to say of a first round, and shows no group the unit of another", async () => {
    expect(await office.get(`/rounds/${server.round}/units/water/look-back`)).toEqual({
      lines: [],
      paragraph: [],
    });
    const group = await OfficeClient.signIn(server, "组长", "group", "县委第二巡察组");
    expect(await group.status("GET", `/rounds/${later}/units/u01/look-back`)).toBe(404);
    expect(await group.get(`/rounds/${later}/ranks`)).toEqual([]);
    expect(await office.get(`/rounds/${later}/ranks`)).toEqual([{ unit: "u01", rank: 1, of: 1 }]);
  });
});
