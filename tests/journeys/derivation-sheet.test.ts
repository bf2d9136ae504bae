/** 得分推导表: what stands on the sheet is enough to compute the team's part by hand, from votes to points. */
import { afterAll, beforeAll, expect, it } from "vitest";
import { startClosedRound } from "./closed-round.ts";
import { OfficeClient } from "./office-client.ts";
import { testUnit, type TestServer } from "./start-server.ts";

interface Row {
  readonly number: string;
  readonly weight: number;
  readonly value: number;
  readonly given: number;
  readonly ground: string;
}

/** 好、较好、一般、差, as the last page of the sheet says. */
const POINTS = [100, 80, 60, 40];
/** Printed numbers are rounded to two decimals. */
const ROUNDED = 0.005 + 1e-9;

let server: TestServer;
let rows: readonly Row[];
let basis: string;

beforeAll(async () => {
  server = await startClosedRound({ units: [testUnit("water", "县水利局党组", [6, 8, 14])] });
  const office = await OfficeClient.signIn(server);
  const sheet = await office.get(`/polls/${server.polls.get("water")}/documents/derivation.json`);
  basis = sheet.basis.join("\n");
  rows = sheet.body[1].table.body.map((cells: { text?: string; printed?: string }[]): Row => {
    const [number, , weight, value, given, , ground] = cells.map(
      ({ text, printed }) => printed ?? text ?? "",
    );
    return {
      number: number!,
      weight: fraction(weight!),
      value: Number(value),
      given: Number(given),
      ground: ground!,
    };
  });
});
afterAll(() => server.stop());

/** 6.25 or 20/3 */
function fraction(text: string): number {
  const [above, below = "1"] = text.split("/");
  return Number(above) / Number(below);
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
const weighted = (all: readonly { readonly weight: number; readonly value: number }[]): number =>
  sum(all.map(({ weight, value }) => weight * value)) / sum(all.map(({ weight }) => weight));
const mean = (votes: readonly number[]): number =>
  sum(votes.map((n, option) => n * POINTS[option]!)) / sum(votes);

/** Weight and mean of each block, from the votes that are printed. */
const blocksOf = (ground: string): { readonly weight: number; readonly value: number }[] =>
  [...ground.matchAll(/（权重 ([\d./]+)）([\d/]+)，均分 ([\d.]+)/g)].map(([, weight, votes, printed]) => {
    const value = mean(votes!.split("/").map(Number));
    expect(Math.abs(value - Number(printed))).toBeLessThanOrEqual(ROUNDED);
    return { weight: fraction(weight!), value };
  });

it("gives votes, weights and points from which each item and the part come out as printed", () => {
  expect(basis).toContain("好、较好、一般、差分别计 100、80、60、40 分");
  const items = rows.filter(({ number }) => number.startsWith("1.1."));
  expect(items.length).toBeGreaterThan(10);
  const computed = items.map(({ weight, value, ground }) => {
    const blocks = blocksOf(ground);
    expect(blocks).toHaveLength(2);
    const own = weighted(blocks);
    expect(Math.abs(own - value)).toBeLessThanOrEqual(ROUNDED);
    return { weight, value: own };
  });
  const part = rows.find(({ number }) => number === "1")!;
  const total = weighted(computed);
  expect(Math.abs(total - part.value)).toBeLessThanOrEqual(ROUNDED);
  expect(Math.abs((total * part.weight) / 100 - part.given)).toBeLessThanOrEqual(ROUNDED);
});

it("prints votes of the whole unit that are the votes of its blocks together", () => {
  for (const { ground } of rows.filter(({ number }) => number.startsWith("1.1."))) {
    const all = [...ground.split("；")[0]!.matchAll(/ (\d+)/g)].map(([, n]) => Number(n));
    const blocks = [...ground.matchAll(/）([\d/]+)，/g)].map(([, votes]) => votes!.split("/").map(Number));
    expect(all).toEqual(all.map((_, option) => sum(blocks.map((votes) => votes[option]!))));
  }
});
