import type { ReactElement } from "react";
import { installationsText as text } from "../../text/installations.ts";

/** Large enough to be read out. */
export const FingerprintPanel = ({ fingerprint }: { readonly fingerprint: string }): ReactElement => (
  <section>
    <h2>{text.own}</h2>
    <p>
      <b className="fingerprint">{text.fingerprint(fingerprint)}</b>
    </p>
    <p>{text.ownHint}</p>
  </section>
);
