/**
 * Which test files run on PostgreSQL too, and why the others do not. `tests/rules/postgres-tests.test.ts` holds this list against
 * the files that there are.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** Folders whose tests start servers. */
export const FOLDERS = ["attacks", "browser", "faults", "journeys"];

/** A reason, and the files below `tests/` of which it holds. */
export const NOT_ON_POSTGRES = [
  {
    reason: "Opens no stores: it tries a calculation, a page, a parcel or a command.",
    files: [
      "attacks/disclosure/chosen-sheets.test.ts",
      "attacks/disclosure/differencing.test.ts",
      "attacks/disclosure/enumeration.test.ts",
      "attacks/disclosure/means-over-time.test.ts",
      "attacks/disclosure/tallies.test.ts",
      "attacks/hostile/formulas.test.ts",
      "attacks/hosts/built-pages.test.ts",
      "attacks/linking/guessing.test.ts",
      "attacks/linking/naive.test.ts",
      "faults/full-stick.test.ts",
      "faults/fuzz/fuzz.test.ts",
      "journeys/check-command.test.ts",
      "journeys/check-shipped.test.ts",
      "journeys/open-api.test.ts",
      "journeys/score-command.test.ts",
    ],
  },
  {
    reason:
      "Holds the same round again and again, each time from a copy of one data folder; it tries what leaves the product and not where it lies.",
    files: [
      "attacks/disclosure/no-filter.test.ts",
      "attacks/disclosure/outputs.test.ts",
      "attacks/disclosure/while-open.test.ts",
      "attacks/receipts/receipts.test.ts",
      "attacks/tickets/histories.test.ts",
      "faults/fuzz/fuzz-bodies.test.ts",
      "faults/fuzz/fuzz-parcels.test.ts",
    ],
  },
  {
    reason:
      "Spoils, fills or cuts off the disk under the files of a data folder; a database server answers for its own (`refuse-settings.test.ts`, `postgres-refusal.test.ts`).",
    files: [
      "faults/disk/failing-files.test.ts",
      "faults/disk/readiness.test.ts",
      "faults/failing-sync.test.ts",
      "faults/fault-sentences.test.ts",
      "faults/full-disk.test.ts",
      "faults/full-file-system.test.ts",
      "faults/machine.test.ts",
      "faults/power-cut/closing-cut.test.ts",
      "faults/power-cut/power-cut.test.ts",
    ],
  },
  {
    reason:
      "Kills a process at points of its work on a data folder; `faults/closing-postgres`, `faults/upgrade-postgres` and `faults/processes` do the same on PostgreSQL.",
    files: [
      "faults/acts/killed-acts.test.ts",
      "faults/acts/killed-folders.test.ts",
      "faults/acts/killed-imports.test.ts",
      "faults/closing.test.ts",
      "faults/closing-late.test.ts",
      "faults/kill.test.ts",
      "faults/kill-served.test.ts",
      "faults/load.test.ts",
      "faults/upgrade.test.ts",
    ],
  },
  {
    reason:
      "Is about a data folder and its commands: how it is restored, looked at, carried or served; `journeys/database-commands` and `backup-database.test.ts` have those of a database.",
    files: [
      "browser/phone-resend.test.ts",
      "faults/full-stick-command.test.ts",
      "faults/restore.test.ts",
      "faults/restore-elsewhere.test.ts",
      "journeys/built-server.test.ts",
      "journeys/cli.test.ts",
      "journeys/codes-command.test.ts",
      "journeys/fingerprint-command.test.ts",
      "journeys/installation.test.ts",
      "journeys/portable.test.ts",
      "journeys/service-unit.test.ts",
    ],
  },
];

const LISTED = new Set(NOT_ON_POSTGRES.flatMap(({ files }) => files));

/** Every test file of the four folders below `tests`, as `attacks/codes/codes.test.ts`, in order. @param root of the project */
export function serverTests(root) {
  return FOLDERS.flatMap((folder) =>
    readdirSync(join(root, "tests", folder), { recursive: true })
      .map((name) => `${folder}/${name.replaceAll("\\", "/")}`)
      .filter((name) => name.endsWith(".test.ts"))
      .toSorted(),
  );
}

/** Those of them that run on PostgreSQL. */
export const onPostgres = (root) => serverTests(root).filter((name) => !LISTED.has(name));

/** What every run has of them: promise P1 with the files of the server in the attacker's hands, offices that share a database. */
const ATTACKS = /^attacks\/(?:linking\/(?:linking|open-link|naive-database)|offices\/)/;
const FAULTS = /^faults\/(?:processes\/|upgrade-postgres|closing-postgres)/;
/** What people do from the scan to the results, in real Chromium. */
const BROWSER = /^browser\/(?:phone|meeting-room|paper-keying|round-as-group|open-link)\.test/;
/** Of journeys what has a server of its own; those that take more time than they would tell are in the long form only. */
const JOURNEYS =
  /^journeys\/(?!(?:canaries|panel-scores|paper|paper-corrections|record-kept|wireless)\.test)/;
const STARTS_ONE = /startTestServer|isPostgresAbsent/;

/** Those that every run has. */
export const chosenOnPostgres = (root) =>
  onPostgres(root).filter(
    (name) =>
      [ATTACKS, FAULTS, BROWSER].some((choice) => choice.test(name)) ||
      (JOURNEYS.test(name) && STARTS_ONE.test(readFileSync(join(root, "tests", name), "utf8"))),
  );
