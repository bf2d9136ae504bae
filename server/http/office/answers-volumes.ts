/** The JSON answer of `GET /rounds/:round/volumes`: 归档包, how long the round is kept, and its 销毁. */
export interface VolumesAnswer {
  /** Of this installation, in groups of four: it signs the volumes. */
  readonly fingerprint: string;
  /** Oldest first; their content is offered by no route. */
  readonly volumes: readonly VolumeAnswer[];
  /** The one that is being made; units whose documents are written, of all. */
  readonly running: { readonly by: string; readonly done: number; readonly of: number } | null;
  /** Why the last one came to nothing: `full` disk, or another fault that stands in the server's log. */
  readonly failed: "full" | "differs" | "fault" | null;
  readonly keeping: {
    readonly days: number | null;
    /** The day from which on it may be destroyed; null while nothing is set. */
    readonly until: string | null;
    readonly isDue: boolean;
  };
  readonly destruction: DestructionAnswer | null;
}

export interface VolumeAnswer {
  readonly digest: string;
  readonly sheet: string;
  readonly place: string;
  readonly isHere: boolean;
  /** How many; their size is told by nothing, because closed files are among them. */
  readonly files: number;
  readonly madeAtUtc: string;
  readonly by: string;
}

export interface DestructionAnswer {
  readonly atUtc: string;
  readonly by: string;
  readonly second: string;
  readonly reason: string;
  readonly keepDays: number;
  readonly isDone: boolean;
  /** SHA-256 of the record, hex, as the audit has it. */
  readonly digest: string;
  readonly files: readonly { readonly unit: string; readonly digest: string }[];
  readonly volumes: readonly {
    readonly digest: string;
    readonly place: string;
    readonly isDestroyed: boolean;
  }[];
  readonly backups: readonly string[];
}
