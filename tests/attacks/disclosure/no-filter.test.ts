/**
 * R7: fixed tables, no filter, no cross-tabulation. Every call that reads is asked with every parameter that might narrow
 * it: the bytes are the same, or it refuses. @source anonymity.md §5
 */
import { rmSync } from "node:fs";
import { afterAll, beforeAll, expect, it } from "vitest";
import { DEFAULT_THRESHOLDS } from "../../../server/core/round/round.ts";
import { OfficeClient } from "../../journeys/office-client.ts";
import { namesIn, pathsOf } from "./paths-of.ts";
import { type Beginning, twinRound, world, type World } from "./twin-round.ts";

/** Calls that have a parameter: which total, how large, which part of a record without answers. */
const DECLARED: Readonly<Record<string, readonly string[]>> = {
  "/api/office/rounds/:round/totals": ["parent"],
  "/api/office/polls/:poll/links/:link/poster.pdf": ["size"],
  "/api/office/register": ["term"],
  "/api/office/register/:file": ["term", "unitType", "year", "round", "standing"],
  "/api/office/audit": ["before", "count", "act", "about", "who", "from", "to"],
  "/api/office/audit.csv": ["act", "about", "who", "from", "to"],
};

const VALUES: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    ["category", "categories", "block", "batch", "bag", "weight", "source", "raters"].map((name) => [
      name,
      "A",
    ]),
  ),
  ...Object.fromEntries(
    ["form", "instrument", "sheet", "question", "leaf", "item", "row", "column", "leader"].map((name) => [
      name,
      "leadership-team",
    ]),
  ),
  ...Object.fromEntries(
    ["option", "answer", "value", "filter", "where", "q", "query", "search", "text", "group"].map((name) => [
      name,
      "1",
    ]),
  ),
  ...Object.fromEntries(
    ["min", "max", "offset", "limit", "page", "skip", "take", "count", "top"].map((name) => [name, "2"]),
  ),
  ...Object.fromEntries(
    ["by", "cross", "pivot", "sort", "order", "fields", "select", "include", "exclude", "expand"].map(
      (name) => [name, "category"],
    ),
  ),
  ...Object.fromEntries(["floor", "table", "threshold", "thresholds"].map((name) => [name, "1"])),
  ...Object.fromEntries(
    ["from", "to", "before", "after", "since", "until"].map((name) => [name, "2026-11-20"]),
  ),
  unit: "road",
  units: "road",
  parent: "water",
  term: "1",
  unitType: "县直",
  year: "2026",
  round: "1",
  standing: "1",
  size: "A4",
  act: "poll.opened",
  about: "1",
  who: "1",
  raw: "1",
  debug: "1",
  details: "1",
  rows: "1",
  level: "tables",
};

let from: Beginning;
let held: World;
let office: OfficeClient;
let addresses: readonly (readonly [call: string, path: string])[];
beforeAll(async () => {
  from = await twinRound(DEFAULT_THRESHOLDS);
  held = await world(from, "as-given", "closed");
  office = await OfficeClient.signIn(held, "读者office");
  const files = namesIn(await office.get(`/rounds/${held.round}/documents`));
  addresses = held.calls.flatMap((call) =>
    pathsOf(held, call, { units: ["water", "road"], files }).map((path) => [call, path] as const),
  );
}, 900_000);
afterAll(async () => {
  await held.stop();
  rmSync(from.folder, { recursive: true, force: true });
});

const read = async (path: string): Promise<readonly [status: number, body: Buffer]> => {
  const response = await fetch(`${held.address}${path}`, { headers: { cookie: office.cookie } });
  return [response.status, Buffer.from(await response.arrayBuffer())];
};

/**
 * Moves by itself: what is told of the machine, a package of documents that are asked for one by one as well, and empty workbooks to
 * fill in, which carry the second they were written in.
 */
const MOVES = /\/api\/office\/(?:installation|reach)|documents\.zip$|template\.xlsx$/;

const withParameters = (path: string, leftOut: readonly string[]): string =>
  `${path}?${new URLSearchParams(Object.entries(VALUES).filter(([name]) => !leftOut.includes(name))).toString()}`;

it("no call that reads a closed round answers otherwise for any parameter it has not declared", async () => {
  const moved: string[] = [];
  let answered = 0;
  for (const [call, path] of addresses.filter(([one]) => !MOVES.test(one))) {
    const [status, body] = await read(path);
    const [askedStatus, asked] = await read(withParameters(path, DECLARED[call] ?? []));
    if (status === 200) answered += 1;
    const isRefused = askedStatus >= 400 && askedStatus < 500;
    if (!isRefused && !(status === askedStatus && body.equals(asked))) moved.push(path);
  }
  expect(moved).toEqual([]);
  expect(answered).toBeGreaterThan(60);
}, 900_000);

it("positive control: a parameter that a call has does change what comes back", async () => {
  const path = `/api/office/rounds/${held.round}/totals`;
  const [[, all], [status, below]] = [await read(path), await read(`${path}?parent=water`)];
  expect(status).toBe(200);
  expect(below.equals(all)).toBe(false);
});

it("results, statistics and texts of a unit have no parameter at all", () => {
  const results = held.calls.filter((call) => /results|texts|unit-copy|ranks|grades|comparison/.test(call));
  expect(results.length).toBeGreaterThan(4);
  expect(results.filter((call) => call in DECLARED)).toEqual([]);
});
