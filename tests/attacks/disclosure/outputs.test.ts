/**
 * P11 on everything that really leaves: answers of every call about a round to every role, pages of the console in a real
 * browser, files in every format, the command line. The same round is held twice, the second time with answers exchanged
 * inside blocks and other answers of those who are too few. What differs gives something away.
 */
import { rmSync } from "node:fs";
import { type Browser, chromium } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findChromium } from "../../../scripts/find-chromium.mjs";
import { DEFAULT_THRESHOLDS, type Thresholds } from "../../../server/core/round/round.ts";
import { differing } from "./differing.ts";
import { type Outputs, readCommands, readHttp, readPages } from "./read-outputs.ts";
import {
  type Answering,
  type Beginning,
  FEW_AMONG_MANY,
  FEW_BESIDE_MANY,
  READERS,
  TOO_FEW,
  twinRound,
  world,
} from "./twin-round.ts";

const READING: readonly string[] = ["office", "group", "viewer"];

const FORMATS = ["xlsx", "csv", "json"];
/** Written by the command line, by the same writers. */
const PRINTED = ["docx", "pdf"];

let browser: Browser;
const folders: string[] = [];
beforeAll(async () => {
  const executablePath = findChromium();
  if (executablePath === null) throw new Error("no Chromium: run npm test, or name one in CHROMIUM_PATH");
  browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
});
afterAll(async () => {
  await browser?.close();
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

type Role = (typeof READERS)[number];

interface Reading {
  /** The documents that a role reads over HTTP. */
  readonly formatsOf: (role: Role) => readonly string[];
  /** The documents that the command line writes. */
  readonly written: readonly string[];
  /** Without the pages of the console, which are made of the answers that are read. */
  readonly hasNoPages?: boolean;
  /** Only these are looked at; all unless said. */
  readonly units?: readonly string[];
}

async function outputsOf(
  from: Beginning,
  answering: Answering,
  { formatsOf, written, hasNoPages, units }: Reading,
): Promise<Outputs> {
  const whole = await world(from, answering);
  const staff = from.staff.filter(({ unit }) => units?.includes(unit.id) ?? true);
  const held = {
    ...whole,
    staff,
    polls: new Map(staff.map(({ unit }) => [unit.id, from.polls.get(unit.id)!])),
  };
  const read: Outputs[] = [];
  try {
    for (const role of READERS) read.push(await readHttp(held, { role, formats: formatsOf(role) }));
    if (!hasNoPages) read.push(await readPages(browser, held));
  } finally {
    await held.stop();
  }
  read.push(await readCommands(held, written));
  return new Map(read.flatMap((one) => [...one]));
}

async function bothOf(
  thresholds: Thresholds,
  reading: Reading,
  staff?: Beginning["staff"],
): Promise<readonly [Outputs, Outputs]> {
  const from = await twinRound(thresholds, staff);
  folders.push(from.folder);
  return [await outputsOf(from, "as-given", reading), await outputsOf(from, "exchanged", reading)];
}

describe("P11: everything that leaves a closed round", () => {
  let both: readonly [Outputs, Outputs];
  beforeAll(async () => {
    both = await bothOf(DEFAULT_THRESHOLDS, {
      formatsOf: (role) => (role === "office" ? FORMATS : ["json"]),
      written: PRINTED,
    });
  }, 900_000);

  it("is the same, whoever of a block gave which answer, and whatever those answer who are too few", () => {
    expect(differing(both)).toEqual([]);
  });

  it("was read: by every role that may, in every format, and by nobody else", () => {
    const places = [...both[0].keys()];
    for (const role of READERS) {
      const own = places.filter((where) => where.startsWith(`${role} `));
      expect([role, own.some((where) => where.includes("/results"))]).toEqual([role, READING.includes(role)]);
    }
    for (const kind of [
      ".xlsx",
      ".csv",
      ".json",
      ".docx",
      ".pdf",
      "page units/water",
      "command results",
      "command statistics",
    ])
      expect(places.filter((where) => where.includes(kind)).length, kind).toBeGreaterThan(0);
    const results = JSON.parse([...both[0]].find(([where]) => /^office .*\/results water/.test(where))![1]);
    const { printed } = results.forms[0].score;
    for (const kind of [/xlsx$/, /csv$/, /docx$/, /pdf$/, /^page units\/water/, /^command results/])
      expect(
        [...both[0]].some(([where, text]) => kind.test(where) && text.includes(printed)),
        String(kind),
      ).toBe(true);
  });

  it("holds no word of a unit without tables, and none of outside raters who are too few", () => {
    const places = (words: string) =>
      both.flatMap((outputs) =>
        [...outputs].flatMap(([where, text]) => (text.includes(words) ? [where] : [])),
      );
    expect([places(TOO_FEW), places(FEW_AMONG_MANY)]).toEqual([[], []]);
  });
});

it("positive control: with blocks of one, the same reading finds it out in every kind of output", async () => {
  const found = differing(
    await bothOf(
      { floor: 1, table: 1, block: 1 },
      {
        formatsOf: (role) => (role === "office" ? [...FORMATS, ...PRINTED] : []),
        written: [],
        units: ["water", "archive"],
      },
    ),
  );
  const kinds = [
    ...READING.map((role) => new RegExp(`^${role} .*/results water`)),
    /^office .*totals/,
    /^office .*\.xlsx:/,
    /^office .*\.csv:/,
    /^office .*\.json:/,
    /^office .*\.docx:/,
    /^office .*\.pdf:/,
    /^page units\/water/,
    /^page units\/archive/,
    /^command results .*--total/,
    /^command statistics/,
  ];
  for (const kind of kinds)
    expect([String(kind), found.some((where) => kind.test(where))]).toEqual([String(kind), true]);
}, 900_000);

describe("P11: another organisation, with categories of two in large units and units of every size below one", () => {
  it("says the same too, whoever of a block gave which answer, and whatever those answer who are too few", async () => {
    // What these have in other formats is written of the same cells, as above.
    const both = await bothOf(
      DEFAULT_THRESHOLDS,
      { formatsOf: () => ["json"], written: [] },
      FEW_BESIDE_MANY,
    );
    expect(differing(both)).toEqual([]);
    const totals = [...both[0]].filter(([where]) => where.includes("--total"));
    expect(totals.some(([where]) => where.includes("--parent grain"))).toBe(true);
    expect(totals.some(([, text]) => text.includes("small-nodes"))).toBe(true);
  }, 900_000);

  it("positive control: with blocks of one, two people in a unit of eleven are found out, and the sub-units", async () => {
    const from = await twinRound({ floor: 1, table: 1, block: 1 }, FEW_BESIDE_MANY);
    folders.push(from.folder);
    const read: Outputs[] = [];
    for (const answering of ["as-given", "exchanged"] as const) {
      const held = await world(from, answering);
      read.push(await readHttp(held, { role: "group", formats: ["json"] }));
      await held.stop();
    }
    const found = differing([read[0]!, read[1]!]);
    for (const kind of [
      /^group .*\/results eleven/,
      /^group .*\/results came/,
      /^group .*\/results mill/,
      /^group .*\.json/,
    ])
      expect([String(kind), found.some((where) => kind.test(where))]).toEqual([String(kind), true]);
  }, 900_000);
});
