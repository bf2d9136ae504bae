/** P17: every act of the office has its line, what only asks has none, and respondents never appear. @source anonymity.md §4 */
import { readFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import type { AuditAct } from "../../server/core/audit-act.ts";
import { createApp } from "../../server/http/app.ts";
import { seeded } from "../../server/cli/demo/simulated-answers.ts";
import { answerAll, httpPort } from "../../server/cli/demo/simulated-staff.ts";
import { voidPoll } from "../../server/services/close-poll.ts";
import { KEEPER } from "../../server/services/deps.ts";
import { verifyAudit } from "../../server/store/audit-chain.ts";
import { accountActs, pollActs, roundActs } from "./audit-acts.ts";
import { AuditDesk } from "./audit-desk.ts";
import { startTestServer } from "./start-server.ts";

const desk = AuditDesk.take();

/** These belong to whoever has signed in, whatever the role; tested apart. */
const OWN = [
  "POST /session",
  "DELETE /session",
  "PUT /password",
  "POST /second-factor",
  "PUT /second-factor",
];

/** Acts whose lines need a story of their own, and the test that tells it. */
const ELSEWHERE: Readonly<Record<string, { readonly test: string; readonly acts: readonly AuditAct[] }>> = {
  "POST /polls/:poll/stacks/:stack/join": { test: "paper", acts: ["paper.joined"] },
  "POST /polls/:poll/stacks/:stack/done": { test: "paper", acts: ["paper.compared"] },
  "POST /polls/:poll/stacks/:stack/merge": { test: "paper", acts: ["paper.merged"] },
  "PUT /polls/:poll/stacks/:stack/count": { test: "paper-corrections", acts: ["paper.count-corrected"] },
  "POST /polls/:poll/stacks/:stack/leave": { test: "paper-corrections", acts: ["paper.left"] },
  "DELETE /accounts/:account/second-factor": { test: "codes", acts: ["account.code-reset"] },
  "POST /library/schemes": { test: "copied-scheme", acts: ["scheme.copied"] },
  "POST /library": { test: "library", acts: ["form.saved"] },
  "POST /installation/backups": { test: "installation", acts: ["backup.made"] },
  "POST /register": { test: "register", acts: ["register.imported"] },
  "POST /register/roster-template.xlsx": { test: "downloads", acts: ["documents.downloaded"] },
  "POST /rounds/:round/copies": { test: "copy-round", acts: ["round.created", "units.saved"] },
  "POST /polls/:poll/invalid": { test: "invalid", acts: ["poll.invalid"] },
  "POST /polls/:poll/repeat": { test: "invalid", acts: ["poll.repeated"] },
  "POST /polls/:poll/extend": { test: "extend-poll", acts: ["poll.extended"] },
  "POST /rounds/:round/assessments": { test: "import-assessments", acts: ["assessments.imported"] },
  "PUT /rounds/:round/units/:unit/assessment": { test: "review", acts: ["assessment.saved"] },
  "PUT /rounds/:round/units/:unit/caps/:cap": { test: "review", acts: ["review.cap-decided"] },
  "POST /rounds/:round/units/:unit/review": {
    test: "review",
    acts: ["review.judged", "review.proposed", "review.reviewed", "review.returned", "review.approved"],
  },
  "POST /rounds/:round/units/:unit/recount": { test: "review", acts: ["review.recounted"] },
  "POST /rounds/:round/units/:unit/reopen": { test: "review", acts: ["review.reopened"] },
  "POST /rounds/:round/freeze": { test: "review", acts: ["review.frozen"] },
  "POST /rounds/:round/archive": { test: "archive", acts: ["round.archived"] },
  "POST /rounds/:round/trials": { test: "archive", acts: ["round.tried"] },
  "POST /rounds/:round/volumes": { test: "destruction", acts: ["volume.made"] },
  "POST /rounds/:round/volumes/stop": { test: "destruction", acts: ["volume.stopped"] },
  "PUT /rounds/:round/keeping": { test: "destruction", acts: ["round.keeping-set"] },
  "POST /rounds/:round/destroy": { test: "destruction", acts: ["round.destroyed", "poll.destroyed"] },
  "POST /installations": { test: "audit-installations", acts: ["installation.trusted"] },
  "PUT /installations/:fingerprint/city": { test: "audit-installations", acts: ["installation.city-set"] },
  "DELETE /installations/:fingerprint": { test: "audit-installations", acts: ["installation.revoked"] },
  "POST /rounds/:round/parcels": { test: "audit-parcels", acts: ["parcel.made"] },
  "POST /rounds/:round/parcels/reissue": { test: "audit-parcels", acts: ["parcel.made"] },
  "POST /rounds/:round/parcels/holder": { test: "audit-parcels", acts: ["parcel.held-anew"] },
  "POST /rounds/:round/parcels/authorised": { test: "shared-task", acts: ["parcel.authorised"] },
  "POST /rounds/:round/parcels/missing": { test: "audit-parcels", acts: ["round.declared-incomplete"] },
  "POST /rounds/:round/parcels/sealed": { test: "three-installations", acts: ["parcel.made"] },
  "POST /rounds/:round/results-made": { test: "audit-parcels", acts: ["parcel.made"] },
  "POST /templates": { test: "audit-parcels", acts: ["parcel.made"] },
  "POST /parcels": { test: "three-installations", acts: ["parcel.taken-in"] },
};

/** Looks like a change by its method and is none. */
const ASKING = [
  "POST /library/check",
  "POST /rounds/:round/roster/preview",
  "POST /rounds/:round/assessments/preview",
  "POST /register/preview",
];

/** The draft of a sheet of paper: on record is what comes of it. */
const DRAFT = "PUT /polls/:poll/stacks/:stack/sheets";

describe("the record", () => {
  it("is tested for every state-changing route there is", () => {
    const { routes } = createApp({
      deps: desk.server.deps,
      pages: new Map(),
      exportsFolder: "",
      onFault: () => {},
    });
    const changing = routes
      .filter(
        ({ method, path }) => path.startsWith("/api/office/") && /^(POST|PUT|DELETE|PATCH)$/.test(method),
      )
      .map(({ method, path }) => `${method} ${path.replace("/api/office", "")}`);
    const tested = [
      ...[...roundActs(desk), ...accountActs(desk), ...pollActs(desk)].map(
        ({ method, path }) =>
          `${method} ${path.replace(/:(void|rehearsal)/, ":poll").replace(":export", ":id")}`,
      ),
      ...OWN,
      ...Object.keys(ELSEWHERE),
      ...ASKING,
      DRAFT,
    ];
    expect([...new Set(changing)].toSorted()).toEqual([...new Set(tested)].toSorted());
  });

  it.each(Object.entries(ELSEWHERE))("%s is told in a test of its own", async (_, { test, acts }) => {
    const text = await readFile(new URL(`${test}.test.ts`, import.meta.url), "utf8");
    expect(acts.filter((act) => !text.includes(`"${act}"`))).toEqual([]);
  });

  it("gets no line when a definition is only checked", async () => {
    const before = await desk.record();
    const asked = { method: "POST", path: "/library/check", body: () => ({ definition: "{}" }) };
    expect((await desk.send(desk.office, asked)).status).toBe(200);
    expect(await desk.record()).toEqual(before);
  });

  it("says nothing when people scan and answer", async () => {
    const other = await startTestServer();
    const urls = await other.tickets("water", "C", 6);
    const lines = () => other.deps.office.inTransaction((o) => o.audit());
    const before = await lines();
    const people = urls.map((url) => ({ url, climate: 0.9 }));
    expect(await answerAll(httpPort(other.address), people, seeded(3), () => {})).toBe(18);
    for (const url of urls) expect(JSON.stringify(before)).not.toContain(url.slice(-20));
    expect(await lines()).toEqual(before);
    await other.stop();
  });
});

describe("reading the record", () => {
  it("is for the office only, newest first, in pages, with the result of the check", async () => {
    for (const who of [desk.group, desk.viewer]) {
      for (const path of ["/audit", "/audit.csv", "/accounts"])
        expect(await who.status("GET", path)).toBe(403);
    }
    const all = await desk.record();
    const page = await desk.office.get("/audit?count=5");
    expect(page).toMatchObject({ total: all.length, verdict: { ok: true }, digest: all.at(-1)!.digest });
    expect(page.lines.map((line: { sequence: number }) => line.sequence)).toEqual(
      all
        .slice(-5)
        .map(({ sequence }) => sequence)
        .toReversed(),
    );
    const seen: number[] = [];
    for (let next: number | null = null, path = "/audit?count=7"; ; path = `/audit?count=7&before=${next}`) {
      const part = await desk.office.get(path);
      seen.push(...part.lines.map((line: { sequence: number }) => line.sequence));
      next = part.next;
      if (next === null) break;
    }
    expect(seen).toEqual(all.map(({ sequence }) => sequence).toReversed());
    for (const query of ["before=0", "count=0", "count=501", "count=x", "order=1"])
      expect(await desk.office.status("GET", `/audit?${query}`), query).toBe(400);
  });

  it("exports every line as CSV, in words, safe in a spreadsheet", async () => {
    await voidPoll(desk.server.deps, KEEPER, desk.poll("roads"), "人数有误");
    const text = await (await desk.office.send("GET", "/audit.csv")).text();
    const lines = text.trimEnd().split("\r\n");
    expect(lines.length).toBe((await desk.record()).length + 1);
    expect(text).toContain("作废本次测评");
    expect(text).toContain("理由 人数有误");
    for (const line of lines.slice(1)) expect(line).toMatch(/^\d+,/);
  });

  it("says what a change of settings, roster and roll sheet was before and after, in words", async () => {
    const settings = {
      title: "十五届县委第五轮巡察",
      authority: "县委",
      setUp: "onsite",
      period: "近三年",
      openUntil: "",
      contactPhone: "",
      scheme: "political-ecology",
      forms: [{ instrument: "leadership-team", categories: ["A", "B", "C"], include: [] }],
      wireless: { name: "巡察二组", password: "network-secret" },
    };
    const save = async (more: object) =>
      (await (await desk.office.send("POST", "/rounds", { ...settings, ...more })).json()) as { id: string };
    const { id } = await save({});
    await save({ id, setUp: "online", openUntil: "11月27日" });
    const roster = (people: string) =>
      desk.send(desk.office, {
        method: "POST",
        path: `/rounds/${id}/roster`,
        body: () =>
          `单位名称,单位类型,巡察组,A类应参加,B类应参加,C类应参加\n甲局,县直,县委第一巡察组,${people}\n`,
      });
    await roster("5,10,30");
    expect((await roster("5,10,31")).status).toBe(200);
    const { lines } = await desk.office.get("/audit?count=20");
    const changesOf = (act: string) => lines.find((line: { act: string }) => line.act === act).changes;
    expect(changesOf("round.changed")).toEqual([
      { field: "setUp", from: "onsite", to: "online" },
      { field: "openUntil", from: null, to: "11月27日" },
    ]);
    expect(changesOf("units.saved")).toEqual([
      { field: "eligible", of: "甲局 其他干部职工", from: 30, to: 31 },
    ]);
    const text = await (await desk.office.send("GET", "/audit.csv")).text();
    for (const words of ["截止时间：（空）→“11月27日”", "甲局 其他干部职工 应参加：30→31"])
      expect(text).toContain(words);
    const all = JSON.stringify(await desk.record());
    for (const secret of ["network-secret", desk.office.password, desk.spoiled.slice(-20)])
      expect(all).not.toContain(secret);
  });

  it("names the first line that somebody changed", async () => {
    const rows = await desk.record();
    expect(verifyAudit(rows)).toEqual({ ok: true, lines: rows.length });
    const changed = rows.with(2, { ...rows[2]!, detail: "{}" });
    expect(verifyAudit(changed)).toMatchObject({ ok: false, sequence: 3 });
    expect(verifyAudit(rows.toSpliced(4, 1))).toMatchObject({ ok: false, sequence: 5, reason: "gap" });
  });
});
