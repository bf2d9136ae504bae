/** 表单库 over HTTP: copy, change, check, save, use in a round, seal; versions never change, everything is on record. */
import { readFile } from "node:fs/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Instrument } from "../../server/core/definition/instrument.ts";
import type {
  FormCheckAnswer,
  LibraryAnswer,
  LibraryFormAnswer,
} from "../../server/http/office/answers-library.ts";
import { OfficeClient } from "./office-client.ts";
import { startTestServer, testUnit, type TestServer } from "./start-server.ts";
import { saveUnits } from "../../server/services/save-units.ts";
import { KEEPER } from "../../server/services/deps.ts";

let server: TestServer;
let office: OfficeClient;

beforeAll(async () => {
  server = await startTestServer({ opens: false });
  office = await OfficeClient.signIn(server);
});
afterAll(() => server.stop());

const shipped = async (): Promise<Instrument> => {
  const { definition }: LibraryFormAnswer = await office.get("/library/leadership-team/2026.1");
  return JSON.parse(definition) as Instrument;
};

const save = (definition: unknown): Promise<Response> =>
  office.send("POST", "/library", {
    definition: typeof definition === "string" ? definition : JSON.stringify(definition),
  });

const settings = (forms: unknown) => ({
  title: "第四轮",
  authority: "县委",
  setUp: "onsite",
  period: "近三年",
  openUntil: "2027年3月12日 18:00",
  contactPhone: "0000-7654321",
  scheme: "political-ecology",
  forms,
});

async function check(definition: string): Promise<FormCheckAnswer> {
  const answer = await office.send("POST", "/library/check", { definition });
  expect(answer.status).toBe(200);
  return (await answer.json()) as FormCheckAnswer;
}

describe("the library", () => {
  it("shows the shipped forms with the rounds that use them", async () => {
    const forms: LibraryAnswer = await office.get("/library");
    const team = forms.find(({ id }) => id === "leadership-team")!;
    expect(team).toMatchObject({ version: "2026.1", made: null });
    expect(team.uses).toEqual([{ round: server.round, title: "十五届县委第三轮巡察", isSealed: true }]);
    expect(forms.find(({ id }) => id === "appraisal")!.uses).toEqual([]);
  });

  it("takes a version of a shipped form beside it, as it was typed, and puts that on record", async () => {
    const definition = JSON.stringify({
      ...(await shipped()),
      version: "2026.1-1",
      title: "领导班子测评表（本县）",
    });
    expect((await save(definition)).status).toBe(201);
    const own: LibraryFormAnswer = await office.get("/library/leadership-team/2026.1-1");
    expect(own.definition).toBe(definition);
    expect(own.made?.by).toBe(office.name);
    expect(own.preview.title).toBe("领导班子测评表（本县）");
    const { lines } = await office.get("/audit");
    expect(lines[0]).toMatchObject({ act: "form.saved", about: "leadership-team" });
    expect(JSON.stringify(lines[0])).toContain(own.digest);
  });

  it("never changes a version, own or shipped", async () => {
    const changed = { ...(await shipped()), title: "改过的" };
    for (const version of ["2026.1", "2026.1-1"]) {
      const refused = await save({ ...changed, version });
      expect(refused.status).toBe(409);
      expect(await refused.json()).toEqual({
        code: "definition.taken",
        facts: { id: "leadership-team", version },
      });
    }
    expect((await office.get("/library/leadership-team/2026.1-1")).title).toBe("领导班子测评表（本县）");
  });

  it("takes what SurveyJS Creator exports, with the envelope around it", async () => {
    const creator = await readFile(new URL("../definitions/every-type.json", import.meta.url), "utf8");
    const plain = JSON.stringify((JSON.parse(creator) as { survey: unknown }).survey ?? JSON.parse(creator));
    const { checked, faults } = await check(plain);
    expect(faults).toEqual([]);
    const envelope = JSON.parse(checked!.definition) as Instrument;
    expect(envelope).toMatchObject({ formatVersion: 1, kind: "questionnaire", scoring: { rule: "none" } });
    expect(envelope.survey).toEqual(JSON.parse(plain));
    expect((await save({ ...envelope, id: "creator", title: "另编的问卷" })).status).toBe(201);
  });

  it("gives every version as a document to be signed", async () => {
    for (const [format, head] of [
      ["docx", "PK"],
      ["pdf", "%PDF-"],
      ["json", "{"],
    ] as const) {
      const answer = await office.send("GET", `/library/leadership-team/2026.1-1/approval.${format}`);
      expect([format, answer.status]).toEqual([format, 200]);
      expect(decodeURIComponent(answer.headers.get("content-disposition")!)).toContain(
        "领导班子测评表（本县）（送审稿）",
      );
      expect(
        Buffer.from(await answer.arrayBuffer())
          .subarray(0, head.length)
          .toString(),
      ).toBe(head);
    }
    for (const file of ["approval.xlsx", "team-table.pdf"])
      expect(await office.status("GET", `/library/leadership-team/2026.1-1/${file}`)).toBe(404);
    expect(await office.status("GET", "/library/leadership-team/7/approval.pdf")).toBe(404);
  });

  it("is the office's alone", async () => {
    const group = await OfficeClient.signIn(server, "组员", "group", "县委第一巡察组");
    expect(await group.status("GET", "/library")).toBe(403);
    expect(await group.status("GET", "/library/leadership-team/2026.1")).toBe(403);
    expect(await group.status("POST", "/library", { definition: "{}" })).toBe(403);
    expect(await group.status("POST", "/library/check", { definition: "{}" })).toBe(403);
  });
});

describe("checking", () => {
  it("answers with every fault, or with the form as people would see it", async () => {
    const form = await shipped();
    expect((await check(JSON.stringify(form))).checked?.preview.introduction).toContain(
      "某单位党组领导班子近三年",
    );
    const parts = form.parts.map((part, i) => (i === 0 ? { ...part, weight: 30 } : part));
    const { faults, checked } = await check(JSON.stringify({ ...form, parts }));
    expect(checked).toBeNull();
    expect(faults.map(({ sentence }) => sentence).join()).toContain("100");
  });

  it("finds a variable that no round can fill in before the seal does", async () => {
    const { faults } = await check(
      JSON.stringify({ ...(await shipped()), introduction: "请评价{{某人}}。" }),
    );
    expect(faults.map(({ sentence }) => sentence)).toEqual(["变量“{{某人}}”没有对应的内容"]);
    expect((await save({ ...(await shipped()), version: "9", introduction: "{{某人}}" })).status).toBe(422);
  });

  it("puts every fault on its line, broken JSON too", async () => {
    const form = JSON.stringify({ ...(await shipped()), kind: "vote" }, null, 2);
    const line = form.split("\n").findIndex((text) => text.includes('"vote"')) + 1;
    expect((await check(form)).faults).toMatchObject([{ path: "$.kind", line }]);
    expect((await check('{\n  "formatVersion": 1,\n}')).faults).toMatchObject([{ line: 2 }]);
  });
});

describe("a round", () => {
  const forms = [
    { instrument: "leadership-team", version: "2026.1-1", categories: ["A", "B", "C"], include: [] },
    { instrument: "creator", categories: ["B", "C"], include: [] },
  ];

  it("uses own forms by version, is sealed with its own copies, and then takes no change", async () => {
    const made = await office.send("POST", "/rounds", settings(forms));
    expect(made.status).toBe(200);
    const { id } = (await made.json()) as { id: string };
    await saveUnits(server.deps, KEEPER, id, [testUnit("water", "县水利局党组", [5, 10, 30])]);
    const draft = await office.get(`/rounds/${id}`);
    expect(draft.forms.map(({ version }: { version: string }) => version)).toEqual(["2026.1-1", "1"]);
    const used: LibraryFormAnswer = await office.get("/library/leadership-team/2026.1-1");
    expect(used.uses).toEqual([{ round: id, title: "第四轮", isSealed: false }]);

    const other = await OfficeClient.signIn(server);
    expect(await office.status("POST", `/rounds/${id}/seal`, office.withSecond(other))).toBe(200);
    const row = await server.deps.office.inTransaction((open) => open.round(id));
    expect(row?.frozen?.instruments[0]).toMatchObject({
      digest: used.digest,
      instrument: { title: "领导班子测评表（本县）" },
    });
    const refused = await office.send("POST", "/rounds", { ...settings(forms), id });
    expect([refused.status, await refused.json()]).toEqual([409, { code: "round.frozen", facts: {} }]);
    expect((await office.get("/library/leadership-team/2026.1-1")).uses[0].isSealed).toBe(true);
  });

  it("is not sealed with a version that lacks what the scheme asks of it", async () => {
    const { definition }: LibraryFormAnswer = await office.get("/library/leadership-members/2026.1");
    const members = {
      ...(JSON.parse(definition) as Instrument),
      version: "2026.1-1",
      scoring: { rule: "none" },
    };
    expect((await save(members)).status).toBe(201);
    const chosen = [
      { instrument: "leadership-members", version: "2026.1-1", categories: ["B"], include: [] },
    ];
    const made = await office.send("POST", "/rounds", settings(chosen));
    const { id } = (await made.json()) as { id: string };
    await saveUnits(server.deps, KEEPER, id, [testUnit("water", "县水利局党组", [5, 10, 30])]);
    const other = await OfficeClient.signIn(server);
    const refused = await office.send("POST", `/rounds/${id}/seal`, office.withSecond(other));
    expect([refused.status, ((await refused.json()) as { code: string }).code]).toEqual([
      422,
      "scheme.invalid",
    ]);
    expect((await office.get(`/rounds/${id}`)).isFrozen).toBe(false);
  });

  it("refuses a version that is not there", async () => {
    const refused = await office.send("POST", "/rounds", settings([{ ...forms[0], version: "7" }]));
    expect(await refused.json()).toEqual({ code: "definition.unknown", facts: { id: "leadership-team 7" } });
  });
});
