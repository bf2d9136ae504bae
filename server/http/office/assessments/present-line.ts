import type { ReviewEntry } from "../../../core/review/review.ts";
import type { ReviewLine } from "../answers-review.ts";
import { presentAct } from "./present-act.ts";

/** One line of the history of a unit: names, no account ids. */
export const presentLine = ({ sequence, atUtc, by, second, origin, act }: ReviewEntry): ReviewLine => ({
  sequence,
  atUtc,
  by: by.name,
  second: second?.name ?? null,
  origin: origin?.name ?? null,
  act: presentAct(act),
});
