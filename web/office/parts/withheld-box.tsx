/** What is withheld looks withheld: hatch, the words, and why. */
import type { ReactElement } from "react";
import { whyWithheld } from "../../text/console-results.ts";
import { withheld } from "../../text/withheld.ts";

export const WithheldBox = ({ sentence }: { readonly sentence: string }): ReactElement => (
  <div className="withheld withheld-box">
    <p>
      <b>{withheld.cell}</b>
    </p>
    <p>{sentence}</p>
    <WhyWithheld />
  </div>
);

/** Under a table with cells that say 人数少，不予显示: why, each reason once. Nothing where there is none. */
export const WithheldReasons = ({ sentences }: { readonly sentences: readonly string[] }): ReactElement => (
  <>
    {[...new Set(sentences)].map((sentence) => (
      <p key={sentence} className="sub table-note withheld-reason">
        {withheld.because(sentence)}
      </p>
    ))}
  </>
);

export const WhyWithheld = (): ReactElement => (
  <details className="why">
    <summary>{whyWithheld}</summary>
    <p>{withheld.why}</p>
  </details>
);
