import { compare, ratio, type Ratio } from "../ratio.ts";
import type { FormResult, Released } from "../release/released.ts";

/** attention = 关注, prominent = 突出 */
export type TickMark = "attention" | "prominent";

const ATTENTION: Ratio = ratio(1, 10);
const PROMINENT: Ratio = ratio(3, 10);

/** One problem that many people ticked. */
export interface Tick {
  readonly instrument: string;
  readonly leaf: string;
  readonly title: string;
  readonly option: string;
  readonly tag: string | null;
  readonly count: number;
  /** ballots − 不了解 − 未填 */
  readonly base: number;
  /** count ÷ base */
  readonly share: Ratio;
  readonly mark: TickMark;
}

/**
 * 突出问题清单: problems ticked by at least 10 % of those who answered the question, the commonest first.
 *
 * @source domain.md §5.4
 */
export function tickList(forms: readonly Released<FormResult>[]): readonly Tick[] {
  return forms
    .flatMap((form) => (form.level === "tables" ? ticksOf(form) : []))
    .toSorted((a, b) => compare(b.share, a.share));
}

function ticksOf(form: Extract<FormResult, { level: "tables" }>): readonly Tick[] {
  return form.multis.flatMap(({ leaf, title, options, none, unknown, base, counts }) =>
    options.flatMap((option, at): Tick[] => {
      if (counts === null || at === none || at === unknown) return [];
      const count = counts[at]!;
      const share = ratio(count, base);
      if (compare(share, ATTENTION) < 0) return [];
      const mark = compare(share, PROMINENT) < 0 ? "attention" : "prominent";
      const { instrument } = form;
      return [
        { instrument, leaf, title, option: option.text, tag: option.tag ?? null, count, base, share, mark },
      ];
    }),
  );
}
