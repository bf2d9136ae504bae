/** P7 for the office: whatever act is killed at whatever write, it has happened whole or not at all, and can be done again. */
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { seeded } from "../../../server/cli/demo/simulated-answers.ts";
import { openServices } from "../../../server/compose.ts";
import { isProblem } from "../../../server/core/problem.ts";
import { resumeClosing } from "../../../server/services/close-poll.ts";
import { type Deps, KEEPER } from "../../../server/services/deps.ts";
import { resumeStacks } from "../../../server/services/paper/merge-stack.ts";
import { countExchanges } from "../../../server/services/roll-sheet.ts";
import { verifyAudit } from "../../../server/store/audit-chain.ts";
import { backup } from "../../../server/store/sqlite/backup.ts";
import { openStores } from "../../../server/store/sqlite/open-stores.ts";
import { restore } from "../../../server/store/sqlite/restore.ts";
import { BOX_KIND } from "../../../server/store/sqlite/sqlite-box.ts";
import { OFFICE_KIND } from "../../../server/store/sqlite/sqlite-office.ts";
import { ROLL_KIND } from "../../../server/store/sqlite/sqlite-roll.ts";
import { SqliteFile } from "../../../server/store/sqlite/sqlite-file.ts";
import { rounds } from "../long-form.ts";
import {
  type ActsFolder,
  BALLOTS,
  holdsStack,
  KEYED,
  prepareActsFolder,
  unitsAfter,
  unitsBefore,
} from "./acts-folder.ts";
import { acknowledged, requireCast } from "./ballots-meanwhile.ts";
import { bundleProgram } from "../bundle-program.ts";
import { canInject, runInjected } from "../inject.ts";

const KILLS = rounds(2, 50);
/** For each earlier version of a store. */
const UPGRADE_KILLS = rounds(1, 50);
const CHILD = await bundleProgram(new URL("act-child.ts", import.meta.url));
const RESTORING = await bundleProgram(new URL("restore-child.ts", import.meta.url));
const hasTracer = canInject();
if (!hasTracer)
  process.stderr.write(
    "SKIPPED: no act is killed at a write, because strace is not installed or not allowed here.\n",
  );

let parent: string;
let prepared: ActsFolder;
let folder: string;
const out = (): string => join(parent, "out");

beforeAll(async () => {
  parent = mkdtempSync(join(tmpdir(), "plumbline-acts-"));
  if (hasTracer) prepared = await prepareActsFolder(join(parent, "prepared"));
  folder = join(parent, "data");
});
afterAll(() => rmSync(parent, { recursive: true, force: true }));

function startOver(): void {
  for (const path of [folder, out(), `${out()}-sheet`]) rmSync(path, { recursive: true, force: true });
  cpSync(join(parent, "prepared"), folder, { recursive: true });
}

async function withFolder(look: (deps: Deps) => Promise<void>): Promise<void> {
  const { deps, close } = await openServices({ dataFolder: folder, address: "https://ceping.test" });
  try {
    const lines = await deps.office.inTransaction((office) => office.audit());
    expect(verifyAudit(lines)).toEqual({ ok: true, lines: lines.length });
    await look(deps);
  } finally {
    await close();
  }
}

/** Kills the act at random places of its writes; after each `look` finds nothing half done, and the act goes through. */
async function killAct(
  act: string,
  about: string,
  look: (deps: Deps) => Promise<void>,
  done: (deps: Deps) => Promise<void>,
): Promise<void> {
  startOver();
  const args = [act, folder, about, out(), prepared.openKeyId.toString("hex")];
  const whole = runInjected(CHILD, args, null);
  expect([whole.code, whole.places.length > 5]).toEqual([0, true]);
  await withFolder(done);
  await withFolder((deps) => requireCast(deps, prepared.openKeyId, acknowledged(whole.out), 0));
  expect(acknowledged(whole.out)).toHaveLength(BALLOTS);
  const random = seeded(act.length);
  let killed = 0;
  for (let i = 0; i < KILLS; i += 1) {
    startOver();
    const at = whole.places[Math.floor(random() * whole.places.length)]!;
    const cut = runInjected(CHILD, args, { at, what: "signal=SIGKILL" });
    if (cut.isKilled) killed += 1;
    await withFolder(async (deps) => {
      await requireCast(deps, prepared.openKeyId, acknowledged(cut.out), 1);
      await look(deps);
    });
    rmSync(`${out()}-sheet`, { recursive: true, force: true });
    const again = runInjected(CHILD, args, null);
    expect([at, again.code]).toEqual([at, 0]);
    await withFolder(async (deps) => {
      await requireCast(deps, prepared.openKeyId, [...acknowledged(cut.out), ...acknowledged(again.out)], 1);
      await done(deps);
    });
  }
  // Random keys make the number of writes differ a little from run to run: the last may not be reached.
  expect(killed).toBeGreaterThanOrEqual(KILLS - 1);
}

describe.skipIf(!hasTracer)(
  `acts of the office while ballots come in, killed ${KILLS} times each at a random write`,
  () => {
    it("minting: either every slip of the new sheet counts or none, and the record knows of it", () => {
      const unused = async (deps: Deps): Promise<number> =>
        (await deps.roll.counts(prepared.poll)).find(({ batch }) => batch === "C")!.unused;
      const recorded = async (deps: Deps): Promise<number> =>
        (await deps.office.inTransaction((office) => office.audit()))
          .filter(({ act, about }) => act === "tickets.minted" && about === prepared.poll)
          .reduce((sum, { detail }) => sum + (JSON.parse(detail) as { count: number }).count, 0);
      const minted = async (deps: Deps): Promise<number> =>
        (await deps.roll.counts(prepared.poll)).find(({ batch }) => batch === "C")!.minted;
      return killAct(
        "mint",
        prepared.poll,
        async (deps) => {
          expect([0, prepared.printed]).toContain(await unused(deps));
          expect(await minted(deps)).toBeLessThanOrEqual(await recorded(deps));
        },
        async (deps) => expect(await unused(deps)).toBe(prepared.printed),
      );
    });

    it("exchanging a slip: void, replaced and counted once, or nothing of it, however often the record says it was begun", () => {
      const look = async (deps: Deps): Promise<number> => {
        const counts = await deps.roll.counts(prepared.poll);
        const { unused, voided, exchanged } = counts.find(({ batch }) => batch === "C")!;
        expect([unused, voided]).toEqual([prepared.printed, exchanged]);
        const [row] = await deps.office.inTransaction((office) => office.polls(prepared.sealed));
        expect((await countExchanges(deps, row!)).get("C")).toBe(exchanged);
        const lines = await deps.office.inTransaction((office) => office.auditOf("ticket.exchanged"));
        expect(lines.length).toBeGreaterThanOrEqual(exchanged);
        return exchanged;
      };
      return killAct(
        "exchange",
        `${prepared.poll} ${prepared.slip}`,
        async (deps) => void (await look(deps)),
        async (deps) => expect(await look(deps)).toBe(1),
      );
    });

    it("importing a roster: the old units or the new ones, and a draft for each", () => {
      const namesOf = (deps: Deps) =>
        deps.office.inTransaction(async (office) => {
          const units = await office.units(prepared.draft);
          const polls = await office.polls(prepared.draft);
          for (const { id } of units) expect(polls.filter((poll) => poll.unit === id)).toHaveLength(1);
          return units;
        });
      return killAct(
        "import",
        prepared.draft,
        async (deps) => expect([unitsBefore, unitsAfter]).toContainEqual(await namesOf(deps)),
        async (deps) => expect(await namesOf(deps)).toEqual(unitsAfter),
      );
    });

    it("sealing: a poll is sealed with all its keys or still a draft, and the round can go on being sealed", () => {
      const look = async (deps: Deps): Promise<string> => {
        const [row] = await deps.office.inTransaction((office) => office.polls(prepared.draft));
        if (row!.state === "sealed") {
          const keys = await deps.roll.signingKeys(row!.id);
          expect(keys).toHaveLength(row!.plan!.forms.flatMap((form) => form.blocks).length);
          expect(await deps.roll.pollKeys(row!.id)).not.toBeNull();
        }
        return row!.state;
      };
      return killAct(
        "seal",
        prepared.draft,
        async (deps) => expect(["draft", "sealed"]).toContain(await look(deps)),
        async (deps) => expect(await look(deps)).toBe("sealed"),
      );
    });

    it.each([
      ["leave", ["a"]],
      ["give-up", ["a", "b"]],
    ] as const)(
      "%s a stack of paper: the drafts are there, or nothing of them in file and log",
      (act, gone) => {
        const look = async (deps: Deps): Promise<boolean> => {
          await resumeStacks(deps);
          const isThere = await holdsStack(deps, "a");
          const bytes = readdirSync(folder)
            .filter((name) => name.startsWith("office.db"))
            .map((name) => readFileSync(join(folder, name)).toString("latin1"))
            .join("");
          for (const account of gone)
            expect([account, bytes.includes(KEYED[account])]).toEqual([account, isThere]);
          if (act === "leave") expect(bytes).toContain(KEYED.b);
          const lines = (await deps.office.inTransaction((office) => office.audit())).map((line) => line.act);
          expect(lines.includes(act === "leave" ? "paper.left" : "paper.given-up")).toBe(!isThere);
          return isThere;
        };
        return killAct(
          act,
          prepared.poll,
          async (deps) => void (await look(deps)),
          async (deps) => expect(await look(deps)).toBe(false),
        );
      },
    );

    it("wiping a rehearsal: in the end no ticket, ballot, key or form of it in any file or log, and the record says so once", () => {
      const bytes = (): Buffer =>
        Buffer.concat(
          readdirSync(folder)
            .filter((name) => /^(office|box|roll)\.db/.test(name))
            .map((name) => readFileSync(join(folder, name))),
        );
      const { rehearsal, rehearsed } = prepared;
      const wanted = [...rehearsed.forms.map((digest) => Buffer.from(digest)), ...rehearsed.keyIds];
      const wiped = async (deps: Deps): Promise<number> =>
        (await deps.office.inTransaction((office) => office.auditOf("rehearsal.wiped"))).filter(
          ({ about }) => about === rehearsal,
        ).length;
      startOver();
      expect(wanted.filter((one) => !bytes().includes(one))).toEqual([]);
      return killAct(
        "wipe",
        rehearsal,
        async (deps) => {
          // What a start finds of it goes on being erased; until it is gone, the office is asked to wipe it again.
          await resumeClosing(deps, KEEPER);
          const row = await deps.office.inTransaction((office) => office.poll(rehearsal));
          expect([row?.state ?? "gone", await wiped(deps)]).toEqual(
            row === null ? ["gone", 1] : [expect.stringMatching(/^(open|void)$/), 0],
          );
          if (row?.state !== "open") expect(await deps.roll.holds(rehearsal)).toBe(false);
        },
        async (deps) => {
          expect(await deps.office.inTransaction((office) => office.poll(rehearsal))).toBeNull();
          expect(await wiped(deps)).toBe(1);
          expect(wanted.filter((one) => bytes().includes(one))).toEqual([]);
        },
      );
    });

    it("taking a 封存包 in: all its polls are closed here with their files, or all are still away", () => {
      const { round, file } = prepared.stick;
      const look = (deps: Deps): Promise<number> => lookAtTaken(deps, round);
      return killAct(
        "take",
        file,
        async (deps) => expect([0, 2]).toContain(await look(deps)),
        async (deps) => expect(await look(deps)).toBe(2),
      );
    });

    it("exporting: a document is there whole or not at all", () => {
      const written = (): string[] => (existsSync(out()) ? readdirSync(out()) : []);
      const isWhole = (name: string): boolean => {
        const bytes = readFileSync(join(out(), name));
        if (name.endsWith(".xlsx")) return bytes.subarray(-22, -18).toString("latin1") === "PK\x05\x06";
        if (name.endsWith(".json")) return typeof JSON.parse(bytes.toString("utf8")) === "object";
        return bytes.toString("utf8").endsWith("\n");
      };
      const look = (): Promise<void> => {
        for (const name of written())
          expect([name, name.endsWith(".tmp") || isWhole(name)]).toEqual([name, true]);
        return Promise.resolve();
      };
      return killAct("export", prepared.sealed, look, async () => {
        await look();
        expect(written().filter((name) => !name.endsWith(".tmp")).length).toBeGreaterThan(2);
      });
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

const KINDS = { "office.db": OFFICE_KIND, "roll.db": ROLL_KIND, "box.db": BOX_KIND } as const;
type Name = keyof typeof KINDS;
/** A row of the first version of each. */
const ROWS: Readonly<Record<Name, { readonly table: string; readonly insert: string }>> = {
  "office.db": {
    table: "rounds",
    insert: "insert into rounds (id, round, frozen) values ('r1', '{}', null)",
  },
  "roll.db": {
    table: "tickets",
    insert: "insert into tickets (hash, poll, batch, state) values (x'01', 'p1', 'C', 'unused')",
  },
  "box.db": {
    table: "ballots",
    insert: "insert into ballots (key_id, tag, answers) values (x'01', x'02', '[1]')",
  },
};
const OLDER = (Object.keys(KINDS) as Name[]).flatMap((name) =>
  KINDS[name].migrations.slice(1).map((_, before) => ({ name, version: before + 1 })),
);
describe.skipIf(!hasTracer)(
  `bringing an older folder to the present shape, killed ${UPGRADE_KILLS} times`,
  () => {
    it.each(OLDER.filter(({ version }) => version === 1 || version % rounds(5, 1) === 0))(
      "from version $version of $name",
      ({ name, version }) => {
        const place = join(parent, `old-${name}-${version}`);
        const { table, insert } = ROWS[name];
        const prepareOld = (): void => {
          rmSync(place, { recursive: true, force: true });
          cpSync(join(parent, "prepared"), place, { recursive: true });
          for (const one of readdirSync(place)) if (one.startsWith(name)) rmSync(join(place, one));
          // Earlier versions remembered nothing of their files.
          rmSync(join(place, "at-rest.json"), { force: true });
          const migrations = KINDS[name].migrations.slice(0, version);
          const file = new SqliteFile(join(place, name), { ...KINDS[name], migrations });
          file.db.exec(insert);
          file.close();
        };
        prepareOld();
        const whole = runInjected(CHILD, ["migrate", place, "", ""], null);
        expect(whole.code).toBe(0);
        const random = seeded(version);
        for (let i = 0; i < UPGRADE_KILLS; i += 1) {
          prepareOld();
          const at = whole.places[Math.floor(random() * whole.places.length)]!;
          const killed = runInjected(CHILD, ["migrate", place, "", ""], { at, what: "signal=SIGKILL" });
          expect([at, killed.isKilled]).toEqual([at, true]);
          const { code } = runInjected(CHILD, ["migrate", place, "", ""], null);
          expect([at, code]).toEqual([at, 0]);
          const file = new SqliteFile(join(place, name), KINDS[name]);
          expect(file.db.pragma("user_version", { simple: true })).toBe(KINDS[name].migrations.length);
          expect(file.db.prepare(`select count(*) from ${table}`).pluck().get()).toBe(1);
          file.close();
        }
        rmSync(place, { recursive: true, force: true });
      },
    );
  },
);

describe.skipIf(!hasTracer)("putting a backup back, killed at a write", () => {
  it("leaves a folder that no start takes for a whole one, and that the next try fills", async () => {
    const [copy, target] = [join(parent, "copy"), join(parent, "restored")];
    startOver();
    // A backup has no drafts of paper, and this one has closed files.
    for (const [act, about] of [
      ["give-up", prepared.poll],
      ["take", prepared.stick.file],
    ] as const)
      expect([act, runInjected(CHILD, [act, folder, about, ""], null).code]).toEqual([act, 0]);
    backup(folder, copy, { privateKeys: true });
    const { code, places } = runInjected(RESTORING, [copy, target], null);
    expect([code, places.length > 5]).toEqual([0, true]);
    const filesOf = (folder: string): string[] =>
      readdirSync(folder, { recursive: true, encoding: "utf8" }).toSorted();
    const whole = filesOf(target);
    const random = seeded(7);
    for (let i = 0; i < rounds(3, 100); i += 1) {
      const at = places[Math.floor(random() * places.length)]!;
      rmSync(target, { recursive: true, force: true });
      expect([at, runInjected(RESTORING, [copy, target], { at, what: "signal=SIGKILL" }).isKilled]).toEqual([
        at,
        true,
      ]);
      const isWhole = existsSync(target) && filesOf(target).join() === whole.join();
      if (!isWhole && existsSync(target) && filesOf(target).length > 0)
        await expect([at, await refusalOf(() => openStores(target))]).toEqual([
          at,
          ["store.damaged", { file: "restored", reason: "half-restored" }],
        ]);
      if (!isWhole) restore(copy, target);
      expect([at, filesOf(target)]).toEqual([at, whole]);
      await (await openStores(target)).close();
    }
  });
});

async function refusalOf(act: () => Promise<{ close(): Promise<void> }>): Promise<unknown> {
  try {
    await (await act()).close();
    return null;
  } catch (error) {
    return isProblem(error) ? [error.code, error.facts] : error;
  }
}
