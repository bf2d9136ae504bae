/**
 * P17: every call that hands out a file leaves who, what and when, or has its reason here. The calls are the interface's own
 * description, so that a new one fails. @source anonymity.md §4
 */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { AuditAct } from "../../server/core/audit-act.ts";
import { installationFingerprint } from "../../server/core/parcel/installation-fingerprint.ts";
import { openPoll } from "../../server/services/change-poll-state.ts";
import { createRound } from "../../server/services/create-round.ts";
import { KEEPER } from "../../server/services/deps.ts";
import { declareMissing } from "../../server/services/parcel/declare-missing.ts";
import { dispatchGroup } from "../../server/services/parcel/dispatch-group.ts";
import { makeResult } from "../../server/services/parcel/make-result.ts";
import { makeTemplate } from "../../server/services/parcel/make-template.ts";
import { trustInstallation } from "../../server/services/parcel/trust-installation.ts";
import { saveUnits } from "../../server/services/save-units.ts";
import { pathsOf } from "../attacks/disclosure/paths-of.ts";
import { answerAndClose } from "./closed-round.ts";
import { addDestroyedRound } from "./destroyed-round.ts";
import { OfficeClient } from "./office-client.ts";
import { ROUND, startTestServer, type TestServer, testUnit } from "./start-server.ts";

const CITY = "7K3M9QXD7K3M9QXD7K3M";
const GROUP = "县委第一巡察组";
const DESTROYED = "r2011";

let server: TestServer;
let office: OfficeClient;
const made = { template: "", result: "", task: "", bag: "" };
beforeAll(async () => {
  const units = [
    { ...testUnit("water", "县水利局党组", [4, 5, 11]) },
    {
      ...testUnit("roads", "县交通局党组", [4, 5, 11]),
      categories: [
        ...testUnit("roads", "", [4, 5, 11]).categories,
        { id: "D", name: "服务对象", weight: "0", eligible: 0, isOutside: true },
      ],
    },
  ];
  const forms = ROUND.forms.map((form) =>
    form.instrument === "leadership-team" ? { ...form, categories: [...form.categories, "D"] } : form,
  );
  server = await startTestServer({ units, round: { forms, openCategories: ["D"] }, opens: false });
  const { deps } = server;
  for (const unit of ["water", "roads"]) await openPoll(deps, KEEPER, server.polls.get(unit)!);
  await answerAndClose(server, server.polls.get("water")!, 0.8);
  made.bag = (await deps.live.get(server.polls.get("roads")!)).plan.batches[0]!.id;
  office = await OfficeClient.signIn(server, "承办人");
  await addDestroyedRound(deps);
  await trustInstallation(deps, KEEPER, { fingerprint: CITY, name: "市委巡察办", isCity: true });
  for (const id of ["r-missing", "r-out"]) {
    await createRound(deps, KEEPER, { ...ROUND, id });
    await saveUnits(deps, KEEPER, id, [testUnit("town", "青石镇党委", [5, 10, 30])]);
    made.task = (await dispatchGroup(deps, KEEPER, { round: id, group: GROUP, to: CITY })).id;
  }
  await declareMissing(deps, KEEPER, "r-missing", [{ group: GROUP, reason: "确实交不回" }]);
  made.result = (await makeResult(deps, KEEPER, { round: "r-missing", to: CITY })).id;
  const template = {
    title: "全市模板",
    to: [CITY],
    forms: [{ instrument: "leadership-team", version: "2026.1" }],
    schemes: [],
  };
  made.template = (await makeTemplate(deps, KEEPER, template)).id;
}, 120_000);
afterAll(() => server.stop());

const poll = (unit: string): string => server.polls.get(unit)!;
const own = (): string => installationFingerprint(server.deps.signer.publicKey);
const record = () => server.deps.office.inTransaction((o) => o.audit());

interface File {
  readonly path: () => string;
  readonly about: () => string;
  readonly title: string;
}
const ofPoll = (unit: string, path: string, title: string): File => ({
  path: () => `/polls/${poll(unit)}/${path}`,
  about: () => poll(unit),
  title,
});
const ofRound = (path: () => string, title: string, id?: string): File => ({
  path: () => `/rounds/${id ?? server.round}/${path()}`,
  about: () => id ?? server.round,
  title,
});

const FILES: Readonly<Record<string, File>> = {
  "GET /audit.csv": { path: () => "/audit.csv", about: () => "audit", title: "操作记录.csv" },
  "GET /register/template.xlsx": {
    path: () => "/register/template.xlsx",
    about: () => "register",
    title: "全覆盖台账模板.xlsx",
  },
  "GET /register/:file": {
    path: () => "/register/coverage-register.csv",
    about: () => "register",
    title: "十五届全覆盖台账.csv",
  },
  "GET /library/:form/:version/:file": {
    path: () => "/library/leadership-team/2026.1/approval.docx",
    about: () => "leadership-team",
    title: "领导班子民主测评表（送审稿）.docx",
  },
  "GET /county-results/:file": {
    path: () => "/county-results/county-table.csv",
    about: () => "county-results",
    title: "各县评估结果汇总表.csv",
  },
  "GET /templates/:parcel": {
    path: () => `/templates/${made.template}`,
    about: own,
    title: "模板包_全市模板_第1版",
  },
  "GET /rounds/:round/results-made/:parcel": ofRound(
    () => `results-made/${made.result}`,
    `结果包_${ROUND.title}_第1版`,
    "r-missing",
  ),
  "GET /rounds/:round/parcels/:parcel": ofRound(
    () => `parcels/${made.task}`,
    `任务包_${ROUND.title}_${GROUP}_第1版`,
    "r-out",
  ),
  "GET /rounds/:round/destruction/:file": ofRound(
    () => "destruction/destruction-record.pdf",
    "销毁记录.pdf",
    DESTROYED,
  ),
  "GET /rounds/:round/assessments-template.xlsx": ofRound(
    () => "assessments-template.xlsx",
    "评估录入表.xlsx",
  ),
  "GET /rounds/:round/documents/:file": ofRound(
    () => "documents/grade-table.csv",
    "政治生态评估等次汇总表.csv",
  ),
  "GET /polls/:poll/documents.zip": ofPoll("water", "documents.zip", "全部材料.zip"),
  "GET /polls/:poll/documents/:file": ofPoll("water", "documents/roll-sheet.csv", "测评票发放回收登记表.csv"),
  "GET /polls/:poll/unit-copy": ofPoll("water", "unit-copy", "可以交给被巡察单位的部分.json"),
  "GET /polls/:poll/roll-sheet.html": ofPoll("water", "roll-sheet.html", "登记表.html"),
  "GET /polls/:poll/batches/:batch/forms.pdf": {
    ...ofPoll("roads", "", "纸质表_"),
    path: () => `/polls/${poll("roads")}/batches/${encodeURIComponent(made.bag)}/forms.pdf`,
  },
  "GET /polls/:poll/meeting/poster/:size": ofPoll("roads", "meeting/poster/A4", "会场海报_A4.pdf"),
  "GET /polls/:poll/meeting/:file": ofPoll("roads", "meeting/meeting-script.docx", "会场用语.docx"),
  "GET /polls/:poll/links/:link/poster.pdf": ofPoll("roads", "links/D/poster.pdf?size=A4", "公开海报_A4.pdf"),
};

/** Files that leave no line, and why. */
const WITHOUT: Readonly<Record<string, string>> = {
  "GET /roster-template.xlsx": "an empty form: nothing of any round or person is in it",
  "GET /polls/:poll/links/:link/qr.svg": "a picture on the page, asked for whenever the page is drawn",
  "GET /polls/:poll/links/:link/screen.html": "stands on a wall for everybody who passes",
};

/** What is sent once with the act that makes it has the line of that act. */
const MADE: Readonly<Record<string, AuditAct>> = {
  "POST /polls/:poll/tickets": "tickets.minted",
  "POST /polls/:poll/reprint": "tickets.minted",
  "POST /polls/:poll/exchange": "ticket.exchanged",
  "POST /polls/:poll/meeting/pack": "tickets.minted",
  "POST /rounds/:round/parcels/authorised": "parcel.authorised",
  "POST /rounds/:round/parcels/sealed": "parcel.made",
};
/** An archive takes long to make: fetched, with its line, in `documents.test.ts`. */
const ARCHIVE = "GET /rounds/:round/exports/:id";
const ROSTER = "POST /register/roster-template.xlsx";

/** Type of the answer that each call of the office is described with: "GET /rounds/:round" → "application/json". */
async function described(): Promise<ReadonlyMap<string, string>> {
  const response = await fetch(`${server.address}/api/office/openapi.json`);
  const { paths } = (await response.json()) as {
    paths: Record<string, Record<string, { responses: { 200: { content: object } } }>>;
  };
  return new Map(
    Object.entries(paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, { responses }]): [string, string] => [
        `${method.toUpperCase()} ${path.replace("/api/office", "").replaceAll(/\{(\w+)\}/g, ":$1")}`,
        Object.keys(responses[200].content)[0]!,
      ]),
    ),
  );
}

describe("a file that is handed out", () => {
  it("is in one of these tables, whichever call it comes by", async () => {
    const files = [...(await described())].filter(([, type]) => type !== "application/json");
    const known = [...Object.keys(FILES), ...Object.keys(WITHOUT), ...Object.keys(MADE), ARCHIVE, ROSTER];
    // Answered as JSON, and made to be handed to the unit.
    expect(
      files
        .map(([call]) => call)
        .concat("GET /polls/:poll/unit-copy")
        .toSorted(),
    ).toEqual(known.toSorted());
  });

  it("comes by no call that is described as something else", async () => {
    const held = { round: server.round, polls: server.polls, forms: [] };
    const answered: string[] = [];
    for (const [call, type] of await described()) {
      if (!call.startsWith("GET ") || type !== "application/json") continue;
      for (const path of pathsOf(held, call.slice("GET /".length), {
        units: ["water", "roads"],
        files: [],
      })) {
        const response = await office.send("GET", path);
        await response.arrayBuffer();
        const { headers } = response;
        expect([path, headers.get("content-type"), headers.get("content-disposition")]).toEqual([
          path,
          expect.stringMatching(/^application\/json/),
          null,
        ]);
        if (response.ok) answered.push(call);
      }
    }
    expect(new Set(answered).size).toBeGreaterThan(30);
  });

  it.each(Object.entries(FILES))("%s leaves a line about itself, once it goes out", async (_, file) => {
    const before = await record();
    expect((await fetch(`${server.address}/api/office${file.path()}`)).status).toBe(401);
    expect(await record()).toEqual(before);
    const response = await office.send("GET", file.path());
    expect([response.status, await response.arrayBuffer()]).toEqual([200, expect.anything()]);
    const lines = (await record()).slice(before.length);
    expect(lines).toHaveLength(1);
    const [{ act, about, who, detail }] = lines as [(typeof lines)[number]];
    expect([act, about, who.endsWith(" 承办人")]).toEqual(["documents.downloaded", file.about(), true]);
    const { title } = JSON.parse(detail) as { title: string };
    expect([title, title.startsWith(file.title)]).toEqual([title, true]);
  });

  it("leaves none when it is refused", async () => {
    const before = await record();
    for (const path of [
      `/rounds/${server.round}/documents/nothing.pdf`,
      `/rounds/${server.round}/documents/grade-table.txt`,
      `/polls/${poll("roads")}/roll-sheet.html`,
      `/polls/${poll("roads")}/unit-copy`,
      `/templates/${made.result}`,
      `/library/leadership-team/2026.1/approval.csv`,
    ])
      expect([path, (await office.send("GET", path)).ok]).toEqual([path, false]);
    expect(await record()).toEqual(before);
  });

  it.each(Object.entries(WITHOUT))("%s leaves none: %s", async (call) => {
    const before = await record();
    const path = call.slice("GET ".length).replace(":poll", poll("roads")).replace(":link", "D");
    expect((await office.send("GET", path)).status).toBe(200);
    expect(await record()).toEqual(before);
  });

  it("with units of the register leaves one, though it is asked for with a body", async () => {
    const before = await record();
    const response = await office.send("POST", "/register/roster-template.xlsx", { units: ["县水利局党组"] });
    expect(response.status).toBe(200);
    const lines = (await record()).slice(before.length);
    expect(lines).toMatchObject([{ act: "documents.downloaded", about: "register" }]);
  });
});
