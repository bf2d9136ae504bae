/** Why a score is not there to be shown: too few ballots, and of whom. @source anonymity.md §5; texts.zh.md §6 */
import type { FormResult } from "../release/released.ts";

/** What of a form decides about its score. */
export interface LevelledForm {
  readonly level: FormResult["level"];
  /** Its rule makes a score of it. */
  readonly isScored: boolean;
  readonly raters: FormResult["raters"];
  /** Where more ballots came back than people were eligible: as many as the level went by. */
  readonly people?: number | undefined;
}

/** unit = no form of the unit's own people has a score; form = others have one; outside = a form of outside raters */
export type WithheldScore = "unit" | "form" | "outside";

/**
 * @param all forms of the unit, this one among them
 * @returns null where there is a score, or none for another reason
 */
export function withheldScore(
  { level, isScored, raters }: LevelledForm,
  all: readonly LevelledForm[],
): WithheldScore | null {
  if (!isScored || level !== "none") return null;
  if (raters === "outside") return "outside";
  const isUnitScored = all.some((one) => one.isScored && one.raters === "own" && one.level !== "none");
  return isUnitScored ? "form" : "unit";
}
