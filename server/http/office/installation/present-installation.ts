import { installationFingerprint } from "../../../core/parcel/installation-fingerprint.ts";
import type { PollState, SetUp } from "../../../core/round/round.ts";
import type { Deps } from "../../../services/deps.ts";
import { allForms } from "../../../services/find-form.ts";
import type { InstallationAnswer } from "../answers-installation.ts";

/** What people have slips for, or may still answer. */
const UNDER_WAY: readonly PollState[] = ["sealed", "open", "paused", "closing"];
const DAY_MS = 86_400_000;

export async function presentInstallation(deps: Deps): Promise<InstallationAnswer> {
  const [storage, backups] = await Promise.all([deps.installation.storage(), deps.installation.backups()]);
  const { forms, polls, setUps } = await deps.office.inTransaction(async (office) => {
    const polls = [];
    const setUps = new Set<SetUp>();
    for (const { round } of await office.rounds()) {
      const own = await office.polls(round.id);
      polls.push(...own);
      if (own.some(({ state }) => UNDER_WAY.includes(state))) setUps.add(round.setUp);
    }
    return { forms: await allForms(deps, office), polls, setUps };
  });
  const [newest] = backups;
  const counts: { [state in PollState]?: number } = {};
  for (const { state } of polls) counts[state] = (counts[state] ?? 0) + 1;
  return {
    address: deps.address,
    fingerprint: installationFingerprint(deps.signer.publicKey),
    dataFolder: storage.dataFolder,
    backupsFolder: storage.backupsFolder,
    files: storage.files.map(({ name, bytes, schema }) => ({ name, bytes, schema })),
    closedFiles: { count: storage.closedFiles.count },
    exportsBytes: storage.exportsBytes,
    versions: {
      plumbline: storage.versions.plumbline,
      node: storage.versions.node,
      sqlite: storage.versions.sqlite,
      postgres: storage.versions.postgres,
    },
    polls: counts,
    setUps: [...setUps],
    forms: forms.map(({ instrument, digest }) => {
      return { title: instrument.shortTitle, version: instrument.version, digest };
    }),
    schemes: [...deps.library.schemes.values()].map(({ scheme, digest }) => {
      return { title: scheme.title, version: scheme.version, digest };
    }),
    backupDays: newest ? Math.floor((deps.clock().getTime() - Date.parse(newest.madeAtUtc)) / DAY_MS) : null,
    backups: backups.map(({ name, madeAtUtc, bytes, hasKeys }) => ({ name, madeAtUtc, bytes, hasKeys })),
  };
}
