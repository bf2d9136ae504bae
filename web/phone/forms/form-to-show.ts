import type { SurveyModel } from "survey-core";
import type { FrozenForm } from "../../../server/core/definition/frozen.ts";
import type { AnswerFault } from "../../../server/core/problem.ts";
import type { Draft } from "../keep/drafts.ts";

/** Which of the ticket's forms this is, from 1. */
export interface Position {
  readonly index: number;
  readonly of: number;
}

/** What the person should read above the first question of a form. */
export interface Greeting {
  readonly text: string;
  readonly tone: "ok" | "warn";
}

/** One form as it is put before a person. */
export interface FormToShow {
  readonly frozen: FrozenForm;
  readonly draft: Draft;
  /** Of this form, filled with this draft. */
  readonly model: SurveyModel;
  readonly position: Position;
  /** The whole form takes. */
  readonly minutes: number;
  readonly batchName: string;
  readonly poll: string;
  /** Behind an open link: the telephone for whoever has something concrete to report, or ""; null with a slip. */
  readonly reportTo: string | null;
  /** Names of the roster to be careful with in written answers. */
  readonly names: readonly string[];
  readonly greeting: Greeting | null;
  /** What the server found amiss in an earlier attempt. */
  readonly faults: readonly AnswerFault[];
  readonly keep: (draft: Draft) => void;
  /** Back from the first page, to what stands before the forms; this form is then waited for no longer. */
  readonly leave: () => void;
}
