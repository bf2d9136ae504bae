/** Released forms for tests, made the only way there is: by `release`. */
import type { FrozenForm, Leaf } from "../definition/frozen.ts";
import { foldBallots } from "../tally/fold.ts";
import { DEFAULT_THRESHOLDS } from "../round/round.ts";
import { release } from "./release.ts";
import type { ReleasedForm } from "./released.ts";

export const emptyForm: FrozenForm = {
  formatVersion: 1,
  instrument: "one",
  version: "1",
  kind: "evaluation",
  title: "one",
  shortTitle: "one",
  introduction: "",
  minutes: 1,
  anonymous: true,
  parts: [],
  leaders: [],
  leaves: [],
  items: [],
  scoring: { rule: "items" },
  survey: {},
};

/** A rated question with these prices; null = 不了解. Options are named by their place. */
export const choice = (id: string, prices: readonly (string | null)[]): Leaf => ({
  kind: "choice",
  id,
  question: id,
  title: id,
  options: prices.map((points, i) => ({
    value: String(i),
    text: String(i),
    points,
    dontKnow: points === null,
  })),
});

/** One item "q" in one block: ballots per price, all for the first price unless said. */
export function scoredForm(
  instrument: string,
  prices: string | readonly string[],
  ballots: number | readonly number[] = 10,
): ReleasedForm {
  const counts = typeof ballots === "number" ? [ballots] : ballots;
  const form: FrozenForm = {
    ...emptyForm,
    instrument,
    leaves: [choice("q", typeof prices === "string" ? [prices] : prices)],
    items: [{ leaf: "q", part: null, weight: "100", dimension: null, focus: [], item: "q", leader: null }],
  };
  const fold = foldBallots(form, "d");
  counts.forEach((n, option) => {
    for (let i = 0; i < n; i++) fold.add("C", [option], "ticket");
  });
  const block = { id: "C", name: "C", categories: ["C"], weight: "100", isOutside: false };
  const total = counts.reduce((sum, n) => sum + n, 0);
  return release(form, "d", fold.finish(), [{ ...block, ballots: total }], DEFAULT_THRESHOLDS);
}
