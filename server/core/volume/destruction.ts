/** 保管期限 and 销毁: when the closed files of an archived round may be destroyed, and what is written down of it. */
import { Problem } from "../problem.ts";

/** What stays when the files are gone. Nothing about respondents: files, digests, and who decided. */
export interface DestructionRecord {
  readonly formatVersion: 1;
  readonly round: string;
  readonly title: string;
  /** Times are ISO 8601 UTC. */
  readonly archivedAtUtc: string;
  readonly keepDays: number;
  readonly destroyedAtUtc: string;
  /** Names of the two accounts. */
  readonly by: string;
  readonly second: string | null;
  readonly reason: string;
  /** Closed files, in the order of the roster. */
  readonly files: readonly { readonly unit: string; readonly poll: string; readonly digest: string }[];
  /** 归档包 made of the round; `isDestroyed`: it lay among the installation's own and went with the files. */
  readonly volumes: readonly {
    readonly digest: string;
    readonly sheet: string;
    readonly place: string;
    readonly isDestroyed: boolean;
  }[];
  /** Backups beside the data folder that were made since the round's first poll opened: they hold its ballots still. */
  readonly backups: readonly string[];
  /**
   * Other installations that hold its ballots by what the product itself carried there: groups that handed in a 封存包, and
   * offices that one was made out to. Absent: there are none, or the record was written before this was asked.
   */
  readonly elsewhere?: readonly ElsewhereCopy[];
}

export interface ElsewhereCopy {
  /** Name and fingerprint of the installation. */
  readonly name: string;
  readonly fingerprint: string;
  /** Group whose units it holds. */
  readonly group: string;
}

/** As it stands with the round; `isDone` once every file is gone. */
export interface Destruction {
  readonly record: DestructionRecord;
  readonly isDone: boolean;
}

/** Days of keeping that may be set: up to a hundred years. */
export const KEEP_DAYS_MAX = 36_525;

const DAY_MS = 86_400_000;

/** The moment from which on a round may be destroyed. @param days from 归档 on */
export const keptUntil = (archivedAtUtc: string, days: number): string =>
  new Date(Date.parse(archivedAtUtc) + days * DAY_MS).toISOString();

interface Keeping {
  readonly archivedAtUtc: string | undefined;
  /** Undefined: nobody has said; then it is kept. */
  readonly keepDays: number | undefined;
  readonly isDestroyed: boolean;
  readonly volumes: number;
}

/**
 * @returns when it was archived and for how long it was kept
 * @throws Problem round.not-archived, round.destroyed, round.kept, round.no-volume
 */
export function requireDestroyable(
  { archivedAtUtc, keepDays, isDestroyed, volumes }: Keeping,
  nowUtc: string,
): { readonly archivedAtUtc: string; readonly keepDays: number } {
  if (archivedAtUtc === undefined) throw new Problem("round.not-archived", {});
  if (isDestroyed) throw new Problem("round.destroyed", {});
  if (keepDays === undefined) throw new Problem("round.kept", { until: null });
  const until = keptUntil(archivedAtUtc, keepDays);
  if (nowUtc < until) throw new Problem("round.kept", { until });
  if (volumes === 0) throw new Problem("round.no-volume", {});
  return { archivedAtUtc, keepDays };
}
