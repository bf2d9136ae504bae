/** A form copied under an id of its own is scored, once a scheme was copied for it: over HTTP and on the command line. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { seeded } from "../../server/cli/demo/simulated-answers.ts";
import { answerAll, httpPort } from "../../server/cli/demo/simulated-staff.ts";
import type { Instrument } from "../../server/core/definition/instrument.ts";
import type { LibraryFormAnswer } from "../../server/http/office/answers-library.ts";
import { openPoll } from "../../server/services/change-poll-state.ts";
import { beginClosing, continueClosing } from "../../server/services/close-poll.ts";
import { KEEPER } from "../../server/services/deps.ts";
import { mintTickets } from "../../server/services/mint-tickets.ts";
import { saveUnits } from "../../server/services/save-units.ts";
import { scoreRound } from "../../server/services/score-round.ts";
import { OfficeClient } from "./office-client.ts";
import { type Ran, runCommand } from "./run-command.ts";
import { startTestServer, testUnit, type TestServer } from "./start-server.ts";

let server: TestServer;
let office: OfficeClient;
let folder: string;

beforeAll(async () => {
  server = await startTestServer({ opens: false });
  office = await OfficeClient.signIn(server);
  folder = mkdtempSync(join(tmpdir(), "plumbline-forms-"));
});
afterAll(async () => {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
});

const replyOf = async (response: Response) => ({ status: response.status, body: await response.json() });
const copy = (body: object) => office.send("POST", "/library/schemes", body).then(replyOf);

async function saveCopy(id: string, change: (form: Instrument) => object): Promise<void> {
  const { definition }: LibraryFormAnswer = await office.get("/library/leadership-team/2026.1");
  const form = JSON.parse(definition) as Instrument;
  const changed = { ...form, id, version: "1", ...change(form) };
  expect(await office.status("POST", "/library", { definition: JSON.stringify(changed) })).toBe(201);
}

describe("a scheme for a copied form", () => {
  it("is refused where the copy does not give what the scheme takes, and for what is not there", async () => {
    await saveCopy("our-team", () => ({ title: "领导班子测评表（本县）" }));
    await saveCopy("counted-only", () => ({ scoring: { rule: "none" } }));
    const request = { scheme: "political-ecology", title: "本县办法" };
    const before = (await office.get("/definitions")).schemes.length;
    const unfit = await copy({ ...request, replace: { "leadership-team": "counted-only" } });
    expect(unfit).toMatchObject({ status: 422, body: { code: "scheme.invalid" } });
    expect(unfit.body.facts.faults[0].path).toBe("$.parts[0].source");
    for (const [replace, id] of [
      [{ "leadership-team": "nothing" }, "nothing"],
      [{ inspectors: "our-team" }, "inspectors"],
    ] as const)
      expect(await copy({ ...request, replace })).toEqual({
        status: 404,
        body: { code: "definition.unknown", facts: { id } },
      });
    expect((await office.get("/definitions")).schemes).toHaveLength(before);
  });

  it("takes from the copy what it took from the form it replaces, on record", async () => {
    const made = await copy({
      scheme: "political-ecology",
      title: "本县办法",
      replace: { "leadership-team": "our-team" },
    });
    expect(made).toMatchObject({ status: 201, body: { id: "political-ecology-2", title: "本县办法" } });
    const { schemes } = await office.get("/definitions");
    expect(schemes.at(-1)).toMatchObject({ id: "political-ecology-2", title: "本县办法" });
    expect(schemes.at(-1).forms).toEqual(["our-team", "leadership-members", "staff-questionnaire"]);
    const lines = await server.deps.office.inTransaction((open) => open.audit());
    expect(lines.at(-1)).toMatchObject({ act: "scheme.copied", about: "political-ecology-2" });
    expect(JSON.parse(lines.at(-1)!.detail)).toMatchObject({ from: "political-ecology", title: "本县办法" });
  });

  it("scores a round of its own from the seal to the grade table", async () => {
    const made = await office.send("POST", "/rounds", {
      title: "第四轮",
      authority: "县委",
      setUp: "onsite",
      period: "近三年",
      openUntil: "",
      contactPhone: "",
      scheme: "political-ecology-2",
      forms: [{ instrument: "our-team", categories: ["A", "B", "C"], include: [] }],
    });
    const { id } = (await made.json()) as { id: string };
    await saveUnits(server.deps, KEEPER, id, [testUnit("water", "县水利局党组", [4, 5, 11])]);
    const other = await OfficeClient.signIn(server);
    expect(await office.status("POST", `/rounds/${id}/seal`, office.withSecond(other))).toBe(200);
    const [row] = await server.deps.office.inTransaction((open) => open.polls(id));
    await openPoll(server.deps, KEEPER, row!.id);
    for (const batch of row!.plan!.batches) {
      const tickets = { count: batch.eligible, voidUnused: false };
      const { urls } = await mintTickets(server.deps, KEEPER, row!.id, batch.id, tickets);
      const people = urls.map((url) => ({ url, climate: 0.9 }));
      await answerAll(httpPort(server.address), people, seeded(5), () => {});
    }
    await beginClosing(server.deps, KEEPER, row!.id, { second: KEEPER });
    await continueClosing(server.deps, KEEPER, row!.id);
    const { scheme, units } = await scoreRound(server.deps, id);
    expect(scheme.scheme.title).toBe("本县办法");
    const [team, members] = units[0]!.score!.parts;
    expect([team!.indicators[0]!.instrument, team!.value !== null]).toEqual(["our-team", true]);
    expect(members!.value).toBeNull();
  });
});

describe("forms and schemes on the command line", () => {
  const run = (...args: string[]): Promise<Ran> =>
    runCommand(args, { PLUMBLINE_DATA: join(folder, "data"), PLUMBLINE_URL: "", DATABASE_URL: "" });
  // oxlint-disable-next-line typescript/no-explicit-any
  async function json(...args: string[]): Promise<any> {
    const { code, out, error } = await run(...args, "--json");
    expect({ code, error }).toEqual({ code: 0, error: "" });
    return JSON.parse(out);
  }
  async function refused(...args: string[]) {
    const { code, out, error } = await run(...args, "--json");
    expect(out).toBe("");
    return { exit: code, ...JSON.parse(error) };
  }

  it("lists, shows and writes what ships", async () => {
    const lines = await json("forms", "list");
    expect(lines).toContainEqual(expect.objectContaining({ id: "leadership-team", made: null, uses: [] }));
    expect((await run("forms", "list")).out).toContain("leadership-team　2026.1　《");
    const shown = await json("forms", "show", "leadership-team");
    expect(shown).toMatchObject({ id: "leadership-team", version: "2026.1" });
    const file = join(folder, "team.json");
    await json("forms", "show", "leadership-team", "--out", file);
    expect(JSON.parse(readFileSync(file, "utf8"))).toEqual(shown);
    expect(await refused("forms", "show", "nothing")).toMatchObject({ exit: 1, code: "definition.unknown" });
    expect(await refused("forms", "show")).toMatchObject({ exit: 2, code: "usage" });
  });

  it("adds a version from a checked file, never over another, and says what changed", async () => {
    const file = join(folder, "team.json");
    const form = JSON.parse(readFileSync(file, "utf8")) as Instrument;
    expect(await refused("forms", "add", file)).toMatchObject({ exit: 1, code: "definition.taken" });
    writeFileSync(file, JSON.stringify({ ...form, version: "2026.2", title: "班子测评表（改）" }));
    const added = await json("forms", "add", file);
    expect(added).toMatchObject({ id: "leadership-team", version: "2026.2" });
    const changes = await json("forms", "compare", "leadership-team", "2026.1", "2026.2");
    expect(changes).toHaveLength(1);
    expect(changes[0]).toContain("班子测评表（改）");
    expect((await run("forms", "compare", "leadership-team", "2026.2", "2026.2")).out).toBe("两个版本一样\n");
    writeFileSync(
      file,
      JSON.stringify({ ...form, version: "2026.3", survey: { elements: [{ type: "file" }] } }),
    );
    expect(await refused("forms", "add", file)).toMatchObject({ exit: 1, code: "definition.invalid" });
  });

  it("copies a form, with the scheme that scores it when asked, and says when it is only counted", async () => {
    const counted = await run(
      "forms",
      "copy",
      "inspectors",
      "--as",
      "our-inspectors",
      "--title",
      "作风评价表",
    );
    expect(counted).toMatchObject({ code: 0, error: "" });
    expect(counted.out).toContain("只统计，不计入得分");
    const copied = await json(
      "forms",
      "copy",
      "leadership-team",
      "--as",
      "our-team",
      "--version",
      "2026.1",
      "--scheme",
      "political-ecology",
      "--scheme-title",
      "本县办法",
    );
    expect(copied).toMatchObject({ id: "our-team", version: "1", scheme: "political-ecology-2" });
    expect(await json("forms", "copy", "leadership-team", "--as", "our-team")).toMatchObject({
      version: "2",
    });
    await json("forms", "copy", "leadership-members", "--as", "our-members");
    const both = await json(
      "schemes",
      "copy",
      "political-ecology",
      "--title",
      "本县办法二",
      "--replace",
      "leadership-team=our-team",
      "leadership-members=our-members",
    );
    const listed = await json("schemes", "list");
    expect(listed.find(({ id }: { id: string }) => id === both.id)).toMatchObject({
      title: "本县办法二",
      forms: ["our-team", "our-members", "staff-questionnaire"],
    });
    const pair = ["schemes", "copy", "political-ecology", "--title", "x", "--replace", "leadership-team"];
    expect(await refused(...pair)).toMatchObject({ exit: 2, code: "usage" });
    const unfit = ["schemes", "copy", "thousand-points", "--title", "x"];
    expect(await refused(...unfit, "--replace", "leadership-members=our-inspectors")).toMatchObject({
      exit: 1,
    });
  });
});
