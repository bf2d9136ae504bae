/** An office and its groups, each with a folder, a server and a key of its own; what passes between them are files. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { seeded } from "../../server/cli/demo/simulated-answers.ts";
import { answerAll, httpPort } from "../../server/cli/demo/simulated-staff.ts";
import { composeApp, openServices } from "../../server/compose.ts";
import { installationFingerprint } from "../../server/core/parcel/installation-fingerprint.ts";
import type { Parcel } from "../../server/core/parcel/parcel.ts";
import type { Unit } from "../../server/core/roster/unit.ts";
import { parcelZip } from "../../server/exports/parcel-zip.ts";
import { readParcel } from "../../server/imports/read-parcel.ts";
import { openPoll } from "../../server/services/change-poll-state.ts";
import { beginClosing, continueClosing } from "../../server/services/close-poll.ts";
import { createRound } from "../../server/services/create-round.ts";
import { type Deps, KEEPER } from "../../server/services/deps.ts";
import { mintTickets } from "../../server/services/mint-tickets.ts";
import { trustInstallation } from "../../server/services/parcel/trust-installation.ts";
import { saveAssessment } from "../../server/services/save-assessment.ts";
import { saveRollSheet } from "../../server/services/roll-sheet.ts";
import { saveUnits } from "../../server/services/save-units.ts";
import { sealRound } from "../../server/services/seal-round.ts";
import { startServer } from "../../server/start-server.ts";
import { ROUND, testAssessment, testUnit } from "./start-server.ts";
import { openStoresOfTest, type StoresOfTest } from "./stores-of-test.ts";

export const FIRST = "县委第一巡察组";
export const SECOND = "县委第二巡察组";

export const UNITS: readonly Unit[] = [
  { ...testUnit("water", "县水利局党组", [4, 6, 9]), group: FIRST },
  { ...testUnit("archive", "县档案馆党支部", [1, 2, 4]), group: FIRST },
  { ...testUnit("roads", "县交通局党组", [2, 5, 8]), group: SECOND },
];

export interface Installation {
  readonly deps: Deps;
  readonly dataFolder: string;
  /** Null where the data folder has all stores. */
  readonly databaseUrl: string | null;
  readonly fingerprint: string;
  stop(): Promise<void>;
}

/** @param on where its stores lie: where those of all tests do, or in a folder as on a laptop */
export async function openInstallationAt(
  on: "the engine of the tests" | "a laptop" = "the engine of the tests",
): Promise<Installation> {
  const dataFolder = mkdtempSync(join(tmpdir(), "plumbline-machine-"));
  const address = "http://127.0.0.1";
  const { services, databaseUrl, dispose } =
    on === "a laptop"
      ? await openOnLaptop(dataFolder, address)
      : await openStoresOfTest(dataFolder, { address });
  const server = await startServer(await composeApp(services, new Map()), { port: 0, host: "127.0.0.1" });
  const deps: Deps = { ...services.deps, address: `http://127.0.0.1:${server.port}` };
  return {
    deps,
    dataFolder,
    databaseUrl,
    fingerprint: installationFingerprint(deps.signer.publicKey),
    async stop() {
      await server.stop(0);
      await dispose();
      rmSync(dataFolder, { recursive: true, force: true });
    },
  };
}

async function openOnLaptop(dataFolder: string, address: string): Promise<StoresOfTest> {
  const services = await openServices({ dataFolder, address });
  return { services, databaseUrl: null, dispose: () => services.close() };
}

/** Both sides have compared the fingerprints; the other one takes templates of the first. */
export async function trustEachOther(one: Installation, other: Installation, name: string): Promise<void> {
  await trustInstallation(one.deps, KEEPER, { fingerprint: other.fingerprint, name });
  const above = { fingerprint: one.fingerprint, name: "县委巡察办", isCity: true };
  await trustInstallation(other.deps, KEEPER, above);
}

/** A round in draft, what is known about its units entered. */
export async function draftRound(
  { deps }: Installation,
  id: string,
  units = UNITS,
  settings: Partial<typeof ROUND> = {},
): Promise<void> {
  await createRound(deps, KEEPER, { ...ROUND, ...settings, id });
  await saveUnits(deps, KEEPER, id, units);
  for (const unit of units) await saveAssessment(deps, KEEPER, id, unit.id, testAssessment, null);
}

/** The bytes of the file on the stick. */
export async function bytesOf(parcel: Parcel): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of parcelZip(parcel)) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** What the other side reads off the stick. */
export const carried = async (parcel: Parcel): Promise<Parcel> => readParcel(await bytesOf(parcel));

/** Seals what is in draft, holds every poll and closes it; the same unit is answered the same way wherever it is held. */
export async function holdRound({ deps }: Installation, round: string): Promise<void> {
  await sealRound(deps, KEEPER, round);
  const polls = await deps.office.inTransaction((office) => office.polls(round));
  for (const { id, state } of polls) if (state === "sealed") await holdPoll(deps, id);
}

export async function holdPoll(deps: Deps, poll: string): Promise<void> {
  await openPoll(deps, KEEPER, poll);
  const { plan, unit } = await deps.live.get(poll);
  for (const { id, eligible } of plan.batches) {
    const { urls } = await mintTickets(deps, KEEPER, poll, id, { count: eligible + 1, voidUnused: false });
    // One after the other: who answers first must not decide who answers what.
    for (const [at, url] of urls.slice(1).entries()) {
      const random = seeded([...unit.id, id].join("").length * 1_000 + at);
      await answerAll(httpPort(deps.address ?? ""), [{ url, climate: 0.7 }], random, () => {});
    }
  }
  await beginClosing(deps, KEEPER, poll, { second: KEEPER });
  await continueClosing(deps, KEEPER, poll);
  const batches = plan.batches.map(({ id, eligible }) => {
    const paper = { exchanged: 0, returned: 0, paperIssued: 0, paperReturned: 0 };
    return { batch: id, issued: eligible, left: 1, ...paper };
  });
  const total = plan.batches.reduce((sum, { eligible }) => sum + eligible, 0);
  const sheet = { meeting: "专题汇报会", time: "", place: "", due: total, present: total, batches, note: "" };
  await saveRollSheet(deps, KEEPER, poll, sheet);
}

/** Everything that an installation holds of a round and its parcels, to see that a refusal changed nothing. */
export async function holdingsOf({ deps }: Installation, round: string): Promise<unknown> {
  return deps.office.inTransaction(async (office) => ({
    round: await office.round(round),
    rounds: (await office.rounds()).length,
    units: await office.units(round),
    polls: await office.polls(round),
    replaced: await office.replacedPolls(round),
    sheets: [...(await office.rollSheets(round))],
    parcels: await office.parcels.of(round),
    kept: [...(await office.keptParcels.of("template")), ...(await office.keptParcels.of("result"))],
    forms: (await office.ownForms()).length,
    schemes: (await office.ownSchemes()).length,
    closed: await deps.closed.list(),
    acts: (await office.audit()).map(({ act }) => act).filter((act) => act !== "parcel.refused"),
  }));
}
