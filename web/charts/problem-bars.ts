/** Ticked problems of the questionnaire, most frequent first: bars against two lines, 10 % 关注 and 30 % 突出. */
import { compare, printRatio, ratio, toNumber } from "../../server/core/ratio.ts";
import type { FormAnswer, MultiAnswer } from "../../server/http/office/answers-results.ts";

export const ATTENTION_PERCENT = 10;
export const SALIENT_PERCENT = 30;

export interface ProblemBar {
  readonly title: string;
  readonly question: string;
  readonly tag: string | null;
  readonly count: number;
  /** Ballots less 不了解 and 未填. */
  readonly base: number;
  readonly percent: number;
  /** One decimal, half up. */
  readonly printed: string;
  readonly line: "salient" | "attention" | null;
}

/** All options of the multi-selects that name a problem, over the forms with tables; withheld questions are left out. */
export function problemBars(forms: readonly FormAnswer[]): readonly ProblemBar[] {
  const multis = forms.flatMap((form): readonly MultiAnswer[] =>
    form.level === "tables" && form.problemRate !== null ? form.multis : [],
  );
  return multis
    .filter((multi) => multi.none !== null)
    .flatMap(barsOf)
    .toSorted((a, b) => b.percent - a.percent);
}

function barsOf(multi: MultiAnswer): readonly ProblemBar[] {
  const { counts, base } = multi;
  if (counts === null || base === 0) return [];
  return multi.options.flatMap((option, index) => {
    if (index === multi.none || index === multi.unknown) return [];
    const count = counts[index] ?? 0;
    const share = ratio(100 * count, base);
    const reaches = (percent: number): boolean => compare(share, ratio(percent)) >= 0;
    return [
      {
        title: option.text,
        question: multi.title,
        tag: option.tag ?? null,
        count,
        base,
        percent: toNumber(share),
        printed: printRatio(share, 1),
        line: reaches(SALIENT_PERCENT) ? "salient" : reaches(ATTENTION_PERCENT) ? "attention" : null,
      },
    ];
  });
}
