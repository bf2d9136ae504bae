/** Long exports of released documents: made beside the requests, with progress, an end before the end, and a list of what is there. */

export interface ExportJob {
  readonly id: string;
  readonly round: string;
  /** File name under which it is downloaded. */
  readonly name: string;
  readonly by: string;
  readonly startedAtUtc: string;
  readonly state: "running" | "done" | "failed";
  readonly done: number;
  /** 0 until it is known. */
  readonly of: number;
  readonly bytes: number;
}

/** Finished ones of a round beyond these are removed, oldest first. */
export const EXPORTS_KEPT = 5;

export type Progress = (done: number, of: number) => void;

/** Tickets never come here: their codes go into one answer and are gone. */
export interface Exports {
  /** Oldest first. */
  list(round: string): Promise<readonly ExportJob[]>;
  /** @returns null when there is none, or none that is done */
  read(
    round: string,
    id: string,
  ): Promise<{ readonly job: ExportJob; readonly content: AsyncIterable<Uint8Array> } | null>;
  /** Begins, and answers at once. */
  start(
    about: Pick<ExportJob, "round" | "name" | "by" | "startedAtUtc">,
    make: (progress: Progress) => AsyncIterable<Uint8Array>,
  ): Promise<ExportJob>;
  /** Stops a running export, or removes a finished one. @returns whether there was one */
  remove(round: string, id: string): Promise<boolean>;
  /** All of a round, when its numbers no longer count. */
  removeAll(round: string): Promise<void>;
}
