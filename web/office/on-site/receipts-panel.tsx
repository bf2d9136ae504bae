import type { ReactElement } from "react";
import { receiptsText as text } from "../../text/on-site.ts";

/** The way to the public list of a closed poll: to be printed and hung up where there is no Internet. */
export function ReceiptsPanel({ poll }: { readonly poll: string }): ReactElement {
  return (
    <section>
      <h2>{text.title}</h2>
      <p>{text.lead}</p>
      <a className="btn" href={`/receipts/${poll}`} target="_blank" rel="noreferrer">
        {text.open}
      </a>
    </section>
  );
}
