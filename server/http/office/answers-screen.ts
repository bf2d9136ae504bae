/** `GET /api/screens/:poll`: everything on it is said aloud in the room. */
import type { PollState, SetUp } from "../../core/round/round.ts";

export interface ScreenAnswer {
  readonly round: string;
  readonly group: string;
  readonly unit: string;
  readonly setUp: SetUp;
  readonly network: string | null;
  readonly state: PollState;
  readonly openUntil: string;
  readonly forms: number;
  readonly minutes: number;
  /** Steps of five; null unless open or paused. */
  readonly turnout: {
    readonly step: number;
    /** Paper is among them, stepped apart: up to eight more may stand behind `step`, not four. */
    readonly hasPaper: boolean;
    readonly reached: boolean;
    readonly complete: boolean;
    readonly eligible: number;
  } | null;
  readonly links: readonly { readonly name: string; readonly qr: string }[];
  readonly isRehearsal: boolean;
}
