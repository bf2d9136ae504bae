/** One unit from its judgement to the frozen grade, by two people, over HTTP; and back by a reopening. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { saveAssessment } from "../../server/services/save-assessment.ts";
import { audit } from "../../server/services/audit.ts";
import { type Actor, type Deps, KEEPER } from "../../server/services/deps.ts";
import { recountUnit } from "../../server/services/review/recount-unit.ts";
import { EMPTY_ASSESSMENT, type UnitAssessment } from "../../server/core/scoring/scheme.ts";
import { startClosedRound } from "./closed-round.ts";
import { OfficeClient } from "./office-client.ts";
import { testUnit, type TestServer } from "./start-server.ts";

const GROUP = "县委第一巡察组";
const DIMENSIONS = ["discipline", "leading", "duties", "style", "life", "staffing"];

let server: TestServer;
let office: OfficeClient;
let other: OfficeClient;
let group: OfficeClient;
let place: string;

beforeAll(async () => {
  server = await startClosedRound({
    units: [
      testUnit("water", "县水利局党组", [4, 5, 11]),
      { ...testUnit("roads", "县交通局党组", [4, 5, 11]), group: "县委第二巡察组" },
    ],
    round: { judgesFirst: true },
  });
  for (const unit of ["water", "roads"]) {
    await saveAssessment(server.deps, KEEPER, server.round, unit, EMPTY_ASSESSMENT, null);
  }
  office = await OfficeClient.signIn(server, "承办人");
  other = await OfficeClient.signIn(server, "审核人");
  group = await OfficeClient.signIn(server, "组长", "group", GROUP);
  place = `/rounds/${server.round}/units/water`;
});
afterAll(() => server.stop());

const entry = (score = "92", reason = "总体平稳") => ({
  judgement: Object.fromEntries(DIMENSIONS.map((id) => [id, { score, reason }])),
  supervision: { petitions: 0, cases: 0, audit: 1, rectification: 0, daily: 0 },
  deductions: [],
  bonus: [],
  facts: [] as string[],
  workload: { talks: 31 },
  panels: {},
});

/** Saves upon what stands there now. */
const put = async (who: OfficeClient, body: object) => {
  const { version } = await who.get(`${place}/assessment`);
  return who.send("PUT", `${place}/assessment`, { ...body, basedOn: version });
};

/** Decides on a limit as it stands there now. */
const decide = async (who: OfficeClient, cap: string, body: object) => {
  const { version: basedOn } = await who.get(`${place}/assessment`);
  return who.send("PUT", `${place}/caps/${cap}`, { ...body, basedOn });
};

const refusal = async (who: OfficeClient, method: string, path: string, body?: unknown) => {
  const response = await who.send(method, path, body);
  return { status: response.status, ...((await response.json()) as { code: string; facts: any }) }; // oxlint-disable-line typescript/no-explicit-any
};

describe("entering", () => {
  it("says what is missing, in the order in which it is seen to", async () => {
    const { gaps, state } = await office.get(`${place}/assessment`);
    expect(state).toBe("entry");
    expect(gaps.map(({ code }: { code: string }) => code)).toEqual([
      "judged",
      "judgement",
      "facts",
      "workload",
    ]);
    expect(await refusal(office, "POST", `${place}/review`, { step: "judged" })).toMatchObject({
      status: 409,
      code: "review.not-ready",
    });
  });

  it("refuses numbers of people, scores and counts out of range, and unknown fields, all at once", async () => {
    const bad = {
      ...entry("100.5", "见 110101 19900307 743X 来信"),
      supervision: { petitions: -1, other: 2 },
      deductions: [{ points: "1", reason: "" }],
      workload: { talks: 1.5, tea: 3 },
      facts: ["no-such-fact"],
    };
    const { status, code, facts } = await refusal(office, "PUT", `${place}/assessment`, {
      ...bad,
      basedOn: "0".repeat(64),
    });
    expect([status, code]).toEqual([422, "assessment.invalid"]);
    expect(facts.faults.map(({ path }: { path: string }) => path)).toEqual(
      expect.arrayContaining([
        "$.judgement.style.score",
        "$.judgement.style.reason",
        "$.supervision.petitions",
        "$.supervision.other",
        "$.deductions[0].reason",
        "$.facts[0]",
        "$.workload.talks",
        "$.workload.tea",
      ]),
    );
    expect((await office.get(`${place}/assessment`)).entered.judgement).toEqual({});
  });

  it("shows a group no number of the unit until its judgement is confirmed, and no other group's unit at all", async () => {
    const poll = server.polls.get("water");
    for (const path of [
      `/polls/${poll}/results`,
      `/polls/${poll}/texts`,
      `/polls/${poll}/documents/result-sheet.json`,
      `/polls/${poll}/documents.zip`,
      `${place}/look-back`,
    ]) {
      expect(await refusal(group, "GET", path)).toMatchObject({ status: 409, code: "review.judge-first" });
    }
    for (const cap of ["member-case", "no-such-limit"]) {
      const decided = await refusal(group, "PUT", `${place}/caps/${cap}`, {
        confirmed: true,
        reason: "r",
        basedOn: "0".repeat(64),
      });
      expect(decided).toMatchObject({ status: 409, code: "review.judge-first" });
    }
    const saved = await put(group, entry());
    expect(await saved.json()).toMatchObject({ isBlind: true, score: null, mayJudge: true });
    const { rows } = await group.get(`/rounds/${server.round}/grades`);
    expect((await group.get(`/rounds/${server.round}/documents`)).units[0].documents).toEqual([]);
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({
      isBlind: true,
      total: null,
      opinion: null,
      values: [null, null, null, null, null],
    });
    expect(await group.status("GET", `/rounds/${server.round}/units/roads/assessment`)).toBe(404);
    expect(
      await group.status("PUT", `/rounds/${server.round}/units/roads/assessment`, {
        ...entry(),
        basedOn: "0".repeat(64),
      }),
    ).toBe(404);
  });

  it("lets the group see its unit after it confirmed, and keeps the judgement as it was", async () => {
    expect(await group.status("POST", `${place}/review`, { step: "judged" })).toBe(200);
    expect(await group.status("GET", `/polls/${server.polls.get("water")}/results`)).toBe(200);
    expect(
      await refusal(group, "PUT", `${place}/assessment`, { ...entry("95"), basedOn: "0".repeat(64) }),
    ).toMatchObject({
      status: 409,
      code: "assessment.frozen",
      facts: { state: "judged" },
    });
    const facts = { ...entry(), facts: ["member-case"] };
    expect((await put(group, facts)).status).toBe(200);
  });

  it("puts every change on record with before and after", async () => {
    const { lines } = await office.get("/audit?count=50");
    const saved = lines.filter(({ act }: { act: string }) => act === "assessment.saved");
    expect(saved[0].facts.changed).toBe("正职以外的班子成员被立案审查调查 否→是");
    expect(saved[1].facts.changed).toContain("工作作风 有改动；工作作风理由 有改动");
    expect(saved[1].facts.changed).toContain("审计财务 空→1");
    expect(saved[1].facts.changed).toContain("个别谈话 空→31");
    expect(saved[0].facts.before).toBe(saved[1].facts.after);
  });
});

describe("limits of the grade", () => {
  it("hold up the proposal until a person has decided, with a reason", async () => {
    const { facts } = await refusal(group, "POST", `${place}/review`, {
      step: "proposed",
      grade: "较好",
      reason: "",
    });
    expect(facts.gaps).toEqual([{ code: "caps-open", titles: ["正职以外的班子成员被立案审查调查"] }]);
    expect((await decide(group, "member-case", { confirmed: true, reason: "" })).status).toBe(400);
    expect((await decide(group, "principal-case", { confirmed: true, reason: "r" })).status).toBe(404);
    expect((await decide(group, "member-case", { confirmed: true, reason: "县纪委监委已立案" })).status).toBe(
      200,
    );
    const { score, history } = await group.get(`${place}/assessment`);
    expect(score.caps).toMatchObject([{ id: "member-case", confirmed: true, reason: "县纪委监委已立案" }]);
    expect(history.at(-1)).toMatchObject({ by: "组长", act: { kind: "cap-decided", confirmed: true } });
  });

  it("are decided anew when what they rest on is entered anew", async () => {
    await put(group, entry());
    await put(group, { ...entry(), facts: ["member-case"] });
    expect((await group.get(`${place}/assessment`)).score.caps).toMatchObject([{ confirmed: null }]);
    await decide(group, "member-case", { confirmed: true, reason: "县纪委监委已立案" });
  });

  it("are not decided by somebody who looks at evidence of before", async () => {
    const { version: basedOn } = await group.get(`${place}/assessment`);
    await put(group, { ...entry(), facts: ["member-case", "interference"] });
    const body = { confirmed: false, reason: "个别情况", basedOn };
    const decided = await refusal(group, "PUT", `${place}/caps/member-case`, body);
    expect(decided).toMatchObject({ status: 409, code: "assessment.changed" });
    await put(group, { ...entry(), facts: ["member-case"] });
    expect((await group.get(`${place}/assessment`)).score.caps).toMatchObject([
      { id: "member-case", confirmed: true },
    ]);
  });
});

describe("the steps", () => {
  const step = (who: OfficeClient, body: object) => who.status("POST", `${place}/review`, body);

  it("lets the group move the grade by one with a reason, never above a confirmed limit", async () => {
    const { score } = await group.get(`${place}/assessment`);
    expect(score.computed).toBe("较好");
    for (const [grade, reason, why] of [
      ["良好", "班子整体过硬", "above-cap"],
      ["较差", "", "no-reason"],
    ]) {
      const body = { step: "proposed", grade, reason };
      expect(await refusal(group, "POST", `${place}/review`, body)).toMatchObject({
        status: 422,
        code: "review.grade",
        facts: { reason: why },
      });
    }
    expect(await step(group, { step: "proposed", grade: "较差", reason: "整改不力" })).toBe(200);
    expect(
      await refusal(group, "PUT", `${place}/assessment`, { ...entry(), basedOn: "0".repeat(64) }),
    ).toMatchObject({
      code: "assessment.frozen",
      facts: { state: "proposed" },
    });
    expect(
      await (await decide(group, "member-case", { confirmed: false, reason: "r" })).json(),
    ).toMatchObject({ code: "review.wrong-state" });
  });

  it("leaves the rest to the office, each step to another person", async () => {
    expect(await step(group, { step: "reviewed", opinion: "同意" })).toBe(403);
    expect(await step(office, { step: "approved", grade: "较差", meeting: "2026-12-01", reason: "" })).toBe(
      409,
    );
    expect(await step(office, { step: "returned", reason: "理由请写具体" })).toBe(200);
    expect((await office.get(`${place}/assessment`)).state).toBe("judged");
    await step(group, { step: "proposed", grade: "较好", reason: "" });
    expect(await step(office, { step: "reviewed", opinion: "同意" })).toBe(200);
    const approved = { step: "approved", grade: "较差", meeting: "2026-12-01", reason: "" };
    expect((await refusal(office, "POST", `${place}/review`, approved)).code).toBe("review.same-person");
    expect((await refusal(other, "POST", `${place}/review`, approved)).facts).toEqual({
      reason: "no-reason",
    });
    expect(await step(other, { ...approved, reason: "会议研究" })).toBe(200);
  });

  it("shows the stations in the grade table, and the moved grade with its reason", async () => {
    const { rows } = await office.get(`/rounds/${server.round}/grades`);
    expect(rows[0]).toMatchObject({ computed: "较好", proposed: "较好", approved: "较差" });
    expect(rows[0].review.moved).toEqual([{ step: "approved", way: "down", reason: "会议研究" }]);
    expect(
      rows[0].review.steps.map(({ by, act }: { by: string; act: { kind: string } }) => [act.kind, by]),
    ).toEqual([
      ["judged", "组长"],
      ["proposed", "组长"],
      ["reviewed", "承办人"],
      ["approved", "审核人"],
    ]);
    expect(rows[1].review).toMatchObject({ state: "entry", steps: [] });
  });

  it("is recounted by somebody else from the closed file: the same numbers, and a sheet", async () => {
    expect((await refusal(office, "POST", `${place}/recount`, {})).code).toBe("recount.same-person");
    const third = await OfficeClient.signIn(server, "复核人");
    const response = await third.send("POST", `${place}/recount`, {});
    const { history, poll } = (await response.json()) as Record<string, any>; // oxlint-disable-line typescript/no-explicit-any
    const { act, by } = history.at(-1);
    expect([response.status, by, act.kind, act.isSame, act.findings]).toEqual([
      200,
      "复核人",
      "recounted",
      true,
      [],
    ]);
    const results = await office.get(`/polls/${poll.id}/results`);
    expect(act.fileDigest).toBe(results.digest);
    expect(act.values.map(({ now }: { now: string }) => now)).toEqual([
      ...results.forms.map(({ score }: { score: { printed: string } }) => score.printed),
      results.score.total.printed,
      results.score.computed,
    ]);
    const sheet = await third.get(`/polls/${poll.id}/documents/recount.${history.length}.json`);
    expect(JSON.stringify(sheet)).toContain("复核，重算结果与原结果一致。");
  });

  it("says what does not fit by code and form, without a count or a digest of counts", async () => {
    const { closed } = server.deps;
    const changed: Deps["closed"] = new Proxy(closed, {
      get: (target, member) => {
        if (member !== "head") {
          const found: unknown = Reflect.get(target, member);
          return typeof found === "function" ? found.bind(target) : found;
        }
        return async (poll: string) => {
          const head = await target.head(poll);
          const forms = head.tally.forms.map((form) => ({ ...form, blocks: [] }));
          return { ...head, tally: { ...head.tally, forms } };
        };
      },
    });
    const who = { account: "nobody-else", name: "复核人" };
    await recountUnit({ ...server.deps, closed: changed }, who, { round: server.round, unit: "water" });
    const { act } = (await office.get(`${place}/assessment`)).history.at(-1);
    expect(Object.keys(act).toSorted()).toEqual([
      "ballots",
      "fileDigest",
      "findings",
      "isSame",
      "kind",
      "values",
    ]);
    expect(act.isSame).toBe(false);
    expect(act.findings).toEqual(
      ["leadership-team", "leadership-members", "staff-questionnaire"].map((instrument) => {
        return { code: "tally", instrument };
      }),
    );
    const kept = await server.deps.office.inTransaction((one) => one.review(server.round, "water"));
    expect(JSON.stringify(kept)).toContain('"recounted"');
    expect(JSON.stringify(kept)).not.toMatch(/tallyDigest|"facts"/);
  });

  it("finds an assessment that was rewritten below the services, by what the proposal recorded", async () => {
    const rewrite = (judgement: UnitAssessment["judgement"]) =>
      server.deps.office.inTransaction(async (one) => {
        const stored = (await one.assessment(server.round, "water"))!;
        await one.saveAssessment(server.round, "water", { ...stored, judgement });
        return stored.judgement;
      });
    const before = await rewrite(entry("61").judgement);
    const who = { account: "nobody-else", name: "复核人" };
    await recountUnit(server.deps, who, { round: server.round, unit: "water" });
    const { history } = await office.get(`${place}/assessment`);
    const [proposed] = history
      .filter(({ act }: { act: { kind: string } }) => act.kind === "proposed")
      .slice(-1);
    const { act } = history.at(-1);
    expect([act.isSame, act.findings]).toEqual([false, []]);
    const total = act.values.find(({ title }: { title: string }) => title === "总分");
    expect(total.before).toBe(proposed.act.printed);
    expect(Number(total.now)).toBeLessThan(Number(total.before));
    await rewrite(before);
    await recountUnit(server.deps, who, { round: server.round, unit: "water" });
    expect((await office.get(`${place}/assessment`)).history.at(-1).act.isSame).toBe(true);
  });

  it("tells how many ballots would move the grade to the office alone", async () => {
    const viewer = await OfficeClient.signIn(server, "领导小组", "viewer");
    const firmness = async (who: OfficeClient) =>
      (await who.get(`/polls/${server.polls.get("water")}/results`)).score.firmness;
    const { verdict, ballots } = await firmness(office);
    expect(ballots.kind === "exact" ? ballots.ballots : ballots.atLeast).toBeGreaterThan(0);
    for (const who of [group, viewer]) expect(await firmness(who)).toEqual({ verdict, ballots: null });
  });

  it.each(["tickets.minted", "roll-sheet.saved", "paper.begun", "paper.merged"] as const)(
    "refuses a recount by either person of %s",
    async (act) => {
      const [by, second] = ["one", "two"].map((one) => ({ account: `${act}-${one}`, name: one })) as [
        Actor,
        Actor,
      ];
      const about = server.polls.get("water")!;
      await server.deps.office.inTransaction((one) => audit(server.deps, one, { ...by, second }, act, about));
      for (const who of [by, second]) {
        const asked = recountUnit(server.deps, who, { round: server.round, unit: "water" });
        await expect(asked).rejects.toMatchObject({ code: "recount.same-person" });
      }
    },
  );

  it("freezes by two, and reopens by two with a reason that stays", async () => {
    const freeze = await office.send("POST", `/rounds/${server.round}/freeze`, office.withSecond(other));
    expect(await freeze.json()).toEqual({ frozen: 1 });
    const why = { reason: "会议纪要有误" };
    expect(await office.status("POST", `${place}/reopen`, { ...why, ...office.withSecond(office) })).toBe(
      409,
    );
    expect(await group.status("POST", `${place}/reopen`, { ...why, ...group.withSecond(office) })).toBe(403);
    const reopened = await office.send("POST", `${place}/reopen`, { ...why, ...office.withSecond(other) });
    const { state, history, mayEnter } = (await reopened.json()) as Record<string, any>; // oxlint-disable-line typescript/no-explicit-any
    expect([state, mayEnter]).toEqual(["judged", true]);
    expect(history.at(-1)).toMatchObject({
      by: "承办人",
      second: "审核人",
      act: { kind: "reopened", from: "frozen", reason: "会议纪要有误" },
    });
    expect(history.map(({ sequence }: { sequence: number }) => sequence)).toEqual(
      history.map((_: unknown, i: number) => i + 1),
    );
  });

  it("leaves a line of every step on record, with who took it and who agreed", async () => {
    const { lines } = await office.get("/audit?count=200");
    const taken: { act: string; who: string; facts: { from: string; second?: string } }[] = lines.filter(
      ({ act }: { act: string }) => act.startsWith("review."),
    );
    const acts = [
      "review.judged",
      "review.cap-decided",
      "review.proposed",
      "review.returned",
      "review.reviewed",
      "review.approved",
      "review.recounted",
      "review.frozen",
      "review.reopened",
    ];
    expect([...new Set(taken.map(({ act }) => act))]).toEqual(expect.arrayContaining(acts));
    // People without results read the record: no score, share, grade or limit in it.
    for (const { act, facts } of lines.filter(({ act }: { act: string }) =>
      /^(review|assessment)/.test(act),
    )) {
      const said = JSON.stringify([act, facts]);
      expect(said).not.toMatch(/良好|较好|较差|≥|\b92\b|member-case/);
      expect(Object.keys(facts)).not.toEqual(expect.arrayContaining(["title"]));
    }
    const approved = taken.find(({ act }) => act === "review.approved");
    expect(approved?.who).toContain(other.name);
    // What the unit stood at before; what it stands at since is the act itself.
    for (const { act, facts } of taken) {
      const before = {
        "review.proposed": "judged",
        "review.approved": "reviewed",
        "review.frozen": "approved",
      }[act];
      expect([act, facts.from]).toEqual([act, before ?? expect.stringMatching(/^[a-z]+$/)]);
    }
    for (const { act, facts } of taken.filter(({ act }) => /frozen|reopened/.test(act)))
      expect([act, facts.second]).toEqual([act, expect.stringContaining(other.name)]);
  });

  it("shows a group that judges anew no act that may name a grade, in a reason or otherwise", async () => {
    const why = { reason: "研判请重新认定，原等次为较好" };
    await office.send("POST", `${place}/reopen`, { ...why, ...office.withSecond(other) });
    const seen = await group.get(`${place}/assessment`);
    expect(seen).toMatchObject({ isBlind: true, score: null, state: "entry" });
    const kinds = (history: readonly { readonly act: { readonly kind: string } }[]) =>
      [...new Set(history.map(({ act }) => act.kind))].toSorted();
    expect(kinds(seen.history)).toEqual(["frozen", "judged"]);
    expect(JSON.stringify(seen.history)).not.toMatch(/良好|较好|一般|较差/);
    const all = (await office.get(`${place}/assessment`)).history;
    expect(kinds(all)).toEqual(expect.arrayContaining(["approved", "proposed", "reopened", "reviewed"]));
    expect(JSON.stringify(all)).toContain(why.reason);
  });
});
