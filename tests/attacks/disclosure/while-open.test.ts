/**
 * P9 on every call there is: one round held twice, in the second everybody says the opposite. While its polls are open,
 * paused or closing, nobody can tell which of the two he is asking. @source anonymity.md §4
 */
import { rmSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { DEFAULT_THRESHOLDS } from "../../../server/core/round/round.ts";
import { OfficeClient } from "../../journeys/office-client.ts";
import { differing } from "./differing.ts";
import { namesIn, pathsOf } from "./paths-of.ts";
import { type Outputs, wordsOf } from "./read-outputs.ts";
import {
  type Answering,
  type Beginning,
  groupOf,
  READERS,
  twinRound,
  world,
  type World,
} from "./twin-round.ts";

const ROLES = ["nobody", ...READERS] as const;
type Role = (typeof ROLES)[number];

/** Told of the machine and not of a poll: sizes of files and of the disk, the address that a phone is tried with. */
const OF_THE_MACHINE = /\/api\/office\/(?:installation|reach)/;

let from: Beginning;
/** Names of all files that a closed round offers; they are asked for while it is open. */
let files: readonly string[];
/** What the office is told of the closed round, in both worlds. */
let closed: readonly [Outputs, Outputs];
beforeAll(async () => {
  from = await twinRound(DEFAULT_THRESHOLDS);
  const read: Outputs[] = [];
  for (const answering of ["as-given", "opposite"] as const) {
    const held = await world(from, answering, "closed");
    const office = await OfficeClient.signIn(held, "看目录的承办人");
    files = namesIn(await office.get(`/rounds/${held.round}/documents`));
    read.push(await readAs(held, "office", ["water"]));
    await held.stop();
  }
  closed = [read[0]!, read[1]!];
});
afterAll(() => rmSync(from.folder, { recursive: true, force: true }));

async function readAs(held: World, role: Role, units: readonly string[]): Promise<Outputs> {
  const cookie =
    role === "nobody" ? "" : (await OfficeClient.signIn(held, `读者${role}`, role, groupOf(role))).cookie;
  const read = new Map<string, string>();
  for (const call of held.calls) {
    for (const path of pathsOf(held, call, { units, files })) {
      const response = await fetch(`${held.address}${path}`, { headers: { cookie } });
      const words = wordsOf(new Uint8Array(await response.arrayBuffer()));
      read.set(
        `${role} ${call} ${path}`,
        `${response.status} ${response.headers.get("etag") ?? ""} ${words}`,
      );
    }
  }
  return read;
}

describe("P9: while polls are open, paused and closing", () => {
  let open: readonly [Outputs, Outputs];
  beforeAll(async () => {
    const read = async (answering: Answering): Promise<Outputs> => {
      const held = await world(from, answering, "open");
      const all: Outputs[] = [];
      for (const role of ROLES) all.push(await readAs(held, role, ["water", "road", "dam"]));
      await held.stop();
      return new Map(all.flatMap((one) => [...one]));
    };
    open = [await read("as-given"), await read("opposite")];
  });

  it("every call answers every role the same, whatever has been answered", () => {
    expect(differing(open).filter((place) => !OF_THE_MACHINE.test(place))).toEqual([]);
  });

  it("every call was tried: many answer, and those that show results refuse", () => {
    const statusOf = ([where, text]: [string, string]) => [where, text.slice(0, 3)] as const;
    const found = [...open[0]].map(statusOf);
    for (const role of ROLES.slice(1, 4))
      expect(
        found.filter(([where, status]) => where.startsWith(`${role} `) && status === "200").length,
      ).toBeGreaterThan(10);
    const results = found.filter(([where]) =>
      /\/(?:results|texts|unit-copy|totals|documents\.zip) /.test(where),
    );
    expect(results.length).toBeGreaterThan(40);
    expect(results.filter(([, status]) => status === "200")).toEqual([]);
  });
});

it("positive control: after close the same reading tells the two worlds apart, wherever results are shown", () => {
  const found = differing(closed);
  for (const call of [
    "results",
    "texts",
    "unit-copy",
    "grades",
    "totals",
    "comparison",
    "ranks",
    "documents/:file",
  ])
    expect([call, found.some((place) => place.includes(`/${call} `))]).toEqual([call, true]);
});
