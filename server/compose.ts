/** The composition root: every part is made here, once. */
import { join } from "node:path";
import { randomBytes } from "node:crypto";
import type { Config } from "./config.ts";
import { checkInstrumentFile } from "./definitions/check-instrument-file.ts";
import { openKeptSigner, openSigner } from "./keys/open-signer.ts";
import { ExportJobs } from "./exports/export-jobs.ts";
import type { Problem } from "./core/problem.ts";
import { createApp, fixedPaths } from "./http/app.ts";
import { lookAt, metricsApp } from "./http/metrics.ts";
import type { ReachCounts } from "./core/installation/reach-counts.ts";
import { type Pages, readPages } from "./http/pages.ts";
import { openInstallation } from "./installation/open-installation.ts";
import { openVolumeFolders } from "./installation/volume-folders.ts";
import { startPages } from "./http/start/start-pages.ts";
import type { Log } from "./log.ts";
import { BUILT_FOLDER, PAGES_FOLDER, signingKeyOf } from "./places.ts";
import { problemLine } from "../web/text/problems.ts";
import { shippedLibrary } from "./shipped-library.ts";
import { reportUnfinished, type Voice, voiceOf } from "./report-fault.ts";
import type { Deps, Library } from "./services/deps.ts";
import { KEEPER } from "./services/deps.ts";
import { setOpenBallotsApart } from "./services/change-poll-state.ts";
import { resumeClosing } from "./services/close-poll.ts";
import { eraseUnfinished } from "./services/import-ballots.ts";
import { resumeStacks } from "./services/paper/merge-stack.ts";
import { resumeDestructions } from "./services/volume/destroy-round.ts";
import { VERIFIER_FILE } from "./services/volume/volume-folders.ts";
import { LivePolls } from "./services/live-polls.ts";
import type { Processes } from "./store/processes.ts";
import type { Connections } from "./store/postgres/count-connections.ts";
import { placeOf } from "./store/postgres/office-place.ts";
import { openServerStores } from "./store/postgres/open-server-stores.ts";
import { addressOfOffice } from "./store/postgres/register-of-offices.ts";
import { openStores } from "./store/sqlite/open-stores.ts";
import { watchMachine } from "./watch-machine.ts";

export interface Services {
  readonly deps: Deps;
  /** The process before ended without closing. */
  readonly wasCutOff: boolean;
  /** Null, or left out, where no other process serves the same installation. */
  readonly processes?: Processes | null;
  /** Whether this process has its part of the stores now; left out where it always has. */
  isHeld?(): boolean;
  /** Of the database server; null, or left out, where the data folder has all stores. */
  readonly connections?: Connections | null;
  /** Archives of documents that somebody asked for; released numbers only, never a ticket. */
  readonly exportsFolder: string;
  /** Under its short name, where the process serves several; left out where it does not. */
  readonly voice?: Voice;
  close(): Promise<void>;
}

/** What an office is given that shares its process with others. */
export interface AmongOthers {
  readonly name: string;
  readonly library: Library;
  /** The database is not what this office began with; nobody may be answered for it any more. */
  readonly onGone: (refusal: Problem | null) => void;
}

/**
 * Opens the stores of an installation and resumes every poll that was being closed. Where that breaks off nothing stays
 * open, so that it can be tried again by the same process.
 *
 * @param config.databaseUrl the PostgreSQL database where they lie; null or left out: in the data folder
 * @param among null where the process serves nobody else
 */
export async function openServices(
  config: Pick<Config, "dataFolder" | "address"> & Partial<Pick<Config, "backupsFolder" | "databaseUrl">>,
  clock: () => Date = () => new Date(),
  among: AmongOthers | null = null,
): Promise<Services> {
  const library = among?.library ?? (await shippedLibrary());
  const voice = voiceOf(among?.name ?? null);
  const address = await addressOf(config);
  const stores = await openStoresOf(config, voice, among);
  try {
    return await servicesOn(
      stores,
      { ...config, address },
      { clock, library, voice, isOneOfMany: among !== null },
    );
  } catch (error) {
    await stores.close().catch(voice.fault);
    throw error;
  }
}

/** At what was being closed; at what was being destroyed once a minute. */
const LOOKS_EVERY_MS = 5_000;
const LOOKS_A_MINUTE = 12;

type Place = Parameters<typeof openServices>[0];

const openStoresOf = async (
  { dataFolder, databaseUrl = null }: Place,
  voice: Voice,
  among: AmongOthers | null,
) =>
  databaseUrl === null
    ? { ...(await openStores(dataFolder)), serverVersion: null, connections: null, isHeld: () => true }
    : openServerStores(
        databaseUrl,
        dataFolder,
        among?.onGone ?? exitBeforeNewer(voice),
        voice.fault,
        among !== null,
      );

interface Around {
  readonly clock: () => Date;
  readonly library: Library;
  readonly voice: Voice;
  /** Of the offices of its process. */
  readonly isOneOfMany: boolean;
}

async function servicesOn(
  stores: Awaited<ReturnType<typeof openStoresOf>>,
  { dataFolder, databaseUrl = null, backupsFolder = `${dataFolder}-backups`, address }: Place,
  { clock, library, voice, isOneOfMany }: Around,
): Promise<Services> {
  const { serverVersion, processes } = stores;
  const deps: Deps = {
    office: stores.office,
    roll: stores.roll,
    box: stores.box,
    closed: stores.closed,
    live: new LivePolls(stores.office, stores.roll, stores.doors),
    library,
    readDefinition: (text) => checkInstrumentFile(text),
    address,
    installation: openInstallation({
      dataFolder,
      databaseUrl,
      serverVersion,
      backupsFolder,
      backupPlaces: processes?.backups ?? null,
      address,
      clock,
    }),
    volumes: openVolumeFolders(join(dataFolder, "archives"), join(BUILT_FOLDER, VERIFIER_FILE)),
    signer:
      processes === null
        ? openSigner(signingKeyOf(dataFolder))
        : await openKeptSigner((make) => processes.key("signing", make), signingKeyOf(dataFolder)),
    clock,
    random: (bytes) => new Uint8Array(randomBytes(bytes)),
  };
  // What the first start has forgotten of the others' backups is told anew.
  if (processes) await deps.installation.backups();
  const reported = new Map<string, string>();
  const resume = async () => {
    await deps.live.forgetChanged();
    reportUnfinished(
      [...(await resumeStacks(deps)), ...(await resumeClosing(deps, KEEPER))],
      reported,
      voice,
    );
  };
  if (processes) await setOpenBallotsApart(deps);
  // Beside other processes one of them may be importing; there the next import erases what is left.
  else await eraseUnfinished(deps);
  await resume();
  const exportsFolder = join(dataFolder, "exports");
  const exports = processes?.exports ?? new ExportJobs(exportsFolder, voice.fault);
  const destroy = async () =>
    reportUnfinished(await resumeDestructions(deps, (round) => exports.removeAll(round)), reported, voice);
  await destroy();
  let isResuming = false;
  let looks = 0;
  // One that waits for another process or for the database is not begun again beside itself.
  const resumeOnce = async (): Promise<void> => {
    if (isResuming || !stores.isHeld()) return;
    isResuming = true;
    looks += 1;
    const isMinute = looks % LOOKS_A_MINUTE === 0;
    await resume()
      .then(() => (isMinute ? destroy() : undefined))
      .finally(() => (isResuming = false));
  };
  // The machine under several offices is looked at once.
  const watch = isOneOfMany
    ? () => undefined
    : watchMachine({ canWrite: stores.canWrite, clock }, voice.tell);
  const timer = setInterval(() => {
    watch();
    void resumeOnce().catch(voice.fault);
  }, LOOKS_EVERY_MS);
  timer.unref();
  return {
    deps,
    processes,
    connections: stores.connections,
    isHeld: stores.isHeld,
    wasCutOff: stores.wasCutOff,
    exportsFolder,
    voice,
    async close() {
      clearInterval(timer);
      await stores.close();
    },
  };
}

/** An office of a shared database is under the address of the register, so that no command prints another's. */
async function addressOf({
  address,
  databaseUrl = null,
}: Pick<Config, "address"> & Partial<Pick<Config, "databaseUrl">>): Promise<string | null> {
  if (databaseUrl === null || placeOf(databaseUrl).office === null) return address;
  return (await addressOfOffice(databaseUrl)) ?? address;
}

/** The database is not what this process began with: it must not answer anybody any more. A new start says what is wrong. */
const exitBeforeNewer =
  (voice: Voice) =>
  (refusal: Problem | null): void => {
    tellGone(voice, refusal);
    process.exit(1);
  };

/** @param refusal null: a newer version has changed the tables */
export function tellGone(voice: Voice, refusal: Problem | null): void {
  if (refusal) voice.tell(problemLine(refusal));
  else voice.fault(new Error("the database was changed by a newer version"));
}

/** What answering takes of the services; how the process before ended is for the start alone. */
type Served = Omit<Services, "wasCutOff">;

/** For whoever watches the process; see `http/metrics.ts`. */
export const watchApp = (services: Served) => metricsApp(async () => [await lookAt(null, services.deps)]);

/** What the portable folder shows on its own machine; see `http/start/start-pages.ts`. */
export const startPageApp = ({ deps }: Served, reach: ReachCounts) => startPages(deps, reach);

export async function composeApp(services: Served, pages?: Pages, log?: Log, reach?: ReachCounts) {
  const { processes } = services;
  const counts = reach ?? processes?.reach;
  const built = pages ?? (await readPages(PAGES_FOLDER));
  const app = createApp({
    deps: services.deps,
    exportsFolder: services.exportsFolder,
    ...(processes && { screenKey: () => processes.key("screen", () => services.deps.random(32)) }),
    ...(services.isHeld && { isHeld: () => services.isHeld!() }),
    ...(processes && { exports: processes.exports }),
    pages: built,
    onFault: (services.voice ?? voiceOf(null)).fault,
    ...(counts && { reach: counts }),
    ...(log && { onOfficeRequest: (request) => log({ event: "office-request", ...request }) }),
  });
  return Object.assign(app, { fixedPaths: fixedPaths(built) });
}
