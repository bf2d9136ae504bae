/** Real surveys go through the whole product: imported, closed, tallied, compared with aggregates computed by R. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openServices, type Services } from "../../server/compose.ts";
import { answersFromTable, type TableMap } from "../../server/core/ballot/answers-from-table.ts";
import { withoutQuestions } from "../../server/core/definition/without-questions.ts";
import { readInstrument } from "../../server/definitions/read-instrument.ts";
import { readTables } from "../../server/imports/read-table.ts";
import { beginClosing, continueClosing } from "../../server/services/close-poll.ts";
import { KEEPER } from "../../server/services/deps.ts";
import { importBallots } from "../../server/services/import-ballots.ts";
import { type ClosedTally, tallyClosed } from "../../server/services/tally-closed.ts";
import type { LeafTally } from "../../server/core/tally/tally.ts";
import type { FormStatistics } from "../../server/core/statistics/form-statistics.ts";
import { runCommand } from "../journeys/run-command.ts";
import { absent, readCase, readCaseBytes, SHARED_CASES } from "./shared-cases.ts";

const MAP: TableMap = { unit: "unit", category: "category", target: "target", ballot: "rater" };

interface ItemExpected {
  readonly n_valid: number;
  readonly n_missing: number;
  readonly mean?: number;
  readonly counts?: Readonly<Record<string, number>>;
}
type Expected = Readonly<Record<string, ItemExpected>>;

interface Counted {
  valid: number;
  blank: number;
  readonly counts: Map<string, number>;
}

/** Counts of one item over leaves of the given polls: the leaf itself, a matrix row, or a column over all targets. */
function countItem(polls: readonly ClosedTally[], isItem: (leaf: string) => boolean): Counted {
  const sum: Counted = { valid: 0, blank: 0, counts: new Map() };
  for (const { forms, tally } of polls) {
    forms.forEach((form, f) => {
      form.leaves.forEach((leaf, i) => {
        if (!isItem(leaf.id)) return;
        const options =
          leaf.kind === "choice" || leaf.kind === "multi" ? leaf.options.map((o) => String(o.value)) : [];
        for (const block of tally.forms[f]!.blocks) addLeaf(sum, block.leaves[i]!, options, block.ballots);
      });
    });
  }
  return sum;
}

function addLeaf(sum: Counted, leaf: LeafTally, options: readonly string[], ballots: number): void {
  const add = (value: string, n: number) => sum.counts.set(value, (sum.counts.get(value) ?? 0) + n);
  sum.blank += leaf.blank;
  sum.valid += ballots - leaf.blank;
  if (leaf.kind === "choice" || leaf.kind === "multi") leaf.counts.forEach((n, i) => add(options[i]!, n));
  if (leaf.kind === "number") for (const [value, n] of Object.entries(leaf.values)) add(value, n);
}

function meanOf({ counts }: Counted): number {
  let n = 0;
  let total = 0;
  for (const [value, count] of counts) {
    n += count;
    total += Number(value) * count;
  }
  return total / n;
}

function expectItem(found: Counted, expected: ItemExpected, name: string): void {
  expect(found.valid, `${name} valid`).toBe(expected.n_valid);
  expect(found.blank, `${name} missing`).toBe(expected.n_missing);
  for (const [value, count] of Object.entries(expected.counts ?? {})) {
    expect(found.counts.get(value) ?? 0, `${name} = ${value}`).toBe(count);
  }
  if (expected.counts) {
    const all = Object.values(expected.counts).reduce((a, b) => a + b, 0);
    expect(
      [...found.counts.values()].reduce((a, b) => a + b, 0),
      `${name} counts`,
    ).toBe(all);
  }
  if (expected.mean !== undefined && expected.n_valid > 0) {
    expect(
      Math.abs(meanOf(found) - expected.mean) / Math.max(1, Math.abs(expected.mean)),
      `${name} mean`,
    ).toBeLessThan(1e-8);
  }
}

const isAbsent = readCaseBytes("README.md") === null;

describe.skipIf(isAbsent)(isAbsent ? absent("datasets") : "real surveys", { timeout: 600_000 }, () => {
  let services: Services;
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "plumbline-datasets-"));
    services = await openServices({ dataFolder: folder, address: null });
  });
  afterAll(async () => {
    await services?.close();
    await rm(folder, { recursive: true, force: true });
  });

  async function tallied(name: string): Promise<{ polls: ClosedTally[]; expected: Record<string, unknown> }> {
    const definition = Buffer.from(readCaseBytes(`datasets/${name}/definition.json`)!).toString("utf8");
    const { instrument } = await readInstrument(definition, name);
    const [table] = await readTables(readCaseBytes(`datasets/${name}/responses.csv`)!, "responses.csv");
    const [head, ...body] = table!.rows;
    const rows = body.map((cells) => Object.fromEntries(head!.map((column, i) => [column, cells[i] ?? ""])));
    const { deps } = services;
    const outcome = await importBallots(deps, KEEPER, {
      title: name,
      scheme: "political-ecology",
      instrument: { ...instrument, survey: withoutQuestions(instrument.survey, ["unit", "category"]) },
      ballots: answersFromTable(instrument.survey, rows, MAP),
    });
    const polls = (await deps.office.inTransaction((office) => office.polls(outcome.round))).map(
      ({ id }) => id,
    );
    for (const poll of polls) {
      await beginClosing(deps, KEEPER, poll, { second: KEEPER });
      await continueClosing(deps, KEEPER, poll);
    }
    return {
      polls: await tallyClosed(deps, KEEPER, polls),
      expected: readCase<Record<string, unknown>>(`datasets/${name}/expected.json`)!,
    };
  }

  it.each(["climate-lq2002", "likert-bfi"])("%s: every count and mean, overall and by unit", async (name) => {
    const { polls, expected } = await tallied(name);
    const endsWith = (item: string) => (leaf: string) => leaf === item || leaf.endsWith(`/${item}`);
    for (const [item, facts] of Object.entries(expected["overall"] as Expected)) {
      expectItem(countItem(polls, endsWith(item)), facts, item);
    }
    const byUnit = expected["by_unit"] as Record<string, { items: Expected }>;
    expect(polls.map(({ unit }) => unit).toSorted()).toEqual(Object.keys(byUnit).toSorted());
    for (const [unit, { items }] of Object.entries(byUnit)) {
      const own = polls.filter((poll) => poll.unit === unit);
      for (const [item, facts] of Object.entries(items)) {
        expectItem(countItem(own, endsWith(item)), facts, `${unit} ${item}`);
      }
    }
  });

  it("raters-carrots: columns over all targets, overall, by unit and by target", async () => {
    const { polls, expected } = await tallied("raters-carrots");
    const column = (item: string) => (leaf: string) => leaf.endsWith(`/${item}`);
    for (const [item, facts] of Object.entries(expected["overall"] as Expected)) {
      expectItem(countItem(polls, column(item)), facts, item);
    }
    for (const [unit, { items }] of Object.entries(
      expected["by_unit"] as Record<string, { items: Expected }>,
    )) {
      const own = polls.filter((poll) => poll.unit === unit);
      for (const [item, facts] of Object.entries(items))
        expectItem(countItem(own, column(item)), facts, `${unit} ${item}`);
    }
    for (const [target, { items }] of Object.entries(
      expected["by_target"] as Record<string, { items: Expected }>,
    )) {
      for (const [item, facts] of Object.entries(items)) {
        expectItem(
          countItem(polls, (leaf) => leaf.endsWith(`/${target}/${item}`)),
          facts,
          `${target} ${item}`,
        );
      }
    }
  });

  /** Runs `plumbline … --json` in this process on a data folder of its own, and parses what it prints. */
  async function plumbline<T>(dataFolder: string, ...args: string[]): Promise<T> {
    const env = { PLUMBLINE_DATA: dataFolder, PLUMBLINE_URL: "http://192.168.1.10:8080", DATABASE_URL: "" };
    const { code, out, error } = await runCommand([...args, "--json"], env);
    expect(code, error).toBe(0);
    return JSON.parse(out) as T;
  }

  it("checkbox-tea: single choices, ages and ticks through the command, overall and by unit", async () => {
    const expected = readCase<{ age: ItemExpected; by_unit: Record<string, Tea> } & Tea>(
      "datasets/checkbox-tea/expected.json",
    )!;
    const data = join(folder, "command");
    const file = (name: string) => join(SHARED_CASES, "datasets", "checkbox-tea", name);
    const answers = ["--definition", file("definition.json"), "--answers", file("responses.csv")];
    const imported = await plumbline<{ round: string; units: number; ballots: number }>(
      data,
      "ballots",
      "import",
      ...answers,
      "--map",
      "unit=unit,category=category",
    );
    expect(imported).toMatchObject({ units: Object.keys(expected.by_unit).length, ballots: 300 });
    const states = await plumbline<{ state: string }[]>(data, "poll", "close", "--round", imported.round);
    expect(new Set(states.map(({ state }) => state))).toEqual(new Set(["closed"]));
    const { polls, total } = await plumbline<PrintedTally>(data, "tally", "--round", imported.round);

    const leaves = polls[0]!.forms[0]!.leaves;
    expect(total).toHaveLength(1);
    expectTea(leaves, total[0]!.blocks, expected, "overall");
    expectItem(countPrinted(leaves, total[0]!.blocks, "age"), expected.age, "age");
    expect(polls.map(({ unit }) => unit).toSorted()).toEqual(Object.keys(expected.by_unit).toSorted());
    for (const { unit, forms } of polls) {
      expectTea(forms[0]!.leaves, forms[0]!.blocks, expected.by_unit[unit]!, unit);
    }

    // Statistics of one closed unit are those of its rows in the table, and leave a line in the audit.
    const poll = polls[0]!;
    const told = await plumbline<{ unit: string; forms: FormStatistics[] }>(data, "statistics", poll.poll);
    const table = await plumbline<{ by: Record<string, unknown> }>(
      data,
      "statistics",
      ...answers,
      "--by",
      "unit",
    );
    expect(told.unit).toBe(poll.unit);
    expect(told.forms[0]!.items.length).toBeGreaterThan(5);
    expect(told.forms[0]!.items).toEqual(table.by[poll.unit]);
    const { lines } = await plumbline<{ lines: { act: string; about: string }[] }>(data, "audit");
    expect(lines).toContainEqual(expect.objectContaining({ act: "statistics.read", about: poll.poll }));
  });
});

interface Tea {
  readonly single_choice: Expected;
  readonly multi: Record<string, { counts: Record<string, number>; total_selections: number }>;
}

interface PrintedLeaf {
  readonly id: string;
  readonly options?: readonly { readonly value: unknown }[];
}
type PrintedBlocks = ClosedTally["tally"]["forms"][number]["blocks"];

/** What `plumbline tally --round --json` prints. */
interface PrintedTally {
  readonly polls: readonly {
    readonly poll: string;
    readonly unit: string;
    readonly forms: readonly { readonly leaves: readonly PrintedLeaf[]; readonly blocks: PrintedBlocks }[];
  }[];
  readonly total: readonly { readonly blocks: PrintedBlocks }[];
}

function countPrinted(leaves: readonly PrintedLeaf[], blocks: PrintedBlocks, id: string): Counted {
  const sum: Counted = { valid: 0, blank: 0, counts: new Map() };
  const at = leaves.findIndex((leaf) => leaf.id === id);
  const options = (leaves[at]?.options ?? []).map(({ value }) => String(value));
  for (const block of blocks) addLeaf(sum, block.leaves[at]!, options, block.ballots);
  return sum;
}

function expectTea(
  leaves: readonly PrintedLeaf[],
  blocks: PrintedBlocks,
  { single_choice, multi }: Tea,
  name: string,
): void {
  for (const [item, facts] of Object.entries(single_choice)) {
    expectItem(countPrinted(leaves, blocks, item), facts, `${name} ${item}`);
  }
  for (const [item, { counts, total_selections }] of Object.entries(multi)) {
    const found = countPrinted(leaves, blocks, item);
    for (const [value, n] of Object.entries(counts))
      expect(found.counts.get(value) ?? 0, `${name} ${value}`).toBe(n);
    expect(
      [...found.counts.values()].reduce((a, b) => a + b, 0),
      `${name} ${item}`,
    ).toBe(total_selections);
  }
}
