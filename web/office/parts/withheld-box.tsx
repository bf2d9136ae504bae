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

export const WhyWithheld = (): ReactElement => (
  <details className="why">
    <summary>{whyWithheld}</summary>
    <p>{withheld.why}</p>
  </details>
);
