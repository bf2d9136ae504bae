/** Settings and rosters that cannot become a round. Nothing is stored unless all is well. @source anonymity.md §6 */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { absent, hasSharedCases, readCaseBytes } from "../cases/shared-cases.ts";
import { OfficeClient } from "./office-client.ts";
import { replyOf, type Reply } from "./phone-client.ts";
import { startTestServer, type TestServer } from "./start-server.ts";

let server: TestServer;
let office: OfficeClient;
let second: OfficeClient;
beforeAll(async () => {
  server = await startTestServer();
  office = await OfficeClient.signIn(server);
  second = await OfficeClient.signIn(server);
});
afterAll(() => server.stop());

const SETTINGS = {
  title: "十五届县委第四轮巡察",
  authority: "县委",
  setUp: "onsite",
  period: "近三年",
  openUntil: "",
  contactPhone: "",
  scheme: "political-ecology",
  forms: [{ instrument: "leadership-team", categories: ["A", "B", "C"], include: [] as string[] }],
};
const form = (change: object) => ({ ...SETTINGS, forms: [{ ...SETTINGS.forms[0], ...change }] });

const postRound = async (settings: unknown): Promise<Reply> =>
  replyOf(await office.send("POST", "/rounds", settings));
const newRound = async (settings: unknown = SETTINGS): Promise<string> => (await postRound(settings)).body.id;
const seal = async (round: string): Promise<Reply> =>
  replyOf(await office.send("POST", `/rounds/${round}/seal`, office.withSecond(second)));

async function importRoster(round: string, file: string | Uint8Array, name = "名册.csv"): Promise<Reply> {
  const response = await fetch(`${server.address}/api/office/rounds/${round}/roster`, {
    method: "POST",
    headers: {
      cookie: office.cookie,
      origin: server.address,
      "content-type": "application/octet-stream",
      "x-file-name": encodeURIComponent(name),
    },
    body: new Uint8Array(Buffer.from(file)),
  });
  return replyOf(response);
}
const unitNames = async (round: string): Promise<string[]> =>
  (await office.get(`/rounds/${round}`)).units.map((unit: { name: string }) => unit.name);

const HEAD = "单位名称,单位类型,巡察组,A类应参加,B类应参加,C类应参加\n";
const rosterOf = (names: readonly string[], eligible: readonly number[] = [5, 10, 30]): string =>
  HEAD + names.map((name) => `${name},县直,县委第一巡察组,${eligible.join(",")}\n`).join("");

describe("settings", () => {
  it.each<[string, object, number, string]>([
    ["without a title", { ...SETTINGS, title: "" }, 400, "request.malformed"],
    ["with a title of 201 letters", { ...SETTINGS, title: "长".repeat(201) }, 400, "request.malformed"],
    ["without forms", { ...SETTINGS, forms: [] }, 400, "request.malformed"],
    ["with thresholds of their own", { ...SETTINGS, thresholds: { floor: 1 } }, 400, "request.malformed"],
    ["with an id that leaves the folder", { ...SETTINGS, id: "../x" }, 400, "request.malformed"],
    ["of a round that is not there", { ...SETTINGS, id: "r0" }, 404, "round.unknown"],
    [
      "with the same form twice",
      { ...SETTINGS, forms: [SETTINGS.forms[0], SETTINGS.forms[0]] },
      400,
      "request.malformed",
    ],
    ["with the same category twice", form({ categories: ["A", "A"] }), 400, "request.malformed"],
    ["with a category that is not there", form({ categories: ["A", "Z"] }), 422, "scoring.unknown-category"],
    [
      "with a category named like a member of objects",
      form({ categories: ["toString"] }),
      422,
      "scoring.unknown-category",
    ],
    ["with a form that is not there", form({ instrument: "nothing" }), 404, "definition.unknown"],
    ["with an item that is not optional", form({ include: ["t01"] }), 404, "definition.unknown"],
    ["with a scheme that is not there", { ...SETTINGS, scheme: "nothing" }, 404, "definition.unknown"],
  ])("%s are refused, and no round appears", async (_, settings, status, code) => {
    const before = await office.get("/rounds");
    expect(await postRound(settings)).toMatchObject({ status, code });
    expect(await office.get("/rounds")).toEqual(before);
  });
});

describe("a roster", () => {
  it("is answered with the unit's own people; the people outside it are not counted among them", async () => {
    const head = HEAD.replace("\n", ",D类应参加\n");
    const round = await newRound();
    const { status, body } = await importRoster(round, `${head}甲局,县直,一组,5,10,30,20\n`);
    expect({ status, body }).toMatchObject({ status: 200, body: { units: 1, eligible: 45 } });
    expect((await office.get(`/rounds/${round}`)).units[0].eligible).toBe(45);
  });

  it.each<[string, string | Uint8Array]>([
    ["that is empty", ""],
    ["without the columns", "a,b\n1,2\n"],
    ["without units", HEAD],
    ["with a number that is none", `${HEAD}甲局,县直,一组,五,10,30\n`],
    ["with half a person", `${HEAD}甲局,县直,一组,5.5,10,30\n`],
    ["with a negative number", `${HEAD}甲局,县直,一组,-5,10,30\n`],
    ["with a unit twice", `${HEAD}甲局,县直,一组,5,10,30\n甲局,县直,一组,5,10,30\n`],
    ["with one bad row among good ones", `${rosterOf(["甲局", "乙局"])},县直,一组,5,10,30\n`],
    ["that is a program", new Uint8Array([0x7f, 0x45, 0x4c, 0x46, 0, 0, 0, 0])],
    ["that is a broken workbook", new Uint8Array([0x50, 0x4b, 3, 4, 0, 0, 0, 0, 1, 2, 3])],
    ["in half a character", new Uint8Array([...Buffer.from(rosterOf(["甲局"])), 0xe5, 0x8e])],
  ])("%s is refused with 422, and the units stay as they were", async (_, file) => {
    const round = await newRound();
    const first = await importRoster(round, rosterOf(["原有局"]));
    expect(first.status, JSON.stringify(first.body)).toBe(200);
    const reply = await importRoster(round, file);
    expect(reply.status).toBe(422);
    expect(["roster.invalid", "import.unreadable"]).toContain(reply.code);
    expect(await unitNames(round)).toEqual(["原有局"]);
  });

  it("of more than 5 MiB is refused with 413", async () => {
    expect(await importRoster(await newRound(), new Uint8Array(5 * 1024 * 1024 + 1))).toMatchObject({
      status: 413,
      code: "request.too-large",
    });
  });

  it("for a round that is not there is refused with 404", async () => {
    expect(await importRoster("r0", rosterOf(["甲局"]))).toMatchObject({
      status: 404,
      code: "round.unknown",
    });
  });

  const names = ["roster.truncated-utf8.csv", "roster.mixed-encoding.csv", "roster.formulas.xlsx"];
  it.skipIf(!hasSharedCases).each(names)(
    hasSharedCases ? "%s is refused with 422" : absent("chinese"),
    async (name) => {
      const reply = await importRoster(await newRound(), readCaseBytes(`chinese/${name}`)!, name);
      expect(reply).toMatchObject({ status: 422 });
    },
  );
});

describe("sealing", () => {
  it("a round without units, or with small ones only, is refused with 409 and can still be changed", async () => {
    const round = await newRound();
    expect(await seal(round)).toMatchObject({ status: 409, code: "poll.too-few-eligible" });
    await importRoster(round, rosterOf(["小局"], [1, 1, 1]));
    expect(await seal(round)).toMatchObject({ status: 409, code: "poll.too-few-eligible" });
    expect(await postRound({ ...SETTINGS, id: round, title: "改过的名称" })).toMatchObject({ status: 200 });
    expect((await office.get(`/rounds/${round}`)).isFrozen).toBe(false);
  });

  it("a form that too few may fill leaves that unit in draft and seals the others", async () => {
    const round = await newRound(form({ categories: ["A"] }));
    const units = rosterOf(["大局", "小局"], [5, 10, 30]).replace(/(小局.*?),5,10,30/, "$1,3,10,30");
    expect(await importRoster(round, units)).toMatchObject({ status: 200 });
    const { status, body } = await seal(round);
    expect(status).toBe(200);
    expect(body.units.map((unit: { state: string }) => unit.state)).toEqual(["sealed", "draft"]);
  });

  it("after a second roster with fewer units seals exactly those", async () => {
    const round = await newRound();
    await importRoster(round, rosterOf(["甲局", "乙局", "丙局"]));
    await importRoster(round, rosterOf(["丁局"]));
    const { status, body } = await seal(round);
    expect(status).toBe(200);
    expect(body.units).toHaveLength(1);
    expect(body.units[0]).toMatchObject({ name: "丁局", state: "sealed" });
  });

  it("a form that says the day of feedback waits until the round says it, and then shows it", async () => {
    const asking = form({ instrument: "rectification" });
    const round = await newRound(asking);
    await importRoster(round, rosterOf(["甲局"]));
    expect(await seal(round)).toMatchObject({
      status: 422,
      code: "round.setting-missing",
      body: { facts: { setting: "feedbackDate", forms: ["整改满意度表"] } },
    });
    await postRound({ ...asking, id: round, feedbackDate: "2026年9月1日" });
    expect((await office.get(`/rounds/${round}`)).feedbackDate).toBe("2026年9月1日");
    expect(await seal(round)).toMatchObject({ status: 200 });
    const [poll] = await server.deps.office.inTransaction((store) => store.polls(round));
    const { digest } = poll!.plan!.forms[0]!;
    const sealed = await server.deps.office.inTransaction((store) => store.form(digest));
    expect(sealed?.introduction).toContain("巡察于2026年9月1日向甲局反馈了意见");
  });
});
