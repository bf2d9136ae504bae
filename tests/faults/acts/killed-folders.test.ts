/** P7 for a folder of an earlier version and for a backup that is put back: killed at whatever write, the next try ends it. */
import { cpSync, existsSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { seeded } from "../../../server/cli/demo/simulated-answers.ts";
import { isProblem } from "../../../server/core/problem.ts";
import { backup } from "../../../server/store/sqlite/backup.ts";
import { openStores } from "../../../server/store/sqlite/open-stores.ts";
import { restore } from "../../../server/store/sqlite/restore.ts";
import { BOX_KIND } from "../../../server/store/sqlite/sqlite-box.ts";
import { SqliteFile } from "../../../server/store/sqlite/sqlite-file.ts";
import { OFFICE_KIND } from "../../../server/store/sqlite/sqlite-office.ts";
import { ROLL_KIND } from "../../../server/store/sqlite/sqlite-roll.ts";
import { bundleProgram } from "../bundle-program.ts";
import { runInjected } from "../inject.ts";
import { rounds } from "../long-form.ts";
import { prepareActsFolder } from "./acts-folder.ts";
import { hasTracer, killing } from "./killing.ts";
import { orSkipped } from "../../or-skipped.ts";

/** For each earlier version of a store. */
const UPGRADE_KILLS = rounds(1, 50);
const acts = await killing(prepareActsFolder);
const RESTORING = await bundleProgram(new URL("restore-child.ts", import.meta.url));
const { parent, folder } = acts;

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
  orSkipped(
    hasTracer,
    `bringing an older folder to the present shape, killed ${UPGRADE_KILLS} times`,
    "strace is not installed or not allowed here",
  ),
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
        const whole = acts.open(place, null);
        expect(whole.code).toBe(0);
        const random = seeded(version);
        for (let i = 0; i < UPGRADE_KILLS; i += 1) {
          prepareOld();
          const at = whole.places[Math.floor(random() * whole.places.length)]!;
          const killed = acts.open(place, at);
          expect([at, killed.isKilled]).toEqual([at, true]);
          const { code } = acts.open(place, null);
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

describe.skipIf(!hasTracer)(
  orSkipped(
    hasTracer,
    "putting a backup back, killed at a write",
    "strace is not installed or not allowed here",
  ),
  () => {
    it("leaves a folder that no start takes for a whole one, and that the next try fills", async () => {
      const [copy, target] = [join(parent, "copy"), join(parent, "restored")];
      acts.startOver();
      // A backup has no drafts of paper, and this one has closed files.
      for (const [act, about] of [
        ["give-up", acts.prepared.poll],
        ["take", acts.prepared.stick.file],
      ] as const)
        expect([act, acts.run(act, about).code]).toEqual([act, 0]);
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
        expect([at, runInjected(RESTORING, [copy, target], { at, what: "signal=SIGKILL" }).isKilled]).toEqual(
          [at, true],
        );
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
  },
);

async function refusalOf(act: () => Promise<{ close(): Promise<void> }>): Promise<unknown> {
  try {
    await (await act()).close();
    return null;
  } catch (error) {
    return isProblem(error) ? [error.code, error.facts] : error;
  }
}
