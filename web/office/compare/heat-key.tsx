import type { ReactElement } from "react";
import type { ComparisonAnswer } from "../../../server/http/office/answers-comparison.ts";
import { compare as text } from "../../text/console-compare.ts";
import { withheld } from "../../text/withheld.ts";
import { WhyWithheld, WithheldReasons } from "../parts/withheld-box.tsx";
import { MARKS } from "./heat-table.tsx";
import { isAlone } from "./lone-means.ts";

interface HeatKeyProps {
  readonly answer: ComparisonAnswer;
  /** Why cells of the table are withheld. */
  readonly sentences: readonly string[];
}

/** What the five steps mean, and over how many units the mean was taken. */
export function HeatKey({ answer, sentences }: HeatKeyProps): ReactElement {
  return (
    <div className="heat-foot">
      <div className="heat-key">
        <span>{text.key}</span>
        {(Object.keys(text.bands) as (keyof typeof text.bands)[]).map((band) => (
          <span key={band}>
            <i className={`band ${band}`} />
            {MARKS[band] && `${MARKS[band]} `}
            {text.bands[band]}
          </span>
        ))}
        <span>
          <i className="withheld" />
          {withheld.cell}
        </span>
      </div>
      <span className="sub">{baseOf(answer)}</span>
      <div className="heat-reasons">
        <WithheldReasons sentences={sentences} />
        <WhyWithheld />
      </div>
    </div>
  );
}

/** Over how many units the mean was taken, or why there is none. */
export function baseOf(answer: ComparisonAnswer): string {
  const { means } = answer;
  if (isAlone(answer)) return text.alone;
  const units = Math.max(0, ...means.dimensions.map((mean) => mean?.units ?? 0));
  if (units > 0) return text.base(units);
  return means.unsettled ? text.unsettled[means.unsettled] : text.noMean;
}
