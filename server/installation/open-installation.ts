import { existsSync, readdirSync, statSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import type { BackupPlaces, BackupRow } from "../core/installation/backup-row.ts";
import { loadPrintable } from "../exports/printable.ts";
import { NO_POSTER_FIELDS } from "../core/round/poster.ts";
import { streamLinkPoster } from "../exports/link-poster-pdf.ts";
import type { Installation } from "../services/installation.ts";
import { readStoreFiles, sqliteVersion } from "../store/sqlite/read-versions.ts";
import packageFile from "../../package.json" with { type: "json" };
import { listBackups, makeBackupIn } from "./backups.ts";
import { dumpsCore, freeBytes, isPrivate, isWritable, swaps, synchronisedBy } from "./look-at-machine.ts";
import { sleepMinutes } from "./ask-sleep.ts";
import { certificateDays, reaches } from "./probe-address.ts";

export interface InstallationPlace {
  readonly dataFolder: string;
  /** Null where the data folder has all stores. */
  readonly databaseUrl: string | null;
  /** Of the PostgreSQL server; null where the data folder has all stores. */
  readonly serverVersion: string | null;
  readonly backupsFolder: string;
  /** Null where no other process makes backups. */
  readonly backupPlaces: BackupPlaces | null;
  readonly address: string | null;
  readonly clock: () => Date;
}

const DAY_MS = 86_400_000;

/** The installation of one data folder. */
export function openInstallation(place: InstallationPlace): Installation {
  const { dataFolder, databaseUrl, backupsFolder, serverVersion, clock } = place;
  return {
    measure: (asksAddress) => measure(place, asksAddress),
    storage: async () => ({
      dataFolder,
      backupsFolder,
      files: readStoreFiles(dataFolder).map(({ name, bytes, schema }) => ({ name, bytes, schema })),
      closedFiles: { count: filesIn(join(dataFolder, "closed")).length },
      exportsBytes: bytesIn(join(dataFolder, "exports")),
      versions: {
        plumbline: packageFile.version,
        node: process.version,
        sqlite: sqliteVersion(),
        postgres: serverVersion,
      },
    }),
    backups: () => allBackups(place),
    makeBackup: async () => {
      const made = await makeBackupIn(backupsFolder, { dataFolder, databaseUrl }, clock());
      await allBackups(place);
      return made;
    },
  };
}

/** Newest first. */
async function allBackups({
  backupsFolder,
  backupPlaces,
}: Pick<InstallationPlace, "backupsFolder" | "backupPlaces">): Promise<readonly BackupRow[]> {
  const own = await listBackups(backupsFolder);
  if (backupPlaces === null) return own;
  const all = await backupPlaces.tell(`${hostname()}:${backupsFolder}`, own);
  return all.toSorted((a, b) => b.madeAtUtc.localeCompare(a.madeAtUtc));
}

async function measure(place: InstallationPlace, asksAddress: boolean): ReturnType<Installation["measure"]> {
  const { dataFolder, address, clock } = place;
  const stores = readStoreFiles(dataFolder);
  const asked = asksAddress ? address : null;
  const [newest] = await allBackups(place);
  return {
    isWritable: isWritable(dataFolder),
    isPrivate: isPrivate(
      dataFolder,
      stores.map(({ name }) => join(dataFolder, name)),
    ),
    synchronisedBy: synchronisedBy(dataFolder),
    freeBytes: await freeBytes(dataFolder),
    oddFiles: stores.filter(({ isKnown }) => !isKnown).map(({ name }) => name),
    utcOffsetMinutes: -clock().getTimezoneOffset(),
    address,
    isReached: asked === null ? null : await reaches(asked),
    certificateDays: asked === null ? null : await certificateDays(asked, clock()),
    backupDays: newest ? Math.floor((clock().getTime() - Date.parse(newest.madeAtUtc)) / DAY_MS) : null,
    hasFonts: await succeeds(loadPrintable()),
    worksInThreads: await succeeds(drawSomething()),
    dumpsCore: dumpsCore(),
    swaps: swaps(),
    sleepMinutes: await sleepMinutes(),
  };
}

/** Draws a poster of nothing the way real ones are drawn: in a thread, with the embedded font. */
async function drawSomething(): Promise<void> {
  const stream = streamLinkPoster({
    round: "自检",
    group: "自检",
    unit: "自检",
    setUp: "onsite",
    wireless: null,
    url: "http://localhost/",
    forms: 1,
    questions: 1,
    minutes: 1,
    openUntil: "",
    contactPhone: "",
    poster: NO_POSTER_FIELDS,
    isRehearsal: true,
    size: "A4",
  });
  for await (const chunk of stream) if ((chunk as Uint8Array).length === 0) break;
}

const succeeds = (work: Promise<unknown>): Promise<boolean> =>
  work.then(
    () => true,
    () => false,
  );

const filesIn = (folder: string): readonly string[] =>
  existsSync(folder)
    ? readdirSync(folder, { withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map(({ name }) => join(folder, name))
    : [];

const bytesIn = (folder: string): number =>
  filesIn(folder).reduce((sum, path) => sum + statSync(path).size, 0);
