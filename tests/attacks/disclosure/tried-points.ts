/** What the crawl tries out on an archived round: the first two parts change their points, so that all still come to 100. */
import type { TrialChoice } from "../../../server/core/scoring/trial-scheme.ts";

interface Tried {
  readonly parts: readonly { readonly id: string; readonly points: string | number }[];
  readonly grades: readonly { readonly grade: string; readonly from: string | number }[];
}

export function triedPoints({ parts, grades }: Tried): TrialChoice {
  const [first, second, ...rest] = parts.map(({ points }) => String(points));
  const points = [second, first, ...rest];
  return {
    points: Object.fromEntries(parts.map(({ id }, at) => [id, points[at]!])),
    from: Object.fromEntries(grades.map(({ grade, from }) => [grade, String(from)])),
  };
}
