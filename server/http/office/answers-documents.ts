/** The JSON answer of `GET /rounds/:round/documents`: what can be downloaded now. */
import type { PollState } from "../../core/round/round.ts";

export interface DocumentsAnswer {
  /** Of the whole round; [] for a group. */
  readonly documents: readonly ListedDocumentAnswer[];
  /** In the order of the roster; a group sees its own units. */
  readonly units: readonly UnitDocumentsAnswer[];
}

export interface UnitDocumentsAnswer {
  readonly unit: { readonly id: string; readonly name: string; readonly group: string };
  readonly poll: string | null;
  readonly state: PollState;
  /** [] until the poll is closed. */
  readonly documents: readonly ListedDocumentAnswer[];
}

export interface ListedDocumentAnswer {
  /** Its file is `<key>.<format>`. */
  readonly key: string;
  readonly title: string;
  /** What people wrote is in it: for office and group only. */
  readonly hasTexts: boolean;
  readonly formats: readonly ("xlsx" | "docx" | "pdf" | "csv" | "json")[];
}

/** One of `GET /rounds/:round/exports`. */
export interface ExportAnswer {
  readonly id: string;
  readonly name: string;
  readonly by: string;
  readonly startedAtUtc: string;
  readonly state: "running" | "done" | "failed";
  /** Units that are in it, and all of them; 0 of 0 at the beginning. */
  readonly done: number;
  readonly of: number;
  readonly bytes: number;
}
