import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, describe, expect, it } from "vitest";
import { digestOf } from "../core/definition/canonical.ts";
import { isProblem } from "../core/problem.ts";
import { loadInstruments, loadLibrary } from "./load-library.ts";
import { readInstrument } from "./read-instrument.ts";
import { surveyCoreFaults } from "./survey-core-faults.ts";

const SURVEYS = fileURLToPath(new URL("../../surveys", import.meta.url));
const folders: string[] = [];

function copyOfSurveys(): string {
  const folder = mkdtempSync(join(tmpdir(), "plumbline-surveys-"));
  folders.push(folder);
  cpSync(SURVEYS, folder, { recursive: true });
  return folder;
}

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

async function faultsOf(load: Promise<unknown>): Promise<string[]> {
  const error: unknown = await load.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (!isProblem(error, "definition.invalid")) throw error;
  return error.facts.faults.map(({ path }) => path);
}

describe("loadLibrary", () => {
  it("loads the shipped instruments, schemes and category names, each with its digest", async () => {
    const { instruments, schemes, categoryNames } = await loadLibrary(SURVEYS);
    expect([...instruments.keys()]).toEqual(
      expect.arrayContaining(["leadership-team", "leadership-members", "staff-questionnaire"]),
    );
    expect([...schemes.keys()]).toContain("political-ecology");
    expect(categoryNames.weights).toEqual({ A: "20", B: "30", C: "50", D: "0" });
    for (const { instrument, digest } of instruments.values()) expect(digest).toBe(digestOf(instrument));
  });

  it("passes over examples and over JSON that is not an instrument", async () => {
    const folder = copyOfSurveys();
    mkdirSync(join(folder, "appraisal", "examples"), { recursive: true });
    writeFileSync(join(folder, "appraisal", "examples", "99.json"), "not JSON");
    writeFileSync(join(folder, "appraisal", "notes.json"), "{}");
    expect((await loadInstruments(folder)).size).toBe((await loadInstruments(SURVEYS)).size);
  });

  it("names the file and the place of a fault", async () => {
    const folder = copyOfSurveys();
    mkdirSync(join(folder, "own"));
    writeFileSync(
      join(folder, "own", "definition.json"),
      JSON.stringify({ survey: { elements: [{ type: "file", name: "a" }] } }),
    );
    const paths = await faultsOf(loadInstruments(folder));
    expect(paths).toContain("own/definition.json $.survey.elements[0].type");
    expect(paths).toContain("own/definition.json $.id");
  });

  it("does not ask survey-core again about a text it took before, and about no other text less", async () => {
    const folder = copyOfSurveys();
    const [taken] = (await loadInstruments(SURVEYS)).values();
    const accepted = new Map([[taken!.textDigest, "as told"]]);
    const { instruments } = await loadLibrary(SURVEYS, accepted);
    expect([...instruments.values()].filter(({ digest }) => digest === "as told")).toHaveLength(1);
    mkdirSync(join(folder, "own"));
    writeFileSync(join(folder, "own", "definition.json"), JSON.stringify({ survey: { elements: 1 } }));
    expect((await faultsOf(loadInstruments(folder, accepted))).length).toBeGreaterThan(0);
  });

  it("refuses an id that is used twice", async () => {
    const folder = copyOfSurveys();
    cpSync(join(folder, "appraisal"), join(folder, "zz-copy"), { recursive: true });
    expect(await faultsOf(loadInstruments(folder))).toEqual(["zz-copy/definition.json $.id"]);
  });
});

describe("readInstrument", () => {
  it("takes plain SurveyJS JSON as a questionnaire that is only counted", async () => {
    const text = JSON.stringify({ elements: [{ type: "text", name: "a" }] });
    const { instrument } = await readInstrument(text, "茶.json");
    expect(instrument).toMatchObject({
      kind: "questionnaire",
      title: "茶",
      items: {},
      scoring: { rule: "none" },
    });
    expect((await readInstrument(text, "茶.json")).instrument.id).toBe(instrument.id);
  });
});

describe("surveyCoreFaults", () => {
  it("reports what survey-core cannot load", async () => {
    expect(
      await surveyCoreFaults({ elements: [{ type: "text", name: "a", visibleIf: "{b} = = 1" }] }),
    ).toHaveLength(1);
    const beside = { type: "text", name: "b" };
    expect(await surveyCoreFaults({ elements: [beside, { type: "teleport", name: "a" }] })).toMatchObject([
      { path: "$.elements[1]" },
    ]);
    expect(await surveyCoreFaults({ elements: [{ type: "text", name: "a", visibleIf: "{b} = 1" }] })).toEqual(
      [],
    );
  });
});
