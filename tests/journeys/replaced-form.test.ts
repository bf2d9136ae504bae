/** A version of a shipped form that an update replaced: sealed rounds keep it, drafts are offered what there is now. */
import { readFile } from "node:fs/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Instrument } from "../../server/core/definition/instrument.ts";
import type { LibraryAnswer, LibraryFormAnswer } from "../../server/http/office/answers-library.ts";
import { OfficeClient } from "./office-client.ts";
import { ROUND, startTestServer, type TestServer } from "./start-server.ts";

const SHIPPED = new URL("../../surveys/leadership-team/definition.json", import.meta.url);

let server: TestServer;
let office: OfficeClient;
let now: Instrument;
let copy: string;

/** The round is sealed by a program that ships version 2025.1; the office then works with the one of today. */
beforeAll(async () => {
  now = JSON.parse(await readFile(SHIPPED, "utf8")) as Instrument;
  const before = { ...now, version: "2025.1", title: "领导班子测评表（旧）" };
  const [team, ...others] = ROUND.forms;
  const forms = [{ ...team!, version: "2025.1" }, ...others];
  server = await startTestServer({ opens: false, instruments: [before], round: { forms } });
  office = await OfficeClient.signIn(server);
});
afterAll(() => server.stop());

describe("a sealed round", () => {
  it("keeps its version, and the library says which one, before the one there is now", async () => {
    const library: LibraryAnswer = await office.get("/library");
    const versions = library.filter(({ id }) => id === now.id);
    expect(versions.map(({ version, isFormer }) => [version, isFormer])).toEqual([
      ["2025.1", true],
      [now.version, false],
    ]);
    expect(versions.map(({ uses }) => uses.map(({ round, isSealed }) => [round, isSealed]))).toEqual([
      [[server.round, true]],
      [],
    ]);
  });

  it("lets its version be read and signed again, and never be made anew with other words", async () => {
    const was: LibraryFormAnswer = await office.get(`/library/${now.id}/2025.1`);
    expect(JSON.parse(was.definition)).toMatchObject({ version: "2025.1", title: "领导班子测评表（旧）" });
    expect(await office.status("GET", `/library/${now.id}/2025.1/approval.pdf`)).toBe(200);
    const definition = JSON.stringify({ ...now, version: "2025.1" });
    expect(await office.status("POST", "/library", { definition })).toBe(409);
  });
});

describe("a round like it", () => {
  it("is made in draft all the same, and its checklist names the form whose version is gone", async () => {
    const body = { title: "照搬", openUntil: "2027年3月12日 18:00", take: "roster" };
    const made = await office.send("POST", `/rounds/${server.round}/copies`, body);
    expect(made.status).toBe(201);
    const round = (await made.json()) as { id: string; forms: readonly unknown[] };
    copy = round.id;
    expect(round.forms[0]).toMatchObject({ version: null, goneVersion: "2025.1", title: now.title });
    expect(round.forms[1]).toMatchObject({ version: "2026.1", goneVersion: null });
    const { steps, isSealable } = await office.get(`/rounds/${copy}/readiness`);
    expect(isSealable).toBe(false);
    expect(steps.find((one: { step: string }) => one.step === "forms")).toMatchObject({
      state: "missing",
      missing: [{ what: "form-replaced", of: [`${now.title} 2025.1`] }],
    });
    const library: LibraryAnswer = await office.get("/library");
    expect(library.find(({ version }) => version === "2025.1")?.uses).toContainEqual({
      round: copy,
      title: "照搬",
      isSealed: false,
    });
  });

  it("takes a roster before its settings are mended", async () => {
    const settings = { title: "另一轮", openUntil: "", take: "settings" };
    const made = await office.send("POST", `/rounds/${server.round}/copies`, settings);
    const { id } = (await made.json()) as { id: string };
    const sent = await fetch(`${server.address}/api/office/rounds/${id}/roster/preview`, {
      method: "POST",
      headers: {
        cookie: office.cookie,
        origin: server.address,
        "content-type": "text/csv",
        "x-file-name": "units.csv",
      },
      body: "单位名称,单位类型,巡察组,A类应参加,B类应参加,C类应参加\n县气象局党组,县直,县委第二巡察组,3,5,12",
    });
    // The members' form of the round asks for leaders: the roster is read, and that is all that is missing.
    expect([sent.status, ((await sent.json()) as { code: string }).code]).toEqual([422, "roster.invalid"]);
  });

  it("refuses the old version in its settings, takes the one there is, and can then be sealed", async () => {
    const settings = (version: string) => ({
      ...ROUND,
      id: copy,
      title: "照搬",
      forms: ROUND.forms.map((form) => (form.instrument === now.id ? { ...form, version } : form)),
    });
    expect(await office.status("POST", "/rounds", settings("2025.1"))).toBe(404);
    expect(await office.status("POST", "/rounds", settings(now.version))).toBe(200);
    expect(await office.get(`/rounds/${copy}/readiness`)).toMatchObject({ isSealable: true });
    expect((await office.get(`/rounds/${copy}`)).forms[0]).toMatchObject({
      version: now.version,
      goneVersion: null,
    });
  });
});
