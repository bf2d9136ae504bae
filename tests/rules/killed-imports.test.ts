/** Whatever can be brought into an installation is killed on its way in, or stands here with a reason why it is not. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { IMPORTS } from "../faults/acts/import-acts.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const read = (file: string): string => readFileSync(join(ROOT, file), "utf8");

/** Who reads what people bring, and by which acts it is killed. */
const READERS: Readonly<Record<string, readonly (keyof typeof IMPORTS)[] | string>> = {
  "server/http/office/register/routes.ts": ["register"],
  "server/http/office/assessments/routes.ts": ["assessments"],
  "server/http/office/rounds/roster-routes.ts": ["roster"],
  "server/http/office/parcels/routes.ts": ["take", "take-task", "take-template", "take-result"],
  "server/http/office/library/routes.ts": ["form"],
  "server/cli/commands/register.ts": ["register"],
  "server/cli/commands/assessments.ts": ["assessments", "panels"],
  "server/cli/commands/rounds.ts": ["round"],
  "server/cli/commands/parcels.ts": ["take", "take-task", "take-template", "take-result"],
  "server/cli/commands/ballots.ts": ["ballots"],
  "server/cli/commands/forms.ts": ["form"],
  "server/cli/commands/check.ts": "Looks at files and opens no stores.",
  "server/cli/commands/statistics.ts": "Counts a table and stores nothing of it.",
  "server/cli/commands/score.ts": "Looks at files and opens no stores.",
  "server/cli/demo/example-round.ts": "Reads what comes with the program, for the example.",
  "server/cli/verify/distance-of.ts": "Compares a workbook with what is stored, and stores nothing.",
};
/** What reads for others. */
const ON_THE_WAY = [
  "server/cli/answer-table.ts",
  "server/cli/file-problem.ts",
  "server/http/office/uploaded-tables.ts",
];
const READS =
  /from "[^"]*\/(?:imports\/[\w-]+|uploaded-tables|answer-table)\.ts"|\b(?:saveOwnForm|read(?:Bytes|Json|Text)File)\(/;

const sources = readdirSync(join(ROOT, "server"), { recursive: true, encoding: "utf8" })
  .map((name) => `server/${name.replaceAll("\\", "/")}`)
  .filter((name) => /^server\/(?:cli|http)\/.*\.ts$/.test(name) && !name.endsWith(".test.ts"));

describe("what is brought in", () => {
  it("is read by these and nobody else", () => {
    const found = sources.filter((name) => READS.test(read(name)) && !ON_THE_WAY.includes(name));
    expect(found.toSorted()).toEqual(Object.keys(READERS).toSorted());
  });

  it("is killed on its way in, by every act that there is", () => {
    const killed = new Set(Object.values(READERS).flatMap((one) => (typeof one === "string" ? [] : one)));
    // Paper is keyed, and comes in when two agree.
    expect([...killed, "merge"].toSorted()).toEqual(Object.keys(IMPORTS).toSorted());
    const test = read("tests/faults/acts/killed-imports.test.ts");
    for (const act of Object.keys(IMPORTS)) expect(test).toMatch(new RegExp(`(?:act: |^\\s+)"${act}",`, "m"));
  });

  it("goes into the stores by functions of which each is one of those acts", () => {
    const acts = read("tests/faults/acts/import-acts.ts");
    const services = readdirSync(join(ROOT, "server/services"), { recursive: true, encoding: "utf8" });
    const named = services.flatMap((name) =>
      name.endsWith(".test.ts") || !name.endsWith(".ts")
        ? []
        : [
            ...read(`server/services/${name}`).matchAll(
              /^export (?:async function|const) (import[A-Z]\w*)/gm,
            ),
          ].map(([, found]) => found!),
    );
    // `takeParcel` calls the one that its kind asks for.
    const byParcel = ["importTask", "importTemplate", "importResult"];
    expect(named.length).toBeGreaterThan(6);
    expect(named.filter((name) => !acts.includes(`${name}(`) && !byParcel.includes(name))).toEqual([]);
  });
});
