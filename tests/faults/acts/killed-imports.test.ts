/**
 * P7 for whatever is brought in: killed at whatever write, it is there whole or not at all, and the same is asked for again.
 * `tests/rules/killed-imports.test.ts` holds these acts against the ways in that there are.
 */
import { join } from "node:path";
import Database from "better-sqlite3";
import { describe, expect, it } from "vitest";
import type { Deps } from "../../../server/services/deps.ts";
import type { OfficeTransaction } from "../../../server/store/office.ts";
import { unitsAfter, unitsBefore } from "./acts-folder.ts";
import type { Act } from "./act-child.ts";
import {
  AGREED,
  AGREED_SHEETS,
  BALLOTS_TITLE,
  BROUGHT_BALLOTS,
  HISTORY_LINES,
  ROUND_ID,
} from "./import-tables.ts";
import { GIVEN, type ImportsFolder, prepareImportsFolder, unitsGiven } from "./imports-folder.ts";
import { hasTracer, killing, KILLS } from "./killing.ts";
import { orSkipped } from "../../or-skipped.ts";

const acts = await killing(prepareImportsFolder);

/** How much of it is there: `none` or `all` and nothing else, and how often the record says that it came in. */
interface Brought {
  readonly act: Act;
  readonly about: (prepared: ImportsFolder) => string;
  readonly none: unknown;
  readonly all: unknown;
  readonly found: (office: OfficeTransaction, deps: Deps, prepared: ImportsFolder) => Promise<unknown>;
  readonly recorded: string;
  /** Asked for again it puts the same in the place of the same, and the record says so twice. */
  readonly isRepeated?: boolean;
}

async function unitsOf(office: OfficeTransaction, round: string): Promise<unknown> {
  const units = await office.units(round);
  const drafts = await office.polls(round);
  for (const { id } of units) expect(drafts.filter(({ unit }) => unit === id)).toHaveLength(1);
  return units;
}

/** Ballots under the keys of each open poll of the round that was brought. */
async function ballotsBrought(office: OfficeTransaction, { roll, box }: Deps): Promise<readonly number[]> {
  const round = (await office.rounds()).find(({ round: { title } }) => title === BALLOTS_TITLE);
  const polls = round ? await office.polls(round.round.id) : [];
  const counts: number[] = [];
  for (const { id, state } of polls) {
    expect(state).toBe("open");
    const spent = await box.countSpent((await roll.signingKeys(id)).map(({ keyId }) => keyId));
    counts.push(spent.reduce((sum, one) => sum + one, 0));
  }
  return counts;
}

async function sheetsMerged({ roll, box }: Deps, poll: string): Promise<number> {
  const keys = (await roll.signingKeys(poll)).filter(({ source }) => source === "paper");
  let ballots = 0;
  for (const { keyId } of keys) for await (const _ of box.ballots(keyId)) ballots += 1;
  expect(await box.countSpent(keys.map(({ keyId }) => keyId))).toEqual(keys.map(() => ballots));
  return ballots;
}

const kept = async (office: OfficeTransaction, kind: "template" | "result"): Promise<number> =>
  (await office.keptParcels.of(kind)).filter(({ isIncoming }) => isIncoming).length;

const BROUGHT: readonly Brought[] = [
  {
    act: "register",
    about: () => "",
    none: 0,
    all: HISTORY_LINES,
    found: async ({ registerLines }) => (await registerLines.all()).length,
    recorded: "register.imported",
    isRepeated: true,
  },
  {
    act: "assessments",
    about: ({ assessed }) => assessed,
    none: [],
    all: ["1", "2"],
    found: async (office, _, { assessed }) =>
      [...(await office.assessments(assessed)).values()]
        .flatMap(({ deductions }) => deductions.map(({ points }) => points))
        .toSorted(),
    recorded: "assessments.imported",
    isRepeated: true,
  },
  {
    act: "panels",
    about: ({ judged }) => judged,
    none: [],
    all: [3, 3],
    found: async (office, _, { judged }) =>
      [...(await office.assessments(judged)).values()].map(({ panels }) => panels?.["panel"]?.length),
    recorded: "assessments.imported",
    isRepeated: true,
  },
  {
    act: "round",
    about: () => "",
    none: [],
    all: unitsAfter,
    found: (office) => unitsOf(office, ROUND_ID),
    recorded: "round.created",
  },
  {
    act: "form",
    about: () => "",
    none: 0,
    all: 1,
    found: async (office) => (await office.ownForms()).length,
    recorded: "form.saved",
  },
  {
    act: "take-task",
    about: ({ files }) => files.task,
    none: [],
    all: unitsGiven.map(({ id }) => id),
    found: async (office) => {
      expect((await office.round(GIVEN)) === null).toBe((await office.parcels.taskOf(GIVEN)) === null);
      return ((await unitsOf(office, GIVEN)) as readonly { id: string }[]).map(({ id }) => id);
    },
    recorded: "parcel.taken-in",
  },
  {
    act: "take-template",
    about: ({ files }) => files.template,
    none: 0,
    all: 1,
    found: (office) => kept(office, "template"),
    recorded: "parcel.taken-in",
  },
  {
    act: "take-result",
    about: ({ files }) => files.result,
    none: 0,
    all: 1,
    found: (office) => kept(office, "result"),
    recorded: "parcel.taken-in",
  },
  {
    act: "merge",
    about: ({ open }) => open,
    none: [true, 0],
    // A start ends what two have signed.
    all: [false, AGREED_SHEETS],
    found: async ({ paper }, deps, { open }) => [
      (await paper.session(AGREED)) !== null,
      await sheetsMerged(deps, open),
    ],
    recorded: "paper.merged",
  },
  {
    act: "ballots",
    about: () => "",
    none: [],
    all: [BROUGHT_BALLOTS, BROUGHT_BALLOTS],
    found: ballotsBrought,
    recorded: "round.imported",
  },
];

/** How much is there, how often the record says so since the folder was prepared, and whether any ballot is of no poll. */
function looked({ found, recorded }: Brought, deps: Deps): Promise<unknown> {
  return deps.office.inTransaction(async (office) => {
    const { prepared } = acts;
    const told = (await office.auditOf(recorded)).length - (prepared.told.get(recorded) ?? 0);
    expect(await strayBallots(office, deps)).toEqual([]);
    return [await found(office, deps, prepared), told];
  });
}

/** Keys of ballots in the box that belong to no poll of the office. */
async function strayBallots(office: OfficeTransaction, { roll }: Deps): Promise<readonly string[]> {
  const box = new Database(join(acts.folder, "box.db"), { readonly: true });
  const keys = box.prepare<[], Buffer>("select distinct key_id from ballots").pluck().all();
  box.close();
  const stray: string[] = [];
  for (const key of keys) {
    const poll = await roll.pollOfKey(key);
    if (poll === null || !(await office.poll(poll))) stray.push(key.toString("hex"));
  }
  return stray;
}

describe.skipIf(!hasTracer)(
  orSkipped(
    hasTracer,
    `what is brought in while ballots come in, killed ${KILLS} times each at a random write`,
    "strace is not installed or not allowed here",
  ),
  () => {
    it("a roster: the old units or the new ones, and a draft for each", () => {
      const namesOf = (deps: Deps) =>
        deps.office.inTransaction((office) => unitsOf(office, acts.prepared.draft));
      return acts.killAct(
        "roster",
        acts.prepared.draft,
        async (deps) => expect([unitsBefore, unitsAfter]).toContainEqual(await namesOf(deps)),
        async (deps) => expect(await namesOf(deps)).toEqual(unitsAfter),
      );
    });

    it.each(BROUGHT)("$act: all of it or nothing, once in the record", (brought) => {
      const { act, about, none, all } = brought;
      return acts.killAct(
        act,
        about(acts.prepared),
        async (deps) =>
          expect([
            [none, 0],
            [all, 1],
          ]).toContainEqual(await looked(brought, deps)),
        async (deps) => {
          const once = [all, 1];
          const ends = brought.isRepeated ? [once, [all, 2]] : [once];
          expect(ends).toContainEqual(await looked(brought, deps));
        },
      );
    });

    it("a 封存包: all its polls are closed here with their files, or all are still away", () => {
      const { round, file } = acts.prepared.stick;
      const look = (deps: Deps): Promise<number> => lookAtTaken(deps, round);
      return acts.killAct(
        "take",
        file,
        async (deps) => expect([0, 2]).toContain(await look(deps)),
        async (deps) => expect(await look(deps)).toBe(2),
      );
    });
  },
);

/** How many polls of the round are closed; each of them has its file, and with any of them the parcel is on record. */
async function lookAtTaken(deps: Deps, round: string): Promise<number> {
  const { polls, taken } = await deps.office.inTransaction(async (office) => ({
    polls: await office.polls(round),
    taken: (await office.parcels.of(round)).filter(({ kind, isIncoming }) => kind === "sealed" && isIncoming),
  }));
  const closed = polls.filter(({ state }) => state === "closed");
  expect(polls.filter(({ state }) => state !== "closed" && state !== "away")).toEqual([]);
  expect(taken).toHaveLength(closed.length > 0 ? 1 : 0);
  for (const { id, closedDigest } of closed)
    expect(await deps.closed.check(id)).toMatchObject({ digest: closedDigest });
  return closed.length;
}
