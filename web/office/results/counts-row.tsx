/** The last step of a derivation: the counts of one item, and how they were weighted. */
import type { CSSProperties, ReactElement } from "react";
import { parseRatio, printRatio } from "../../../server/core/ratio.ts";
import type { FormAnswer, ItemAnswer, ResultsAnswer } from "../../../server/http/office/answers-results.ts";
import { derivation as text } from "../../text/console-results.ts";
import { withheld } from "../../text/withheld.ts";

interface CountsRowProps {
  readonly item: ItemAnswer;
  readonly depth: number;
  readonly results: ResultsAnswer;
}

export function CountsRow({ item, depth, results }: CountsRowProps): ReactElement {
  const form = results.forms.find((one) => one.level === "tables" && one.items.includes(item));
  return (
    <tr className="counts">
      <td colSpan={4} style={{ "--d": depth } as CSSProperties}>
        {item.counts ? (
          <>
            <MiniBar item={item} counts={item.counts} />
            <p className="sub">
              {text.counts(item.valid, item.abstained)}
              {weightingOf(item, form, results)}
            </p>
          </>
        ) : (
          <p className="sub">{withheld.item(results.thresholds)}</p>
        )}
      </td>
    </tr>
  );
}

function weightingOf(item: ItemAnswer, form: FormAnswer | undefined, results: ResultsAnswer): string {
  if (!form || form.level !== "tables") return "";
  const scored = form.blocks.filter(({ weight }) => Number(parseRatio(weight).n) > 0);
  if (scored.length <= 1) return text.oneBlock;
  if (item.isPooled) return withheld.pooled(results.thresholds);
  return text.weighted(
    scored.map(({ name, weight }) => `${name} ${printRatio(parseRatio(weight), 0)}%`).join("、"),
  );
}

interface MiniBarProps {
  readonly item: ItemAnswer;
  readonly counts: readonly number[];
}

function MiniBar({ item, counts }: MiniBarProps): ReactElement {
  const levels = item.options.flatMap((option, index) => (option.dontKnow ? [] : [{ ...option, index }]));
  const name = [
    ...levels.map(({ text: level, index }) => `${level} ${counts[index] ?? 0}`),
    ...(item.abstained > 0 ? [text.outside(item.abstained)] : []),
  ].join("，");
  return (
    <div className="mini" role="img" aria-label={name}>
      {levels.map(({ text: level, index }, place) => {
        const count = counts[index] ?? 0;
        if (count === 0) return null;
        const colour = colourOf(place, levels.length);
        const style = {
          "--n": count,
          background: `var(--lv-${colour})`,
          color: `var(--on-lv-${colour})`,
        } as CSSProperties;
        return (
          <span key={level} style={style}>
            {count * 8 > item.valid ? `${level} ${count}` : count}
          </span>
        );
      })}
      {item.abstained > 0 && (
        <>
          <span className="gap" />
          <span className="u" style={{ "--n": item.abstained } as CSSProperties}>
            <b>{item.abstained}</b>
          </span>
        </>
      )}
    </div>
  );
}

/** The designed colour nearest to a level, 1 best to 4 worst. */
const colourOf = (place: number, levels: number): number =>
  levels <= 1 ? 1 : levels === 3 ? [1, 3, 4][place]! : 1 + Math.round((3 * place) / (levels - 1));
