import type { ReactElement } from "react";
import type { ComparisonAnswer } from "../../../server/http/office/answers-comparison.ts";
import { compare as text } from "../../text/console-compare.ts";
import { withheld } from "../../text/withheld.ts";
import { WhyWithheld } from "../parts/withheld-box.tsx";
import { MARKS } from "./heat-table.tsx";

/** What the five steps mean, and over how many units the mean was taken. */
export function HeatKey({ answer }: { readonly answer: ComparisonAnswer }): ReactElement {
  const units = Math.max(0, ...answer.means.dimensions.map((mean) => mean?.units ?? 0));
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
      <WhyWithheld />
      <span className="sub">{units > 0 ? text.base(units) : text.noMean}</span>
    </div>
  );
}
