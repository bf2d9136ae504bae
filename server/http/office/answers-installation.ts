/** The JSON answers about the installation. */
import type { CheckLine } from "../../core/installation/self-check.ts";
import type { PollState, SetUp } from "../../core/round/round.ts";

/** `GET /installation/checks` */
export type ChecksAnswer = readonly CheckLine[];

/** `GET /installation` */
export interface InstallationAnswer {
  readonly address: string | null;
  /** Of the key that parcels are signed with, 20 letters. */
  readonly fingerprint: string;
  readonly dataFolder: string;
  readonly backupsFolder: string;
  /** Roll and box have no size: it would count people. */
  readonly files: readonly {
    readonly name: string;
    readonly bytes: number | null;
    readonly schema: number;
  }[];
  /** Without a size: of a unit that has no tables it would tell whether people wrote much or nothing. */
  readonly closedFiles: { readonly count: number };
  readonly exportsBytes: number;
  readonly versions: {
    readonly plumbline: string;
    readonly node: string;
    readonly sqlite: string;
    readonly postgres: string | null;
  };
  /** Polls by state; states without one are absent. */
  readonly polls: { readonly [state in PollState]?: number };
  /** Of the rounds that are sealed and not closed; none: no round is under way. */
  readonly setUps: readonly SetUp[];
  readonly forms: readonly { readonly title: string; readonly version: string; readonly digest: string }[];
  readonly schemes: readonly { readonly title: string; readonly version: string; readonly digest: string }[];
  /** Newest first. */
  readonly backups: readonly {
    readonly name: string;
    readonly madeAtUtc: string;
    /** Of the office's own file in it. */
    readonly bytes: number;
    readonly hasKeys: boolean;
  }[];
  /** Whole days since the newest; null when there is none. */
  readonly backupDays: number | null;
}

/** `POST /installation/backups` */
export interface BackupAnswer {
  readonly name: string;
  /** Units whose open polls were copied before: of two copies the older is to be destroyed. */
  readonly copiedAgain: readonly string[];
}
