/** What is built of the server does what the sources do, in its threads too, from any folder. */
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openServices } from "../../server/compose.ts";
import { loadLibrary } from "../../server/definitions/load-library.ts";
import { BUILT_FOLDER, SURVEYS_FOLDER } from "../../server/places.ts";
import { KEEPER } from "../../server/services/deps.ts";
import { createRound } from "../../server/services/create-round.ts";
import { saveUnits } from "../../server/services/save-units.ts";
import { sealRound } from "../../server/services/seal-round.ts";
import { BUILT_COMMAND } from "./built-server.ts";
import { testUnit } from "./start-server.ts";

let folder: string;
let round: string;
let poll: string;
const data = (): string => join(folder, "data");

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "plumbline-built-"));
  const services = await openServices({ dataFolder: data(), address: null });
  const deps = { ...services.deps, address: "http://vote.example" };
  const created = await createRound(deps, KEEPER, {
    title: "一轮",
    authority: "县委",
    setUp: "onsite",
    period: "近三年",
    openUntil: "",
    contactPhone: "",
    scheme: "political-ecology",
    forms: [{ instrument: "leadership-team", categories: ["A", "B", "C"], include: [] }],
  });
  await saveUnits(deps, KEEPER, created.id, [testUnit("water", "县水利局党组", [5, 10, 30])]);
  await sealRound(deps, KEEPER, created.id);
  poll = (await deps.office.inTransaction((office) => office.polls(created.id)))[0]!.id;
  round = created.id;
  await services.close();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function command(...args: string[]): string {
  return execFileSync(process.execPath, [...BUILT_COMMAND, ...args], {
    cwd: folder,
    encoding: "utf8",
    env: { ...process.env, PLUMBLINE_DATA: data(), PLUMBLINE_URL: "http://vote.example" },
  });
}

describe("the built server", () => {
  it("checks a form in its thread", () => {
    const file = join(SURVEYS_FOLDER, "leadership-team", "definition.json");
    const checked: unknown = JSON.parse(command("check", file, "--json"));
    expect(checked).toMatchObject([{ id: "leadership-team", warnings: [] }]);
  });

  it("draws sheets and writes documents in their threads", () => {
    command("paper", poll, "--batch", "C", "--out", join(folder, "paper.pdf"));
    expect(readFileSync(join(folder, "paper.pdf")).subarray(0, 5).toString()).toBe("%PDF-");
    command("export", "--round", round, "--out", join(folder, "documents"));
    const written = readdirSync(join(folder, "documents"), { recursive: true }).map(String);
    for (const ending of [".xlsx", ".docx", ".pdf"])
      expect(written.filter((name) => name.endsWith(ending)).length).toBeGreaterThan(0);
  });

  it("backs up", () => {
    command("backup", join(folder, "backup"));
    expect(existsSync(join(folder, "backup", "office.db"))).toBe(true);
  });

  it("knows every form of the library as one that survey-core took", async () => {
    const accepted = JSON.parse(readFileSync(join(BUILT_FOLDER, "accepted-forms.json"), "utf8")) as [
      string,
      string,
    ][];
    const { instruments } = await loadLibrary(SURVEYS_FOLDER);
    expect(accepted.map(([, digest]) => digest).toSorted()).toEqual(
      [...instruments.values()].map(({ digest }) => digest).toSorted(),
    );
  });
});
