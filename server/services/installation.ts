/** What the installation tells about itself; the parts of it that ask the machine stand behind this. */
import type { BackupRow } from "../core/installation/backup-row.ts";
import type { InstallationFacts } from "../core/installation/self-check.ts";

/** What the machine tells; the rest of the facts the record and the running server know. */
export type MeasuredFacts = Omit<InstallationFacts, "clockBehindMs" | "printedElsewhere" | "timesOpened">;

export interface MadeBackup {
  readonly name: string;
  /** Units whose open polls were copied before: the older copy is to be destroyed. */
  readonly copiedAgain: readonly string[];
}

export interface StorageFacts {
  readonly dataFolder: string;
  readonly backupsFolder: string;
  /** Sizes of what respondents do not write to; null for the others. Closed files have none: it tells how much people wrote. */
  readonly files: readonly {
    readonly name: string;
    readonly bytes: number | null;
    readonly schema: number;
  }[];
  readonly closedFiles: { readonly count: number };
  readonly exportsBytes: number;
  readonly versions: {
    readonly plumbline: string;
    readonly node: string;
    readonly sqlite: string;
    /** Of the database server; null where there is none. */
    readonly postgres: string | null;
  };
}

export interface Installation {
  /**
   * Measures everything but the clock, which only the record can tell.
   *
   * @param asksAddress whether to try the printed address; without a server behind it nobody would answer
   */
  measure(asksAddress: boolean): Promise<MeasuredFacts>;
  storage(): Promise<StorageFacts>;
  /** Newest first. */
  backups(): Promise<readonly BackupRow[]>;
  /** Off the event loop. @throws Problem as `backup` */
  makeBackup(): Promise<MadeBackup>;
}
